"""What the columns of a table are called, where its header does not tell it, or says what its figures contradict.

The names stand among the words above the first row, each on lines of its own, with units and formulas between, a name over those of its
parts, or with a word that heads no column. Which of them are those of the columns, their number tells, and what they say of their
figures: a change is the difference of two others, and ratios have decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, islice, pairwise, takewhile

from reader.glossary import COMPUTED, read_header
from reader.heads import NAMED, SAME, TITLE
from reader.layout import BULLETS, FORMULA, NAMES, NUMBERING, RULE, SENTENCE, UNIT, Grid, is_value, is_words
from reader.naming import name_columns, read_parts
from reader.pieces import spans_of_names
from reader.reading import BASE, CHANGE, RESULT, Column
from reader.sides import BOTH_SIDES
from reader.text import MONEY, YEN, Line, is_nil, is_ratio, plain, read_figure

# Lines above the first row, and words on them, among which names are looked for; letters of a word; the words of a name.
REACH, MOST, HEAD, PARTS = 30, 60, 16, 12
# Ways to give names to columns that are looked at.
WAYS = 3000
# Words in brackets, which say more of a name or give its unit or formula.
ASIDE = re.compile(r"[(（〔【\[][^()（）〔〕【】\[\]]*[)）〕】\]]")
# What a column without a name of its own is, which is the difference of two others, or their sum.
DIFFERENCE, SUM = "増減額", "計"


@dataclass(frozen=True)
class Names:
    """Names of columns, and what their figures say of them.

    Attributes:
        headers: The name of each column.
        kept: The laws that they state which the rows keep.
        broken: Those which they break.
    """

    headers: tuple[str, ...]
    kept: int
    broken: int


@dataclass(frozen=True)
class Called:
    """What columns are called.

    Attributes:
        headers: The name of each column.
        lines: The lines on which names stand that were found.
        lost: The columns whose names stand nowhere: what they are, their figures tell.
    """

    headers: list[str]
    lines: frozenset[int]
    lost: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Start:
    """Where a header may begin.

    Attributes:
        line: The number of its first line.
        names: Its names, without that of the labels, as far as they are known apart.
        lines: The lines that they stand on.
        words: Its words.
        has_label: Whether a word that is known to do so heads the labels.
    """

    line: int
    names: list[str]
    lines: list[int]
    words: list[str]
    has_label: bool


def call(headers: list[str], grid: Grid, above: list[Line], unit: str) -> Called:
    """Find what columns are called if their header leaves some without a name, or says what their figures contradict.

    Args:
        headers: Their headers as far as they are known.
        grid: The cells of the table.
        above: The lines of the text above its first row, as printed.
        unit: Its unit.

    Returns:
        The headers; as they were, on no line, if nothing tells of others.
    """
    rows = [cells for line, _, cells in grid.rows if any(map(is_value, cells)) and line.number not in grid.unplaced]
    kinds = [kind_of([cells[place] for cells in rows]) for place in range(len(headers))]

    def judge(names: list[str]) -> Names:
        return Names(tuple(names), *laws(name_columns(names, grid, unit), rows))

    now = judge(headers)
    is_swapped = are_kinds_swapped(headers, kinds)
    if not rows or not (now.broken or is_swapped or any(is_nameless(name) for name, kind in zip(headers, kinds, strict=True) if kind == "figure")):
        return Called(headers, frozenset())
    labels = {plain(text) for _, labels, _ in grid.rows for text in labels if text}
    words = words_of(above, labels)
    for tier in ways(words, kinds, rows):
        found: dict[tuple[str, ...], int] = {}
        best = 0
        for line, names, needs_law in islice(tier, WAYS):
            said = judge(names)
            if len(set(names)) < len(names) or said.broken or (now.broken or needs_law) and not said.kept or said.kept < best:
                continue
            found = found if said.kept == best else {}
            best = said.kept
            found.setdefault(said.headers, line)
        if len(found) == 1:
            ((names, line),) = found.items()
            here = [(word, number) for word, number in words if number >= line]
            text = "".join(word for word, _ in here)
            lost = frozenset(place for place, name in enumerate(names) if name.split()[-1] in (SUM, DIFFERENCE) and name.split()[-1] not in text)
            return Called(list(names), frozenset(number for _, number in here), lost)
        if found:
            break
    return Called(headers, frozenset())


def is_nameless(header: str) -> bool:
    """Whether a header says nothing of its column: a formula, or nothing."""
    return not header or bool(FORMULA.fullmatch(plain(header)))


def kind_of(cells: list[str]) -> str:
    """What the cells of a column are: figures, ratios or words; empty if it has none, or nils alone."""
    filled = [cell for cell in cells if cell and not is_nil(cell)]
    ratios = [cell for cell in filled if is_ratio(cell) and read_figure(cell) is None]
    figures = [cell for cell in filled if read_figure(cell) is not None]
    if not filled:
        return ""
    # A ratio without decimals looks like a figure.
    are_ratios = 2 * len(ratios) >= len(filled) or ratios and all(int(read_figure(cell)[0]) <= 100 for cell in figures)  # type: ignore[index]
    return "ratio" if are_ratios else "figure" if 2 * len(figures) >= len(filled) else "words"


def fits(name: str, kind: str) -> bool:
    """Whether a name, of two letters at least if it is not known, may be that of a column of a kind."""
    said = read_parts(name)[1].kind
    return is_name(name) and (not kind or {"ratio": kind == "ratio", "attribute": kind == "words"}.get(said, kind == "figure"))


def is_name(text: str) -> bool:
    """Whether words may be a name: of two letters at least if it is not known, and no side of the budget."""
    return bool(read_parts(text)[1].kind or re.search(r"[^\W\d_].*[^\W\d_]", text)) and plain(text) not in BOTH_SIDES


def are_kinds_swapped(headers: list[str], kinds: list[str]) -> bool:
    """Whether a header of ratios stands over amounts, and one of amounts over ratios."""
    pairs = {(read_parts(name)[1].kind == "ratio", kind) for name, kind in zip(headers, kinds, strict=True) if name}
    return {(True, "figure"), (False, "ratio")} <= pairs


def laws(columns: list[Column], rows: list[list[str]]) -> tuple[int, int]:
    """How many laws that the names of columns state their figures keep, and how many they break."""
    kept = broken = 0
    groups: dict[str | None, list[Column]] = {}
    for column in columns:
        if column.kind == "figure":
            groups.setdefault(column.business, []).append(column)
    for group in groups.values():
        stages = [column.stage for column in group]
        if all(stages.count(stage) == 1 for stage in (BASE, CHANGE, RESULT)):
            base, change, result = (group[stages.index(stage)].number - 1 for stage in (BASE, CHANGE, RESULT))
            holds, fails = held(rows, (base, change, result))
            kept += holds > 0 and 2 * fails <= holds
            broken += len(group) == 3 and fails > 1 and 2 * fails > holds
    for column in columns:
        # A sum is that of the columns right before it.
        place = column.number - 1
        if read_parts(column.reading)[1].kind == "total" or column.reading.endswith(SUM):
            kept += any(all_add_up(rows, list(range(start, place)), place) for start in range(place - 1))
    # Columns below one name make up the column beside them.
    places = [column.number - 1 for column in columns if column.kind == "figure"]
    for _, group in groupby(places, key=lambda place: columns[place].reading.split(" ")[0]):
        parts = list(group)
        beside = [place for place in places if place in (parts[0] - 1, parts[-1] + 1)]
        kept += len(parts) > 1 and any(all_add_up(rows, parts, place) for place in beside)
    return kept, broken


def amounts_of(rows: list[list[str]], places: tuple[int, ...]) -> Iterator[list[int]]:
    """The amounts of some columns in each row that has them; a blank change is nil."""
    for cells in rows:
        read = [read_figure(cells[place]) if cells[place] else (0, 1, "") for place in places]
        if all(read) and sum(bool(one[0]) for one in read if one) > 1:
            yield [one[0] * one[1] * YEN.get(one[2], 1) for one in read if one]


def held(rows: list[list[str]], places: tuple[int, int, int]) -> tuple[int, int]:
    """The rows in which the first of three columns and the second make the third, whatever the mark of the second, and the others."""
    told = [abs(abs(result - base) - abs(change)) <= (max(base, result) > 100) for base, change, result in amounts_of(rows, places)]
    return sum(told), len(told) - sum(told)


def all_add_up(rows: list[list[str]], parts: list[int], total: int) -> bool:
    """Whether some columns make a total in all rows that tell, two at least."""
    sums = [sum(parts) == whole for *parts, whole in amounts_of(rows, (*parts, total))]
    return len(sums) > 1 and all(sums)


def words_of(above: list[Line], labels: set[str]) -> list[tuple[str, int]]:
    """The words above a row that may be names of its columns, or part of them, with the lines that they stand on.

    Units, formulas, notes in brackets, figures and the labels of rows are none; a sentence, a title or a row ends them.
    """
    words: list[tuple[str, int]] = []
    for line in above[: -REACH - 1 : -1]:
        filled = line.filled
        values = [is_value(cell.text) for cell in filled]
        if not filled or RULE.fullmatch(line.text.strip()) or all(values):
            continue
        numbered = NUMBERING.match(line.text.strip()) if len(filled) == 1 else None
        is_item = numbered and is_words(filled[0].text[numbered.end() :])
        if any(values) or is_item or SENTENCE.search(plain(line.text)) or len(words) > MOST:
            break
        texts = ASIDE.sub(" ", line.text).split() if line.separator == "blank" else [cell.text for cell in filled]
        found = [text for part in texts if (text := bare(part)) and (plain(text) not in labels or read_header(text).kind) and not is_heading(text)]
        known = any(read_header(text).kind for text in found)
        # A title may declare the unit.
        is_title = len(found) == 1 and bool(UNIT.search(plain(line.text))) or len(texts) == 1 and not known and TITLE.search(plain(line.text))
        if is_title or any(len(text) > HEAD for text in found):
            break
        words[:0] = [(text, line.number) for text in found]
    return words


def bare(text: str) -> str:
    """A word without what stands in brackets, its unit and its formula; empty if nothing is left."""
    flat = plain(text)
    if UNIT.search(flat) or flat in MONEY or FORMULA.fullmatch(flat) or flat in ("%", "×100"):
        return ""
    left = ASIDE.sub("", ASIDE.sub("", text)).strip("()（）【】〔〕:： ")
    return COMPUTED.sub("", left).strip() if re.search(r"\w", left) else ""


def is_heading(text: str) -> bool:
    """Whether a word with the mark of a list heads the rows below, and no column."""
    return text[0] in BULLETS and not read_header(text[1:]).kind


def ways(words: list[tuple[str, int]], kinds: list[str], rows: list[list[str]]) -> Iterator[Iterator[tuple[int, list[str], bool]]]:
    """Ways to take words for names of columns, the plainest first: each with the line of its first word, and whether a law must confirm it."""
    starts = begins(words)
    without = list(formed(kinds, rows))
    yield exact(starts, kinds)
    yield ((start.line, names, True) for start in starts for place, text in without for names in around(start, place, text, kinds))
    yield ((start.line, names, not is_told) for start in starts for names, is_told in ranked(start, start.names, start.lines, kinds))
    yield ((start.line, names, True) for start in starts for place, text in without for names in ranked_around(start, place, text, kinds))


def together(words: list[str]) -> list[tuple[int, str]]:
    """Words, those that are known only together as one, each with the place of its first: as few that are unknown as may be."""
    best: list[tuple[int, list[tuple[int, str]]]] = [(0, [])]
    for end in range(1, len(words) + 1):
        found = []
        for start in range(max(0, end - PARTS), end):
            part = words[start:end]
            text = "".join(part)
            is_known = bool(read_header(text).kind)
            if len(part) > 1 and not is_known:
                continue
            joined = sum(bool(read_header(word).kind) and len(word) > 1 for word in part) if len(part) > 1 else 0
            cost = 10 * (not is_known) * len(part) + 2 * joined + 1
            found.append((best[start][0] + cost, [*best[start][1], (start, text)]))
        best.append(min(found, key=lambda pair: pair[0]))
    return best[-1][1]


def begins(words: list[tuple[str, int]]) -> list[Start]:
    """Where a header may begin among words: at the word that heads its labels; or at each line before which no header stands."""
    texts, lines = [text for text, _ in words], [line for _, line in words]
    whole = together(texts)
    heads = [place for place, text in whole if read_header(text).kind == "label" or NAMED.search(text) and not read_header(text).kind]
    if heads:
        named = [(text, lines[place]) for place, text in whole if place > heads[0] and place not in heads]
        ends = [place for place, _ in whole[1:]] + [len(texts)]
        rest = [word for (place, _), end in zip(whole, ends, strict=True) if place > heads[0] and place not in heads for word in texts[place:end]]
        return [Start(lines[heads[0]], [text for text, _ in named], [line for _, line in named], rest, True)]
    found = []
    for number, (place, text) in enumerate(whole):
        if number and read_header(whole[number - 1][1]).kind or place and lines[place - 1] == lines[place]:
            continue
        named = [(one, lines[at]) for at, one in whole[number:]]
        found.append(Start(lines[place], [text for text, _ in named], [line for _, line in named], texts[place:], False))
        # Words that are not known may head the labels, others beside them.
        unknown = list(takewhile(lambda pair: not read_header(pair[1]).kind and lines[pair[0]] == lines[place], whole[number:]))
        rest = whole[number + len(unknown) :]
        if unknown and len(rest) > 1 and lines[rest[0][0]] == lines[place]:
            named = named[len(unknown) :]
            found.append(Start(lines[place], [text for text, _ in named], [line for _, line in named], texts[rest[0][0] :], False))
    return found


def merged(start: Start, count: int) -> list[str]:
    """So many names that words make, as they are or those joined of which one goes on in the next; none if they make not so many."""
    if len(start.names) == count:
        return start.names
    words = start.words
    return ["".join(words[begin:end]) for begin, end in spans_of_names(words, count, lambda text: read_header(text).kind not in NAMES[:3])]


def exact(starts: list[Start], kinds: list[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Words that are as many names as there are columns."""
    for start in starts:
        names = merged(start, len(kinds))
        are_known = bool(names) and all(read_header(name).kind for name in names)
        if names and all(map(fits, names, kinds)) and (len(names) > 1 or start.has_label and are_known):
            are_alike = len({name[-SAME:] for name in names}) == 1
            yield start.line, names, not (start.has_label or are_known or are_alike)


