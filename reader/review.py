"""The review page: each line of the source and what was read of it, side by side."""

from __future__ import annotations

import html
from collections import defaultdict

from reader.left_out import AMOUNT, NUMBER, UNSEEN
from reader.seeds import Draft, Reading

STYLE = """
body { font: 14px/1.5 sans-serif; margin: 1.5em auto; max-width: 90em; padding: 0 1em; color: #222; background: #fff }
table { border-collapse: collapse; width: 100%; margin-bottom: 2em }
th, td { border: 1px solid #bbb; padding: .2em .5em; vertical-align: top; text-align: left }
td.number { text-align: right; color: #555; white-space: nowrap }
td.source { white-space: pre-wrap; font-family: monospace; width: 40% }
.proved { color: #0a5c2b } .probable { color: #7a4b00; font-weight: bold } .open { color: #a40000; font-weight: bold }
.cells { font-family: monospace }
"""
CERTAINTY = {"proved": "証明 / proved", "probable": "有力 / probable", "open": "未定 / open"}
LEFT = {AMOUNT: "転記していない金額 / amount not transcribed", NUMBER: "金額でない数 / no amount", UNSEEN: "行に見つからない数字 / not found on its line"}


def page(draft: Draft, readings: list[tuple[str, Reading]], summary: list[str]) -> str:
    """Write the page.

    Args:
        draft: The draft.
        readings: The readings with their ids in readings.csv.
        summary: What to say at the top.

    Returns:
        HTML that needs nothing else.
    """
    escape = html.escape
    to_decide = [(name, reading) for name, reading in readings if reading.certainty != "proved"]
    parts = [
        "<!doctype html><html lang='ja'><meta charset='utf-8'>",
        f"<title>{escape(draft.plan.document)}</title><style>{STYLE}</style>",
        f"<h1>{escape(draft.plan.document)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in summary),
        "<h2>決めること / to decide</h2>",
        "<p>seeds/rules/readings.csv の decision 列に confirmed（そのとおり）又は corrected（直した）と書く。"
        "規則は rejected とし、その行を消してもよい。 / In the column decision of seeds/rules/readings.csv write confirmed (it is so) or "
        "corrected (it was mended); a rule may be rejected, and its rows removed.</p>",
        "<table><tr><th>id</th><th>種類 / kind</th><th>読み / reading</th><th>確かさ / certainty</th><th>理由 / reason</th><th>場所 / place</th></tr>",
    ]
    for name, reading in to_decide:
        place = " ".join(filter(None, [reading.table_id, str(reading.source_line or ""), reading.column_name]))
        link = f"<a href='#line-{reading.source_line}'>{escape(place)}</a>" if reading.source_line else escape(place)
        other = f"<br>又は / or: {escape(reading.alternative)}" if reading.alternative else ""
        parts.append(
            f"<tr><td>{name}</td><td>{reading.kind}</td><td>{escape(reading.reading)}{other}</td>"
            f"<td class='{reading.certainty}'>{CERTAINTY[reading.certainty]}</td>"
            f"<td>{escape(reading.reason_ja)}<br>{escape(reading.reason_en)}</td><td>{link}</td></tr>"
        )
    parts.append("</table><h2>原文と読み / source and reading</h2>")
    parts.append("<table><tr><th>行 / line</th><th>原文 / source</th><th>読み / reading</th></tr>")
    read: dict[int, list[str]] = defaultdict(list)
    for table in draft.document.tables:
        columns, rows = draft.plan.tables[table.table_id]
        read[table.first_line].append(f"<b>{escape(table.table_id)}</b> ({escape(table.unit)}): {escape(', '.join(columns[2:]))}")
        for row in rows:
            cells = " | ".join(row[name] for name in columns[2:])
            read[int(row["source_line"])].append(f"{escape(row['label'])} → <span class='cells'>{escape(cells)}</span>")
    for columns, rows in draft.plan.tables.values():
        if "position" in columns:
            for row in rows:
                read[int(row["source_line"])].append(
                    f"本文 / prose: {escape(row['label'])} {escape(row['figure'])}{escape(row['unit_as_printed'])} → {escape(row['line_id'])} {escape(row['stage'])}"
                )
    for name, reading in readings:
        for row in reading.leaves:
            read[int(row["source_line"])].append(f"<span class='open'>{name} {LEFT[row['kind']]}: {int(row['amount']):,}</span>")
        if reading.source_line and reading.certainty != "proved" and not reading.leaves:
            read[reading.source_line].append(f"<span class='{reading.certainty}'>{name} {escape(reading.reason_ja)}</span>")
    for number, text in enumerate(draft.document.lines, start=1):
        if text.strip() or number in read:
            parts.append(
                f"<tr id='line-{number}'><td class='number'>{number}</td><td class='source'>{escape(text)}</td><td>{'<br>'.join(read[number])}</td></tr>"
            )
    parts.append("</table></html>")
    return "\n".join(parts)
