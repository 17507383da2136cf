"""Measure how well many wrong figures of a document are located, and write docs/decoding.md.

Draws wrong figures at random, with a fixed seed, all kinds of slips mixed, and lets the
decoder explain them: with the control totals, and by the laws of the document alone, which is
the state of a first transcription.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import decoder
from decode_documents import Given, read
from decoder import State

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/decoding.md"
# How many wrong figures, and in how many draws.
COUNTS = {1: 200, 2: 100, 3: 100, 5: 100, 10: 50, 20: 40, 50: 20}
LINES = 40
SECONDS = 20


# ---- slips: the amounts that figures get, by figure; None where the slip cannot be made ------

Change = dict[int, int] | None


def digits(edit: Callable[[random.Random, str], str | None]) -> Callable[[random.Random, State, int], Change]:
    """A slip in the digits of one figure; its sign stays."""

    def slip(chance: random.Random, state: State, figure: int) -> Change:
        amount = state.amounts[figure]
        text = edit(chance, str(abs(amount)))
        return {figure: (-1 if amount < 0 else 1) * int(text)} if text else None

    return slip


def one_digit(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice([d for d in "0123456789" if d != text[place]]) + text[place + 1 :]


def transposed(chance: random.Random, text: str) -> str | None:
    if len(text) < 2:
        return None
    place = chance.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def dropped(chance: random.Random, text: str) -> str | None:
    place = chance.randrange(len(text))
    return text[:place] + text[place + 1 :] or None


def doubled(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text))
    return text[: place + 1] + text[place:]


def sign(chance: random.Random, state: State, figure: int) -> Change:
    return {figure: -state.amounts[figure]}


def beside(chance: random.Random, state: State, figure: int) -> int | None:
    """A cell beside, above or below."""
    place = state.figures[figure]
    rows, columns = chance.choice(((-1, 0), (1, 0), (0, -1), (0, 1)))
    return state.at.get((place.table_id, place.row_no + rows, place.column_no + columns))


def put(state: State, to: int, source: int) -> int:
    """The amount of a cell that says what another says; a minus mark that is not printed stays."""
    here, there = state.figures[to], state.figures[source]
    return there.printed * (-1 if here.amount and here.amount == -here.printed else 1)


def neighbour(chance: random.Random, state: State, figure: int) -> Change:
    other = beside(chance, state, figure)
    return None if other is None else {figure: put(state, figure, other)}


def exchanged(chance: random.Random, state: State, figure: int) -> Change:
    other = beside(chance, state, figure)
    return None if other is None else {figure: put(state, figure, other), other: put(state, other, figure)}


CELLS: dict[str, Callable[[random.Random, State, int], Change]] = {
    "one_digit": digits(one_digit),
    "transposed": digits(transposed),
    "digit_dropped": digits(dropped),
    "digit_doubled": digits(doubled),
    "times_ten": digits(lambda _, text: text + "0"),
    "thousandfold": digits(lambda _, text: text + "000"),
    "last_digit_lost": digits(lambda _, text: text[:-1] or None),
    "sign": sign,
    "neighbour": neighbour,
    "exchanged": exchanged,
}


def line_of(state: State, figure: int, in_row: bool) -> list[int]:
    """The figures of a figure's row, or of its column, in their order."""
    place = state.figures[figure]
    return [
        n
        for n, other in enumerate(state.figures)
        if other.table_id == place.table_id
        and (other.row_no == place.row_no if in_row else other.column_no == place.column_no)
    ]


def shifted(in_row: bool) -> Callable[[random.Random, State, int], Change]:
    """From a figure on, each cell says what the one before it should; the last one's is lost."""

    def slip(chance: random.Random, state: State, figure: int) -> Change:
        line = line_of(state, figure, in_row)
        if len(line) < 4:
            return None
        start = chance.randrange(len(line) - 3)
        run = line[start:] if chance.random() < 0.5 else line[start:][::-1]
        return {to: put(state, to, source) for source, to in zip(run, run[1:], strict=False)}

    return slip


def lines_exchanged(in_row: bool) -> Callable[[random.Random, State, int], Change]:
    """Two neighbouring rows, or columns, say what the other should."""

    def slip(chance: random.Random, state: State, figure: int) -> Change:
        step = (1, 0) if in_row else (0, 1)
        changes: dict[int, int] = {}
        for one in line_of(state, figure, in_row):
            place = state.figures[one]
            two = state.at.get((place.table_id, place.row_no + step[0], place.column_no + step[1]))
            if two is not None:
                changes |= {one: put(state, one, two), two: put(state, two, one)}
        return changes if len(changes) > 5 else None

    return slip


WHOLE_LINES: dict[str, Callable[[random.Random, State, int], Change]] = {
    "row moved by one place": shifted(True),
    "column moved by one place": shifted(False),
    "two rows exchanged": lines_exchanged(True),
    "two columns exchanged": lines_exchanged(False),
}


@dataclass
class Score:
    """What a number of draws gave."""

    draws: int = 0
    exact: int = 0
    wrong: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    sure: int = 0
    wrongly_sure: int = 0
    detectable: int = 0
    seconds: list[float] = field(default_factory=list)


def draw(chance: random.Random, state: State, count: int, slips: dict, used: Counter) -> dict[int, int]:
    """Wrong amounts for at least so many figures of a clean document."""
    changes: dict[int, int] = {}
    while len(changes) < count:
        figure = chance.randrange(len(state.figures))
        name = chance.choice(sorted(slips))
        change = slips[name](chance, state, figure)
        if change is None or not changes.keys().isdisjoint(change):
            continue
        wrong = {n: amount for n, amount in change.items() if amount != state.amounts[n]}
        if wrong and len(changes) + len(wrong) <= max(count, len(wrong)):
            changes |= wrong
            used[name] += 1
    return changes


