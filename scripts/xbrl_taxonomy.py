"""Write a taxonomy of the vocabulary and the rules as an XBRL taxonomy package.

A line of a statement is an element; businesses and stages are explicit dimensions. What is
summed along lines of one kind of period is a calculation (Calculations 1.1); what is summed
along businesses or stages, in one business or stage only, or across an instant and a
duration, which no calculation can say, is a value assertion (xbrl_assertions.py).

XBRL 2.1, Dimensions 1.0, Calculations 1.1, Taxonomy Packages 1.0: https://specifications.xbrl.org/
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from xbrl_assertions import write_assertions
from xbrl_xml import SPACES, Attributes, Rule, Taxonomy, arc, root, summed, tag

NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
SUMMATION = "https://xbrl.org/2023/arcrole/summation-item"
DIMENSION = "http://xbrl.org/int/dim/arcrole"
AXES = {"business": "businesses", "stage": "stages"}  # axis to its namespace


class TaxonomyError(Exception):
    """The vocabulary cannot be written as XBRL; the message says why in Japanese and English."""


def imported(space: str, location: str) -> str:
    """The import of a schema into another."""
    return tag("xs:import", {"namespace": space, "schemaLocation": location})


def schema(taxonomy: Taxonomy, name: str, elements: Iterable[Attributes], head: Iterable[str] = ()) -> str:
    """A schema that declares elements in a namespace of its own.

    Args:
        taxonomy: The taxonomy.
        name: Of the namespace below the taxonomy's address.
        elements: Their attributes; `id` is added.
        head: What stands before the imports.
    """
    content = [
        *head,
        imported(SPACES["xbrli"], "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"),
        imported(SPACES["xbrldt"], "http://www.xbrl.org/2005/xbrldt-2005.xsd"),
        *(tag("xs:element", {"id": f"{name}_{one['name']}", "nillable": "false"} | one) for one in elements),
    ]
    space = {"targetNamespace": f"{taxonomy.base}/{name}", "elementFormDefault": "qualified"}
    return root("xs:schema", taxonomy, space, content)


def item(name: str, period: str, abstract: bool) -> Attributes:
    """The attributes of an item in yen, or of one that only heads others."""
    kind = {"type": "xbrli:stringItemType", "abstract": "true"} if abstract else {
        "type": "xbrli:monetaryItemType"
    }
    return {"name": name, "substitutionGroup": "xbrli:item", "xbrli:periodType": period} | kind


def abstract_item(name: str, group: str = "xbrli:item") -> Attributes:
    """The attributes of an element that no fact has: a root, a table, an axis, a member."""
    return item(name, "duration", True) | {"substitutionGroup": group}


def differences(taxonomy: Taxonomy, axis: str) -> list[Rule]:
    """The rules along an axis of which something is known not to add up."""
    return list({
        rule.difference: rule for rule in taxonomy.rules if rule.axis == axis and rule.difference
    }.values())


def write_lines(taxonomy: Taxonomy) -> str:
    """The schema of the lines, of the roots of the statements, and of known differences."""
    elements = [
        item(line, taxonomy.period_kind(line), row["line_kind"] == "heading")
        for line, row in taxonomy.lines.items()
    ]
    elements += [abstract_item(f"Statement.{statement}") for statement in taxonomy.statements]
    elements.append(abstract_item("Table", "xbrldt:hypercubeItem"))
    elements += [
        item(rule.difference, taxonomy.period_kind(rule.parent), False)
        for rule in differences(taxonomy, "line") if rule.difference
    ]
    return schema(taxonomy, "lines", elements)


def members_of(taxonomy: Taxonomy, axis: str) -> list[str]:
    """The members of a dimension, in order; known differences along it are the last."""
    members = taxonomy.businesses if axis == "business" else taxonomy.stages
    return [*members, *(rule.difference for rule in differences(taxonomy, axis) if rule.difference)]


def write_axis(taxonomy: Taxonomy, axis: str) -> str:
    """The schema of a dimension: the axis, its domain and its members."""
    elements = [abstract_item("Axis", "xbrldt:dimensionItem"), abstract_item("All")]
    elements += [abstract_item(member) for member in members_of(taxonomy, axis)]
    return schema(taxonomy, AXES[axis], elements)


def roles(taxonomy: Taxonomy) -> dict[str, tuple[str, list[str]]]:
    """The roles of the links: by path, what each is called and where it is used."""
    structure = ["link:presentationLink", "link:definitionLink"]
    found = {
        f"statement/{statement}": (f"{row['label_en']} / {row['label_ja']}", structure)
        for statement, row in taxonomy.statements.items()
    }
    found["axes"] = ("Businesses and stages / 事業と段階", structure)
    for rule in filter(taxonomy.is_calculation, taxonomy.rules):
        found[f"rule/{rule.name}"] = (f"{rule.label_en} / {rule.label_ja}", ["link:calculationLink"])
    return found


def role_id(path: str) -> str:
    """The id of a role in the entry point."""
    return path.replace("/", ".")


def write_entry(taxonomy: Taxonomy) -> str:
    """The entry point: the roles, and all files of the taxonomy."""
    types = [
        tag(
            "link:roleType", {"roleURI": f"{taxonomy.base}/role/{path}", "id": role_id(path)},
            tag("link:definition", None, escape(definition)),
            *(tag("link:usedOn", None, used) for used in uses),
        )
        for path, (definition, uses) in roles(taxonomy).items()
    ]
    linkbases = {
        "labels": "label", "presentation": "presentation", "dimensions": "definition",
        "calculations": "calculation", "assertions": "",
    }
    references = [
        tag("link:linkbaseRef", {
            "xlink:type": "simple", "xlink:href": f"{name}.xml",
            "xlink:arcrole": "http://www.w3.org/1999/xlink/properties/linkbase",
        } | ({"xlink:role": f"http://www.xbrl.org/2003/role/{kind}LinkbaseRef"} if kind else {}))
        for name, kind in linkbases.items()
    ]
    head = tag("xs:annotation", None, tag("xs:appinfo", None, "\n", "\n".join([*types, *references]), "\n"))
    own = [
        imported(f"{taxonomy.base}/{name}", f"{name}.xsd") for name in ("lines", *AXES.values())
    ]
    content = [
        head, imported(SPACES["link"], "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"), *own
    ]
    space = {"targetNamespace": taxonomy.base, "elementFormDefault": "qualified"}
    return root("xs:schema", taxonomy, space, content)


def locator(name: str, element: str) -> str:
    """Where an element of a schema is declared, for the arcs of a link."""
    return tag("link:loc", {
        "xlink:type": "locator", "xlink:href": f"{name}.xsd#{name}_{element}",
        "xlink:label": f"{name}_{element}",
    })


def role_references(taxonomy: Taxonomy, used_on: str) -> list[str]:
    """References to the roles that a kind of link uses."""
    return [
        tag("link:roleRef", {
            "roleURI": f"{taxonomy.base}/role/{path}", "xlink:type": "simple",
            "xlink:href": f"taxonomy.xsd#{role_id(path)}",
        })
        for path, (_, uses) in roles(taxonomy).items() if used_on in uses
    ]


def link(taxonomy: Taxonomy, kind: str, path: str, elements: Iterable[tuple[str, str]], arcs: Iterable[str]) -> str:
    """An extended link: the elements that it joins (namespace and name), and its arcs."""
    locators = [locator(*element) for element in dict.fromkeys(elements)]
    role = f"{taxonomy.base}/role/{path}" if path else "http://www.xbrl.org/2003/role/link"
    return tag(kind, {"xlink:type": "extended", "xlink:role": role}, "\n", "\n".join([*locators, *arcs]), "\n")


def write_labels(taxonomy: Taxonomy) -> str:
    """The labels of everything, in Japanese and English."""
    known = {"ja": "既知の差：", "en": "Known difference: "}
    named: list[tuple[str, str, dict[str, str]]] = []

    def name(space: str, element: str, ja: str, en: str) -> None:
        named.append((space, element, {"ja": ja, "en": en}))

    for line, row in taxonomy.lines.items():
        name("lines", line, row["label_ja"], row["label_en"])
    for statement, row in taxonomy.statements.items():
        name("lines", f"Statement.{statement}", row["label_ja"], row["label_en"])
    name("lines", "Table", "事業と段階の表", "Table of businesses and stages")
    for axis, ja, en in (("business", "事業", "Business"), ("stage", "段階", "Stage")):
        name(AXES[axis], "Axis", ja, en)
        name(AXES[axis], "All", f"全ての{ja}", f"Any {en.lower()}")
    for business, row in taxonomy.businesses.items():
        name("businesses", business, row["name_ja"], row["name_en"])
    for stage, row in taxonomy.stages.items():
        name("stages", stage, row["label_ja"], row["label_en"])
    for axis, space in {"line": "lines", **AXES}.items():
        for rule in differences(taxonomy, axis):
            name(space, str(rule.difference), known["ja"] + rule.label_ja, known["en"] + rule.label_en)
    content = []
    for space, element, labels in named:
        start = f"{space}_{element}"
        content += [
            tag("link:label", {
                "xlink:type": "resource", "xlink:role": "http://www.xbrl.org/2003/role/label",
                "xlink:label": f"label.{start}", "xml:lang": language,
            }, escape(text or element))
            for language, text in labels.items()
        ]
        content.append(arc(
            "link:labelArc", "http://www.xbrl.org/2003/arcrole/concept-label", start, f"label.{start}"
        ))
    elements = [(space, element) for space, element, _ in named]
    return root("link:linkbase", taxonomy, {}, [link(taxonomy, "link:labelLink", "", elements, content)])


def write_presentation(taxonomy: Taxonomy) -> str:
    """The lines of each statement in the order of its form, each below the heading it stands under."""
    parent_child = "http://www.xbrl.org/2003/arcrole/parent-child"
    links = []
    for statement in taxonomy.statements:
        start = ("lines", f"Statement.{statement}")
        elements, arcs, above = [start], [], [(-1, f"Statement.{statement}")]
        for order, (line, row) in enumerate(taxonomy.lines.items(), start=1):
            if row["statement"] != statement:
                continue
            while above[-1][0] >= row["depth"]:
                above.pop()
            arcs.append(arc(
                "link:presentationArc", parent_child, f"lines_{above[-1][1]}", f"lines_{line}", order=str(order)
            ))
            elements.append(("lines", line))
            if row["line_kind"] == "heading":
                above.append((row["depth"], line))
        links.append(link(taxonomy, "link:presentationLink", f"statement/{statement}", elements, arcs))
    references = role_references(taxonomy, "link:presentationLink")
    return root("link:linkbase", taxonomy, {}, [*references, *links])


def write_dimensions(taxonomy: Taxonomy) -> str:
    """Every line is reported for a business and a stage, and for nothing else."""
    names = ("all", "hypercube-dimension", "dimension-domain", "domain-member")
    references = [
        tag("link:arcroleRef", {
            "arcroleURI": f"{DIMENSION}/{name}", "xlink:type": "simple",
            "xlink:href": f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}",
        })
        for name in names
    ]

    def definition(name: str, start: str, end: str, order: int, **more: str) -> str:
        return arc("link:definitionArc", f"{DIMENSION}/{name}", start, end, order=str(order), **more)

    links = []
    for statement in taxonomy.statements:
        start = f"lines_Statement.{statement}"
        elements = [("lines", f"Statement.{statement}"), ("lines", "Table")]
        arcs = [definition("all", start, "lines_Table", 1, **{
            "xbrldt:contextElement": "scenario", "xbrldt:closed": "true"
        })]
        for order, space in enumerate(AXES.values(), start=1):
            elements.append((space, "Axis"))
            arcs.append(definition("hypercube-dimension", "lines_Table", f"{space}_Axis", order, **{
                "xbrldt:targetRole": f"{taxonomy.base}/role/axes"
            }))
        own = [
            line for line, row in taxonomy.lines.items()
            if row["statement"] == statement and row["line_kind"] != "heading"
        ] + [
            str(rule.difference) for rule in differences(taxonomy, "line")
            if taxonomy.lines[rule.parent]["statement"] == statement
        ]
        for order, line in enumerate(own, start=1):
            elements.append(("lines", line))
            arcs.append(definition("domain-member", start, f"lines_{line}", order))
        links.append(link(taxonomy, "link:definitionLink", f"statement/{statement}", elements, arcs))
    elements, arcs = [], []
    for axis, space in AXES.items():
        elements += [(space, "Axis"), (space, "All")]
        arcs.append(definition("dimension-domain", f"{space}_Axis", f"{space}_All", 1, **{"xbrldt:usable": "false"}))
        for order, member in enumerate(members_of(taxonomy, axis), start=1):
            elements.append((space, member))
            arcs.append(definition("domain-member", f"{space}_All", f"{space}_{member}", order))
    links.append(link(taxonomy, "link:definitionLink", "axes", elements, arcs))
    used = role_references(taxonomy, "link:definitionLink")
    return root("link:linkbase", taxonomy, {}, [*used, *references, *links])


def write_calculations(taxonomy: Taxonomy) -> str:
    """A link for each sum along lines, so that none depends on another."""
    reference = tag("link:arcroleRef", {
        "arcroleURI": SUMMATION, "xlink:type": "simple",
        "xlink:href": "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
    })
    links = []
    for rule in filter(taxonomy.is_calculation, taxonomy.rules):
        parts = summed(rule)
        elements = [("lines", member) for member in (rule.parent, *(part for part, _ in parts))]
        arcs = [
            arc("link:calculationArc", SUMMATION, f"lines_{rule.parent}", f"lines_{part}",
                order=str(order), weight=str(weight))
            for order, (part, weight) in enumerate(parts, start=1)
        ]
        links.append(link(taxonomy, "link:calculationLink", f"rule/{rule.name}", elements, arcs))
    references = role_references(taxonomy, "link:calculationLink")
    return root("link:linkbase", taxonomy, {}, [*references, reference, *links])


def write_package(taxonomy: Taxonomy, path: Path) -> None:
    """Write a taxonomy as a package.

    Args:
        taxonomy: The taxonomy.
        path: The file, `<taxonomy_id>.zip`.

    Raises:
        TaxonomyError: An id is no name in XML.
    """
    members = (taxonomy.statements, taxonomy.lines, taxonomy.businesses, taxonomy.stages)
    for name in (taxonomy.taxonomy_id, *(member for each in members for member in each)):
        if not NCNAME.fullmatch(name):
            raise TaxonomyError(
                f"{name}: XBRL の要素名にできない。期待「英字又は _ で始まる英数字」 / cannot be a name "
                "in XBRL; expected a letter or _, then letters, digits, _, - and ."
            )
    folder = taxonomy.taxonomy_id
    metadata = f"""<?xml version="1.0" encoding="UTF-8"?>
