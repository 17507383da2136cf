"""The words of public accounting: headers, statements, and English for labels.

They are data, in `reader/vocabulary/`: a document that uses other words needs rows there, or in
the vocabulary of its own taxonomy, and no code.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from reader.text import MONEY, TEXTS, plain

WORDS = Path(__file__).parent / "vocabulary"
ERAS = Path(__file__).parents[1] / "seeds/vocabulary/eras.csv"
UNITS = Path(__file__).parents[1] / "seeds/vocabulary/units.csv"
STAGES = Path(__file__).parents[1] / "seeds/vocabulary/stages.csv"
ERA_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
BRACKETS = re.compile(r"^[(\[〔【<「](.*)[)\]〕】>」]$")
CELL_UNIT = re.compile(rf"[(\[]?(?:単位[:：]?)?({'|'.join(sorted(MONEY, key=len, reverse=True))}|%)[)\]]?$")
# The year of our era between that of an emperor and its word: 令和8(2026)年度.
WESTERN = re.compile(r"\((?:19|20)[0-9]{2}\)(?=年)")
# H25, R3当初: a year of which the word is left out.
# 27当初: a year by its number, and what was decided or settled in it.
BRIEF_YEAR = re.compile("^[0-9]{2}(?=当初|最終|補正|現計|決算|予算|見込|実績|計画|末)")
SHORT_YEAR = re.compile("^([RHS])([0-9]{1,2})(?=$|当初|決算|予算|現計|実績|見込|末)")
# How a column is computed, behind its header: (A)-(B), (C:A-B), (A-B)/B, A+B, or what others call it: A, ①, 1 behind 21年度.
COMPUTED = re.compile(
    r"(?:(?:\([A-Z]\)[-+/÷])+\([A-Z]\)|\([A-Za-z0-9+\-/=△①-⑳:÷×%]{1,14}\)(?:[/÷][A-Z])?|[A-Z](?:[-+/÷][A-Z])*|[①-⑳])(?:×100)?$"
    r"|\([0-9]+年度?-[0-9]+年度?\)$|(?<=[0-9]年度)[1-9]$"
)
TOTAL_OF = re.compile(r"(.+?)(?:の)?(?:合計|総計|計)(?:額)?$")


@dataclass(frozen=True)
class Header:
    """What the words of a header say.

    Attributes:
        kind: label, number, amount, measure, stage, total, ratio, attribute or year; empty: unknown.
        code: Stage, or name of the column; the year of a `year`.
        english: Its words in English, if the glossary has them.
        unit: Unit that stands in the header, or empty.
    """

    kind: str
    code: str = ""
    english: str = ""
    unit: str = ""


@dataclass(frozen=True)
class English:
    """English for a Japanese label.

    Attributes:
        words: The label, in English as far as the glossary knows its parts.
        is_whole: Whether it knows all of them.
    """

    words: str
    is_whole: bool


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a list of words."""
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def terms() -> dict[str, str]:
    """English by Japanese term, both without blanks around."""
    return {plain(row["japanese"]): row["english"] for row in rows("terms")}


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Names of lines by the list that prescribes them, in its order."""
    found: dict[str, list[str]] = {}
    for row in rows("names"):
        found.setdefault(row["list"], []).append(plain(row["japanese"]))
    return {name: tuple(some) for name, some in found.items()}


@cache
def sections() -> tuple[tuple[str, ...], ...]:
    """The sections (節) of an expenditure in the order of their numbers, by each of the forms that prescribe them."""
    found: dict[str, list[str]] = {}
    for row in rows("sections"):
        found.setdefault(row["form"], []).append(row["japanese"])
    return tuple(map(tuple, found.values()))


@cache
def header_words() -> list[tuple[re.Pattern[str], Header]]:
    """What headers say, by pattern, in the order of the list."""
    return [
        (re.compile(row["pattern"]), Header(row["kind"], row["code"], row["english"]))
        for row in rows("headers")
    ]


@cache
def eras() -> dict[str, int]:
    """Year before the first of each era."""
    with ERAS.open(encoding="utf-8", newline="") as file:
        return {row["era_ja"]: int(row["year_before_first"]) for row in csv.DictReader(file)}


@cache
def stage_names() -> dict[str, str]:
    """What a stage is called by stage, whatever the document calls it."""
    with STAGES.open(encoding="utf-8", newline="") as file:
        return {row["stage"]: row["label_ja"] for row in csv.DictReader(file)}


@cache
def units() -> dict[str, str]:
    """Unit by its label as printed, for figures without decimals."""
    return {label: unit for (label, decimals), unit in units_with_decimals().items() if not decimals}


@cache
def units_with_decimals() -> dict[tuple[str, int], str]:
    """Unit by its label as printed and the number of decimals."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        known = {(row["label_as_printed"], int(row["decimals"])): row["unit"] for row in csv.DictReader(file) if row["is_declared"] == "false"}
    return {(row["label_as_printed"], 0): row["unit"] for row in rows("units")} | known


def unbracketed(text: str) -> str:
    """A plain text without the brackets that enclose all of it."""
    found = BRACKETS.match(text)
    return found[1] if found and not re.search(r"[()].*[()]", found[1]) else text


