"""Tables of a text: where they begin and end, their columns and their rows.

What is read here is what the page shows. What the words and the numbers mean beyond that is
for the glossary and for arithmetic.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise, takewhile, zip_longest
from statistics import median

from reader.glossary import is_cut, read_header, terms, translate, unbracketed, units
from reader.reading import Column, Figure, Row
from reader.text import TOTAL as TOTAL_OF_ALL
from reader.text import HALF_WIDTH, LEADERS, MINUS, MONEY, PLUS, TEXTS, UNITS, WIDE, Cell, Line, is_ratio, plain, read_figure, squeeze, width

UNIT = re.compile(r"単位[:：]?([^)\]〕】）]{1,8})")
UNITS_ALONE = re.compile(rf"[(\[〔]({UNITS})[)\]〕]|({UNITS})(?:\2|%)+")
PERIOD = re.compile(r"年.*月.*日(現在|.*(まで|至)|.*[~～〜-].*日)|自.*至.*日?")
RULE = re.compile(r"[\s|｜│↑+\-—=─━┃┏┓┗┛┣┫┳┻╋├┤┬┴┼┌┐└┘:]{3,}|[|｜│]+")
SENTENCE = re.compile(r"。|、.*(する|した|ため|より|もの)|[をにがは].*(補正する|定める|次のとおり|改め)|」を「")
PAGE_MARK = re.compile(r"-?[0-9]{1,4}-?(頁|ページ)?")
NUMBERING = re.compile(
    r"(第\s?[\d一二三四五六七八九十]+\s?[款項目節表条]|\d{1,2}[款項目節](?=\s)|[(（<＜〈][\d一二三四五六七八九十ア-ン]+[)）>＞〉]|\d{1,3}(?=[\s.、．]|(?!歳(?![入出]))[^\s\d,，.．%％年月日/か箇人号～〜~]|人件)"
    r"|[一二三四五六七八九十]+(?=[\s、.．])|[ア-ンｱ-ﾝ](?=[\s.、．)])|[①-⑳]|[ⅰ-ⅹⅠ-Ⅹ]+(?=[\s.、]|[^a-z])|[A-Z](?=[\s.、．)]))[\s.、．)]*"
)
# The number of an item or a chapter that letters of a word, spread over a line, follow.
ITEM = re.compile(r"\d{1,2}[.．]|第\d{1,2}[款項目節]")
SPREAD = re.compile(r"\S(?:\s+\S)*")
# How a column is computed from others, below its header: A, (A+B), B/A.
FORMULA = re.compile(r"\(?[A-Z](?:[-+*/=()A-Z])*\)?|\([A-Z0-9]\)[-+/=()A-Z0-9]*(?:×100)?|[①-⑳](?:[-+/=()①-⑳])*(?:×100)?")
# From which numbered items a row is computed, behind its words: 営業利益 1-2.
COMPUTED = re.compile(r"(?<=[益失計額引支])\s+\(?[0-9]{1,2}(?:[-+][0-9]{1,2})+\)?$")
# Marks of a list; of one that the extraction has no letter for, a question mark or a letter of private use is left.
BULLETS = "・•○●◎□■◆◇▽▼※*＊▪▶►★☆?？\uf020-\uf0ff"
MARKS = re.compile(rf"^[{BULLETS}]+\s*|^-\s+(?=\D)")
# What the letters of a word, spread over a line, follow.
LEADING = re.compile(rf"(?:{ITEM.pattern}|{NUMBERING.pattern}|{MARKS.pattern}|\d{{1,2}}$)")
# What ends the title of a table, and no header of a column.
TITLE = re.compile(r"([書表調]|計画|状況|概要|概況|予算|決算|について|内訳|年度分?|[0-9]号\)?|のとおり)$")
# The number of a title that a comma parts from its words.
TITLE_NUMBER = re.compile("([0-9]{1,2})、")
TOTALS = ("合計", "小計", "総計", "計")
# A side of the budget and the name of an item of it.
OF_SIDE = re.compile(r"(?:歳入|歳出|収入|支出|(?:収益|資本)的(?:収支|収入|支出))\s+((?!歳[入出]|[収支][入出]|差引|差額|合計|計|[総純決予額済の]).{3,})")
# The number 1 of an item that a machine read as a letter: l 国庫負担金.
MISREAD_ONE = re.compile(r"^[lI] ?(?=[一-龥])")
# Kinds of headers that say nothing of amounts.
NAMES = ("", "label", "number", "attribute")
# An amount within a line of words.
NAMES_AMOUNT = re.compile(r"[0-9０-９]\s*(?:千|百?万|億)?円")
# An amount and its share before words, with no blanks as wide as between columns: 48億円 (92.8%) (内訳).
WITH_SHARE = re.compile(r"[0-9０-９]\s*(?:千|百?万|億)?円\s?[(（]\s?[0-9.０-９．]+\s?[%％]\s?[)）].*\w")
# An amount at the end of a label, whole or as far as a machine could read it: 675, ().
AMOUNT_AT_END = re.compile(rf"[0-9],[0-9]{{3}}(?:{UNITS})?$|[0-9lIO],(?:\(\)?)?$")
# Amounts in brackets above those of a row, which end the words of its label: (20,868) (0) (0.0%).
IN_BRACKETS = re.compile(r"(?:\s*[(（][△▲-]?[0-9][0-9,.]*%?[)）])+$")
# What ends the name of an account, and is none by itself.
OF_ACCOUNT = re.compile("(保険|医療)?事業(特別)?会計|(保険|医療)会計")
# A letter that is no label by itself.
LETTER = re.compile("(?![計国県市町村])[一-龠]")
# Letters with which names end, and which are none by themselves, though terms are.
ENDINGS = "費料金"
# The number of a chapter, an item or an article, of which the name is not there.
NUMBER_ALONE = re.compile("第[0-9]+[款項目条]")
RANKS = {"款": 0, "項": 1, "目": 2, "節": 3}
ROW_LABEL = 90
TITLE_LENGTH = 80
HEAD = 16  # characters of a word that heads a column
LOOK_BACK = 10
FOOT = 12  # blank lines above a total at the foot of a page
# Characters by which the places of items of one rank may differ.
SLACK = 2
# The same on a page, in points: a number of two digits begins before one of one digit.
POINTS = 7


@dataclass
class Region:
    """Lines of a table.

    Attributes:
        header: Lines of its header.
        body: Its other lines: rows, headings, labels that run over a line.
        repeated: Lines that repeat its header after a page break.
        before: Lines above it that may hold title, unit and period, nearest first.
        is_guessed: Whether nothing but the order of words and figures makes it one.
    """

    header: list[Line]
    body: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    is_guessed: bool = False


@lru_cache(TEXTS)
def is_value(text: str) -> bool:
    """Whether a cell is a figure, a nil or a ratio."""
    return read_figure(text) is not None or (is_ratio(text) and not re.fullmatch(r"[0-9]+", plain(text)))


@lru_cache(TEXTS)
def is_words(text: str) -> bool:
    """Whether a cell holds words and not a number alone."""
    return not is_value(text) and bool(re.search(r"[^\W\d_]", text))


@lru_cache(TEXTS)
def is_note(text: str) -> bool:
    """Whether a cell holds words, and is no figure of which a character was misread."""
    flat = plain(text)
    letters = re.findall("[ぁ-んァ-ヶ一-龠]", flat)
    return read_figure(text) is None and bool(letters) and (len(letters) > 1 or not re.search("[0-9]", flat) or bool(re.search("[0-9],[0-9]{3}", flat)))


def classify(line: Line) -> str:
    """What a line looks like by itself: blank, rule, unit, period, row, header, prose or text."""
    filled = line.filled
    text = line.text.strip()
    flat = plain(text)
    if line.heads:
        return "header"
    if not flat or (line.separator != "tab" and re.fullmatch(r"\D{1,6}\s*[-～~〜]\s*[0-9]{1,3}(\s*-)?", text)):
        return "blank"
    if RULE.fullmatch(text):
        return "rule"
    values = [cell for cell in filled if is_value(cell.text)]
    if UNIT.search("".join(plain(cell.text) for cell in filled)) and len(flat) <= 40 and not [cell for cell in values if not UNIT.search(plain(cell.text))]:
        return "unit"
    if is_unit_row(line):
        return "unit"
    if PERIOD.search(flat) and len(flat) <= 50 and (len(filled) == 1 or not values):
        return "period"
    if len(values) == 1 and any(cell is values[0] and re.match("[をがとにはで]", plain(behind.text)) for cell, behind in pairwise(filled)):
        return "prose"  # an amount amid a sentence
    if any(WITH_SHARE.search(cell.text) and not is_value(cell.text) for cell in filled):
        return "prose"  # several amounts, each with its name
    first = next((place for place, cell in enumerate(filled) if is_words(cell.text)), None)
    after = [cell for cell in filled[(first or 0) + 1 :] if is_value(cell.text)] if first is not None else values
    if first is not None and after and len(filled[first].text) <= ROW_LABEL and not re.search(r"。|」を「|、.*[のはが]$", filled[first].text):
        if first == 0 or all(is_value(cell.text) or ITEM.fullmatch(plain(cell.text)) for cell in filled[:first]):
            return "row"
    if first is None and len(values) >= 2:
        return "row"
    headers = [read_header(cell.text) for cell in filled]
    known = [header for header in headers if header.kind]
    if flat in TOTALS or re.search("(総括表|計算書|対照表|明細書|一覧表?|予算書|決算書|調書|集計表)$", flat) or NAMES_AMOUNT.search(flat):
        # The label of a total whose figures stand on other lines, the title of a table, which names a year, or what tells an amount itself.
        known = []
    if not values and len(filled) >= 2 and known and (
        headers[0].kind in ("label", "number") or 2 * len(known) >= len(filled) or len(filled) > 2 and headers[1].kind in ("stage", "year")
    ):
        return "header"
    if SENTENCE.search(flat) or len(flat) > TITLE_LENGTH:
        return "prose"
    return "text"


def is_unit_row(line: Line) -> bool:
    """Whether a line holds the units of several columns, below their headers, and nothing else: one unit of money, and %, or % alone."""
    if "円" not in line.text and "%" not in plain(line.text):
        return False
    words = line.text.split() if line.separator == "blank" else [cell.text for cell in line.filled]
    units_told = {plain(word).strip("()") for word in words} - {"%"}
    return len(words) > 1 and len(units_told) <= 1 and units_told <= MONEY.keys()


def is_page_furniture(line: Line) -> bool:
    """Whether a line is a page number, alone or beside a word or two."""
    return bool(PAGE_MARK.fullmatch(plain(line.text)) or re.fullmatch(r"\D{1,6}\s*[-～~〜]\s*[0-9]{1,3}(\s*-)?|-[0-9]{1,3}-\D{1,10}", plain(line.text)))


def find_regions(lines: list[Line], known: frozenset[str] = frozenset()) -> list[Region]:
    """Group the lines of a text into tables.

    A table begins at a header, or at rows in sequence, and ends before a sentence, a unit, a
    header, or words that lead to none of its rows.

    Args:
        lines: The text.
        known: Labels that are known of such a document, without blanks.

    Returns:
        Its tables, in order.
    """
    kinds = [classify(line) for line in lines]
    for place, kind in enumerate(kinds):
        if kind in ("text", "prose") and heads_rows(lines, kinds, place):
            kinds[place] = "header"
    regions: list[Region] = []
    place = 0
    last_end = -1
    while place < len(lines):
        if kinds[place] == "header":
            begin = place - 1 if is_upper_header(lines, kinds, place - 1) else place
            end = place + 1
            while end < len(lines) and continues_header(lines, kinds, end):
                end += 1
            header = [line for line, kind in zip(lines[begin:end], kinds[begin:end], strict=True) if kind != "blank"]
            title = next((line for line in reversed(lines[last_end + 1 : place]) if line.filled and not is_unit_alone(line)), None)
            body, stop = take_body(lines, kinds, end, lines[place].separator, known, title)
        elif kinds[place] == "row" and (lines[place].begins or starts_without_header(lines, kinds, place)):
            header = []
            body, stop = take_body(lines, kinds, place, lines[place].separator, known)
        else:
            place += 1
            continue
        if not any(classify(line) == "row" for line in body):
            place += 1
            continue
        above = lines[max(last_end + 1, place - LOOK_BACK * 2) : place]
        before = [line for line in reversed(above) if not all(is_value(cell.text) for cell in line.filled)][:LOOK_BACK]
        same = regions and header and words_of(header) == words_of(regions[-1].header)
        between = [
            line for line in before
            if not (classify(line) == "rule" or is_unit_alone(line) or is_page_furniture(line) or same and repeats(line, regions[-1]))
        ]
        declared = [{unit for line in some if (unit := read_unit(line.text))} for some in (before, regions[-1].before if regions else [])]
        same = same and (not all(declared) or declared[0] == declared[1])
        heads = begins_page(lines, place) and all(is_heading(line) for line in between)
        if same and not begins_again(regions[-1].body, body) and (heads if between else not ends_table(regions[-1].body[-1])):
            regions[-1].repeated += header
            regions[-1].body += [*reversed(between), *body]
        else:
            regions.append(Region(header, body, [], before))
        last_end = stop - 1
        place = stop
    return regions


def heads_rows(lines: list[Line], kinds: list[str], place: int) -> bool:
    """Whether words that are not known head the two rows right below them, each with a label and a figure for every other word."""
    cells = lines[place].filled
    if len(cells) < 3 or lines[place].begins or not all(is_words(cell.text) and len(plain(cell.text)) <= HEAD for cell in cells):
        return False
    below = [other for other in lines[place + 1 : place + 3] if other.filled]
    return len(below) == 2 and all(
        kind == "row" and len(line.filled) == len(cells)
        and is_words(line.filled[0].text) and all(is_value(cell.text) for cell in line.filled[1:])
        for line, kind in zip(below, kinds[place + 1 : place + 3], strict=True)
    )


def is_spread(texts: list[str]) -> bool:
    """Whether cells hold the letters of one word, spread however unevenly: 自, 転   車, 競, 走."""
    return all(len(part) == 1 for text in texts for part in text.split()) and 2 * sum(len(text) == 1 for text in texts) > len(texts)


def is_upper_header(lines: list[Line], kinds: list[str], place: int) -> bool:
    """Whether a line holds the upper words of headers that run over two lines, or three: cells of words, above those of a header."""
    if place < 0 or lines[place].separator != "blank" or kinds[place] not in ("text", "header", "prose"):
        return False
    upper, lower = lines[place].filled, lines[place + 1].filled
    if len(upper) < 2 or len(upper) >= len(lower) + 2 or any(is_value(cell.text) for cell in upper):
        return False
    is_third = place + 2 < len(lines) and continues_header(lines, kinds, place + 2)
    third = lines[place + 2].filled if is_third else []
    # The row of what heads the labels may stand between groups of columns and their parts.
    heads_labels = all(read_header(cell.text).kind in ("label", "number", "attribute") for cell in lower)
    if heads_labels and len(third) > len(upper) and len(third) % len(upper) == 0 and third[0].start < upper[0].end and upper[-1].start < third[-1].end:
        return True
    # Of three rows the first goes on in the last: 支払義務 / 発生額, beside headers of one row that stand between them.
    goes_on = any(
        read_header(one.text + other.text).kind and one.start < other.end and other.start < one.end for one in upper for other in third
    )
    rows = [(line, cell) for line in lines[place + 1 : place + 2 + goes_on] for cell in line.filled]
    wide = [wide_places(cell, lines[place]) for cell in upper], [wide_places(cell, line) for line, cell in rows]
    narrow = [(cell.start, cell.end) for cell in upper], [(cell.start, cell.end) for _, cell in rows]
    return any(all(any(start < right and left < end for left, right in below) for start, end in above) for above, below in (narrow, wide))


def ends_table(line: Line) -> bool:
    """Whether a row is the last of its table: a total, behind which a repeated header begins another."""
    return bool(re.search(r"(合計|総計|総額)$", plain(line.filled[0].text)))


def words_of(header: list[Line]) -> str:
    """The words of a header without blanks."""
    return "".join(plain(cell.text) for line in header for cell in line.filled)


def begins_again(above: list[Line], body: list[Line]) -> bool:
    """Whether the first label behind a repeated header stands above already, so that another table begins."""
    first = plain(body[0].filled[0].text)
    return any(plain(line.filled[0].text) == first for line in above)


def begins_page(lines: list[Line], place: int) -> bool:
    """Whether a line is the first of a page of a PDF, so that what stands above it is at the foot of the page before."""
    return lines[place].is_of_page and (place == 0 or not lines[place - 1].is_of_page)


def is_heading(line: Line) -> bool:
    """Whether words alone may head the rows below: no sentence, and no title of a table, which does not stand at the foot of a page."""
    return len(line.filled) == 1 and classify(line) == "text"


def is_unit_alone(line: Line) -> bool:
    """Whether a line declares a unit and says nothing else."""
    return classify(line) == "unit" and len(re.sub(r"[(（\[〔]?単位[:：]?[^)\]）〕]*[)\]）〕]?", "", squeeze(line.text))) == 0


def repeats(line: Line, region: Region) -> bool:
    """Whether a line repeats one above a region, as the head of a page does."""
    return plain(line.text) in {plain(other.text) for other in region.before}


def continues_header(lines: list[Line], kinds: list[str], place: int) -> bool:
    """Whether a line is a further line of the header before it."""
    line, kind = lines[place], kinds[place]
    if kind in ("rule", "unit"):
        return True
    if kind == "blank":
        return (
            line.separator == "blank" and place + 1 < len(lines)
            and (kinds[place + 1] == "header" and not read_header(lines[place + 1].filled[0].text).kind == "label" or is_unit_row(lines[place + 1]))
        )
    filled = line.filled
    if kind == "header":
        first = read_header(filled[0].text).kind
        above = [cell for cell in lines[place - 1].filled] if place else []
        return first != "label" or (len(above) < len(filled) and not any(read_header(cell.text).kind == "label" for cell in above))
    if kind != "text" or not filled:
        return False
    blank_first = line.separator != "blank" and not line.cells[0].text
    # Words alone above the columns at the right, not above the labels.
    above = next((lines[number].filled for number in range(place - 1, -1, -1) if kinds[number] == "header"), [])
    blank_first = blank_first or line.separator == "blank" and len(above) > 1 and filled[0].start >= above[1].start
    return (len(filled) >= 2 or blank_first or read_header(filled[0].text).kind == "label") and not any(is_value(cell.text) for cell in filled) and (
        blank_first or line.separator == "blank" or bool(read_header(filled[0].text).kind)
    )


def starts_without_header(lines: list[Line], kinds: list[str], place: int) -> bool:
    """Whether rows begin here although no header stands above: at least two of one shape, or one amount right below its unit."""
    following = [
        number for number in range(place + 1, min(place + 4, len(lines))) if kinds[number] not in ("blank", "rule")
    ]
    grouped = any("," in cell.text or MINUS[0] in cell.text for cell in lines[place].filled if is_value(cell.text))
    listed = bool(LEADERS.search(lines[place].text)) or "ページ" in lines[place].text
    is_loose = lines[place].separator == "blank" and not (grouped or listed)
    if place and kinds[place - 1] == "unit" and figures_on(lines[place]) == 1 and grouped:
        return True
    return bool(following) and kinds[following[0]] == "row" and figures_on(lines[following[0]]) == figures_on(lines[place]) and not is_loose


def take_body(
    lines: list[Line], kinds: list[str], start: int, separator: str, known: frozenset[str], title: Line | None = None
) -> tuple[list[Line], int]:
    """Take the rows and headings of a table.

    Args:
        lines: The text.
        kinds: What each line looks like.
        start: The first line behind the header.
        separator: What separates the cells of the header.
        known: Labels that are known of such a document, without blanks.
        title: The line above the header, if any.

    Returns:
        The lines, and the place of the first that is no part of it.
    """
    body: list[Line] = []
    first: Line | None = None
    place = start
    while place < len(lines) and not (body and lines[place].begins):
        if kinds[place] == "row":
            if first and (first.separator == "bar") != (lines[place].separator == "bar") and not (first.is_joined or lines[place].is_joined):
                break  # bars separate the cells of all rows of a table, or of none; rows that were put together may be of either
            first = first or lines[place]
            body.append(lines[place])
            place += 1
            continue
        run = place
        words = 0
        gap = 0
        while run < len(lines) and not lines[run].begins and kinds[run] in ("blank", "text", "rule", "period") and kinds[run] != "row":
            if kinds[run] == "period":
                break
            words += kinds[run] == "text" and not is_page_furniture(lines[run])
            gap += kinds[run] == "blank"
            run += 1
        # The total stands at the foot of the page.
        reach = 3 if separator == "blank" else 1
        label = plain("".join(cell.text for cell in takewhile(lambda cell: not is_value(cell.text), lines[run].filled))) if run < len(lines) else ""
        if separator == "blank" and not words and (TOTAL_OF_ALL.fullmatch(label) or label in ("計", "合計", "総計")):
            reach = FOOT
        # Letters down the page, which the extraction lost, leave blank lines amid the rows of a table.
        below = lines[run] if run < len(lines) and (separator == "blank" or lines[run].is_joined) else None
        if below and body and not words and 1 < figures_on(below) == figures_on(body[-1]):
            reach = FOOT
        leads_on = (
            run < len(lines) and kinds[run] == "row" and not lines[run].begins and words <= 6 and gap <= reach
            and not any(is_title(lines[number]) or title and is_next_title(title, lines[number]) for number in range(place, run))
            and not (gap and separator != "blank" and words)
            and not begins_other(lines[place:run], body, lines[run])
        )
        if not leads_on:
            break
        body += [line for line in lines[place:run] if line.filled and not RULE.fullmatch(line.text.strip()) and not is_page_furniture(line)]
        place = run
    # A label may run on behind the last row.
    if place < len(lines) and body and kinds[place] == "text" and not lines[place].begins:
        following = kinds[place + 1] if place + 1 < len(lines) else "blank"
        line = lines[place]
        last = plain(body[-1].filled[0].text)
        goes_on = begins_known(last + plain(line.text), last, known)
        if goes_on or following == "blank" and line.separator == "blank" and line.indent > body[-1].indent and not is_title(line) and not is_page_furniture(line):
            body.append(line)
            place += 1
    return body, place


def begins_other(between: list[Line], body: list[Line], row: Line) -> bool:
    """Whether a title between rows, behind a blank line, heads another table: the rows below have more figures, and a name for each."""
    titles = [place for place, line in enumerate(between) if place and not between[place - 1].filled and TITLE.search(plain(line.text))]
    widths = {figures_on(line) for line in body if figures_on(line)}
    names = [line for line in between[titles[-1] + 1 :] if line.filled and not re.fullmatch(r"\(.*\)", plain(line.text))] if titles else []
    return len(widths) == 1 and 1 < figures_on(row) == len(names) != max(widths)


def figures_on(line: Line) -> int:
    """The number of figures on a line."""
    return sum(is_value(cell.text) for cell in line.filled)


def is_next_title(title: Line, line: Line) -> bool:
    """Whether a line is numbered as a title is, by the next number: 3、 behind 2、."""
    one, other = (TITLE_NUMBER.match(plain(found.text)) for found in (title, line))
    return bool(one and other) and int(other[1]) == int(one[1]) + 1  # type: ignore[index]


def is_title(line: Line) -> bool:
    """Whether a line can only head a table: it names a form, a part or a statement in a title."""
    flat = plain(line.text)
    return bool(re.match(r"(\((歳入|歳出|収入|支出)\)$|第[0-9]+表|第[0-9]+条|様式第|議案第|令和.*年度.*(計算書|対照表|計画|予算|決算))", flat))


# ---------------------------------------------------------------- columns


@dataclass
class Grid:
    """Cells of a region by column.

    Attributes:
        label_columns: Number of columns that hold labels.
        headers: Header of each other column, its rows joined.
        rows: For each line of the body: its labels, and its cells by column.
        is_torn: Whether cells and columns do not match.
        unplaced: Lines with fewer figures than columns whose blanks are no places.
    """

    label_columns: int
    headers: list[str]
    rows: list[tuple[Line, list[str], list[str]]]
    is_torn: bool = False
    unplaced: frozenset[int] = frozenset()


def grid_by_number(region: Region) -> Grid:
    """Cells by their number, where tabs or bars separate them.

    The header and the rows may differ in the number of their label columns: a number of an item
    stands in a cell of its own, or a label spans two.
    """
    header = [line for line in region.header if line.filled and classify(line) not in ("unit", "rule")]
    named = leading_labels(header[0]) if header else 0
    region = replace(region, body=with_blank_changes(region.body))
    split = [line for line in region.body if line.separator != "blank" and any(is_value(cell.text) for cell in line.filled)]
    shapes = Counter((label_cells(line), len(line.cells) - label_cells(line)) for line in split)
    most = shapes.most_common(1)[0][0] if shapes else (1, 1)
    label_columns = max(named, most[0], 1) if header and len(header[0].cells) == most[0] + most[1] else max(most[0], 1)
    is_as_wide = bool(header) and len(header[0].cells) == most[0] + most[1]
    if is_as_wide and not named and most[0] > 1 and read_header(header[0].cells[1].text).kind == "attribute":
        named = 1  # a word that is not known heads the labels, and notes stand behind them
    if is_as_wide and (named > most[0] or named and read_header(header[0].cells[named].text).kind == "attribute"):
        # Words of an attribute, such as years, are no part of the label.
        label_columns = named
    if is_as_wide and not named:
        named = label_columns  # a word that is not known heads the labels
    # A group that spans several rows stands before the label of the first of them.
    own_labels = {
        line.number: own if (own := label_cells(line)) > most[0] and len(line.cells) - own == most[1] else label_columns for line in split
    }
    widths = [len(line.cells) - own_labels[line.number] for line in split]
    data = [[cell.text for cell in line.cells][named if number == 0 or (line.cells and not line.cells[0].text) else 0 :] for number, line in enumerate(header)]
    columns = max([*widths, len(data[0]) if data else 0, 1])
    if widths and max(widths) < columns and header and len(header) == 1 and not any(data[0][max(widths) :]):
        columns = max(widths)
    # Trailing cells that are blank in every line are no columns.
    while columns > 1 and not any(len(row) >= columns and row[columns - 1] for row in data) and not any(
        len(line.cells) >= label_columns + columns and line.cells[label_columns + columns - 1].text for line in split
    ):
        columns -= 1
    rows: list[tuple[Line, list[str], list[str]]] = []
    for line in region.body:
        texts = [cell.text for cell in line.cells]
        if len(line.filled) == 1 and not is_value(line.filled[0].text):
            rows.append((line, [line.filled[0].text], [""] * columns))
            continue
        cut = own_labels.get(line.number, label_columns)
        own = label_cells(line)
        filled = texts[: max((number for number, text in enumerate(texts, 1) if text), default=0)]
        if own < label_columns and len(filled) - own == columns and all(map(is_value, filled[own:])):
            texts = filled  # the label of a total spans the cells of labels, and its row ends before the others
        if own < label_columns and len(texts) < label_columns + columns and len(texts) - own == columns:
            cut = own
        labels, cells = texts[:cut], texts[cut:]
        if own < cut and not any(cells) and len(texts[own:cut]) == columns and all(map(is_value, texts[own:cut])):
            # The label of a total takes one cell where those of its parts take several.
            labels, cells = texts[:own], texts[own:cut]
        rows.append((line, labels, (cells + [""] * columns)[:columns]))
    # Of a row that blanks separate amid others nothing tells of which columns its figures are, if it has fewer.
    with_figures = [line for line in region.body if any(is_value(cell.text) for cell in line.filled)]
    unplaced = without_places([(line, [], line.cells[label_cells(line) :]) for line in with_figures], bool(header))
    return Grid(label_columns, join_headers(header, named, columns), rows, torn(rows, columns, header), unplaced)


def with_blank_changes(body: list[Line]) -> list[Line]:
    """The rows of a table, those that print one amount twice with a blank cell for the change between."""
    unchanged = without_change([(line, [], line.cells[label_cells(line) :]) for line in body if line.is_joined])
    return [
        replace(line, cells=[*line.cells[: label_cells(line)], *(Cell(text, number, number) for number, text in enumerate(cells))])
        if (cells := unchanged.get(line.number)) else line
        for line in body
    ]  # fmt: skip


def leading_labels(line: Line) -> int:
    """Number of the leading cells of a header that head labels, those that are blank included."""
    count = 0
    for cell in line.cells[:-1]:
        if cell.text and read_header(cell.text).kind not in ("label", "number"):
            break
        count += 1
    return count


def label_cells(line: Line) -> int:
    """Number of the leading cells of a row that hold its label, a number of an item included."""
    count = 0
    words = False
    for cell in line.cells:
        if words and (is_value(cell.text) or not cell.text):
            break
        if not words and count and is_value(cell.text):
            break
        words = words or is_words(cell.text)
        count += 1
    return count if words else 1


def torn(rows: list[tuple[Line, list[str], list[str]]], columns: int, header: list[Line]) -> bool:
    """Whether cells stand in fewer columns than the header has, so that they were shifted.

    In a table that is whole, a row with figures has one in every column of figures; a table in
    which no row has as many filled cells as columns, and the blanks stand amid the figures, is
    not whole.
    """
    filled = [[bool(cell) for cell in cells] for _, _, cells in rows if any(map(is_value, cells))]
    if len(filled) < 3 or columns < 4 or not header:
        return False
    most = max(sum(row) for row in filled)
    amid = sum(any(not row[place] and any(row[:place]) and any(row[place:]) for place in range(columns)) for row in filled)
    return most < columns and amid == len(filled)


def join_headers(header: list[Line], label_columns: int, columns: int) -> list[str]:
    """Join the rows of a header, column by column, where cells are numbered.

    A cell of the first row that spans several columns stands over all of them: those to its
    right are blank, or the row has fewer cells, which then span as many columns each.
    """
    rows = []
    for number, line in enumerate(header):
        texts = [cell.text for cell in line.cells]
        filled = [text for text in texts if text]
        data = texts[label_columns:] if number == 0 or len(texts) > columns or (texts and not texts[0]) else texts
        if number and texts and read_header(texts[0]).kind == "label" and len(texts) > columns:
            data = texts[label_columns:]
        below = header[number + 1 :]
        named = [text for text in data if text]
        if below and named and len(named) < columns and len(data) <= len(named) and columns % len(named) == 0:
            data = [text for text in named for _ in range(columns // len(named))]
        elif below and filled:
            lower = [cell.text for cell in below[0].cells]
            offset = 0 if len(lower) <= columns else label_columns
            spread, last = [], ""
            for place in range(columns):
                text = data[place] if place < len(data) else ""
                last = text or (last if place + offset < len(lower) and lower[place + offset] else "")
                spread.append(last)
            data = spread
        rows.append((data + [""] * columns)[:columns])
    return [" ".join(dict.fromkeys(filter(None, (row[place] for row in rows)))) for place in range(columns)]


def grid_by_place(region: Region) -> Grid:
    """Cells by their place on the line, where blanks separate them."""
    header = [line for line in region.header if line.filled and classify(line) not in ("unit", "rule")]
    named = [line for line in header if not all(plain(cell.text) in MONEY for cell in line.filled)]
    header = named or header  # a unit above each column names none
    if len(header) > 1 and all(line.is_of_page for line in header):
        header = as_leaves(header)
    label_names: list[Cell] = []
    for line in header:
        named = [cell for cell in line.filled[:leading_names(line)]]
        label_names = named if len(named) > len(label_names) else label_names
    leading = len(label_names)
    # Of two rows each may have a word for the labels: 区分 over 款.
    named = label_names
    label_names = [*named, *(line.filled[0] for line in header if named and line.filled[0] not in named and heads_labels(line, named))]
    bottom = max(([cell for cell in line.filled if cell not in label_names] for line in header), key=len, default=[])
    # What stands beside the labels, under a header of its own in the row of theirs, is no part of them.
    beside = [line.filled[leading:] for line in header if leading and line.filled[:leading] == named and line.filled[leading:] != bottom]
    words = [
        cell for some in beside if bottom and some and some[-1].end < bottom[0].start and all(read_header(one.text).kind == "attribute" for one in some)
        for cell in some
    ]  # fmt: skip
    has_notes = any(read_header(cell.text).kind == "attribute" for cell in bottom)
    has_notes_behind = bool(bottom) and read_header(bottom[-1].text).kind == "attribute"
    # A header of one row with its columns; of several rows, that with the most cells.
    values = []
    for line in region.body:
        filled = line.filled
        items = [place for place in range(len(filled)) if is_item_number(filled, place)] if leading > 1 and not has_notes else []
        figures = [place for place, cell in enumerate(filled) if is_value(cell.text) and place not in items]
        first = next((place for place in figures if place), len(filled))
        if filled and is_value(filled[0].text) and not is_words(filled[0].text) and len(filled) > 1 and is_words(filled[1].text):
            first = next((place for place in figures if place > 1), len(filled))
        elif filled and not any(is_words(cell.text) for cell in filled):
            first = 0
        labels = filled[:first]
        beyond = []
        if words:
            labels = labels[:leading]
        if len(labels) > max(leading, 1) and leading:
            attributes = [read_header(cell.text).kind == "attribute" for cell in bottom]
            if attributes and attributes[0]:
                labels, beyond = labels[: max(leading, 1)], labels[max(leading, 1) :]
        widths = {len(bottom), len(bottom) - has_notes_behind} if bottom else {width_of_whole(region.body)}
        cells = with_blanks(line, with_nils([*beyond, *filled[first:]], len(bottom)), widths)
        while len(cells) > len(bottom) > 1 and not has_notes and FORMULA.fullmatch(plain(cells[-1].text)):
            cells.pop()  # what the formulas of other rows call this one: 1,234 A
        values.append((line, labels, cells))
    figures = [cell for cell in bottom if read_header(cell.text).kind != "attribute"]
    has_blanks = any(not cell.text for _, _, cells in values for cell in cells)
    unplaced = without_places(values, bool(header), len(figures) or has_blanks * width_of_whole(region.body)) | of_other_units(values)
    unchanged = without_change(values)
    unplaced -= unchanged.keys()
    counts = Counter(len(cells) for line, _, cells in values if cells and line.number not in unplaced)
    lacking = len(bottom) - max(counts, default=0)
    is_unknown = bool(bottom) and not read_header(bottom[0].text).kind
    if not leading and (lacking == 1 or lacking > 1 and is_unknown) and all(labels for _, labels, cells in values if cells):
        label_names, bottom = bottom[:1], bottom[1:]  # a word that is not known heads the labels
    columns = len(bottom) or (counts.most_common(1)[0][0] if counts else 1)
    most = max(counts, default=columns)
    is_text = all(line.separator == "blank" and not line.is_of_page for line in header)
    set_out = [[place(line) for line in header] for place in (by_characters, by_width)] if len(header) > 1 and is_text else []
    stacks = [line for rows in set_out if (line := as_stacks(rows, most))]
    if stacks:
        # In the places that are right more of the headers are known.
        line = max(stacks, key=lambda line: sum(bool(read_header(cell.text).kind) for cell in line.cells))
        header, label_names, bottom = [line], line.filled[: leading_names(line)], line.filled[leading_names(line) :]
        columns = len(bottom)
    if most > columns and header and all(line.separator == "blank" for line in header):
        # The columns may begin in several rows of the header.
        whole = [as_leaves([set_out(line) for line in header])[0] for set_out in (by_width, by_characters)] if len(header) > 1 else header
        for line in (split_one(line, most) for line in whole):
            if len(line.filled) - leading_names(line) == most:
                header, label_names, bottom, columns = [line], line.filled[: leading_names(line)], line.filled[leading_names(line) :], most
                break
    is_torn = False
    if most > columns:
        is_torn = bool(header) and counts[most] > 1
        columns = most
    metrics = (lambda cell, line: (cell.start, cell.end), wide_places)
    whole = [(line, cells) for line, _, cells in values if len(cells) == columns]
    best = None
    for metric in metrics:
        ends = [[metric(cell, line)[1] for cell in cells] for line, cells in whole]
        starts = [[metric(cell, line)[0] for cell in cells] for line, cells in whole]
        if not ends:
            continue
        middle = [(median(row[place] for row in starts), median(row[place] for row in ends)) for place in range(columns)]
        spread = sum(abs(row[place] - middle[place][1]) for row in ends for place in range(columns)) / len(ends)
        if best is None or spread < best[0]:
            best = (spread, metric, middle)
    rows = []
    of_figures = [place for place, cell in enumerate(bottom) if read_header(cell.text).kind != "attribute"]
    for line, labels, cells in values:
        texts = [cell.text for cell in cells]
        if not cells:
            placed = [""] * columns
        elif len(cells) == columns:
            placed = texts
        elif len(bottom) == columns and len(cells) == len(of_figures) and all(is_value(text) for text in texts):
            # A figure for each column of figures; only the notes are blank.
            by_place = dict(zip(of_figures, texts, strict=True))
            placed = [by_place.get(place, "") for place in range(columns)]
        elif not WIDE.search(line.text.strip()) and (by_kind := place_by_kind(texts, bottom)):
            placed = by_kind
        elif line.number in unchanged:
            placed = unchanged[line.number]
        elif any(not text for text in texts):
            placed = texts + [""] * (columns - len(texts))  # its blank cells are found
        elif line.number in unplaced or not header and not WIDE.search(line.text.strip()):
            # Steps of an account in a text that keeps no columns: from the left.
            placed = texts + [""] * (columns - len(texts))
        else:
            placed = place_cells(line, cells, columns, best, bottom, header)
            if placed is None:
                placed = (texts + [""] * columns)[:columns]
                is_torn = True
        rows.append((line, [cell.text for cell in labels], placed))
    headers = headers_by_place(header, [*label_names, *words], columns, best)
    return Grid(max(leading, 1), headers, rows, is_torn, unplaced)


def with_nils(cells: list[Cell], count: int) -> list[Cell]:
    """The cells of a row, a dash parted from the figure behind it where the header has a column for each: - 3,218 is nil and 3,218."""
    parts: list[Cell] = []
    for cell in cells:
        found = re.fullmatch(rf"(-) +([0-9][0-9,]*(?:{UNITS})?)", cell.text.translate(HALF_WIDTH))
        has_places = cell.end - cell.start == len(cell.text)
        for start, end in (found.span(1), found.span(2)) if found else ((0, len(cell.text)),):
            parts.append(Cell(cell.text[start:end], *((cell.start + start, cell.start + end) if has_places else (cell.start, cell.end))))
    return parts if len(cells) < len(parts) == count else cells


def width_of_whole(body: list[Line]) -> int:
    """The number of figures that most of the rows have whose columns one blank parts each, two rows at least; 0 if none does."""
    counts: Counter[int] = Counter()
    for line in body:
        figures = [cell for cell in line.filled if is_value(cell.text)]
        gaps = [line.text[int(one.end) : int(other.start)] for one, other in pairwise(figures)]
        counts[len(figures) if line.separator == "blank" and gaps and all(gap == " " for gap in gaps) else 0] += 1
    del counts[0]
    width, count = counts.most_common(1)[0] if counts else (0, 0)
    return width if count > 1 else 0


def with_blanks(line: Line, cells: list[Cell], counts: set[int]) -> list[Cell]:
    """The cells of a row whose columns one blank parts, with an empty one where several blanks do, if so it has as many as the header.

    Args:
        line: The row.
        cells: Its cells behind the label.
        counts: How many the header has, with the notes at its end and without.
    """
    gaps = [line.text[int(one.end) : int(other.start)] for one, other in pairwise(cells)]
    wide = [place for place, gap in enumerate(gaps, 1) if len(gap) > 2]
    is_told = line.separator == "blank" and not line.is_of_page and not line.is_joined and 0 < len(wide) < len(gaps)
    if not is_told or len(cells) + len(wide) not in counts or any(gap.strip() or len(gap) == 2 for gap in gaps):
        return cells
    return [part for place, cell in enumerate(cells) for part in ([Cell("", cell.start, cell.start)] * (place in wide) + [cell])]


def place_by_kind(texts: list[str], header: list[Cell]) -> list[str]:
    """The cells of a row that lacks some, ratios below the headers of ratios and amounts from the left; none if kinds do not tell."""
    are_ratios = [read_header(cell.text).kind == "ratio" for cell in header]
    ratios = [text for text in texts if "%" in plain(text)]
    if not ratios or len(ratios) != are_ratios.count(True) or len(texts) >= len(header):
        return []
    amounts = [text for text in texts if "%" not in plain(text)] + [""] * (len(header) - len(texts))
    return [ratios.pop(0) if is_ratio_column else amounts.pop(0) for is_ratio_column in are_ratios]


def is_item_number(cells: list[Cell], place: int) -> bool:
    """Whether a cell is the number of an item, whose name is the next cell."""
    return bool(re.fullmatch("[0-9]{1,2}", plain(cells[place].text))) and place + 1 < len(cells) and is_words(cells[place + 1].text)


def without_places(values: list[tuple[Line, list[Cell], list[Cell]]], has_header: bool, count: int = 0) -> frozenset[int]:
    """Lines with more or fewer figures than most where no blanks tell of which columns these are.

    An account in steps is none: most of its rows have one figure. What does not change may be
    printed twice, for the sums to place.

    Args:
        values: Each line with the cells of its label, and its other cells.
        has_header: Whether the table has a header.
        count: The columns that it has; rows with as many cells are whole. 0: not known.
    """
    amounts = {line.number: [read[0] for cell in cells if cell.text and (read := read_figure(cell.text))] for line, _, cells in values}
    lengths = Counter(map(len, filter(None, amounts.values())))
    # Rows with an amount for each column are whole, however many lack one.
    usual = [(count, lengths[count])] if lengths[count] > 1 else lengths.most_common(1)
    if not usual or usual[0][0] == 1 and not has_header:
        return frozenset()
    # Of lines that were put together, those that lack cells; others have blank ones in their places.
    cells = Counter(len(line.cells) for line, _, _ in values if line.is_joined).most_common(1)
    lines = [line for line, _, _ in values if line.separator == "blank" or line.is_joined and len(line.cells) != cells[0][0]]
    blank = {line.number for line, _, of_row in values if any(not cell.text for cell in of_row)}
    lines = [line for line in lines if line.number not in blank]
    if any(WIDE.search(line.text.strip()) for line in lines if not line.is_joined and len(amounts[line.number]) == usual[0][0]):
        return frozenset()
    # A ratio without decimals looks like an amount: a row with a cell for each column is whole.
    filled = {line.number: sum(is_value(cell.text) for cell in cells if cell.text) for line, _, cells in values}
    counts = Counter(filled[number] for number, found in amounts.items() if found)
    whole = count if counts[count] > 1 else counts.most_common(1)[0][0]
    return frozenset(
        line.number for line in lines if (found := amounts[line.number]) and len(found) != usual[0][0] and filled[line.number] != whole
        and not (has_header and len(found) == 2 and len(set(found)) == 1)
    )  # fmt: skip


def without_change(values: list[tuple[Line, list[Cell], list[Cell]]]) -> dict[int, list[str]]:
    """The cells of rows that print one amount twice, the change left blank, where no blanks tell of which columns these are.

    In every row with three amounts the first two make up the third; ratios stand behind the same of them in all rows. Of two rows
    of three amounts or fewer, two of three rows at least must be such.

    Args:
        values: Each line with the cells of its label, and its other cells.

    Returns:
        The cells by the number of the line, those of the rows with three amounts too; none if there are no such rows.
    """
    rows = {
        line.number: [cell.text for cell in cells] for line, _, cells in values
        if cells and (line.is_joined or not WIDE.search(line.text.strip()))
    }
    amounts = {number: [read[0] * read[1] for text in texts if (read := read_figure(text))] for number, texts in rows.items()}
    kinds = {number: [is_ratio(text) and not read_figure(text) for text in texts] for number, texts in rows.items()}
    whole = [number for number in rows if len(amounts[number]) == 3]
    if not whole or any(sum(amounts[number][:2]) != amounts[number][2] or kinds[number] != kinds[whole[0]] for number in whole):
        return {}
    change = [place for place, is_one in enumerate(kinds[whole[0]]) if not is_one][1]
    lacking = [*kinds[whole[0]][:change], *kinds[whole[0]][change + 1 :]]
    twice = [number for number in rows if kinds[number] == lacking and len(amounts[number]) == 2 and len(set(amounts[number])) == 1]
    if not any(all(amounts[number]) for number in whole) or 3 * len(whole + twice) < 2 * len(rows) or not twice or len(whole + twice) < 3:
        return {}
    return {number: rows[number] for number in whole} | {number: [*rows[number][:change], "", *rows[number][change:]] for number in twice}


def of_other_units(values: list[tuple[Line, list[Cell], list[Cell]]]) -> frozenset[int]:
    """Lines of figures that have units of their own, where the rows with the most figures have none: their amounts are of no column.

    Args:
        values: Each line with the cells of its label, and its other cells.
    """
    told = {line.number: [bool(read[2]) for cell in cells if cell.text and (read := read_figure(cell.text))] for line, _, cells in values}
    most = max(map(len, told.values()), default=0)
    if any(any(units) for units in told.values() if len(units) == most):
        return frozenset()
    return frozenset(number for number, units in told.items() if units and all(units))


def heads_labels(line: Line, names: list[Cell]) -> bool:
    """Whether the first cell of a header's row heads labels, as others do that end behind where it begins."""
    return len(line.filled) > 1 and leading_names(line) == 1 and line.filled[0].start < names[-1].end


