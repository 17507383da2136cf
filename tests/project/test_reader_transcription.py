"""The signs, repairs, columns and lines of the committed document follow from its digits alone."""

from __future__ import annotations

import csv

import pytest
from conftest import DOCUMENT, ROOT

from reader import arithmetic
from reader.reading import PROVED, Document, Findings
from reader.transcribed import read_document


def seed(name: str) -> list[dict[str, str]]:
    """The rows of a seed that are of the document."""
    with (ROOT / "seeds" / f"{name}.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["document_id"] == DOCUMENT]


@pytest.fixture(scope="module")
def found() -> tuple[Document, Findings]:
    """The document, without what its transcription adds to the print, and what its numbers say."""
    document = read_document(DOCUMENT, ROOT / "seeds")
    return document, arithmetic.find(document)


def test_the_lost_signs_are_found_again(found):
    names = {(row["table_id"], int(row["column_no"])): row["column_name"] for row in seed("vocabulary/printed_columns")}
    mine = {
        (sign.place.table_id, sign.place.source_line, names[sign.place.table_id, sign.place.column]): sign.certainty
        for sign in found[1].signs if sign.sign < 0
    }  # fmt: skip
    committed = {(row["table_id"], int(row["source_line"]), row["column_name"]) for row in seed("rules/restored_signs")}
    assert mine == dict.fromkeys(committed, PROVED)


def test_the_shifted_rows_are_placed_again(found):
    mine = {(repair.table_id, repair.source_line): (" | ".join(repair.as_read), repair.certainty) for repair in found[1].repairs}
    committed = {
        (row["table_id"], int(row["source_line"])): (row["as_read"], PROVED)
        for row in seed("rules/extraction_repairs") if row["repair_kind"] == "shifted_columns"
    }  # fmt: skip
    assert mine == committed


def test_the_stage_of_each_column_is_found_again(found):
    committed = {(row["table_id"], int(row["column_no"])): row["stage"] for row in seed("vocabulary/printed_columns") if row["stage"]}
    mine = {(table.table_id, column.number): column.stage for table in found[0].tables for column in table.columns}
    assert {place: mine[place] for place in committed if place in mine} == {p: s for p, s in committed.items() if p in mine}


def test_nothing_is_misread(found):
    assert found[1].misread == []


def test_no_business_and_no_statement_is_named_in_the_reader():
    names = {row["name_ja"] for row in csv.DictReader((ROOT / "seeds/vocabulary/businesses.csv").open(encoding="utf-8"))} - {"合計"}
    for path in (ROOT / "reader").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [name for name in (*names, "J-LIS", "jlis") if name in text], path
