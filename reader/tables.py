"""The tables of a text, each read as a whole: title, unit, columns and rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from reader.called import call, call_below
from reader.glossary import find_statement, read_header, units
from reader.layout import (
    FORMULA, LOOK_BACK, NAMES_AMOUNT, Grid, Region, classify, find_regions, grid_by_number, grid_by_place, is_page_furniture, is_value, is_words, read_rows, read_unit,
)  # fmt: skip
from reader.naming import name_columns, set_measures, take_own_change, tell_columns_apart
from reader.reading import Table
from reader.text import CUT_NUMBER, MONEY, UNITS, YEN, Line, plain, read_figure

VOLUMES = "volume_of_business"
# Lines behind the last row of a table among which its header is looked for.
REACH = 12
# The unit that stands in brackets behind a title.
UNIT_BEHIND = re.compile(rf"\s[(（]({UNITS})[)）]$")
# The unit in which a label says its row is: 給水人口(人), 料金収入(千円、税抜), or 配水量(m3 where a raised digit took the bracket along.
UNIT_OF_LABEL = re.compile(r"\(([^(),、・]+)(?:[,、・][^()]*)?\)?$")
# What a row counts or measures, and what stands for the unit of it where none is printed.
QUANTITY = re.compile(r"(人口|[人戸件栓台]数|世帯数|病床数|患者数|利用者数|[配給有収処理取]水量|総水量|販売量|購入量|使用量|電力量|人員|キロ数?)(?:\([^()]*\))?$")
NO_MONEY = "quantity"


def read_title(before: list[Line]) -> tuple[str, str | None, list[str]]:
    """Title and unit of a table, from the lines above it.

    Args:
        before: The lines, nearest first.

    Returns:
        The title, the unit or None, and all words that may name the statement,
        nearest first.
    """
    titles: list[str] = []
    unit = None
    words: list[str] = []
    told: list[str] = []
    for line, above in zip_longest(before, before[1:]):
        # What goes on from a sentence in the line above is no title.
        goes_on = above is not None and classify(above) == "prose" and not re.search("[。」]$", above.text.strip())
        kind = "prose" if goes_on and classify(line) == "text" else classify(line)
        shown = " ".join(cell.text for cell in line.filled)
        if is_page_furniture(line) or FORMULA.fullmatch(plain(shown)):
            continue
        declared = read_unit(line.text)
        if declared is None and len(line.filled) == 1 and kind in ("text", "header"):
            # 千円 alone above a column, or behind its header: 金額（千円）. An amount says nothing of a table below it: 計 ▲79.1億円.
            header = "" if NAMES_AMOUNT.search(shown) else read_header(line.text).unit.replace("percent", "")
            declared = MONEY.get(plain(line.text)) or header or None
        if declared is None and kind == "text" and (behind := UNIT_BEHIND.search(shown)):
            declared = MONEY[behind[1]]
        if declared is not None and unit is None:
            unit = declared
        if len(plain(shown)) < 2 or plain(shown) in MONEY or all(is_value(cell.text) for cell in line.filled):
            continue
        text = re.sub(r"[(（\[〔]?\s*単位\s*[:：]?[^)\]）〕]*[)\]）〕]?", "", shown).strip()
        if kind == "period":
            words.append(text)
        elif text.endswith("。"):
            told.append(text)  # a sentence, before a unit too
        elif kind in ("text", "header", "unit") and text:
            names_amount = NAMES_AMOUNT.search(text)
            if not names_amount and not re.fullmatch(r"[〔\[【].*[〕\]】]", text) and not read_header(text).kind:
                titles.append(text)
            (told if names_amount else words).append(text)
        elif kind == "prose" and text:
            told.append(text)
    title = next((text for text in titles[:3] if find_statement(text)), titles[0] if titles else "")
    return title, unit, words + told


def drop_line_numbers(grid: Grid) -> None:
    """Leave out columns that number the lines of another text, as a page of the book has them."""
    kept = [place for place, text in enumerate(grid.headers) if read_header(text).kind != "line"]
    if len(kept) < len(grid.headers):
        grid.rows = [(line, labels, [cells[place] for place in kept]) for line, labels, cells in grid.rows]
        grid.headers = [grid.headers[place] for place in kept]


def build_table(
    region: Region, number: int, unit_before: str, prints_minus: bool, known: frozenset[str], above: list[Line], below: list[Line],
) -> Table | None:  # fmt: skip
    """Read a table.

    Args:
        region: Its lines.
        number: Its number in the document, from 1.
        unit_before: Unit of the table before, taken where this one declares none.
        prints_minus: Whether the document prints its minus marks.
        known: Labels that are known of such a document, without blanks.
        above: The lines of the text above its first row, as printed.
        below: Those between its last row and the next table.

    Returns:
        The table, or None if it holds no figures.
    """
    title, unit, words = read_title(region.before)
    for line in [*region.header, *region.repeated]:
        declared = read_unit("".join(cell.text for cell in line.filled))
        unit = declared if unit is None and declared is not None else unit
    separators = Counter(line.separator for line in region.body if sum(1 for cell in line.filled if is_value(cell.text)))
    numbered = separators.most_common(1)[0][0] != "blank" if separators else False
    grid = grid_by_number(region) if numbered else grid_by_place(region)
    # The number amid which a text ends is no figure.
    grid.rows = [(line, labels, ["" if CUT_NUMBER.fullmatch(cell) else cell for cell in cells]) for line, labels, cells in grid.rows]
    drop_line_numbers(grid)
    called = call(grid.headers, grid, above, unit or "")
    if called.headers == grid.headers:
        called = call_below(grid.headers, grid, below, unit or "")
    grid.headers = called.headers
    if called.lines:
        before = [line for line in region.before if not min(called.lines) <= line.number <= max(called.lines)]
        # The header may be longer than what is looked at above it.
        title, _, words = read_title(before or [line for line in reversed(above) if line.number < min(called.lines)][:LOOK_BACK])
    columns = name_columns(grid.headers, grid, unit or "")
    for place in called.lost:
        columns[place].printed = ""
    cell_units = Counter(
        read[2] for _, _, cells in grid.rows for cell in cells if (read := read_figure(cell)) and read[2]
    )
    own = unit or (cell_units.most_common(1)[0][0] if cell_units else "") or next((column.unit for column in columns if column.kind == "figure" and column.unit), "")
    used = own or unit_before
    for column in columns:
        if column.kind == "figure" and not column.unit:
            column.unit = used
    body = [number for line in region.body for number in (line.number, line.until or line.number)]
    header_lines = tuple(sorted({line.number for line in [*region.header, *region.repeated]} | called.lines))
    table = Table(
        f"table_{number}", title, used, header_lines, min([*header_lines, *body]), max([*header_lines, *body]),
        columns=columns, is_torn=grid.is_torn, is_unit_told=bool(own), is_guessed=region.is_guessed,
    )
    table.rows = read_rows(grid, columns, used, prints_minus, known)
    set_measures(table)
    take_own_change(table)
    tell_columns_apart(table)
    if not any(row.figures for row in table.rows):
        return None
    found = next((row for text in words if (row := find_statement(text))), None)
    table.statement = found["statement"] if found else ""
    return table


def read_tables(
    lines: list[Line], prints_minus: bool, known: frozenset[str], printed: list[Line], further: Sequence[Region] = ()
) -> list[Table]:
    """Read the tables of a text, in order.

    Args:
        lines: The text.
        prints_minus: Whether the document prints its minus marks.
        known: Labels that are known of such a document, without blanks.
        printed: The text as printed, before torn rows were put together.
        further: Tables that layout alone does not find.
    """
    tables: list[Table] = []
    # A page that declares no unit is asked about; until then its amounts are thousands, as in most budgets.
    unit = next((declared for line in lines if (declared := read_unit(line.text))), "thousand_yen")
    regions = sorted([*find_regions(lines, known), *further], key=lambda region: region.body[0].number)
    ends = [min(line.number for line in [*region.header, *region.body]) for region in regions]
    for region, end in zip(regions, [*ends[1:], len(printed) + 1], strict=False):
        for part in side_by_side(region):
            first = next(line.number for line in part.body if any(is_value(cell.text) for cell in line.filled))
            above = [line for line in printed if (tables[-1].last_line if tables else 0) < line.number < first]
            last = max(max(line.number, line.until) for line in part.body)
            below = [line for line in printed if last < line.number < min(end, last + REACH)]
            table = build_table(part, len(tables) + 1, unit, prints_minus, known, above, below)
            for line in [*region.header, *region.body, *region.repeated] if table else ():
                line.is_read = True
            # What is planned in volumes, each with a unit of its own, is no table of amounts, unless all of them are money.
            if table and (table.statement != VOLUMES or all(read_figure(figure.printed)[2] for row in table.rows for figure in row.figures)):
                tables += by_unit(table, len(tables) + 1)
                unit = table.unit or unit
    return tables


def by_unit(table: Table, number: int) -> list[Table]:
    """A table whose labels say in what unit their rows are, or that they count, as tables of one unit each, numbered from a number.

    Quantities in columns of amounts are no amounts, and have no place in the ledger.
    """
    units_told: list[str] = []
    for row in table.rows:
        found = UNIT_OF_LABEL.search(plain(row.label))
        told = units().get(found[1] if found else plain(row.label), "") if row.figures else ""
        is_bare = any(figure.unit in YEN and figure.printed[-1:].isdigit() for figure in row.figures)
        if not told and is_bare and QUANTITY.search(row.normalised):
            told = NO_MONEY
        units_told.append(told or (units_told[-1] if not row.figures and units_told else ""))
    if not any(units_told):
        return [table]
    parts = []
    for unit, some in groupby(zip(units_told, table.rows, strict=True), key=lambda pair: pair[0]):
        rows = [
            replace(
                row, figures=[replace(figure, unit=unit if unit and figure.unit == table.unit else figure.unit) for figure in row.figures],
                is_unplaced=row.is_unplaced or bool(unit) and unit not in YEN and bool(row.figures),
            )
            for _, row in some
        ]
        columns = [replace(column, unit=unit if unit and column.unit == table.unit else column.unit) for column in table.columns]
        part = replace(
            table, table_id=f"table_{number + len(parts)}", unit=unit or table.unit, columns=columns, rows=rows, is_unit_told=bool(unit) or table.is_unit_told,
            first_line=rows[0].source_line if parts else table.first_line, last_line=max(max(row.source_line, row.until) for row in rows),
            header_lines=() if parts else table.header_lines,
        )  # fmt: skip
        parts += [part] if any(row.figures for row in rows) else []
    return parts


def side_by_side(region: Region) -> list[Region]:
    """Split a table that is two beside each other: labels and figures, and again labels and figures."""
    if region.header and region.header[0].separator == "blank":
        return [region]
    cells = region.header[0].cells if region.header else []
    kinds = [read_header(cell.text).kind if cell.text else "" for cell in cells]
    cut = next(
        (place for place in range(2, len(kinds) - 1) if kinds[place] == "label" and kinds[place - 1] not in ("label", "number", "attribute")),
        None if region.header else cut_of_rows(region.body),
    )
    if cut is None or any(len(line.cells) <= cut and line.separator != "blank" for line in region.header):
        return [region]
    halves = []
    for start, end in ((0, cut), (cut, None)):
        def part(line: Line, start: int = start, end: int | None = end) -> Line:
            return Line(line.number, line.text, line.separator, line.cells[start:end], line.indent)

        body = [part(line) for line in region.body]
        halves.append(Region([part(line) for line in region.header], [line for line in body if line.filled], [part(line) for line in region.repeated], region.before, region.is_guessed))
    return halves if all(any(is_value(cell.text) for line in half.body for cell in line.filled[1:]) for half in halves) else [region]


def cut_of_rows(body: list[Line]) -> int | None:
    """The cell with which a second table begins in all rows that no header heads: words, between figures; None if there is none."""
    rows = [line.cells for line in body if line.separator != "blank" and any(is_value(cell.text) for cell in line.filled)]
    if len(rows) < 3 or len({len(cells) for cells in rows}) > 1 or not all(is_words(cells[0].text) for cells in rows):
        return None
    return next((
        place for place in range(2, len(rows[0]) - 1)
        if all(is_words(cells[place].text) and is_value(cells[place - 1].text) and is_value(cells[place + 1].text) for cells in rows)
    ), None)  # fmt: skip
