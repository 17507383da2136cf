"""Chapters and items of which the labels and the figures stand on lines of their own, in one order.

The first table of a budget lists chapters and the items of each, with one figure a line or with
what was decided, the change and what both make. Torn apart, a page has some labels, then some
figures, then labels again; but the n-th figure is still that of the n-th label. Whether it is so
is told by the sums: each chapter is the sum of the items behind it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from reader.glossary import read_header, terms
from reader.layout import UNIT, is_page_furniture, is_value
from reader.pieces import first_cell, is_lone_label, is_lone_value, lone_values, signed, virtual, without
from reader.scattered import MOST_FAILURES, STAGES, Pieces, Three
from reader.sides import SIDES
from reader.text import Line, is_nil, plain

NUMBERED = re.compile(r"([0-9]{1,2})[.、]?(?=[^0-9,.])")
# A title that is numbered as a chapter is.
SUMMARY = re.compile(r"[0-9]{1,2}[.、]?総括?")
# Lines with words above a table among which its side is looked for, and words within it that belong to none of its lines.
HEADER_REACH, STRANGE = 30, 8
# Lines and chapters that a table has at least: fewer sums prove nothing.
LINES, CHAPTERS = 4, 2
# How far labels may have slipped from their places, how many may be asked, and how much they may break.
REACH, SUSPECTS, MOST_SLIPS = 6, 24, 5
# What counts a number out of order, and a sum that fails, beside a number that is left out.
SLIP, FAILS = 10**6, 10**3


def join_chapters(lines: list[Line]) -> list[Line]:
    """Put together tables of chapters and items whose labels and figures stand apart; what does not add up stays as it is."""
    out: list[Line] = []
    place = 0
    while place < len(lines):
        table = None
        # The figures of the first line may stand before its label.
        early = early_values(out) if is_item(lines[place]) else []
        above = words_above(without(out, early)) if is_item(lines[place]) else []
        if is_item(lines[place]) and begins_table(above):
            pieces = pieces_from(lines, place, side_of(out))
            heads = [line for line in above if names_stage(line)]
            pieces.loose = [(plain(line.text), line.number) for line in above if is_lone_label(line) and line not in heads] + pieces.loose
            values = [(cell.text, line.number) for line in early for cell in line.filled] + pieces.values
            table = table_of(replace(pieces, values=values, headers=heads + pieces.headers), side_of(out))
            out = [*without(out, [*early, *heads]), *table] if table else out
        if not table:
            out.append(lines[place])
        place = pieces.end if table else place + 1
    return out


def words_above(lines: list[Line]) -> list[Line]:
    """The lines at the end of some lines among which headers may stand: those behind the last figure."""
    filled = [line for line in lines[-HEADER_REACH:] if line.filled]
    last = max((place for place, line in enumerate(filled) if any(is_value(cell.text) for cell in line.filled)), default=-1)
    return filled[max(last, 0) :]


def early_values(lines: list[Line]) -> list[Line]:
    """The lines of figures at the end of some lines."""
    filled = [line for line in lines[-HEADER_REACH:] if line.filled]
    return list(reversed(list(takewhile(is_lone_value, reversed(filled)))))


def begins_table(above: list[Line]) -> bool:
    """Whether the words above a line end a table that the line does not go on with: neither figures nor items lead to it."""
    pieces = list(takewhile(lambda line: is_lone_value(line) or is_lone_label(line) and not names_stage(line), reversed(above)))
    return not any(is_lone_value(line) or is_item(line) for line in pieces)


def number_of(label: str) -> int:
    """The number of a chapter or an item; 0 if the label has none, or a number is all that it is."""
    found = NUMBERED.match(plain(label))
    return int(found[1]) if found else 0


def names_stage(line: Line) -> bool:
    """Whether a line holds headers and nothing else, one of them of a stage, or names two stages among others."""
    kinds = [read_header(word) for word in header_words(line)]
    stages = sum(header.code in STAGES for header in kinds)
    return stages > 1 or stages == 1 and all(header.kind for header in kinds)


def header_words(line: Line) -> list[str]:
    """The cells of a line, or the words of its only one if that is no header."""
    cells = [cell.text for cell in line.filled]
    return line.text.split() if len(cells) == 1 and not read_header(cells[0]).kind else cells


def is_item(line: Line) -> bool:
    """Whether a line holds the label of a chapter or an item and nothing else."""
    return is_lone_label(line) and number_of(first_cell(line)) > 0


def side_of(lines: list[Line]) -> str:
    """The side of the budget that the last words above a table name; empty if none does."""
    return next((side for line in reversed(lines[-HEADER_REACH:]) if (side := side_in(line))), "")


def side_in(line: Line) -> str:
    """The side of the budget that a line names alone, or with the unit; empty if it names none."""
    words = re.sub(r"[(\[]?単位.*", "", plain(line.text)).strip("()")
    return words if words in SIDES else ""


def pieces_from(lines: list[Line], place: int, side: str) -> Pieces:
    """The pieces of the table that begins at a line, up to one that is none of a table, or the other side of the budget."""
    pieces = Pieces()
    strange, dashed = 0, False
    for number in range(place, len(lines)):
        line, text = lines[number], plain(lines[number].text)
        # The number of a page, with its dashes on lines of their own.
        was_dashed, dashed = dashed, bool(line.filled) and is_nil(text) or dashed and not line.filled
        if not line.filled or dashed or was_dashed and text.isdigit():
            continue
        if side_in(line):
            if side_in(line) != side:
                break
        elif UNIT.search(text):
            continue
        elif values := lone_values(line):
            pieces.values += values
        elif is_page_furniture(line):
            continue
        elif names_stage(line):
            pieces.headers.append(line)
        elif not is_lone_label(line):
            break
        elif SUMMARY.fullmatch(text):
            continue
        elif number_of(text) or re.search("合計|総計", text):
            pieces.labels.append((first_cell(line), line.number))
        else:
            pieces.loose.append((text, line.number))
            strange += len(text) > 1 and not read_header(text).kind
            if strange > STRANGE:
                break
        pieces.end = number + 1
    return pieces


def table_of(pieces: Pieces, side: str) -> list[Line] | None:
    """The lines of the table that pieces make; None if their numbers do not fit, or its sums do not hold."""
    if not pieces.values:
        return None
    labels = [label for label in pieces.labels if number_of(label[0])]
    totals = [label for label in pieces.labels if not number_of(label[0])]
    if not totals and {"合", "計"} <= set("".join(text for text, _ in pieces.loose)):
        totals = [(f"{side}合計", pieces.values[-1][1])]  # its letters stand apart too
    texts = [text for text, _ in pieces.values]
    for total in (totals[-1:], []):
        count = len(labels) + len(total)
        if len(labels) < LINES or len(texts) not in (count, 3 * count):
            continue
        rows = [(text,) for text in texts] if len(texts) == count else in_threes(texts)
        found = arrange(labels, rows) if rows else None
        if rows and found:
            heads, order = found
            names = ["金額"] if len(texts) == count else stage_names(pieces)
            table = [replace(virtual(min(line for _, line in labels), ["科目", *names]), begins=True)]
            places = iter(line for _, line in pieces.values)
            for place, ((label, line), row) in enumerate(zip([*order, *total], rows, strict=True)):
                own = [line, *(next(places) for _ in row)]
                is_item = place < len(order) and place not in heads
                table.append(virtual(min(own), [complete(label, line, pieces.loose), *row], indent=2 * is_item, until=max(own)))
            return table
    return None


def in_threes(texts: list[str]) -> list[Three] | None:
    """Figures by threes as before, change and after; None if neither order of the columns holds in all lines but a few.

    The columns are before, change and after, or those of two years: this one, the one before, and what it is more. One
    order holds for all lines: where minus marks are lost, a line alone could be read in either.
    """
    threes = list(zip(texts[::3], texts[1::3], texts[2::3], strict=True))
    for rows in (threes, [(before, more, this) for this, before, more in threes]):
        if sum(signed(before) + signed(change) != signed(after) for before, change, after in rows) <= MOST_FAILURES:
            return rows
    return None


def stage_names(pieces: Pieces) -> list[str]:
    """What the page calls the three columns: a header, or letters that make one; else its usual name."""
    letters = "".join(text for text, _ in pieces.loose if len(text) == 1)
    words = [letters[start : start + length] for length in (2, 3, 4) for start in range(len(letters) - length + 1)]
    words += [plain(word).strip("()") for line in pieces.headers for word in header_words(line)]
    printed = {read_header(word).code: word for word in words if read_header(word).kind == "stage"}
    if printed.get("original", "").startswith("前年度"):
        printed = {"adjustment": "比較", "revised": "本年度予算額"} | printed
    return [printed.get(stage, name) for stage, name in STAGES.items()]


def complete(label: str, line: int, loose: list[tuple[str, int]]) -> str:
    """A label of one letter with the next loose letter that makes it a term: 22.市 and 債."""
    name = NUMBERED.sub("", plain(label))
    if len(name) != 1:
        return label
    return next((f"{label}{text[0]}" for text, number in loose if number > line and name + text[0] in terms()), label)


def arrange(labels: list[tuple[str, int]], rows: list[Three] | list[tuple[str]]) -> tuple[list[int], list[tuple[str, int]]] | None:
    """Put labels in the order of their numbers, and say which are chapters, so that as few sums as possible fail.

    Args:
        labels: The labels in the order of the text, from which a few may have slipped.
        rows: The figures of each, and of the total if there is one row more.

    Returns:
        The places of the chapters, and the labels in order; None if too many sums fail.
    """
    # Of an amended budget not all items stand there: their changes add up, and the changes alone.
    amounts = [signed(row[1] if len(row) == 3 else row[0]) for row in rows]

    def divided(order: list[tuple[str, int]]) -> tuple[int, list[int]]:
        numbers = [number_of(label) for label, _ in order]
        # A summary lists chapters alone: each agrees along its line, and all with the total.
        is_summary = len(rows[0]) == 3 and len(rows) > len(labels) and steps(numbers) < SLIP
        wrong, heads = (0, list(range(len(order)))) if is_summary else chapters_from(numbers, amounts)
        total = len(rows) > len(labels) and amounts[-1] != sum(amounts[head] for head in heads)
        return wrong + FAILS * total, heads

    order, (wrong, heads) = labels, divided(labels)
    # A few labels that slipped break a few sums.
    is_near = wrong < MOST_SLIPS * SLIP and wrong % SLIP < MOST_SLIPS * FAILS
    while is_near and wrong >= FAILS:
        # What has slipped stands in a chapter that is wrong.
        ends = [*heads[1:], len(order)]
        suspects = [
            place for head, end in zip(heads, ends, strict=True) for place in range(head, end)
            if amounts[head] != sum(amounts[head + 1 : end]) or steps([number_of(label) for label, _ in order[head + 1 : end]]) >= SLIP
        ]  # fmt: skip
        moved = [
            [*rest[:to], order[place], *rest[to:]]
            for place in suspects[:SUSPECTS]
            for rest in [[*order[:place], *order[place + 1 :]]]
            for to in range(max(0, place - REACH), min(len(rest), place + REACH) + 1)
        ]
        nearer = min(moved, key=lambda one: divided(one)[0], default=order)
        if divided(nearer)[0] >= wrong:
            break
        order, (wrong, heads) = nearer, divided(nearer)
    failures = wrong % SLIP // FAILS
    asked = len(heads) + (len(rows) > len(labels))
    is_clear = wrong < SLIP and len(heads) >= CHAPTERS and failures <= MOST_FAILURES and 3 * failures <= asked
    return (heads, order) if is_clear else None


def step(before: int, number: int) -> int:
    """What is wrong about a number that follows another."""
    return SLIP if number <= before else int(number > before + 1)


def steps(numbers: list[int]) -> int:
    """What is wrong about numbers that should rise from 1."""
    return sum(step(before, number) for before, number in zip([0, *numbers], numbers, strict=False))


def chapters_from(numbers: list[int], amounts: list[int]) -> tuple[int, list[int]]:
    """The division of lines into chapters, each with the items behind it, in which least is wrong.

    Args:
        numbers: The number of each line; it rises from chapter to chapter, and from item to item.
        amounts: The amount of each.

    Returns:
        How much is wrong: SLIP for a number that does not rise, FAILS for a sum, 1 for a number that is left out; and
        the places of the chapters.
    """
    # From the end: the best division from each place, by the number of the chapter that begins there.
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (len(numbers) + 1)
    for place in range(len(numbers) - 1, -1, -1):
        found = None
        slips = total = 0
        for end in range(place + 1, len(numbers) + 1):
            if end > place + 1:
                slips += step(numbers[end - 2] if end > place + 2 else 0, numbers[end - 1])
                total += amounts[end - 1]
            follows = step(numbers[place], numbers[end]) if end < len(numbers) else 0
            wrong = slips + follows + FAILS * (end == place + 1 or amounts[place] != total) + best[end][0]
            if found is None or wrong < found[0]:
                found = wrong, (place, *best[end][1])
        best[place] = found or (0, ())
    return best[0][0], list(best[0][1])
