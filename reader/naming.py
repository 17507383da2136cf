"""What each column of a table is, by the words of its header and its cells."""

from __future__ import annotations

import re
from collections import Counter

from reader.glossary import Header, identifier, read_header, translate, units
from reader.layout import NAMES, Grid
from reader.reading import BASE, CHANGE, RESULT, TOTAL, Column, Figure, Table
from reader.text import YEN, is_ratio, plain, read_figure

LAST_OF_ERA = 100  # years of an era are fewer
SIGNED = 12  # parts of a total whose marks may be lost that are tried with both signs
# A ratio with the word for its direction.
WORDED = re.compile("[0-9](?:%|ポイント)[増減]")
# What a column counts: 事業数, 職員数(人).
MEASURED = re.compile(r"\(([^()]+)\)$")
COUNTED = re.compile(r"(人|戸|件|台|本|箇所|世帯|事業)数(?:\(.*\))?$")
# The column of a settlement with what was received or spent, and those with what was decided and amended.
SETTLED = re.compile("決算額?$")
DECIDED = re.compile("当初|既決|補正")


def name_columns(headers: list[str], grid: Grid, unit: str) -> list[Column]:
    """Say what each column of a table is, by the words of its header and its cells."""
    read = [read_parts(text) for text in headers]
    numbers = [int(re.sub("[^0-9].*", "", header.code)) if header.kind == "year" and header.code[:1].isdigit() else 0 for _, header in read]
    # A year without its era (27年) is told from others without it alone.
    years = sorted(set(filter(lambda number: number > LAST_OF_ERA, numbers)) or set(filter(None, numbers)))
    has_change = any(header.code == CHANGE for _, header in read)
    has_stage = any(header.kind == "stage" for _, header in read)
    has_result = any(header.kind == "stage" and header.code == RESULT for _, header in read)
    # What stands below a row without a label, such as its shares, is no figure of a line.
    named = any(any(labels) for _, labels, _ in grid.rows)
    # A row of shares below one of amounts says nothing of its columns.
    rows = [row for row in grid.rows if not is_of_ratios(row[2])] or grid.rows
    columns = []
    for place, (name, header) in enumerate(read):
        cells = [cells[place] for _, labels, cells in rows if cells[place] and (any(labels) or not named)]
        figures = [cell for cell in cells if read_figure(cell) is not None]
        decimals = [cell for cell in cells if is_ratio(cell) and read_figure(cell) is None]
        money = [cell for cell in figures if (read_figure(cell) or ("", "", ""))[2]]
        header = Header("") if header.kind == "measure" else header  # an amount by its own name
        grouped = [cell for cell in figures if "," in plain(cell)]
        if header.kind == "ratio" and cells and 2 * max(len(money), 0 if decimals else len(grouped)) >= len(cells):
            header = Header("stage", CHANGE)  # what it is more than in the year before, in money
        column = Column(place + 1, headers[place], headers[place] or "金額", unit=header.unit or unit)
        if header.kind in ("label", "number") and figures and all(re.fullmatch("[0-9]{1,2}", plain(cell)) for cell in figures):
            column.kind, column.unit = "attribute", ""  # the numbers of chapters and items
        elif header.kind == "ratio" or decimals and 2 * len(decimals) >= len(cells):
            column.kind, column.unit = "ratio", "percent"
        elif header.kind == "attribute" and 2 * len(figures) <= len(cells) or cells and not figures and not decimals or not cells and header.kind == "attribute":
            column.kind, column.unit = "attribute", ""
        if column.kind == "ratio" and 2 * sum(bool(WORDED.search(plain(cell))) for cell in cells) > len(cells):
            column.kind, column.unit = "attribute", ""  # 6.7%減少 is told in words, and is no number that a column holds
        counted = COUNTED.search(plain(headers[place])) or MEASURED.search(plain(headers[place]))
        quantity = next((of_name for name, of_name in units().items() if counted and name.lower() == counted[1].lower()), "")
        if column.kind == "figure" and quantity and quantity not in YEN:
            # So many enterprises, or so much of what they supply, and no amount of theirs.
            column.unit, column.measure, name = quantity, f"number_of_{quantity}", ""
        if column.kind == "figure":
            column.business = TOTAL
            if header.kind == "stage":
                column.stage = header.code
            elif header.kind == "year" and years:
                column.stage = f"fiscal_year_{header.code}" if has_result else stage_of_year(numbers[place], years, has_change, header.code)
            elif header.kind == "total":
                column.stage = RESULT
            elif header.kind == "amount" and (not has_stage or all(other.code == BASE for _, other in read if other.kind == "stage")):
                column.stage = RESULT  # beside what was decided before, if anything
            elif not header.kind:
                column.stage = RESULT if not has_stage else None
            if name:
                column.business = name
            elif not header.kind and headers[place]:
                column.business = plain(headers[place])
        columns.append(column)
    amend_what_is_in_force(columns)
    settle(columns, [header for _, header in read], [labels for _, labels, cells in grid.rows if any(cells)])
    return columns


