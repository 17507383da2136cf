"""The words of public accounts that tell what a line may be: data, and never a proof."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.csv")


@cache
def words_of(kind: str) -> tuple[tuple[str, str], ...]:
    """The words of a kind, each with its place in a label: `is`, `start`, `in` or `end`."""
    with WORDS.open(encoding="utf-8") as file:
        return tuple((row["place"], row["word"]) for row in csv.DictReader(file) if row["kind"] == kind)


@cache
def says(kind: str, label: str) -> bool:
    """Whether a normalised label has a word of a kind."""
    return any(
        label == word
        or (place == "start" and label.startswith(word))
        or (place == "end" and label.endswith(word))
        or (place == "in" and word in label)
        for place, word in words_of(kind)
    )


@cache
def without_total(label: str) -> str:
    """A label without the word that says that it is a total: 流動資産合計 to 流動資産."""
    for place, word in sorted(words_of("total"), key=lambda entry: -len(entry[1])):
        if place == "end" and label.endswith(word) and len(label) > len(word):
            return label[: -len(word)]
    return label
