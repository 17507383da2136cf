"""A page that the extraction wrote in one line, split where its items, labels and figures begin; numbers broken over lines, joined."""

from __future__ import annotations

import re
from collections import Counter
from itertools import dropwhile, groupby, pairwise

from reader.framed import split_framed
from reader.glossary import read_header, translate, units
from reader.layout import SENTENCE, TOTALS, UNIT
from reader.run_labels import last_label
from reader.run_words import Word, heads_among, is_unit
from reader.sides import SIDES
from reader.text import HALF_WIDTH, MINUS, MONEY, NUMERALS, plain
from reader.worn import split_worn

LONG_LINE = 200
ITEMS = re.compile(
    r"(?=第\s?[0-9０-９]+\s?(?:款|項(?![のにをで])|条)|\((?:総則|[^()0-9]{3,24}(?:支出|収入|予定量|限度額|流用|経費|財源|債|行為|補助金|の補正))\)|(?<=\s)(?:収\s*入|支\s*出|歳\s*入|歳\s*出)\s+(?=第)|(?<=\s)\([0-9]+\)\s)"
)
# In a list that stands in one line: a figure or ratio by itself, and where a label begins behind another.
# A small number with words behind it, if it is not 0, is that of an item; a figure with a unit that is none of money stays with it.
VALUE = rf"△\s?[0-9]{{1,2}}|[{MINUS}]?\s?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:{'|'.join(MONEY)})?|[0-9]+\.[0-9]+%?|[0-9]+%|[0-9]{{3,}}|0|[0-9]{{1,2}}(?!\s(?!{'|'.join(MONEY)})[^\W\d_]))"
VALUES = re.compile(rf"(?:(?<=\s)|^)(?:{VALUE}|{'|'.join(MONEY)}|%)(?=\s|$)(?!\s(?:{'|'.join(map(re.escape, set(units()) - set(MONEY)))})(?:\s|$))")
HAS_CELLS = re.compile(r"[\t|]|\S {3,}\S")
LABELS = re.compile(r"(?<!第)(?<!第\s)(?<=\s)(?=[0-9]{1,2}\s[^\W\d_])|(?<=\s)(?=[歳収支]\s?[入出]\s?合\s?計)")
# A number that goes on behind a comma; or, in a paragraph, behind 兆 or 億, or before it: 1 兆 957 億 / 1,453 万円, 213 / 億 9,300 万円.
BROKEN = re.compile(r"(?<![0-9,])[0-9]{1,3}(,[0-9]{3})*,\s*$")
BEHIND = re.compile(rf"[0-9]\s?[{NUMERALS}]\s*$"), re.compile(
    rf"\s*[0-9][0-9,]*(?:\s*[{NUMERALS}]\s*[0-9][0-9,]*)*\s*(?:[千百]?万|千|億)?\s*円"
)
BEFORE = re.compile(r"(?<![0-9,.])[0-9][0-9,]*\s*$"), re.compile(
    r"\s*(?:[兆億千百]\s*(?:[0-9][0-9,]*\s*)?)*(?:万\s*[0-9][0-9,]*\s*)?(?:[千百]?万|千)?\s*円"
)
WITHIN_UNIT = re.compile(r"[0-9]\s?[兆億]\s+[0-9][0-9,]*\s?(?:[千百]?万|千)\s*$"), re.compile(r"\s*円")
PARAGRAPH = 20
# The number of a page, which parts what stands before and behind it.
PAGE = re.compile(r"(?:^|\s)[-−–—―─]\s?[0-9]{1,4}\s?[-−–—―─](?=\s|$)")
RANKED = re.compile(r"(?=第\s?[0-9０-９]+\s?[款項])")
# A chapter or an item with its one amount, which may lack its unit where the text ends.
ONE_AMOUNT = re.compile(rf"第[0-9]+([款項])[^0-9]+[{MINUS}]?[0-9][0-9,]*(?:{'|'.join(MONEY)})?")
# Labels and amounts that touch each other, as the pages of a book on a site are extracted, each with its share, a nil or its change.
IN_UNITS = rf"[{MINUS}]?\s?(?:[0-9][0-9,]*\s?億\s?)?(?:[0-9][0-9,]*\s?万)?(?:[0-9][0-9,]*千)?円(?<=[億万千]円)"
TOUCHING = re.compile(
    rf"(?![億万千円%])(合\s{{0,4}}計|計(?=[0-9])|(?:うち、)?(?:[^\d\s,、。]|\([^\d\s()]*[0-9]+[^\d()]*\)){{2,40}}?)\s{{0,4}}"
    rf"({IN_UNITS}|[{MINUS}]?[0-9]{{1,3}}(?:,[0-9]{{3}})+(?!\s?[億万千円])|[0-9]{{1,3}}(?=\s{{0,4}}[^\W\da-z_年月日号億万千百円人件回条項款目節か])(?!\s?%))"
    rf"(\s{{0,4}}{IN_UNITS}|[0-9]{{1,3}}\.[0-9]+%|\([0-9]{{1,3}}\.[0-9]+%\)|-(?=\D))?"
)
# What stands before the first label: the unit of the amounts, and notes on other labels.
BEFORE_LABEL = re.compile(rf"(.*単位[:：]?(?:{'|'.join(MONEY)})(?:\([^()]*\))?)?(?:.*など)?(?=.{{2}})")
PAIRS = 6
# An amount with what says, right behind its unit, that a sentence goes on: 4,199千円、 6,184千円となり.
SPOKEN = re.compile(rf"[0-9]\s?(?:{'|'.join(MONEY)})\s?(?:[、をがはでの]|とな|から)")
# Figures behind each other, or labels and figures in turn, that are no part of a sentence, letters of such a label, and what
# prints that there is nothing, or nothing to compare with.
DENSE, LABEL, NIL = 4, 24, re.compile(r"(?<=\s)(?:-|皆\s?[増減])(?=\s|$)")
# What ends a part of a sentence, or is in the unit of an amount, and no label.
NO_LABEL = re.compile(f"{SENTENCE.pattern}|[はがをにのでとも、]$|円")
# Rows on one line, at least, that a page was written in one: two may stand side by side.
ROWS, WORDS = 3, re.compile(r"[^\W\d_]{2}")


