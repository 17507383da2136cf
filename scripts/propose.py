"""Propose the minus marks that a source lost, and what else its checks say is wrong.

Builds the project in a folder of its own, without its tests, and prints the rows of
restored_signs.csv that the laws force from the digits alone, ready to paste; beside them, on
the other stream, the signs that nothing forces, and the slips that are left with those signs:
of moved or exchanged figures also the lines of their file as they should read. Changes nothing.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import decoder
import duckdb
import signs
from decode_documents import Given, read

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 20


def build(folder: Path) -> tuple[Path, Path]:
    """Build the tables without their tests; returns the database and dbt's manifest."""
    folder.mkdir(parents=True)
    database = folder / "budget.duckdb"
    result = subprocess.run(
        [sys.executable, ROOT / "scripts/run_dbt.py", "build", "--quiet", "--exclude-resource-type", "test"]
        + ["--exclude-resource-type", "unit_test", "--target-path", folder, "--vars", "{decoding_seconds: 0}"]
        + ["--select", "+suspect_explanations"],
        cwd=ROOT,
        env=os.environ | {"BUDGET_DATABASE": str(database)},
        check=False,
    )
    if result.returncode:
        sys.exit("dbt build に失敗 / failed")
    return database, folder / "manifest.json"


def with_signs(given: Given, negative: set[str]) -> Given:
    """The same document with some figures negative."""
    state = decoder.State(given.figures, given.terms, given.checks)
    state.apply([(state.number[name], -abs(state.amounts[state.number[name]])) for name in negative])
    figures = [f._replace(amount=amount) for f, amount in zip(given.figures, state.amounts, strict=True)]
    checks = [
        check._replace(residual=residual, lower=lower, upper=upper)
        for check, residual, lower, upper in zip(given.checks, state.residual, state.lower, state.upper, strict=True)
    ]
    return Given(figures, given.terms, checks, given.slips)


def places(database: Path, document: str) -> dict[str, dict]:
    """Where each figure stands and what is printed there, by its id."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "select figure_id, table_id, row_no, source_line, column_name,"
            " label_as_printed, figure_as_printed from printed_figures where document_id = ?",
            [document],
        ).fetchall()
    names = ("table_id", "row_no", "source_line", "column_name", "label", "figure_as_printed")
    return {figure: dict(zip(names, values, strict=True)) for figure, *values in rows}


def say(text: str) -> None:
    """A remark, which is not part of the rows."""
    print(text, file=sys.stderr)


def say_slip(document: str, changes: list[decoder.Change], place: dict[str, dict], words: str) -> None:
    """A slip with its figures, and the lines of the file as they should read, ready to paste.

    Args:
        document: Id of the document.
        changes: What the slip changes, all in one table.
        place: Where each figure stands.
        words: What kind of slip it is.
    """
    file = ROOT / f"seeds/{document}/{document}__{place[changes[0].figure_id]['table_id']}.csv"
    say(f"  {file.relative_to(ROOT)} {words} ({changes[0].certainty})")
    with file.open(encoding="utf-8", newline="") as opened:
        header, *rows = csv.reader(opened)
    lines: dict[int, list[str]] = {}
    for change in changes:
        at = place[change.figure_id]
        line = at["row_no"] + 1
        digits = f"{abs(change.proposed):,}"
        printed = f"△{digits}" if change.proposed < 0 else digits
        where = f"{line}行目 / line {line} {at['column_name']} 「{at['label']}」"
        say(f"    {where} {at['figure_as_printed']} → {printed}")
        # The prose has a line for each figure, and no column for each.
        if len(changes) > 1 and at["column_name"] in header and at["column_name"] != "figure":
            row = lines.setdefault(line, list(rows[at["row_no"] - 1]))
            row[header.index(at["column_name"])] = printed if at["figure_as_printed"][:1] in "△▲-" else digits
    for line, row in sorted(lines.items()):
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(row)
        say(f"    {line}行目は次のとおりか / line {line} should perhaps read: {text.getvalue()}")


def propose(database: Path, manifest: Path, document: str) -> None:
    """Print the rows, and the remarks."""
    given = read(database, manifest, document)
    found = signs.deduce(given.figures, given.terms, given.checks)
    place = places(database, document)
    with duckdb.connect(str(database), read_only=True) as connection:
        rules = dict(connection.execute("select check_id, rule_id from check_results").fetchall())
        words = dict(connection.execute("select slip, label_ja || ' / ' || label_en from slips").fetchall())
    amounts = {figure.figure_id: figure for figure in given.figures}
    lost = {f: check for f, check in found.negative.items() if amounts[f].amount > 0}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for figure, check in lost.items():
        at = place[figure]
        cells = (at["table_id"], at["source_line"], at["column_name"], at["label"], at["figure_as_printed"])
        writer.writerow((document, *cells, rules[check]))
    sys.stdout.flush()
    say(f"{len(lost)} 件の△を算術が決める / minus marks are forced: seeds/rules/restored_signs.csv")
    say(f"{len(found.not_forced)} 件の符号は決まらない（正と読む） / signs are not forced (read as positive)")
    for figure in found.not_forced[:20]:
        at = place[figure]
        say(f"  {at['table_id']} 原文{at['source_line']}行 {at['column_name']} 「{at['label']}」 {at['figure_as_printed']}")
    if len(found.not_forced) > 20:
        say(f"  ... {len(found.not_forced)}")
    left = with_signs(given, set(found.negative))
    result = decoder.decode(left.figures, left.terms, left.checks, left.slips, SECONDS)
    slips_found: dict[tuple[int, int], list[decoder.Change]] = {}
    for change in result.changes:
        if change.rank == 1:
            slips_found.setdefault((change.part, change.slip_no), []).append(change)
    say(f"{len(slips_found)} 個の誤りが、符号の他に疑わしい / slips are suspect beside the signs")
    for _, changes in sorted(slips_found.items()):
        say_slip(document, changes, place, words[changes[0].slip])
    if result.unexplained:
        say(f"{len(result.unexplained)} 件の検査は説明できない / checks are not explained")


def main() -> int:
    """Build and propose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", required=True, help="document_id")
    arguments = parser.parse_args()
    folder = ROOT / f"target/building-proposals-{os.getpid()}"
    try:
        propose(*build(folder), arguments.document)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
