"""Tables of which labels and figures stand in runs, as a page in one line has them: how many rows there are is not told by lines.

All labels stand behind each other, then the figures of the rows or of the columns, with headers before, between or behind. How many rows
and columns the figures make, and in which order, the arithmetic tells: each number of rows is tried, across and down, and weighed by the
places that the sums of rows and columns, and the ratios of columns, would have missed by accident. The words before the figures are parted
into as many labels, if there is one way to do so. Where rows stand behind their labels, and others right behind them, what the rows keep
tells how many figures a row has; and a law that the headers state tells the rows of a budget from what details them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from math import gcd, log10

from reader.blocks import WEIGHTS, in_order, is_amendment, keeps
from reader.glossary import read_header
from reader.grid import CLEARLY, COLUMNS, ENOUGH, Texts, amounts_in, has_kinds, is_rate, weigh_grid, weigh_rates, without_rates
from reader.layout import SENTENCE
from reader.pieces import signed, virtual
from reader.run_labels import Label, counts_on, is_total, keeps_totals, labels_in, last_label, name_rows, share_labels, tells_order, whole_label
from reader.run_words import NUMBER, Found, Word, heads_among, heads_in, heads_of, runs_of, spans_of
from reader.settled import settled_tables
from reader.text import Cell, Line, plain
from reader.torn_headers import codes_of

# Rows of a table in runs, at least and at most; its figures at least; runs of figures that are one table, words between two of these,
# figures that end one and are of no row, those of a base, a change and a result,
# and rows that keep their law.
LEAST, MOST, FIGURES, RUNS, BETWEEN, LEFT, THREE, TWO = 4, 60, 8, 6, 24, 3, 3, 2
# The places that as many headers as columns are worth.
HEADED = 2.0
# Runs of several rows, behind the first, that tell that rows without labels stand amid those of others.
AMID = 2
# What declares the unit of a table, and its words at most.
DECLARED, UNIT_WORDS = re.compile(r"[(\[〔]単位[^()]*[)\]〕]"), 4


def join_runs(lines: list[Line]) -> list[Line]:
    """Put tables together whose labels, several on a line, and figures stand in runs; what the figures do not tell stays as it is."""
    runs = runs_of(lines)
    if settled := settled_tables(runs):
        return written(lines, settled)
    tables: list[Found] = []
    place = 0
    while place < len(runs):
        # Of the two ways to read rows behind their labels the one that reads more.
        rows = [found for found in (rows_at(runs, place), steps_at(runs, place)) if found]
        found = table_at(runs, place) or max(rows, key=size_of, default=None) or column_at(runs, place)
        if found:
            found = going_on(with_total(found, runs), tables)
            tables.append(found)
            last = max(word.line for word in found.used if word.is_figure), max(word.start for word in found.used if word.is_figure)
            place = next((at for at in range(place + 1, len(runs)) if runs[at] and (runs[at][0].line, runs[at][0].start) > last), len(runs))
        else:
            place += 1
    return written(lines, tables) if tables else lines


def with_total(found: Found, runs: list[list[Word]]) -> Found:
    """A table with the row right behind it that is the sum of its rows in all columns, its label before it: 歳入合計 8,511 8,566 △55."""
    last = max((word for word in found.used if word.is_figure), key=lambda word: (word.line, word.start))
    place = next((at + 1 for at, run in enumerate(runs) if run and run[-1] is last), len(runs))
    words, figures = runs[place : place + 2] if place + 1 < len(runs) else ([], [])
    label = last_label(words, alone=True) if words and found.rows and len(figures) == len(found.rows[0]) else None
    rows = [*found.rows, [word.text for word in figures]]
    amounts = amounts_in(without_rates(rows)) if label and is_total(label[0]) and has_kinds(rows) else []
    parts = [row for row, (name, _) in zip(amounts, found.labels, strict=False) if not is_total(name)]
    if not label or not amounts or [sum(column) for column in zip(*parts, strict=True)] != list(amounts[-1]):
        return found
    used = [*found.used, *label[1], *figures]
    return replace(found, rows=rows, labels=[*found.labels, label], used=used, spans=[*found.spans, *spans_of([figures])])


def going_on(found: Found, tables: list[Found]) -> Found:
    """A table with the headers of the one before it, if it has none of its own and keeps the law that these state in all its rows."""
    heads = tables[-1].heads if tables else []
    rows = without_rates(found.rows) if found.rows else []
    if found.heads or not rows or len(heads) != len(found.rows[0]) or not is_amendment(heads):
        return found
    return replace(found, heads=list(heads)) if keeps(in_order(heads, tables[-1].rows), found.rows) == len(found.rows) else found


def size_of(found: Found) -> int:
    """The number of figures of a table."""
    return sum(map(len, found.rows))


def table_at(runs: list[list[Word]], place: int) -> Found | None:
    """The table whose labels are the words of a run, or those behind its figures; None if the figures do not tell of one."""
    if place + 1 >= len(runs) or not runs[place] or runs[place][0].is_figure:
        return None
    best: list[Found] = []
    trials = 0
    blocks: list[list[Word]] = []
    gaps: list[list[Word]] = []
    for end in range(place + 1, min(len(runs), place + 2 * RUNS), 2):
        if not runs[end]:
            break
        if blocks:
            between = runs[end - 1]
            texts = [word.text for word in between]
            if not between or len(between) > BETWEEN or texts != ["計"] and 2 * sum(heads_among(texts)) < len(between):
                break
            gaps.append(between)
        blocks.append(runs[end])
        behind = runs[end + 1] if end + 1 < len(runs) else []
        for figures, cuts, left in parts_of(blocks):
            for count in counts_of(len(figures)):
                trials += 1
                for rows, weight in grids(figures, count, cuts):
                    if weight - bool(left) >= ENOUGH + log10(trials):
                        grid = Found(weight - bool(left), texts_of(rows), [], [], figures, spans_of(rows))
                        grid = named(grid, runs[place], behind, gaps, has_rest=left >= max(2, len(rows[0]) - 1))
                        best += [grid] if len(rows[0]) > 1 or counts_on([label for label, _ in grid.labels]) else []
    # One column is what several are, one behind the other: so it is read where nothing tells of more. A table turned is the same figures.
    best = [found for found in best if len(found.rows[0]) > 1] or best
    columns = [[set(column) for column in zip(*found.rows, strict=True)] for found in best if found.labels]
    best = [found for found in best if found.labels or not any(is_turned(found.rows, some) for some in columns)]
    best.sort(key=lambda found: -found.weight)
    if not best or not best[0].labels:
        return None
    first = best[0].rows
    others = [found for found in best[1:] if found.rows[: len(first)] != first and first[: len(found.rows)] != found.rows]
    if others and best[0].weight - others[0].weight < CLEARLY:
        return None
    last = max(best[0].used, key=lambda word: (word.line, word.start) if word.is_figure else (0, 0))
    behind = next((run for run, above in zip(runs[1:], runs, strict=False) if above and above[-1] is last), [])
    unit: list[Word] = []
    for word in behind[:UNIT_WORDS]:
        unit.append(word)
        if DECLARED.fullmatch(text := "".join(plain(one.text) for one in unit)):
            return replace(best[0], declared=text, used=[*best[0].used, *unit])
    return best[0]


def is_turned(rows: list[Texts], columns: list[set[str]]) -> bool:
    """Whether the figures of each row are of one column of another grid, so that the sums down the one are those across the other."""
    return all(any(column.issuperset(row) for column in columns) for row in rows)


def named(found: Found, before: list[Word], behind: list[Word], gaps: list[list[Word]], has_rest: bool) -> Found:
    """A grid with its labels, from the words before it or those behind it, and with its headers; without them if no labels fit.

    Args:
        found: The grid.
        before: The words before it.
        behind: The words behind it.
        gaps: Those between its figures.
        has_rest: Whether as many figures are left out as a row may have: one label may be theirs.
    """
    for words, stand_before in ((before, True), (behind, False)):
        way = name_rows(words, found.rows, stand_before, has_rest)
        # Words behind figures may as well be of what stands behind them.
        names = [label for label, _ in way[0]] if way else []
        may_stand = stand_before or len(found.rows[0]) > 1 and tells_order(names, [False] * len(names), found.rows)
        if way and may_stand:
            labels, above, below, price = way
            used = [word for _, some in labels for word in some]
            heads = heads_of([above, below, *gaps] if stand_before else [before, *gaps, above], found.rows)
            if not heads and len(below) == len(found.rows[0]) > 1 and not any(heads_among([word.text for word in below])):
                heads = [(word.text, [word]) for word in below]
            kept = [*found.used, *used, *(word for _, some in heads for word in some)]
            weight = found.weight - price + HEADED * (len(heads) > 1)
            return replace(found, weight=weight, labels=labels, heads=[text for text, _ in heads], used=kept)
    return found


def parts_of(blocks: list[list[Word]]) -> Iterator[tuple[list[Word], list[int], int]]:
    """The figures of a table among blocks of figures, all of them or without some that end a block, where words part them, and how many
    are left out."""
    for number, block in enumerate(blocks):
        for left in range(min(LEFT, len(block) - 1) + 1):
            if left or not number:
                kept = [one[: len(one) - left] if one is block else one for one in blocks]
                lengths = list(accumulate(map(len, kept)))
                yield [word for one in kept for word in one], lengths[:-1], left


def counts_of(figures: int) -> list[int]:
    """The numbers of rows that so many figures may make."""
    return [count for count in range(LEAST, MOST + 1) if figures >= FIGURES and not figures % count and figures // count <= COLUMNS + 5]


def texts_of(rows: list[list[Word]]) -> list[Texts]:
    """The texts of the figures of rows."""
    return [[word.text for word in row] for row in rows]


def grids(figures: list[Word], count: int, cuts: list[int]) -> Iterator[tuple[list[list[Word]], float]]:
    """The grids of so many rows that figures make, each with its weight: groups of columns behind each other, each across.

    One group is all rows, across; columns alone are the table, down; an amount and its share may be a group. Words between figures part
    rows or groups.
    """
    width = len(figures) // count
    for size in (size for size in range(1, width + 1) if not width % size):
        step = count * size if size < width else width
        if any(cut % step for cut in cuts):
            continue
        groups = [figures[at : at + count * size] for at in range(0, len(figures), count * size)]
        words = [[word for group in groups for word in group[row * size : (row + 1) * size]] for row in range(count)]
        rows = texts_of(words)
        if has_kinds(rows) and not all(is_rate(word.text) for word in figures):
            yield words, weigh_grid(amounts_in(without_rates(rows))) + weigh_rates(rows)


def rows_at(runs: list[list[Word]], place: int) -> Found | None:
    """The table of whose rows some stand behind their labels, and some right behind other rows, their labels elsewhere; None if it is none.

    All rows have as many figures, of the same kinds, and what these keep tells how many. As many labels are left as rows: the n-th is of
    the n-th. Where fewer are, or more, a row that has its label before it is read, and no other.
    """
    if not runs[place] or runs[place][0].is_figure:
        return None
    best: list[tuple[float, int, int, list[Texts]]] = []
    trials = 0
    for width in range(2, COLUMNS + 6):
        figures: list[Word] = []
        for end in range(place + 1, len(runs), 2):
            if not runs[end] or len(runs[end]) < width or end > place + 1 and is_apart(runs[end - 1]):
                break
            figures += runs[end]
            rest = len(figures) % width
            texts = [word.text for word in figures[: len(figures) - rest]]
            rows = [texts[at : at + width] for at in range(0, len(texts), width)]
            if len(rows) > MOST or not has_kinds(rows):
                break
            trials += 1
            lengths = [len(runs[at]) - (rest if at == end else 0) for at in range(place + 1, end + 1, 2)]
            # What each run is a multiple of is a row, whatever part of it may be one.
            if len(rows) > max(LEAST - 1, len(lengths)) and gcd(*lengths) == width:
                best.append((weigh_grid(amounts_in(without_rates(rows))) + weigh_rates(rows) - bool(rest), end, width, rows))
            if rest:
                break
    best = sorted((one for one in best if one[0] >= ENOUGH + log10(trials)), key=lambda one: (-one[0], one[1]))
    others = [one for one in best if one[2] != best[0][2]]
    if not best or others and best[0][0] - others[0][0] < CLEARLY or goes_on(runs, place, best[0][2]):
        return None
    # Rows behind the others that tell nothing are rows as well.
    weight, end, width, rows = max((one for one in best if one[2] == best[0][2] and best[0][0] - one[0] < CLEARLY), key=lambda one: one[1])
    between = [runs[at] for at in range(place, end, 2)]
    counts = [len(runs[at]) // width for at in range(place + 1, end + 1, 2)]
    # Letters that make no label are of labels that are torn.
    if not all(map(are_labels, between[1:])):
        return None
    behind = runs[end + 1] if end + 1 < len(runs) else []
    way = share_labels(between, behind, counts, rows, has_figures_behind=end + 2 < len(runs) and bool(runs[end + 2]))
    figures = [word for at in range(place + 1, end + 1, 2) for word in runs[at]][: len(rows) * width]
    if not way and sum(count > 1 for count in counts[1:]) < AMID:
        return None
    if not way:
        # No other reading of lines knows that rows without labels stand amid them.
        return Found(weight, [], [], [], figures, [])
    used = [word for label in way if label for word in label[1]]
    above = [word for word in between[0] if word not in used]
    are_heads = heads_among([word.text for word in above])
    heads = heads_of([above[: max((place + 1 for place, is_head in enumerate(are_heads) if is_head), default=0)]], rows)
    spans = spans_of([figures[at : at + width] for at in range(0, len(figures), width)])
    kept = [(label, row, span) for label, row, span in zip(way, rows, spans, strict=True) if label]
    taken = [*figures, *used, *(word for _, some in heads for word in some)]
    labels, texts, spans = map(list, zip(*kept, strict=True))
    return Found(weight, texts, labels, [text for text, _ in heads], taken, spans)


def are_labels(words: list[Word]) -> bool:
    """Whether each word but headers and numbers is of a label, in a way to read them that costs least."""
    ways = labels_in(words)
    texts = [word.text for word in words]
    taken = [word for _, some in ways[0] for word in some] if ways else []
    are_others = [is_head or bool(NUMBER.fullmatch(plain(text))) for text, is_head in zip(texts, heads_among(texts), strict=True)]
    return all(word in taken or is_other for word, is_other in zip(words, are_others, strict=True))


def goes_on(runs: list[list[Word]], place: int, width: int) -> bool:
    """Whether rows stand right before the words of a run that are no header, too: what says nothing of these says nothing of a part."""
    before = runs[place - 1] if place else []
    return bool(before) and before[0].is_figure and not len(before) % width and sum(heads_among([word.text for word in runs[place]])) < 2


def is_apart(words: list[Word]) -> bool:
    """Whether words are too many, or say too much, to stand between two rows of one table."""
    return not words or len(words) > BETWEEN or bool(SENTENCE.search("".join(plain(word.text) for word in words)))


def laws_among(words: list[Word]) -> list[list[tuple[str, list[Word]]]]:
    """The headers among words that name a base, a change and a result, three each."""
    names = heads_in(words, is_last=False)
    threes = [names[at : at + THREE] for at in range(len(names) - 2)]
    return [three for three in threes if is_amendment([name for name, _ in three])]


def column_at(runs: list[list[Word]], place: int) -> Found | None:
    """The list whose header, labels and figures are two runs: the words right behind the header make as many labels as there are figures,
    whatever these add up to, and in one way; None if they do not."""
    words = runs[place]
    if place + 1 >= len(runs) or not words or words[0].is_figure or not LEAST < len(runs[place + 1]) <= MOST:
        return None
    heads = heads_among([word.text for word in words])
    begin = max((number + 1 for number, is_head in enumerate(heads[:-1]) if is_head), default=0)
    name = heads_in(words[:begin], is_last=True)
    rows = [[word.text] for word in runs[place + 1]]
    ways = [labels for labels in labels_in(words[begin:]) if sum(len(some) for _, some in labels) == len(words) - begin]
    labels = ways[0] if len(ways) == 1 else []
    is_named = len(name) == 1 and read_header(name[0][0]).kind in ("stage", "amount")
    are_amounts = not any(is_rate(text) for (text,) in rows) and any("," in text for (text,) in rows)
    names = [label for label, _ in labels]
    if not is_named or len(labels) != len(rows) or not are_amounts or not keeps_totals(names, rows) or not counts_on(names):
        return None
    figures = runs[place + 1]
    return Found(0.0, rows, labels, [name[0][0]], [*figures, *words[begin:], *name[0][1]], spans_of([[word] for word in figures]))


def steps_at(runs: list[list[Word]], place: int) -> Found | None:
    """The rows below headers of a base, a change and a result, amid what details them, as the statement of a budget by items has them.

    A row is a label and three figures that keep the law that the headers state, whatever stands behind them.
    """
    stated = laws_among(runs[place]) if runs[place] and not runs[place][0].is_figure else []
    if not stated:
        return None
    rows: list[tuple[int, list[Word]]] = []
    for at in range(place, len(runs) - 1, 2):
        if not runs[at] or at > place and laws_among(runs[at]):
            break
        first = runs[at + 1][:THREE]
        if len(first) == THREE and not any(is_rate(word.text) for word in first) and any(signed(word.text) for word in first):
            rows.append((at, runs[at + 1]))

    def keep(heads: list[tuple[str, list[Word]]]) -> list[tuple[int, list[Word]]]:
        weights = [WEIGHTS[code] for code in codes_of([name for name, _ in heads])]
        sums = [sum(weight * signed(word.text) for weight, word in zip(weights, figures, strict=False)) for _, figures in rows]
        return [row for row, total in zip(rows, sums, strict=True) if not total]

    heads = max(stated, key=lambda heads: len(keep(heads)))
    # Of several labels before several rows nothing here tells which is whose.
    found = [(at, figures, last_label(runs[at], alone=len(figures) >= 2 * THREE and at > place)) for at, figures in keep(heads)]
    kept = [(whole_label(label, runs, at), figures) for at, figures, label in found if label]
    # Letters right before figures that make no label are of labels that are torn.
    torn = [at for at, _, label in found if not label and len(plain(runs[at][-1].text)) == 1]
    if len(kept) < TWO or len(torn) > len(kept) / 4 or 3 * len(keep(heads)) < 2 * len(rows):
        return None
    used = [word for (_, words), figures in kept for word in (*words, *figures)]
    texts = [[word.text for word in figures[:THREE]] for _, figures in kept]
    used += [word for _, some in heads for word in some]
    spans = spans_of([figures[:THREE] for _, figures in kept])
    return Found(ENOUGH, texts, [label for label, _ in kept], [name for name, _ in heads], used, spans)


def written(lines: list[Line], tables: list[Found]) -> list[Line]:
    """Lines with tables put together from their words; what is left of a line stays. What stands behind a table is none of its rows."""
    used = {(word.line, word.start): word for table in tables for word in table.used}
    begins = {min((word.line, word.start) for word in table.used): table for table in tables}
    out: list[Line] = []
    is_behind = False
    for number, line in enumerate(lines):
        taken = sorted((word for word in used.values() if word.line == number), key=lambda word: word.start)
        pieces: list[Line] = [] if taken else [line]
        place = 0
        for word in taken:
            pieces += rest_of(line, place, word.start)
            place = word.end
            if (number, word.start) in begins:
                out += [replace(piece, begins=piece.begins or is_behind) for piece in pieces]
                out += lines_of(begins[(number, word.start)], lines)
                pieces, is_behind = [], True
        pieces += rest_of(line, place, len(line.text)) if taken else []
        out += [replace(piece, begins=piece.begins or is_behind and not at) for at, piece in enumerate(pieces)]
        is_behind &= not any(piece.filled for piece in pieces)
    return out


def rest_of(line: Line, start: int, end: int) -> list[Line]:
    """What stands on a line between two places, as a line of its own."""
    text = line.text[start:end].strip()
    return [replace(line, text=text, cells=[Cell(text, start, end)])] if text else []


def lines_of(table: Found, lines: list[Line]) -> list[Line]:
    """The header and the rows of a table, with the numbers of the lines that its words stand on."""
    if not table.rows:
        return []
    heads = in_order(table.heads, table.rows) if table.heads else []
    number = min(lines[word.line].number for word in table.used)
    out = [virtual(number, [table.declared])] if table.declared else []
    out += [replace(virtual(number, ["科目", *heads]), begins=True, heads=True)] if heads else []
    rows = []
    for (label, words), row, span in zip(table.labels, table.rows, table.spans, strict=True):
        numbers = [lines[at].number for at in (words[0].line, *span)]
        rows.append(virtual(min(numbers), [label, *row], until=max(numbers)))
    rows[0] = replace(rows[0], begins=not heads)
    return [*out, *rows]