def split_touching(text: str) -> list[str]:
    """Split a line in which labels and amounts in turn touch each other: one pair a line, and what stands before and behind them."""
    even = text.translate(HALF_WIDTH)
    found = list(TOUCHING.finditer(even))
    runs: list[list[re.Match[str]]] = []
    for pair in found:
        touches = bool(runs) and not even[runs[-1][-1].end() : pair.start()].strip()
        runs = [*runs[:-1], [*runs[-1], pair]] if touches else [*runs, [pair]]
    parts: list[str] = []
    place = 0
    # What begins a list is an amount, and no number of a page.
    runs = [list(dropwhile(lambda pair: pair[2].isdigit(), run)) for run in runs]
    for run in (run for run in runs if sum(one.end() == other.start() for one, other in pairwise(run)) >= PAIRS - 1):
        parts.append(text[place : run[0].start()])
        for pair in run:
            (start, end), *amounts = [pair.span(number) for number in (1, 2, 3) if pair[number]]
            before = BEFORE_LABEL.match(even[start:end])
            label = start + (before.end() if before else 0)
            # The side of the budget, and not the name of an amount, where a known name follows.
            sides = range(label, end - 4 if pair is run[0] else min(label + 1, end - 2))
            label = next((side + 2 for side in sides if text[side : side + 2] in SIDES and translate(text[side + 2 : end]).is_whole), label)
            heads = heads_of(text[label:end]) if pair is run[0] and sum(bool(re.search("円$", one[3] or "")) for one in run) >= PAIRS else []
            parts += [text[start:label], *heads]
            label += len("".join(heads).replace("\t", ""))
            parts += [" ".join(text[one:other].strip() for one, other in ((label, end), *amounts))]
        place = run[-1].end()
    return [part.strip() for part in (*parts, text[place:]) if part.strip()] if parts else [text]


def heads_of(label: str) -> list[str]:
    """What the first label of a list with two amounts a row begins with, if it is: words, and then the headers of both in one line."""
    for place in range(1, len(label)):
        starts = [place]
        while len(starts) < 3 and translate(label[place:]).is_whole:
            start = next((start for start in range(starts[0]) if read_header(label[start : starts[0]]).kind), None)
            if start is None:
                break
            starts.insert(0, start)
        if len(starts) == 3:
            first, second, _ = starts
            return [label[:first], f"{label[first:second]}\t{label[second:place]}"]
    return []


def is_run_on(text: str) -> bool:
    """Whether a line holds a chapter and its items one behind the other, each with its one amount, and no columns."""
    found = [ONE_AMOUNT.fullmatch(plain(part)) for part in RANKED.split(text) if part.strip()]
    return len(found) > 1 and all(found) and all(item and item[1] == "項" for item in found[1:]) and not HAS_CELLS.search(text)


