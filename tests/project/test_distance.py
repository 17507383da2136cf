"""The sets of figures that no check sees, against a search of all sets."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import distance
import numpy
import pytest
from conftest import DOCUMENT


def all_sets(matrix: list[dict[str, int]], left: list[int], size: int) -> set[tuple[tuple[int, int], ...]]:
    """Every set of so many of some figures whose errors cancel, the first of them positive."""
    return {
        pattern
        for figures in combinations(left, size)
        for signs in product((1, -1), repeat=size - 1)
        if distance.is_blind(matrix, pattern := tuple(zip(figures, (1, *signs), strict=True)))
    }


@pytest.mark.parametrize("seed", range(20))
def test_all_sets_are_found_and_no_others(seed: int):
    random = numpy.random.default_rng(seed)
    weights = random.integers(-1, 2, (9, 4))
    matrix = [{str(check): int(w) for check, w in enumerate(row) if w} for row in weights]
    found = distance.patterns(matrix)
    zero = {figure for ((figure, _),) in found[1]}
    twins = {two for (_, (two, _)) in found[2]}
    assert zero == {figure for figure, column in enumerate(matrix) if not column}
    left = [figure for figure in range(9) if figure not in zero | twins]
    assert all(distance.is_blind(matrix, pattern) for pattern in found[2])
    assert all_sets(matrix, left, 2) == set()
    for size in (3, 4):
        assert set(found[size]) == all_sets(matrix, left, size)


@pytest.mark.parametrize(
    ("change", "said"),
    [({"--document": "unknown"}, f"no such document: unknown（ある文書 / known: {DOCUMENT}"), ({"--database": "none"}, "run make build first")],
)
def test_what_cannot_be_read_is_said(
    built_database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: dict[str, str], said: str
):
    arguments = {"--database": str(built_database), "--document": DOCUMENT} | change
    monkeypatch.setattr("sys.argv", ["distance.py", *(word for pair in arguments.items() for word in pair)])
    with pytest.raises(SystemExit) as stopped:
        distance.main()
    assert stopped.value.code == 2 and said in capsys.readouterr().err


def test_two_lines_of_two_businesses_are_the_smallest_set_that_all_checks_miss(connection):
    places, matrix = distance.columns(connection, DOCUMENT, with_totals=True)
    found = distance.patterns(matrix)
    assert [len(found[size]) for size in (1, 2, 3)] == [0, 0, 0]
    table = "amendment_business_balance_sheet"
    rectangle = {f"{table} {line} {business}" for line in (197, 198) for business in ("general", "identity_information_processing")}
    assert rectangle in [{places[figure] for figure, _ in pattern} for pattern in found[4]]
