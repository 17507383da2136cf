"""Read a document in: from its text or PDF to the rows and files of the project.

Everything is decided and tried in a copy of the project before anything is written. What is
not proved waits for a person, in readings.csv.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from declare import declare

from reader import arithmetic
from reader.aside import leave_rules_out, set_aside
from reader.differences import write_differences
from reader.follow import draft_like
from reader.glossary import rows
from reader.guide import apply, labels_known, read_guide
from reader.left_out import AMOUNT
from reader.parse import parse_file
from reader.plan import Refused, carry_out, check_id, seed_rows
from reader.readings import gather, rows_of
from reader.reading import OPEN, PROBABLE, PROVED
from reader.review import write_page
from reader.seeds import Draft, Reading, draft_document, write_stages, write_units
from reader.text import Unreadable
from reader.trial import Outcome, build, outcome_of

PROJECT = Path(__file__).resolve().parents[1]
TRIALS = 6  # builds until nothing is set aside any more
NO_LAW = (
    "この文書のどの式もこの数字を正確には押さえない。検算合計だけが押さえる。",
    "No sum of the document binds these figures exactly; the control totals alone hold them.",
)


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def settle_rules(draft: Draft, outcome: Outcome) -> None:
    """Take out rules that no figure gives an occasion for, and write down what the others evaluate and force.

    Args:
        draft: The document; changed in place.
        outcome: What the trial build says.
    """
    plan = draft.plan
    idle = {rule for rule, count in outcome.counts.items() if count == 0}
    leave_rules_out(draft, idle)
    for seed in ("calculation_rules", "calculation_arcs"):
        if seed in plan.rows:
            plan.rows[seed] = [row for row in plan.rows[seed] if row["rule_id"] not in idle]
    for rule, (count, checksum) in sorted(outcome.checks.items()):
        if rule not in idle:
            plan.add("expected_checks", document_id=plan.document, rule_id=rule, check_count=count, members_checksum=checksum)
    for row in plan.rows.get("restored_signs", []):
        forcing = outcome.forcing.get((row["table_id"], row["source_line"], row["column_name"]), [])
        if forcing and row["rule_id"] not in forcing:
            row["rule_id"] = forcing[0]
    known = {(row["statement"], row["unit"], row["stage"]): row for row in plan.rows.get("unbound_reasons", [])}
    plan.rows["unbound_reasons"] = [row for key, row in known.items() if key in outcome.unbound]
    for statement, unit, stage in outcome.unbound:
        if (statement, unit, stage) not in known:
            plan.add(
                "unbound_reasons", document_id=plan.document, statement=statement, unit=unit, stage=stage,
                reason_ja=NO_LAW[0], reason_en=NO_LAW[1],
            )


def readings_of(draft: Draft, outcome: Outcome) -> list[Reading]:
    """All readings, those that the trial build adds among them."""
    readings = gather(draft) + write_differences(draft, outcome)
    rules = [count for count, _ in outcome.checks.values() if count]
    readings.append(Reading(
        "checks", f"{len(rules)} / {sum(rules)}", PROBABLE,
        f"規則 {len(rules)} 個が検査 {sum(rules)} 件を行う。expected_checks.csv に書いた。少な過ぎないか確かめる",
        f"{len(rules)} rules evaluate {sum(rules)} checks, as written in expected_checks.csv; check that none is too few",
    ))
    if outcome.unbound:
        readings.append(Reading(
            "checks", ", ".join("/".join(filter(None, parts)) for parts in outcome.unbound), OPEN,
            "どの式も押さえない数字がある。unbound_reasons.csv の理由を確かめる", "figures that no sum binds: check the reasons in unbound_reasons.csv",
        ))
    return readings


def coverage(draft: Draft, outcome: Outcome, readings: list[Reading]) -> list[tuple[str, str]]:
    """What was read and bound, and what is left, in Japanese and English."""
    left = [int(row["source_line"]) for row in draft.left if row["kind"] == AMOUNT]
    transcribed = sum(len(row.figures) for table in draft.document.tables for row in table.rows) + len(draft.document.prose)
    lines = ", ".join(map(str, sorted(set(left))))
    waiting = sum(reading.certainty != PROVED for reading in readings)
    return [
        (
            f"金額 {transcribed + len(left)} 個のうち {transcribed} 個を転記、{outcome.bound} 個を式が押さえる。未読: {f'{len(left)} 個（{lines}行）' if left else 'なし'}",
            f"{outcome.bound} of {transcribed + len(left)} amounts bound, {transcribed} transcribed; unread: {f'{len(left)} on line {lines}' if left else 'none'}",
        ),
        (f"証明済みの読み {len(readings) - waiting} 件、決めること {waiting} 件", f"{len(readings) - waiting} readings proved, {waiting} to decide"),
    ]


def read_document(project: Path, source: Path, document_id: str, like: str | None) -> tuple[Draft, list[Reading], Outcome, bool]:
    """Read a document and try it.

    Args:
        project: Folder of the project.
        source: Text or PDF.
        document_id: Id of the document.
        like: Document whose taxonomy guides the reading, or None.

    Returns:
        The draft with all rows and files, the readings, what the trial build says, and whether
        the lines are those of the source as it stands.

    Raises:
        Refused: The id is taken, or the document cannot be tried.
        Unreadable: The source cannot be read.
    """
    check_id(project, document_id, like)
    say(f"読む / reading {source}")
    guide = read_guide(project, like) if like else None
    document, is_text = parse_file(source, labels_known(guide) if guide else frozenset())
    if not document.tables and not document.prose:
        raise Refused(f"{source}: 表も金額も見つからない / no table and no amount is found")
    tables, amounts = len(document.tables), len(document.prose)
    say(
        f"{tables} 表、本文の数 {amounts} 個を見つけた。計算で確かめる / "
        f"{tables} tables and {amounts} amounts in prose; reasoning with the numbers"
    )
    if guide:
        forms = apply(document, guide)
        draft = draft_like(project, document, arithmetic.find(document), document_id, guide, forms)
    else:
        draft = draft_document(document, arithmetic.find(document), document_id, rows("rules"))
    write_units(draft, {row["unit"] for row in seed_rows(project, "units")})
    write_stages(draft, [row["stage"] for row in seed_rows(project, "stages")])
    say("試しに build する / trying it in a copy of the project")
    for _ in range(TRIALS):
        with tempfile.TemporaryDirectory() as folder:
            outcome = outcome_of(build(project, draft.plan, Path(folder)), document_id)
        if not set_aside(draft, outcome):
            break
    if not draft.document.prose and not any(row.figures for table in draft.document.tables for row in table.rows):
        raise Refused(f"{source}: {tables} 表を見つけたが、転記できる数字がない / {tables} tables are found, and no figure of them can be transcribed")
    settle_rules(draft, outcome)
    readings = readings_of(draft, outcome)
    for row, reading in zip(rows_of(document_id, readings), readings, strict=True):
        draft.plan.add("readings", **row)
        for leaf in reading.leaves:
            leaf["reading_id"] = str(row["reading_id"])
    return draft, readings, outcome, is_text


def main(arguments: list[str] | None = None) -> int:
    """Read a document in and say what is left to a person.

    Args:
        arguments: Command line; None takes that of the process.

    Returns:
        Exit status: 0 read in, 2 refused, and then nothing is written.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="text in UTF-8, or PDF with a text layer")
    parser.add_argument("document", help="id of the new document, such as fy2022_amendment")
    parser.add_argument("--from", dest="like", help="id of a document whose taxonomy guides the reading")
    parser.add_argument("--project", type=Path, default=PROJECT, help="folder of the project")
    options = parser.parse_args(arguments)
    try:
        draft, readings, outcome, is_text = read_document(options.project, options.source, options.document, options.like or None)
        written = carry_out(options.project, draft.plan)
        declare(options.project)
    except (Refused, Unreadable) as refusal:
        print(refusal, file=sys.stderr)
        return 2
    folder = options.project / "target/reading" / options.document
    summary = coverage(draft, outcome, readings)
    numbered = [(row["reading_id"], reading) for row, reading in zip(rows_of(options.document, readings), readings, strict=True)]
    write_page(folder, draft, numbered, summary)
    print("\n".join(text for pair in summary for text in pair))
    if not is_text:
        (folder / "source.txt").write_text("\n".join(draft.document.lines) + "\n", encoding="utf-8")
        print(f"行番号は target/reading/{options.document}/source.txt のもの / line numbers are those of that file")
    for message in (outcome.problems + outcome.failing)[:10]:
        print(f"  {message}")
    print("書いたもの / written:")
    for path in written:
        print(f"  {path.relative_to(options.project)}")
    print(f"見比べる / review: target/reading/{options.document}/index.html")
    print("決める / decide: seeds/rules/readings.csv の decision 列。それから make build / column decision, then make build")
    return 0


if __name__ == "__main__":
    # As in scripts/build_site.py.
    sys.modules.setdefault("pandas", None)
    sys.exit(main())
