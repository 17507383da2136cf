"""The review page: each line of the source and what was read of it, side by side."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

from book import TEMPLATES, environment

from reader.left_out import AMOUNT, NUMBER, UNSEEN
from reader.reading import OPEN, PROBABLE, PROVED
from reader.seeds import Draft, Reading

CERTAINTIES = {PROVED: ("証明", "proved"), PROBABLE: ("有力", "probable"), OPEN: ("未定", "open")}
LEFT = {
    AMOUNT: ("転記していない金額", "amount not transcribed:"), NUMBER: ("金額でない数", "no amount:"),
    UNSEEN: ("行に見つからない数字", "not found on its line:"),
}  # fmt: skip
KINDS = {
    "words": ("題と語", "title and words"), "text": ("文字", "characters"), "table": ("表", "tables"), "unit": ("単位", "unit"),
    "column": ("列", "columns"), "label": ("科目名", "labels"), "line": ("科目", "line"), "figure": ("数字", "figures"),
    "sign": ("符号", "sign"), "repair": ("壊れた行", "broken line"), "rule": ("式", "sum"), "tie": ("表の間の式", "tie between tables"),
    "slip": ("疑わしい数字", "likely slip"), "checks": ("検算", "checks"),
}  # fmt: skip


def words_of(kind: str) -> tuple[str, ...]:
    """The decisions that a kind of reading takes, as tests/ties/assert_readings_are_decided.sql holds them."""
    if kind == "slip":
        return ("corrected", "as_printed")
    return ("confirmed", "corrected", "rejected") if kind in ("rule", "tie") else ("confirmed", "corrected")


def write_page(folder: Path, draft: Draft, readings: list[tuple[str, Reading]], summary: list[tuple[str, str]]) -> None:
    """Write the page, `index.html`, with what it needs beside it.

    Args:
        folder: Folder of the page; made if it is not there.
        draft: The draft.
        readings: The readings with their ids in readings.csv.
        summary: What to say at the top, in Japanese and English.
    """
    shutil.copytree(TEMPLATES.parent / "assets", folder / "assets", dirs_exist_ok=True)
    page = environment().get_template("review.html.j2").render(
        name=draft.plan.document, summary=summary, kinds=KINDS, certainties=CERTAINTIES, left=LEFT, words_of=words_of,
        to_decide=[(name, reading) for name, reading in readings if reading.certainty != PROVED], lines=lines_of(draft, readings),
    )  # fmt: skip
    (folder / "index.html").write_text(page, encoding="utf-8")


def lines_of(draft: Draft, readings: list[tuple[str, Reading]]) -> list[dict[str, Any]]:
    """The lines of the source that are not blank, or of which something was read.

    Args:
        draft: The draft.
        readings: The readings with their ids.

    Returns:
        Number and text of each; what begins there, `tables` and `rows`; its amounts of the `prose`; and by the id of a reading,
        what is `left` out there and which `readings` are to be decided.
    """
    lines: dict[int, dict[str, Any]] = defaultdict(lambda: {"tables": [], "rows": [], "prose": [], "left": [], "readings": []})
    for table in draft.document.tables:
        columns, rows = draft.plan.tables[table.table_id]
        lines[table.first_line]["tables"].append((table.table_id, table.unit, ", ".join(columns[2:])))
        for row in rows:
            lines[int(row["source_line"])]["rows"].append((row["label"], " | ".join(row[name] for name in columns[2:])))
    for columns, rows in draft.plan.tables.values():
        if "position" in columns:
            for row in rows:
                lines[int(row["source_line"])]["prose"].append(row)
    for name, reading in readings:
        for row in reading.leaves:
            lines[int(row["source_line"])]["left"].append((name, row))
        if reading.source_line and reading.certainty != PROVED and not reading.leaves:
            lines[reading.source_line]["readings"].append((name, reading))
    return [
        lines[number] | {"number": number, "text": text}
        for number, text in enumerate(draft.document.lines, start=1)
        if text.strip() or number in lines
    ]
