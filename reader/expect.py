"""Write down again what the rules of a document evaluate, after a person has corrected it."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from reader.plan import Refused, csv_text, read_rows, seed_path, seed_rows
from reader.read import NO_LAW, PROJECT
from reader.trial import build, outcome_of


def replace_rows(project: Path, seed: str, document: str, rows: list[dict[str, str]]) -> None:
    """Put rows in the place of those that a seed has of a document.

    Args:
        project: Folder of the project.
        seed: Name of the seed.
        document: Id of the document.
        rows: The new rows.
    """
    path = seed_path(project, seed)
    before = read_rows(path)
    columns = path.read_text("utf-8").splitlines()[0].split(",")
    path.write_text(csv_text(columns, [row for row in before if row["document_id"] != document] + rows), "utf-8")


def expect(project: Path, document: str) -> list[str]:
    """Take the counts of checks, and the figures that no law binds, from a trial build.

    Args:
        project: Folder of the project.
        document: Id of a document that is there.

    Returns:
        What is still wrong with it, in words.

    Raises:
        Refused: There is no such document, or the project cannot be built.
    """
    known = [row["document_id"] for row in seed_rows(project, "documents")]
    if document not in known:
        names = ", ".join(known)
        raise Refused(f"文書 {document} がない。あるのは {names} / there is no document {document}; there are: {names}")
    with tempfile.TemporaryDirectory() as folder:
        outcome = outcome_of(build(project, None, Path(folder)), document)
    replace_rows(project, "expected_checks", document, [
        {"document_id": document, "rule_id": rule, "check_count": str(count), "members_checksum": str(checksum)}
        for rule, (count, checksum) in sorted(outcome.checks.items())
    ])
    reasons = {(row["statement"], row["unit"], row["stage"]): row for row in seed_rows(project, "unbound_reasons") if row["document_id"] == document}
    replace_rows(project, "unbound_reasons", document, [
        reasons.get(kind) or {
            "document_id": document, **dict(zip(("statement", "unit", "stage"), kind, strict=True)), "reason_ja": NO_LAW[0], "reason_en": NO_LAW[1],
        }
        for kind in outcome.unbound
    ])
    count = len([number for number, _ in outcome.checks.values() if number])
    total = sum(number for number, _ in outcome.checks.values())
    readings = [row for row in seed_rows(project, "readings") if row["document_id"] == document]
    for row in readings:
        if row["kind"] == "checks":
            row["decision"] = ""
            row["reading"] = f"{count} / {total}"
    if readings:
        replace_rows(project, "readings", document, readings)
    idle = [rule for rule, number in outcome.counts.items() if not number]
    told = [f"規則 {rule} はこの体系のどの文書でも何も検査しない。消す / rule {rule} checks nothing in any document of the taxonomy: remove it" for rule in idle]
    return outcome.problems + outcome.failing + told


def main(arguments: list[str] | None = None) -> int:
    """Write them down; the status is 0, or 2 when refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("document", help="document_id")
    parser.add_argument("--project", type=Path, default=PROJECT, help="folder of the project")
    options = parser.parse_args(arguments)
    try:
        problems = expect(options.project, options.document)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print("expected_checks.csv と unbound_reasons.csv を書き直した。読んで確かめ、readings.csv の checks の行を決める / written again; read them, and decide the rows `checks` of readings.csv")
    for problem in problems:
        print(f"  {problem}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
