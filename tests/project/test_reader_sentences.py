"""What the amounts in sentences and lists are of.

The texts are invented; their shapes are those of the pages on which municipalities explain their budgets and settlements.
"""

from __future__ import annotations

import pytest
from test_reader_layouts import drafted


@pytest.mark.parametrize(("text", "expected"), [
    # What stands together, why, for what and when names nothing: the sentence tells what it speaks of, or the one before it.
    ("国庫支出金について、交付金で14億円、公共事業で3億円を増額するなど、合わせて17億円を増額しています。\n", [("交付金", "14億"), ("公共事業", "3億"), ("国庫支出金", "17億")]),
    ("特別会計は、10会計合わせて516億円です。\n", [("特別会計", "516億")]),
    ("村税は、村民税と固定資産税が減ったため前年度より1887万円の減収となりました。\n", [("村税", "1887")]),
    ("自主財源が土地売払収入の減額に伴い財産収入が減少したため、1億円減額となっています。\n", [("自主財源", "1億")]),
    ("地方交付税は、国から交付されるものです。令和6年度は前年度より8405万円減額しました。\n", [("地方交付税", "8405")]),
    ("財政調整基金は、今年度は歳出に対する不足額の穴埋めとして4億9,610万円を取り崩す見込みです。\n", [("財政調整基金", "4億9,610")]),
    ("年々増加しているのが国民健康保険特別会計です。前年度より2億円増額し、35億円となっています。\n", [("国民健康保険特別会計", "2億"), ("国民健康保険特別会計", "35億")]),
    ("特別交付税の再精査により、400,000千円を減額補正する。\n", [("特別交付税", "400,000")]),
    ("市債の残高は、9月30日現在で約281億円です。\n", [("市債の残高", "281億")]),
    ("「歳入」と「歳出」の内訳について市民一人当たりで表すと、「歳入」については75万8,837円です。\n", [("歳入", "75万8,837")]),
    ("総額は、54億円となり、前年度の52億円に比べ、2億円(3.9%)の増となりました。\n", [("総額", "54億"), ("総額（前年度）", "52億"), ("総額", "2億")]),
    ("翌年度繰越額は19億円で、主なものは繰越明許費であり、前年度に比較して3億円の増加となっている。\n", [("翌年度繰越額", "19億"), ("翌年度繰越額", "3億")]),
    ("国庫支出金については、道路整備事業で12億円増額するが、一般公共事業では、18億円を減額するなど、あわせて6億円を減額する。\n", [("道路整備事業", "12億"), ("一般公共事業", "18億"), ("国庫支出金", "6億")]),
    ("予算の総額は、道路改良事業などの投資的経費の増額などで、212億円で過去最大です。企業会計は、2会計で35億円となりました。\n", [("予算の総額", "212億"), ("企業会計", "35億")]),
    ("また、物件費は、クリーンセンター解体撤去事業などで5億7,075万円増となっています。\n", [("物件費", "5億7,075")]),
    ("収入未済額は5億6026万円圧縮でき、50億5292万円となった。\n", [("収入未済額", "5億6026"), ("収入未済額", "50億5292")]),
    ("高齢者施設の復旧支援のため19億8832万円。\n", [("高齢者施設の復旧支援", "19億8832")]),
    ("経常支出は、人件費が119億円、減価償却費が12億円で、合計131億円となりました。\n", [("人件費", "119億"), ("減価償却費", "12億"), ("経常支出", "131億")]),
    ("県は13日、1兆1872億円の新年度当初予算案を発表した。\n", [("新年度当初予算案", "1兆1872億")]),
    # So does a clause, and who acts in it.
    (
        "歳出については、商工費が委託料の減により1億8,478万円の減となる一方、教育費は体育館事業費、南小学校事業費の皆増により11億円の増となりました。\n",
        [("商工費", "1億8,478"), ("教育費", "11億")],
    ),
    ("国県支出金は、国庫支出金が給付金事業費補助金などの減により、4億7,139万円の減額となりました。\n", [("国庫支出金", "4億7,139")]),
    ("収入未済額は村税、使用料、財産収入で 3,994万2千円余りとなりました。\n", [("収入未済額", "3,994万2")]),
    ("決算規模は、歳出で15億9400万円余りで11億9700万円の大幅な減額となりました。\n", [("歳出", "15億9400"), ("決算規模", "11億9700")]),
    ("株価変動により譲渡益が増加した個人県民税は507,398千円の増収です。\n", [("個人県民税", "507,398")]),
    # What is so nevertheless, or why, is said of something else; so is who acts in a clause that says why.
    ("町税である固定資産税は、滞納額は増えるものの家屋の増により前年度から60,501千円増加しました。\n", [("固定資産税", "60,501")]),
    (
        "手数料は、処理手数料が7万円の減、証明手数料が5万円の減となったことなどから、前年度から12万円の減(△3.46%)となる370万円となりました。\n",
        [("処理手数料", "7"), ("証明手数料", "5"), ("手数料", "12"), ("手数料", "370")],
    ),
    ("予算総額は、1億円を追加し、10億円となる。\n", [("予算総額", "1億"), ("予算総額", "10億")]),
    # What is less than the amount before it is not what both make together.
    ("教育費では、小学校費で3億円を、中学校で備品購入費をあわせて5,000万円を支出しました。\n", [("小学校費", "3億"), ("中学校で備品購入費", "5,000")]),
    # Where nothing names it before, the name stands behind it; so does for what it was spent.
    ("総収入は9億円、総支出は8億円と、1億円の収支不足を見込んでいます。\n", [("総収入", "9億"), ("総支出", "8億"), ("収支不足", "1億")]),
    ("経費の縮減に努めた結果、5,775万円の黒字決算となりました。\n", [("黒字決算", "5,775")]),
    ("また、約1億円の繰入金により橋梁の補修を行いました。\n", [("繰入金", "1億")]),
    ("安心して使っていただくために、約3億円で老朽管更新事業を、約1億円で配水管整備事業を行いました。\n", [("老朽管更新事業", "3億"), ("配水管整備事業", "1億")]),
    ("令和4年度決算は、1億632万円の純利益となりました。\n", [("純利益", "1億632")]),
    ("※資本的収支における27,341百万円の不足額は、留保資金26,186百万円で補てんします。\n", [("不足額", "27,341"), ("留保資金", "26,186")]),
    ("実質収支、黒字20億円/市16年度一般会計決算\n", [("黒字", "20億")]),
    ("総額10億7,400万円で、4億300万円(27.3%)の減となっています。\n", [("総額", "10億7,400"), ("総額", "4億300")]),
    ("翌年度繰越額の主なものは土地改良事業費(歳出予算現額2192億円)の186億円である。\n", [("歳出予算現額", "2192億"), ("土地改良事業費", "186億")]),
    ("前年度からの累積赤字は解消し、実質収支で6,030万円の黒字となっています。\n", [("実質収支", "6,030")]),
    (
        "一般会計当初予算額は、241億円です。この主な原因は、公債費で償還額の減少となったことにより、前年度と比べて6,095万円の減少となりました。\n",
        [("一般会計当初予算額", "241億"), ("公債費", "6,095")],
    ),
    # Both sides of a budget are so much: its total; so is what names and their amounts make together.
    (
        "第1条 歳入歳出予算の総額に歳入歳出それぞれ12,345千円を追加し、歳入歳出予算の総額を、歳入歳出それぞれ4,567,890千円とする。\n",
        [("歳入歳出予算の総額", "12,345"), ("歳入歳出予算の総額", "4,567,890")],
    ),
    ("基金残高は、減債基金が3億円、財政調整基金が25億円の計28億円となっています。\n", [("減債基金", "3億"), ("財政調整基金", "25億"), ("基金残高", "28億")]),
    ("町債残高は、令和4年度末の85億円から3億円減少しました。\n", [("町債残高", "85億"), ("町債残高", "3億")]),
    (
        "市税は個人市民税が2億円増加したものの、法人市民税が3億円減少したことなどから、全体では1億円の減少となりました。\n",
        [("個人市民税", "2億"), ("法人市民税", "3億"), ("市税", "1億")],
    ),
    # What says more of a name is none; one of the residents is nobody.
    ("対象児童1人につき1万円を支給します。\n", [("対象児童1人につき", "1")]),
    ("●市民1人の貯金(基金)…192,121円\n", [("市民1人の貯金(基金)", "192,121")]),
    ("除雪委託料の減などにより土木費が3億円の減となりました。\n", [("土木費", "3億")]),
    ("支払利息などの営業外費用(※)は4億5,412万円です。\n", [("営業外費用", "4億5,412")]),
    ("予算現額(当初予算額に補正予算額及び平成30年度繰越事業費を加えた額)は、538億円です。\n", [("予算現額", "538億")]),
])  # fmt: skip
def test_a_phrase_that_names_nothing_leaves_an_amount_to_what_the_sentence_speaks_of(read, text: str, expected: list[tuple[str, str]]):
    assert [(one.label, f"{one.printed}{'億' * (one.unit == 'hundred_million_yen')}") for one in read(text).prose] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("法人県民税(110億円)は12億円増加し、地方消費税(343億円)は9億円減少した。\n", [("法人県民税", 110, None), ("法人県民税", 12, 1), ("地方消費税", 343, None), ("地方消費税", 9, -1)]),
    ("税率引上げによる地方消費税(譲渡割)の15.4%，1,543,922千円の増収等が挙げられる。\n", [("地方消費税(譲渡割)", 154, None), ("地方消費税(譲渡割)", 1543922, 1)]),
    ("資金不足額は昨年度より8億円改善の21億円です。公債費は9億円(1・0%)増えて901億円です。\n", [("資金不足額", 8, None), ("資金不足額", 21, None), ("公債費", 9, 1), ("公債費", 901, None)]),
    ("純損益は78億円の黒字(前年度55億円の赤字)となりました。\n", [("純損益", 78, None), ("純損益（前年度）", 55, None)]),
    ("「義務的経費」が同0・9%増の6111億円です。\n", [("義務的経費", 6111, None)]),
    ("総額は、18年度当初比18億円増となる約8052億円で、市税収入全体も、同約86億円減の約2,852億円です。\n", [("総額", 18, 1), ("総額", 8052, None), ("市税収入全体", 86, -1), ("市税収入全体", 2852, None)]),
    ("1. 補正予算額\n459億円 ※補正後の予算額1,940億円\n", [("補正予算額", 459, None), ("補正後の予算額", 1940, None)]),
    ("令和4年度は、前年度と比べて2,717万円少ない8,739万円の純利益となりました。\n", [("純利益", 2717, -1), ("純利益", 8739, None)]),
    ("・合計:7486億7000万円(前年度比△46億8600万円 △0.6%)\n", [("合計", 74867000, None), ("合計", 468600, -1)]),
    (
        "収入済額は1283億円(執行率98.8%)となり、前年度と比較して44億円(3.4%)の減となりました。\n",
        [("収入済額", 1283, None), ("執行率", 988, None), ("収入済額", 44, -1)],
    ),
    ("人件費で職員の減少などにより、1.2%、2億円の減少となったものの、物件費で備品の入替の増額などにより、15.9%、5億円の増加となりました。\n",
     [("人件費", 12, None), ("人件費", 2, -1), ("物件費", 159, None), ("物件費", 5, 1)]),
    ("支出済額 6,899億円(前年度6,918億円)\nとなり、前年度に比較して18億円、率にして0.27%減少しています。\n", [("支出済額", 6899, None), ("支出済額（前年度）", 6918, None), ("支出済額", 18, None)]),
    ("最も多いのは、地方交付税で46億円(全体の22.2%)、次に地方税で38億円(全体の18.2%)です。\n", [("地方交付税", 46, None), ("地方税", 38, None)]),
    ("内訳は、全体の53.1%を占める市税が248億円です。\n", [("市税", 531, None), ("市税", 248, None)]),
    ("○基金\n54億9,673万円(+7,429万円)\nうち財政調整基金\n31億9,130万円(△2億4,833万円)\n", [("基金", 549673, None), ("基金", 7429, 1), ("財政調整基金", 319130, None), ("財政調整基金", 24833, -1)]),
])  # fmt: skip
def test_how_an_amount_changed_and_what_share_it_is_are_of_its_name(read, text: str, expected: list[tuple[str, int, int | None]]):
    assert [(one.label, one.magnitude, one.direction) for one in read(text).prose] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("災害に関連する歳入・歳出が、それぞれ431億円、379億円の減となっています。\n", [("歳入", 431, -1), ("歳出", 379, -1)]),
    ("給水収益と負担金と補助金は、それぞれ1億円、2億円、3億円です。\n", [("給水収益", 1, None), ("負担金", 2, None), ("補助金", 3, None)]),
    ("使用料・手数料と財産収入は、それぞれ12億円、2億円の増となりました。\n", [("使用料・手数料", 12, 1), ("財産収入", 2, 1)]),
])  # fmt: skip
def test_several_names_have_as_many_amounts_in_their_order(read, text: str, expected: list[tuple[str, int, int | None]]):
    assert [(one.label, one.magnitude, one.direction) for one in read(text).prose] == expected


