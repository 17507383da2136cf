"""Measure how well many wrong figures of a document are located, and write docs/decoding.md.

Draws wrong figures at random, with a fixed seed, all kinds of slips mixed, and lets the
decoder explain them: with the control totals, and by the laws of the document alone, which is
the state of a first transcription.

What the checks can tell at best is computed, too, from the rank of their matrix: a wrong figure can
be located if no other figure could stand in its place in an explanation of as few (`locatable`).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import decoder
from decode_documents import Given, read
from decoder import State

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/decoding.md"
# How many wrong figures, and in how many draws.
COUNTS = {50: 12, 20: 40, 10: 40, 5: 120, 3: 120, 2: 80, 1: 160}
LINES = 20
SECONDS = 60
# The rank of the matrix is taken modulo a prime.
PRIME = 2**61 - 1


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


def lines_moved(forward: bool) -> Callable[[random.Random, State, int], Change]:
    """A row is read twice, or left out, and all after it are moved by one place, on or back."""

    def slip(chance: random.Random, state: State, figure: int) -> Change:
        rows = line_of(state, figure, False)
        start = rows.index(figure)
        run = rows[start:] if forward else rows[start:][::-1]
        if len(rows) - start < 3 or len(line_of(state, figure, True)) < 3:
            return None
        changes: dict[int, int] = {}
        for source, to in zip(run, run[1:], strict=False):
            from_row, to_row = state.figures[source].row_no, state.figures[to].row_no
            for cell in line_of(state, to, True):
                other = state.at.get((state.figures[cell].table_id, from_row, state.figures[cell].column_no))
                if other is not None and to_row != from_row:
                    changes[cell] = put(state, cell, other)
        return changes

    return slip


WHOLE_LINES: dict[str, Callable[[random.Random, State, int], Change]] = {
    "row moved by one place": shifted(True),
    "column moved by one place": shifted(False),
    "two rows exchanged": lines_exchanged(True),
    "two columns exchanged": lines_exchanged(False),
    "row read twice": lines_moved(True),
    "row left out": lines_moved(False),
}


def locatable(state: State, wrong: dict[int, int]) -> tuple[int, int]:
    """How many wrong figures the checks see apart from each other, and how many they locate.

    The errors are columns of the matrix of the checks. Their rank is what is seen. A column can be
    replaced by another figure's if that lies in their span and is not free of it; a wrong figure
    that can be replaced, or that others cancel, is not located by arithmetic. Rounded checks count
    where they fail.

    Args:
        state: The document without errors.
        wrong: The wrong amounts by figure.
    """
    exact = [lower == upper for lower, upper in zip(state.lower, state.upper, strict=True)]
    undo = state.apply(wrong.items())
    counted = {check for check in range(len(exact)) if exact[check] or check in state.failing}
    state.apply(undo)
    basis: dict[int, tuple[dict[int, int], dict[int, int]]] = {}
    replaceable: set[int] = set()

    def reduced(column: dict[int, int]) -> tuple[dict[int, int], dict[int, int]]:
        """What is left of a column, and what it takes of each wrong figure's."""
        column, taken = dict(column), {}
        for pivot, (row, parts) in basis.items():
            factor = column.get(pivot, 0)
            if factor:
                for target, source in ((column, row), (taken, parts)):
                    for key, value in source.items():
                        target[key] = (target.get(key, 0) - factor * value) % PRIME
        return {c: v for c, v in column.items() if v}, {f: v for f, v in taken.items() if v}

    for figure, amount in wrong.items():
        checks = sorted({check for check, _, _ in state.of_figure[figure]} & counted)
        moved = zip(checks, state.steps(checks, figure, amount), strict=True)
        left, taken = reduced({check: step % PRIME for check, step in moved if step})
        taken[figure] = 1
        if not left:
            replaceable.update(taken)
            continue
        pivot = next(iter(left))
        unit = pow(left[pivot], -1, PRIME)
        basis[pivot] = ({c: v * unit % PRIME for c, v in left.items()}, {f: v * unit % PRIME for f, v in taken.items()})
    support = {check for row, _ in basis.values() for check in row}
    for figure, terms in enumerate(state.of_figure):
        column = {
            check: weight * (-1 if reading == decoder.UNSIGNED and state.amounts[figure] < 0 else 1)
            for check, weight, reading in terms
            if check in counted and reading != decoder.NEGATIVE
        }
        if column and figure not in wrong and column.keys() <= support:
            left, taken = reduced(column)
            if not left:
                replaceable.update(taken)
    return len(basis), len(wrong.keys() - replaceable)


