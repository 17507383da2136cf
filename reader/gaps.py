"""Rows of base, change and result that print two of the three, in a text that keeps no columns, or a page that closed up the blank.

What does not change prints its amount twice, and so does what is new: 補正前 and 計, or 補正額 and
計. The row itself does not tell; the sums of the other columns do.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from reader.cube import row_key
from reader.reading import BASE, CHANGE, OPEN, PROBABLE, PROVED, RESULT, Document, Figure, LineKey, Relation, Repair, Row, Table
from reader.text import WIDE

# Rows of a table that are tried together; more are read as unchanged.
TOGETHER = 10

Gap = tuple[Row, Figure]


def stages_of(table: Table) -> dict[str, int]:
    """The columns of base, change and result, if a table has just these, and ratios."""
    columns = {str(column.stage): column.number for column in table.columns if column.kind != "ratio"}
    is_only = len([column for column in table.columns if column.kind != "ratio"]) == len(columns)
    return columns if columns.keys() == {BASE, CHANGE, RESULT} and is_only else {}


def cells_of(table: Table, row: Row) -> tuple[str, ...]:
    """The cells of a row as its figures are placed, one for each column; those of ratios as they stand."""
    by_column = {figure.column: figure.printed for figure in row.figures}
    return tuple(
        row.cells[column.number - 1] if column.kind == "ratio" and column.number <= len(row.cells) else by_column.get(column.number, "")
        for column in table.columns
    )


def place_ended(document: Document) -> list[Repair]:
    """Put the amounts of rows that print one amount and, below nil, the same again: all that was there before is taken away.

    Args:
        document: What layout read; the figures of such rows are changed.

    Returns:
        Each row with what was read.
    """
    repairs = []
    for table in document.tables:
        columns = stages_of(table)
        for row in table.rows if columns else ():
            signs = [figure.sign for figure in row.figures]
            if signs not in ([1, -1], [None, -1]) or row.figures[0].magnitude != row.figures[1].magnitude:
                continue
            before, change = row.figures
            row.figures = [replace(before, column=columns[BASE]), replace(change, column=columns[CHANGE])]
            cells = cells_of(table, row)
            if cells != row.cells:
                ja, en = "同じ額が符号を変えて並ぶ。全額がなくなった科目で、後の額はない", "one amount and the same below nil: all of it is taken away, and nothing is left"
                repairs.append(Repair(table.table_id, row.source_line, row.cells, cells, PROVED, ja, en))
                row.cells = cells
    return repairs


def find(document: Document) -> dict[str, tuple[dict[str, int], list[Gap]]]:
    """The rows that print one amount twice where a blank is no place; only their result is kept as read.

    Args:
        document: What layout read; the figures of such rows are changed.

    Returns:
        By table, its columns of base, change and result, and each row with the figure that has no place yet.
    """
    found: dict[str, tuple[dict[str, int], list[Gap]]] = {}
    for table in document.tables:
        columns = stages_of(table)
        for row in table.rows if columns else ():
            if len(row.figures) != 2 or row.figures[0].magnitude != row.figures[1].magnitude or not row.figures[0].magnitude:
                continue
            if {row.figures[0].column, row.figures[1].column} == {columns[BASE], columns[CHANGE]} and row.figures[1].sign == -1:
                continue  # all of it is taken away
            printed = "".join(document.lines[row.source_line - 1 : row.source_line]).strip()
            has_no_places = row.until in (0, row.source_line) and not WIDE.search(printed)
            # A page of a site may close up the blank: no result is one.
            is_closed_up = {figure.column for figure in row.figures} == {columns[BASE], columns[CHANGE]}
            if has_no_places or is_closed_up:
                free, result = row.figures
                row.figures = [replace(result, column=columns[RESULT])]
                found.setdefault(table.table_id, (columns, []))[1].append((row, free))
    return found


def place(
    tables: list[Table], gaps: dict[str, tuple[dict[str, int], list[Gap]]], keys: dict[int, LineKey], relations: list[Relation]
) -> list[Repair]:
    """Put the amounts where the sums along the lines want them.

    Args:
        tables: The tables; the rows get their figures.
        gaps: What `find` says.
        keys: Row to line.
        relations: Sums along the lines, found without these amounts.

    Returns:
        Each row with what was read.
    """
    repairs = []
    for table in tables:
        if table.table_id not in gaps:
            continue
        columns, rows = gaps[table.table_id]
        lines = {keys[row_key(row)]: row for row in table.rows if row_key(row) in keys}
        sums = [
            [(relation.parent, -1), *relation.children] for relation in relations
            if relation.axis == "line" and relation.certainty != OPEN and not relation.stages
            and {relation.parent, *dict(relation.children)} <= lines.keys()
        ]  # fmt: skip

        def holding(stages: tuple[str, ...]) -> int:
            """Sums that hold in the columns of base and change with these places."""
            placed = {(id(row), columns[stage]): figure for (row, figure), stage in zip(rows, stages, strict=True)}
            count = 0
            for members in sums:
                for column in (columns[BASE], columns[CHANGE]):
                    total = 0
                    for key, weight in members:
                        row = lines[key]  # type: ignore[index]
                        figure = placed.get((id(row), column)) or next((f for f in row.figures if f.column == column), None)
                        total += weight * figure.magnitude * (figure.sign or 1) if figure else 0
                    count += not total
            return count

        choices = list(product((BASE, CHANGE), repeat=len(rows))) if len(rows) <= TOGETHER else [(BASE,) * len(rows)]
        counts = {stages: holding(stages) for stages in choices}
        best = [stages for stages, count in counts.items() if count == max(counts.values())]
        for number, (row, figure) in enumerate(rows):
            stage = best[0][number]
            is_sure = len(choices) > 1 and len({stages[number] for stages in best}) == 1
            row.figures = [replace(figure, column=columns[stage]), *row.figures]
            cells = cells_of(table, row)
            ja, en = "同じ額が二つだけ並ぶ。縦の合計に合う置き方はこれだけ", "one amount, printed twice; only so do the sums of the columns hold"
            if not is_sure:
                ja, en = "同じ額が二つだけ並ぶ。増減のない科目と読んだ", "one amount, printed twice; read as a line that does not change"
            repairs.append(Repair(table.table_id, row.source_line, row.cells, cells, PROVED if is_sure else PROBABLE, ja, en))
            row.cells = cells
    return repairs
