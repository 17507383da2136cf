"""Generated documents in XBRL 2.1, for Arelle: a schema that asks for each cell, and calculations.

The XBRL of the downloads (scripts/xbrl.py) has nothing that notices a cell that is missing: here
a document is a tuple whose items are its cells, and the schema asks for every cell that an
identity needs, with a figure in it (nillable is false). An identity is the sum of the
calculation linkbase for one of its cells, exact at decimals="INF". What writes XML is shared.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).resolve().parents[1] / "scripts"))
from xbrl_xml import arc, tag  # noqa: E402

if TYPE_CHECKING:
    from pandas import DataFrame

Identity = dict[int, int]  # weight by cell

SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"  # of XBRL 2.1, which knows tuples
SPACES = {
    "xmlns": "http://www.w3.org/2001/XMLSchema",
    "xmlns:b": "urn:budget",
    "xmlns:xbrli": "http://www.xbrl.org/2003/instance",
    "xmlns:link": "http://www.xbrl.org/2003/linkbase",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:iso4217": "http://www.xbrl.org/2003/iso4217",
}
FIRST_LINE = 2  # of an instance that holds a document; each stands in a line of its own


def write_taxonomy(rules: list[Identity], folder: Path) -> None:
    """Write the schema and the calculation linkbase of the rules.

    Args:
        rules: The identities: the weighted sum of the cells is zero. Weights are 1, -1, or
            0 for a cell that must be there.
        folder: Where `schema.xsd` and `calculation.xml` go.
    """
    sums = [{cell: weight for cell, weight in terms.items() if weight} for terms in rules]
    # A sum needs two cells; what is zero alone is so by its type.
    zeros = {cell for terms in sums if len(terms) == 1 for cell in terms}
    # Arcs from one cell in one link are one sum: a second sum goes into the next link.
    links: list[list[str]] = []
    used: dict[int, int] = {}
    for terms in (terms for terms in sums if len(terms) > 1):
        total = min(terms, key=lambda cell: (used.get(cell, 0), cell))
        link = used[total] = used.get(total, 0) + 1
        links += [[] for _ in range(link - len(links))]
        links[link - 1] += [
            arc("link:calculationArc", SUMMATION, f"c{total}", f"c{cell}",
                order="1", weight=str(-weight * terms[total]))
            for cell, weight in terms.items()
            if cell != total
        ]
    cells = sorted({cell for terms in rules for cell in terms})
    (folder / "schema.xsd").write_text(schema(cells, zeros, len(links)), encoding="utf-8")
    (folder / "calculation.xml").write_text(calculation(cells, links), encoding="utf-8")


def schema(cells: list[int], zeros: set[int], links: int) -> str:
    """The XML schema: an item for each cell, and the tuple of all."""
    roles = (
        tag("link:roleType", {"roleURI": f"urn:link:{link}", "id": f"link{link}"},
            tag("link:usedOn", None, "link:calculationLink"))
        for link in range(links)
    )
    reference = tag("link:linkbaseRef", {
        "xlink:type": "simple", "xlink:href": "calculation.xml",
        "xlink:role": "http://www.xbrl.org/2003/role/calculationLinkbaseRef",
        "xlink:arcrole": "http://www.w3.org/1999/xlink/properties/linkbase",
    })
    items = (
        tag("element", {
            "name": f"c{cell}", "id": f"c{cell}", "substitutionGroup": "xbrli:item", "nillable": "false",
            "type": "b:zero" if cell in zeros else "xbrli:monetaryItemType", "xbrli:periodType": "instant",
        })
        for cell in cells
    )
    zero = tag("restriction", {"base": "xbrli:monetaryItemType"}, tag("enumeration", {"value": "0"}))
    members = tag("sequence", None, *(tag("element", {"ref": f"b:c{cell}"}) for cell in cells))
    document = tag("complexContent", None, tag("restriction", {"base": "anyType"}, members))
    return tag(
        "schema", SPACES | {"targetNamespace": "urn:budget", "elementFormDefault": "qualified"},
        tag("annotation", None, tag("appinfo", None, *roles, reference)),
        tag("import", {
            "namespace": SPACES["xmlns:xbrli"],
            "schemaLocation": "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        }),
        tag("complexType", {"name": "zero"}, tag("simpleContent", None, zero)),
        *items,
        tag("element", {"name": "document", "substitutionGroup": "xbrli:tuple", "nillable": "false"},
            tag("complexType", None, document)),
    )


def calculation(cells: list[int], links: list[list[str]]) -> str:
    """The calculation linkbase: the arcs of each link between the cells."""
    locators = [
        tag("link:loc", {"xlink:type": "locator", "xlink:href": f"schema.xsd#c{cell}", "xlink:label": f"c{cell}"})
        for cell in cells
    ]
    roles = (
        tag("link:roleRef", {
            "roleURI": f"urn:link:{link}", "xlink:type": "simple", "xlink:href": f"schema.xsd#link{link}"
        })
        for link in range(len(links))
    )
    extended = (
        tag("link:calculationLink", {"xlink:type": "extended", "xlink:role": f"urn:link:{link}"}, *locators, *arcs)
        for link, arcs in enumerate(links)
    )
    return tag("link:linkbase", SPACES, *roles, *extended)


def write_instance(frame: DataFrame, cells: list[int], path: Path) -> None:
    """Write documents as an instance, each in a line of its own.

    Args:
        frame: A row for each document, a column for each cell (c0, c1, ...); a figure that
            is missing or null is NaN and is left out.
        cells: The cells that the rules need.
        path: The file, beside the taxonomy.
    """
    columns = [f"c{cell}" for cell in cells]
    spaces = " ".join(f'{name}="{space}"' for name, space in SPACES.items() if name != "xmlns")
    lines = [
        f"<xbrli:xbrl {spaces}>"
        '<link:schemaRef xlink:type="simple" xlink:href="schema.xsd"/>'
        '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="urn:scheme">agency'
        "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2022-03-31"
        '</xbrli:instant></xbrli:period></xbrli:context><xbrli:unit id="u"><xbrli:measure>'
        "iso4217:JPY</xbrli:measure></xbrli:unit>"
    ]
    for amounts in frame[columns].to_numpy().tolist():
        items = (
            f'<b:{name} contextRef="c" unitRef="u" decimals="INF">{int(amount)}</b:{name}>'
            for name, amount in zip(columns, amounts)
            if amount == amount  # NaN is not
        )
        lines.append(f"<b:document>{''.join(items)}</b:document>")
    path.write_text("\n".join([*lines, "</xbrli:xbrl>"]), encoding="utf-8")
