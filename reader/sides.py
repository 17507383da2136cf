"""Two lists side by side, as the two sides of a statement are printed, made two tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise, product, takewhile

from reader.glossary import read_header, unbracketed
from reader.layout import RULE, SENTENCE, classify, is_unit_alone, is_value, is_words
from reader.pieces import adds_up, first_cell, is_lone_label, is_lone_value, part_of, signed, virtual, without
from reader.text import HALF_WIDTH, Cell, Line, plain
from reader.torn_headers import is_decimal

SIDES = ("収入", "支出", "歳入", "歳出")
PAIRS = (("収入", "支出"), ("歳入", "歳出"))
# What heads the two sides of a statement beside each other.
BOTH_SIDES = (*SIDES, "収益", "費用", "収入の部", "支出の部", "歳入の部", "歳出の部", "収益の部", "費用の部", "資産の部", "負債の部")

# An amount by itself.
AMOUNT = re.compile("[0-9],[0-9]{3}")
# Shares with decimals, nils and small amounts, the last figures of the first of two lists, and the label of the second behind them.
SHARED = re.compile(r"(?:(?:[△-]?[0-9][0-9,]*\.[0-9]+%?|△[0-9]{1,3}|[0-9]{3}|0|-)\s+)+(?=(?:[0-9]{1,2}[.．、]?\s*)?[^\s0-9.-])")
# Two lists in turn have so many lines at least, totals among them.
LEAST_ITEMS = 10
MOST_STEPS = 200_000
# Blocks within one another, the whole list among them.
BLOCKS = 4
# Characters between where two lists begin, if the text keeps their places.
APART = 16
# Lines of one side between two lists that may be shared out by sums.
MOST_SINGLE = 8
# Sums of rounded figures miss by this at most.
ROUNDING = 3


def split_sides(lines: list[Line]) -> list[Line]:
    """Put the right one of two lists side by side behind the left one.

    Lines of a label, its figures, and again a label and as many figures: three at least. A line
    between them that has one side only is of that side whose sum then holds, else of the one
    that its place tells.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        end = place
        sides: tuple[list[Line], list[Line]] = ([], [])
        single: list[Line] = []
        pairs = 0
        while end < len(lines):
            pair = two_sides(lines[end], pairs > 0)
            if pair:
                for side, part in zip(sides, pair, strict=True):
                    side.append(part)
                pairs += 1
            elif pairs and (not lines[end].filled or classify(lines[end]) == "row" and lines[end].separator == "blank"):
                if lines[end].filled:
                    single.append(lines[end])
                    sides[stands_right(lines[end], sides)].append(lines[end])
            else:
                break
            end += 1
        if pairs >= 3:
            left, right = settle_sides(sides, single)
            totals, behind = totals_below(lines, end)
            end = max(end, behind)
            left, right = left + totals[:1], right + totals[1:]
            heads = heads_of_sides(out)
            for head, side in zip(heads, (left, right), strict=True):
                out += [replace(line, begins=True) for line in (*head, side[0])] + side[1:]
            place = end
            behind = next((number for number in range(end, len(lines)) if lines[number].filled), len(lines))
            if behind < len(lines) and AMOUNT.search(plain(lines[behind].text)):
                out += [*lines[end:behind], replace(lines[behind], begins=True)]  # what is of neither list
                place = behind + 1
        else:
            out.append(lines[place])
            place += 1
    return out


def parts_of(cell: Cell) -> list[Cell]:
    """The figures that a cell begins with, and the label behind them; the cell alone if it is no such one."""
    found = SHARED.match(cell.text.translate(HALF_WIDTH))
    if not found:
        return [cell]
    figures = [Cell(one[0], cell.start + one.start(), cell.start + one.end()) for one in re.finditer(r"\S+", cell.text[: found.end()])]
    return [*figures, Cell(cell.text[found.end() :], cell.start + found.end(), cell.end)]


