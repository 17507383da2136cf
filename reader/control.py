"""Control totals, added up from the text by a way of their own.

The transcription goes through cells, columns and rows. This pass knows none of them: it looks
at the characters of the lines between the first and the last of a table, and adds up what
stands there as a number by itself. Where both agree, no figure was left out, added or misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from reader.text import MONEY, YEN

UNITS = "千円|百万円|千万円|万円|億円|円"
DIGITS = str.maketrans("０１２３４５６７８９，．▼∆Δ⊿▵▴▽", "0123456789,.△△△△△△△")
SEPARATORS = re.compile(
    r"[\t|｜│]|\s{2,}|\u3000+|(?<=[0-9０-９円%％)）])\s(?=[0-9０-９△▲(（－−-])"
    r"|(?<=\D)\s(?=[△▲]?\s?[0-9０-９]{1,3}[,，]|[－−-][0-9０-９]{1,3}[,，百]|[0-9０-９]{1,3}(?:千|百万|億)円\s*$|[△▲]?[0-9,]{1,5}[兆億万千百][0-9])"
    r"|(?<=[0-9]円)\s(?=\D)|(?<=[0-9]\.[0-9])\s(?=[^\W\d_])|(?<=[0-9][%％])\s(?=[^\W\d_])|(?<=,[0-9]{3})\s(?=同)|[.…‥・･]{3,}"
    r"|(?<=[^\W\d_兆億万]|[)）])(?=[0-9]{1,3}(?:,[0-9]{3})+(?:千円|百万円|円)?(?:\s|$))"
    r"|(?<=[^\W\d_兆億万])(?=[△▲]?[0-9][0-9,]*(?:\s[△▲]?\s?[0-9][0-9,]*)+\s*$)"
)
# A number by itself before words or at the end, with or without a comma: not that of a year, an item or a quantity.
# A number at the end of words of which the next line goes on: 40 / 年以内に償還する.
SPAN = re.compile(r"(?<=[^\s0-9,]) [0-9]{1,2}\s*$")
SPAN_BELOW = re.compile(r"(?:^|\s)(?:年以内|年以下|年間|年度|箇月|か月)")
# The number of an item amid words: other words follow it, and behind them the figures.
ITEM = re.compile(r"(?<=[^\W\d_] )[0-9]{1,2}(?= [^\W\d_][^0-9]*\s{2,}[△▲0-9][0-9,]*(?:\s|$))")
ALONE = re.compile(r"(?<=[^\s,，第和成治正兆億])\s([△▲]?[0-9][0-9,]*)(?=\s*$|\s(?![年月日号項款目条回人件戸頁個箇か]))")
NUMBER = re.compile(
    rf"[(（]?\s*[△▲－−―‐-]?\s*((?:[0-9,]{{1,5}}[兆億万千百十]+ {{0,3}})*(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+))\s*[)）]?\s*({UNITS})?"
)
# A unit whose letters stand apart: 4,501千 円.
SPREAD = re.compile(r"(?<=[0-9])(\s?)(百\s?万|千\s?万|千|万|億)\s円")
GLUED = re.compile(r"^([△▲0-9０-９,，\s]+[0-9０-９])[^\d\s]\D*(?:合|総)\s*計\s*$")
# A note in brackets at the end of a line, behind its figures: the amount that it tells is none of them.
NOTE = re.compile(r"(?<=[0-9])(\s+)[(（]\s*[^\s\d△▲()（）][^()（）]*[)）]\s*$")
# An amount of a text: grouped by threes, or with its unit.
AMOUNT = re.compile(
    rf"(?<![0-9,])((?:[0-9,]{{1,5}}[兆億万千百十]+)*(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]+(?=\s?(?:{UNITS}))))(?![0-9,])(?:\s?({UNITS}))?"
)
# That an amount is a little more than it says: 33億余円, 9,200余万円.
REST = re.compile("余((?:[千百]?万|千|億)?円)")
# What stands at a figure and is no part of it: that it is above nil, a sign of money, the mark of a note.
MARKS = re.compile(
    r"(?<![^\s|｜│])(?:[+＋±](?=\s?[0-9])|[¥￥](?=[△▲0-9-])|[\\※*＊](?=[0-9]{1,3},[0-9]{3}))"
    r"|(?<=[0-9円%％])(?: ?※[0-9]{0,2}|[*＊]|[(（][注※][0-9]{0,2}[)）])(?![^\s|｜│])"
)
PAGE = re.compile(r"(?:\s*[－−―‐-]\s*[0-9]{1,4}\s*[－−―‐-]\s*)+")
DASH = re.compile(r"[－−―‐ー-]")
NOTHING = re.compile(r"[－−―‐ー-]{1,2}|[*＊]{1,2}|…{1,2}|皆無")
OTHER = re.compile(r"[△▲－−-]?\s*[0-9][0-9,]*\.[0-9]+\s*[%％]?|[0-9]+\s*[%％]|皆増|皆減|[－−―‐-]")


@dataclass(frozen=True)
class Control:
    """What stands on the lines of a table.

    Attributes:
        count: Number of figures.
        total: Their sum without signs, in the unit printed.
        by_line: The sum of each times its line of the text.
    """

    count: int
    total: int
    by_line: int


def numbers_of(line: str, columns: list[str]) -> list[tuple[int, str]]:
    """Numbers that stand by themselves on a line, those before its words left out.

    Args:
        line: A line of the text.
        columns: Units of the columns that hold numbers, in order. They tell which of the
            numbers is in which unit where there are as many; else all are in the first.

    Returns:
        Magnitudes with their units, in the last decimal of the unit; a lone dash counts as 0.
    """
    if PAGE.fullmatch(line.translate(DIGITS)):
        return []
    if "form_number" in columns:
        forms = [(int(number), "form_number") for number in re.findall(r"様式第?\s*([0-9]+)\s*号", line.translate(DIGITS))]
        return forms + [(number, unit) for number, unit in numbers_of(line, [unit for unit in columns if unit != "form_number"])]
    line = SPREAD.sub(lambda found: f"{found[1]}{''.join(found[2].split())}円", MARKS.sub("", line.translate(DIGITS)))
    # The label of a total may stand behind its figures, glued to the last.
    line = GLUED.sub(r"\1", NOTE.sub("", line))
    pieces = [piece.strip() for piece in SEPARATORS.split(ALONE.sub(r"\t\1\t", ITEM.sub("", line))) if piece and piece.strip()]
    first = next((place for place, piece in enumerate(pieces) if re.search(r"[^\W\d_]", piece) and not NUMBER.fullmatch(piece)), None)
    # The number of an item stands before its words, and is not grouped by threes.
    behind = pieces if first is None else [*(piece for piece in pieces[:first] if re.search("[0-9],[0-9]{3}", piece)), *pieces[first + 1 :]]
    found: list[str] = []
    told: dict[int, str] = {}
    rates: set[int] = set()
    for piece in behind:
        number = NUMBER.fullmatch(piece)
        if number:
            told[len(found)] = MONEY.get(number[2] or "", "")
            found.append(number[1].replace(",", ""))
        elif NOTHING.fullmatch(piece):
            found.append("0")
        elif OTHER.fullmatch(piece):
            rates.add(len(found))
            found.append(re.sub(r"[^0-9.]", "", piece))
    if first is None and columns and len(found) == len(columns) + 1 and re.fullmatch("[0-9]{1,2}", found[0]):
        found = found[1:]  # the number of an item, whose name stands on another line
        told = {place - 1: unit for place, unit in told.items()}
    of_rates = [unit for unit in columns if unit.startswith("percent")]
    if columns and len(found) > len(columns) and len(found) % len(columns) == 0:
        columns = columns * (len(found) // len(columns))  # several rows on one line
    elif len(found) < len(columns) and 0 < len(rates) <= len(of_rates) < len(columns) and len(set(of_rates)) == 1:
        amounts = [unit for unit in columns if not unit.startswith("percent")]
        columns = [of_rates[0] if place in rates else amounts[0] for place in range(len(found))]
    if len(found) != len(columns):
        columns = [columns[0] if columns else ""] * len(found)
        told = {place - sum("." in text for text in found[:place]): unit for place, unit in told.items()}
        found = [text for text in found if "." not in text]
    # 4,533万円 amid amounts of thousands: a number that says in what unit it is.
    units = [own if (own := told.get(place)) and unit in YEN and YEN[own] != YEN[unit] else unit for place, unit in enumerate(columns)]
    return [(scaled(text, unit), unit) for text, unit in zip(found, units, strict=False) if text]


def scaled(text: str, unit: str) -> int:
    """A number in the last decimal of its unit: 12.3 per cent are 123 tenths, 3億2 in 百万円 are 302, 3千586 in 万円 are 3586."""
    if re.search("[兆億万千百十]", text):
        # As it is read aloud: what 千, 百 and 十 add up waits for the myriad that they are of, which the unit may be.
        yen = YEN.get(unit, 0)
        whole = waiting = number = 0
        for word in re.findall("[0-9]+|[兆億万千百十]", text):
            if word.isdigit():
                number = int(word)
            elif word in "千百十":
                waiting, number = waiting + number * 10 ** (1 + "十百千".index(word)), 0
            else:
                whole, waiting, number = whole + (waiting + number) * 10000 ** (1 + "万億兆".index(word)), 0, 0
        return (whole + waiting * 10000 ** ((len(str(yen)) - 1) // 4)) // yen + number if yen else 0
    whole, _, part = text.partition(".")
    places = next((count for name, count in (("_tenths", 1), ("_hundredths", 2)) if unit.endswith(name)), 0)
    return int(whole + part.ljust(places, "0")[:places])


def standing(lines: list[str], numbers: Iterable[int], columns: list[str]) -> list[tuple[int, int, str]]:
    """The numbers that stand by themselves on some lines of a text.

    Args:
        lines: The text; line 1 is lines[0].
        numbers: The lines.
        columns: Units of the columns that hold numbers, in order.

    Returns:
        Line, magnitude and unit of each, in order.
    """
    found = []
    marks, items = page_marks(lines) | bare_numbers(lines) | items_below_nil(lines), item_numbers(lines)
    for number in [number for number in numbers if number not in marks]:
        line = items.get(number, lines[number - 1])
        if any(SPAN_BELOW.search(below) for below in lines[number : number + 2]):
            line = SPAN.sub("", line.translate(DIGITS))
        found += [(number, magnitude, unit) for magnitude, unit in numbers_of(line, columns)]
    return found


def add_up(numbers: Iterable[tuple[int, int, str]]) -> dict[str, Control]:
    """Count, sum and sum by line of numbers that stand on lines, by unit."""
    sums: dict[str, list[int]] = {}
    for number, magnitude, unit in numbers:
        of_unit = sums.setdefault(unit, [0, 0, 0])
        for place, part in enumerate((1, magnitude, number * magnitude)):
            of_unit[place] += part
    return {unit: Control(*of_unit) for unit, of_unit in sums.items()}


def page_marks(lines: list[str]) -> set[int]:
    """Lines of the numbers of pages of which the dashes stand on lines of their own, with a word or two before the second."""
    filled = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    marks: set[int] = set()
    for place, (number, text) in enumerate(filled[:-1]):
        behind = filled[place + 1 : place + 4]
        end = next((other for other, line in behind[1:] if DASH.fullmatch(line)), 0)
        if DASH.fullmatch(text) and end and re.fullmatch("[0-9]{1,4}", behind[0][1].translate(DIGITS)):
            marks |= {number, behind[0][0], end}
    return marks


def items_below_nil(lines: list[str]) -> set[int]:
    """Lines that hold -1, -2 ... alone, three at least, each one more than the last or 1: the numbers of items."""
    found = [(number, int(item[1])) for number, line in enumerate(lines, 1) if (item := re.fullmatch(r"-([1-9][0-9]?)\s*[|｜│]?", line.strip()))]
    follow = all(number in (1, before + 1) for before, number in zip([0, *(item for _, item in found)], (item for _, item in found), strict=False))
    return {number for number, _ in found} if follow and len(found) > 2 else set()


def item_numbers(lines: list[str]) -> dict[int, str]:
    """Lines of figures that begin with the number of the item which the line above names, without that number.

    Such numbers count: three at least, each one more than the one before.
    """
    filled = [(number, line.translate(DIGITS).strip()) for number, line in enumerate(lines, 1) if line.strip()]
    found = [
        (number, int(item[1]), item[2]) for (_, above), (number, line) in zip(filled, filled[1:], strict=False)
        if (item := re.fullmatch(r"([0-9]{1,2})\s+([0-9△▲][0-9,△▲\s]*)", line)) and not re.search("[0-9]", above)
    ]  # fmt: skip
    counted = [item for _, item, _ in found]
    counts = len(counted) > 2 and counted == list(range(counted[0], counted[0] + len(counted)))
    return {number: rest for number, _, rest in found} if counts else {}


def bare_numbers(lines: list[str]) -> set[int]:
    """Lines of one or two digits that are the number of an item: words follow, and then three figures of which two make the third.

    Words stand before it as well, or again three such figures.
    """
    filled = [(number, line.translate(DIGITS).strip()) for number, line in enumerate(lines, 1) if line.strip()]
    figures = [
        [int(re.sub(r"[^0-9]", "", one)) * (-1 if one[0] in "△▲" else 1) for one in re.findall(r"[△▲]?\s?[0-9][0-9,]*", row[1])]
        if (row := re.fullmatch(r"(?:.*[^\W\d_]\s+)?((?:[△▲]?\s?[0-9][0-9,]*(?:\s+|$))+)", line)) else [] for _, line in filled
    ]  # fmt: skip
    found = set()
    for place, (number, text) in enumerate(filled[:-1]):
        if not re.fullmatch("[0-9]{1,2}", text) or figures[place + 1]:
            continue
        before = [one for row in takewhile(bool, reversed(figures[max(0, place - 3) : place])) for one in reversed(row)][2::-1]
        words = next((words for words in range(1, 9) if any(figures[place + words : place + words + 1])), 0)
        behind = [one for row in figures[place + words : place + words + 3] for one in row][:3]
        if all(len(three) == 3 and three[0] + three[1] == three[2] for three in ([before] if before else []) + [behind]):
            found.add(number)
    return found


def amounts_of_text(lines: list[str]) -> dict[int, list[int]]:
    """The amounts that stand on each line of a text: numbers grouped by threes, or with a unit of money.

    Returns:
        Magnitudes by line, each in the unit that it prints, else in 万円 if it has 兆 or 億; lines with none left out.
    """
    found = {
        number: [scaled(digits.replace(",", ""), MONEY[unit or "万円"]) for digits, unit in AMOUNT.findall(REST.sub(r"\1", line.translate(DIGITS)))]
        for number, line in enumerate(lines, 1)
    }
    return {number: amounts for number, amounts in found.items() if amounts}
