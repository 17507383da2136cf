"""What is read of a text, before and after its numbers are reasoned with.

The first half is what layout alone says: tables, columns, rows, figures and the amounts of the
prose, as printed. The second half is what arithmetic adds: which figures are equal to which
sums, which minus marks were lost, where shifted cells belong. Each finding carries how sure it
is and why, in words.

Nothing here knows a document, a statement or a stage by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

# proved: every other reading breaks a law. probable: the best reading, and another is possible.
# open: nothing decides.
Certainty = Literal["proved", "probable", "open"]

PROVED: Certainty = "proved"
PROBABLE: Certainty = "probable"
OPEN: Certainty = "open"

ColumnKind = Literal["figure", "attribute", "ratio"]
RelationKind = Literal["total", "balance", "tie", "stage", "business"]
Axis = Literal["line", "business", "stage"]

# The stages of a form with a base, a change and a result, whatever the document calls them.
BASE = "original"
CHANGE = "adjustment"
RESULT = "revised"

# The key of the column or table that is the sum of the businesses.
TOTAL = "total"


class Place(NamedTuple):
    """Where a figure stands: table, line of the text (from 1), column (from 1; prose: position)."""

    table_id: str
    source_line: int
    column: int


@dataclass
class Figure:
    """A figure of a table.

    Attributes:
        column: Number of its column, from 1, the label not counted.
        printed: As printed, with marks, separators and a unit in the cell.
        magnitude: Without its sign, in the unit printed.
        sign: -1 where a minus is printed; 1 where none is and the document prints its minus
            marks; None where the document's minus marks may be lost. A nil is 1.
        unit: `thousand_yen`, `million_yen`, `yen`, `percent` ...: that of the cell, the column
            or the table, in this order.
    """

    column: int
    printed: str
    magnitude: int
    sign: int | None
    unit: str


@dataclass
class Row:
    """A line of a table.

    Attributes:
        source_line: Line of the text, from 1.
        label: As printed.
        normalised: The label without blanks, brackets that only mark it, and numbering.
        depth: Indentation or rank of the numbering, from 0; 0 where nothing tells.
        section: Normalised label of the heading that it stands under; empty if none.
        numbering: As printed: `第1款`, `第2項`, `1`, `(1)`; empty if none.
        is_heading: Whether it has no figures and only names what follows.
        cells: As extracted, the label left out; more or fewer than the columns where the
            extraction tore the table apart.
        figures: Those of its cells that are figures.
        until: The last line of the text that its figures stand on; 0: its own.
        is_unplaced: Whether it has fewer figures than the others, and nothing in its line tells of which columns.
    """

    source_line: int
    label: str
    normalised: str
    depth: int = 0
    section: str = ""
    numbering: str = ""
    is_heading: bool = False
    cells: tuple[str, ...] = ()
    figures: list[Figure] = field(default_factory=list)
    until: int = 0
    is_unplaced: bool = False


@dataclass
class Column:
    """A column of a table, the label's left out.

    Attributes:
        number: From 1.
        printed: The header as extracted.
        reading: The header as it should read.
        kind: Whether it holds amounts, attributes (a year, a name) or ratios.
        unit: Unit of its figures.
        business: Normalised name of its business, `TOTAL`, or None where nothing tells.
        stage: Its stage, or None where nothing tells.
        measure: What it measures where a table has several amounts of one line and stage;
            empty otherwise.
    """

    number: int
    printed: str
    reading: str
    kind: ColumnKind = "figure"
    unit: str = ""
    business: str | None = None
    stage: str | None = None
    measure: str = ""


@dataclass
class Table:
    """A table of the text.

    Attributes:
        table_id: A name for it within the document.
        title: As printed.
        unit: Unit of its figures.
        header_lines: Lines of the text that hold its header.
        first_line: Its first line, the header included.
        last_line: Its last line.
        statement: Key of the statement whose lines it shows: tables with one key share lines.
        business: Normalised name of the business that the whole table is about, or None.
        columns: Its columns.
        rows: Its lines, headings included, in order.
        is_torn: Whether cells and columns do not match, so that cells must be placed.
        is_unit_told: Whether it declares its unit itself, and does not take that of a table before.
        is_guessed: Whether nothing but the order of words and figures tells which figure is of which line.
    """

    table_id: str
    title: str
    unit: str
    header_lines: tuple[int, ...] = ()
    first_line: int = 0
    last_line: int = 0
    statement: str = ""
    business: str | None = None
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    is_torn: bool = False
    is_unit_told: bool = True
    is_guessed: bool = False


@dataclass
class Prose:
    """An amount or a quantity in the prose.

    Attributes:
        source_line: Line of the text, from 1.
        position: From 1 within the line.
        label: What the amount is of, as printed.
        printed: The figure as printed.
        magnitude: Without sign, in its unit.
        unit: Its unit.
        direction: 1 for an increase (増), -1 for a decrease (減), None if not said.
        pair: Where the other of two amounts stands that are printed as before and after.
        is_after: Whether it is the later of such a pair.
        statement: Key of the statement that the section is about; empty if none.
        business: Normalised name of the business that the section is about, or None.
        start: Where its figure begins in the line.
        other: Which of several amounts it is that the prose calls alike, from 2; 1: the first, and those equal to it.
    """

    source_line: int
    position: int
    label: str
    printed: str
    magnitude: int
    unit: str
    direction: int | None = None
    pair: tuple[int, int] | None = None
    is_after: bool = False
    statement: str = ""
    business: str | None = None
    start: int = 0
    other: int = 1


@dataclass
class Document:
    """A text as layout reads it.

    Attributes:
        lines: The text, line by line.
        tables: Its tables, in order.
        prose: The amounts in its prose, in order.
        prints_minus: Whether it prints a minus mark anywhere: if not, all may be lost.
        unplaced: Rows left out because nothing tells of which columns their figures are, by table.
        rounded_sums: Number of sums that hold only if its thousands are rounded; 0 if they are exact.
        is_in_glyphs: Whether its digits were numbers of glyphs, which its lines have as digits.
    """

    lines: list[str]
    tables: list[Table] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    prints_minus: bool = True
    unplaced: list[tuple[str, Row]] = field(default_factory=list)
    rounded_sums: int = 0
    is_in_glyphs: bool = False


# ---------------------------------------------------------------- what arithmetic adds


class LineKey(NamedTuple):
    """A line of a statement, wherever it is printed.

    `section` is empty unless the statement has the label in several sections; `measure` unless
    a table prints several amounts of the line for one stage.
    """

    statement: str
    label: str
    section: str = ""
    measure: str = ""


@dataclass
class Line:
    """A line and where it is printed.

    Attributes:
        key: Its key.
        rows: Table and line of the text of each print.
        certainty: Whether the prints agree in figures that no accident would give.
        reason_ja: Why they are one line.
        reason_en: The same in English.
    """

    key: LineKey
    rows: list[tuple[str, int]]
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class Relation:
    """A sum that the document keeps.

    Attributes:
        axis: Along which the parts are summed, the other two axes fixed.
        kind: total (a sum of parts), balance (two sides of a statement), tie (across
            statements, or two lines of one), stage (base + change = result), business.
        parent: Line, business or stage that is equal to the sum.
        children: The parts with their weights.
        statements: Statements that it holds for, for the axes business and stage.
        businesses: Businesses that it is confined to; empty: all.
        stages: Stages that it is confined to; empty: all.
        cells: Number of sums that the text lets us check, zeros against zeros left out.
        stages_count: Number of stages among them.
        chance: Bound on the chance that it holds by accident, given how many were tried.
        certainty: How sure it is.
        reason_ja: What in layout and words makes it a law, and what the numbers say.
        reason_en: The same in English.
    """

    axis: Axis
    kind: RelationKind
    parent: LineKey | str
    children: tuple[tuple[LineKey | str, int], ...]
    statements: tuple[str, ...] = ()
    businesses: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    cells: int = 0
    stages_count: int = 0
    chance: float = 1.0
    certainty: Certainty = OPEN
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class Sign:
    """The sign of a figure whose minus mark may be lost.

    Attributes:
        place: Where it stands.
        printed: As printed.
        sign: 1 or -1.
        certainty: How sure it is.
        reason_ja: The law that forces it, or why nothing does.
        reason_en: The same in English.
    """

    place: Place
    printed: str
    sign: int
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class ColumnReading:
    """What a column is, by its figures.

    Attributes:
        table_id: Its table.
        column: Its number.
        stage: Its stage, or None.
        business: Its business, or None.
        certainty: How sure it is.
        reason_ja: Why.
        reason_en: The same in English.
    """

    table_id: str
    column: int
    stage: str | None
    business: str | None
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class Repair:
    """A row whose cells were shifted, and where they belong.

    Attributes:
        table_id: Its table.
        source_line: Its line of the text.
        as_extracted: The cells as they stand.
        as_read: The cells as placed, one for each column of the table.
        certainty: How sure it is.
        reason_ja: Why no other placement does, or which do.
        reason_en: The same in English.
    """

    table_id: str
    source_line: int
    as_extracted: tuple[str, ...]
    as_read: tuple[str, ...]
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class Misread:
    """A figure that is likely wrong, and what it should be.

    Attributes:
        place: Where it stands.
        printed: As printed.
        proposed: The amount that satisfies all relations, signed, in the unit printed.
        certainty: `probable` at most: that a document errs is for a person to say.
        reason_ja: Which relations fail with it and hold with the proposal.
        reason_en: The same in English.
    """

    place: Place
    printed: str
    proposed: int
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class ProseReading:
    """What an amount in the prose is an amount of.

    Attributes:
        source_line: Its line of the text.
        position: Its place in the line.
        line: The line that it is an amount of, or None: a line of its own.
        business: The business, or None.
        stage: The stage, or None.
        sign: 1 or -1.
        certainty: How sure it is.
        reason_ja: Why.
        reason_en: The same in English.
    """

    source_line: int
    position: int
    line: LineKey | None
    business: str | None
    stage: str | None
    sign: int
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class Owner:
    """The business that a line of a list belongs to.

    Attributes:
        line: The line, without its measure.
        business: Normalised name of the business.
        certainty: How sure it is.
        reason_ja: Why.
        reason_en: The same in English.
    """

    line: LineKey
    business: str
    certainty: Certainty
    reason_ja: str = ""
    reason_en: str = ""


@dataclass
class Findings:
    """All that arithmetic says about a document."""

    columns: list[ColumnReading] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    prose: list[ProseReading] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)