@dataclass
class Score:
    """What a number of draws gave."""

    draws: int = 0
    exact: int = 0
    wrong: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    undecided: int = 0
    sure: int = 0
    wrongly_sure: int = 0
    one_slip: int = 0
    seen: int = 0
    locatable: int = 0
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
        seen, located = locatable(clean, wrong)
        score.seen += seen
        score.locatable += located
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
        began = time.process_time()
        result = decoder.decode(figures, given.terms, checks, given.slips, SECONDS)
        score.seconds.append(time.process_time() - began)
        first = [c for c in result.changes if c.rank == 1]
        # Where another explanation is as likely, none is proposed.
        decided = [c for c in first if c.certainty != "undecided" or c.alternatives == 1]
        score.undecided += len(first) - len(decided)
        score.one_slip += len({(c.part, c.slip_no) for c in first}) == 1
        proposed = {clean.number[c.figure_id]: c.proposed for c in decided}
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
    head = (first, "draws", "exact set", "recall", "ceiling", "seen", "precision", "right value", "undecided", "sure")
    lines = ["| " + " | ".join((*head, "wrongly sure", "one slip", "seconds", "longest")) + " |", "|" + "---|" * (len(head) + 4)]
    for name, s in rows:
        cells = (
            name,
            str(s.draws),
            percent(s.exact, s.draws),
            percent(s.found, s.wrong),
            percent(s.locatable, s.wrong),
            percent(s.seen, s.wrong),
            percent(s.found, s.proposed),
            percent(s.right, s.wrong),
            str(s.undecided),
            percent(s.sure, s.wrong),
            str(s.wrongly_sure),
            percent(s.one_slip, s.draws),
            f"{sum(s.seconds) / len(s.seconds):.2f}",
            f"{max(s.seconds):.1f}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def row(task: tuple[Given, int, int, str | None]) -> Score:
    """One row of a table, in a process of its own: so many wrong figures, or one slip of whole lines."""
    given, count, draws, line = task
    slips, seed = (CELLS, "cells") if line is None else ({line: WHOLE_LINES[line]}, "lines")
    return measure(given, count, draws, slips, seed)


def compose(given: Given, scale: float, processes: int) -> tuple[str, int]:
    """The page, and how many proposals it calls sure that are wrong."""
    titles = {"With the control totals": given, "By the laws alone": given.by_laws()}
    rows = [(title, str(count), count, draws, None) for title in titles for count, draws in COUNTS.items()]
    rows += [(title, name, 1, LINES, name) for title in titles for name in WHOLE_LINES]
    with ProcessPoolExecutor(processes) as pool:
        tasks = [(titles[title], count, max(1, int(draws * scale)), line) for title, _, count, draws, line in rows]
        scores = list(pool.map(row, tasks))
    sections = []
    for title in titles:
        of_title = [(name, line, s) for (t, name, _, _, line), s in zip(rows, scores, strict=True) if t == title]
        counted = table([(name, s) for name, line, s in of_title if line is None][::-1], "wrong figures")
        lines = table([(name, s) for name, line, s in of_title if line is not None], "slip")
        sections.append(f"## {title}\n\n{counted}\n\nOne slip of whole rows or columns:\n\n{lines}\n")
    body = "\n".join(sections)
    drawn = "" if scale == 1 else f"- Written with `--scale {scale}`: that share of the draws of `make mutation`.\n"
    return (
        f"""# Which figures are wrong, when many are

Written by `make mutation`. Figures of the document are made wrong at random, with a fixed seed and in {len(CELLS)}
ways, mixed: {", ".join(sorted(CELLS))}.
Then `scripts/decoder.py`, which fills `suspect_figures`, is asked which figures are wrong.

- *Exact set*: what it proposes first are exactly the wrong figures. *Recall*: the share of wrong figures that it
  proposes; *precision*: the share of its proposals that are wrong figures; *right value*: the share of wrong figures
  whose amount it proposes.
- *Undecided*: figures that it names first of several explanations that are as likely, and does not propose.
- *Ceiling*: the wrong figures that arithmetic locates. Errors are columns of the matrix of the checks; one that some
  other figure could replace in an explanation of as few, or that no check sees, is not located. *Seen*: the rank of
  these columns, that is how many errors are noticed apart from each other. Only the likelihood of slips can bring the
  recall above the ceiling, and nothing above what is seen.
- *Sure*: called `only_explanation`. *One slip*: the draws that it explains by one slip.
- Seconds of one core of the machine that wrote this page; the longest draw last.
{drawn}
{body}
It proposes and changes nothing.
""",
        sum(score.wrongly_sure for score in scores),
    )


def main() -> int:
    """Measure and write the page; the status is 1 when a wrong proposal is called sure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", required=True, help="document_id")
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb")
    parser.add_argument("--manifest", type=Path, default=ROOT / "target/manifest.json")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the draws to make")
    parser.add_argument("--processes", type=int, default=2, help="how many draw at a time")
    parser.add_argument("--page", type=Path, default=PAGE)
    arguments = parser.parse_args()
    if not arguments.database.exists():
        print("先に make build / run make build first")
        return 1
    began = time.monotonic()
    given = read(arguments.database, arguments.manifest, arguments.document)
    page, wrongly_sure = compose(given, arguments.scale, arguments.processes)
    arguments.page.write_text(page, encoding="utf-8")
    print(f"{wrongly_sure} wrong proposals called sure; {time.monotonic() - began:.0f} s; {arguments.page}")
    return 1 if wrongly_sure else 0


if __name__ == "__main__":
    sys.exit(main())
