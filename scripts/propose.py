"""Propose the minus marks that a source lost, and what else its checks say is wrong.

Builds the project in a folder of its own, without its tests, and prints the rows of
restored_signs.csv that the laws force from the digits alone, ready to paste; beside them, on
the other stream, the signs that nothing forces, and shifted lines and wrong figures that are
left with those signs. Changes nothing.
"""

from __future__ import annotations

import argparse
import csv
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
        [Path(sys.executable).parent / "dbt", "build", "--quiet", "--exclude-resource-type", "test"]
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


def propose(database: Path, manifest: Path, document: str) -> None:
    """Print the rows, and the remarks."""
    given = read(database, manifest, document)
    found = signs.deduce(given.figures, given.terms, given.checks)
    place = places(database, document)
    with duckdb.connect(str(database), read_only=True) as connection:
        rules = dict(connection.execute("select check_id, rule_id from check_results").fetchall())
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
    first = [change for change in result.changes if change.rank == 1]
    say(f"{len(first)} 個の数字が、符号の他に疑わしい / figures are suspect beside their signs")
    for change in sorted(first, key=lambda c: (c.part, c.slip_no)):
        at = place[change.figure_id]
        line = f"seeds/{document}/{document}__{at['table_id']}.csv {at['row_no'] + 1}行目 / line {at['row_no'] + 1}"
        proposed = f"{change.proposed:,}".replace("-", "△")
        say(
            f"  {line} {at['column_name']} 「{at['label']}」 {at['figure_as_printed']} → {proposed}"
            f" ({change.slip} {change.part}-{change.slip_no}, {change.certainty})"
        )
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