def split_flat(text: str) -> list[str]:
    """Split a line that holds a whole page into its items, each label and each figure of a list apart.

    Items begin at 第n款, 第n項, 第n条, a title in brackets, a number with words behind it.
    """
    if len(framed := split_framed(text)) > 1:
        return [part for piece in framed for part in ([piece] if HAS_CELLS.search(piece) else split_flat(piece))]
    if worn := split_worn(text):
        return worn
    if len(touching := split_touching(text)) > 1:
        return touching
    if is_run_on(text):
        return [part.strip() for part in RANKED.split(text) if part.strip()]
    if len(text) < LONG_LINE and rows_in(text) < ROWS:
        return [text]
    pages = [page.strip() for page in PAGE.split(text) if page.strip()]
    if len(re.findall(r"第\s?[0-9０-９]+\s?[款項]", text)) < 3:
        # Amid pages that say something those are split that hold a list, or figures behind each other.
        may_split = not SENTENCE.search(plain(text))
        return [part for page in pages for part in (split_list(page) if may_split or is_list(page) else split_dense(page))]
    lines = []
    for piece in (piece.strip() for page in pages for piece in ITEMS.split(page)):
        # What follows an amount that ends an item is a heading of the next.
        found = re.match(r"(第\s?[0-9０-９]+\s?[款項].*?[0-9][0-9,]*\s*(?:" + "|".join(MONEY) + rf"))(\s*[^\s{MINUS}0-9].*|)$", piece)
        listed = split_list(piece)
        parts = listed if len(listed) > 1 else found.groups() if found else split_headers(piece)
        lines += [part.strip() for part in parts if part.strip()]
    return lines


def rejoin(texts: list[str]) -> list[str]:
    """The lines of a text, those joined that a line break parted within a number: 2, / 677, / 831 千円."""
    out: list[str] = []
    for text in texts:
        # A page of a site has a blank line between its lines.
        if len(out) > 1 and not out[-1].strip() and goes_on(out[-2].translate(HALF_WIDTH), text.translate(HALF_WIDTH)):
            out.pop()
        even, above = text.translate(HALF_WIDTH), out[-1].translate(HALF_WIDTH) if out else ""
        is_broken = BROKEN.search(above) and re.match(r"\s*[0-9]{3}(?![0-9])", even)
        if is_broken or goes_on(above, even):
            out[-1] = f"{out[-1].rstrip()}{text.lstrip()}"
        else:
            out.append(text)
    return out


def goes_on(above: str, below: str) -> bool:
    """Whether the amount that ends a line of a paragraph goes on in the line below."""
    return len(plain(above)) >= PARAGRAPH and any(ends.search(above) and begins.match(below) for ends, begins in (BEHIND, BEFORE, WITHIN_UNIT))


def rows_in(text: str) -> int:
    """How many times words and then figures stand in a line in which nothing but a blank parts them."""
    even = text.translate(HALF_WIDTH)
    if HAS_CELLS.search(even) or SENTENCE.search(plain(text)) or SPOKEN.search(even):
        return 0
    words = [text[start:end] for start, end in pairwise([0, *(place for value in VALUES.finditer(even) for place in value.span()), len(text)])]
    return sum(bool(WORDS.search(part)) for part in words[:-1:2])


def split_headers(text: str) -> list[str]:
    """Split the words before the first label of a list where the headers of its columns begin and end, known words behind each other."""
    words = list(re.finditer(r"\S+", text))
    heads = dict(zip(words, heads_among([word[0] for word in words]), strict=True))
    runs = [list(some) for is_header, some in groupby(words, lambda word: heads[word] and not is_unit(word[0])) if is_header]
    # Letters of one header count for less than headers.
    run = max(runs, key=lambda some: (sum(bool(read_header(word[0]).kind) for word in some), len(some)), default=[])
    # One header alone stands behind the last label, where it is no name of an item behind its number, or before the first.
    place = words.index(run[0]) if run else 0
    is_numbered = place > 0 and bool(re.fullmatch(r"[0-9]{1,2}[.、]?", plain(words[place - 1][0])))
    behind = "".join(word[0] for word in words[place + 1 :])
    stands_alone = len(run) == 1 and len(words) > 1 and read_header(run[0][0]).kind == "amount" and not is_numbered
    is_alone = stands_alone and (not behind or translate(plain(behind)).is_whole)
    # What a sentence speaks of heads no column: 予算の総額から.
    is_said = bool(run) and bool(re.match("[をにがはのでと、]|から|より", plain(text[run[-1].end() :])))
    are_heads = (len(run) > 1 or is_alone) and not is_said
    cuts = (0, run[0].start(), run[-1].end(), len(text)) if are_heads else (0, len(text))
    return [text[start:end] for start, end in pairwise(cuts)]


def is_list(text: str) -> bool:
    """Whether words and figures stand in turn on a line, three times of four with as many figures."""
    values = list(VALUES.finditer(text.translate(HALF_WIDTH)))
    counts = sizes_of(text, values).values()
    usual = Counter(counts).most_common(1)
    return rows_in(text) >= ROWS and 4 * usual[0][1] >= 3 * len(counts)


def sizes_of(text: str, values: list[re.Match[str]]) -> dict[int, int]:
    """The number of figures that stand behind each other, by the place of the first of them."""
    sizes: dict[int, int] = {}
    end = 0
    for value in values:
        if not sizes or text[end : value.start()].strip():
            sizes[value.start()] = 0
        sizes[next(reversed(sizes))] += 1
        end = value.end()
    return sizes


