"""Sums that do not hold as read, for a person to confirm that they stand so in the source.

What does not hold is never dropped: the figures stay as printed, the check stays, and its exact
difference is written down as one that is known. Where one figure alone explains it, confirming
is not enough: its reading (`slip`) wants to be corrected, or said to be printed so.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from reader.misread import is_alone
from reader.reading import OPEN
from reader.seeds import Draft, Reading
from reader.trial import Difference, Outcome

ID_LENGTH = 70
FEW = 4  # rows that keep a sum of stages, those that do not among them, for each that does not
SHOWN = 5  # checks that a reading tells in words
EXPLANATION = (
    "転記したとおりでは成り立たない。文書の数字が合わないのか、科目や欄の読みが違うのかは決めていない。",
    "It does not hold as transcribed. Whether the figures of the document disagree or a line or column is read otherwise than meant is not decided.",
)
REASON = (
    "転記したとおりでは成り立たない検査 {count} 件: {checks}。原文を見て、数字が原文のとおりなら confirmed（合わないまま、known_differences.csv とサイトの"
    "「文書自身の不一致」に残る）。読みを直すなら known_differences.csv のその行を消して corrected",
    "{count} checks do not hold as transcribed: {checks}. Look at the source: confirmed if the figures stand so (the difference stays, in known_differences.csv "
    "and among the findings of the site); if the reading is mended, remove its rows from known_differences.csv and write corrected",
)


def write_differences(draft: Draft, outcome: Outcome) -> list[Reading]:
    """Write down the differences that are left, those of one rule as one finding.

    Args:
        draft: The draft; rows of known_differences are added.
        outcome: What the trial build says.

    Returns:
        A reading for each finding.
    """
    slips = {
        (misread.place.table_id, misread.place.source_line, draft.columns.get((misread.place.table_id, misread.place.column), ""))
        for misread in draft.findings.misread if is_alone(misread)
    }
    by_rule: dict[str, list[Difference]] = defaultdict(list)
    sums = sums_recorded(draft, outcome)
    for difference in outcome.differences:
        if difference.rule in sums:
            by_rule[difference.rule].append(difference)
    readings = []
    for rule, differences in by_rule.items():
        for difference in differences:
            draft.plan.add(
                "known_differences", document_id=draft.plan.document, finding_id=f"{rule[:ID_LENGTH].rstrip('_')}_as_read", rule_id=rule,
                line_id=difference.line, business_id=difference.business, stage=difference.stage,
                difference_thousand_yen=difference.residual, places=places_of(difference), explanation_ja=EXPLANATION[0], explanation_en=EXPLANATION[1],
            )
        differences = [one for one in differences if not slips & {figure[:3] for figure in one.figures}]
        if not differences:
            continue
        told = [[(difference.message_ja, difference.message_en)[language] for difference in differences[:SHOWN]] for language in (0, 1)]
        table_id, line, column, _ = differences[0].figures[0]
        readings.append(Reading(
            "figure", "、".join(dict.fromkeys(f"{figure[3]}（{figure[0]} {figure[1]}行）" for difference in differences[:SHOWN] for figure in difference.figures[:SHOWN])),
            OPEN, REASON[0].format(count=len(differences), checks=" / ".join(told[0])), REASON[1].format(count=len(differences), checks=" / ".join(told[1])),
            table_id, line, column,
        ))
    return readings


def sums_recorded(draft: Draft, outcome: Outcome) -> set[str]:
    """The rules whose differences are recorded: sums along lines, and those of stages that nearly all rows keep.

    Where many rows do not keep what is said of their columns, these are likely read otherwise than meant.
    """
    failing = Counter(difference.rule for difference in outcome.differences)
    return {
        rule.rule_id for rule in draft.rules
        if rule.relation.axis == "line"
        or rule.relation.axis == "stage" and FEW * failing[rule.rule_id] <= outcome.checks.get(rule.rule_id, (0, 0))[0]
    }


def places_of(difference: Difference) -> str:
    """Where the figures of a check stand, as known_differences has it: table and lines."""
    lines: dict[str, list[str]] = defaultdict(list)
    for table_id, line, _, _ in difference.figures:
        if str(line) not in lines[table_id]:
            lines[table_id].append(str(line))
    return "; ".join(f"{table_id} {', '.join(some)}" for table_id, some in lines.items())
