"""Labels that the extraction tore, put together again from the names that public budgets print.

What a body may call the chapters of its budget, and the order in which it prints them, is laid down; its accounts have names of their
own that recur. A torn page leaves a row with the last letter of its label, or with none, and the other letters stand alone: spread
down the page, those of several labels mixed, or in a block far away. Rows keep their order. The labels are those names of one list that
end as the rows do and that together take all the letters that stand alone: none missing, and none over. If two ways do, none is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, islice, pairwise, takewhile

from reader.chapters import number_of
from reader.glossary import names, read_header, terms
from reader.layout import UNIT, classify
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, is_whole, virtual, without
from reader.sides import SIDES
from reader.text import MONEY, Line, plain, squeeze

# A letter of a word; the number of an item with its mark, as printed and as it stands before a word.
WORD = re.compile(r"[^\W0-9a-zA-Z_]")
MARK = re.compile(r"[0-9０-９]{1,2}[.．、]?\s*")
NUMBER = re.compile("[0-9]{1,2}[.、]?(?=[^0-9])")
# What no label behind the rows has: brackets, or a number within it.
TITLE = re.compile(r"[()]|\D[0-9]")
# The number of a paragraph, on a line of its own.
PARAGRAPH = re.compile("[①-⑳]")
TOTALS = ("合計", "小計", "計", "総計", "総合計", "歳入合計", "歳出合計")
# Letters that a row has at most if they are the rest of its label; letters of a name whose word is no part of another (収入).
REST, WHOLE = 4, 3
# Letters of a line among headers that is no prose, though no word heads a column.
SHORT = 8
# Ways to share out the letters that are looked at, steps to them, and letters that stand alone, at most.
WAYS, STEPS, LETTERS = 400, 20000, 160
# Words behind each other that are no headings of the row below them.
RUN = 4
# The list of names of headings: they may take letters, and name no row.
HEADINGS = "headings"
# The list whose names a body prints in an order of its own.
ACCOUNTS = "accounts"


@dataclass
class Token:
    """Words or letters on a line of their own.

    Attributes:
        line: The line.
        number: The number of an item before them; 0 if there is none.
        letters: The letters.
        is_free: Whether it stands among the headers: it may be none of the labels.
        is_behind: Whether it stands behind the last row.
        run: How many of them stand behind each other.
        is_near: Whether it stands among the headers, but below the last of them.
        block: The number of rows before it.
    """

    line: Line
    number: int
    letters: str
    is_free: bool = False
    is_behind: bool = False
    run: int = 0
    is_near: bool = False
    block: int = 0


@dataclass
class Row:
    """Figures, and what stands before them.

    Attributes:
        line: The line of the label, or of the figures where they have none.
        letters: The label; empty if it has none.
        number: The number of an item before it; 0 if there is none.
        is_known: Whether the letters, on one line or several, are a name as they stand.
        own: Its tokens, where its figures stand on other lines.
        is_cut: Whether letters that are not of the name stand right before it, and no number begins it.
    """

    line: Line
    letters: str
    number: int
    is_known: bool = False
    own: list[Token] = field(default_factory=list)
    is_cut: bool = False


@dataclass
class Table:
    """The rows of a table, what stands alone among and around them, in order, the word of its total, and the place behind it."""

    rows: list[Row] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    total: list[Token] = field(default_factory=list)
    end: int = 0


@dataclass
class Way:
    """One way to name rows.

    Attributes:
        labels: The name of each row that is torn, by the number of the row.
        whole: The token that is its label, by the number of the row.
        free: Letters among the headers that are left.
        cost: What speaks against it: rows left as they are, headings that take letters, letters left among headers, and the disorder.
    """

    labels: dict[int, str]
    whole: dict[int, Token]
    free: Counter[str]
    cost: tuple[int, ...]


def name_torn(lines: list[Line]) -> list[Line]:
    """Name the rows whose labels were torn; a table in which several names would do stays as it is."""
    filled = [line for line in lines if line.filled and not is_page_number(line)]
    changed: dict[int, Line] = {}
    above: dict[int, Line] = {}
    gone: list[Line] = []
    place = 0
    while place < len(filled):
        table = table_from(filled, place)
        way = best_way(table)
        if way is None and (cut := last_item(table)):
            # The last item may be that of a row that the table lacks.
            table = replace(table, tokens=table.tokens[:cut])
            way = best_way(table)
        if way is None and any(row.is_cut for row in table.rows):
            # What ends in a name may end otherwise, and its letters be of other labels: 農, 林, 生, 水, 産, 業, 費.
            table = loosened(table)
            way = best_way(table)
        for row in table.rows if way else ():
            if len(row.own) > 1:
                label = first_cell(row.own[0].line) + "".join(token.letters for token in row.own[1:])
                changed[id(row.line)] = labelled(row.line, label, 0)
                gone += [token.line for token in row.own[:-1]]
        if way:
            numbers = numbers_of(table, way)
            for number, label in way.labels.items():
                until = way.whole[number].line.number if number in way.whole else 0
                line, label = table.rows[number].line, f"{numbers[number]}{label}"
                if is_single(line) and not is_of_one(table):
                    above[id(line)] = virtual(line.number, [label], line.indent, until)
                else:
                    changed[id(line)] = labelled(line, label, until)
            gone += [*taken(table, way), *(token.line for token in table.total[1:])]
            if table.total[1:]:
                changed[id(table.total[0].line)] = labelled(table.total[0].line, "".join(token.letters for token in table.total), 0)
        place = max(table.end, place + 1)
    kept = without(lines, gone)
    return [one for line in kept for one in (*([above[id(line)]] if id(line) in above else []), changed.get(id(line), line))]


def labelled(line: Line, label: str, until: int) -> Line:
    """A line with another label; one of figures alone with one before them."""
    if is_lone_value(line):
        return virtual(line.number, [label, *(cell.text for cell in line.filled)], line.indent, max(line.until, line.number, until))
    first = line.filled[0]
    text = label if len(line.filled) == 1 else line.text
    return replace(line, text=text, cells=[replace(cell, text=label) if cell is first else cell for cell in line.cells])


def numbers_of(table: Table, way: Way) -> list[str]:
    """The number of the item of each row: its own, or that of a first letter that stands alone, if the numbers rise so; else empty."""
    out: list[str] = []
    last = 0
    for number, row in enumerate(table.rows):
        behind = next((other.number for other in table.rows[number + 1 :] if other.number > last), 0)
        heads = [token for token in table.tokens if token.number > last and token.letters[0] == way.labels.get(number, " ")[0]]
        one: Row | Token | None = row if row.number else way.whole.get(number) or min(heads, key=lambda token: token.number, default=None)
        rises = one is not None and (number in way.whole or one is row or last < one.number and (not behind or one.number < behind))
        last = one.number if one and rises else last
        found = MARK.match(first_cell(one.line)) if one and rises else None
        out.append(found[0] if found else "")
    return out


def taken(table: Table, way: Way) -> list[Line]:
    """The lines whose letters the names take: those among the headers only if they are taken as a whole."""
    used = Counter("".join(token.letters for token in table.tokens if token.is_free)) - way.free
    gone: list[Line] = []
    for token in table.tokens:
        if not token.is_free:
            gone.append(token.line)
        elif not Counter(token.letters) - used:
            used -= Counter(token.letters)
            gone.append(token.line)
    return gone


def is_name(letters: str) -> bool:
    """Whether letters are a name, or the word of a total."""
    return letters in TOTALS or letters in known_names() or len(letters) >= WHOLE and letters in terms()


@cache
def known_names() -> frozenset[str]:
    """The names of all lists."""
    return frozenset(name for some in names().values() for name in some)


def letters_of(line: Line) -> str:
    """The letters of the first cell of a line, without the number of an item."""
    return re.sub(r"[\W_]", "", NUMBER.sub("", plain(first_cell(line)), count=1))


def table_from(filled: list[Line], place: int) -> Table:
    """The rows from a line on, and what stands alone around them, up to what is of no table or begins another one."""
    table = Table(end=place + 1)
    waiting: list[Token] = []
    width, count = width_of_runs(filled, place), 0
    headed = 0  # tokens above the last header

    def token_of(line: Line) -> Token:
        return Token(line, number_of(first_cell(line)), letters_of(line), is_free=not table.rows, block=len(table.rows))

    for at in range(place, len(filled)):
        line = filled[at]
        text, kind = plain(line.text), read_header(first_cell(line)).kind
        is_alone = is_lone_label(line)
        if kind == "label" and any(name.endswith(text) for name in names()[HEADINGS]):
            kind = ""  # the end of a heading: 企業 会計
        if (line.begins or is_alone and (text in SIDES or kind == "label" or PARAGRAPH.fullmatch(text))) and table.rows:
            break
        if re.fullmatch("[0-9]{1,2}", text) and not is_of_one(table) and not (at + 1 < len(filled) and is_lone_value(filled[at + 1])):
            pass  # the number of a page
        elif is_whole(line) or is_lone_value(line):
            own = [] if is_whole(line) else own_label(waiting)
            table.tokens += [replace(token, run=len(waiting)) for token in waiting[: len(waiting) - len(own)]]
            before = filled[at - 1] if at > place else None
            if is_whole(line):
                letters = letters_of(line)
                table.rows.append(Row(line, letters, number_of(first_cell(line)), is_name(letters)))
            elif own:
                letters = "".join(token.letters for token in own)
                is_cut = 1 < len(own) < len(waiting) and not own[0].number
                table.rows.append(Row(own[-1].line, letters, own[0].number, is_name(letters), own, is_cut))
            elif is_of_one(table) if len(line.filled) == 1 else before is None or not is_lone_value(before) or len(before.filled) > 1:
                table.rows.append(Row(line, "", 0))
            count = count + 1 if is_single(line) and before is not None and is_single(before) else 1
            if width and count > width and count % width == 1:
                table.rows.append(Row(line, "", 0))  # a row of which the label stands elsewhere
            waiting = []
        elif table.rows and (text in MONEY or text == "%" or UNIT.search(text)):
            pass
        elif is_alone and (text in TOTALS or not kind) and WORD.search(text):
            if table.rows and not waiting and TITLE.search(text):
                break
            waiting.append(token_of(line))
        elif is_alone or not table.rows and (classify(line) == "header" or len(text) <= SHORT):
            table.tokens += waiting
            waiting = []
            headed = headed if table.rows else len(table.tokens)
        else:
            break
        table.end = at + 1
    has_numbers = any(row.number for row in table.rows)
    behind = list(takewhile(lambda token: not TITLE.search(plain(token.line.text)) and (has_numbers or not token.number), waiting))
    if all(row.letters for row in table.rows):
        # The word of the total, which no row lacks, is no part of another label.
        start = next((start for start in range(len(behind)) if "".join(token.letters for token in behind[start:]) in TOTALS), len(behind))
        behind, table.total = behind[:start], behind[start:]
    table.tokens += [replace(token, is_behind=True, is_free=False) for token in behind]
    # Of what stands above the last header, letters and names may be of labels: titles are not.
    table.tokens = [
        replace(token, is_near=token.is_free and number >= headed) for number, token in enumerate(table.tokens)
        if not token.is_free or number >= headed or len(token.letters) == 1 or token.number or is_name(token.letters)
    ]  # fmt: skip
    return table


def is_single(line: Line) -> bool:
    """Whether a line holds one figure and nothing else."""
    return is_lone_value(line) and len(line.filled) == 1


def width_of_runs(filled: list[Line], place: int) -> int:
    """How many figures, each on a line of its own, follow a label from a line on: in the first three rows as many, two at least; else 0."""
    runs = (len(list(run)) for is_run, run in groupby(islice(filled, place, None), is_single) if is_run)
    first = list(islice(runs, WHOLE))
    return first[0] if len(first) == WHOLE and len(set(first)) == 1 and first[0] > 1 else 0


def is_of_one(table: Table) -> bool:
    """Whether the rows so far share their lines with one figure each."""
    return bool(table.rows) and all(len(row.line.filled) == (2 if row.letters else 1) for row in table.rows)


def own_label(waiting: list[Token]) -> list[Token]:
    """Of what stands before figures, what is their label: the longest name that it ends in, or else the last line."""
    for start in range(len(waiting)):
        run = waiting[start:]
        letters = "".join(token.letters for token in run)
        is_label = letters in known_names() or letters in TOTALS or start == 0 and is_name(letters)
        if is_label and not any(token.number for token in run[1:]):
            return run
    return waiting[-1:]


def loosened(table: Table) -> Table:
    """A table of which the rows whose names letters stand before have their last letters alone."""
    rows, tokens = [], list(table.tokens)
    for row in table.rows:
        if row.is_cut:
            place = next((at for at, token in enumerate(tokens) if token.line.number > row.own[0].line.number), len(tokens))
            tokens[place:place] = row.own[:-1]
            row = replace(row, letters=row.own[-1].letters, is_known=False, own=row.own[-1:])
        rows.append(row)
    return replace(table, rows=rows, tokens=tokens)


def last_item(table: Table) -> int:
    """The place of the last numbered item behind all rows, if another one stands before it and all rows have a label; else 0."""
    items = [place for place, token in enumerate(table.tokens) if token.is_behind and token.number]
    return items[-1] if len(items) > 1 and all(row.letters for row in table.rows) else 0


def best_way(table: Table) -> Way | None:
    """The one way to name the rows that least speaks against; None if nothing is torn, or if several are as good."""
    short = [row for row in table.rows if len(row.letters) < WHOLE]
    is_torn = any(len(row.letters) == 1 or not row.is_known and row.letters not in terms() for row in short)
    if not is_torn or len(table.rows) < WHOLE or not 0 < sum(len(token.letters) for token in table.tokens) <= LETTERS:
        return None
    ordered = [some for name, some in names().items() if name not in (HEADINGS, ACCOUNTS)]
    for some in (*ordered, names()[ACCOUNTS]):
        search = Search(table, some, some in ordered)
        found = sorted(search.ways(), key=lambda way: way.cost)
        if found:
            return found[0] if len(found) == 1 or found[0].cost < found[1].cost else None
        if search.steps > STEPS:
            return None
    return None


@dataclass
class State:
    """Where a search is.

    Attributes:
        must: Letters that must still be taken.
        free: Letters among the headers that may be.
        labels: The names so far, by the number of the row.
        whole: The tokens that are labels, by the number of the row.
        last: The place in the list of the last name.
        place: The place of the last token that is a label.
        left: Rows left as they are.
    """

    must: Counter[str]
    free: Counter[str]
    labels: dict[int, str] = field(default_factory=dict)
    whole: dict[int, Token] = field(default_factory=dict)
    last: int = -1
    place: int = -1
    left: int = 0

    def less(self, letters: Counter[str]) -> State | None:
        """The state without some letters, those that must be taken first; None if they are not all there."""
        beyond = letters - self.must
        return None if beyond - self.free else replace(self, must=self.must - letters, free=self.free - beyond)


class Search:
    """The ways to name the rows of a table by the names of a list."""

    def __init__(self, table: Table, some: tuple[str, ...], keeps_order: bool) -> None:
        self.table = table
        self.order = {name: number for number, name in enumerate(some)}
        self.keeps_order = keeps_order
        self.steps = self.lacks = 0
        self.pool = "".join(token.letters for token in table.tokens)
        single = {token.letters for token in table.tokens if token.is_behind and len(token.letters) == 1}
        self.spelled = [(name, number) for name, number in self.order.items() if single.issuperset(name)]
        letters = set("".join((*some, *names()[HEADINGS], *TOTALS)))
        # Words with letters that no name has are none of the letters.
        self.strange = {id(token) for token in table.tokens if not token.is_free and set(token.letters) - letters}
        # A heading stands alone, right above its rows: several words behind each other, and those among the headers, may be labels.
        words = [token for token in table.tokens if len(token.letters) > 1 or token.letters in TOTALS]
        block = [token for token in words if not token.is_free and (token.is_behind or token.run >= RUN)]
        has_total = any(token.letters in TOTALS for token in block)
        listed = [token for token in words if token.is_free and (token.letters in self.order or token.letters in TOTALS and not has_total)]
        self.whole = sorted((*block, *listed), key=lambda token: token.line.number)
        self.places = {id(token): number for number, token in enumerate(table.tokens)}
        self.ends: dict[str, list[str]] = {}
        for name in self.order:
            self.ends.setdefault(name[-1], []).append(name)

    def ways(self) -> list[Way]:
        """All ways that leave the fewest rows without a label, or else more of them; none if there are too many to look at."""
        bare = sum(not row.letters for row in self.table.rows)
        for self.lacks in sorted({max(0, bare - len(self.whole)), bare}):
            must = Counter("".join(token.letters for token in self.table.tokens if not token.is_free and id(token) not in self.strange))
            free = Counter("".join(token.letters for token in self.table.tokens if token.is_free))
            out = list(islice(self.after(0, State(must, free)), WAYS + 1))
            if out or self.steps > STEPS:
                return out if len(out) <= WAYS and self.steps <= STEPS else []
        return []

    def after(self, number: int, state: State) -> Iterator[Way]:
        """The ways to name the rows from one on, with the letters that are left."""
        self.steps += 1
        if self.steps > STEPS:
            return
        if number == len(self.table.rows):
            yield from self.end(state)
            return
        row = self.table.rows[number]
        if not row.letters:
            yield from self.without_label(number, state)
            return
        at = self.order.get(row.letters, -1)
        if row.is_known or len(row.letters) > 1:
            # What stands whole may be out of order; what was torn follows it.
            is_left = len(row.letters) < WHOLE and not row.is_known
            yield from self.after(number + 1, replace(state, last=at if at >= 0 else state.last, left=state.left + is_left))
        if at >= 0 or row.is_known and len(row.letters) > REST:
            return
        for name in self.ends.get(row.letters[-1], ()):
            at = self.order[name]
            is_next = at > state.last or not self.keeps_order
            if is_next and len(name) > len(row.letters) and is_in_order(row.letters, name) and name not in state.labels.values():
                rest = state.less(Counter(name) - Counter(row.letters))
                if rest:
                    yield from self.after(number + 1, replace(rest, labels={**state.labels, number: name}, last=at))

    def without_label(self, number: int, state: State) -> Iterator[Way]:
        """The ways to name a row that has no label, and the rows behind it: words in their order, the word of a total, or none."""
        for token in self.whole:
            if self.places[id(token)] <= state.place:
                continue
            rest = state if id(token) in self.strange else state.less(Counter(token.letters))
            if rest:
                labels, whole = {**state.labels, number: printed(token)}, {**state.whole, number: token}
                yield from self.after(number + 1, replace(rest, labels=labels, whole=whole, place=self.places[id(token)]))
        # Letters of a name that stand one by one.
        for name, at in self.spelled:
            rest = state.less(Counter(name)) if at > state.last or not self.keeps_order else None
            if rest and name not in state.labels.values():
                yield from self.after(number + 1, replace(rest, labels={**state.labels, number: name}, last=at))
        for total in TOTALS[:2]:
            rest = state.less(Counter(total))
            if rest and not any(token.letters == total for token in self.whole):
                yield from self.after(number + 1, replace(rest, labels={**state.labels, number: total}))
        if state.left < self.lacks:
            yield from self.after(number + 1, replace(state, left=state.left + 1))

    def end(self, state: State) -> Iterator[Way]:
        """The way that all rows were named in, if nothing is left that must be taken."""
        headings = headings_of(state)
        used = {id(token) for token in state.whole.values()}
        # What may be a label and stands in a block, or below the headers, is one, or its letters are taken.
        breaks = any(
            id(token) in self.strange and (token.is_behind or token.run >= RUN)
            or token.is_near and len(token.letters) > 1 and not Counter(token.letters) - state.free
            for token in self.table.tokens if id(token) not in used
        )  # fmt: skip
        # What stands above all rows names none behind one that is left without a name and others that have their own.
        rows = self.table.rows
        nameless = next((number for number, row in enumerate(rows) if not row.letters and number not in state.labels), len(rows))
        breaks |= any(token.is_free and any(row.letters for row in rows[nameless:number]) for number, token in state.whole.items())
        # Where the numbers of items rise from row to row, they do with those of the labels behind the rows.
        own = [row.number for row in self.table.rows if row.number]
        numbers = [row.number or (state.whole[number].number if number in state.whole else 0) for number, row in enumerate(self.table.rows)]
        breaks |= rises(own) and len(own) > 1 and not rises([number for number in numbers if number])
        listed = sum(label in self.order for label in state.labels.values())
        if headings is not None and not breaks and listed > bool(used & self.strange):
            cost = (state.left, headings, state.free.total(), *self.disorder(state.labels))
            yield Way(state.labels, state.whole, state.free, cost)

    def disorder(self, labels: dict[int, str]) -> tuple[int, int, int, int]:
        """What speaks against names.

        How many do not begin as what has the number of their row, how many stand out of order, how many have letters on both sides of other
        rows, and how often their letters go back in the text.
        """
        rows = self.table.rows
        named = [labels.get(number, row.letters) for number, row in enumerate(rows)]
        heads = {token.number: token.letters[0] for token in self.table.tokens if token.number}
        strange = sum(name[:1] != heads[row.number] for name, row in zip(named, rows, strict=True) if row.number in heads)
        places = [self.order[name] for name in named if name in self.order] if self.keeps_order else []
        last = back = 0
        for number, label in labels.items():
            rest = label.removesuffix(rows[number].letters) if rows[number].letters else label
            rest = rest if rest in self.pool else rest[:1]
            found = self.pool.find(rest, last)
            back += found < 0
            last = found + len(rest) if found >= 0 else last
        blocks = [Counter("".join(token.letters for token in some)) for _, some in groupby(self.table.tokens, lambda token: token.block)]
        apart = sum(all(Counter(label) - Counter(rows[number].letters) - block for block in blocks) for number, label in labels.items())
        return strange, falls(places), apart, back


def rises(numbers: list[int]) -> bool:
    """Whether each number is greater than the one before it."""
    return all(one < other for one, other in pairwise(numbers))


def falls(numbers: list[int]) -> int:
    """How many pairs of numbers stand the greater before the smaller."""
    return sum(one > other for place, one in enumerate(numbers) for other in numbers[place + 1 :])


def printed(token: Token) -> str:
    """The words of a token, as a label."""
    return squeeze(NUMBER.sub("", first_cell(token.line).strip(), count=1))


def headings_of(state: State, most: int = 3) -> int | None:
    """The fewest headings that take all letters that are left; None if none do."""
    if not state.must:
        return 0
    rests = [state.less(Counter(heading)) for heading in names()[HEADINGS] if most and Counter(heading) & state.must]
    counts = [headings_of(rest, most - 1) for rest in rests if rest]
    return min((count + 1 for count in counts if count is not None), default=None)


def is_in_order(part: str, letters: str) -> bool:
    """Whether the letters of a part stand among others in its order."""
    rest = iter(letters)
    return all(letter in rest for letter in part)