def leading_names(line: Line) -> int:
    """Number of the leading cells of a header that head labels."""
    filled = line.filled
    return next((place for place, cell in enumerate(filled) if read_header(cell.text).kind not in ("label", "number")), len(filled))


def wide_places(cell: Cell, line: Line) -> tuple[float, float]:
    """Places of a cell where Japanese characters take two columns."""
    if line.separator != "blank" or line.is_of_page:
        return cell.start, cell.end
    before = width(line.text[: int(cell.start)])
    return before, before + width(line.text[int(cell.start) : int(cell.end)])


def place_cells(line, cells, columns, best, bottom, header) -> list[str] | None:
    """Put the cells of a row that lacks some into the columns that they stand in.

    Returns:
        The cells by column, or None where places do not tell.
    """
    if best is not None:
        _, metric, middle = best
        places = [(metric(cell, line), cell) for cell in cells]
    elif len(bottom) == columns:
        middle = [wide_places(cell, header[-1]) for cell in bottom]
        places = [(wide_places(cell, line), cell) for cell in cells]
    else:
        return None
    placed = [""] * columns
    last = -1
    for (start, end), cell in places:
        distances = [
            min(abs(end - right), abs(start - left), abs((start + end) / 2 - (left + right) / 2))
            for left, right in middle
        ]
        choice = min(range(last + 1, columns), key=lambda number: distances[number], default=None)
        if choice is None:
            return None
        placed[choice] = cell.text
        last = choice
    return placed