def ranked(start: Start, names: list[str], lines: list[int], kinds: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Names of two ranks given to columns: some of the first stand each over some of those on the lines below, in their order.

    Each with whether it needs no law: all names are known, or what heads the labels and the lower ones are.
    """
    for cut in range(1, len(names)) if len(kinds) > 1 else ():
        upper, lower = names[:cut], names[cut:]
        count = len(names) - len(kinds)
        is_rank = lines[cut - 1] < lines[cut] and not any(read_header(name).kind in ("label", "attribute", "year") for name in lower)
        is_rank = is_rank and all(map(is_name, names))
        is_told = all(read_header(name).kind for name in (lower if start.has_label else names))
        if not is_rank or not 0 < count <= min(len(upper), len(lower)):
            continue
        for over in combinations(range(len(upper)), count):
            for cuts in combinations(range(1, len(lower)), count - 1):
                below = dict(zip(over, (lower[start:end] for start, end in pairwise([0, *cuts, len(lower)])), strict=True))
                if not all(len(set(group)) == len(group) and all(may_stand_over(upper[place], name) for name in group) for place, group in below.items()):
                    continue
                # The same parts again below each name.
                again = len(over) > 1 and all(group == below[over[0]] for group in below.values())
                found = [text for place, name in enumerate(upper) for text in ([f"{name} {part}" for part in below[place]] if place in below else [name])]
                if all(map(fits, found, kinds)):
                    yield found, is_told or again


def may_stand_over(upper: str, lower: str) -> bool:
    """Whether a name may stand over another: what says of which stage it is over none that does, unless both are one (前年度 over 当初予算額), or
    parts of what is in force; a change over itself and its rate."""
    one, other = read_header(upper), read_header(lower)
    if one.kind == "ratio" or one.code == CHANGE:
        return one.code == CHANGE and (other.kind == "ratio" or other.code == CHANGE or plain(lower) == "金額")
    return one.kind != "stage" or other.kind not in ("stage", "total") or one.code == "in_force" or bool(read_header(upper + lower).kind)


def formed(kinds: list[str], rows: list[list[str]]) -> Iterator[tuple[int, str]]:
    """The columns that are the sum or the difference of two before them, which may have lost their names, each with what it is then."""
    figures = [place for place, kind in enumerate(kinds) if kind == "figure"]
    for place in figures:
        pairs = list(combinations([other for other in figures if other < place], 2))
        if any(all_add_up(rows, [one, other], place) for one, other in pairs):
            yield place, SUM
        if any(told[0] > 1 and not told[1] for one, other in pairs if (told := held(rows, (one, place, other)))):
            yield place, DIFFERENCE


def around(start: Start, place: int, text: str, kinds: list[str]) -> Iterator[list[str]]:
    """The names of all columns but one, with what that one is."""
    rest = [*kinds[:place], *kinds[place + 1 :]]
    names = merged(start, len(rest))
    codes = {read_header(name).code for name in names}
    if names and all(map(fits, names, rest)) and (text != SUM or {BASE, CHANGE} <= codes and RESULT not in codes):
        yield [*names[:place], text, *names[place:]]


def ranked_around(start: Start, place: int, text: str, kinds: list[str]) -> Iterator[list[str]]:
    """The same where names are of two ranks."""
    for at in range(1, len(start.names)):
        names, lines = [*start.names[:at], text, *start.names[at:]], [*start.lines[:at], start.lines[at - 1], *start.lines[at:]]
        for found, _ in islice(ranked(start, names, lines, kinds), WAYS // len(kinds)):
            if found[place].split()[-1] == text:
                yield found
