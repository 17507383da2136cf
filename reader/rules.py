"""Sums that the numbers confirm, as rules and arcs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from reader.chart import Chart, cut, unique
from reader.glossary import decapitalised, stage_names
from reader.reading import BASE, CHANGE, PROVED, RESULT, TOTAL, Document, Findings, LineKey, Relation
from reader.text import YEN, squeeze
from reader.words import says

APART = "_summary"
FAMILIES = {"total": "footing", "balance": "balance_identity", "stage": "stage_sum", "business": "business_sum"}
STAGES_JA = {"original": "補正前", "adjustment": "補正", "revised": "補正後"}


@dataclass
class Rule:
    """A rule with its arcs.

    Attributes:
        rule_id: Its id.
        family: Its family.
        role: `roll_up` where the statements are computed by it, else `tie`.
        label_ja: Its words.
        label_en: The same in English.
        relation: What it says.
        parent: Line, business or stage.
        children: Its parts with their weights.
    """

    rule_id: str
    family: str
    role: str
    label_ja: str
    label_en: str
    relation: Relation
    parent: str
    children: list[tuple[str, int]]


def member_id(chart: Chart, relation: Relation, member: LineKey | str) -> str | None:
    """Id of a member of a relation, or None if the chart does not have it."""
    if isinstance(member, LineKey):
        return chart.of_key.get(member)
    if relation.axis == "business":
        return TOTAL if member == TOTAL else chart.businesses.get(member)
    return member


def words_of(chart: Chart, relation: Relation, member: str, english: bool) -> str:
    """How a member of a rule is called."""
    if relation.axis == "line":
        line = chart.lines[member]
        changes = relation.stages == (CHANGE,)
        if english:
            return f"change in {decapitalised(line.english.words)}" if changes else line.english.words
        return f"{line.label_ja}の増減" if changes else line.label_ja
    if relation.axis == "business":
        names = {value: name for name, value in chart.businesses.items()}
        if member == TOTAL:
            return "total" if english else "合計"
        return chart.english_businesses[names[member]].words if english else names[member]
    return member.replace("_", " ") if english else STAGES_JA.get(member) or stage_names().get(member, member)


def equation(chart: Chart, relation: Relation, parent: str, children: list[tuple[str, int]], english: bool) -> str:
    """A relation as an equation in words."""
    text = f"{words_of(chart, relation, parent, english)} ="
    for place, (child, weight) in enumerate(children):
        sign = "−" if weight < 0 else "+" if place else ""
        text += f" {sign} {words_of(chart, relation, child, english)}" if sign else f" {words_of(chart, relation, child, english)}"
    if relation.axis == "business" and relation.stages == (CHANGE,):
        text += " (changes)" if english else "（増減）"
    return text


def cells_printed(document: Document, chart: Chart, findings: Findings) -> dict[str, set[tuple[str, str]]]:
    """Businesses and stages that each line is printed for; a line of one business counts for all.

    Args:
        document: The document.
        chart: Its lines.
        findings: What the numbers say; lines that belong to a business are among it.
    """
    owned = {owner.line._replace(measure="") for owner in findings.owners}
    keys = {line_id: key for key, line_id in chart.of_key.items()}
    names = [TOTAL, *chart.businesses]
    printed: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for table in document.tables:
        for row in table.rows:
            for figure in row.figures:
                column = next(column for column in table.columns if column.number == figure.column)
                line = chart.of_row[table.table_id, row.source_line, squeeze(row.label), column.measure]
                is_owned = line in keys and keys[line]._replace(measure="") in owned
                printed[line] |= {(business, column.stage or RESULT) for business in (names if is_owned else [column.business or TOTAL])}
    for prose in findings.prose:
        if prose.line is not None and prose.line in chart.of_key:
            printed[chart.of_key[prose.line]].add((prose.business or TOTAL, prose.stage or RESULT))
    for line, cells in printed.items():
        for business in {business for business, _ in cells}:
            if {(business, BASE), (business, RESULT)} <= cells:
                printed[line] = printed[line] | {(business, CHANGE)}
    return printed


def confined(chart: Chart, relation: Relation, members: list[str], printed: dict[str, set[tuple[str, str]]]) -> Relation:
    """A relation along lines, confined to the businesses or stages that all of its lines are printed for.

    The project checks a sum wherever a member is printed; if some are memoranda, wherever one of these is.
    """
    if relation.axis != "line":
        return relation
    def allowed(cells: set[tuple[str, str]]) -> set[tuple[str, str]]:
        return {
            (business, stage) for business, stage in cells
            if (not relation.businesses or business in relation.businesses) and (not relation.stages or stage in relation.stages)
        }
    sets = [allowed(printed.get(member, set())) for member in members]
    memoranda = [cells for member, cells in zip(members, sets, strict=True) if chart.lines[member].kind == "memorandum"]
    shared, all_of = set.intersection(*sets), set.union(*(memoranda or sets))
    if not shared or all_of <= shared:
        return relation
    businesses = {business for business, _ in shared}
    stages = {stage for _, stage in shared}
    if {cell for cell in all_of if cell[0] in businesses} == shared:
        return replace(relation, businesses=tuple(sorted(businesses)))
    if {cell for cell in all_of if cell[1] in stages} == shared:
        return replace(relation, stages=tuple(sorted(stages)))
    return replace(relation, businesses=tuple(sorted(businesses)), stages=tuple(sorted(stages)))


def draw_rules(document: Document, chart: Chart, findings: Findings) -> list[Rule]:
    """Put the relations that hold into rules.

    A sum of parts that holds everywhere computes its total (`roll_up`) as long as each line is
    a part of one total only; everything else compares.

    Args:
        document: The document.
        chart: The chart; the kind of its totals is set.
        findings: What the numbers say.

    Returns:
        The rules.
    """
    printed = cells_printed(document, chart, findings)
    found: list[tuple[Relation, bool]] = []
    for relation in findings.relations:
        ids = [member_id(chart, relation, member) for member in (relation.parent, *(child for child, _ in relation.children))]
        if None not in ids:
            is_everywhere = not relation.stages and not relation.businesses
            parts = parts_of(confined(chart, relation, ids, printed))
            # Where the total is printed for more stages than its parts, it is computed in none.
            found += [(part, is_everywhere and len(parts) == 1 and not part.stages) for part in parts]
    rules: list[Rule] = []
    taken: set[str] = set()
    rolled: set[str] = set()
    parts: Counter[str] = Counter()
    merged: dict[tuple[object, ...], Rule] = {}
    coarse = coarse_amounts(document, chart)
    for relation, is_everywhere in found:
        parent = member_id(chart, relation, relation.parent)
        children = [(member_id(chart, relation, child), weight) for child, weight in relation.children]
        if len(dict(children)) != len(children):
            continue
        role = "tie"
        if (
            relation.axis == "line" and relation.kind == "total" and is_everywhere and relation.certainty == PROVED
            and chart.lines[parent].kind == "leaf" and not says("rest", chart.lines[parent].label_ja)
            and len({chart.lines[line].statement for line in (parent, *dict(children))}) == 1
            and parent not in rolled and not any(parts[child] for child, _ in children)
            and not reaches(rules, [child for child, _ in children], parent)
            and not misses(coarse, parent, children)
        ):
            role = "roll_up"
            rolled.add(parent)
            parts.update(child for child, _ in children)
            chart.lines[parent].kind = "total"
        statements = {relation.parent.statement} | {child.statement for child, _ in relation.children} if relation.axis == "line" else set()
        family = FAMILIES.get(relation.kind, "") or ("adjustment_across_statements" if relation.stages == ("adjustment",) else "across_statements")
        if relation.kind == "tie" and len(statements) == 1:
            family = "footing"
        if relation.axis == "line":
            words = f"{cut(parent, 44)}_equals_" + ("sum_of_parts" if len(children) > 1 else cut(children[0][0], 40))
            scope = [cut(chart.businesses.get(name, name), 24) for name in relation.businesses if name != TOTAL] + list(relation.stages)
            words = "_".join([words, *scope])
        else:
            scope = "_".join(relation.stages) if relation.axis == "business" and relation.stages else ""
            words = f"{parent}_equals_sum_of_{'stages' if relation.axis == 'stage' else 'businesses'}" + (f"_{scope}" if scope else "")
            same = merged.get(shape_of(relation, parent, children))
            if same:
                same.relation.statements += tuple(statement for statement in relation.statements if statement not in same.relation.statements)
                continue
        rule_id = unique(cut(words, 74), taken)
        taken.add(rule_id)
        rule = Rule(
            rule_id, family, role,
            equation(chart, relation, parent, children, False), equation(chart, relation, parent, children, True),
            relation, parent, children,
        )
        if relation.axis != "line":
            merged[shape_of(relation, parent, children)] = rule
        rules.append(rule)
    return rules


def coarse_amounts(document: Document, chart: Chart) -> dict[str, dict[tuple[str, str, str], int]]:
    """The amounts of each line that is printed in units of more than a thousand yen alone, by unit, business and stage."""
    found: dict[str, dict[tuple[str, str, str], int]] = defaultdict(dict)
    exact: set[str] = set()
    for table in document.tables:
        columns = {column.number: column for column in table.columns}
        for row in table.rows:
            for figure in row.figures:
                column = columns[figure.column]
                line = chart.of_row[table.table_id, row.source_line, squeeze(row.label), column.measure]
                if YEN.get(figure.unit, 0) > YEN["thousand_yen"]:
                    found[line][figure.unit, column.business or TOTAL, column.stage or RESULT] = (figure.sign or 1) * figure.magnitude
                else:
                    exact.add(line)
    return {line: amounts for line, amounts in found.items() if line not in exact}


def misses(amounts: dict[str, dict[tuple[str, str, str], int]], parent: str, children: list[tuple[str, int]]) -> bool:
    """Whether rounded parts miss a printed total by less than their number: then they do not compute it, and the sum is a check alone."""
    for cell, total in amounts.get(parent, {}).items():
        parts = [weight * amounts.get(child, {}).get(cell, 0) for child, weight in children]
        if 0 < abs(total - sum(parts)) <= len(parts):
            return True
    return False


def set_apart(document: Document, chart: Chart, findings: Findings) -> None:
    """Put lines that are not printed for every business under a statement of their own.

    A sum of the businesses holds for the lines of a statement that all of them print; a line of
    an overview, printed for some, is none of these.

    Args:
        document: The document.
        chart: Its lines; statements of lines are changed in place.
        findings: What the numbers say; the rules of its stages are extended to the new statements.
    """
    printed = cells_printed(document, chart, findings)
    for relation in findings.relations:
        if relation.axis != "business" or relation.stages not in ((), (RESULT,)):
            continue
        businesses = {TOTAL, *(str(child) for child, _ in relation.children)}
        for line in chart.lines.values():
            shown = {business for business, stage in printed.get(line.line_id, set()) if stage == RESULT}
            if line.statement in relation.statements and shown and not businesses <= shown:
                line.statement = f"{line.statement}{APART}"
                line.kind = "memorandum" if line.kind == "leaf" else line.kind
    apart = {line.statement for line in chart.lines.values() if line.statement.endswith(APART)}
    for relation in findings.relations:
        if relation.axis == "stage":
            relation.statements += tuple(sorted(name for name in apart if name.removesuffix(APART) in relation.statements and name not in relation.statements))


def parts_of(relation: Relation) -> list[Relation]:
    """A relation along lines once for each business and stage that it is confined to; others as they are."""
    if relation.axis != "line" or len(relation.businesses) <= 1 and len(relation.stages) <= 1:
        return [relation]
    return [
        replace(relation, businesses=business, stages=stage)
        for business in [(name,) for name in relation.businesses] or [()]
        for stage in [(name,) for name in relation.stages] or [()]
    ]


def shape_of(relation: Relation, parent: str, children: list[tuple[str, int]]) -> tuple[object, ...]:
    """What relations along businesses or stages have in common that hold for several statements."""
    return relation.axis, parent, tuple(sorted(children)), relation.stages, relation.businesses


def reaches(rules: list[Rule], members: list[str], goal: str) -> bool:
    """Whether following the roll-ups down from some lines comes to a goal, so that they would go round."""
    below = {rule.parent: [child for child, _ in rule.children] for rule in rules if rule.role == "roll_up"}
    waiting = list(members)
    seen: set[str] = set()
    while waiting:
        line = waiting.pop()
        if line == goal:
            return True
        if line not in seen:
            seen.add(line)
            waiting += below.get(line, [])
    return False


def arcs_of(rule: Rule) -> list[dict[str, object]]:
    """The arcs of a rule, one for each part, and statement, business and stage that it is confined to."""
    relation = rule.relation
    statements = relation.statements if relation.axis != "line" else ("",)
    arcs = []
    for statement in statements or ("",):
        for business in relation.businesses or ("",):
            for stage in relation.stages or ("",):
                arcs += [
                    {
                        "rule_id": rule.rule_id, "axis": relation.axis, "parent": rule.parent, "child": child,
                        "weight": weight, "applies_to_statement": statement, "applies_to_business": business,
                        "applies_to_stage": stage,
                    }
                    for child, weight in rule.children
                ]
    return arcs
