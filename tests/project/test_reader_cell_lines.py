"""Statements of chapters, items and details of which each cell stands on a line of its own. The texts are invented."""

from __future__ import annotations

import pytest

# The first page: the number of a chapter stands behind its label, and headers stand amid the labels.
CHAPTER = "款 項 目\n本年度予定額\n水 道 事 業 収 益\n1\n1\n営\n業\n収\n益\n前年度予定額\n比 較\n1,468,369\n1,421,032\n47,337\n1,003,244\n995,728\n7,516\n"
ITEMS = "1\n給\n水\n収\n益\n885,580\n882,261\n3,319\n2\n受 託 工 事 収 益\n37,995\n50,206\n△ 12,211 1\n3\nそ の 他 営 業 収 益\n79,669\n63,261\n16,408\n"
# The next page, of which one letter stands in another label, and the last letter of one behind a header.
NEXT = (
    "款 項 目\n2\n営\n業\n外\n収\n本年度予定額\n益\n前年度予定額\n比 較\n465,015\n425,194\n39,821\n2,200\n3,000\n△ 800\n1\n受取利息及び配当金\n"
    "2\n補\n金\n17,724\n17,512\n212\n3\n他 会 計 負 担 金\n445,091\n404,682\n40,409\n110\n110\n0\n3\n特\n助\n別\n利\n益\n"
    "1\n固 定 資 産 売 却 益\n10\n10\n0\n2\n過年 度損 益修 正 益\n100\n100\n0\n水道事業会計\n(単位 千円)\n節\n"
)


def shown(table):
    """The rows of a table: number, label, amounts with their signs."""
    return [(row.numbering, row.normalised, [figure.magnitude * (figure.sign or 1) for figure in row.figures]) for row in table.rows]


def test_cells_below_each_other_are_rows_where_base_change_and_result_and_the_items_agree(read):
    first, second = read(f"(単位 千円)\n{CHAPTER}{ITEMS}水道事業会計\n{NEXT}").tables
    assert [(column.printed, column.stage) for column in first.columns] == [
        ("本年度予定額", "revised"), ("前年度予定額", "original"), ("比 較", "adjustment"),
    ]  # fmt: skip
    assert shown(first) == [
        ("1", "水道事業収益", [1468369, 1421032, 47337]), ("1", "営業収益", [1003244, 995728, 7516]), ("1", "給水収益", [885580, 882261, 3319]),
        ("2", "受託工事収益", [37995, 50206, -12211]), ("3", "その他営業収益", [79669, 63261, 16408]),
    ]  # fmt: skip
    assert [(number, label) for number, label, _ in shown(second)] == [
        ("2", "営業外収益"), ("1", "受取利息及び配当金"), ("2", "補助金"), ("3", "他会計負担金"), ("3", "特別利益"), ("1", "固定資産売却益"),
        ("2", "過年度損益修正益"),
    ]  # fmt: skip
    assert shown(second)[0][2] == [465015, 425194, 39821] and shown(second)[1][2] == [2200, 3000, -800]


@pytest.mark.parametrize("old, new", [("37,995", "37,996"), ("885,580\n882,261\n3,319", "885,581\n882,262\n3,319"), ("給\n水\n収\n益\n", "")])
def test_what_does_not_agree_is_not_put_together(read, old, new):
    document = read(f"(単位 千円)\n{CHAPTER}{ITEMS.replace(old, new, 1)}水道事業会計\n")
    assert not any(row.normalised == "水道事業収益" and row.figures for table in document.tables for row in table.rows)
