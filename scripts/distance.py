"""What no exact check can see: the smallest sets of figures that can be wrong together.

    distance.py --document DOCUMENT [--database target/budget.duckdb]

The checks of a document are the parity checks of a code. Wrong figures stay unseen when
their errors cancel in every check, that is when their columns in the matrix of the checks
(figure_checks) sum to zero. All sets of one to four figures whose errors are of one size
(the unit of each table apart) are found, by the laws alone and with the control totals.
Only exact checks count: a rounded one sees large errors and not small ones.
"""

from __future__ import annotations

import argparse
from math import gcd
from pathlib import Path

import duckdb
import numpy

ROOT = Path(__file__).resolve().parents[1]
PRIME = 2**31 - 1
MEMBERS = """
select table_id, row_no, column_no, check_id, sum(weight) as weight
from figure_checks
where document_id = ? and is_exact and (? or family <> 'control_total')
group by all
having sum(weight) <> 0
"""
DOCUMENTS = "select distinct document_id from printed_figures order by 1"
FIGURES = "select table_id, row_no, column_no, table_id || ' ' || source_line || ' ' || column_name from printed_figures where document_id = ? order by all"


def columns(
    connection: duckdb.DuckDBPyConnection, document: str, with_totals: bool
) -> tuple[list[str], list[dict[str, int]]]:
    """Read the matrix of the checks.

    Args:
        connection: The built database.
        document: Id of the document.
        with_totals: Whether the control totals count, too.

    Returns:
        The place of each figure, and its column: weight by check, in lowest terms.
    """
    figures = connection.execute(FIGURES, [document]).fetchall()
    number = {figure[:3]: index for index, figure in enumerate(figures)}
    matrix: list[dict[str, int]] = [{} for _ in figures]
    for *figure, check, weight in connection.execute(MEMBERS, [document, with_totals]).fetchall():
        matrix[number[tuple(figure)]][check] = int(weight)
    for column in matrix:
        unit = gcd(*column.values()) if column else 1
        for check in column:
            column[check] //= unit
    return [figure[3] for figure in figures], matrix


def is_blind(matrix: list[dict[str, int]], pattern: tuple[tuple[int, int], ...]) -> bool:
    """Whether errors of these signs at these figures cancel in every check."""
    total: dict[str, int] = {}
    for figure, sign in pattern:
        for check, weight in matrix[figure].items():
            total[check] = total.get(check, 0) + sign * weight
    return not any(total.values())


def patterns(matrix: list[dict[str, int]]) -> dict[int, list[tuple[tuple[int, int], ...]]]:
    """Find the blind sets of one, two, three and four figures, none within another.

    Each check gets two random numbers, and each column the sums of them: sets that cancel
    have sums of zero. Every set so found is then added up exactly.

    Args:
        matrix: The columns.

    Returns:
        By number of figures, the sets, each as (figure, sign of its error), the first positive.
    """
    random = numpy.random.default_rng(1)
    values: dict[str, numpy.ndarray] = {}
    for column in matrix:
        for check in column:
            values.setdefault(check, random.integers(1, PRIME, 2))
    sums = numpy.array(
        [sum((weight * values[check] for check, weight in column.items()), numpy.zeros(2, int)) % PRIME for column in matrix]
    )
    marks = sums[:, 0] * PRIME + sums[:, 1]
    opposite = ((PRIME - sums) % PRIME) @ numpy.array([PRIME, 1])
    found: dict[int, list] = {1: [((figure, 1),) for figure in numpy.flatnonzero(marks == 0)]}
    # Of figures with the same column, or its opposite, one stands for all.
    by_mark: dict[int, int] = {}
    found[2] = []
    for figure in numpy.flatnonzero(marks):
        for mark, sign in ((marks[figure], -1), (opposite[figure], 1)):
            if mark in by_mark:
                found[2].append(((by_mark[mark], 1), (int(figure), sign)))
                break
        else:
            by_mark[marks[figure]] = int(figure)
    left = numpy.array(sorted(by_mark.values()))
    first, second = (left[index] for index in numpy.triu_indices(len(left), 1))
    pairs = {}
    for sign in (1, -1):
        both = (sums[first] + sign * sums[second]) % PRIME
        pairs[sign] = numpy.minimum(both @ numpy.array([PRIME, 1]), ((PRIME - both) % PRIME) @ numpy.array([PRIME, 1]))
    lone = {int(min(marks[figure], opposite[figure])): int(figure) for figure in left}
    found[3] = []
    for sign, keys in pairs.items():
        for place in numpy.flatnonzero(numpy.isin(keys, list(lone))):
            trio = (int(first[place]), 1), (int(second[place]), sign)
            third = lone[int(keys[place])]
            if third > second[place]:
                found[3] += [(*trio, (third, s)) for s in (1, -1) if is_blind(matrix, (*trio, (third, s)))]
    keys = numpy.concatenate([pairs[1], pairs[-1]])
    order = numpy.argsort(keys, kind="stable")
    ordered = keys[order]
    found[4] = []
    count = len(first)
    starts = numpy.flatnonzero(numpy.concatenate([[True], ordered[1:] != ordered[:-1]]))
    for start, end in zip(starts, [*starts[1:], len(ordered)], strict=True):
        group = [(int(first[o % count]), int(second[o % count]), 1 if o < count else -1) for o in order[start:end]] if end - start > 1 else []
        for index, (a, b, sign) in enumerate(group):
            for c, d, other in group[index + 1 :]:
                if len({a, b, c, d}) == 4:
                    for s in (1, -1):
                        pattern = tuple(sorted([(a, 1), (b, sign), (c, s), (d, s * other)]))
                        pattern = tuple((figure, one * pattern[0][1]) for figure, one in pattern)
                        if is_blind(matrix, pattern):
                            found[4].append(pattern)
    found[4] = sorted(set(found[4]))
    return found


def main() -> None:
    """Print how many sets there are of each size, and one of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", type=Path, default=ROOT / "target/budget.duckdb")
    parser.add_argument("--document", required=True, help="document_id")
    given = parser.parse_args()
    if not given.database.exists():
        parser.error(f"{given.database}: データベースがない。先に make build / no database; run make build first")
    with duckdb.connect(str(given.database), read_only=True) as connection:
        known = [name for (name,) in connection.execute(DOCUMENTS).fetchall()]
        if given.document not in known:
            parser.error(f"文書がない / no such document: {given.document}（ある文書 / known: {', '.join(known)}）")
        for with_totals in (False, True):
            places, matrix = columns(connection, given.document, with_totals)
            print("control totals too" if with_totals else "laws alone", f"({len(places)} figures)")
            for size, sets in patterns(matrix).items():
                example = "; ".join(f"{'+' if sign > 0 else '-'} {places[figure]}" for figure, sign in sets[0]) if sets else ""
                print(f"  {size}: {len(sets)} sets, {len({f for one in sets for f, _ in one})} figures  {example}")


if __name__ == "__main__":
    main()
