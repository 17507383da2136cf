"""Amounts side by side in one row of which one is formed from two others: C = A - B.

A table may print several amounts of a line for one stage. Where one of them is the sum or the
difference of two others in every row, the header says of what, or the numbers do.
"""

from __future__ import annotations

from itertools import permutations

from reader.chance import Evidence, independent_rows, weigh_cells
from reader.cube import View
from reader.reading import PROBABLE, PROVED, Column, LineKey, Relation, Table
from reader.words import says

# Rows in which it must hold, a chance of an accident above which it is for a person to confirm, and one above which it is left out.
ROWS, POSSIBLE, SPOKEN = 2, 1e-9, 1e-3


def find(tables: list[Table], views: list[View]) -> list[Relation]:
    """The amounts of a row that are formed from two others of it, for each line of each table.

    Args:
        tables: The tables of the document.
        views: Its views.
    """
    found: list[Relation] = []
    for table in tables:
        columns = {column.number: column for column in table.columns if column.measure}
        mine = {view.column: view for view in views if view.table_id == table.table_id and view.scale and view.column in columns}
        for result in mine:
            found += formed(table, columns, mine, result)
    return found


def formed(table: Table, columns: dict[int, Column], views: dict[int, View], result: int) -> list[Relation]:
    """How a column is formed from two others, if it is and its header or its place says so.

    Few rows, or rounded ones, do not prove it: then it is proposed, if no other way holds.
    """
    header = "".join(columns[result].reading.split())
    if not any(says(kind, word) for kind in ("difference", "total") for word in (header, header.split("(")[0])):
        return []
    tried = 0
    spoken: list[tuple[bool, list[Relation]]] = []
    for one, other in permutations((number for number in views if number != result), 2):
        for weight in (-1, 1) if one < other else (-1,):
            tried += 1
            rows = rows_of(views, result, one, other)
            evidence = Evidence()
            sums = [
                (views[result], [(-1, views[result].cells[keys[0]]), (1, views[one].cells[keys[1]]), (weight, views[other].cells[keys[2]])])
                for keys in rows
            ]
            for chance in independent_rows(weigh_cells(evidence, sums)):
                evidence.chance *= chance
            chance = evidence.chance * tried
            if evidence.fails or evidence.flips or len(evidence.holds) < ROWS or chance > SPOKEN:
                continue
            sign = "+" if weight > 0 else "−"
            shown = f"{columns[result].reading} = {columns[one].reading} {sign} {columns[other].reading}"
            relations = [
                Relation(
                    "line", "tie", keys[0], ((keys[1], 1), (keys[2], weight)), (keys[0].statement,),
                    cells=len(evidence.holds), stages_count=1, chance=min(1.0, chance), certainty=PROVED if chance <= POSSIBLE else PROBABLE,
                    reason_ja=f"欄の見出し「{shown}」。全 {len(evidence.holds)} 行で成り立つ",
                    reason_en=f"the headers of the columns: {shown}; holds in all {len(evidence.holds)} rows",
                )
                for keys in rows
            ]  # fmt: skip
            if chance <= POSSIBLE:
                return relations
            spoken.append((max(one, other) < result, relations))
    # A result stands behind what it is formed from, if anything else holds as well.
    behind = [relations for is_behind, relations in spoken if is_behind or len(spoken) == 1]
    return behind[0] if len(behind) == 1 else []


def rows_of(views: dict[int, View], *columns: int) -> list[tuple[LineKey, ...]]:
    """The lines that several columns print, each as its keys in these columns."""
    bare = [{key._replace(measure=""): key for key in views[column].cells} for column in columns]
    return [tuple(keys[key] for keys in bare) for key in bare[0] if all(key in keys for keys in bare)]
