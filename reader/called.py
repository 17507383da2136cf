"""What the columns of a table are called, where its header does not tell it, or says what its figures contradict.

The names stand among the words above the first row, each on lines of its own, with units and formulas between, a name over those of its
parts, or with a word that heads no column. Which of them are those of the columns, their number tells, and what they say of their
figures: a change is the difference of two others, and ratios have decimals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, combinations, islice, pairwise, takewhile

from reader.agreed import amounts_of, held, is_rate, laws, sums_in
from reader.funds import FUND, rank_of
from reader.glossary import COMPUTED, read_header
from reader.heads import NAMED, SAME
from reader.layout import BULLETS, FORMULA, NAMES, NUMBERING, RULE, SENTENCE, TITLE, UNIT, Grid, is_value, is_words
from reader.naming import name_columns, read_parts
from reader.pieces import spans_of_names, stuck_headers
from reader.reading import BASE, CHANGE, RESULT
from reader.sides import BOTH_SIDES
from reader.text import MONEY, Cell, Line, is_nil, is_ratio, plain, read_figure

# Lines above the first row, and words on them, among which names are looked for; letters of a word; the words of a name.
REACH, MOST, HEAD, PARTS = 30, 60, 16, 12
# Ways to give names to columns that are looked at.
WAYS = 3000
# Words in brackets, which say more of a name or give its unit or formula.
ASIDE = re.compile(r"[(（〔【\[][^()（）〔〕【】\[\]]*[)）〕】\]]")
# A letter that stands alone.
LETTER = re.compile(r"(?<!\S)[^\W_](?!\S)")
# What goes on in the next word: 翌年度へ / 繰り越す財源, 実質収支のうち / 基金繰入額.
GOES_ON = re.compile("[のをにへとび、]$|のうち$")
# What names the rows below it, and no column.
OF_ROWS = re.compile("予算|決算|会計")
# Letters by which formulas call a column, behind its name.
LETTERED = re.compile(r"(?<=[^\W\d_a-zA-Z)）])\s*[A-Z](?![a-zA-Z])")
# What stands over the funds that pay for something.
OVER_FUNDS = re.compile(r"(?:(?:[本当前]年度予算額|補正額|予算額|左)の)?財源内訳|特定財源")
# What a column without a name of its own is, which is the difference of two others, their sum, or the rate of the difference.
DIFFERENCE, SUM, RATE_OF_CHANGE = "増減額", "計", "増減率"


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
    rows, kinds = rows_of(grid, len(headers))
    sums = sums_in(rows, kinds)

    def judge(names: list[str]) -> Names:
        return Names(tuple(names), *laws(name_columns(names, grid, unit), rows, sums))

    now = judge(headers)
    labels = {plain(text) for _, labels, _ in grid.rows for text in labels if text}
    words = words_of(above, labels) if rows else []
    # The label of the first row, on a line above its figures, heads no column.
    first = next((plain("".join(labels)) for _, labels, cells in grid.rows if any(map(is_value, cells))), "")
    if words and plain(words[-1][0]) == first:
        words.pop()
    has_none = any(is_nameless(name) for name, kind in zip(headers, kinds, strict=True) if kind == "figure")
    is_wrong = bool(now.broken) or are_kinds_swapped(headers, kinds)
    left_out = len(headers) > 1 and leaves_out(headers, words)
    if not rows or not (has_none or is_wrong or left_out):
        return Called(headers, frozenset())
    for number, tier in enumerate(ways(words, kinds, rows, sums)):
        found: dict[tuple[str, ...], int] = {}
        best = 0
        for line, names, needs_law in islice(tier, WAYS):
            said = judge(names)
            # What takes the place of names that nothing contradicts keeps more laws than they do, or leaves no word out.
            more = 1 if not (has_none or is_wrong) and (number or needs_law) else 0
            least = max(now.kept + more, 1 if needs_law else 0)
            if len(set(names)) < len(names) or said.broken or said.kept < max(best, least):
                continue
            found = found if said.kept == best else {}
            best = said.kept
            found.setdefault(said.headers, line)
        if len(found) == 1:
            ((names, line),) = found.items()
            if names == tuple(map(bare_of, headers)) and not UNIT.search(plain("".join(headers))):
                break
            here = [(word, number) for word, number in words if number >= line]
            text = "".join(word for word, _ in here)
            last = [name.split()[-1] for name in names]
            lost = frozenset(place for place, name in enumerate(last) if name in (SUM, DIFFERENCE, RATE_OF_CHANGE) and name not in text)
            return Called(list(names), frozenset(number for _, number in here), lost)
        if found:
            break
    return Called(headers, frozenset())


def rows_of(grid: Grid, count: int) -> tuple[list[list[str]], list[str]]:
    """The cells of the rows with figures of which nothing is unplaced, and what so many columns hold."""
    rows = [cells for line, _, cells in grid.rows if any(map(is_value, cells)) and line.number not in grid.unplaced]
    return rows, [kind_of([cells[place] for cells in rows]) for place in range(count)]


def call_below(headers: list[str], grid: Grid, below: list[Line], unit: str) -> Called:
    """Find what columns without a name are called in a header that an extraction wrote behind their rows: all its words are known.

    Args:
        headers: Their headers.
        grid: The cells of the table.
        below: The lines of the text between its last row and the next table, as printed.
        unit: Its unit.

    Returns:
        The headers; as they were, on no line, if none stands there.
    """
    rows, kinds = rows_of(grid, len(headers))
    if len(headers) > 1 and rows and all(map(is_nameless, headers)):
        starts = [start for start in begins(words_of(below, set())) if start.has_label]
        for line, names, _ in exact(starts, kinds):
            _, broken = laws(name_columns(names, grid, unit), rows, sums_in(rows, kinds))
            if len(set(names)) == len(names) and all(read_header(name).kind for name in names) and not broken:
                return Called(names, frozenset(number for number in starts[0].lines if number >= line))
    return Called(headers, frozenset())


def leaves_out(headers: list[str], words: list[tuple[str, int]]) -> bool:
    """Whether headers leave out a name that stands above the rows, or have one more often than it stands there."""
    starts = begins(words)
    names = [plain(name) for name in starts[0].names if read_header(name).kind not in NAMES] if starts else []
    text = plain("".join(map(bare_of, headers)))
    last = Counter(bare_of(header).split(" ")[-1] for header in headers)
    told = plain("".join(word for word, _ in words))
    is_twice = any(name and count > max(1, told.count(plain(name))) for name, count in last.items())
    is_left = is_twice or bool(UNIT.search(plain("".join(headers))))
    for name in sorted(names, key=len, reverse=True):
        is_left = is_left or name not in text
        text = text.replace(name, "/", 1) if names.count(name) == 1 else text
    return is_left


def bare_of(header: str) -> str:
    """A header without what is no part of its name."""
    return " ".join(filter(None, map(bare, ASIDE.sub("", header).split())))


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
    are_small = all(read[0] <= 100 for cell in figures if (read := read_figure(cell)))
    are_ratios = 2 * len(ratios) >= len(filled) or ratios and are_small
    return "ratio" if are_ratios else "figure" if 2 * len(figures) >= len(filled) else "words"


def fits(name: str, kind: str, are_sides: bool = False) -> bool:
    """Whether a name, of two letters at least if it is not known, may be that of a column of a kind; a side of the budget where the other is too."""
    said = read_parts(name)[1].kind
    return (is_name(name) or are_sides and plain(name) in BOTH_SIDES) and (not kind or {"ratio": kind == "ratio", "attribute": kind == "words"}.get(said, kind == "figure"))


def is_name(text: str) -> bool:
    """Whether words may be a name: of two letters at least if it is not known, and no side of the budget."""
    return bool(read_parts(text)[1].kind or re.search(r"[^\W\d_].*[^\W\d_]", text)) and plain(text) not in BOTH_SIDES


def are_kinds_swapped(headers: list[str], kinds: list[str]) -> bool:
    """Whether a header of ratios stands over amounts, and one of amounts over ratios."""
    pairs = {(read_parts(name)[1].kind == "ratio", kind) for name, kind in zip(headers, kinds, strict=True) if name}
    return {(True, "figure"), (False, "ratio")} <= pairs


def words_of(above: list[Line], labels: set[str]) -> list[tuple[str, int]]:
    """The words above a row that may be names of its columns, or part of them, with the lines that they stand on.

    Units, formulas, notes in brackets, figures and the labels of rows are none; a sentence, a title or a row ends them.
    """
    words: list[tuple[str, int]] = []
    for place, line in reversed(list(enumerate(above))[-REACH:]):
        filled = [cell for cell in line.filled if re.search(r"\w", cell.text)]
        # Letters that stand apart, and the digits of a year among them.
        letters = LETTER.findall(line.text)
        is_spread = line.separator == "blank" and 2 * len(letters) > len(line.text.split()) > 2
        values = [is_value(cell.text) and not is_spread for cell in filled]
        if not filled or RULE.fullmatch(line.text.strip()) or all(values):
            continue
        numbered = NUMBERING.match(line.text.strip()) if len(filled) == 1 else None
        is_item = numbered and is_words(filled[0].text[numbered.end() :])
        if any(values) or is_item or SENTENCE.search(plain(line.text)) or len(words) > MOST:
            break
        texts = ASIDE.sub(" ", line.text).split() if line.separator == "blank" else [cell.text for cell in filled]
        if line.separator == "blank" and len(filled) > 1 and is_spread:
            # Letters of one cell are a word, a year amid them or not.
            cells = [ASIDE.sub(" ", cell.text).split() for cell in filled]
            are_letters = [
                all(len(word) == 1 or word.endswith("年度") for word in cell) and sum(word.endswith("年度") for word in cell) < 2 for cell in cells
            ]
            texts = [word for cell, is_one in zip(cells, are_letters, strict=True) for word in (["".join(cell)] if is_one else cell)]
        if not all(read_header(bare(text)).kind for text in texts):
            stuck = parts_of(line.text) if line.separator == "blank" else []
            texts = stuck if len(stuck) > 1 else [part for text in texts for part in parts_of(text)]
        named = [text for part in texts if (text := bare(part)) and not is_heading(text)]
        found = [text for text in named if plain(text) not in labels or read_header(text).kind]
        known = any(read_header(text).kind for text in found)
        # A title may declare the unit; what stands over parts is none (財源内訳).
        has_unit, is_over = bool(UNIT.search(plain(line.text))), bool(words and len(texts) == 1 and re.fullmatch(".{2}内訳", texts[0]))
        is_title = len(found) == 1 and has_unit or len(texts) == 1 and not known and TITLE.search(plain(line.text))
        is_of_rows = len(texts) == 1 and not known and bool(OF_ROWS.search(plain(line.text)))
        if (is_title or is_of_rows) and not words and heads_labels(above[:place]):
            continue  # the title of the rows stands between them and their header
        if is_title and not is_over or any(len(text) > HEAD for text in found):
            break
        words[:0] = [(text, line.number) for text in found]
    return words


def parts_of(text: str) -> list[str]:
    """The known headers that are stuck to each other in a word, formulas between them or not; the word itself if it is none of these."""
    flat = LETTERED.sub("", ASIDE.sub("", plain(text)))
    # What heads notes may end them.
    end = next((place for place in range(1, len(flat) - 1) if read_header(flat[place:]).kind == "attribute"), len(flat))
    parts = [cell.text for cell in stuck_headers(Cell(flat[:end], 0, end))]
    return [*parts, *filter(None, [flat[end:]])] if len(parts) > 2 else [text]


def heads_labels(above: list[Line]) -> bool:
    """Whether the last of some lines is a header: several words, the first of which heads labels."""
    line = next((line for line in reversed(above) if line.filled), None)
    words = line.text.split() if line and line.separator == "blank" else [cell.text for cell in line.filled] if line else []
    return len(words) > 2 and read_header(words[0]).kind == "label" and not any(map(is_value, words))


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


def ways(
    words: list[tuple[str, int]], kinds: list[str], rows: list[list[str]], sums: list[tuple[int, int, int]],
) -> Iterator[Iterator[tuple[int, list[str], bool]]]:  # fmt: skip
    """Ways to take words for names of columns, the plainest first: each with its first line, and whether a law must confirm it."""
    starts = begins(words)
    without = list(formed(kinds, rows, sums))
    yield exact(starts, kinds)
    yield ((start.line, names, True) for start in starts for lost in without for names in around(start, lost, kinds))
    yield ((start.line, names, not is_told) for start in starts for names, is_told in ranked(start, start.names, start.lines, kinds))
    yield funded(words, kinds, rows)
    yield ((start.line, names, True) for start in starts for lost in without for names in ranked_around(start, lost, kinds))


def together(words: list[str]) -> list[tuple[int, str]]:
    """Words, those that are known only together as one, each with the place of its first: as few that are unknown as may be."""
    best: list[tuple[int, list[tuple[int, str]]]] = [(0, [])]
    for end in range(1, len(words) + 1):
        found = []
        for start in range(max(0, end - PARTS), end):
            part = words[start:end]
            text = "".join(part)
            is_known = bool(read_header(text).kind)
            goes_on = len(part) == 2 and bool(GOES_ON.search(part[0]))
            if len(part) > 1 and not is_known and not goes_on:
                continue
            joined = sum(bool(read_header(word).kind) and len(word) > 1 for word in part) if len(part) > 1 else 0
            cost = 10 * (not is_known) * (1 if goes_on else len(part)) + 2 * joined + 1
            found.append((best[start][0] + cost, [*best[start][1], (start, text)]))
        best.append(min(found, key=lambda pair: pair[0]))
    return best[-1][1]


def begins(words: list[tuple[str, int]]) -> list[Start]:
    """Where a header may begin among words: at the word that heads its labels; or at each line before which no header stands."""
    texts, lines = [text for text, _ in words], [line for _, line in words]
    whole = together(texts)
    heads = [place for place, text in whole if read_header(text).kind == "label" or NAMED.search(text) and not read_header(text).kind]
    if heads:
        ends = [place for place, _ in whole[1:]] + [len(texts)]
        behind = [(place, end, text) for (place, text), end in zip(whole, ends, strict=True) if place > heads[0] and place not in heads]
        named = [(text, lines[place]) for place, _, text in behind]
        rest = [word for place, end, _ in behind for word in texts[place:end]]
        whole_header = Start(lines[heads[0]], [text for text, _ in named], [line for _, line in named], rest, True)
        # What stands behind the head of notes is of a list in them.
        cut = next((number for number, (_, _, text) in enumerate(behind) if read_header(text).kind == "attribute"), 0)
        before = [word for place, end, _ in behind[:cut] for word in texts[place:end]]
        upto = Start(whole_header.line, whole_header.names[:cut], whole_header.lines[:cut], before, True)
        return [whole_header, *([upto] if cut and cut < len(behind) - 1 else [])]
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
    # 前年度比較 is one name, or two.
    parts = [part for name in start.names for part in ((name[:-2], name[-2:]) if name.endswith("比較") and read_header(name[:-2]).kind else (name,))]
    if len(parts) == count:
        return parts
    words = start.words
    return ["".join(words[begin:end]) for begin, end in spans_of_names(words, count, lambda text: read_header(text).kind not in NAMES[:3])]


def exact(starts: list[Start], kinds: list[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Words that are as many names as there are columns."""
    for start in starts:
        names = merged(start, len(kinds))
        are_known = bool(names) and all(read_header(name).kind for name in names)
        are_sides = len({plain(name) for name in names} & {*BOTH_SIDES}) > 1
        if names and all(fits(name, kind, are_sides) for name, kind in zip(names, kinds, strict=True)) and (len(names) > 1 or start.has_label and are_known):
            are_alike = len({name[-SAME:] for name in names}) == 1
            yield start.line, names, not (start.has_label or are_known or are_alike)