def amend_what_is_in_force(columns: list[Column]) -> None:
    """Take what is in force before a change, and not what was first decided, for what is amended: 当初予算額, 予算現計, 補正額, 計."""
    places = {column.stage: place for place, column in enumerate(columns) if column.kind == "figure" and not column.measure}
    order = [places.get(stage) for stage in (BASE, "in_force", CHANGE, RESULT)]
    if None not in order and order == sorted(order):  # type: ignore[type-var]
        columns[places[BASE]].stage, columns[places["in_force"]].stage = "initial_budget", BASE


def is_of_ratios(cells: list[str]) -> bool:
    """Whether a row has ratios alone, two at least."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(is_ratio(cell) and read_figure(cell) is None for cell in filled)


def settle(columns: list[Column], heads: list[Header], labels: list[list[str]]) -> None:
    """Say what the columns of a settlement are: behind what was decided and amended, their total and 決算額.

    The total is the budget in force, 決算額 what was received or spent, and 増減 behind it compares the two. None of them is
    what an amendment starts from, adds or results in.
    """
    words = [plain(column.reading) for column in columns]
    place = next((place for place, header in enumerate(heads) if SETTLED.search(words[place]) and header.code == RESULT), len(columns))
    decided = [place for place, header in enumerate(heads[:place]) if header.code in (BASE, CHANGE) and DECIDED.search(words[place])]
    totals = [
        place for place, header in enumerate(heads[:place]) if place and columns[place].kind == "figure"
        and (header.code in ("total", "in_force", RESULT) or words[place].endswith("小計"))
    ]  # fmt: skip
    if place == len(columns) or not decided or not totals or totals[-1] < decided[-1]:
        return
    is_spent = any(header.code == "unused" for header in heads[place:]) or bool(labels and re.search("費用|支出", plain("".join(labels[0]))))
    columns[place].stage = "spent" if is_spent else "received"
    for number in totals:
        # A subtotal is an amount of its own, of which the other stages print nothing.
        is_last = number == totals[-1]
        columns[number].business, columns[number].stage, columns[number].measure = TOTAL, "in_force" if is_last else RESULT, "" if is_last else "subtotal"
    for number, header in enumerate(heads):
        if header.code == CHANGE and number > place:
            columns[number].stage = "compared"
        elif header.code == "carried_forward" or header.code == "carried_over_by_law" and (number > place or "26条" in words[number]):
            columns[number].stage = "carried_forward" if number > place else "brought_forward_amount"


def stage_of_year(year: int, years: list[int], has_change: bool, code: str) -> str:
    """Stage of a column that is headed by a year: the last is the result, the one before the base; of a plan, each its own."""
    if year == years[-1]:
        return RESULT
    if len(years) == 2 or has_change and [year] == years[-2:-1]:
        return BASE
    return f"fiscal_year_{code}"


def read_parts(text: str) -> tuple[str, Header]:
    """Split a header of several rows into the name of a business and what is known of the rest.

    Returns:
        The name, or an empty text, and the meaning of the rest.
    """
    whole = read_header(text)
    if whole.kind:
        return "", whole
    parts = text.split(" ")
    cuts = [(parts[:cut], parts[cut:], read_header("".join(parts[:cut])), read_header("".join(parts[cut:]))) for cut in range(1, len(parts))]
    for _, _, *headers in cuts:
        if all(header.kind not in NAMES for header in headers):
            order = ("ratio", "stage", "year", "total", "amount")
            # Of two alike the lower one says what the column is.
            return "", min(reversed(headers), key=lambda header: order.index(header.kind) if header.kind in order else len(order))
    for before, behind, upper, lower in cuts:
        if lower.kind not in NAMES:
            # What heads the labels names no business: 区分 金額.
            return "" if upper.kind in ("label", "number") else plain("".join(before)), lower
        if upper.kind not in NAMES:
            return plain("".join(behind)), upper
    return "", whole


def set_measures(table: Table) -> None:
    """Tell businesses from measures among the columns that no word of the glossary explains.

    Columns of one stage beside each other are businesses where a total stands with them or
    their names say so (事業, 会計 ...); else they are several amounts of one line.
    """
    names = [column for column in table.columns if column.kind == "figure" and column.business not in (TOTAL, None)]
    totals = [column for column in table.columns if column.kind == "figure" and column.business == TOTAL]
    worded = [column for column in names if is_business(column)]
    if not names:
        seen: Counter[str | None] = Counter()
        for column in table.columns:
            if column.kind == "figure" and not column.measure:
                seen[column.stage] += 1
                if seen[column.stage] > 1:
                    column.measure = f"{identifier(translate(plain(column.reading)).words) or 'amount'}_{seen[column.stage]}"
        return
    # What base and change make is no total of the columns beside it.
    is_result = {BASE, CHANGE} <= {column.stage for column in totals}
    summed = not is_result and any(read_header(column.reading).kind == "total" for column in totals)
    if worded and 2 * len(worded) >= len(names) or summed and len(names) > 2 and may_add_up(table, names, totals):
        return
    if len(names) == 1 and not totals:
        names[0].business, names[0].stage = TOTAL, names[0].stage or RESULT
        return
    # What two amounts of a line leave is a third, and no change from one stage to another.
    left = [column for column in table.columns if len(names) > 1 and column.stage == CHANGE and re.search("差引|差額", plain(column.reading))]
    for column in left if not {BASE, RESULT} & {column.stage for column in table.columns if column not in names} else []:
        column.measure, column.stage = "difference", RESULT
    for column in names:
        english = translate(column.business or "")
        column.measure = identifier(english.words, 40) if english.is_whole else f"amount_{column.number}"
        column.business, column.stage = TOTAL, column.stage or RESULT


def is_business(column: Column) -> bool:
    """Whether the name of a column says that it is of a business: 事業, 会計 ..."""
    return bool(re.search(r"(事業|会計|勘定|病院|センター|部門|施設|組合|区)(?!.*[金額費数]$)", column.business or ""))


def may_add_up(table: Table, names: list[Column], totals: list[Column]) -> bool:
    """Whether some columns may be the parts of a total beside them: in half of the rows they are, with the marks that may be lost."""
    whole = [column for column in totals if read_header(column.reading).kind == "total"] or totals
    if len({column.stage for column in whole}) < len(whole):
        return False  # a subtotal among them: of which of the two all columns are the parts is not told
    parts, wholes = {column.number for column in names}, {column.number for column in whole}
    said = []
    for row in table.rows:
        of_parts = [figure for figure in row.figures if figure.column in parts and figure.magnitude]
        of_wholes = {sign * figure.magnitude for figure in row.figures if figure.column in wholes for sign in signs_of(figure)}
        if of_parts and of_wholes:
            sums = {0}
            for figure in of_parts[:SIGNED]:
                sums = {total + sign * figure.magnitude for total in sums for sign in signs_of(figure)}
            said.append(len(of_parts) > SIGNED or bool(sums & of_wholes))
    return 2 * sum(said) >= len(said)


def signs_of(figure: Figure) -> tuple[int, ...]:
    """The signs that a figure may have."""
    return (1, -1) if figure.sign is None else (figure.sign,)


def take_own_change(table: Table) -> None:
    """Take the one change that what is decided and what it was before make for the change of both, where several amounts of a row are
    changes (当初に比し, １月に比し) and each has a measure of its own: it is no other amount."""
    figures = [column for column in table.columns if column.kind == "figure"]
    own = {column.stage: column.number for column in figures if not column.measure}
    if not {BASE, RESULT} <= own.keys() or CHANGE in own:
        return
    made = []
    for column in figures:
        rows = [{figure.column: figure.magnitude * (figure.sign or 1) for figure in row.figures} for row in table.rows]
        told = [row for row in rows if column.stage == CHANGE and {column.number, own[BASE], own[RESULT]} <= row.keys()]
        made += [column] if len(told) > 1 and all(abs(row[own[RESULT]] - row[own[BASE]]) == abs(row[column.number]) for row in told) else []
    if len(made) == 1:
        made[0].measure = ""


def tell_columns_apart(table: Table) -> None:
    """Give columns of one business, stage and measure measures of their own: else two figures would be one."""
    seen: set[tuple[str | None, str | None, str]] = set()
    for column in table.columns:
        if column.kind == "figure":
            if (column.business, column.stage, column.measure) in seen:
                column.measure = f"{column.measure or 'amount'}_{column.number}"
            seen.add((column.business, column.stage, column.measure))
