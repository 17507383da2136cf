"""Chapters with their funds, of which a text keeps the figures and not the columns.

The summary (総括) of a budget prints of each chapter what is planned, what was planned before
and what it is more, and then what pays for it: grants, bonds, other and general funds. What
pays nothing is blank, and a text that keeps no columns loses the blank, or puts all funds
behind the chapters. The funds of a chapter add up to its amount, and each column to its total:
so it is told which figures are of a chapter, and of which fund.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import combinations

from reader.chapters import names_stage, number_of, side_in, stage_names, words_above
from reader.layout import SENTENCE, ends_table, is_page_furniture, is_value
from reader.pieces import first_cell, is_lone_label, is_whole, lone_values, signed, virtual, without
from reader.scattered import Pieces
from reader.text import WIDE, Line, plain

FUND = re.compile("国(?:庫|[都道府県]+)?支出金|[都道府県]+支出金|(?:地方|[都道府県市町村区]|企業)債|その他|一般財源")
# How the names of funds end, in the order of the form.
ENDINGS = ("支出金", "債", "その他", "一般財源")
# What a column of funds is called, with its number, where the page names more funds than have figures.
UNNAMED = "財源"
# Chapters that a table has at least, its total among them.
CHAPTERS = 4
# Columns before those of the funds.
STAGES = 3
# Lines with words within a table or behind it among which its headers are looked for.
REACH = 30
# Sums of the columns that are followed at a time while the figures of the chapters are placed.
MOST_SUMS = 100_000

# The columns of the figures of each chapter, by its number.
Way = dict[int, tuple[int, ...]]


@dataclass
class Chapter:
    """A chapter, or the total, with the figures that stand behind its label, each with its line of the text."""

    label: str
    line: int
    values: list[tuple[str, int]] = field(default_factory=list)


def join_funds(lines: list[Line]) -> list[Line]:
    """Put together tables of chapters and their funds; what does not add up, or stands in columns, stays as it is."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        table = None
        if is_chapter(lines[place]):
            chapters, inside, end = chapters_from(lines, place)
            words = [line for line in words_above(out) if not any(is_value(cell.text) for cell in line.filled)] + inside
            table = table_of(chapters, words) if len(chapters) >= CHAPTERS and not number_of(chapters[-1].label) else None
        if table:
            out = without(out, [line for line in words if names_stage(line) or FUND.search(plain(line.text)) and not number_of(first_cell(line))])
        out += table or [lines[place]]
        place = end if table else place + 1
    return out


def is_chapter(line: Line) -> bool:
    """Whether a line is the label of a chapter, alone or with its figures."""
    return bool(line.filled) and number_of(first_cell(line)) > 0 and (is_lone_label(line) or is_whole(line))


def chapters_from(lines: list[Line], place: int) -> tuple[list[Chapter], list[Line], int]:
    """The chapters from a line on up to the total, with the figures behind each, or behind all of them, a line for each.

    Returns:
        The chapters, the words between them, and the place behind the last figure.
    """
    chapters: list[Chapter] = []
    apart: list[list[tuple[str, int]]] = []
    words: list[Line] = []
    inside, end, is_open = 0, place, True
    for number in range(place, len(lines)):
        line, values = lines[number], lone_values(lines[number])
        if not line.filled or not values and is_page_furniture(line):
            continue
        is_done = bool(chapters and chapters[-1].values and not number_of(chapters[-1].label))
        if values and not WIDE.search(line.text.strip()) and (is_open or is_done and len(apart) < len(chapters)):
            if is_open:
                chapters[-1].values += values
            else:
                apart.append(values)
            end = number + 1
        elif not is_done and (is_chapter(line) or ends_table(line)):
            chapters.append(Chapter(first_cell(line), line.number, [(cell.text, line.number) for cell in line.filled[1:]]))
            inside, end, is_open = len(words), number + 1, True
        elif values or is_chapter(line) or side_in(line) or SENTENCE.search(plain(line.text)) or len(words) > REACH:
            break
        else:
            words.append(line)
            is_open = False
    if len(apart) == len(chapters):
        return [Chapter(one.label, one.line, one.values + more) for one, more in zip(chapters, apart, strict=True)], words, end
    return ([] if apart else chapters), words[:inside], end


def table_of(chapters: list[Chapter], words: list[Line]) -> list[Line] | None:
    """The lines of a table of chapters and their funds; None if their sums do not tell where the figures belong."""
    *_, last, total = chapters
    for order in (0, 1):
        if not adds_up(total, order) and adds_up(Chapter("", 0, last.values[:-1]), order):
            # A figure of the total that stands before its label.
            moved = Chapter(total.label, total.line, [*total.values[:3], last.values[-1], *total.values[3:]])
            if adds_up(moved, order):
                chapters = [*chapters[:-2], Chapter(last.label, last.line, last.values[:-1]), moved]
        fails = [chapter for chapter in chapters if not adds_up(chapter, order)]
        columns = max(len(chapter.values) for chapter in chapters) - 3
        rows = placed(chapters, columns, bool(fails)) if len(fails) <= len(chapters) // 6 else None
        if not rows:
            continue
        names = names_of(words, columns, order)
        # The control totals leave out the line of a header.
        first = max((line.number for line in words if line.number < chapters[0].line), default=chapters[0].line)
        table = [replace(virtual(first, ["科目", *names]), begins=True)]
        for chapter, row in zip(chapters, rows, strict=True):
            own = [chapter.line, *(line for _, line in chapter.values)]
            table.append(virtual(min(own), [chapter.label, *row], until=max(own)))
        return table
    return None