def fiscal_year(text: str) -> int | None:
    """The first year that a text names by its era, such as 令和3年度; None if it names none."""
    found = re.search(rf"({'|'.join(eras())})([0-9]+|元)年", WESTERN.sub("", plain(text)))
    return eras()[found[1]] + (1 if found[2] == "元" else int(found[2])) if found else None


@lru_cache(TEXTS)
def read_header(text: str) -> Header:
    """Say what a header means.

    Args:
        text: The header as printed, its rows joined.

    Returns:
        Its kind and code; of an empty kind if no word of it is known.
    """
    words = WESTERN.sub("", unbracketed(plain(text)))
    unit = ""
    found = CELL_UNIT.search(words)
    if found:
        unit = MONEY.get(found[1], "percent")
        words = unbracketed(CELL_UNIT.sub("", words)) or words
    # A blank behind the number would make it that of a title: 12 予算.
    if re.match(r"\s*\d{2}\S", text):
        words = BRIEF_YEAR.sub(r"\g<0>年度", words)
    words = re.sub("^([RHS])(?=(?:[0-9]+|元)年)", lambda era: ERA_LETTERS[era[1]], words)
    words = SHORT_YEAR.sub(lambda year: f"{ERA_LETTERS[year[1]]}{year[2]}年度", words)
    words = COMPUTED.sub("", words) or words
    for pattern, header in header_words():
        if pattern.fullmatch(words):
            return Header(header.kind, header.code, header.english, unit)
    if re.fullmatch(rf"({'|'.join(eras())})?([0-9]+|元)(?:事業)?年度?末?(当初|最終|補正|現計|決算|予算|見込|計上|実績|計画|予定|要求|現在)*(額|高|規模)?(\(.*\))?", words):
        year = fiscal_year(words)
        settled = "決算" in words
        return Header("year", f"{year or re.sub('[^0-9]', '', words)}{'_settled' if settled else ''}", "", unit)
    return Header("", "", "", unit)


def find_statement(text: str) -> dict[str, str] | None:
    """The statement that a title names, by the longest word; None if it names none."""
    words = plain(text)
    found = [row for row in rows("statements") if plain(row["word"]) in words]
    return max(found, key=lambda row: len(row["word"])) if found else None


def translate(label: str) -> English:
    """Put a label into English, whole or part by part.

    Args:
        label: In Japanese.

    Returns:
        The words, what the glossary does not know left as it stands.
    """
    words = unbracketed(plain(label))
    if words in terms():
        return English(terms()[words], True)
    total = TOTAL_OF.fullmatch(words)
    if total and not re.search("[小累統設会家]$", total[1]):
        inner = translate(total[1])
        return English(f"Total {decapitalised(inner.words)}", inner.is_whole)
    words = re.sub(r"\(?第([0-9]+)[号回次期]\)?", r" No.\1 ", re.sub(r"\(案\)$", "", words))
    words = re.sub(r"(?<![0-9])(1[0-2]|[1-9])月", lambda month: f" {MONTHS[int(month[1]) - 1]} ", words)
    parts: list[str] = []
    is_whole = True
    place = 0
    while place < len(words):
        for length in range(min(24, len(words) - place), 0, -1):
            piece = words[place : place + length]
            english = terms().get(piece)
            if english and (length > 1 or place):
                parts.append(english if not parts else decapitalised(english))
                break
        else:
            length = 1
            piece = words[place]
            ascii_word = re.match(r"[A-Za-z0-9.]+", words[place:])
            if ascii_word:
                length = len(ascii_word[0])
                parts.append(ascii_word[0])
            elif piece == "の" and parts:
                pass
            elif piece == "等":
                parts.append("and others")
            elif piece not in "()「」,.、。 ":
                is_whole = False
                if parts and re.search(r"[^\x00-\x7f]$", parts[-1]):
                    parts[-1] += piece
                else:
                    parts.append(piece)
        place += length
    text = " ".join(parts)
    return English(text[:1].upper() + text[1:] if text else label, is_whole and bool(parts))


@cache
def unknown_letters(words: str) -> int:
    """The letters of a label that are part of no known word, where the longest are taken from the left: more where a word is cut."""
    count = place = 0
    while place < len(words):
        length = next((length for length in range(min(24, len(words) - place), 0, -1) if words[place : place + length] in terms()), 0)
        count += not length
        place += length or 1
    return count


def is_cut(before: str, after: str) -> bool:
    """Whether two pieces of a label were one: words are known in the whole that none of them has."""
    return len(after) > 1 and unknown_letters(before + after) < unknown_letters(before) + unknown_letters(after)


def decapitalised(words: str) -> str:
    """Words for the middle of a phrase."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def identifier(words: str, length: int = 60) -> str:
    """An id of lower-case words: the ASCII words of a text, joined by `_`; empty if it has none."""
    name = re.sub(r"[^a-z0-9]+", "_", words.lower().replace("'", "")).strip("_")
    name = re.sub(r"^[0-9_]+", "", name)
    return name[:length].rsplit("_", 1)[0] if len(name) > length else name
