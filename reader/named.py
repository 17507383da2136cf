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
from itertools import takewhile

from reader.chapters import number_of
from reader.glossary import names, read_header, terms
from reader.layout import UNIT, classify
from reader.pieces import first_cell, is_lone_label, is_lone_value, is_page_number, is_whole, virtual, without
from reader.sides import SIDES
from reader.text import MONEY, Line, plain, squeeze

WORD = re.compile(r"[^\W0-9a-zA-Z_]")
MARK = re.compile(r"[0-9０-９]{1,2}[.．、]?\s*")
# What no label behind the rows has: brackets, or a number within it.
TITLE = re.compile(r"[()]|\D[0-9]")
NUMBER = re.compile("[0-9]{1,2}[.、]?(?=[^0-9])")
TOTALS = ("合計", "小計", "計", "総計", "総合計", "歳入合計", "歳出合計")
# Letters that a row has at most if they are the rest of its label; letters of a name whose word is no part of another (収入).
REST, WHOLE = 4, 3
# Letters of a line among headers that is no prose, though no word heads a column.
SHORT = 8
# Ways to share out the letters that are looked at, steps to them, and letters that stand alone, at most.
WAYS, STEPS, LETTERS = 400, 40000, 160
# Words behind each other that are no headings of the row below them.
RUN = 4
# The list of names of headings: they may take letters, and name no row.
HEADINGS = "headings"


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
    """

    line: Line
    number: int
    letters: str
    is_free: bool = False
    is_behind: bool = False
    run: int = 0
    is_near: bool = False


@dataclass
class Row:
    """Figures, and what stands before them.

    Attributes:
        line: The line of the label, or of the figures where they have none.
        letters: The label; empty if it has none.
        number: The number of an item before it; 0 if there is none.
        is_known: Whether the letters, on one line or several, are a name as they stand.
    """

    line: Line
    letters: str
    number: int
    is_known: bool = False


@dataclass
class Table:
    """The rows of a table, what stands alone among and around them, in the order of the text, the word of its total, and the place behind it."""

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
        cost: What speaks against it: rows left as they are, letters left to headings, letters left among headers, numbers and names out of order, and how often the
            letters go back in the text.
    """

    labels: dict[int, str]
    whole: dict[int, Token]
    free: Counter[str]
    cost: tuple[int, ...]


def name_torn(lines: list[Line]) -> list[Line]:
    """Name the rows whose labels were torn; a table in which several names would do stays as it is."""
    filled = [line for line in lines if line.filled and not is_page_number(line)]
    changed: dict[int, Line] = {}
    gone: list[Line] = []
    place = 0
    while place < len(filled):
        table = table_from(filled, place)
        way = best_way(table)
        if way is None and (cut := last_item(table)):
            # The last item may be that of a row that the table lacks.
            table = replace(table, tokens=table.tokens[:cut])
            way = best_way(table)
        if way:
            numbers = numbers_of(table, way)
            for number, label in way.labels.items():
                until = way.whole[number].line.number if number in way.whole else 0
                changed[id(table.rows[number].line)] = labelled(table.rows[number].line, f"{numbers[number]}{label}", until)
            gone += [*taken(table, way), *(token.line for token in table.total[1:])]
            if table.total[1:]:
                changed[id(table.total[0].line)] = labelled(table.total[0].line, "".join(token.letters for token in table.total), 0)
        place = max(table.end, place + 1)
    return [changed.get(id(line), line) for line in without(lines, gone)]


def labelled(line: Line, label: str, until: int) -> Line:
    """A line with another label; one of figures alone with one before them."""
    if is_lone_value(line):
        return virtual(line.number, [label, *(cell.text for cell in line.filled)], line.indent, max(line.until, line.number, until))
    first = line.filled[0]
    text = label if len(line.filled) == 1 else line.text
    return replace(line, text=text, cells=[replace(cell, text=label) if cell is first else cell for cell in line.cells])


