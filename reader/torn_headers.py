"""Headers of a torn table, each on lines of its own and some of them in letters, given to the columns of its rows.

Columns of ratios are told by their decimals. The amounts are of the headers of stages in their order in the text; where these
state a law (計 = 当初 + 補正 + 繰越) that the rows keep in one order of the columns, in that order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise, permutations, zip_longest

from reader.axes import StageLaw, stage_laws
from reader.glossary import read_header, terms
from reader.layout import FORMULA
from reader.pieces import first_cell, is_lone_label, signed
from reader.text import MONEY, Cell, Line, plain

# What says of which stage a column is; a ratio has columns of its own.
STAGED = ("stage", "year", "total")
# A rate, with its decimals: 54.0.
RATE = re.compile(r"[△-]?[0-9][0-9,]*\.[0-9]+%?")
# Letters that a header may have, and columns of which the orders are tried.
LETTERS, COLUMNS = 8, 6


@dataclass
class Token:
    """A header, or what may be part of one.

    Attributes:
        text: Its words.
        lines: The lines that they stand on.
        is_of_letters: Whether each of its letters stood on a line of its own.
    """

    text: str
    lines: list[Line]
    is_of_letters: bool = False


def is_decimal(text: str) -> bool:
    """Whether a cell holds a ratio with decimals."""
    return bool(RATE.fullmatch(plain(text)))


def width_of(texts: list[str]) -> int:
    """How many of some figures are of one row: as far as the first rates, where each row ends with as many; else all."""
    rates = [is_decimal(text) for text in texts]
    width = rates.index(True) if any(rates) else len(texts)
    while width < len(texts) and rates[width]:
        width += 1
    rows = [rates[start : start + width] for start in range(0, len(texts), width)]
    return width if width > 2 and all(row == rows[0] for row in rows) else len(texts)


def lengths_of_rows(texts: list[str], width: int, row: list[str]) -> list[int] | None:
    """How many figures each row has, where rows of a width end with a rate but for those of which none is printed; None if they do not fit.

    Args:
        texts: The figures behind a label.
        width: Figures of a row that is whole.
        row: Such a row.
    """
    if len(texts) % width == 0:
        return [width] * (len(texts) // width)
    if not row or [is_decimal(text) for text in row] != [False] * (width - 1) + [True]:
        return None
    ends = [place + 1 for place, text in enumerate(texts) if is_decimal(text)]
    counts = []
    for start, end in pairwise([0, *ends]):
        counts += [end - start - width, width] if end - start > width else [end - start]
    counts += [len(texts) - ends[-1]] if ends and ends[-1] < len(texts) else [] if ends else [len(texts)]
    whole = [count for end, count in zip(accumulate(counts), counts, strict=True) if end in ends]
    return counts if max(counts) <= width and all(count == width for count in whole) else None


def find_names(lines: list[Line], rows: list[list[str]]) -> tuple[list[str], list[Line], list[Line]] | None:
    """The headers of the columns of rows, from the lines above them.

    Args:
        lines: The lines above that may hold headers.
        rows: The figures of the rows.

    Returns:
        The headers, the lines that hold them, and lines of what is left of letters among them; None if there is not one for each
        column of amounts.
    """
    width = max(map(len, rows))
    whole = [row for row in rows if len(row) == width]
    columns = list(zip(*whole, strict=True))
    are_rates = [any(map(is_decimal, column)) for column in columns]
    count = are_rates.count(False)
    tokens = [
        Token(first_cell(line), [line], below is not None and below.number - line.number >= len(plain(line.text)))
        for line, below in zip_longest(lines, lines[1:]) if is_lone_label(line)
    ]  # fmt: skip
    formulas = [
        line for line in lines
        if line.filled and all(FORMULA.fullmatch(plain(cell.text)) or plain(cell.text) in (*MONEY, "%", "×100") for cell in line.filled)
    ]  # fmt: skip
    named, left = known(without_lines(tokens, formulas))
    staged = [token for token in named if read_header(token.text).kind in STAGED]
    ratios = [token for token in named if read_header(token.text).kind == "ratio"]
    staged = under_years(under_one(staged), count)
    if len(staged) > count and any(are_rates):
        # H17 and H18 again, below 構成比, head ratios.
        codes = [read_header(token.text).code for token in staged]
        staged = [token for place, token in enumerate(staged) if codes[place] not in codes[:place]]
    is_told = any(are_rates) or states_law([token.text for token in staged])
    if not 1 < count == len(staged) <= COLUMNS or len(ratios) > are_rates.count(True) or not is_told:
        return None
    amounts = [[row[place] for place, is_one in enumerate(are_rates) if not is_one] for row in whole]
    names = in_lawful_order([token.text for token in staged], amounts)
    if not names:
        return None
    rates = [token.text for token in ratios] + ["%"] * (are_rates.count(True) - len(ratios))
    used = [line for token in (*staged, *ratios) for line in token.lines]
    headers = [rates.pop(0) if is_one else names.pop(0) for is_one in are_rates]
    return headers, [*used, *formulas], left


def without_lines(tokens: list[Token], lines: list[Line]) -> list[Token]:
    """Tokens that stand on none of some lines."""
    gone = {id(line) for line in lines}
    return [token for token in tokens if id(token.lines[0]) not in gone]


def known(tokens: list[Token]) -> tuple[list[Token], list[Line]]:
    """The headers among tokens, those in letters and in two parts joined, and lines of the letters that are part of none."""
    found: list[tuple[int, Token]] = []
    loose: list[tuple[int, str, Line]] = []
    parts: list[tuple[int, Token]] = []
    for place, token in enumerate(tokens):
        flat = plain(token.text)
        if read_header(token.text).kind:
            found.append((place, token))
        elif re.match("の", flat) and read_header(flat[1:]).kind:
            found.append((place, replace(token, text=flat[1:])))
        elif flat.endswith("の"):
            parts.append((place, token))
        elif flat not in terms() and len(flat) <= LETTERS and token.is_of_letters:
            # A, B and C are no letters of a header: they name it.
            loose += [(place, letter, token.lines[0]) for letter in re.sub("[A-Z]", "", flat)]
    for place, token in parts:
        # 前年度からの ... 繰越額, whatever stands between.
        rest = next((one for at, one in found if at > place and read_header(token.text + one.text).kind), None)
        if rest:
            found = [(at, Token(token.text + one.text, [*token.lines, *one.lines]) if one is rest else one) for at, one in found]
    start, left = 0, []
    while start < len(loose):
        end = next((
            end for end in range(min(len(loose), start + LETTERS), start + 1, -1)
            if read_header("".join(letter for _, letter, _ in loose[start:end])).kind in STAGED
        ), None)  # fmt: skip
        place, letter, line = loose[start]
        if end:
            found.append((place, Token("".join(one for _, one, _ in loose[start:end]), [line for _, _, line in loose[start:end]])))
        else:
            left.append(replace(line, text=letter, cells=[Cell(letter, line.indent, line.indent + 1)]))
        start = end or start + 1
    # What is left of a line that holds letters of a header is a letter of its own.
    taken = {line.number for _, token in found for line in token.lines}
    return [token for _, token in sorted(found, key=lambda pair: pair[0])], [line for line in left if line.number in taken]


def under_one(staged: list[Token]) -> list[Token]:
    """Headers of which one stands over those that make its total: 予算現額 over 当初予算額, 補正予算額 and 計."""
    over = next((token for token in staged if read_header(token.text).code == "in_force"), None)
    total = next((token for token in staged if read_header(token.text).kind == "total"), None)
    if not over or not total:
        return staged
    joined = Token(f"{over.text} {total.text}", [*over.lines, *total.lines])
    return [joined if token is total else token for token in staged if token is not over]


def under_years(staged: list[Token], count: int) -> list[Token]:
    """Headers of which one stands below each year, where they are more than columns: 平成28年度 and 当初予算額, and again 平成29年度 and 当初予算額."""
    heads = [read_header(token.text) for token in staged]
    years = [token for token, head in zip(staged, heads, strict=True) if head.kind == "year"]
    for code in dict.fromkeys(head.code for head in heads if head.kind == "stage"):
        below = [token for token, head in zip(staged, heads, strict=True) if head.code == code]
        if len(staged) > count and len(below) == len(years) > 1:
            joined = {id(year): Token(f"{year.text} {token.text}", [*year.lines, *token.lines]) for year, token in zip(years, below, strict=True)}
            return [joined.get(id(token), token) for token in staged if not any(token is one for one in below)]
    return staged


def in_lawful_order(names: list[str], rows: list[list[str]]) -> list[str]:
    """Headers in the order in which the law that they state holds: in two of three rows at least, and of those that tell of it.

    As they stand if they state none; none if no order keeps it, or budgets would be below nil. A row of which one part alone is no nil
    says nothing of the others.
    """
    codes = codes_of(names)
    rows = [row for row in rows if len(row) == len(names)]

    def is_possible(order: tuple[int, ...]) -> bool:
        return not any(codes[place] == "original" and signed(row[column]) < 0 for row in rows for column, place in enumerate(order))

    laws = laws_of(codes)
    if not laws:
        return names if is_possible(tuple(range(len(names)))) else []
    law = max(laws, key=lambda law: len(law.children))
    weights = {law.parent: -1, **dict(law.children)}
    orders = sorted(permutations(range(len(names))), key=lambda order: sum(one > other for one, other in combinations(order, 2)))
    for order in orders:
        columns = [weights.get(codes[place], 0) for place in order]
        if not is_possible(order):
            continue
        sums = [[weight * signed(text) for weight, text in zip(columns, row, strict=True) if weight] for row in rows]
        telling = [amounts for amounts in sums if sum(map(bool, amounts)) > 2]
        if 3 * sum(map(is_nil_sum, sums)) >= 2 * len(rows) and len(telling) > 1 and 3 * sum(map(is_nil_sum, telling)) >= 2 * len(telling):
            return [names[place] for place in order]
    return []


def laws_of(codes: list[str]) -> list[StageLaw]:
    """The laws between columns that their stages state."""
    return [law for law in stage_laws() if {law.parent, *(child for child, _ in law.children)} <= set(codes)]


def states_law(names: list[str]) -> bool:
    """Whether headers state a law."""
    return bool(laws_of(codes_of(names)))


def codes_of(names: list[str]) -> list[str]:
    """The stages that headers name: a total is what base and change make, or else what is in force; of two years beside a change the later
    is the result."""
    heads = [read_header(name) for name in names]
    codes = [head.code for head in heads]
    years = sorted(code for head, code in zip(heads, codes, strict=True) if head.kind == "year")
    is_compared = "adjustment" in codes and not {"original", "revised"} & set(codes)
    if is_compared and len(years) == 2 and years[0] < years[1]:
        codes = [{years[0]: "original", years[1]: "revised"}.get(code, code) for code in codes]
    staged = {code for head, code in zip(heads, codes, strict=True) if head.kind == "stage"}
    if any(head.kind == "amount" for head in heads) and staged == {"revised", "adjustment"}:
        # 予算額, 決算額, 増減
        codes = ["original" if head.kind == "amount" else code for head, code in zip(heads, codes, strict=True)]
    total = "revised" if {"original", "adjustment"} <= set(codes) and "revised" not in codes else "in_force"
    return [total if head.kind == "total" else code for head, code in zip(heads, codes, strict=True)]


def is_nil_sum(amounts: list[int]) -> bool:
    """Whether amounts add up to nil."""
    return not sum(amounts)