def stands_right(line: Line, sides: tuple[list[Line], list[Line]]) -> bool:
    """Whether a line begins nearer to where those of the right list begin than to those of the left; at the edge it is of the left."""
    left, right = (min(other.indent for other in side) for side in sides)
    if line.indent in {other.indent for other in sides[0]}:
        return False  # set in as other items of the left list are
    return line.indent > 0 and line.indent - left > abs(right - line.indent) if right - left > APART else line.indent > 0


def unravel_sides(lines: list[Line]) -> list[Line]:
    """Take two lists apart that stand side by side and are printed line by line in turn.

    A label and its amount in each line, and at the end the same total twice. Where one of the lists
    is longer the turn is lost: sums tell, of the items of each block its head, and of all heads the total.
    """
    out: list[Line] = []
    place = 0
    while place < len(lines):
        run: list[Line] = []
        end = place
        while end < len(lines) and (not lines[end].filled or is_item(lines[end])):
            run += [lines[end]] if lines[end].filled else []
            end += 1
        totals = [line for line in run if read_header(first_cell(line)).kind == "total"]
        twice = len(run) >= LEAST_ITEMS and totals == run[-2:] and len({signed(line.filled[1].text) for line in totals}) == 1
        amounts = [signed(line.filled[1].text) for line in run[:-2]]
        total = signed(totals[0].filled[1].text) if twice else 0
        turns = (strict_turns(amounts, total) or take_turns(amounts, total)) if twice else None
        if turns:
            heads = heads_in_turn(out)
            for side, (head, total) in enumerate(zip(heads, totals, strict=True)):
                own = [line for line, turn in zip(run, turns, strict=False) if turn == side]
                out += [*head, replace(own[0], begins=True), *own[1:], total]
        else:
            out += lines[place : max(end, place + 1)]
        place = max(end, place + 1)
    return out


def name_pairs(lines: list[Line]) -> list[Line]:
    """Put a name that stands between its revenue and its expenditure above both."""
    out = list(lines)
    filled = [line for line in lines if line.filled]
    for revenue, name, expenditure in zip(filled, filled[1:], filled[2:], strict=False):
        if (
            (label_of(revenue), label_of(expenditure)) in PAIRS
            and not any(is_value(cell.text) for cell in name.filled) and not SENTENCE.search(plain(name.text))
        ):
            out = without(out, [name])
            words = " ".join(cell.text for cell in name.filled)
            letters = Cell(words, name.filled[0].start, name.filled[-1].end)
            is_spread = {len(letter) for letter in words.split()} == {1}  # its letters may stand as far apart as headers do
            out.insert(next(place for place, line in enumerate(out) if line is revenue), replace(name, cells=[letters]) if is_spread else name)
    return out


def label_of(line: Line) -> str:
    """The words before the figures of a row, its letters spread or not; empty if it has no figures, or words behind them."""
    words = list(takewhile(lambda cell: not is_value(cell.text), line.filled))
    figures = line.filled[len(words) :]
    return plain("".join(cell.text for cell in words)) if figures and all(is_value(cell.text) for cell in figures) else ""


def is_item(line: Line) -> bool:
    """Whether a line holds a label and one amount."""
    return len(line.filled) == 2 and is_words(line.filled[0].text) and is_value(line.filled[1].text)