def test_amounts_before_and_after_in_brackets_and_their_change_are_of_the_name_before_them(read):
    text = "主な要因は,企業の経営環境の改善に伴う,中小企業貸付金の\n減少(58.0億円→36.3億円 △21.7億円)や,昨年度に実施した大規模事業基金積立金の増(1.2億円→1.5億円 0.3億円)です。\n"
    prose = read(text).prose
    assert [one.label for one in prose] == ["中小企業貸付金"] * 3 + ["大規模事業基金積立金"] * 3
    assert [(bool(one.pair), one.is_after, one.direction) for one in prose] == [(True, False, None), (True, True, None), (False, False, -1)] + [
        (True, False, None), (True, True, None), (False, False, 1),
    ]  # fmt: skip


def test_a_line_that_names_an_amount_heads_no_columns(read):
    """And what a bracket says of an amount is no part of the name of the next."""
    text = "その結果、規模は、\n\n  一般会計     147億1,101万円余の減額\n\n   計       130億2,010万円余の減額\n\nとなり、予算額は、\n\n  一般会計   4,625億2,208万円\n"
    document = read(text)
    assert not document.tables
    assert [(one.label, one.direction) for one in document.prose] == [("一般会計", -1), ("計", -1), ("一般会計", None)]
    # Nor are several names and amounts beside each other one row.
    document = read("≪収 入≫ 51億7,811万円(税抜) ≪支 出≫ 51億 504万円(税抜)\n(内訳)  給水収益 48億 608万円 (92.8%) (内訳)  浄水費 25億7,264万円 (50.4%)\n人件費 5億2,608万円 (10.3%)\n動力費 2億6,120万円 (5.3%)\n")
    assert [one.label for one in document.prose][:4] == ["収入", "支出", "給水収益", "浄水費"]


