"""Write the sums that no calculation states as value assertions, with their messages.

Formula 1.0, its filters and its messages: https://specifications.xbrl.org/spec-group-index-formula-1.0.html
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from xbrl_xml import REPEATED, Attributes, Rule, Taxonomy, arc, root, summed, tag

# The prefixes of the formula specifications: each with its namespace and its schema.
SPACES = {
    "gen": ("http://xbrl.org/2008/generic", "2008/generic-link"),
    "variable": ("http://xbrl.org/2008/variable", "2008/variable"),
    "va": ("http://xbrl.org/2008/assertion/value", "2008/value-assertion"),
    "validation": ("http://xbrl.org/2008/validation", "2008/validation"),
    "cf": ("http://xbrl.org/2008/filter/concept", "2008/concept-filter"),
    "df": ("http://xbrl.org/2008/filter/dimension", "2008/dimension-filter"),
    "gf": ("http://xbrl.org/2008/filter/general", "2008/general-filter"),
    "acf": ("http://xbrl.org/2010/filter/aspect-cover", "2010/aspect-cover-filter"),
    "msg": ("http://xbrl.org/2010/message", "2010/generic-message"),
}
VARIABLE = "http://xbrl.org/arcrole/2008/variable-set"
FILTER = "http://xbrl.org/arcrole/2008/variable-filter"
FILTER_OF_ALL = "http://xbrl.org/arcrole/2008/variable-set-filter"
UNSATISFIED = "http://xbrl.org/arcrole/2010/assertion-unsatisfied-message"
ARCROLES = {
    VARIABLE: "2008/variable.xsd#variable-set",
    FILTER: "2008/variable.xsd#variable-filter",
    FILTER_OF_ALL: "2008/variable.xsd#variable-set-filter",
    UNSATISFIED: "2010/validation-message.xsd#assertion-unsatisfied-message",
}
LINK = "http://www.xbrl.org/2008/role/link"
MESSAGE = "http://www.xbrl.org/2010/role/message"
ROLES = {
    LINK: "2008/generic-link.xsd#standard-link-role",
    MESSAGE: "2010/generic-message.xsd#standard-message",
}
MESSAGES = {"ja": "{}、印刷 {} 円、計算 {} 円（{}）", "en": "{}: printed {} yen, computed {} yen ({})"}


def half_unit(taxonomy: Taxonomy, fact: str) -> str:
    """XPath: half a unit of the last digit that a fact is printed to, in yen."""
    cases = "".join(
        f"if (string({fact}/@decimals) = '{decimals}') then {half} else "
        for decimals, half in taxonomy.half_units.items()
    )
    return f"({cases}0)"


def computed(rule: Rule, names: list[str]) -> str:
    """XPath: the weighted sum of the parts, which the variables of these names hold."""
    signs = {1: "", -1: "-"}
    return " + ".join(
        f"{signs.get(weight, f'{weight} * ')}${name}"
        for name, (_, weight) in zip(names, summed(rule), strict=True)
    )


def condition(taxonomy: Taxonomy, rule: Rule, names: list[str]) -> str:
    """XPath: whether a sum holds, within what the rounding of its figures allows.

    As in Calculations 1.1 (round to nearest), each figure stands for an interval of half a
    unit to both sides, and the interval of the total must meet that of its parts.
    """
    residual = f"$total - ({computed(rule, names)})"
    if not taxonomy.half_units:
        return f"{residual} eq 0"
    halves = half_unit(taxonomy, "$figure")
    if rule.rounds_parts:  # each part is as rough as the total
        halves = f"max(({halves}, {half_unit(taxonomy, '$total')}))"
    widths = [half_unit(taxonomy, "$total")]
    figures = list(zip(names, rule.parts, strict=False))
    for weight in dict.fromkeys(abs(weight) for _, weight in rule.parts):
        same = ", ".join(f"${name}" for name, (_, own) in figures if abs(own) == weight)
        times = f"{weight} * " if weight != 1 else ""
        widths.append(f"{times}sum(for $figure in ({same}) return {halves})")
    return f"abs({residual}) le {' + '.join(widths)}"


def resource(name: str, label: str, attributes: Attributes | None = None, *content: str) -> str:
    """A resource of a link: an assertion, a variable, a filter or a message."""
    return tag(name, {"xlink:type": "resource", "xlink:label": label} | (attributes or {}), *content)


def filtered(start: str, end: str, covers: bool = True) -> str:
    """A filter of a variable; one that does not cover narrows, and leaves the aspect to be matched."""
    return arc(
        "variable:variableFilterArc", FILTER, start, end,
        order="1", complement="false", cover=str(covers).lower(),
    )


def all_filtered(start: str, end: str) -> str:
    """A filter of all variables of an assertion."""
    return arc("variable:variableSetFilterArc", FILTER_OF_ALL, start, end, order="1", complement="false")


def member_filter(label: str, axis: str, member: str) -> str:
    """A filter of the facts of a business or a stage."""
    return resource(
        "df:explicitDimension", label, None,
        tag("df:dimension", None, tag("df:qname", None, f"{axis}:Axis")),
        tag("df:member", None, tag("df:qname", None, f"{axis}:{member}")),
    )


def line_filter(label: str, lines: Iterable[str]) -> str:
    """A filter of the facts of some lines."""
    concepts = (tag("cf:concept", None, tag("cf:qname", None, f"line:{line}")) for line in lines)
    return resource("cf:conceptName", label, None, *concepts)


def write_messages(rule: Rule, names: list[str]) -> list[str]:
    """What an assertion says when it fails, in both languages: both sides, and the fact of the total."""
    content = []
    for language, text in MESSAGES.items():
        words = getattr(rule, f"label_{language}").replace("{", "{{").replace("}", "}}")
        said = text.format(words, "{$total}", f"{{{computed(rule, names)}}}", "{string($total/@id)}")
        kind = {"xlink:role": MESSAGE, "xml:lang": language}
        content.append(resource("msg:message", f"{rule.name}.message", kind, escape(said)))
    return [*content, arc("gen:arc", UNSATISFIED, rule.name, f"{rule.name}.message", order="1")]


def write_variable(rule: Rule, name: str, member: str) -> list[str]:
    """The variable that holds a member of a sum: the facts of a line, a business or a stage."""
    variable = f"{rule.name}.{name}"
    fallback = {"fallbackValue": "0"} if name == "difference" else {}
    content = [
        resource("variable:factVariable", variable, {"bindAsSequence": "false"} | fallback),
        arc("variable:variableArc", VARIABLE, rule.name, variable, name=name, order="1"),
        filtered(variable, f"{variable}.member"),
    ]
    if rule.axis == "line":
        # An instant and a duration are compared, too.
        return [*content, line_filter(f"{variable}.member", [member]), filtered(variable, "period")]
    content.append(member_filter(f"{variable}.member", rule.axis, member))
    if rule.statement:
        content.append(filtered(variable, f"statement.{rule.statement}", covers=False))
    return content


def write_assertion(taxonomy: Taxonomy, rule: Rule) -> list[str]:
    """A sum as a value assertion: its condition, its messages, its variables."""
    names = [f"part{number}" for number, _ in enumerate(rule.parts, start=1)]
    names += ["difference"] if rule.difference else []
    told = {"id": rule.name, "aspectModel": "dimensional", "implicitFiltering": "true"}
    test = {"test": condition(taxonomy, rule, names)}
    content = [
        resource("va:valueAssertion", rule.name, told | test),
        *write_messages(rule, names),
        all_filtered(rule.name, "once"),
    ]
    for axis, member in (("business", rule.business), ("stage", rule.stage)):
        if member:
            content.append(member_filter(f"{rule.name}.{axis}", axis, member))
            content.append(all_filtered(rule.name, f"{rule.name}.{axis}"))
    members = [rule.parent, *(part for part, _ in summed(rule))]
    for name, member in zip(["total", *names], members, strict=True):
        content += write_variable(rule, name, member)
    return content


def write_assertions(taxonomy: Taxonomy) -> str:
    """The linkbase of the sums that no calculation states."""
    rules = [rule for rule in taxonomy.rules if not taxonomy.is_calculation(rule)]
    content = [
        resource("gf:general", "once", {"test": f"not(starts-with(@id, '{REPEATED}.'))"}),
        resource("acf:aspectCover", "period", None, tag("acf:aspect", None, "period")),
    ]
    for statement in dict.fromkeys(rule.statement for rule in rules if rule.statement):
        content.append(line_filter(f"statement.{statement}", (
            line for line, row in taxonomy.lines.items()
            if row["statement"] == statement and row["line_kind"] != "heading"
        )))
    for rule in rules:
        content += write_assertion(taxonomy, rule)
    references = [
        tag(f"link:{kind}Ref", {
            f"{kind}URI": uri, "xlink:type": "simple", "xlink:href": f"http://www.xbrl.org/{place}",
        })
        for kind, places in (("role", ROLES), ("arcrole", ARCROLES))
        for uri, place in places.items()
    ]
    link = tag("gen:link", {"xlink:type": "extended", "xlink:role": LINK}, "\n", "\n".join(content), "\n")
    spaces = {f"xmlns:{prefix}": space for prefix, (space, _) in SPACES.items()}
    locations = " ".join(f"{space} http://www.xbrl.org/{path}.xsd" for space, path in SPACES.values())
    return root("link:linkbase", taxonomy, spaces | {"xsi:schemaLocation": locations}, [*references, link])
