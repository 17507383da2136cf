"""What the text prints and the transcription does not hold, amount by amount.

Each figure of the transcription is looked for among the numbers that the control counts on the
lines of the text. A number that no figure takes is left out, and written down: an amount that
no table holds, or a number that is none (of an item, a page, a year). A figure that takes no
number is unseen: the control does not see it where it is said to stand. Control totals are
of the text alone; what is written down here is what a person confirms to be the difference.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from reader.control import DIGITS, amounts_of_text

# What is counted or measured, and no money: 62,220人.
COUNTED = "(?:人|名|件|戸|床|体|世帯|箇所|か所|個|台|本|㎡|㎥|ｍ|m|km|kg|トン|回|日)"
AMOUNT, NUMBER, UNSEEN = "amount", "number", "unseen"


@dataclass(frozen=True)
class Read:
    """A figure of the transcription.

    Attributes:
        table_id: Its table.
        source_line: The line that its row cites.
        until: The last line that its row stands on.
        magnitude: Without its sign, in the last decimal of its unit.
        unit: Its unit.
        printed: As transcribed.
    """

    table_id: str
    source_line: int
    until: int
    magnitude: int
    unit: str
    printed: str


@dataclass
class Compared:
    """What came of comparing the figures of some tables with the numbers on their lines.

    Attributes:
        seen: Figures that the text has.
        apart: Figures that it does not have where they are said to stand.
        left: Line, magnitude and unit of the numbers that no figure takes.
        taken: Line and magnitude of the numbers that a figure takes.
    """

    seen: list[Read]
    apart: list[Read]
    left: list[tuple[int, int, str]]
    taken: list[tuple[int, int]]


def compare(lines: list[str], reads: list[Read], numbers: list[tuple[int, int, str]], is_joined: bool) -> Compared:
    """Compare the figures of some tables with the numbers on their lines.

    Args:
        lines: The text.
        reads: The figures.
        numbers: Line, magnitude and unit of each number that the control counts; those that are nil tell nothing.
        is_joined: Whether figures may stand on other lines than their labels.
    """
    waiting = [number for number in numbers if number[1]]
    seen, taken = [read for read in reads if not read.magnitude], []
    apart = [read for read in reads if read.magnitude]
    for fits in (
        lambda read, line, unit: line == read.source_line and unit == read.unit,
        lambda read, line, _: line == read.source_line,
        lambda read, line, _: read.source_line <= line <= read.until,
        lambda read, line, _: is_joined,
    ):
        by_amount: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for number in waiting:
            by_amount[number[1]].append(number)
        missed = []
        for read in apart:
            some = [number for number in by_amount[read.magnitude] if fits(read, number[0], number[2])]
            if some:
                nearest = min(some, key=lambda number: abs(number[0] - read.source_line))
                by_amount[read.magnitude].remove(nearest)
                seen.append(read)
                taken.append(nearest[:2])
            else:
                missed.append(read)
        apart, waiting = missed, sorted(number for some in by_amount.values() for number in some)
    # What the control takes for no number is there all the same if its digits stand on the line by themselves.
    found = [read for read in apart if stands(lines, read, apart)]
    taken += [(read.source_line, read.magnitude) for read in found]
    return Compared(seen + found, [read for read in apart if read not in found], waiting, taken)


def stands(lines: list[str], read: Read, others: list[Read]) -> bool:
    """Whether the digits of a figure stand by themselves on its lines, as often as such figures want them."""
    digits = re.sub(r"[^0-9.]", "", read.printed.translate(DIGITS))
    text = " ".join(lines[read.source_line - 1 : max(read.source_line, read.until)]).translate(DIGITS)
    tokens = Counter(number.replace(",", "") for number in re.findall(r"(?<![0-9.,])[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9,])", text))
    wanted = sum(other.source_line == read.source_line and other.magnitude == read.magnitude for other in others)
    return bool(digits) and tokens[digits] >= wanted


def kind_of(lines: list[str], line: int, magnitude: int) -> str:
    """Whether a number that was left out is surely no amount: of one or two digits before all words of its line, or in brackets, or a year, a ratio or a count."""
    text = lines[line - 1].translate(DIGITS)
    is_small = re.search(rf"^(?:[0-9]{{1,2}}|[\s年月日第款項目節号条・.()（）])*(?<![0-9]){magnitude}(?![0-9,])|[(（]\s*{magnitude}\s*[)）]", text)
    if re.search(rf"(?<![0-9,]){magnitude:,}\s?{COUNTED}", text):
        return NUMBER
    return NUMBER if magnitude < 100 and is_small or re.search(rf"(?<![0-9,]){magnitude}(?:\s*年|\.[0-9])", text) else AMOUNT


def beside(lines: list[str], line: int, count: int, taken: list[int]) -> list[int]:
    """Some of the amounts that stand on a line and that nothing has taken.

    Args:
        lines: The text.
        line: Number of the line.
        count: How many amounts of it nothing holds.
        taken: Magnitudes of the numbers of the line that a figure takes, or that are left out already.
    """
    amounts = Counter(amounts_of_text(lines[line - 1 : line]).get(1, []))
    return list((amounts - Counter(taken)).elements())[:count]
