"""How much of a committed transcription is found again from its text alone.

The text is read from nothing: no other document, no vocabulary but the general one. What is
found is compared with the built database, cell by cell of the text: lines are compared by
which rows share one, businesses by which columns share one, sums and ties by their members.
Whatever is called proved and is not so is counted apart: there must be none. Then it is read
with the committed document as its guide, and the rows that would be written are compared.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from reader import arithmetic
from reader.chance import Independent
from reader.follow import draft_like
from reader.glossary import rows
from reader.guide import apply, labels_known, read_guide
from reader.parse import parse_file
from reader.plan import read_rows
from reader.reading import PROVED, TOTAL, Document, Findings, LineKey, Relation
from reader.readings import gather
from reader.seeds import draft_document
from reader.text import YEN

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/read-score.md"

# What the reading has to reach: share of what is committed, decisions, seconds.
GOALS = {"figures": 0.99, "signs": 0.97, "rules and ties": 0.90}
DECISIONS, SECONDS = 40, 60

# Seeds whose rows a guided reading has to write as committed: folder, seed, key, values.
FOLLOWED = (
    ("vocabulary", "printed_tables", ("table_id",), ("statement", "layout", "unit", "first_line", "last_line", "row_count")),
    ("vocabulary", "printed_columns", ("table_id", "column_no"), ("column_name", "unit", "business_id", "stage", "measure")),
    ("rules", "restored_signs", ("table_id", "source_line", "column_name"), ("figure_as_printed",)),
    ("rules", "control_totals", ("table_id", "unit"), ("figures_count", "figures_sum", "lines_sum")),
)
# Things not found that the page names, of a kind.
LISTED = 40

Member = tuple[str, int]


@dataclass
class Truth:
    """The committed transcription of a document, by place in the text.

    Attributes:
        figures: Line of the text and place of the column: digits, unit, sign.
        rows: Line of the text to line id; with the measure where columns differ.
        columns: Line of the text and place of the column: business and stage.
        prose: Line of the text and position: line id, business, stage.
        arcs: Committed sums: axis, parent, children with weights, scope.
        amounts: Line id, business and stage: signed amount in the unit of the data point.
        statements: Line id to statement.
    """

    figures: dict[tuple[int, int], tuple[int, str, int]] = field(default_factory=dict)
    rows: dict[tuple[int, int], str] = field(default_factory=dict)
    columns: dict[tuple[int, int], tuple[str | None, str | None]] = field(default_factory=dict)
    prose: dict[tuple[int, int], tuple[int, str, int, str, str | None, str | None]] = field(default_factory=dict)
    arcs: list[dict[str, str | int | None]] = field(default_factory=list)
    amounts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    statements: dict[str, str] = field(default_factory=dict)


def read_truth(database: Path, document: str) -> Truth:
    """Read the committed transcription.

    Args:
        database: The built database.
        document: Id of the document.
    """
    truth = Truth()
    with duckdb.connect(str(database), read_only=True) as connection:

        def ask(query: str, *values: str) -> list[tuple]:
            return connection.execute(query, list(values)).fetchall()

        prose = {row[0] for row in ask("select table_id from printed_tables where document_id = ? and statement = 'prose'", document)}
        for table, line, row, column, line_id, business, stage, printed, unit, amount in ask(
            "select table_id, source_line, row_no, column_no, line_id, business_id, stage, figure_as_printed, unit, amount"
            " from printed_figures where document_id = ? order by table_order, row_no, column_no",
            document,
        ):
            digits = int("".join(filter(str.isdigit, printed)) or 0)
            if table in prose:
                position = sum(place[0] == line for place in truth.prose) + 1
                truth.prose[line, position] = (digits, unit, (amount > 0) - (amount < 0), line_id, business, stage)
                continue
            place = (line, column)
            truth.figures[place] = (digits, unit, (amount > 0) - (amount < 0))
            truth.rows[place] = line_id
            truth.columns[place] = (business, stage)
        names = ("rule_id", "axis", "parent", "child", "weight", "statement", "business", "stage")
        (taxonomy,) = ask("select taxonomy_id from documents where document_id = ?", document)[0]
        for row in ask(
            "select rule_id, axis, parent, child, weight, applies_to_statement, applies_to_business, applies_to_stage"
            " from calculation_arcs where taxonomy_id = ?",
            taxonomy,
        ):
            truth.arcs.append(dict(zip(names, row, strict=True)))
        truth.statements = dict(ask("select line_id, statement from statement_lines where taxonomy_id = ?", taxonomy))
        for line_id, business, stage, amount in ask(
            "select line_id, business_id, stage, amount_thousand_yen from data_points where document_id = ?", document
        ):
            if business and stage and amount is not None:
                truth.amounts[line_id, business, stage] = amount
    return truth


@dataclass
class Mark:
    """How one kind of reading did.

    Attributes:
        right: What was found as committed.
        all: What is committed.
        proved: What was called proved.
        wrong: What was called proved and is not so.
        missed: Some of what was not found, in words.
    """

    right: int = 0
    all: int = 0
    proved: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, is_right: bool, words: str, is_proved: bool = False) -> None:
        """Count one."""
        self.all += 1
        self.right += is_right
        self.proved += is_proved
        self.wrong += is_proved and not is_right
        if not is_right:
            self.missed.append(words)


class Score:
    """Compares findings with a committed transcription."""

    def __init__(self, document: Document, findings: Findings, truth: Truth) -> None:
        self.document, self.findings, self.truth = document, findings, truth
        self.marks: dict[str, Mark] = defaultdict(Mark)
        self.cells = {
            (row.source_line, figure.column): (table, row, figure)
            for table in document.tables for row in table.rows for figure in row.figures
        }  # fmt: skip
        self.line_of = {place: line.key for line in findings.lines for place in line.rows}
        self.lines = self.by_majority(self.line_pairs())
        self.businesses = self.by_majority(self.business_pairs()) | {TOTAL: TOTAL}

    @staticmethod
    def by_majority(pairs: Iterable[tuple]) -> dict:
        """Which committed name a name found stands for: the commonest, and no name for two."""
        counts: Counter = Counter(pairs)
        found: dict = {}
        for (mine, theirs), _ in counts.most_common():
            if mine not in found and theirs not in found.values():
                found[mine] = theirs
        return found

    def line_pairs(self) -> Iterable[tuple[LineKey, str]]:
        """Each figure's line as found and as committed."""
        for place, line_id in self.truth.rows.items():
            key = self.key_at(place)
            if key:
                yield key, line_id
        for reading in self.findings.prose:
            theirs = self.truth.prose.get((reading.source_line, reading.position))
            if reading.line and theirs:
                yield reading.line, theirs[3]

    def key_at(self, place: tuple[int, int]) -> LineKey | None:
        """The line found for a figure."""
        if place not in self.cells:
            return None
        table, row, figure = self.cells[place]
        key = self.line_of.get((table.table_id, row.source_line))
        measure = next((column.measure for column in table.columns if column.number == figure.column), "")
        return key._replace(measure=measure) if key else None

    def business_pairs(self) -> Iterable[tuple[str, str]]:
        """Each figure's business as found and as committed."""
        for place, (business, _) in self.truth.columns.items():
            if place in self.cells and business:
                table, _, figure = self.cells[place]
                mine = next((column.business for column in table.columns if column.number == figure.column), None)
                if mine:
                    yield mine, business

    def evaluate(self) -> dict[str, Mark]:
        """All marks."""
        self.figures()
        self.signs()
        self.labels()
        self.columns()
        self.repairs()
        self.prose()
        self.sums()
        return self.marks

    def figures(self) -> None:
        """Digits and unit of each figure, at its place."""
        for place, (digits, unit, _) in self.truth.figures.items():
            mine = self.cells.get(place)
            right = bool(mine) and mine[2].magnitude == digits and (mine[2].unit == unit or unit not in YEN)
            self.marks["figures"].count(right, f"{place}: {digits:,} {unit}")
        prose = {(p.source_line, p.position): p for p in self.document.prose}
        for place, (digits, unit, *_) in self.truth.prose.items():
            mine_ = prose.get(place)
            self.marks["figures"].count(bool(mine_) and mine_.magnitude == digits, f"{place} prose: {digits:,} {unit}")

    def signs(self) -> None:
        """The sign of each amount of money other than nil."""
        found = {(sign.place.source_line, sign.place.column): sign for sign in self.findings.signs}
        for place, (digits, unit, sign) in self.truth.figures.items():
            if not digits or unit not in YEN or place not in self.cells:
                continue
            reading = found.get(place)
            mine = reading.sign if reading else self.cells[place][2].sign or 1
            self.marks["signs"].count(mine == sign, f"{place}: {digits:,}", reading is None or reading.certainty == PROVED)

    def labels(self) -> None:
        """Which rows share a line."""
        sure = {line.key: line.certainty == PROVED for line in self.findings.lines}
        rows = {}
        for place, line_id in self.truth.rows.items():
            if place in self.cells:
                rows[place[0], line_id] = self.key_at(place)
        for (line, line_id), key in rows.items():
            right = key is not None and self.lines.get(key) == line_id
            is_sure = key is not None and sure.get(key._replace(measure=""), False)
            self.marks["labels"].count(right, f"line {line}: {line_id}, found {key}", is_sure)

    def columns(self) -> None:
        """Business and stage of each column of amounts."""
        sure = {(c.table_id, c.column): c.certainty == PROVED for c in self.findings.columns}
        owners = {owner.line: owner.business for owner in self.findings.owners}
        seen = set()
        for place, (business, stage) in self.truth.columns.items():
            if place not in self.cells or self.truth.figures[place][1] not in YEN:
                continue
            table, _, figure = self.cells[place]
            if (table.table_id, figure.column) in seen:
                continue
            seen.add((table.table_id, figure.column))
            column = next(c for c in table.columns if c.number == figure.column)
            key = self.key_at(place)
            mine = owners.get(key._replace(measure=""), column.business) if key else column.business
            right = column.stage == stage and self.businesses.get(mine) == business
            self.marks["columns"].count(
                right, f"{table.table_id} {figure.column}: {business} {stage}", sure.get((table.table_id, figure.column), False)
            )

    def repairs(self) -> None:
        """Rows whose cells were placed."""
        for repair in self.findings.repairs:
            committed = {column: digits for (line, column), (digits, _, _) in self.truth.figures.items() if line == repair.source_line}
            mine = {n: int("".join(filter(str.isdigit, cell)) or 0) for n, cell in enumerate(repair.as_read, 1)}
            self.marks["shifted rows"].count(mine == committed, f"line {repair.source_line}", repair.certainty == PROVED)

    def prose(self) -> None:
        """What the amounts of the prose are of: those that a table carries."""
        lines = set(self.truth.rows.values())
        found = {(reading.source_line, reading.position): reading for reading in self.findings.prose}
        for place, (_, _, _, line_id, business, stage) in self.truth.prose.items():
            reading = found.get(place)
            if line_id not in lines or reading is None:
                continue
            right = self.lines.get(reading.line) == line_id and self.businesses.get(reading.business) == business and reading.stage == stage
            self.marks["amounts in the prose"].count(right, f"{place}: {line_id} {business} {stage}", reading.certainty == PROVED)

    def sums(self) -> None:
        """The committed arcs that are among the sums found, and what is called proved and does not hold."""
        mine: dict[tuple, set[tuple]] = defaultdict(set)
        spans: dict[tuple[str, str, str], Independent] = defaultdict(Independent)
        number: dict[str, int] = {}

        def vector(parent: str, children: Iterable[Member]) -> dict[int, int]:
            result: dict[int, int] = defaultdict(int)
            for name, weight in [(parent, -1), *children]:
                result[number.setdefault(name, len(number))] += weight
            return result

        named = [(relation, self.named(relation)) for relation in self.findings.relations]
        for relation, members in named:
            if members is None:
                continue
            parent, children = members
            for statement in relation.statements if relation.axis != "line" else ("",):
                for stage in relation.stages or ("",):
                    scope = (relation.axis, statement, stage)
                    spans[scope].adds(vector(parent, children))
                    for name, weight in children:
                        mine[scope].add((parent, name, weight))
                        if len(children) == 1:
                            mine[scope].add((name, parent, weight))
        rules: dict[tuple, list[dict]] = defaultdict(list)
        for arc in self.truth.arcs:
            rules[arc["rule_id"], arc["parent"], arc["statement"], arc["business"], arc["stage"]].append(arc)
        for arcs in rules.values():
            first = arcs[0]
            axis, parent = str(first["axis"]), str(first["parent"])
            whole = [(str(arc["child"]), int(arc["weight"] or 0)) for arc in arcs]
            # A statement of the taxonomy may be part of one that was found, or several.
            parts = [statement for key, line in self.lines.items() for statement in [key.statement] if self.truth.statements.get(line) == first["statement"]]
            per_part = []
            for statement in dict.fromkeys(parts) if axis != "line" and parts else [str(first["statement"] or "")]:
                scopes = [(axis, statement, stage) for stage in {"", first["stage"] or ""}]
                # A rule that follows from those found is found, if in other words.
                follows = any(scope in spans and not spans[scope].reduced(vector(parent, whole)) for scope in scopes)
                per_part.append([follows or any((parent, *member) in mine[scope] for scope in scopes) for member in whole])
            for arc, found in zip(arcs, zip(*per_part, strict=True), strict=True):
                child, right = arc["child"], all(found)
                self.marks["rules and ties"].count(right, f"{arc['rule_id']}: {child}")
        for relation, members in named:
            if relation.certainty == PROVED:
                self.marks["rules and ties"].proved += 1
                self.marks["rules and ties"].wrong += members is not None and relation.axis == "line" and not self.holds(relation, *members)

    def named(self, relation: Relation) -> tuple[str, list[Member]] | None:
        """A relation in committed names, or None if one of its members has none."""

        def name(member: LineKey | str) -> str | None:
            if isinstance(member, LineKey):
                return self.lines.get(member)
            return self.businesses.get(member) if relation.axis == "business" else member

        parent = name(relation.parent)
        children = [(name(child), weight) for child, weight in relation.children]
        if parent is None or any(child is None for child, _ in children):
            return None
        return parent, children  # type: ignore[return-value]

    def holds(self, relation: Relation, parent: str, children: list[Member]) -> bool:
        """Whether a sum holds in all committed amounts, within the rounding of lines printed in rounded units only."""
        rounded = {line for place, line in self.truth.rows.items() if YEN.get(self.truth.figures[place][1], 1) <= 1000}
        slack = 500 if parent not in rounded else 0
        for business, stage in {(b, s) for line, b, s in self.truth.amounts if line == parent}:
            if relation.stages and stage not in relation.stages or relation.businesses and business not in relation.businesses:
                continue
            amounts = [self.truth.amounts.get((child, business, stage)) for child, _ in children]
            if any(amount is None for amount in amounts):
                continue
            total = sum(weight * amount for amount, (_, weight) in zip(amounts, children, strict=True))  # type: ignore[operator]
            if abs(total - self.truth.amounts[parent, business, stage]) > slack:
                return False
        return True