def funded(words: list[tuple[str, int]], kinds: list[str], rows: list[list[str]]) -> Iterator[tuple[int, list[str], bool]]:
    """Stages, and behind them the funds that pay for one of them, in whatever order the ranks of their header stand: the form has them in one."""
    whole = "".join(text for text, _ in words)
    over = [found.span() for found in OVER_FUNDS.finditer(whole)]
    for start, end in over:
        whole = f"{whole[:start]}{'、' * (end - start)}{whole[end:]}"
    found = list(FUND.finditer(whole))
    funds = sorted(dict.fromkeys(one[0] for one in found), key=rank_of)
    spans = [*over, *(one.span() for one in found)]
    ends = accumulate(len(text) for text, _ in words)
    others = [word for word, end in zip(words, ends, strict=True) if not any(start < end <= until for start, until in spans)]
    places = range(len(kinds) - len(funds), len(kinds))
    if len(funds) < 2 or not places.start:
        return
    # A row in two may pay for something else, as one with a misread figure does.
    sums = [[sum(parts) == paid for *parts, paid in amounts_of(rows, (*places, place), places)] for place in range(places.start)]
    are_funds = any(sum(told) > 1 and 2 * sum(told) > len(told) for told in sums)
    for start in begins(others) if are_funds else ():
        names = [*start.names, *funds]
        if len(names) == len(kinds) and all(map(fits, names, kinds)):
            yield start.line, names, False