def split_dense(text: str) -> list[str]:
    """Split the figures that stand behind each other off a line that has sentences, too: those of a table, and none of what is said."""
    spans = [value.span() for value in VALUES.finditer(text.translate(HALF_WIDTH))]
    nils = [found.span() for found in NIL.finditer(text.translate(HALF_WIDTH))]
    spans = sorted([*spans, *(nil for nil in nils if not any(start <= nil[0] < end for start, end in spans))])
    dense: list[list[tuple[int, int]]] = []
    for span in spans:
        follows = bool(dense) and not text[dense[-1][-1][1] : span[0]].strip()
        dense = [*dense[:-1], [*dense[-1], span]] if follows else [*dense, [span]]
    parts: list[str] = []
    place = 0
    for start, end in sorted([*((run[0][0], run[-1][1]) for run in dense if len(run) >= DENSE), *listed(text, spans)]):
        if start >= place:
            parts += [*said(text[place:start]), text[start:end]]
            place = end
    pieces = [part.strip() for part in (*parts, *said(text[place:])) if part.strip()] if parts else []
    return [part for piece in pieces for part in ([piece] if SENTENCE.search(plain(piece)) else split_list(piece, fewest=2))] or [text]


def listed(text: str, values: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of a text in which labels, none of them part of a sentence, and as many figures each, without a unit, stand in turn."""
    runs: list[list[list[int]]] = []
    place = 0
    for start, end in values:
        words = text[place:start].split("。")[-1]
        begin = start - len(words)
        flat = UNIT.sub("", plain(words))
        is_label = bool(WORDS.search(words)) and not NO_LABEL.search(flat) and "円" not in text[start : end + 4]
        goes_on = bool(runs) and runs[-1][-1][-1] == place
        if goes_on and not words.strip():
            runs[-1][-1].append(end)
        elif is_label and goes_on and begin == place and len(flat) <= LABEL:
            runs[-1].append([begin, end])
        elif is_label:
            runs.append([[begin, end]])
        place = end
    found: list[tuple[int, int]] = []
    for run in runs:
        often = max(Counter(map(len, run)).values())
        alike = [list(some) for _, some in groupby(run, len)]
        for rows in [run] if 4 * often >= 3 * len(run) else alike:
            are_amounts = 4 * sum("," in text[row[0] : row[1]] for row in rows) >= 3 * len(rows)
            found += [(rows[0][0], rows[-1][-1])] if are_amounts and len(rows) >= DENSE else []
    return found


def said(text: str) -> list[str]:
    """The figures that a text begins with, its sentences, and what stands behind the last of them."""
    place = 0
    for value in VALUES.finditer(text.translate(HALF_WIDTH)):
        if text[place : value.start()].strip():
            break
        place = value.end()
    return [text[:place], *re.split(r"(?<=。)", text[place:])]


def without_note(text: str) -> list[str]:
    """The words before a figure, the label that ends them apart from a note on the figures before."""
    words = [Word(word[0], 0, word.start(), word.end(), is_figure=False) for word in re.finditer(r"\S+", text)]
    is_header = heads_among([word.text for word in words])[-1:] == [True]
    label = last_label(words, alone=False) if len(words) > 1 and not is_header else None
    start = label[1][0].start if label else 0
    # A total may have its own name before it: 特別会計 小計.
    start = 0 if label and plain(label[0]) in TOTALS and translate(plain(text[:start])).is_whole else start
    return [text[:start].strip(), text[start:]] if start else [text]


def split_list(text: str, fewest: int = 3) -> list[str]:
    """Split labels and figures that follow one another in one line; a line of few figures, or of cells, stays whole."""
    even = text.translate(HALF_WIDTH)
    values = list(VALUES.finditer(even))
    if HAS_CELLS.search(even) or len([value for value in values if re.search("[0-9]", value[0])]) < fewest:
        return [text]
    if SENTENCE.search(plain(text)):
        return split_dense(text)
    sizes = sizes_of(text, values)
    two_rows = 2 * max(2, Counter(sizes.values()).most_common(1)[0][0])
    parts = []
    place = 0
    for value in [*values, None]:
        words = text[place : value.start() if value else len(text)]
        cuts = [0, *(found.start() for found in LABELS.finditer(words)), len(words)]
        parts += [part.strip() for start, end in pairwise(cuts) for part in split_headers(words[start:end])]
        # Before the figures of two rows two labels stand.
        if value and place and parts and parts[-1] and sizes.get(value.start(), 1) < two_rows:
            parts[-1:] = without_note(parts[-1])
        if value:
            parts.append(text[value.start() : value.end()].strip())
            place = value.end()
    return [part for part in parts if part]