def measure(given: Given, count: int, draws: int, slips: dict, seed: str) -> Score:
    """Draw, decode, compare; by the same draws whatever checks are given."""
    score, used = Score(), Counter()
    clean = State(given.figures, given.terms, given.checks)
    for number in range(draws):
        chance = random.Random(f"{seed} {count} {number}")
        wrong = draw(chance, clean, count, slips, used)
        score.detectable += sum(1 for change in wrong.items() if clean.effect((change,))[1])
        undo = clean.apply(wrong.items())
        figures = [
            figure._replace(amount=amount, printed=amount if figure.printed == figure.amount else -amount)
            for figure, amount in zip(given.figures, clean.amounts, strict=True)
        ]
        checks = [
            check._replace(residual=residual, lower=lower, upper=upper)
            for check, residual, lower, upper in zip(
                given.checks, clean.residual, clean.lower, clean.upper, strict=True
            )
        ]
        clean.apply(undo)
        began = time.monotonic()
        result = decoder.decode(figures, given.terms, checks, given.slips, SECONDS)
        score.seconds.append(time.monotonic() - began)
        proposed = {clean.number[c.figure_id]: c.proposed for c in result.changes if c.rank == 1}
        right = {n for n, amount in proposed.items() if n in wrong and amount == clean.amounts[n]}
        sure = [c for c in result.changes if c.certainty == "only_explanation"]
        score.draws += 1
        score.exact += proposed.keys() == wrong.keys()
        score.wrong += len(wrong)
        score.found += len(proposed.keys() & wrong.keys())
        score.proposed += len(proposed)
        score.right += len(right)
        score.sure += len(sure)
        score.wrongly_sure += sum(1 for c in sure if clean.number[c.figure_id] not in right)
    return score


def percent(part: int, whole: int) -> str:
    """A percentage cut off, so that 100.0 means all."""
    tenths = part * 1000 // whole if whole else 1000
    return f"{tenths // 10}.{tenths % 10} %"


def table(rows: list[tuple[str, Score]], first: str) -> str:
    """Scores as a Markdown table."""
    head = (first, "draws", "exact set", "recall", "precision", "right value", "detectable", "sure", "wrongly sure")
    lines = ["| " + " | ".join((*head, "seconds", "longest")) + " |", "|" + "---|" * (len(head) + 2)]
    for name, s in rows:
        cells = (
            name,
            str(s.draws),
            percent(s.exact, s.draws),
            percent(s.found, s.wrong),
            percent(s.found, s.proposed),
            percent(s.right, s.wrong),
            percent(s.detectable, s.wrong),
            percent(s.sure, s.wrong),
            str(s.wrongly_sure),
            f"{sum(s.seconds) / len(s.seconds):.2f}",
            f"{max(s.seconds):.1f}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def compose(given: Given, scale: float) -> tuple[str, int]:
    """The page, and how many proposals it calls sure that are wrong."""
    sections, wrongly_sure = [], 0
    for title, checks in (("With the control totals", given), ("By the laws alone", given.by_laws())):
        counted = [
            (str(count), measure(checks, count, max(1, int(draws * scale)), CELLS, "cells"))
            for count, draws in COUNTS.items()
        ]
        lines = [
            (name, measure(checks, 1, max(1, int(LINES * scale)), {name: slip}, "lines"))
            for name, slip in WHOLE_LINES.items()
        ]
        wrongly_sure += sum(score.wrongly_sure for _, score in counted + lines)
        sections.append(
            f"## {title}\n\n{table(counted, 'wrong figures')}\n\nWhole rows and columns:\n\n{table(lines, 'slip')}\n"
        )
    return (
        f"""# Which figures are wrong, when many are

Written by `make mutation`. Figures of the document are made wrong at random, with a fixed seed and in
{len(CELLS)} ways, mixed: {", ".join(sorted(CELLS))}. Then `scripts/decoder.py`, which fills `suspect_figures`, is asked
which figures are wrong. *Exact set*: the figures that it proposes first are exactly the wrong ones. *Recall*: the
share of wrong figures that it proposes; *precision*: the share of its proposals that are wrong figures; *right
value*: the share of wrong figures whose amount it proposes. *Detectable*: the wrong figures that fail a check if they
alone are wrong; by the laws alone this is the ceiling of the recall. *Sure*: called `only_explanation`. Seconds on
the machine that wrote this page.

{"".join(section + chr(10) for section in sections)}
It proposes and changes nothing.
""",
        wrongly_sure,
    )


def main() -> int:
    """Measure and write the page; the status is 1 when a wrong proposal is called sure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", required=True, help="document_id")
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb")
    parser.add_argument("--manifest", type=Path, default=ROOT / "target/manifest.json")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the draws to make")
    parser.add_argument("--page", type=Path, default=PAGE)
    arguments = parser.parse_args()
    if not arguments.database.exists():
        print("先に make build / run make build first")
        return 1
    began = time.monotonic()
    given = read(arguments.database, arguments.manifest, arguments.document)
    page, wrongly_sure = compose(given, arguments.scale)
    arguments.page.write_text(page, encoding="utf-8")
    print(f"{wrongly_sure} wrong proposals called sure; {time.monotonic() - began:.0f} s; {arguments.page}")
    return 1 if wrongly_sure else 0


if __name__ == "__main__":
    sys.exit(main())