def take_turns(amounts: list[int], total: int, slack: int = 0) -> tuple[int, ...] | None:
    """Tell of which of two lists each amount is; None if the sums do not.

    In each list an amount stands alone, or heads a block of which the amounts that follow are the
    parts, and the heads add up to the total.

    Args:
        amounts: The amounts of both, line by line; the first is of the first list.
        total: The total of each.
        slack: What rounding may leave of a sum, in units of the figures.

    Returns:
        0 or 1 for each: of several solutions the one that changes from list to list most often.
    """
    found: set[tuple[int, ...]] = set()
    # Of each list: what its heads still lack, and what the parts of its last head still lack; 0 if it has none.
    paths: list[tuple[tuple[int, ...], tuple[tuple[int, int], tuple[int, int]]]] = [((), ((total, 0), (total, 0)))]
    steps = 0
    while paths and steps < MOST_STEPS:
        steps += 1
        turns, lists = paths.pop()
        if len(turns) == len(amounts):
            if all(max(map(abs, lacking)) <= slack for lacking in lists):
                found.add(turns)
            continue
        amount = amounts[len(turns)]
        for side in (0, 1) if turns else (0,):
            heads, parts = lists[side]
            choices = [(heads, parts - amount)] if parts > 0 else []
            if abs(parts) <= slack:
                choices += [(heads - amount, 0), (heads - amount, amount)]
            for choice in choices:
                if amount > 0 and min(choice) >= -slack:
                    paths.append(((*turns, side), (choice, lists[1]) if side == 0 else (lists[0], choice)))

    def changes(turns: tuple[int, ...]) -> int:
        return sum(one != other for one, other in pairwise(turns))

    if not found and not paths and not slack:
        return take_turns(amounts, total, ROUNDING)
    best = sorted(found, key=changes)[-2:]
    is_clear = not paths and best and (len(best) == 1 or changes(best[0]) < changes(best[1]))
    return best[-1] if is_clear else None