<tp:taxonomyPackage xml:lang="en" xmlns:tp="http://xbrl.org/2016/taxonomy-package">
  <tp:identifier>{taxonomy.base}</tp:identifier>
  <tp:name>{escape(taxonomy.title_en)}</tp:name>
  <tp:name xml:lang="ja">{escape(taxonomy.title_ja)}</tp:name>
  <tp:version>1</tp:version>
  <tp:entryPoints>
    <tp:entryPoint>
      <tp:name>{escape(taxonomy.title_en)}</tp:name>
      <tp:entryPointDocument href="{taxonomy.base}/taxonomy.xsd"/>
    </tp:entryPoint>
  </tp:entryPoints>
</tp:taxonomyPackage>
"""
    catalog = f"""<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="{taxonomy.base}/" rewritePrefix="../"/>
</catalog>
"""
    files = {
        "META-INF/taxonomyPackage.xml": metadata,
        "META-INF/catalog.xml": catalog,
        "taxonomy.xsd": write_entry(taxonomy),
        "lines.xsd": write_lines(taxonomy),
        **{f"{space}.xsd": write_axis(taxonomy, axis) for axis, space in AXES.items()},
        "labels.xml": write_labels(taxonomy),
        "presentation.xml": write_presentation(taxonomy),
        "dimensions.xml": write_dimensions(taxonomy),
        "calculations.xml": write_calculations(taxonomy),
        "assertions.xml": write_assertions(taxonomy),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            # One date for all, so that the same database gives the same bytes.
            entry = zipfile.ZipInfo(f"{folder}/{name}")
            entry.external_attr = 0o644 << 16
            package.writestr(entry, text, zipfile.ZIP_DEFLATED)
