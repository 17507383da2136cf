"""The lines of a text and the cells of a line.

Cells are separated by tabs, by bars, or by runs of blanks as an extraction keeps the columns of
a page. Where blanks separate them, a cell has a place on the line, so that a column that is
blank in some rows can still be told from its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

Separator = Literal["tab", "bar", "blank"]

# Texts whose reading is kept: the same cells are looked at by each way of putting a page together.
TEXTS = 1 << 16
# One character for one character, so that places on the line stay what they are.
HALF_WIDTH = {
    code: half
    for code in range(0x3000, 0x10000)
    if len(half := unicodedata.normalize("NFKC", chr(code))) == 1 and half != chr(code)
} | dict.fromkeys(map(ord, "▲"), "△") | dict.fromkeys(map(ord, "−‐–—―─"), "-") | {0xA0: " "}
# More than the budget of any state in yen: digits that long are several numbers stuck to each other.
TOO_LARGE = 10**15
# Radicals that fonts of a PDF give for the characters that look like them: those that Unicode
# decomposes, and of its supplement those that it only calls equivalent.
RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
} | dict(zip(map(ord, "⺟⺠⻁⻄⻆⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲"), "母民虎西角長青食鬼麦黄斉歯竜亀", strict=True)) | {0x2027: "・"}
# Numbers of glyphs that some PDFs give for the characters from the blank to the tilde: 㻝㻘㻡㻜㻜 is 1,500.
GLYPHS = {0x3ECC + place: 0x20 + place for place in range(0x5F)}
GLYPH_DIGIT = re.compile("[㻜-㻥]")
GLYPHS_AT_LEAST = 10
BLANKS = re.compile(r"[\s\u3000\u00a0]+")
LEADERS = re.compile(r"[.…‥・･．]{3,}|(?:・ ){3,}・?")
# A figure: grouped by threes or not at all, its minus mark apart from it or not, its unit behind.
MINUS = "△\\-"  # within a class of characters
MYRIADS = {"兆": 10**12, "億": 10**8, "万": 10**4}
POWERS = {"千": 1000, "百": 100, "十": 10}
NUMERALS = "".join([*MYRIADS, *POWERS])  # within a class of characters
# A number before a myriad, which may print its powers of ten: 3,586, 3千586, 3千5百.
TENS = "(?:[0-9]{1,2}|[0-9]十[0-9]?)"
HUNDREDS = f"(?:[0-9]{{1,3}}|{TENS}|[0-9]百{TENS}?)"
UP_TO_MYRIAD = f"(?:[0-9],[0-9]{{3}}|[0-9]{{1,4}}|{HUNDREDS}|[0-9]千{HUNDREDS}?)"
# What stands before the last number of 1兆2,345億6,789万円 and of 3億3千586万円.
BEFORE = "".join([*(f"(?:{UP_TO_MYRIAD}{mark})?" for mark in MYRIADS), *(f"(?:[0-9]{mark})?" for mark in POWERS)])
GROUPED = rf"(?:{BEFORE}(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+))"
MONEY = {
    "円": "yen", "千円": "thousand_yen", "万円": "ten_thousand_yen", "百万円": "million_yen", "千万円": "ten_million_yen",
    "億円": "hundred_million_yen",
}  # fmt: skip
SPACED_UNITS = "|".join(map(" ?".join, MONEY))
# Thousands of a document that rounds them or cuts them off, so that its sums miss by a few.
ROUNDED_THOUSAND = "thousand_yen_rounded"
# Yen in a unit of money; figures of other units are counted in no sum with money.
YEN = {
    "yen": 1, "thousand_yen": 1_000, ROUNDED_THOUSAND: 1_000, "ten_thousand_yen": 10_000, "million_yen": 1_000_000,
    "ten_million_yen": 10**7, "hundred_million_yen": 10**8, "million_yen_tenths": 10**5, "hundred_million_yen_tenths": 10**7,
}  # fmt: skip
# Units that the project keeps apart: it holds an amount in them to none in another unit.
NO_MULTIPLES = ("yen", "ten_thousand_yen")
FIGURE = re.compile(
    rf"(?P<open>\(?)\s*(?P<minus>[{MINUS}]?)\s*(?P<digits>{GROUPED})\s*(?P<close>\)?)\s*(?P<unit>{SPACED_UNITS})?"
)
RATIO = re.compile(rf"\(?\s*[{MINUS}]?\s*[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?\s*(?:(?:%|ポイント|倍)(?:[増減][加少]?)?)?\s*\)?|皆増|皆減")
# A figure between two labels, or between a label and a figure.
UNITS = "|".join(MONEY)
AMID = re.compile(
    rf"(?<=[^\s{MINUS}] )([{MINUS}]? ?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:{UNITS})?|[0-9]+(?:{UNITS}))) (?!{UNITS})(?=\S)"
)
# A figure that words follow, a blank apart, where more than a blank parts it from what stands before.
LEADING = re.compile(rf"([{MINUS}]? ?[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:{UNITS})?) (?!{UNITS})(?=[^\W\d_])")
# A label that ends in brackets, which its figure touches.
STUCK = re.compile(rf"^[^\d、。]{{2,40}}\)(?=[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:{UNITS})?(?:\s|$))")
# Where an amount, with its minus mark or without, touches the last letter of its label, which is no word of a sentence.
TOUCHING = re.compile(r"(?<=[^\W\d_はがをにでともの兆億万千円])(?=(?:[△▲]\s?)?[0-9]{1,3}(?:,[0-9]{3})+(?:\s|$))")
GROUPED_BEFORE = re.compile(r"[0-9],[0-9]{3}")
# Of a rate, in words.
PERCENT = re.compile(r"(?<=[0-9０-９])\s?パーセント")
# A dash between a label and two amounts that are the same: nothing changes.
UNCHANGED = re.compile(r"(?<=[^\W\d_])-(?=([0-9]{1,3}(?:,[0-9]{3})+)\s+\1(?:\s|$))")
# A ratio between the amount that it is of and the words of a second list.
RATE_AMID = re.compile(rf"(?<=[0-9] )([{MINUS}]? ?[0-9][0-9,]*(?:\.[0-9]+)? ?%) (?=[^\W\d_])")
# A figure with a ratio behind it, a blank apart.
BEFORE_RATIO = re.compile(rf"(?:^| )[{MINUS}]? ?[0-9]{{1,3}}(?:,[0-9]{{3}})+ (?=[{MINUS}]? ?[0-9]+\.[0-9]+ ?%?(?: |$))")
# A figure or a ratio, and all of them at the end of a line.
TOKEN = re.compile(
    rf"[{MINUS}(]? ?(?:[0-9]+(?:\.[0-9]+(?: ?%)?|(?:\.[0-9]+)? ?(?:%|ポイント|倍))\)?(?![0-9,])|{GROUPED}\)?(?: ?(?:{SPACED_UNITS}))?)|皆[増減]|-"
)
TAIL = re.compile(rf"(?:(?:^| )(?:{TOKEN.pattern}))+$")
# A line that keeps columns, by more than a blank.
WIDE = re.compile(r"\S(?:\s{2,}|\t| ?[|｜│] ?)\S")
# The label of a total, however far its letters are spread.
TOTAL = re.compile(r"(歳入|歳出|収入|支出|収益|費用|資産|負債|資本)(の部)?(合計|総計)")
# Cells into which the letters of such a label may fall.
LETTERS = 4
# Letters of a label far apart, one blank before the first figure.
SPREAD_LABEL = re.compile(r"\s*[^\W\d_](?:\s{2,}[^\W\d_]){2,}(?= [△-]?[0-9])")
GLUED = re.compile(r"((?:[△-]?[0-9][0-9,]*\s+)*[△-]?[0-9][0-9,]*)(\D+)")
SPACED = re.compile(
    r"(?<![0-9,])[0-9]{1,3}(?:, ?[0-9]{3}){2,}(?![0-9])|(?<![0-9,])[0-9][0-9,]* [兆億万] ?円"
    # Blanks may also stand in the place of digits that a number of four digits would have: 5億 735万円, 8,201億  4百万円.
    rf"|[+＋±]?(?<![0-9,])[0-9][0-9,]*(?: ?[{NUMERALS}]{{1,2}} {{0,4}}[0-9][0-9,]*(?: [0-9](?![0-9,]))*)+ ?(?:[千百]?万|千|[兆億])? ?円"
    r"|(?<![0-9,])[0-9]{1,3}億 {1,3}[0-9]{1,3}(?![0-9,])"
)
# A year whose characters stand apart.
SPACED_YEAR = re.compile(r"(?:(?:令 ?和|平 ?成|昭 ?和) ?)?(?<![0-9,])[0-9０-９元](?: [0-9０-９])? 年 度")
# The same number with one comma, where nothing else stands on its line: beside others it may be two.
SPACED_ALONE = re.compile(rf"(\s*[{MINUS}]?\s?)([1-9][0-9]{{0,2}}, [0-9]{{3}})\s*")
# A label and its amounts, each with its unit, or the headers of years, with no blank between; each may stand in brackets.
# Behind one amount, or more, stands what ratio it is, its sign touching nothing: 町税1,493千円15.7%.
OF_UNIT, OF_RATIO = rf"[{MINUS}]?{GROUPED}(?:{UNITS})", rf"[{MINUS}]?[0-9]{{1,3}}(?:\.[0-9]+)?%"
NAME_ALONE = rf"[^\d()\s{MINUS}、。](?: ?[^\d()\s{MINUS}、。])*(?<![はがをにで])(?:\([^\d()\s]+\))?"
AMOUNTS = re.compile(rf"([^\d()\s{MINUS}]{{2,}}|(?P<aside>\([^\d()\s]+\)))((?:\(?{OF_UNIT}\)?){{2,}})")
AMOUNTS_AND_RATIO = re.compile(rf"({NAME_ALONE}) ?({OF_UNIT}(?: ?{OF_UNIT}| ?{OF_RATIO})*)(?<=%)")
# A label and its amount with a colon between: 総務債:600,518.
COLON = re.compile(
    rf"\s*([^\d\s:、。][^\d:、。]{{0,40}}?)\s*:\s*([{MINUS}]?{BEFORE}(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:{UNITS})?|[0-9]+(?:{UNITS})|0))\s*"
)
AMOUNT = re.compile(rf"\(?({OF_UNIT}|{OF_RATIO})\)?")
YEAR = re.compile("(?:令和|平成|昭和)(?:[0-9]+|元)年度|[0-9]{2}末")
YEARS = re.compile(f"(?:{YEAR.pattern}){{2,}}")
SPACED_POINT = re.compile(r"(?<![0-9.,])[0-9]{1,3}\. [0-9]{1,2}(?![0-9,])")
# Headers of one letter.
HEADS = "計款項目節"
# A title between dashes, which print no nil: ― 補正の内容 ―.
BETWEEN_DASHES = re.compile(r"\s*([―—─–-]+\s*[^\W\d_][^―—─–\d]*?\s*[―—─–-]+)\s*")
# A mark before a figure that it is above nil, or neither above nor below: +1,234, ±0.
PLUS = re.compile(r"(?<![^\s|｜│])[+＋±](?=\s?[0-9０-９])")
# What else stands at a figure and is no part of it: ¥1,234, ※1,234, 1,234※2, 1,234(注1), 1,234*.
BESIDE = re.compile(
    r"(?<![^\s|｜│])(?:[¥￥]|[\\※*＊](?=[0-9０-９]{1,3}[,，][0-9０-９]{3}))(?=[0-9０-９△▲-])"
    r"|(?<=[0-9０-９円%％])(?: ?※[0-9０-９]{0,2}|[*＊]|[(（][注※][0-9０-９]{0,2}[)）])(?![^\s|｜│])"
)
# Other triangles that mark what is below nil.
TRIANGLES = re.compile(r"(?<![^\s|｜│(（,，、:：])[▼∆Δ⊿▵▴▽](?=\s?[0-9０-９])")
# A number that ends before its last three digits do.
CUT_NUMBER = re.compile(r"[△▲-]?(?:[0-9０-９,，]+[兆億万])*[0-9０-９,，]*[0-9０-９][,，][0-9０-９]{0,2}$")
NIL = re.compile(r"[-ー*]{1,2}|…{1,2}|皆無")


class Unreadable(Exception):
    """The source cannot be read; the message says why, in Japanese and English."""


@dataclass
class Cell:
    """A cell of a line.

    Attributes:
        text: As printed, without the blanks around it.
        start: Where it begins: the number of the cell where tabs or bars separate, else the
            place on the line, or on the page of a PDF.
        end: Where it ends, in the same measure.
    """

    text: str
    start: float
    end: float


@dataclass
class Line:
    """A line of a text.

    Attributes:
        number: From 1.
        text: As it stands.
        separator: What separates its cells.
        cells: Its cells; blank ones too where tabs or bars separate them.
        indent: Place of its first character.
        until: The last line of the text that it was put together from; 0: its own.
        begins: Whether a table begins here, whatever stands above.
        is_joined: Whether it was put together from cells, so that none is blank.
        is_of_page: Whether its cells have places on a page, and not in its text.
        heads: Whether it heads the columns below, though its words are not known.
        is_part: Whether it is a part of a line of the text, in which several rows stand.
        is_read: Whether a table has it.
    """

    number: int
    text: str
    separator: Separator
    cells: list[Cell] = field(default_factory=list)
    indent: float = 0
    until: int = 0
    begins: bool = False
    is_joined: bool = False
    is_of_page: bool = False
    heads: bool = False
    is_part: bool = False
    is_read: bool = False

    @property
    def filled(self) -> list[Cell]:
        """Its cells that are not blank."""
        return [cell for cell in self.cells if cell.text]


@lru_cache(TEXTS)
def squeeze(text: str) -> str:
    """Remove all blanks, which the page uses only to space its columns."""
    return BLANKS.sub("", text)


@lru_cache(TEXTS)
def are_comparable(*scales: int) -> bool:
    """Whether the project holds amounts to one another: all in one unit, or in thousand yen and multiples of it.

    Args:
        scales: Yen in the unit of each.
    """
    return len(set(scales)) == 1 or not {*scales} & {YEN[unit] for unit in NO_MULTIPLES}


@lru_cache(TEXTS)
def plain(text: str) -> str:
    """A text without blanks and with half-width digits, brackets and marks."""
    return squeeze(text.translate(HALF_WIDTH))


@lru_cache(TEXTS)
def is_nil(text: str) -> bool:
    """Whether a cell prints that there is nothing: a lone dash."""
    return bool(NIL.fullmatch(plain(text)))


@lru_cache(TEXTS)
def is_ratio(text: str) -> bool:
    """Whether a cell prints a number with decimals or a per cent sign, or what stands for one."""
    return bool(RATIO.fullmatch(plain(text)))


def number_in(digits: str, unit: str) -> int | None:
    """The number that digits print, in the last of them: 45億3,200 in 万円 are 453,200, and 3億3千586 are 33,586.

    Args:
        digits: Digits, grouped or not, with 兆, 億 and 万 between them, and with 千, 百 and 十 before one of these or before the unit.
        unit: The unit of the last digit.

    Returns:
        The number; None if it has such a mark and no unit of money, or a smaller part of it is too large.
    """
    *parts, last = re.split(f"(?<=[{NUMERALS}])", digits.replace(",", ""))
    yen = YEN.get(unit, 0)
    if not parts or not yen:
        return None if parts else int(last)
    number, of_myriad, above = 0, max(size for size in (1, *MYRIADS.values()) if size <= yen), int(last) * yen
    # From the last to the first, each larger than all behind it: a power of ten is of the myriad that follows.
    for part in reversed(parts):
        of_myriad = MYRIADS.get(part[-1], of_myriad)
        size = of_myriad * POWERS.get(part[-1], 1)
        if above >= size:
            return None
        number += int(part[:-1] or 0) * size
        above = max(above, number)
    return number // yen + int(last)


@lru_cache(TEXTS)
def read_figure(text: str, unit_of_column: str = "ten_thousand_yen") -> tuple[int, int, str] | None:
    """Read a cell as a figure.

    Args:
        text: The cell as printed.
        unit_of_column: The unit of its last digit where it prints none and has 兆 or 億 (44億1,472); pages that print so count in 万円.

    Returns:
        Magnitude in the unit printed, sign (-1 where a minus mark or brackets stand), and the
        unit that stands in the cell, or an empty text; None if it is no figure, or too large for one.
    """
    found = FIGURE.fullmatch(text.translate(HALF_WIDTH).strip())
    if not found or bool(found["open"]) != bool(found["close"]):
        return (0, 1, "") if is_nil(text) else None
    sign = -1 if found["minus"] or found["open"] else 1
    unit = MONEY.get(squeeze(found["unit"] or ""), "")
    number = number_in(found["digits"], unit or unit_of_column)
    return (number, sign, unit) if number is not None and number < TOO_LARGE else None


def width(text: str) -> int:
    """Columns that a text takes on a screen where Japanese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def cells_between_blanks(text: str) -> list[Cell]:
    """Cells of a line that only blanks separate, each with its place.

    Two blanks or more separate; one does where figures stand side by side. Characters spaced
    out to fill a column (`資　　産`) are one cell.
    """
    glued = GLUED.fullmatch(text.translate(HALF_WIDTH))
    if glued and TOTAL.fullmatch(squeeze(text[glued.start(2) :])):
        # The label of a total behind its figures, with no blank between.
        label = Cell(text[glued.start(2) :].strip(), 0, 0)
        return [label, *(Cell(text[one.start() : one.end()], one.start(), one.end()) for one in re.finditer(r"\S+", glued[1]))]
    if cells := cells_without_blanks(text) or cells_of_colon(text):
        return cells
    if title := BETWEEN_DASHES.fullmatch(text):
        return [Cell(title[0].strip(), *title.span(1))]
    # A minus mark at the left of its column belongs to the figure at the right.
    text = re.sub(r"([△▲])([ \u3000]{2,})(?=[0-9０-９])", r"\2\1", text)
    even = LEADERS.sub(lambda leader: " " * len(leader[0]), text.translate(HALF_WIDTH))
    pieces = [(match.start(), match.end()) for match in re.finditer(r"\S+(?: \S+)*", even)]
    if (spread := SPREAD_LABEL.match(even)) and pieces[-1][0] == spread.end() - 1:
        # One blank parts the last letter of a label, spread out, from the figures.
        pieces[-1:] = [(spread.end() - 1, spread.end()), (spread.end() + 1, pieces[-1][1])]
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        single = end - start == 1 and not even[start].isdigit() and even[start] not in "△-"
        before = even[joined[-1][0] : joined[-1][1]] if joined and single else ""
        word = re.fullmatch(r"(?:(?:[0-9]{1,2}[.、]|[(（][0-9]{1,2}[)）]) ?)?\S(?:\s+\S)*", before)
        gap, widest = start - (joined[-1][1] if joined else 0), max(map(len, BLANKS.findall(before.partition(".")[2] or before)), default=0)
        # The letters of a word stand up to six blanks apart, or as far as the others, or three times as far.
        if word and gap <= max(6, widest + 2) and (not widest or gap <= 3 * widest):
            # What heads a column of its own stands farther off than the letters of a word from each other.
            if not (even[start] in HEADS and widest and gap > widest + 1):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    is_spread = False
    for count in range(min(LETTERS, len(joined)), 1, -1):
        if TOTAL.fullmatch(squeeze(text[joined[0][0] : joined[count - 1][1]])):
            joined[:count] = [(joined[0][0], joined[count - 1][1])]
            is_spread = count > 2
            break
    cells = []
    for start, end in joined:
        cuts = [start]
        for amid in [*AMID.finditer(even[start:end]), *RATE_AMID.finditer(even[start:end])]:
            cuts += [start + amid.start(1), start + amid.end()]
        if cells and (leading := LEADING.match(even[start:end])):
            cuts.append(start + leading.end())
        cuts += [start + ratio.end() for ratio in BEFORE_RATIO.finditer(even[start:end])]
        tail = TAIL.search(even[start:end])
        tokens = list(TOKEN.finditer(tail[0])) if tail and not re.fullmatch(r"\S( \S)+", even[start:end]) else []
        # A lone ratio at the end may be part of the words before it.
        if len(tokens) > 1 or tokens and not is_ratio(tokens[0][0]) or tokens and read_figure(tokens[0][0]):
            for token in tokens:
                lead = len(token[0]) - len(token[0].lstrip())
                cuts.append(start + tail.start() + token.start() + lead)
        if stuck := STUCK.match(even[start:end]):
            figure = re.match(rf"[0-9,]+(?:{UNITS})?", even[start + stuck.end() : end])
            cuts += [start + stuck.end(), start + stuck.end() + figure.end()]
        bounds = [*sorted(set(cuts)), end]
        for left, right in zip(bounds, bounds[1:], strict=False):
            cell = text[left:right].strip()
            if cell:
                place = left + len(text[left:right]) - len(text[left:right].lstrip())
                cells.append(Cell(cell, place, place + len(cell)))
    if is_spread:
        cells[0] = replace(cells[0], text=" ".join(cells[0].text.split()))
    return cells