def ranked(start: Start, names: list[str], lines: list[int], kinds: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Names of two ranks given to columns: some of the first stand each over some of those on the lines below, in their order.

    Each with whether it needs no law: all names are known, or what heads the labels and the lower ones are, or each stands over the same.
    """
    for cut in range(1, len(names)) if len(kinds) > 1 else ():
        upper, lower = names[:cut], names[cut:]
        count = len(names) - len(kinds)
        is_rank = lines[cut - 1] < lines[cut] and not any(read_header(name).kind in ("label", "attribute", "year") for name in lower)
        is_rank = is_rank and all(map(is_name, names))
        is_told = all(read_header(name).kind for name in (lower if start.has_label else names))
        if not is_rank or not 0 < count <= min(len(upper), len(lower)):
            continue
        # A group of columns begins where its first name comes again (当初 最終 当初 are two), if they are as many groups then.
        again = [place for place, name in enumerate(lower) if name == lower[0]]
        is_told = is_told or len(again) == count > 1 and start.has_label
        all_cuts = [tuple(again[1:])] if len(again) == count > 1 else list(combinations(range(1, len(lower)), count - 1))
        for over in combinations(range(len(upper)), count):
            for cuts in all_cuts:
                below = dict(zip(over, (lower[start:end] for start, end in pairwise([0, *cuts, len(lower)])), strict=True))
                if not all(len(set(group)) == len(group) and may_stand_over(upper[place], group) for place, group in below.items()):
                    continue
                are_alike = len(over) > 1 and all(group == below[over[0]] for group in below.values())
                found = [f"{name} {part}".strip() for place, name in enumerate(upper) for part in below.get(place, [""])]
                if all(map(fits, found, kinds)):
                    yield found, is_told or are_alike


def may_stand_over(upper: str, group: list[str]) -> bool:
    """Whether a name may stand over others: over one alone if both are a name that is known, over its rate and itself if it is a change.

    What says of which stage it is stands over none that does, unless both are one (前年度 over 当初予算額), or parts of what is in force.
    """
    one = read_header(upper)
    others = [read_header(lower) for lower in group]
    are_known = [bool(read_header(upper + lower).kind) for lower in group]
    if one.kind == "ratio" or one.code == CHANGE:
        return one.code == CHANGE and all(
            other.kind == "ratio" or other.code == CHANGE or plain(lower) == "金額" for other, lower in zip(others, group, strict=True)
        )
    is_stage = one.kind == "stage" and one.code != "in_force"
    return (len(group) > 1 or are_known[0]) and not any(
        is_stage and other.kind in ("stage", "total") and not is_known for other, is_known in zip(others, are_known, strict=True)
    )


def formed(kinds: list[str], rows: list[list[str]], sums: list[tuple[int, int, int]]) -> Iterator[dict[int, str]]:
    """Columns that may have lost their names, each with what it is: the sum or the difference of two before it, the rate of that."""
    figures = [place for place, kind in enumerate(kinds) if kind == "figure"]
    for place in figures:
        pairs = list(combinations([other for other in figures if other < place], 2))
        if any((one, other, place) in sums for one, other in pairs):
            yield {place: SUM}
        left = [(one, other) for one, other in pairs if (told := held(rows, (one, place, other)))[0] > 1 and not told[1]]
        if left:
            yield {place: DIFFERENCE}
        for rate in (number for number, kind in enumerate(kinds) if kind == "ratio"):
            if any(is_rate(rows, base, place, rate) for pair in left for base in pair):
                yield {place: DIFFERENCE, rate: RATE_OF_CHANGE}


def around(start: Start, lost: dict[int, str], kinds: list[str]) -> Iterator[list[str]]:
    """The names of all columns but some, with what these are."""
    rest = [kind for place, kind in enumerate(kinds) if place not in lost]
    names = merged(start, len(rest))
    codes = {read_header(name).code for name in names}
    if names and all(map(fits, names, rest)) and (SUM not in lost.values() or {BASE, CHANGE} <= codes and RESULT not in codes):
        told = iter(names)
        yield [lost.get(place) or next(told) for place in range(len(kinds))]


def ranked_around(start: Start, lost: dict[int, str], kinds: list[str]) -> Iterator[list[str]]:
    """The same where names are of two ranks, and that of one column is lost."""
    (place, text), *others = lost.items()
    for at in range(1, len(start.names)) if not others else ():
        names, lines = [*start.names[:at], text, *start.names[at:]], [*start.lines[:at], start.lines[at - 1], *start.lines[at:]]
        for found, _ in islice(ranked(start, names, lines, kinds), WAYS // len(kinds)):
            if found[place].split()[-1] == text:
                yield found