def as_leaves(header: list[Line]) -> list[Line]:
    """A header whose cells have places as one line: the cells below which no other stands, from the left.

    A cell that stands at half the height of two others is in a line of its own. Words above another
    are one header with it if together they are known, or go on; they begin it where columns are alike.
    """
    placed = [
        (number, cell) for number, line in enumerate(header) for cell in line.filled
        if not FORMULA.fullmatch(plain(cell.text)) and plain(cell.text) not in MONEY
    ]
    # What stands below a header of notes is the first of them.
    notes = [(number, cell) for number, cell in placed if read_header(cell.text).kind == "attribute"]
    placed = [
        (number, cell) for number, cell in placed
        if not any(above < number and one.start < cell.end and cell.start < one.end for above, one in notes)
    ]
    stages = [(number, cell) for number, cell in placed if read_header(cell.text).kind == "stage"]

    def are_over(one: Cell, other: Cell) -> bool:
        return one.start < other.end and other.start < one.end

    def parts(number: int, cell: Cell) -> bool:
        # 金額 in the line above 変更前 and 変更後, which stand on both sides of it.
        below = [one for other, one in stages if other > number] if read_header(cell.text).kind == "amount" else []
        return any(one.end < cell.start for one in below) and any(one.start > cell.end for one in below)

    leaves, uppers = [], []
    for number, cell in placed:
        is_upper = parts(number, cell) or any(below > number and are_over(cell, one) for below, one in placed)
        (uppers if is_upper else leaves).append((number, cell))
    alike = Counter(plain(cell.text) for _, cell in leaves)
    top = [cell for number, cell in uppers if number == uppers[0][0]]
    cells = []
    for number, cell in sorted(leaves, key=lambda pair: pair[1].start):
        over = [one for above, one in uppers if above < number and are_over(one, cell)]
        text = cell.text
        for one in reversed(over):
            is_whole = read_header(plain(one.text + text)).kind and not read_header(one.text).kind
            if is_whole or re.match("[のを]", plain(text)) or re.search("[のを(]$", plain(one.text)):
                text = f"{one.text} {text}"
        if text == cell.text and alike[plain(text)] > 1 and uppers and uppers[0][0] < number:
            text = f"{min(over or top, key=lambda one, cell=cell: abs(one.start + one.end - cell.start - cell.end)).text} {text}"
        cells.append(Cell(text, cell.start, cell.end))
    return [replace(header[-1], cells=cells, text="\t".join(cell.text for cell in cells), indent=cells[0].start)] if cells else header