def cells_without_blanks(text: str) -> list[Cell]:
    """The cells of a line that holds years, or a label and its amounts with their units, stuck to each other; none if it does not."""
    even = text.translate(HALF_WIDTH)
    start = len(even) - len(even.lstrip())
    if YEARS.fullmatch(even.strip()):
        return [Cell(text[one.start() : one.end()], one.start(), one.end()) for one in YEAR.finditer(even)]
    found, with_ratio = (kind.fullmatch(even.rstrip(), start) for kind in (AMOUNTS, AMOUNTS_AND_RATIO))
    if found and bool(found["aside"]) == ("(" in found[3]):
        told = found.span(3)
    elif found := with_ratio:
        told = found.span(2)
    else:
        return []
    amounts = [one.span(1) for one in AMOUNT.finditer(even, *told)]
    return [Cell(text[left:right], left, right) for left, right in (found.span(1), *amounts)]


def cells_of_colon(text: str) -> list[Cell]:
    """A label and its amount that a colon parts; none if it is no such line."""
    found = COLON.fullmatch(text.translate(HALF_WIDTH))
    return [Cell(text[left:right], left, right) for left, right in (found.span(1), found.span(2))] if found else []


def is_framed(text: str) -> bool:
    """Whether a line has a bar at both ends, so that the first cell is between the first two."""
    if re.fullmatch(r"\s*│.*│\s*", text):
        return True
    return bool(re.fullmatch(r"\s*[|｜│]\s*[^|｜│\s][^|｜│]*[|｜│].*[|｜│]\s*", text))


