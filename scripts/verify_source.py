"""Compare a transcription with the source text, line by line and digit by digit.

Both directions: no figure of a printed table may be left out, none may be added.
The source text is not part of the project; its path is an argument.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from check_inputs import refuse_inputs

NUMBER = re.compile(r"[0-9][0-9,]*")
AMOUNT = re.compile(r"(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
BLANKS = re.compile(r"[\s\u3000\u00a0]+")


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a seed.

    Args:
        path: CSV file in UTF-8 with a header row.

    Returns:
        One dictionary per row, every value as text.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def squeeze(text: str) -> str:
    """Remove all blanks, which the page uses only to space its columns."""
    return BLANKS.sub("", text)


def letters(text: str) -> str:
    """A text without blanks and the bars that separate its cells."""
    return re.sub(r"[|｜│]", "", squeeze(text))


def line_number(row: dict[str, str]) -> int:
    """The source line of a row; 0, which is outside every table, where it says none."""
    return int(row["source_line"]) if re.fullmatch("[0-9]{1,6}", row["source_line"]) else 0


def compare_row(line: str, row: dict[str, str], repair: str | None, loose: bool) -> str | None:
    """Compare one row of a table with the source line that it cites.

    Args:
        line: The source line, cells separated by tabs.
        row: The transcribed row.
        repair: The line as extracted, cells separated by " | ", where the
            transcription repairs it; then the figures other than 0 must be the
            same, in the same order.
        loose: Whether the line carries furniture (leader dots, page marks), so
            that only its label and its numbers are compared.

    Returns:
        What differs, or None.
    """
    cells = [value for key, value in row.items() if key not in ("source_line", "label")]
    label = row["label"]
    if repair is not None:
        if squeeze(repair.replace(" | ", "\t")) != squeeze(line):
            return f"extraction_repairs.csv says {repair!r}"
        found = [n for n in NUMBER.findall("\t".join(line.split("\t")[1:])) if n != "0"]
        kept = [n for n in NUMBER.findall("\t".join(cells)) if n != "0"]
        same = found == kept and squeeze(line.split("\t")[0]) == squeeze(label)
    elif loose:
        found = NUMBER.findall(line)
        kept = NUMBER.findall("\t".join(cells))
        same = found == kept and squeeze(label) in squeeze(line)
    elif "\t" not in line:
        # Bars, blanks or several lines: the same characters in any order, the figures in theirs.
        found = [n for n in NUMBER.findall(line) if n not in NUMBER.findall(label)]
        kept = [n for n in NUMBER.findall("\t".join(cells)) if n not in NUMBER.findall(label)]
        same = Counter(found) == Counter(kept) and not Counter(letters(label)) - Counter(letters(line))
    else:
        printed = _without_trailing_blanks(line.split("\t"))
        kept = _without_trailing_blanks([label, *cells])
        same = [squeeze(cell) for cell in printed] == [squeeze(cell) for cell in kept]
    return None if same else f"transcribed as {' | '.join([label, *cells])!r}"


def _without_trailing_blanks(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def compare_table(
    lines: list[str], table: dict[str, str], rows: list[dict[str, str]], repairs: dict[int, str]
) -> list[str]:
    """Compare one printed table with its lines of the source.

    Args:
        lines: All lines of the source; line 1 is lines[0].
        table: Its row of printed_tables.csv.
        rows: Its transcription.
        repairs: Source line to line as extracted, for rows with shifted columns.

    Returns:
        One message per difference.
    """
    differences = []
    header_lines = {int(number) for number in table["header_lines"].split()}
    by_line = Counter(map(line_number, rows))
    transcribed = {line_number(row): row for row in rows}
    for number in range(int(table["first_line"]), int(table["last_line"]) + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        is_furniture = not squeeze(line).strip("|-:") or number in header_lines or "単位" in line[:5]
        # A label over two lines, and figures on lines of their own, belong to the row beside them.
        if number not in transcribed and "\t" not in line and not is_furniture:
            is_furniture = bool(NUMBER.search(line)) is False or not letters(NUMBER.sub("", line)).strip("△▲千百万円-()")
        if is_furniture and number in transcribed:
            differences.append(f"{number}: 原文にない行 / not a row of the source: {transcribed[number]}")
        elif not is_furniture and number not in transcribed:
            differences.append(f"{number}: 転記漏れ / left out: {line!r}")
        elif not is_furniture:
            fault = compare_row(
                line, transcribed[number], repairs.get(number), table["statement"] == "contents"
            )
            if fault:
                differences.append(f"{number}: 相違 / differs: source {line!r}, {fault}")
    for number, count in by_line.items():
        if count > 1:
            differences.append(f"{number}: 同じ行が{count}回 / transcribed {count} times")
        if not int(table["first_line"]) <= number <= int(table["last_line"]):
            differences.append(f"{number}: 表の範囲外 / outside the table")
    return differences


def compare_prose(
    lines: list[str], tables: list[dict[str, str]], rows: list[dict[str, str]], units: list[str]
) -> list[str]:
    """Compare the amounts and quantities of the prose with the source.

    Args:
        lines: All lines of the source.
        tables: The rows of printed_tables.csv whose lines are not prose.
        rows: The transcribed prose figures.
        units: Units that the prose uses, as printed.

    Returns:
        One message per difference.
    """
    in_tables = {
        number
        for table in tables
        for number in range(int(table["first_line"]), int(table["last_line"]) + 1)
    }
    unit = "|".join(re.escape(name) for name in sorted(set(units), key=len, reverse=True))
    quantity = re.compile(rf"([0-9][0-9,]*) ?({unit})(?:の([増減]))?")
    differences = []
    expected = Counter(
        (line_number(row), row["figure"], row["unit_as_printed"], row["direction"])
        for row in rows
    )
    found = Counter(
        (number, match[1], match[2], match[3] or "")
        for number, line in enumerate(lines, start=1)
        if number not in in_tables
        for match in quantity.finditer(line)
    )
    for place, count in (found - expected).items():
        differences.append(f"{place[0]}: 本文の数の転記漏れ / left out of the prose: {place[1:]} x{count}")
    for place, count in (expected - found).items():
        differences.append(f"{place[0]}: 本文にない数 / not in the prose: {place[1:]} x{count}")
    for row in rows:
        line = "".join(lines[line_number(row) - 1 : line_number(row)])
        if squeeze(row["label"]) not in squeeze(line):
            differences.append(f"{row['source_line']}: 語句がない / label not there: {row['label']!r}")
    return differences


def amounts(text: str) -> list[str]:
    """The amounts of a text, grouped by threes, without their commas."""
    return [number.replace(",", "") for number in AMOUNT.findall(unicodedata.normalize("NFKC", text))]


def compare_amounts(
    lines: list[str], tables: dict[str, tuple[dict[str, str], list[dict[str, str]]]], left: list[dict[str, str]]
) -> list[str]:
    """Compare a document that was read from a page whose rows are not its lines, amount by amount.

    Args:
        lines: All lines of the source.
        tables: By file: the row of printed_tables, and the transcription.
        left: What a person left out of the transcription (rows of left_out).

    Returns:
        One message per amount that is printed and neither transcribed nor left out, or that is
        transcribed and stands nowhere among the lines of its table.
    """
    headers = {int(number) for table, _ in tables.values() for number in table["header_lines"].split()}
    printed = Counter(
        (number, amount) for number, line in enumerate(lines, start=1) if number not in headers for amount in amounts(line)
    )
    known = Counter((int(row["source_line"]), row["amount"]) for row in left if row["kind"] != "unseen")
    unseen = {(row["table_id"], row["source_line"], row["amount"]) for row in left if row["kind"] == "unseen"}
    held: Counter[tuple[int, str]] = Counter()
    differences = []
    for name, (table, rows) in tables.items():
        inside = "\n".join(lines[int(table["first_line"]) - 1 : int(table["last_line"])])
        digits = {number.replace(",", "") for number in NUMBER.findall(unicodedata.normalize("NFKC", inside))}
        for row in rows:
            cells = "\t".join(value for key, value in row.items() if key not in ("source_line", "label", "position"))
            held.update((line_number(row), amount) for amount in amounts(cells))
            differences += [
                f"{name} {row['source_line']}: 原文にない数 / not in the source: {amount} ({row['label']})" for amount in amounts(cells)
                if amount not in digits and (table["table_id"], row["source_line"], amount) not in unseen
            ]
    rest, other = printed - held - known, held - printed
    # A figure may stand on another line than its label.
    elsewhere = Counter(amount for _, amount in other.elements())
    for (number, amount), count in sorted(rest.items()):
        for _ in range(count):
            if elsewhere[amount]:
                elsewhere[amount] -= 1
            else:
                differences.append(f"{number}: 転記漏れ / left out: {amount} in {lines[number - 1]!r}")
    return differences


def compare_document(source: Path, document_id: str, seeds: Path) -> list[str]:
    """Compare the whole transcription of a document with its source text.

    Args:
        source: The source text, UTF-8.
        document_id: The document, a folder below `seeds`.
        seeds: The folder of seeds.

    Returns:
        One message per difference, each with the table and the source line.
    """
    lines = source.read_text(encoding="utf-8").split("\n")
    tables = [t for t in read_csv(seeds / "vocabulary/printed_tables.csv") if t["document_id"] == document_id]
    repairs: dict[str, dict[int, str]] = {}
    for row in read_csv(seeds / "rules/extraction_repairs.csv"):
        if row["document_id"] == document_id and row["repair_kind"] == "shifted_columns":
            repairs.setdefault(row["table_id"], {})[int(row["source_line"])] = row["as_extracted"]
    read = {row["document_id"] for row in read_csv(seeds / "rules/readings.csv")}
    if document_id in read:
        left = [row for row in read_csv(seeds / "rules/left_out.csv") if row["document_id"] == document_id]
        names = {f"{document_id}__{table['table_id']}.csv": table for table in tables}
        return compare_amounts(lines, {name: (table, read_csv(seeds / document_id / name)) for name, table in names.items()}, left)
    differences = []
    printed = [table for table in tables if table["statement"] != "prose"]
    for table in tables:
        name = f"{document_id}__{table['table_id']}.csv"
        rows = read_csv(seeds / document_id / name)
        if table["statement"] == "prose":
            units = [row["unit_as_printed"] for row in rows]
            faults = compare_prose(lines, printed, rows, units)
        else:
            faults = compare_table(lines, table, rows, repairs.get(table["table_id"], {}))
        differences += [f"{name} {fault}" for fault in faults]
    covered = {
        number
        for table in printed
        for number in range(int(table["first_line"]), int(table["last_line"]) + 1)
    }
    for number, line in enumerate(lines, start=1):
        if "\t" in line and NUMBER.search(line) and number not in covered:
            differences.append(f"{number}: どの表にもない / in no table: {line!r}")
    return differences


def main() -> int:
    """Run the comparison from the command line; the status is 0 when all agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="the source text")
    parser.add_argument("--document", required=True, help="document_id")
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    arguments = parser.parse_args()
    if not arguments.source.is_file():
        print(f"{arguments.source}: 原文がない / no such source text", file=sys.stderr)
        return 2
    if refuse_inputs(arguments.seeds.resolve().parent):
        return 2
    known = sorted({t["document_id"] for t in read_csv(arguments.seeds / "vocabulary/printed_tables.csv")})
    if arguments.document not in known:
        print(
            f"文書がない / no such document: {arguments.document}（ある文書 / known: {', '.join(known)}）",
            file=sys.stderr,
        )
        return 2
    try:
        differences = compare_document(arguments.source, arguments.document, arguments.seeds)
    except UnicodeDecodeError as error:
        print(f"{arguments.source}: 文字コードが UTF-8 でない / not in UTF-8 ({error})", file=sys.stderr)
        return 2
    for difference in differences:
        print(difference)
    if differences:
        print(f"{len(differences)} 件の相違 / {len(differences)} differences")
        return 1
    left = [row for row in read_csv(arguments.seeds / "rules/left_out.csv") if (row["document_id"], row["kind"]) == (arguments.document, "amount")]
    if left:
        numbers = ", ".join(dict.fromkeys(row["source_line"] for row in left))
        print(f"転記していない金額 {len(left)} 個（left_out.csv、原文{numbers}行） / {len(left)} amounts are not transcribed (left_out.csv, lines {numbers})")
    print("原文と転記は一致 / source and transcription agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
