"""Generated documents in XBRL 2.1, for Arelle: a taxonomy of the rules, instances of figures.

A document is a tuple whose items are its cells. The schema asks for every cell that an
identity needs, and for a figure in it (nillable is false); an identity is the sum of the
calculation linkbase for one of its cells, exact at decimals="INF".
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

Identity = dict[int, int]  # weight by cell

SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"
ROLE = "http://www.xbrl.org/2003/role/calculationLinkbaseRef"
LINKBASE = "http://www.w3.org/1999/xlink/properties/linkbase"
SPACES = (
    'xmlns:b="urn:budget" xmlns:xbrli="http://www.xbrl.org/2003/instance"'
    ' xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
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
    links: list[str] = []
    used: dict[int, int] = {}
    for terms in (terms for terms in sums if len(terms) > 1):
        total = min(terms, key=lambda cell: (used.get(cell, 0), cell))
        link = used[total] = used.get(total, 0) + 1
        links += [""] * (link - len(links))
        links[link - 1] += "".join(
            f'<link:calculationArc xlink:type="arc" xlink:arcrole="{SUMMATION}" order="1"'
            f' weight="{-weight * terms[total]}" xlink:from="c{total}" xlink:to="c{cell}"/>'
            for cell, weight in terms.items()
            if cell != total
        )
    cells = sorted({cell for terms in rules for cell in terms})
    (folder / "schema.xsd").write_text(schema(cells, zeros, len(links)), encoding="utf-8")
    (folder / "calculation.xml").write_text(calculation(cells, links), encoding="utf-8")


def schema(cells: list[int], zeros: set[int], links: int) -> str:
    """The XML schema: an item for each cell, and the tuple of all."""
    roles = (
        f'<link:roleType roleURI="urn:link:{link}" id="link{link}">'
        "<link:usedOn>link:calculationLink</link:usedOn></link:roleType>"
        for link in range(links)
    )
    items = (
        f'<element name="c{cell}" id="c{cell}" substitutionGroup="xbrli:item" nillable="false"'
        f' type="{"b:zero" if cell in zeros else "xbrli:monetaryItemType"}"'
        ' xbrli:periodType="instant"/>'
        for cell in cells
    )
    members = (f'<element ref="b:c{cell}"/>' for cell in cells)
    return f"""<schema xmlns="http://www.w3.org/2001/XMLSchema" {SPACES}
    targetNamespace="urn:budget" elementFormDefault="qualified">
<annotation><appinfo>{"".join(roles)}<link:linkbaseRef xlink:type="simple"
    xlink:href="calculation.xml" xlink:role="{ROLE}" xlink:arcrole="{LINKBASE}"/>
</appinfo></annotation>
<import namespace="http://www.xbrl.org/2003/instance"
    schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
<complexType name="zero"><simpleContent><restriction base="xbrli:monetaryItemType">
    <enumeration value="0"/></restriction></simpleContent></complexType>
{"".join(items)}
<element name="document" substitutionGroup="xbrli:tuple" nillable="false"><complexType>
    <complexContent><restriction base="anyType"><sequence>{"".join(members)}</sequence>
    </restriction></complexContent></complexType></element>
</schema>"""


def calculation(cells: list[int], links: list[str]) -> str:
    """The calculation linkbase: the arcs of each link between the cells."""
    locators = "".join(
        f'<link:loc xlink:type="locator" xlink:href="schema.xsd#c{cell}" xlink:label="c{cell}"/>'
        for cell in cells
    )
    roles = (
        f'<link:roleRef roleURI="urn:link:{link}" xlink:type="simple"'
        f' xlink:href="schema.xsd#link{link}"/>'
        for link in range(len(links))
    )
    extended = (
        f'<link:calculationLink xlink:type="extended" xlink:role="urn:link:{link}">'
        f"{locators}{arcs}</link:calculationLink>"
        for link, arcs in enumerate(links)
    )
    return f"<link:linkbase {SPACES}>{''.join(roles)}{''.join(extended)}</link:linkbase>"


def write_instance(frame: DataFrame, cells: list[int], path: Path) -> None:
    """Write documents as an instance, each in a line of its own.

    Args:
        frame: A row for each document, a column for each cell (c0, c1, ...); a figure that
            is missing or null is NaN and is left out.
        cells: The cells that the rules need.
        path: The file, beside the taxonomy.
    """
    columns = [f"c{cell}" for cell in cells]
    lines = [
        f'<xbrli:xbrl {SPACES} xmlns:iso4217="http://www.xbrl.org/2003/iso4217">'
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