def compact(text: str) -> str:
    """A text with the blanks within its figures (6, 960, 626; 446 億 6541 万円) before them, so that all else keeps its place."""
    alone = SPACED_ALONE.fullmatch(text.translate(HALF_WIDTH))
    if alone:
        return f" {text[: alone.end(1)]}{squeeze(alone[2])}"
    whole = SPACED.sub(closed_up, SPACED_YEAR.sub(closed_up, text))
    # An extraction that sets commas apart sets points apart too.
    whole = SPACED_POINT.sub(closed_up, whole) if whole != text else text
    whole = UNCHANGED.sub(" - ", PERCENT.sub("%", TRIANGLES.sub("△", whole)))
    first = TOUCHING.search(whole)
    # Behind figures of a row it is a note that touches its amount.
    return TOUCHING.sub(" ", whole) if first and not GROUPED_BEFORE.search(whole, 0, first.start()) else whole


def without_marks(text: str) -> str:
    """A text with blanks for what stands at its figures and is no part of them."""
    return BESIDE.sub(lambda found: " " * len(found[0]), PLUS.sub(" ", text))


def closed_up(found: re.Match[str]) -> str:
    """What a pattern matches, its blanks before it."""
    return " " * len(re.findall(r"\s", found[0])) + squeeze(found[0])


