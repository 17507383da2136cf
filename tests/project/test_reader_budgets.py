"""Budgets made up by chance, their rows adding up, dressed and written as documents and extractions do, and read.

What each says is known. Whatever it is of and however it stands, every amount is read of its row and column, and no other; and no sum
is proved that is not one of the document.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reader import arithmetic
from reader.parse import parse_file
from reader.text import plain

REVENUE = {
    "市税": ["市民税", "固定資産税", "軽自動車税"], "地方譲与税": ["地方揮発油譲与税", "自動車重量譲与税"],
    "分担金及び負担金": ["分担金", "負担金"], "国庫支出金": ["国庫負担金", "国庫補助金", "委託金"],
    "繰入金": ["特別会計繰入金", "基金繰入金"], "諸収入": ["延滞金、加算金及び過料", "貸付金元利収入", "雑入"], "市債": ["市債"],
}  # fmt: skip
EXPENDITURE = {
    "議会費": ["議会費"], "総務費": ["総務管理費", "徴税費", "選挙費"], "民生費": ["社会福祉費", "児童福祉費", "生活保護費"],
    "農林水産業費": ["農業費", "林業費", "水産業費"], "土木費": ["土木管理費", "道路橋りょう費", "河川費", "住宅費"],
    "教育費": ["教育総務費", "小学校費", "中学校費"], "公債費": ["公債費"],
}  # fmt: skip
ACCOUNTS = ["国民健康保険事業特別会計", "介護保険特別会計", "公共下水道事業特別会計", "駐車場事業特別会計", "墓地公園事業特別会計", "水道事業会計"]
FUNDS = ["財政調整基金", "減債基金", "公共施設整備基金", "地域福祉基金", "庁舎建設基金"]
# What stands before and behind tables.
AROUND = ["令和元年度○○市一般会計補正予算(第2号)は、次に定めるところによる。", "平成30年3月1日提出", "予算のあらまし", "(歳入歳出予算の補正)", "- 1 -"]
NOTES = ["基金の積立", "職員給与の減", "国の補正予算", ""]


@dataclass
class Budget:
    """A table of a budget.

    Attributes:
        word: What heads its labels.
        heads: The headers of its columns, each with the one that stands over it, if any.
        rows: The number of each row, its label and its amounts; a rate is a text.
        sums: The rows that are the sum of others, by their places.
    """

    word: str
    heads: list[tuple[str, str]]
    rows: list[tuple[str, str, list[int | str]]]
    sums: dict[int, list[int]] = field(default_factory=dict)


@dataclass
class Dress:
    """How a document prints its tables: its minus mark and its nil, the blanks within short words, what stands behind numbers of items,
    units in cells or below headers, notes at the end of rows."""

    minus: str
    nil: str
    is_spaced: bool
    behind_number: str
    unit: str
    has_units: bool
    has_unit_row: bool
    has_notes: bool


Chance = random.Random


def amount(chance: Chance, places: int = 6) -> int:
    """An amount of up to so many digits, small ones as likely as large ones."""
    return int(10 ** chance.uniform(2, places)) + chance.randint(1, 9)


def chapters(chance: Chance, columns: Callable[[int], list[int]], heads: list[str], ending: bool) -> Budget:
    """Chapters and their items, each with so many columns, and their total."""
    side, chart = chance.choice([("歳入", REVENUE), ("歳出", EXPENDITURE)])
    style = chance.choice([("", ""), ("{}", "{}"), ("第{}款", "第{}項")])
    budget = Budget(chance.choice(["款 項", "科目", "区分"]), [("", head) for head in heads], [])
    total = [0] * len(heads)
    tops: list[int] = []
    for number, chapter in enumerate(sorted(chance.sample(list(chart), chance.randint(2, 5)), key=list(chart).index), 1):
        items = [columns(amount(chance)) for _ in chart[chapter]]
        whole = [sum(column) for column in zip(*items, strict=True)]
        total = [one + other for one, other in zip(total, whole, strict=True)]
        tops.append(len(budget.rows))
        budget.sums[tops[-1]] = list(range(len(budget.rows) + 1, len(budget.rows) + 1 + len(items)))
        budget.rows.append((style[0].format(number), chapter, list(whole)))
        budget.rows += [(style[1].format(place), name, list(row)) for place, (name, row) in enumerate(zip(chart[chapter], items, strict=True), 1)]
    if ending:
        budget.sums[len(budget.rows)] = tops
        budget.rows.append(("", f"{side}合計", list(total)))
    return budget


def lines_of(names: list[str], rows: list[list[int]], word: str, heads: list[str], total: str) -> Budget:
    """Lines without items, and their total."""
    whole = [sum(column) for column in zip(*rows, strict=True)]
    budget = Budget(word, [("", head) for head in heads], [("", name, list(row)) for name, row in zip(names, rows, strict=True)])
    budget.sums[len(rows)] = list(range(len(rows)))
    budget.rows.append(("", total, list(whole)))
    return budget


def supplementary(chance: Chance) -> Budget:
    def columns(before: int) -> list[int]:
        change = chance.choice([0, 1, -1]) * min(amount(chance, 4), before // 2)
        return [before, change, before + change]

    heads = chance.choice([["補正前の額", "補正額", "計"], ["既決予定額", "補正予定額", "計"], ["補正前予算額", "補正予算額", "補正後予算額"]])
    return chapters(chance, columns, heads, ending=True)


def settlement(chance: Chance) -> Budget:
    def columns(due: int) -> list[int]:
        lost, open_ = chance.choice([0, 0, due // 50]), chance.choice([0, due // 20])
        return [due + due // 7, due, due - lost - open_, lost, open_]

    return chapters(chance, columns, ["予算現額", "調定額", "収入済額", "不納欠損額", "収入未済額"], ending=True)


def years(chance: Chance) -> Budget:
    """Two years, their shares, and what lies between; the years may stand over their amounts and shares."""
    names = chance.sample(list(EXPENDITURE), 5)
    year = chance.randint(22, 30)
    now, before = [[amount(chance) for _ in names] for _ in range(2)]
    budget = lines_of(names, [[one, other, one - other] for one, other in zip(now, before, strict=True)], "区分", ["", "", ""], "合計")
    for _, _, row in budget.rows:
        (one, other, change), (whole, whole_before) = row, (sum(now), sum(before))
        row[:] = [one, f"{100 * one / whole:.1f}", other, f"{100 * other / whole_before:.1f}", change]  # type: ignore[operator]
    over = [f"平成{year}年度", f"平成{year - 1}年度"]
    budget.heads = [*((name, head) for name in over for head in ("予算額", "構成比")), ("", chance.choice(["増減額", "比較", "増△減"]))]
    return budget


def matrix(chance: Chance) -> Budget:
    names, first = chance.sample(list(REVENUE), 5), chance.randint(15, 24)
    heads = [f"平成{first + number}年度" for number in range(chance.randint(3, 5))]
    return lines_of(names, [[amount(chance) for _ in heads] for _ in names], "款", heads, "計")


def accounts(chance: Chance) -> Budget:
    names = chance.sample(ACCOUNTS, 4)
    rows = [[one, other, one - other] for one, other in ((amount(chance), amount(chance)) for _ in names)]
    return lines_of(names, rows, chance.choice(["会計名", "会計区分"]), ["本年度予算額", "前年度予算額", "増減額"], "合計")


def funds(chance: Chance) -> Budget:
    names = chance.sample(FUNDS, 4)
    rows = []
    for _ in names:
        before, more, less = amount(chance), chance.choice([0, amount(chance, 4)]), chance.choice([0, 99])
        rows.append([before, more, less, before + more - less])
    return lines_of(names, rows, "基金名", ["前年度末残高", "積立額", "取崩額", "年度末残高"], "合計")


KINDS = {kind.__name__: kind for kind in (supplementary, settlement, years, matrix, accounts, funds)}


def dress(chance: Chance) -> Dress:
    unit = chance.choice(["千円", "円", "百万円"])
    kind = chance.choice(["", "", "", "has_units", "has_unit_row", "has_notes"])
    return Dress(
        chance.choice(["△", "△ ", "▲", "-"]), chance.choice(["0", "-", "－"]), chance.random() < 0.25, chance.choice([" ", "", "\u3000"]), unit,
        *(kind == name for name in ("has_units", "has_unit_row", "has_notes")),
    )  # fmt: skip


@dataclass
class Written:
    """A table as its document prints it: the word for its labels, headers of one rank or two, rows of a label, figures and a note."""

    word: str
    over: list[str]
    heads: list[str]
    units: list[str]
    rows: list[tuple[str, list[str], str]]

    @property
    def whole_heads(self) -> list[str]:
        """The headers, those of two ranks in one."""
        return [f"{over} {head}".strip() for over, head in zip(self.over, self.heads, strict=True)]

    def head_lines(self, mark: str) -> Iterator[str]:
        """The lines of the header, its cells parted by a mark."""
        if any(self.over):
            yield mark.join([self.word, *dict.fromkeys(filter(None, self.over))])
        has_notes = any(note for _, _, note in self.rows) and not any(self.over)
        yield mark.join([*([] if any(self.over) else [self.word]), *self.heads, *(["備考"] if has_notes else [])])
        if self.units:
            yield mark.join(self.units)


def write(budget: Budget, how: Dress, chance: Chance) -> Written:
    """A table in the dress of its document."""

    def figure(value: int | str) -> str:
        if isinstance(value, str):
            return value
        text = how.nil if value == 0 else f"{how.minus if value < 0 else ''}{abs(value):,}"
        return f"{text}{how.unit}" if how.has_units and text[-1].isdigit() else text

    def label(number: str, name: str) -> str:
        name = " ".join(name) if how.is_spaced and len(name) < 6 and chance.random() < 0.8 else name
        return f"{number}{how.behind_number}{name}" if number else name

    over, heads = [over for over, _ in budget.heads], [head for _, head in budget.heads]
    is_noted = how.has_notes and not any(over)
    units = ["%" if head == "構成比" else how.unit for head in heads] if how.has_unit_row else []
    rows = [(label(number, name), list(map(figure, values)), chance.choice(NOTES) if is_noted else "") for number, name, values in budget.rows]
    return Written(budget.word, over, heads, units, rows)


Way = Callable[[Written], Iterator[str]]


def in_lines(mark: str) -> Way:
    def lines(table: Written) -> Iterator[str]:
        yield from table.head_lines(mark)
        yield from (mark.join([label, *figures, *([note] if note else [])]) for label, figures, note in table.rows)

    return lines


def between_bars(table: Written) -> Iterator[str]:
    yield from (f"| {line} |" for line in in_lines(" | ")(table))


def a_cell_a_line(table: Written) -> Iterator[str]:
    yield table.word
    for place, head in enumerate(table.whole_heads):
        yield from [head, *([f"({table.units[place]})"] if table.units else [])]
    for label, figures, _ in table.rows:
        yield from [label, *figures]


def labels_above_figures(table: Written) -> Iterator[str]:
    yield from table.head_lines(" ")
    for label, figures, note in table.rows:
        yield from [label, " ".join([*figures, *([note] if note else [])])]


def labels_then_rows(table: Written) -> Iterator[str]:
    yield from table.head_lines(" ")
    yield from [*(label for label, _, _ in table.rows), *(" ".join(figures) for _, figures, _ in table.rows)]


def labels_headers_rows(table: Written) -> Iterator[str]:
    yield from [table.word, *(label for label, _, _ in table.rows), " ".join(table.heads if not any(table.over) else table.whole_heads)]
    yield from (" ".join(figures) for _, figures, _ in table.rows)


def rows_then_labels(table: Written) -> Iterator[str]:
    yield from table.head_lines(" ")
    yield from [*(" ".join(figures) for _, figures, _ in table.rows), *(label for label, _, _ in table.rows)]


def columns_below_each_other(table: Written) -> Iterator[str]:
    yield from [table.word, *(label for label, _, _ in table.rows)]
    for place, head in enumerate(table.whole_heads):
        yield from [head, *([f"({table.units[place]})"] if table.units else []), *(figures[place] for _, figures, _ in table.rows)]


def headers_then_columns(table: Written) -> Iterator[str]:
    yield from [*table.head_lines(" "), *(label for label, _, _ in table.rows)]
    yield from (figures[place] for place in range(len(table.heads)) for _, figures, _ in table.rows)


def half_of_the_rows_torn(table: Written) -> Iterator[str]:
    half = len(table.rows) // 2
    yield from table.head_lines(" ")
    yield from (" ".join([label, *figures]) for label, figures, _ in table.rows[:half])
    yield from [*(label for label, _, _ in table.rows[half:]), *(" ".join(figures) for _, figures, _ in table.rows[half:])]


def some_rows_torn(table: Written) -> Iterator[str]:
    """Of every third row the figures stand below the label, of every fourth above it."""
    yield from table.head_lines(" ")
    for place, (label, figures, _) in enumerate(table.rows, 1):
        row = " ".join(figures)
        yield from [label, row] if place % 3 == 0 else [row, label] if place % 4 == 0 and place > 1 else [f"{label} {row}"]


def labels_broken(table: Written) -> Iterator[str]:
    """Long labels stand on two lines, their figures on the second."""
    yield from table.head_lines(" ")
    for label, figures, _ in table.rows:
        cut = len(label) // 2 if len(label) > 8 and " " not in label else 0
        yield from [*([label[:cut]] if cut else []), " ".join([label[cut:], *figures])]


WAYS: dict[str, Way] = {
    "blanks": in_lines(" "), "tabs": in_lines("\t"), "bars": in_lines(" | "),
    **{way.__name__: way for way in (
        between_bars, a_cell_a_line, labels_above_figures, labels_then_rows, labels_headers_rows, rows_then_labels,
        columns_below_each_other, headers_then_columns, half_of_the_rows_torn, some_rows_torn, labels_broken,
    )},
}  # fmt: skip


def lines_between(budget: Budget, how: Dress, way: Way, chance: Chance) -> list[str]:
    """The page of a table: what stands before it, its title and unit, the table, what stands behind it."""
    unit = chance.choice([f"(単位:{how.unit})", f"（単位：{how.unit}）", f"単位 {how.unit}"])
    title = ["一般会計の状況", *([] if how.has_units or how.has_unit_row else [unit])]
    return [*chance.sample(AROUND, 2), *title, *way(write(budget, how, chance)), *chance.sample(AROUND, 1)]


def name(label: str) -> str:
    return re.sub(r"[\s、・]", "", plain(label))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_budget_is_read_however_it_is_printed(tmp_path, kind, way):
    chance = random.Random(f"{kind} {way}")
    for number in range(2):
        budget = KINDS[kind](chance)
        lines = lines_between(budget, dress(chance), WAYS[way], chance)
        found, sums = read(tmp_path / f"{number}.txt", lines)
        names = [name(label) for _, label, _ in budget.rows]
        heads = [name(f"{over}{head}") for over, head in budget.heads]
        told = Counter(
            (label, head, value) for label, (_, _, values) in zip(names, budget.rows, strict=True)
            for head, value in zip(heads, values, strict=True) if isinstance(value, int) and value
        )  # fmt: skip
        assert found == told, "\n".join(lines)
        # A chapter of one item is as large as this: either is a part of the total.
        whole = {names[place]: [{names[part], *(names[one] for one in budget.sums.get(part, []) if len(budget.sums[part]) == 1)} for part in parts]
                 for place, parts in budget.sums.items()}  # fmt: skip
        for label, parts in sums:
            assert len(parts) <= len(whole[label]) and all(any(part in some for some in whole[label]) for part in parts), (label, parts, lines)


def read(path: Path, lines: list[str]) -> tuple[Counter[tuple[str, str, int]], list[tuple[str, list[str]]]]:
    """The amounts that are read of some lines, nil left out, each with its row and column; and the sums that are proved."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    document, _ = parse_file(path)
    findings = arithmetic.find(document)
    signs = {tuple(sign.place): sign.sign for sign in findings.signs}
    found = Counter(
        (name(row.normalised), re.sub(r"\((千円|円|百万円)\)$", "", name(table.columns[figure.column - 1].reading)),
         figure.magnitude * (figure.sign or signs.get((table.table_id, row.source_line, figure.column), 1)))
        for table in document.tables for row in table.rows for figure in row.figures if figure.magnitude
    )  # fmt: skip
    proved = [one for one in findings.relations if one.certainty == "proved" and one.axis == "line"]
    sums = [(name(one.parent.label), [name(part.label) for part, _ in one.children]) for one in proved]
    # What the columns of one row make up is no sum of rows.
    return found, [(label, parts) for label, parts in sums if set(parts) != {label} or len(parts) == 1]