def names_of(words: list[Line], columns: int, order: int) -> list[str]:
    """The headers of the stages and of so many columns of funds, from the lines that hold them.

    Args:
        words: The lines.
        columns: Number of columns of funds.
        order: 0: this year, the year before and what it is more; 1: before, change and after.
    """
    before, change, after = stage_names(Pieces(headers=words, loose=[(plain(line.text), line.number) for line in words]))
    # The form has them in one order, whatever the extraction makes of it.
    funds = sorted(dict.fromkeys(FUND.findall("".join(plain(line.text) for line in words))), key=rank_of)
    unnamed = [f"{UNNAMED}{number}" for number in range(1, columns)] + (funds[-1:] or [f"{UNNAMED}{columns}"])
    return [*([after, before, change] if order == 0 else [before, change, after]), *(funds if len(funds) == columns else unnamed)]


def rank_of(fund: str) -> int:
    """The place of a fund in the form: grants, bonds, other, general funds."""
    return next((place for place, ending in enumerate(ENDINGS) if fund.endswith(ending)), len(ENDINGS))


def head_funds(above: list[Line], rows: list[list[str]]) -> Line | None:
    """Take the header of chapters and their funds out of the lines above rows, if each of these adds up as such a chapter does.

    Args:
        above: The lines above the rows; those of the header are taken out of it.
        rows: The figures of the rows.
    """
    rows = [row for row in rows if len(row) > STAGES + 1]  # of the others one figure may be the number of a page
    chapters = [Chapter("", 0, [(text, 0) for text in row]) for row in rows]
    if len(rows) < CHAPTERS - 1:
        return None
    order = next((order for order in (0, 1) if all(adds_up(chapter, order) for chapter in chapters)), None)
    words = [line for line in words_above(above) if not any(is_value(cell.text) for cell in line.filled)]
    columns = len(rows[0]) - STAGES
    if order is None or len({len(row) for row in rows}) > 1 or columns < 2 or not words:
        return None
    used = [line for line in words if names_stage(line) or FUND.search(plain(line.text)) and not number_of(first_cell(line))]
    if not used:
        return None
    names = names_of(words, columns, order)
    above[:] = without(above, used)
    return virtual(min(line.number for line in used), ["科目", *names])


def adds_up(chapter: Chapter, order: int) -> bool:
    """Whether the first three figures agree, and the others add up to the amount that they pay for.

    Args:
        chapter: The chapter.
        order: 0: this year, the year before and what it is more; 1: before, change and after, and the funds of the change.
    """
    if len(chapter.values) < 4:
        return False
    one, two, three, *funds = (signed(text) for text, _ in chapter.values)
    return (one - two if order == 0 else one + two) == three and sum(funds) == (one, two)[order]


def placed(chapters: list[Chapter], columns: int, may_fail: bool) -> list[list[str]] | None:
    """The figures of chapters in columns of funds, so that each adds up to the total; None if not just one way does."""
    *parts, total = [[text for text, _ in chapter.values] for chapter in chapters]
    heads = [sum(signed(part[column]) for part in parts if len(part) > column) == signed(total[column]) for column in range(min(3, len(total)))]
    if columns < 2 or len(total) != columns + 3 or heads.count(False) > may_fail:
        return None
    # What many ways lead to last: each half is tried by itself.
    order = sorted(range(len(parts)), key=lambda number: len(parts[number]) - 3 in (0, columns))
    first, second = (sums_of([(number, [*map(signed, parts[number][3:])]) for number in order[start::2]], columns) for start in (0, 1))
    goal = [signed(text) for text in total[3:]]
    found: list[Way | None] = []
    # A wrong figure in a chapter that does not add up makes its column wrong too.
    for left_out in [columns, *(range(columns) if may_fail else ())]:
        rest: dict[tuple[int, ...], list[Way | None]] = {}
        for sums, way in second.items() if not found else ():
            rest.setdefault((*sums[:left_out], *sums[left_out + 1 :]), []).append(way)
        for sums, way in first.items() if rest else ():
            left = [whole - part for whole, part in zip(goal, sums, strict=True)]
            found += [way and other and way | other for other in rest.get((*left[:left_out], *left[left_out + 1 :]), [])]
    if len(found) != 1 or found[0] is None:
        return None
    ways = [*(found[0][number] for number in range(len(parts))), tuple(range(columns))]
    return [
        [*part[:3], *(dict(zip(places, part[3:], strict=True)).get(column, "") for column in range(columns))]
        for part, places in zip([*parts, total], ways, strict=True)
    ]


def sums_of(parts: list[tuple[int, list[int]]], columns: int) -> dict[tuple[int, ...], Way | None]:
    """What the columns of some chapters may add up to, each with the places of its figures, or None where several ways lead to it.

    Args:
        parts: Number and funds of each chapter.
        columns: Number of columns.
    """
    ways: dict[tuple[int, ...], Way | None] = {(0,) * columns: {}}
    for number, amounts in parts:
        further: dict[tuple[int, ...], Way | None] = {}
        for places in combinations(range(columns), len(amounts)):
            placed_so = dict(zip(places, amounts, strict=True))
            for sums, way in ways.items():
                new = tuple(amount + placed_so.get(column, 0) for column, amount in enumerate(sums))
                further[new] = way | {number: places} if way is not None and new not in further else None
        ways = further if len(further) <= MOST_SUMS else {}
    return ways