def strict_turns(amounts: list[int], total: int) -> tuple[int, ...] | None:
    """The lists of amounts of which one is of each in turn, until one list ends; None if not exactly one such reading adds up."""
    found = set()
    for both in range(len(amounts) // 2 + 1):
        for rest in (0, 1):
            turns = (0, 1) * both + (rest,) * (len(amounts) - 2 * both)
            sides = [tuple(amount for amount, turn in zip(amounts, turns, strict=True) if turn == side) for side in (0, 1)]
            if all(adds_up_in_blocks(side, (total,)) for side in sides):
                found.add(turns)
    return found.pop() if len(found) == 1 else None


@cache
def adds_up_in_blocks(amounts: tuple[int, ...], lacking: tuple[int, ...], slack: int = 0) -> bool:
    """Whether amounts can be read as blocks within one another that add up.

    Args:
        amounts: The amounts that are left.
        lacking: What the blocks that are open still lack, the innermost last.
        slack: What rounding may leave of a sum, in units of the figures.
    """
    if not amounts or lacking[-1] < -slack + sum(amount for amount in amounts if amount < 0):
        return not amounts and max(map(abs, lacking)) <= slack
    if len(lacking) > 1 and abs(lacking[-1]) <= slack and adds_up_in_blocks(amounts, lacking[:-1], slack):
        return True
    first, *rest = amounts
    less = (*lacking[:-1], lacking[-1] - first)
    if first <= 0:
        return first < 0 and adds_up_in_blocks(tuple(rest), less, slack)  # what is deducted heads no block
    return lacking[-1] > 0 and (
        adds_up_in_blocks(tuple(rest), less, slack) or len(lacking) < BLOCKS and adds_up_in_blocks(tuple(rest), (*less, first), slack)
    )


def heads_in_turn(out: list[Line]) -> tuple[list[Line], list[Line]]:
    """The heads of two lists in turn, each on a line of its own, taken out of the lines above; with the title above both."""
    above = [line for line in out if line.filled][-6:]
    names = [line for line in above if plain(line.text) in BOTH_SIDES]
    if len(names) != 2:
        return [], []
    title = next((line.text.strip() for line in above[: above.index(names[0])][::-1] if is_words(line.text)), "")
    title = re.sub(r"[(（\[［].*", "", title).strip()
    header = above[above.index(names[0]) + 1 : above.index(names[1])]
    out[:] = without(out, above[above.index(names[0]) :])
    heads = [
        [Line(name.number, text := f"{title} {name.text.strip()}".strip(), "blank", [Cell(text, 0, len(text))], begins=True), *header]
        for name in names
    ]
    return heads[0], heads[1]


def heads_of_sides(out: list[Line]) -> tuple[list[Line], list[Line]]:
    """The heads of two lists side by side, if any, taken out of the lines above them, each with the title that stands above both."""
    while out and not out[-1].filled:
        out.pop()
    below = columns_of_both(out[-1]) if out else []
    if below and len(out) > 1:
        return named_sides(out, below)
    if found := heads_apart(out):
        return found
    head = plain(out[-1].text) if out else ""
    names = next(([head[:cut], head[cut:]] for cut in range(2, len(head)) if {head[:cut], head[cut:]} <= set(BOTH_SIDES)), None)
    if not names:
        return [], []
    line = out.pop()
    return sides_named(out, line, names, [])


def heads_apart(out: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """The heads of two lists by their names, with their units and the headers of their columns each on a line of its own, taken out of the
    lines above them; None if there are none."""
    near = list(takewhile(lambda line: side_on(line) or is_unit_alone(line) or heads_one(line), reversed([line for line in out if line.filled])))[::-1]
    names = [line for line in near if side_on(line)]
    if len(names) != 2 or names[0] is not near[0]:
        return None
    units = [line for line in near if is_unit_alone(line)]
    amounts = [line for line in near if heads_one(line) and read_header(first_cell(line)).kind not in ("label", "number")]
    if len(amounts) not in (0, 2) or len({plain(line.text) for line in amounts}) > 1:
        return None
    out[:] = without(out, near)
    columns = [virtual(amounts[0].number, ["科目", first_cell(amounts[0])])] if amounts else []
    left, right = sides_named(out, names[0], [line.text.strip() for line in names], [*units[:1], *columns])
    return left, right


def side_on(line: Line) -> str:
    """The side of a budget that a line names, in brackets or not, its unit behind it; empty if it names none."""
    name = re.sub(r"[(（]単位.*", "", plain(line.text))
    return name if unbracketed(name) in BOTH_SIDES else ""


def heads_one(line: Line) -> bool:
    """Whether a line holds the header of one column and nothing else."""
    return is_lone_label(line) and bool(read_header(first_cell(line)).kind)


def named_sides(out: list[Line], below: list[Cell]) -> tuple[list[Line], list[Line]]:
    """The heads of two lists whose columns have headers, with these, taken out of the lines above them."""
    header = out[-1]
    head = plain(out[-2].text)
    names = next(([head[:cut], head[cut:]] for cut in range(2, len(head)) if {head[:cut], head[cut:]} <= set(BOTH_SIDES)), None)
    columns = replace(header, cells=below, text=" ".join(cell.text for cell in below))
    if not names:
        out.pop()
        return [columns], [columns]
    del out[-1]
    return sides_named(out, out.pop(), names, [columns])


def sides_named(out: list[Line], line: Line, names: list[str], columns: list[Line]) -> tuple[list[Line], list[Line]]:
    """The heads of two lists by their names, with the title above both and the headers of their columns, if any."""
    above = next((re.sub(r"[(（\[]?\s*単位.*$", "", other.text).strip() for other in reversed(out[-3:]) if other.filled), "")
    title = above if len(above) <= 30 and not SENTENCE.search(plain(above)) else ""
    left, right = ([Line(line.number, text := f"{title} {name}".strip(), "blank", [Cell(text, 0, len(text))]), *columns] for name in names)
    return left, right


def columns_of_both(line: Line) -> list[Cell]:
    """The headers of each of two lists, where a line has them twice: 金額 構成比 金額 構成比; none if it has not."""
    words = [Cell(word[0], word.start(), word.end()) for word in re.finditer(r"\S+", line.text)]
    half = len(words) // 2
    texts = [plain(word.text) for word in words]
    is_twice = half and texts[:half] == texts[half:]
    return words[:half] if is_twice and all(read_header(word.text).kind for word in words) else []


def amount_of(line: Line) -> str:
    """The amount of a row: its last figure, or the one before its share of the whole."""
    figures = [cell.text for cell in line.filled if is_value(cell.text)]
    return next((text for text in reversed(figures) if "%" not in plain(text) and not is_decimal(text)), line.filled[-1].text)


def totals_below(lines: list[Line], place: int) -> tuple[list[Line], int]:
    """The totals of two lists side by side that stand one below the other, and the place behind them; none if there are no two."""
    found: list[Line] = []
    while place < len(lines) and len(found) < 2:
        line = lines[place]
        behind = next((other for other in lines[place + 1 : place + 4] if other.filled), None)
        if line.filled and len(line.filled) == 2 and is_value(line.filled[1].text):
            found.append(line)
        elif line.filled and is_lone_label(line) and behind and is_lone_value(behind) and len(behind.filled) == 1:
            found.append(virtual(line.number, [first_cell(line), first_cell(behind)], line.indent, behind.number))
            place = next(number for number, other in enumerate(lines) if other is behind)
        elif line.filled:
            break
        place += 1
    is_total = len(found) == 2 and first_cell(found[0]) == first_cell(found[1]) and read_header(first_cell(found[0])).kind == "total"
    return (found, place) if is_total else ([], 0)


def settle_sides(sides: tuple[list[Line], list[Line]], single: list[Line]) -> tuple[list[Line], list[Line]]:
    """Move the lines of one side to the other if only so its last line is the sum of those above it."""

    def is_footed(side: list[Line]) -> bool:
        return len(side) > 1 and adds_up([amount_of(line) for line in side])

    if divided := divide(sides, single):
        return divided
    for here, there in ((0, 1), (1, 0)):
        kept = without(sides[here], single)
        moved = without(sides[here], kept)
        if moved and not is_footed(sides[here]) and is_footed(kept):
            joined = sorted([*sides[there], *moved], key=lambda line: line.number)
            return (kept, joined) if here == 0 else (joined, kept)
    return sides


def divide(sides: tuple[list[Line], list[Line]], single: list[Line]) -> tuple[list[Line], list[Line]] | None:
    """Both lists with the lines of one side shared out so that each adds up in blocks to its total; None if not in one way alone."""
    if not 0 < len(single) <= MOST_SINGLE or not all(side and read_header(first_cell(side[-1])).kind == "total" for side in sides):
        return None
    whole = [without(side, single) for side in sides]
    for slack in (0, ROUNDING):
        found = []
        for right in product((False, True), repeat=len(single)):
            shared = [[line for line, is_right in zip(single, right, strict=True) if is_right == side] for side in (False, True)]
            lists = [sorted([*kept, *some], key=lambda line: line.number) for kept, some in zip(whole, shared, strict=True)]
            amounts = [[signed(amount_of(line)) for line in lines] for lines in lists]
            # A block may have its sum before its parts or behind them.
            if all(any(adds_up_in_blocks(tuple(some), (total,), slack) for some in (items, items[::-1])) for *items, total in amounts):
                found.append((lists[0], lists[1]))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def two_sides(line: Line, goes_on: bool) -> tuple[Line, Line] | None:
    """The two lists that a line holds, a label and its figures each; None if it has one.

    Args:
        line: The line.
        goes_on: Whether the lines above hold two: then a small figure without separators may end the first.
    """
    filled = line.filled
    small = re.fullmatch(r"\s*(\D+?)\s+([0-9]{1,3})\s+(\D+?)\s+([△-]?[0-9][0-9,]*)\s*", line.text) if goes_on else None
    if small and len(filled) < 4:
        filled = [Cell(text, small.start(number), small.end(number)) for number, text in enumerate(small.groups(), 1)]
    filled = [*filled[:1], *(part for cell in filled[1:] for part in parts_of(cell))]
    if line.separator != "blank" or len(filled) < 4 or len(filled) % 2:
        return None
    cut = len(filled) // 2
    sides = (filled[:cut], filled[cut:])
    if all(is_words(side[0].text) and not RULE.fullmatch(side[0].text) and all(is_value(cell.text) for cell in side[1:]) for side in sides):
        return part_of(line, sides[0]), part_of(line, sides[1])
    return None
