"""Rows of base, change and result that a page tore, put together by what they keep: base + change = result.

Where rows near one another have the same amounts and ratios, and in each the first two amounts make up the third, a row that
lacks some is completed by the figures that stand alone nearby, if only one of them makes it such a row. The headers of these
columns, in whatever order the extraction has their words, are named in that order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations, groupby, pairwise, takewhile
from math import log10

from reader.blocks import names_of
from reader.glossary import read_header
from reader.layout import SENTENCE, is_unit_alone, is_value
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, is_whole, known_headers, signed, virtual, without
from reader.text import MONEY, Line, is_ratio, plain, read_figure

# Rows of one kind that keep the law, at least.
ROWS = 3
# Lines with words or figures above a row among which its header is looked for, and around it, among which what completes it is.
REACH, FAR = 12, 24
# The header of what changes a budget, and a mark of a note between headers.
CHANGE, NOTE = re.compile("補正(?:予算)?額?$|補正予定額$"), re.compile("[※*]+[0-9]*")
# Words of the header of a settlement, and rows below it at least.
OF_SETTLEMENT, LEAST = re.compile("(?:予算(?:現額|額)?|決算額?|区分|科目|金額|構成|比率?|に比べ|に対する|の|増減額?|不用額?|執行率|率)+"), 2
# Digits of the changes of rows that keep the law, which no chance makes.
ENOUGH = 5.0
# Lines of headers that may go on in the next, at most: the ways to part more of them are too many to look at.
WORDS = 14
# Figures behind one label of which all but the first are of other rows, at most.
LATE = 60
STAGES = ("original", "adjustment", "revised")


@dataclass
class Form:
    """What each row of a table has.

    Attributes:
        kinds: Of each figure, whether it is a ratio.
        change: The place of the amount that changes the first into the third.
    """

    kinds: list[bool]
    change: int


def kinds_of(texts: list[str]) -> list[bool]:
    """Of each figure, whether it is a ratio."""
    return [is_ratio(text) and not read_figure(text) for text in texts]


def amounts_of(texts: list[str]) -> list[int]:
    """The amounts among figures, with their signs."""
    return [signed(text) for text in texts if read_figure(text)]


def figures_of(line: Line) -> list[str]:
    """The figures of a row or of a line of figures."""
    return [cell.text for cell in line.filled if is_value(cell.text)]


def keeps_law(texts: list[str]) -> bool:
    """Whether figures are a base, a change and a result, and ratios."""
    amounts = amounts_of(texts)
    return len(amounts) == 3 and amounts[0] + amounts[1] == amounts[2] and any(amounts)


def form_near(filled: list[Line], place: int) -> Form | None:
    """What the rows near a line have in common, if they are of base, change and result: of the three nearest of these, one has a change."""
    near = sorted(range(max(0, place - FAR), min(len(filled), place + FAR)), key=lambda other: abs(other - place))
    whole = [texts for other in near if is_whole(filled[other]) and keeps_law(texts := figures_of(filled[other]))][:ROWS]
    is_one_form = len(whole) == ROWS and all(kinds_of(texts) == kinds_of(whole[0]) for texts in whole)
    if not is_one_form or not any(all(amounts_of(texts)) for texts in whole):
        return None
    kinds = kinds_of(whole[0])
    return Form(kinds, [number for number, is_one in enumerate(kinds) if not is_one][1])


def completed(texts: list[str], others: list[str], form: Form) -> list[str]:
    """The cells of a row that some figures make with others that stand alone; none if they make none."""
    lacking = [*form.kinds[: form.change], *form.kinds[form.change + 1 :]]
    if kinds_of(texts) == lacking and kinds_of(others) == [False]:
        whole = [*texts[: form.change], *others, *texts[form.change :]]
        return whole if keeps_law(whole) and signed(others[0]) else []
    whole = [*texts, *others]
    if kinds_of(whole) == form.kinds and keeps_law(whole):
        return whole
    amounts = amounts_of(whole)
    # The same amount twice is no chance where the ratio of each stands behind it.
    if kinds_of(whole) == lacking and any(lacking) and len(set(amounts)) == 1 and any(amounts):
        return [*whole[: form.change], "", *whole[form.change :]]
    return []


def complete_rows(lines: list[Line]) -> list[Line]:
    """Complete rows that lack figures by those that stand alone nearby, where one alone fits, and fits no other row."""
    filled = [line for line in lines if line.filled]
    found: list[tuple[Line, Line, list[str]]] = []
    for place, line in enumerate(filled):
        texts = figures_of(line) if is_whole(line) else []
        form = form_near(filled, place) if texts and not keeps_law(texts) else None
        if form is None or len(texts) >= len(form.kinds):
            continue
        near = [other for other in filled[max(0, place - FAR) : place + FAR] if is_lone_value(other)]
        fitting = [(other, cells) for other in near if (cells := completed(texts, figures_of(other), form))]
        if len(fitting) == 1:
            found.append((line, *fitting[0]))
    once = [one for one in found if sum(one[1] is other for _, other, _ in found) == 1]
    joined = {
        id(line): virtual(min(line.number, other.number), [first_cell(line), *cells], line.indent, max(line.number, other.number))
        for line, other, cells in once
    }
    return [joined.get(id(line), line) for line in without(lines, [other for _, other, _ in once])]


def complete_turns(lines: list[Line]) -> list[Line]:
    """Complete rows whose label and first amount stand a cell a line, and their change and result among the last or first figures.

    Where labels stand lower or higher than the figures of their row, an extraction writes these later or earlier, in the order of the
    rows: of each row the change and the result, or, of one that does not change, its amount again. All of them are given back, or none.
    """
    filled = [line for line in lines if line.filled]
    joined: dict[int, Line] = {}
    gone: list[Line] = []
    for is_part_of, some in groupby(filled, may_be_of_turns):
        section: list[Line] = []
        for line in [*(some if is_part_of else ()), None]:
            if line is None or is_lone_label(line) and read_header(first_cell(line)).kind == "label":
                for row, cells, loose in completed_turns(section):
                    until = max(cell.number for cell in loose)
                    joined[id(row[0])] = virtual(min(row[0].number, loose[0].number), [first_cell(row[0]), *cells], row[0].indent, until)
                    gone += [*row[1:], *loose]
                section = []
            else:
                section.append(line)
    return [joined.get(id(line), line) for line in without(lines, gone)]


def may_be_of_turns(line: Line) -> bool:
    """Whether a line holds a label, one figure, a unit, or the number of a page."""
    return is_lone_label(line) or is_lone_value(line) and len(line.filled) == 1 or plain(line.text) in MONEY or is_page_number(line)


def completed_turns(section: list[Line]) -> list[tuple[list[Line], list[str], list[Line]]]:
    """The rows of a section that lack figures, each with the cells that make it whole and the lines of those that stood elsewhere."""
    rows: list[list[Line]] = [[]]
    for line in section:
        if is_lone_label(line):
            rows.append([line])
        elif is_lone_value(line):
            rows[-1].append(line)
    loose, lacking, whole = rows[0], [], 0
    for label, *figures in rows[1:]:
        texts = [first_cell(line) for line in figures]
        kind = read_header(first_cell(label)).kind
        # Figures behind headers, of which a total may be the last, are of rows below.
        if kind and (kind != "total" or not lacking and not whole):
            loose += figures
        elif keeps_law(texts):
            whole += 1
        elif len(texts) == 2 and texts[0] != texts[1]:
            return []
        elif len(texts) in (1, *range(4, LATE)):
            lacking.append([label, figures[0]])
            loose += figures[1:]
    found: list[tuple[list[Line], list[str], list[Line]]] = []
    for row in lacking:
        base = first_cell(row[1])
        taken = loose[:1] if loose and signed(first_cell(loose[0])) == signed(base) else loose[:2]
        cells = [base, *map(first_cell, taken)]
        if not taken or len(cells) == len(STAGES) and not keeps_law(cells) or len(cells) == 2 and signed(cells[0]) != signed(cells[1]):
            return []
        found.append((row, cells, taken))
        loose = loose[len(taken) :]
    return found if not loose and whole >= ROWS else []


def head_by_law(lines: list[Line]) -> list[Line]:
    """Put a header above rows of base, change and result whose own, torn into lines, names these three in whatever order, or lacks the
    result alone (計)."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        rows = rows_from(lines, place)
        header = (header_above(out, rows) if len(rows) >= ROWS else None) or header_without_result(out, lines[place:])
        if header:
            names, used = header
            out = [*without(out, used), names]
        stop = place + max(1, len(rows))
        out += lines[place:stop]
        place = stop
    return out