def numbers_of(table: Table, way: Way) -> list[str]:
    """The number of the item of each row: its own, or that of a first letter that stands alone, if the numbers rise so; empty if it has none."""
    out: list[str] = []
    last = 0
    for number, row in enumerate(table.rows):
        behind = next((other.number for other in table.rows[number + 1 :] if other.number > last), 0)
        heads = [token for token in table.tokens if token.number > last and token.letters[0] == way.labels.get(number, " ")[0]]
        one: Row | Token | None = row if row.number else way.whole.get(number) or min(heads, key=lambda token: token.number, default=None)
        rises = one is not None and (one is row or last < one.number and (not behind or one.number < behind))
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
    headed = 0  # tokens above the last header

    def token_of(line: Line) -> Token:
        return Token(line, number_of(first_cell(line)), letters_of(line), is_free=not table.rows)

    for at in range(place, len(filled)):
        line = filled[at]
        text, kind = plain(line.text), read_header(first_cell(line)).kind
        is_alone = is_lone_label(line)
        if kind == "label" and any(name.endswith(text) for name in names()[HEADINGS]):
            kind = ""  # the end of a heading: 企業 会計
        if (line.begins or is_alone and (text in SIDES or kind == "label")) and table.rows:
            break
        if re.fullmatch("[0-9]{1,2}", text) and not (at + 1 < len(filled) and is_lone_value(filled[at + 1])):
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
                table.rows.append(Row(own[-1].line, letters, own[0].number, is_name(letters)))
            elif len(line.filled) > 1 and (before is None or not is_lone_value(before) or len(before.filled) > 1):
                table.rows.append(Row(line, "", 0))
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


def own_label(waiting: list[Token]) -> list[Token]:
    """Of what stands before figures, what is their label: the longest name that it ends in, or else the last line."""
    for start in range(len(waiting)):
        run = waiting[start:]
        if is_name("".join(token.letters for token in run)) and not any(token.number for token in run[1:]):
            return run
    return waiting[-1:]


def last_item(table: Table) -> int:
    """The place of the last numbered item behind all rows, if another one stands before it; else 0."""
    items = [place for place, token in enumerate(table.tokens) if token.is_behind and token.number]
    return items[-1] if len(items) > 1 else 0


def best_way(table: Table) -> Way | None:
    """The one way to name the rows that least speaks against; None if nothing is torn, or if several are as good."""
    torn = [row for row in table.rows if len(row.letters) < WHOLE and not row.is_known and row.letters not in terms() or len(row.letters) == 1]
    if not torn or len(table.rows) < WHOLE or not 0 < sum(len(token.letters) for token in table.tokens) <= LETTERS:
        return None
    lists = [some for name, some in names().items() if name != HEADINGS]
    for some in (*lists, tuple(term for term in terms() if len(term) >= WHOLE)):
        for keeps_order in (True, False) if some in lists else (False,):
            search = Search(table, some, keeps_order)
            found = sorted(search.ways(search.lacking()) or search.ways(len(table.rows)), key=lambda way: way.cost)
            if found:
                return found[0] if len(found) == 1 or found[0].cost < found[1].cost else None
    return None