def as_stacks(header: list[Line], count: int) -> Line | None:
    """A header whose cells have places as one line, where the words of a column stand below each other (地方公営企業 / 法第26条の / 繰越額).

    The row with the most cells tells the columns. A cell of another row belongs to the one column that it stands over or below;
    what stands over several heads all of them, and names those that are alike; what stands beside all is a column of its own.

    Args:
        header: Its rows.
        count: The number of cells that rows have behind their labels, at most.

    Returns:
        The line; None if no column has words below each other, or columns and rows do not match.
    """
    rows = [[cell for cell in line.filled if not FORMULA.fullmatch(plain(cell.text))] for line in header]
    main = max(range(len(rows)), key=lambda number: len(rows[number]))
    columns = [[(main, cell)] for cell in rows[main]]
    spanning: list[Cell] = []
    others = [(number, cell) for number, row in enumerate(rows) for cell in row if number != main]
    for number, cell in sorted(others, key=lambda pair: abs(pair[0] - main)):
        over = [column for column in columns if any(one.start < cell.end and cell.start < one.end for _, one in column)]
        kind = read_header(cell.text).kind
        if len(over) == 1 and kind and number < main and read_header(over[0][0][1].text).kind:
            # Two headers that are known by themselves are of two ranks: the upper heads several columns.
            if kind != "amount":
                return None
            spanning.append(cell)
        elif len(over) == 1 and not plain(cell.text).endswith("内訳"):
            over[0].append((number, cell))
        elif over:
            spanning.append(cell)
        else:
            columns.append([(number, cell)])
    if not any(len(column) > 1 for column in columns):
        return None
    cells = []
    for column in sorted(columns, key=lambda column: min(cell.start for _, cell in column)):
        words = [cell for _, cell in sorted(column, key=lambda pair: (pair[0], pair[1].start))]
        start, end = min(cell.start for cell in words), max(cell.end for cell in words)
        cells.append(Cell(" ".join(cell.text for cell in words), start, end))
    alike = Counter(plain(cell.text) for cell in cells)
    for place, cell in enumerate(cells):
        above = next((one for one in spanning if one.start < cell.end and cell.start < one.end), None)
        kinds = read_header(above.text).kind if above else "", read_header(cell.text).kind
        if above and (alike[plain(cell.text)] > 1 or kinds[0] in ("stage", "year") and kinds[1] not in ("stage", "total")):
            cells[place] = replace(cell, text=f"{above.text} {cell.text}")
    line = replace(header[main], cells=cells, text="\t".join(cell.text for cell in cells), indent=cells[0].start)
    figures = cells[leading_names(line) :]
    notes = sum(read_header(cell.text).kind == "attribute" for cell in figures)
    return line if len(figures) in (count, count + notes) and leading_names(line) else None