def head_settlements(lines: list[Line]) -> list[Line]:
    """Put a header above rows of a budget, its settlement and what the two leave, whose own was torn into words: the rows tell which is which.

    What was received is more than the budget by 増減, what was spent is less by 不用額. Ratios stand behind amounts.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        below = takewhile(lambda line: not line.filled or is_whole(line), lines[place:]) if lines[place].filled else []
        rows = [figures_of(line) for line in below if line.filled]
        header = header_of_settlement(out, rows) if rows and all(kinds_of(row) == kinds_of(rows[0]) for row in rows) else None
        if header:
            names, used = header
            out = [*without(out, used), names]
        out.append(lines[place])
        place += 1
    return out


def header_of_settlement(above: list[Line], rows: list[list[str]]) -> tuple[Line, list[Line]] | None:
    """The header of such rows, from the words on the lines right above them, and these lines; None if words or rows name no such three."""
    amounts = [amounts_of(row) for row in rows]
    if any(len(row) != len(STAGES) for row in amounts) or len(rows) < LEAST or not any(kinds_of(rows[0])):
        return None
    used = list(takewhile(lambda line: OF_SETTLEMENT.fullmatch(plain(line.text)), reversed([line for line in above if line.filled])))[::-1]
    words = "".join(plain(line.text) for line in used)
    is_spent = all(budget - settled == left for budget, settled, left in amounts)
    is_received = all(settled - budget == left for budget, settled, left in amounts)
    left = re.search("不用額", words) if is_spent else re.search("予算額に(?:比べ|対する)決算額の増減|増減額?", words) if is_received else None
    places = sum(log10(abs(left)) for *_, left in amounts if left)
    if not left or "予算額" not in words or "決算額" not in words or places < ENOUGH:
        return None
    names = ["予算額", "決算額", left[0]]
    heads = [("構成比率" if names and "構成" in words else "比率") if is_ratio else names.pop(0) for is_ratio in kinds_of(rows[0])]
    header = virtual(used[0].number, ["科目", *heads], until=used[-1].number)
    header.begins = True
    return header, used


def header_without_result(above: list[Line], below: list[Line]) -> tuple[Line, list[Line]] | None:
    """The header right above rows that names base and change alone, with the result, and its line; None if there is none.

    All rows right below it have one figure more, and are hardly of base, change and result by chance.
    """
    line = next((line for line in reversed(above) if line.filled and not is_unit_alone(line)), None)
    names = names_of(line) if line and below and is_whole(below[0]) else []
    stages = [read_header(name) for name in names]
    rows = [texts for row in takewhile(lambda row: not row.filled or is_whole(row), below) if (texts := figures_of(row))] if names else []
    is_base_and_change = [(found.kind, found.code) for found in stages] == [("stage", stage) for stage in STAGES[:2]]
    places = sum(log10(abs(change)) for _, change, _ in filter(all, map(amounts_of, rows))) if all(map(keeps_law, rows)) else 0
    if not line or not is_base_and_change or places < ENOUGH or any(len(row) != len(STAGES) for row in rows):
        return None
    header = virtual(line.number, ["科目", *names, "計"])
    header.begins = True
    return header, [line]


def join_one_row(lines: list[Line]) -> list[Line]:
    """Put together a table of one row whose three headers and amounts each stand on a line of their own, in whatever mixture.

    The amounts have thousands, and base + change = result; their row has the name of the table.
    """
    filled = [line for line in lines if line.filled]
    for place, line in enumerate(filled):
        window = list(takewhile(may_be_of_row, filled[place:]))
        heads = {stage: one for one in window if (stage := stage_on(one))}
        values = [one for one in window if "," in one.text]
        title = next((one for one in reversed(filled[:place]) if not is_unit_alone(one)), None)
        if not stage_on(line) or len(heads) != 3 or [stage_on(one) for one in window].count("") != len(window) - 3 or len(values) != 3:
            continue
        texts = [first_cell(one) for one in values]
        if not title or not is_lone_label(title) or not keeps_law(texts) or not all(amounts_of(texts)):
            continue
        names = [first_cell(heads[stage]) for stage in STAGES]
        header = virtual(line.number, ["科目", *names])
        header.begins = True
        row = virtual(title.number, [first_cell(title), *texts], until=max(one.number for one in window))
        at = next(number for number, one in enumerate(lines) if one is line)
        return join_one_row([*without(lines[:at], [title]), header, row, *without(lines[at:], [*heads.values(), *values])])
    return lines


def join_row_in_turn(lines: list[Line]) -> list[Line]:
    """Put together a table of one row whose headers, over several lines, and amounts stand in turn behind its name.

    As many amounts follow some headers; a base, a change and a result among them keep their law, and the header of the change says so.
    """
    filled = [line for line in lines if line.filled and not NOTE.fullmatch(plain(line.text))]
    for place, line in enumerate(filled):
        before = filled[place - 1 : place] if place else []
        if not is_lone_label(line) or read_header(first_cell(line)).kind or any(map(is_part, before)):
            continue
        names: list[str] = []
        texts: list[str] = []
        end, groups = place + 1, 0
        while heads := list(takewhile(is_lone_label, filled[end:])):
            values = list(takewhile(lambda one: is_lone_value(one) and len(one.filled) == 1, filled[end + len(heads) :]))
            found = parts_of_heads([first_cell(one) for one in heads], len(values)) if values else []
            if not found:
                break
            names, texts, groups, end = [*names, *found], [*texts, *map(first_cell, values)], groups + 1, end + len(heads) + len(values)
        steps = [
            name for name, *row in zip(names[1:], texts, texts[1:], texts[2:], strict=False) if keeps_law(row) and all("," in text for text in row)
        ]
        if groups < 2 or not any(CHANGE.search(plain(name)) for name in steps):
            continue
        header = replace(virtual(filled[place + 1].number, ["会計", *names]), begins=True)
        row = virtual(line.number, [first_cell(line), *texts], until=filled[end - 1].number)
        used = filled[place:end]
        at = next(number for number, one in enumerate(lines) if one is line)
        return join_row_in_turn([*lines[:at], header, row, *without(lines[at:], used)])
    return lines


def parts_of_heads(words: list[str], count: int) -> list[str]:
    """So many headers that words on lines of their own make: alike many lines each, or in the one way in which most are known; none if not so."""
    if len(words) % count == 0:
        size = len(words) // count
        return [" ".join(words[start : start + size]) for start in range(0, len(words), size)]
    if len(words) > WORDS:
        return []
    ways = [
        [" ".join(words[start:end]) for start, end in pairwise((0, *cuts, len(words)))]
        for cuts in combinations(range(1, len(words)), count - 1)
    ]  # fmt: skip
    known = [sum(bool(read_header(name).kind) for name in names) for names in ways]
    return ways[known.index(max(known))] if known and known.count(max(known)) == 1 else []


def may_be_of_row(line: Line) -> bool:
    """Whether a line holds the header of a stage, one figure, or a unit."""
    return bool(stage_on(line)) or is_lone_value(line) and len(line.filled) == 1 or is_unit_alone(line)


def stage_on(line: Line) -> str:
    """The stage that a line names, if it holds its header and nothing else."""
    found = read_header(first_cell(line)) if is_lone_label(line) else None
    code = STAGES[2] if found and found.kind == "total" else found.code if found and found.kind == "stage" else ""
    return code if code in STAGES else ""


def rows_from(lines: list[Line], place: int) -> list[Line]:
    """The lines from a row of base, change and result on that hold such rows or what was torn off them; none if they hold too few.

    A change is seldom larger than what it changes.
    """
    kinds = kinds_of(figures_of(lines[place])) if is_whole(lines[place]) else []
    if kinds.count(False) != len(STAGES):
        return []
    change = [number for number, is_one in enumerate(kinds) if not is_one][1]
    usual = kinds, [*kinds[:change], *kinds[change + 1 :]]
    rows = list(takewhile(lambda line: is_part(line) or is_whole(line) and kinds_of(figures_of(line)) in usual, lines[place:]))
    whole = [texts for line in rows if is_whole(line) and kinds_of(texts := figures_of(line)) == kinds]
    smaller = [texts for texts in whole if abs(amounts_of(texts)[0]) >= abs(amounts_of(texts)[1])]
    return rows if len(whole) >= ROWS and all(map(keeps_law, whole)) and 3 * len(smaller) >= 2 * len(whole) else []


def is_part(line: Line) -> bool:
    """Whether a line is blank, or holds a label or figures alone."""
    return not line.filled or is_lone_label(line) or is_lone_value(line)


def header_above(above: list[Line], rows: list[Line]) -> tuple[Line, list[Line]] | None:
    """The header of three stages for rows, from the words of the lines above them, and these lines; None if they name no such three."""
    near = [line for line in above if line.filled][-REACH:]
    near = list(takewhile(lambda line: not SENTENCE.search(plain(line.text)) and not figures_of(line), reversed(near)))
    names: dict[str, str] = {}
    used: list[Line] = []
    for line in near:
        if len(names) == len(STAGES):
            break
        heads = [plain(line.text)] if read_header(line.text).kind else [plain(cell.text) for cell in known_headers(line.filled)]
        found = [(read_header(head), head) for head in heads]
        staged = [(STAGES[2] if one.kind == "total" else one.code, head) for one, head in found if one.kind in ("stage", "total")]
        if any(code in names or code not in STAGES for code, _ in staged) or len(dict(staged)) < len(staged):
            return None
        names |= dict(staged)
        used = [*([line] if staged else []), *used]
    if names.keys() != set(STAGES) or len(used) < 2:
        return None
    kinds = kinds_of(figures_of(rows[0]))
    left = [names[stage] for stage in STAGES]
    header = virtual(used[0].number, ["科目", *("構成比" if is_one else left.pop(0) for is_one in kinds)], until=used[-1].number)
    header.begins = True
    return header, used