class Search:
    """The ways to name the rows of a table by the names of a list."""

    def __init__(self, table: Table, some: tuple[str, ...], keeps_order: bool) -> None:
        self.table = table
        self.order = {name: number for number, name in enumerate(some)}
        self.keeps_order = keeps_order
        self.steps = self.lacks = 0
        self.pool = "".join(token.letters for token in table.tokens)
        letters = set("".join((*some, *names()[HEADINGS], *TOTALS)))
        # Words with letters that no name has are none of the letters.
        self.strange = [token for token in table.tokens if not token.is_free and set(token.letters) - letters]
        # A heading stands alone, right above its rows: several words behind each other, and those among the headers, may be labels.
        words = [token for token in table.tokens if len(token.letters) > 1 or token.letters in TOTALS]
        block = [token for token in words if token.is_behind or token.run >= RUN and not token.is_free]
        has_total = any(token.letters in TOTALS for token in block)
        listed = [token for token in words if token.is_free and (token.letters in self.order or token.letters in TOTALS and not has_total)]
        self.whole = [token for token in words if any(token is one for one in (*block, *listed))]
        self.places = {id(token): number for number, token in enumerate(table.tokens)}
        self.ends: dict[str, list[str]] = {}
        for name in self.order:
            self.ends.setdefault(name[-1], []).append(name)

    def lacking(self) -> int:
        """How many rows without a label have none even if all words that may be labels are theirs."""
        return max(0, sum(not row.letters for row in self.table.rows) - len(self.whole))

    def ways(self, lacking: int) -> list[Way]:
        """All ways in which so many rows at most stay without a label; none if there are too many to look at."""
        self.steps, self.lacks = 0, lacking
        must = Counter("".join(token.letters for token in self.table.tokens if not token.is_free and not any(token is one for one in self.strange)))
        free = Counter("".join(token.letters for token in self.table.tokens if token.is_free))
        out: list[Way] = []
        for way in self.after(0, must, free, {}, {}, -1, -1, 0):
            out.append(way)
            if len(out) > WAYS:
                return []
        return [] if self.steps > STEPS else out

    def after(
        self, number: int, must: Counter[str], free: Counter[str], labels: dict[int, str], whole: dict[int, Token], last: int, place: int, left: int,
    ) -> Iterator[Way]:  # fmt: skip
        """The ways to name the rows from one on, with the letters that are left."""
        self.steps += 1
        if self.steps > STEPS:
            return
        if number == len(self.table.rows):
            headings = headings_of(must, free)
            unused = [token for token in self.strange if (token.is_behind or token.run >= RUN) and not any(token is one for one in whole.values())]
            # What may be a label and stands among the headers is one, or its letters are taken.
            unused += [
                token for token in self.table.tokens
                if token.is_near and len(token.letters) > 1 and not any(token is one for one in whole.values()) and not Counter(token.letters) - free
            ]  # fmt: skip
            listed = sum(label in self.order for label in labels.values())
            has_strange = any(token is one for one in self.strange for token in whole.values())
            if headings is not None and not unused and listed > has_strange:
                yield Way(labels, whole, free, (left, headings, free.total(), *self.disorder(labels)))
            return
        row = self.table.rows[number]
        if not row.letters:
            for token in self.whole:
                at = self.places[id(token)]
                if at > place and (token.letters in TOTALS or token.letters not in labels.values()):
                    is_strange = any(token is one for one in self.strange)
                    rest = (must, free) if is_strange else less(Counter(token.letters), must, free)
                    if rest:
                        yield from self.after(number + 1, *rest, {**labels, number: printed(token)}, {**whole, number: token}, last, at, left)
            for total in TOTALS[: 2]:
                rest = less(Counter(total), must, free)
                if rest and not any(token.letters == total for token in self.whole):
                    yield from self.after(number + 1, *rest, {**labels, number: total}, whole, last, place, left)
            if left < self.lacks:
                yield from self.after(number + 1, must, free, labels, whole, last, place, left + 1)
            return
        at = self.order.get(row.letters, -1)
        if row.is_known or len(row.letters) > 1:
            if not self.keeps_order or at < 0 or at > last:
                yield from self.after(number + 1, must, free, labels, whole, max(last, at), place, left + (len(row.letters) < WHOLE and not row.is_known))
        if row.letters in self.order:
            return
        for name in self.ends.get(row.letters[-1], ()) if len(row.letters) <= REST or not row.is_known else ():
            at = self.order[name]
            if len(name) > len(row.letters) and is_in_order(row.letters, name) and (at > last or not self.keeps_order) and name not in labels.values():
                rest = less(Counter(name) - Counter(row.letters), must, free)
                if rest:
                    yield from self.after(number + 1, *rest, {**labels, number: name}, whole, at, place, left)

    def disorder(self, labels: dict[int, str]) -> tuple[int, int, int]:
        """How many names do not begin as what has the number of their row, how many stand out of order, and how often their letters go back."""
        rows = self.table.rows
        named = [labels.get(number, row.letters) for number, row in enumerate(rows)]
        heads = {token.number: token.letters[0] for token in self.table.tokens if token.number}
        strange = sum(name[:1] != heads[row.number] for name, row in zip(named, rows, strict=True) if row.number in heads)
        places = [self.order[name] for name in named if name in self.order]
        starts = []
        for number, label in labels.items():
            rest = label.removesuffix(rows[number].letters) if rows[number].letters else label
            found = self.pool.find(rest)
            starts.append(found if found >= 0 else self.pool.find(rest[:1]))
        return strange, falls(places), falls(starts)


def falls(numbers: list[int]) -> int:
    """How many pairs of numbers stand the greater before the smaller."""
    return sum(one > other for place, one in enumerate(numbers) for other in numbers[place + 1 :])


def printed(token: Token) -> str:
    """The words of a token, as a label."""
    return squeeze(NUMBER.sub("", first_cell(token.line).strip(), count=1))


def less(letters: Counter[str], must: Counter[str], free: Counter[str]) -> tuple[Counter[str], Counter[str]] | None:
    """What is left of letters that must be taken, and of those that may be, without some; None if they lack one."""
    beyond = letters - must
    return None if beyond - free else (must - letters, free - beyond)


def headings_of(must: Counter[str], free: Counter[str], most: int = 3) -> int | None:
    """The fewest headings that take all letters that are left; None if none do."""
    if not must:
        return 0
    found = []
    for heading in names()[HEADINGS] if most else ():
        if not Counter(heading) - must - free and Counter(heading) & must:
            rest = less(Counter(heading), must, free)
            count = headings_of(*rest, most - 1) if rest else None
            found += [count + 1] if count is not None else []
    return min(found, default=None)


def is_in_order(part: str, letters: str) -> bool:
    """Whether the letters of a part stand among others in its order."""
    rest = iter(letters)
    return all(letter in rest for letter in part)