@dataclass
class Outcome:
    """A reading measured: its marks, the decisions that it leaves, and the seconds that it took."""

    marks: dict[str, Mark]
    decisions: int
    seconds: float


def count_decisions(document: Document, findings: Findings) -> int:
    """Rows that a person has to decide when the document is read in."""
    draft = draft_document(document, findings, "read_score", rows("rules"))
    return sum(reading.certainty != PROVED for reading in gather(draft))


def follow(project: Path, source: Path, document: str) -> tuple[dict[str, Mark], int]:
    """Read a text with its own committed document as the guide, and compare the rows that would be written.

    Args:
        project: Folder of the project.
        source: The text.
        document: Id of the committed document.

    Returns:
        The marks, and the decisions left.
    """
    guide = read_guide(project, document)
    read, _ = parse_file(source, labels_known(guide))
    forms = apply(read, guide)
    draft = draft_like(project, read, arithmetic.find(read), "read_score", guide, forms)
    marks: dict[str, Mark] = defaultdict(Mark)
    seeds = project / "seeds"
    for name in (row["table_id"] for row in committed(seeds / "vocabulary/printed_tables.csv", document)):
        mine = draft.plan.tables.get(name, ([], []))[1]
        theirs = read_rows(seeds / document / f"{document}__{name}.csv")
        for number, row in enumerate(theirs):
            for column, cell in row.items():
                found = mine[number].get(column) if number < len(mine) else None
                marks["cells of the transcription"].count(found == cell, f"{name} line {row['source_line']} {column}: {cell}, found {found}")
    for folder, seed, keys, values in FOLLOWED:
        mine_by = {tuple(row[key] for key in keys): row for row in draft.plan.rows.get(seed, [])}
        for row in committed(seeds / folder / f"{seed}.csv", document):
            found_row = mine_by.get(tuple(row[key] for key in keys), {})
            marks[f"rows of {seed}"].count(
                bool(found_row) and all(found_row.get(value) == row[value] for value in values), " ".join(row[key] for key in keys)
            )
    new = sum(len(draft.plan.rows.get(seed, [])) for seed in ("statement_lines", "label_variants", "calculation_rules", "businesses"))
    marks["nothing new in the taxonomy"].count(new == 0, f"{new} rows")
    return marks, sum(reading.certainty != PROVED for reading in gather(draft))