def by_width(line: Line) -> Line:
    """A line of a header with the places that its cells have where Japanese characters take two columns."""
    cells = [Cell(cell.text, *wide_places(cell, line)) for cell in line.filled]
    return replace(line, cells=cells, is_of_page=True)


def by_characters(line: Line) -> Line:
    """A line of a header with the places that its cells have where each character takes one column."""
    return replace(line, cells=line.filled, is_of_page=True)


def split_one(line: Line, columns: int) -> Line:
    """A header that lacks one column, with the one cell in two that holds two words a blank apart; as it is if there is no such cell."""
    behind = list(enumerate(line.filled))[leading_names(line) :]
    stuck = [place for place, cell in behind if len(cell.text.split()) == 2 and len(cell.text) > HEAD // 2]
    if len(line.filled) - leading_names(line) != columns - 1 or len(stuck) != 1:
        return line
    (place,) = stuck
    cells = line.filled
    cell, (first, second) = cells[place], cells[place].text.split()
    middle = cell.start + (cell.end - cell.start) * len(first) / (len(first) + len(second))
    return replace(line, cells=[*cells[:place], Cell(first, cell.start, middle), Cell(second, middle, cell.end), *cells[place + 1 :]])


def upper_rows(header: list[Line], labels: list[Cell], columns: int) -> list[tuple[Line, list[Cell]]]:
    """The rows of a header with their cells, labels left out; two rows whose cells stand beside each other over the columns are one."""
    rows: list[tuple[Line, list[Cell]]] = []
    for line in header:
        cells = [cell for cell in line.filled if cell not in labels]
        above = rows[-1][1] if rows else []
        both = sorted([*above, *cells], key=lambda cell: cell.start)
        beside = all(one.end < other.start for one, other in pairwise(both))
        if above and cells and len(cells) < columns and beside and columns % len(both) == 0 and len(both) < columns:
            rows[-1] = (line, both)
        else:
            rows.append((line, cells))
    return rows


def headers_by_place(header: list[Line], labels: list[Cell], columns: int, best) -> list[str]:
    """Join the rows of a header, column by column, where cells have places."""
    names: list[list[str]] = [[] for _ in range(columns)]
    groups: list[tuple[float, list[int]]] = []  # where a cell of an upper row stands, and over which columns
    rows = upper_rows(header, labels, columns)
    for number, (line, cells) in enumerate(rows):
        centres = [(cell.start + cell.end) / 2 for cell in cells]
        if len(cells) == columns:
            targets = [[place] for place in range(columns)]
        elif len(groups) > len(cells) > 1:
            targets = [min(groups, key=lambda group, centre=centre: abs(group[0] - centre))[1] for centre in centres]
        elif cells and columns % len(cells) == 0 and number + 1 < len(rows) and (len(cells) > 1 or best is None):
            size = columns // len(cells)
            targets = [list(range(place * size, (place + 1) * size)) for place in range(len(cells))]
            groups = list(zip(centres, targets, strict=True))
        elif best is not None:
            _, metric, middle = best
            targets = []
            for cell in cells:
                start, end = metric(cell, line)
                over = [place for place, (left, right) in enumerate(middle) if left < end and start < right]
                near = min(range(columns), key=lambda place: abs((start + end) / 2 - sum(middle[place]) / 2))
                targets.append(over or [near])
            # Of two names side by side one alone stands over a column: that which covers more of it.
            covers = [
                {place: min(metric(cell, line)[1], middle[place][1]) - max(metric(cell, line)[0], middle[place][0]) for place in places}
                for cell, places in zip(cells, targets, strict=True)
            ]
            kept = [[place for place in some if some[place] == max(other.get(place, some[place]) for other in covers)] for some in covers]
            targets = kept if all(kept) else targets
        else:
            targets = [[place] for place in range(min(columns, len(cells)))]
        for cell, places in zip(cells, targets, strict=False):
            for place in places:
                names[place].append(cell.text)
    return [" ".join(dict.fromkeys(parts)) for parts in names]


# ---------------------------------------------------------------- rows


def read_label(texts: list[str]) -> tuple[str, str, str]:
    """Read the label of a row.

    Args:
        texts: The cells that hold it.

    Returns:
        The label as printed, its numbering, and the label without numbering, marks and blanks.
    """
    filled = [text for text in texts if text]
    above = IN_BRACKETS.search(filled[-1]) if filled else None
    if above and "," in above[0] and above.start():
        filled[-1] = filled[-1][: above.start()]
    label = " ".join(filled)
    # 一 般 会 計 is no item 一.
    number = LEADING.match(filled[0]) if filled and squeeze(label) not in terms() else None
    letters = [text for text in (filled[0][number.end() :].strip() if number else "".join(filled[:1]), *filled[1:]) if text]
    if len(letters) > 1 and (
        is_spread(letters)
        or (number or squeeze("".join(letters)) in terms()) and all(SPREAD.fullmatch(text) and not re.search(r"\d", text) for text in letters)
    ):
        filled = [f"{number[0].strip()} {squeeze(''.join(letters))}" if number else squeeze("".join(letters))]
    words = COMPUTED.sub("", filled[-1].translate({0x3000: " "})) if filled else ""
    marked = MISREAD_ONE.sub("1 ", MARKS.sub("", words))
    if re.fullmatch(r"[^ｱ-ﾝ\s](?: +\S)+", marked):
        marked = squeeze(marked)  # 一 般 会 計 is no item 一, but ｲ 現 金 is one
    # The side of the budget stands before the name of the first of its rows.
    if (of_side := OF_SIDE.fullmatch(marked.strip())) and translate(plain(of_side[1])).is_whole:
        marked = of_side[1]
    numbering = ""
    found = NUMBERING.match(marked)
    if found and marked[found.end() :].strip():
        numbering = found[0]
        marked = marked[found.end() :]
    if len(filled) > 1:
        own = NUMBERING.match(filled[-2].strip())
        if re.fullmatch(r"[0-9]{1,3}|第[0-9一二三四五六七八九十]+[款項目節]", plain(filled[-2])):
            numbering = plain(filled[-2])
        elif own and is_words(filled[-2].strip()[own.end() :]):
            # A chapter and its item in one row: the number is one within that chapter.
            numbering = ""
    return label, numbering.strip(" .、．"), unbracketed(plain(marked))


def style_of(numbering: str) -> str:
    """How an item is numbered: 款, 項, 目 or 節, or the first of its kind: 1, (1), ア."""
    rank = re.search("[款項目節]", numbering)
    if rank:
        return rank[0]
    style = plain(numbering)
    for pattern, name in ((r"[0-9]+", "1"), (r"[一二三四五六七八九十]+", "一"), (r"[ア-ン]", "ア"), (r"[①-⑳]", "①"), (r"[Ⅰ-Ⅹⅰ-ⅹ]+", "Ⅰ"), (r"[A-Z]", "A")):
        style = re.sub(pattern, name, style)
    return style


def places_of_styles(items: list[tuple[Line, list[str], list[str]]]) -> dict[str, float]:
    """Where on the line the items of each style of numbering begin; none where places do not tell the styles apart.

    If they do, they tell the ranks of all rows, numbered or not.
    """
    found: dict[str, list[float]] = {}
    for line, labels, _ in items:
        _, numbering, _ = read_label(labels)
        if numbering:
            found.setdefault(style_of(numbering), []).append(line.indent if line.separator == "blank" and not line.is_joined else -1)
    ranges = sorted((min(places), max(places)) for places in found.values())
    apart = all(before[1] < after[0] for before, after in pairwise(ranges))
    is_told = len(found) > 1 and apart and all(0 <= first and last - first <= SLACK for first, last in ranges)
    return {style: median(places) for style, places in found.items()} if is_told else {}


def depth_of(numbering: str, styles: list[str]) -> int:
    """Rank of a numbering: 款, 項, 目 and 節; below these, or where they are not, the order in which styles come in.

    Args:
        numbering: The numbering as printed.
        styles: Those that came in before; changed in place.
    """
    style = style_of(numbering)
    if style not in styles:
        styles.append(style)
    if style in RANKS:
        return RANKS[style]
    named = [RANKS[other] for other in styles if other in RANKS]
    return max(named, default=-1) + 1 + [other for other in styles if other not in RANKS].index(style)


def depth_in_sequence(number: int, counters: list[int]) -> int:
    """Rank of an item that has a number alone: it goes on counting at a level, or begins one.

    Args:
        number: Its number.
        counters: The last number of each level; changed in place.
    """
    for level in range(len(counters) - 1, -1, -1):
        if number == counters[level] + 1:
            del counters[level + 1 :]
            counters[level] = number
            return level
    if number == 1 or not counters:
        counters.append(number)
        return len(counters) - 1
    level = next((level for level in range(len(counters)) if number > counters[level]), len(counters) - 1)
    del counters[level + 1 :]
    counters[level] = number
    return level


def depth_by_place(place: float, places: list[float], slack: float = 0) -> int:
    """Rank of a row by where it begins on the line.

    Args:
        place: Where it begins.
        places: Where the rows above begin that it may stand under; changed in place.
        slack: By how much the places of one rank may differ.
    """
    while places and places[-1] > place + slack:
        places.pop()
    if not places or places[-1] < place - slack:
        places.append(place)
    return len(places) - 1


def read_rows(grid: Grid, columns: list[Column], unit: str, prints_minus: bool, known: frozenset[str]) -> list[Row]:
    """Read the rows of a table: label, rank, section and figures.

    Args:
        grid: Its cells.
        columns: Its columns.
        unit: Its unit, used where neither cell nor column has one.
        prints_minus: Whether the document prints its minus marks.
        known: Labels that are known of such a document, without blanks.

    Returns:
        The rows; a label that runs over two lines is joined.
    """
    rows: list[Row] = []
    styles: list[str] = []
    indents: list[float] = []
    counters: list[int] = []
    items = join_wrapped(grid, known)
    numbered = [
        line.indent for line, labels, cells in items
        if line.is_of_page or any(cells) and labels and NUMBERING.match(labels[0].strip())
    ]
    slack = POINTS if any(line.is_of_page for line, _, _ in items) else 0
    is_indented = bool(numbered) and max(numbered) - min(numbered) > slack
    place_of_style = places_of_styles(items)
    # 款 項 目 may head three columns of which the text keeps one.
    label_columns = min(grid.label_columns, max((len([text for text in labels if text]) for _, labels, _ in items), default=1))
    for line, labels, cells in items:
        label, numbering, normalised = read_label(labels)
        if not label or AMOUNT_AT_END.search(plain(label)) or names_nothing(plain(label), line.is_joined and any(cells)):
            continue  # figures of no line, or of one whose name is not there, are told to be unread
        # Amounts among the words of a note are told to be unread too.
        kinds = [column.kind for column in columns]
        cells = ["" if kind == "figure" and is_note(cell) else cell for kind, cell in zip_longest(kinds, cells, fillvalue="")]
        # A share in brackets behind its amount is the share.
        cells = [cell.strip("()（） ") if kind == "ratio" else cell for kind, cell in zip_longest(kinds, cells, fillvalue="")]
        if not any(cells):
            counters.clear()
        figures = []
        for column, cell in zip(columns, cells, strict=False):
            read = read_figure(cell, column.unit or unit)
            if column.kind != "figure" or read is None or not cell:
                continue
            magnitude, sign, own = read
            figures.append(
                Figure(column.number, cell, magnitude, sign if sign < 0 or prints_minus or magnitude == 0 else None, own or column.unit or unit)
            )
        if place_of_style:
            depth = depth_by_place(place_of_style.get(style_of(numbering), line.indent), indents, slack)
        elif numbering.isdecimal() and label_columns == 1 and not is_indented and not any(other in RANKS for other in styles):
            depth = depth_in_sequence(int(numbering), counters)
        elif numbering and (not numbering.isdecimal() or any(other in RANKS for other in styles)):
            depth = depth_of(numbering, styles)
        elif label_columns > 1:
            places = [place for place, text in enumerate(labels) if text]
            numbered_apart = len(places) > 1 and bool(re.fullmatch("[0-9]{1,3}", plain(labels[places[0]])))
            depth = 0 if not places or numbered_apart else places[-1]
        else:
            depth = depth_by_place(line.indent, indents, slack)
        if TOTAL_OF_ALL.fullmatch(normalised):
            depth = 0  # wherever its letters begin, it stands under nothing
        row = Row(line.number, label, normalised, depth, "", numbering, not any(cells), tuple(cells), figures, line.until, line.number in grid.unplaced)
        row.section = section_of(row, rows)
        rows.append(row)
    return rows


def names_nothing(label: str, is_torn: bool) -> bool:
    """Whether a label is the number of a chapter without its name, the mark of a formula, or, of a torn row, one letter of a name."""
    is_letter = is_torn and bool(LETTER.fullmatch(label)) and label not in TOTALS and (label not in terms() or label in ENDINGS)
    return is_letter or bool(NUMBER_ALONE.fullmatch(label) or FORMULA.fullmatch(label))


def section_of(row: Row, above: list[Row]) -> str:
    """Label of what a row stands under: the nearest row of a lower rank, or the last heading."""
    for other in reversed(above):
        if other.depth < row.depth or (other.is_heading and not row.is_heading):
            return other.normalised
    return ""


def join_wrapped(grid: Grid, known: frozenset[str]) -> list[tuple[Line, list[str], list[str]]]:
    """Join labels that run over a line.

    A line of words alone is a heading, unless it has no numbering and its words and those of
    the row beside it are one label: they end or begin in the middle of a term.

    Args:
        grid: The cells.
        known: Labels that are known of such a document, without blanks.
    """
    items: list[tuple[Line, list[str], list[str]]] = []
    waiting: tuple[Line, list[str]] | None = None
    for place, (line, labels, cells) in enumerate(grid.rows):
        if not any(cells) and all(is_value(text) for text in labels if text):
            continue  # figures alone name nothing
        if waiting and any(cells):
            first, words = waiting
            if not is_of_block(grid.rows, place) and is_one_label(words, labels, known):
                labels = [" ".join(filter(None, [*words, *labels]))]
            else:
                items.append((first, words, [""] * len(cells)))
            waiting = None
        elif waiting:
            items.append((waiting[0], waiting[1], [""] * len(cells)))
            waiting = None
        if not any(cells):
            above = items[-1] if items else None
            below = grid.rows[place + 1][0] if place + 1 < len(grid.rows) else None
            if above and any(above[1]) and any(above[2]) and (is_continuation(above, labels, known) or is_set_in(line, above[0], below)):
                items[-1] = (above[0], [*above[1][:-1], f"{above[1][-1]} {' '.join(filter(None, labels))}"], above[2])
            else:
                waiting = (line, labels)
            continue
        items.append((line, labels, cells))
    if waiting:
        items.append((waiting[0], waiting[1], [""] * len(grid.headers)))
    return items


def is_of_block(rows: list[tuple[Line, list[str], list[str]]], place: int) -> bool:
    """Whether a row is the first of several without labels, behind several labels without figures: whose it is, nothing tells."""
    figures = [any(cells) and not any(labels) for _, labels, cells in rows[place : place + 2]]
    names = [any(labels) and not any(cells) for _, labels, cells in rows[max(0, place - 2) : place]]
    return len(figures) == len(names) == 2 and all([*figures, *names])


def is_set_in(line: Line, above: Line, below: Line | None) -> bool:
    """Whether words alone are set in from the numbered row above them and from the row below: they head nothing, and go on."""
    first = above.filled[0]
    is_numbered = NUMBERING.match(first.text) and not NUMBERING.match(line.text.strip())
    return bool(is_numbered) and {line.separator, above.separator} == {"blank"} and line.indent > above.indent + 1 and below is not None and below.indent < line.indent


def begins_known(label: str, part: str, known: frozenset[str]) -> bool:
    """Whether a label begins one that is known, and a part of it is none."""
    return part not in known and any(other.startswith(label) for other in known)


def is_one_label(words: list[str], labels: list[str], known: frozenset[str]) -> bool:
    """Whether words alone on a line and the label of the row below are one label."""
    upper, lower = plain("".join(words)), plain("".join(labels))
    if not lower or begins_known(upper + lower, upper, known) or OF_ACCOUNT.fullmatch(lower) or is_cut(unnumbered(upper), lower):
        return True
    number = NUMBERING.match("".join(words).strip())
    if number and not NUMBERING.match("".join(labels).strip()) and upper not in terms():
        bare = plain("".join(words).strip()[number.end() :])
        return bare + lower in terms() or begins_amid(lower) or bool(re.search(r"((?<!も)の|[をにとび・、(])$", upper))
    if NUMBERING.match("".join(labels).strip()):
        return False
    if upper in terms() or translate(upper).is_whole and lower in terms():
        return upper + lower in terms() and lower not in terms()
    # A note that goes on behind the figures stands above a name that is one by itself.
    is_note = upper.endswith("、") and lower in terms()
    return begins_amid(lower) or bool(re.search(r"([のをにとび・、(]|及び|並びに|に係る)$", upper)) and not is_note or upper + lower in terms()


def begins_amid(label: str) -> bool:
    """Whether words begin with what stands within a label only: 及び負担金."""
    return bool(re.match(r"[のをにと)、]|及び|並びに", label))


def unnumbered(label: str) -> str:
    """A label without its number."""
    number = NUMBERING.match(label)
    return label[number.end() :] if number else label


def is_continuation(above: tuple[Line, list[str], list[str]], labels: list[str], known: frozenset[str]) -> bool:
    """Whether words alone on a line continue the label of the row above."""
    upper, lower = plain("".join(above[1])), plain("".join(labels))
    if begins_known(upper + lower, upper, known) or upper + lower in known and (lower not in known or lower in TOTALS):
        return True
    if NUMBERING.match("".join(labels).strip()) or lower in terms() and upper in terms():
        return False
    bare = unnumbered(upper)
    if bare + lower in terms() or is_cut(bare, lower) or OF_ACCOUNT.fullmatch(lower):
        return True
    return bool(re.search(r"([のをにとび・、(]|及び|並びに|に係る)$", upper)) or begins_amid(lower)


# ---------------------------------------------------------------- tables


def read_unit(text: str) -> str | None:
    """The unit that a line declares; None if it declares none, empty if it is not known."""
    found = UNIT.search(plain(text))
    if not found:
        # In brackets, or once above each column.
        alone = UNITS_ALONE.fullmatch(plain(text))
        return MONEY[alone[1] or alone[2]] if alone else None
    words = re.split(r"[,、・]", found[1])[0]
    return "yen" if words == "円" else units().get(words, "")


def minus_is_printed(lines: list[Line]) -> bool:
    """Whether a text prints a mark before any figure; numbers of pages and of items, - 12 - and (1), are no such figures.

    What marks figures above nil marks those below it.
    """
    return any(re.search(r"[△▲]\s*[0-9０-９]", line.text) or PLUS.search(line.text) or any(
        (read := read_figure(cell.text)) and read[1] < 0 and not re.fullmatch(r"\([0-9]{1,2}\)", plain(cell.text)) for cell in line.filled
    ) for line in lines if not is_page_furniture(line))
