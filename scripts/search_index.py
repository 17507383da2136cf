"""What the search of a book finds: words, amounts, figures as printed, and source lines."""

from __future__ import annotations

import json
from typing import Any

Row = dict[str, Any]
# Kinds of what is found, by their number in the index.
KINDS = (
    ("科目", "line"),
    ("事業", "business"),
    ("印刷された表", "printed table"),
    ("文書自身の不一致", "finding"),
    ("零を下回るもの", "below zero"),
    ("規則", "rule"),
    ("ページ", "page"),
)
LINE, BUSINESS, TABLE, FINDING, BELOW, RULE, PAGE = range(len(KINDS))
Entry = tuple[str, str, str, int, str]


def entries(context: Row) -> list[Entry]:
    """List what is found by its words.

    Args:
        context: What `book.write_book` gives to the templates.

    Returns:
        Name in Japanese and English, address, kind, and further words that find it.
    """
    below = [
        (row, f"lines/{row['line_id']}.html#{row['business_id']}-{row['stage']}")
        for entry in context["answer"]["below"]
        for row in entry["rows"]
    ]
    found: list[Entry] = [
        (
            f"{row['business_ja']}：{row['below_zero_ja'] or row['label_ja']}",
            f"{row['business_en']}: {row['below_zero_en'] or row['label_en']}",
            address,
            BELOW,
            f"{row['label_ja']} {row['label_en']}",
        )
        for row, address in below
    ]
    for number, finding in enumerate(context["findings"], 1):
        told = finding["told"]
        ja, en = (told["title_ja"], told["title_en"]) if told else finding["explanations"][0]
        words = f"不一致 inconsistent inconsistency difference {finding['amount']:,} {finding['amount']}"
        found.append((ja, en, f"findings.html#finding-{number}", FINDING, words))
    found += [
        (ja, en, f"{name}.html", PAGE, f"{about_ja} {about_en}")
        for name, ja, en, about_ja, about_en in context["contents"]
    ]
    found += [
        (row["name_ja"], row["name_en"], f"businesses/{row['business_id']}.html", BUSINESS,
         " ".join(told[f"explanation_{language}"] for language in ("ja", "en"))
         if (told := context["businesses_told"].get(row["business_id"])) else "")
        for row in context["businesses"]
        if not row["is_total"]
    ]
    found += [
        (line["label_ja"], line["label_en"], f"lines/{name}.html", LINE, "")
        for name, line in context["lines"].items()
        if name in context["cells_of_line"]
    ]
    found += [
        (row["title_ja"], row["title_en"], f"printed/{row['table_id']}.html", TABLE, row["form"] or "")
        for row in context["tables"]
    ]
    found += [
        (rule["label_ja"], rule["label_en"], f"checks/{name}.html", RULE, name.replace("_", " "))
        for name, rule in context["rules"].items()
    ]
    return found


def rank(line: Row) -> int:
    """Say how soon a line is named among others of the same amount: headlines, totals, the rest."""
    return 0 if line["is_headline"] else 1 if line["line_kind"] == "total" else 2


def script(context: Row) -> str:
    """Write the index of a document, as a script that a page loads when it is asked.

    Args:
        context: What `book.write_book` gives to the templates.

    Returns:
        The script. Amounts name their line, business and stage by number, and figures as
        printed their table and amount, so that each word stands in it once.
    """
    lines = {name: number for number, name in enumerate(context["cells_of_line"])}
    businesses = {name: number for number, name in enumerate(context["business_names"])}
    stages = {name: number for number, name in enumerate(context["stage_names"])}
    tables = {name: number for number, name in enumerate(context["table_names"])}
    cells = [
        cell for its_cells in context["cells_of_line"].values() for own in its_cells.values() for cell in own
        if not (cell[1] in context["unamended"] and cell[2] != "revised")
    ]
    places = {cell: number for number, cell in enumerate(cells)}
    prints = [
        [tables[one["table_id"]], one["row_no"], one["column_no"], one["source_line"],
         one["figure_as_printed"], places.get(cell, -1)]
        for cell, its_prints in context["prints"].items()
        for one in its_prints
    ]
    index = {
        "title": [context["document"]["title_ja"], context["document"]["title_en"]],
        "kinds": KINDS,
        "entries": entries(context),
        "lines": [[line["label_ja"], line["label_en"], name, rank(line)] for name, line in context["lines"].items()
                  if name in lines],
        "businesses": [
            [row["name_ja"], row["name_en"], name] for name, row in context["business_names"].items()
        ],
        "stages": [[row["label_ja"], row["label_en"], name] for name, row in context["stage_names"].items()],
        "tables": [
            [row["title_ja"], row["title_en"], name, row["form"] or ""]
            for name, row in context["table_names"].items()
        ],
        "cells": [
            [lines[line], businesses.get(business, -1), stages.get(stage, -1),
             context["amounts"].get((line, business, stage))]
            for line, business, stage in cells
        ],
        "prints": prints,
    }
    identity = context["document"]["document_id"]
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return f"addToSearch({json.dumps(identity)}, {text});\n"