def committed(path: Path, document: str) -> list[dict[str, str]]:
    """The rows of a document in a seed."""
    return [row for row in read_rows(path) if row["document_id"] == document]


def table_of(marks: dict[str, Mark]) -> list[str]:
    """Marks as a table."""
    lines = ["| what | right | of | share | proved | wrong |", "|---|---|---|---|---|---|"]
    for name, mark in marks.items():
        share = 100 * mark.right / mark.all if mark.all else 100
        lines.append(f"| {name} | {mark.right:,} | {mark.all:,} | {share:.1f} % | {mark.proved:,} | {mark.wrong} |")
    return lines


def missed_of(marks: dict[str, Mark]) -> list[str]:
    """What was not found, as a list."""
    lines = []
    for name, mark in marks.items():
        if mark.missed:
            shown = "; ".join(mark.missed[:LISTED]) + (f"; … ({len(mark.missed)})" if len(mark.missed) > LISTED else "")
            lines.append(f"- {name}: {shown}")
    return lines


def page(nothing: Outcome, itself: Outcome, document: str) -> str:
    """The result as a page."""
    lines = [
        "# Reading a document from its text",
        "",
        "Written by `make read-score SOURCE=path/to/text`, on the machine that the seconds are of.",
        "",
        "## From nothing",
        "",
        f"The text of `{document}` is read with the general vocabulary only, and compared with the committed transcription.",
        "*Proved*: what the reader calls proved; *wrong*: what of it is not so.",
        "",
        *table_of(nothing.marks),
        "",
        f"Decisions left to a person: {nothing.decisions}. Seconds: {nothing.seconds:.0f}.",
        "",
        "What was not found, or not as committed:",
        "",
        *missed_of(nothing.marks),
        "",
        "## With the document itself as the guide",
        "",
        "The rows that `make read` would write with `FROM` are compared with the committed ones.",
        "",
        *table_of(itself.marks),
        "",
        f"Decisions left to a person: {itself.decisions}. Seconds: {itself.seconds:.0f}.",
    ]
    missed = missed_of(itself.marks)
    if missed:
        lines += ["", "What was not found, or not as committed:", "", *missed]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Read, compare, write the page.

    Args:
        arguments: Command line; None takes that of the process.

    Returns:
        Exit status: 0 if every goal is reached, 1 if not.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="the text, which is not part of the project")
    parser.add_argument("--document", required=True, help="id of the committed document")
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb", help="the built database")
    options = parser.parse_args(arguments)
    truth = read_truth(options.database, options.document)
    began = time.monotonic()
    document, _ = parse_file(options.source)
    findings = arithmetic.find(document)
    seconds = time.monotonic() - began
    nothing = Outcome(Score(document, findings, truth).evaluate(), count_decisions(document, findings), seconds)
    began = time.monotonic()
    itself = Outcome(*follow(ROOT, options.source, options.document), time.monotonic() - began)
    text = page(nothing, itself, options.document)
    PAGE.write_text(text, encoding="utf-8")
    print(text)
    marks = nothing.marks
    reached = all(marks[name].right >= goal * marks[name].all for name, goal in GOALS.items())
    reached = reached and not any(mark.wrong for mark in marks.values()) and seconds <= SECONDS and nothing.decisions <= DECISIONS
    reached = reached and all(mark.right == mark.all for mark in itself.marks.values())
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
