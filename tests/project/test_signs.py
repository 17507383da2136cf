"""The restored minus marks are the only solution of the document's identities.

The amounts are taken without their signs. Starting from one figure that is read
as positive (total assets), each identity that leaves a figure only one possible
sign fixes it, until nothing changes. Sums are exact integers. What is fixed this
way is the unique solution; reading total assets as negative gives its mirror
image. Compare the deductive correction of sign errors, Scholtus (2008).
"""

from __future__ import annotations

from collections import defaultdict

import pytest

Point = tuple[str, str, str]
Identity = tuple[list[tuple[Point, int]], int]

TERMS = """
    select
        terms.check_no, figures.line_id, figures.business_id, figures.stage,
        terms.weight * abs(figures.amount), terms.half_unit
    from terms
    inner join printed_figures as figures
        on terms.figure_document_id = figures.document_id and terms.figure_id = figures.figure_id
    where terms.axis <> 'print' and terms.unit = 'thousand_yen'
    and not exists (
        select 1 from known_differences as known
        where known.rule_id = terms.rule_id
        and known.line_id = terms.line_id
        and known.business_id = terms.business_id
        and known.stage = terms.stage
    )
"""


def read_identities(connection) -> list[Identity]:
    """The identities over printed amounts: weighted magnitudes and a tolerance.

    A derived amount stands for the printed one it is taken from.

    Args:
        connection: The built database.

    Returns:
        For each check, its members (data point, weight times magnitude in
        thousand yen), zeros left out, and the tolerance in thousand yen.
    """
    terms: dict[int, dict[Point, int]] = defaultdict(lambda: defaultdict(int))
    tolerance: dict[int, int] = defaultdict(int)
    for check, line, business, stage, value, half in connection.execute(TERMS).fetchall():
        terms[check][line, business, stage] += value
        tolerance[check] += half
    identities = []
    for check, members in terms.items():
        kept = [(point, value) for point, value in members.items() if value]
        if kept:
            identities.append((kept, tolerance[check]))
    return identities


def possible_signs(identity: Identity, signs: dict[Point, int]) -> dict[Point, set[int]]:
    """The signs that each open member of an identity can have, the others given.

    Args:
        identity: Members with weighted magnitudes, and a tolerance.
        signs: The signs known so far.

    Returns:
        For each member without a sign, the set of signs with which the sum can
        come within the tolerance of zero.
    """
    members, tolerance = identity
    known = sum(value * signs[point] for point, value in members if point in signs)
    open_members = [(point, value) for point, value in members if point not in signs]
    behind = [{0}]
    for _, value in reversed(open_members):
        behind.append({total + sign * value for total in behind[-1] for sign in (1, -1)})
    behind.reverse()
    ahead, possible = {known}, {}
    for index, (point, value) in enumerate(open_members):
        rest = behind[index + 1]
        possible[point] = {
            sign
            for sign in (1, -1)
            if any(
                (-(total + sign * value)) in rest
                if tolerance == 0
                else any(abs(total + sign * value + other) <= tolerance for other in rest)
                for total in ahead
            )
        }
        ahead = {total + sign * value for total in ahead for sign in (1, -1)}
    if not open_members and abs(known) > tolerance:
        raise AssertionError(f"no signs satisfy {members}")
    return possible


def propagate(identities: list[Identity], anchor: Point, sign: int) -> dict[Point, int]:
    """Fix every sign that follows from one.

    Args:
        identities: What must hold.
        anchor: The data point whose sign is given.
        sign: Its sign.

    Returns:
        The signs that follow, the anchor's included.

    Raises:
        AssertionError: If an identity cannot be satisfied.
    """
    signs = {anchor: sign}
    where = defaultdict(list)
    for identity in identities:
        for point, _ in identity[0]:
            where[point].append(identity)
    queue = list(identities)
    while queue:
        identity = queue.pop()
        for point, possible in possible_signs(identity, signs).items():
            if not possible:
                raise AssertionError(f"{point} can have no sign in {identity}")
            if len(possible) == 1:
                signs[point] = next(iter(possible))
                queue += where[point]
    return signs


@pytest.fixture(scope="module")
def solution(built):
    """The identities, and the signs that follow from positive total assets."""
    import duckdb

    with duckdb.connect(str(built.database), read_only=True) as connection:
        identities = read_identities(connection)
    return identities, propagate(identities, ("assets", "total", "revised"), 1)


def test_restored_signs_are_the_unique_solution(solution, connection):
    _, signs = solution
    prints = connection.execute(
        """
        select line_id, business_id, stage, sign(amount), table_id, source_line
        from printed_figures
        where business_id is not null and amount <> 0
        """
    ).fetchall()
    determined = [p for p in prints if (p[0], p[1], p[2]) in signs]
    assert [p for p in determined if signs[p[0], p[1], p[2]] != p[3]] == []
    others = {p[0] for p in prints if p not in determined}
    assert all(line.startswith("obligation_") for line in others)


def test_the_other_solution_is_the_mirror_image(solution):
    identities, signs = solution
    mirrored = propagate(identities, ("assets", "total", "revised"), -1)
    assert mirrored == {point: -sign for point, sign in signs.items()}


def test_signs_that_arithmetic_does_not_determine_are_listed(solution, connection):
    _, signs = solution
    points = connection.execute(
        """
        select statement, line_id, business_id, stage
        from data_points inner join statement_lines using (line_id)
        where amount_thousand_yen <> 0
        """
    ).fetchall()
    undetermined = {point[0] for point in points if point[1:] not in signs}
    listed = connection.execute("select statement from undetermined_signs").fetchall()
    assert undetermined == {row[0] for row in listed}


def test_every_restored_sign_is_needed(solution, connection):
    """Without its mark, a figure breaks an identity or an agreement of prints."""
    identities, signs = solution
    bound = {point for members, _ in identities for point, _ in members}
    restored = connection.execute(
        "select distinct line_id, business_id, stage from printed_figures where is_sign_restored"
    ).fetchall()
    assert restored
    assert all(signs[point] == -1 and point in bound for point in restored)


def test_a_wrong_sign_is_noticed(solution):
    identities, signs = solution
    flipped = {**signs, ("general_reserve", "identity_information_processing", "revised"): 1}
    with pytest.raises(AssertionError):
        for identity in identities:
            possible_signs(identity, flipped)