def test_an_amount_that_nothing_names_takes_no_other_amount_for_its_name(read):
    assert [one.label for one in read("624万円 ( 0.1%)  減価償却費 11億6,013万円 (22.7%)\n").prose] == ["減価償却費"]
    assert not read("| △56,158千円 | △57,201千円 | 特定財源 |\n").prose


def test_a_line_that_a_bar_ends_is_whole(read):
    text = "国庫支出金については、負担金で1,436千円の減額など、あわせて3,009千円を減額補正する。 |\n整備事業の年次割の変更に伴い、2,573千円を減額する。 |\n"
    assert [one.label for one in read(text).prose] == ["負担金", "国庫支出金", "整備事業"]


def test_an_amount_in_brackets_amid_a_list_is_no_row_and_is_read(read):
    document = read("歳入歳出差引額:7億9,343万円\n繰越額:2億7,718万円\n実質収支額:5億1,624万円\n(令和4年度実質収支額:5億6,089万円)\n単年度収支額:△4,465万円\n積立額:9,981万円\n")
    assert [sum(len(row.figures) for row in table.rows) for table in document.tables] == [5]
    assert [(one.label, one.printed) for one in document.prose] == [("令和4年度実質収支額", "5億6,089")]


def test_an_amount_above_a_list_is_no_unit_of_it(read):
    text = "補正予算について\n対応分 494.9億円\n計 ▲79.1億円\n2 補正の主な内容\n- 地域道路改築費 3,140百万円\n- 河川改修事業費 1,462百万円\n- 土地区画整理事業 1,323百万円\n"
    document = read(text)
    assert [(table.unit, len(table.rows)) for table in document.tables] == [("million_yen", 3)]
    # Amounts with decimals are money as well: of a business and a stage.
    rows = next(rows for table_id, (_, rows) in drafted(document).plan.tables.items() if table_id == "prose")
    assert [(row["figure"], row["unit_as_printed"], row["business_id"], row["stage"]) for row in rows] == [("494.9", "億円", "total", "revised"), ("▲79.1", "億円", "total", "adjustment")]


def test_changes_of_two_amounts_of_one_name_are_of_two_lines(read):
    prose = read("市債残高は次のとおりです。\n・末の見込み:7342億円⇒末の見込み:7295億円(47.5億円減)\n・末の見込み:1兆741億円⇒末の見込み:1兆621億円(120.4億円減)\n").prose
    assert [one.label for one in prose] == ["末の見込み"] * 6
    changes = [one.other for one in prose if one.unit == "hundred_million_yen_tenths"]
    assert len(changes) == len(set(changes)) == 2