def to_line(number: int, text: str) -> Line:
    """Split a line of a text into its cells."""
    text = compact(text)
    indent = len(text) - len(text.lstrip(" \u3000"))
    # Bars at the end are of cells that were left blank, or close the line.
    inner = without_marks(re.sub(r"(\s*[|｜│])+\s*$", "", text) if not is_framed(text) else text)
    for separator, pattern in (("tab", "\t"), ("bar", r"\||｜|│")):
        if re.search(pattern, inner):
            parts = re.split(pattern, inner)
            if separator == "bar" and is_framed(text):
                parts = parts[1:-1]
            cells = [Cell(part.strip(), place, place) for place, part in enumerate(parts)]
            return Line(number, text, separator, cells, indent)
    return Line(number, text, "blank", cells_between_blanks(inner), indent)


def in_glyphs(lines: list[Line]) -> bool:
    """Whether the digits of a text are numbers of glyphs, which no word of a budget has by itself."""
    return sum(len(GLYPH_DIGIT.findall(line.text)) for line in lines) >= GLYPHS_AT_LEAST


def from_glyphs(lines: list[Line], is_text: bool) -> list[Line]:
    """Lines whose characters are numbers of glyphs, with the characters that they stand for; those of a PDF keep their places."""
    if is_text:
        return [to_line(line.number, line.text.translate(GLYPHS)) for line in lines]
    return [replace(line, text=line.text.translate(GLYPHS), cells=[replace(cell, text=cell.text.translate(GLYPHS)) for cell in line.cells]) for line in lines]
