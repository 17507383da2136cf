"""What stands beside the rows of a page that keeps its places."""

from __future__ import annotations

from pathlib import Path

from reader.parse import parse_file
from reader.text import plain


def rows_of(tmp_path: Path, text: str) -> list[tuple[str, str, list[str]]]:
    """The section, label and figures of all rows with figures."""
    source = tmp_path / "page.txt"
    source.write_text(text, encoding="utf-8")
    document, _ = parse_file(source)
    return [(row.section, row.normalised, [figure.printed for figure in row.figures]) for table in document.tables for row in table.rows if row.figures]


ACCOUNTS = """令和7年度 各会計予算総括表
                                                        (単位：千円)
     会  計  区  分            本年度予算額        前年度予算額          比較

一      般      会      計       21,450,000       20,900,000       550,000

     国 民 健 康 保 険             3,310,500        3,402,100      △91,600
特    介   護   保   険           2,870,300        2,811,900        58,400
別    霊 園 事 業                     4,120            4,020           100
会
     後 期 高 齢 者 医 療             610,700          588,600        22,100
計
          小        計           6,795,620        6,806,620      △11,000

                    収    入       912,400          905,000         7,400
企    水     道     事       業
業                   支    出     1,011,900          998,700        13,200
会
計                   収    入       742,100          730,600        11,500
     下  水  道  事  業
                    支    出       801,300          795,400         5,900
"""


def test_a_word_down_the_margin_is_of_no_label(tmp_path: Path) -> None:
    """特, 別, 会 and 計 stand below each other beside the accounts that they bracket, alone on a line or before a label."""
    rows = rows_of(tmp_path, ACCOUNTS)
    assert [label for _, label, _ in rows[:6]] == ["一般会計", "国民健康保険", "介護保険", "霊園事業", "後期高齢者医療", "小計"]
    assert all(len(figures) == 3 for _, _, figures in rows)


def test_letters_far_apart_between_two_sides_name_both(tmp_path: Path) -> None:
    """The letters of 水道事業 stand as far apart as headers of columns do, and name the revenue above and the expenditure below."""
    rows = rows_of(tmp_path, ACCOUNTS)
    assert [(section, label) for section, label, _ in rows[6:]] == [
        ("水道事業", "収入"), ("水道事業", "支出"), ("下水道事業", "収入"), ("下水道事業", "支出"),
    ]  # fmt: skip


HALVES = """第１表  歳入歳出予算
歳 入
          款                     項                金      額                  款                     項              金      額
                                                       千円                                                          千円
１ 市           税                               1,200,500         ５ 国   庫   支   出   金                           640,300
                   １ 市    民    税               700,300                            １ 国 庫 負 担 金             400,100
                   ２ 固 定 資 産 税               500,200                            ２ 国 庫 補 助 金             240,200
２ 地  方  譲  与  税                                 41,001
                   １ 地方揮発油譲与税                11,000         ６ 繰        越        金                               1
                   ２ 自動車重量譲与税                30,000                            １ 繰     越     金                   1
                   ３ 地方道路譲与税                      1
                                                               ７ 市              債                            310,000
３ 地 方 交 付 税                                 2,100,000                            １ 市          債             310,000
                   １ 地 方 交 付 税            2,100,000
                                                                  歳     入     合     計                     4,291,802
"""


def test_halves_of_a_list_beside_each_other_are_one(tmp_path: Path) -> None:
    """A list under a header that stands twice in its line goes on in the second half, whichever half a line is of."""
    rows = rows_of(tmp_path, HALVES)
    assert [(label, figures) for _, label, figures in rows] == [
        ("市税", ["1,200,500"]), ("市民税", ["700,300"]), ("固定資産税", ["500,200"]), ("地方譲与税", ["41,001"]),
        ("地方揮発油譲与税", ["11,000"]), ("自動車重量譲与税", ["30,000"]), ("地方道路譲与税", ["1"]), ("地方交付税", ["2,100,000"]),
        ("地方交付税", ["2,100,000"]), ("国庫支出金", ["640,300"]), ("国庫負担金", ["400,100"]), ("国庫補助金", ["240,200"]),
        ("繰越金", ["1"]), ("繰越金", ["1"]), ("市債", ["310,000"]), ("市債", ["310,000"]), ("歳入合計", ["4,291,802"]),
    ]  # fmt: skip


def test_signs_of_rates_below_a_header_are_no_names(tmp_path: Path) -> None:
    """A line of % and % stands below the rates of two comparisons, and is no second rank of the first two columns."""
    text = """                  令和７年度         令 和 ６ 年 度              比   較        増   減
   区     分      予算額      当初予算額    最終予算額      金額  増減率     金額  増減率
                                                           %             %
議会費           210,300       205,000     207,100     5,300    2.6    3,200    1.5
総務費         1,410,800     1,398,200   1,420,600    12,600    0.9  △9,800  △0.7
民生費         3,022,400     2,950,100   3,001,900    72,300    2.5   20,500    0.7
"""
    source = tmp_path / "page.txt"
    source.write_text(text, encoding="utf-8")
    document, _ = parse_file(source)
    assert not [figure for table in document.tables for row in table.rows for figure in row.figures if figure.unit == "percent"]


def test_names_of_accounts_around_their_figures_end_in_no_total(tmp_path: Path) -> None:
    """保険 / 会計 in two lines around the figures are one name, though it ends in the letter of a total."""
    text = """                                   (単位：千円)
     会 計 区 分       本年度予算額     前年度予算額         比較
一 般 会 計          21,450,000   20,900,000     550,000

     国 民 健 康
                    3,310,500    3,402,100    △91,600
     保 険 会 計

     市有林等財産
                      610,700      588,600     22,100
     管 理 会 計

     介護保険会計       2,870,300    2,811,900     58,400

     小     計       6,791,500    6,802,600    △11,100
"""
    assert [(label, figures[0]) for _, label, figures in rows_of(tmp_path, text)] == [
        ("一般会計", "21,450,000"), ("国民健康保険会計", "3,310,500"), ("市有林等財産管理会計", "610,700"), ("介護保険会計", "2,870,300"),
        ("小計", "6,791,500"),
    ]  # fmt: skip


def test_the_number_of_an_item_beside_its_figures_is_of_the_name_around_them(tmp_path: Path) -> None:
    """A name in two lines stands above and below its figures and its number, and may be as wide as the figures leave it room."""
    text = """          款
                        本 年 度      前 年 度      比     較           説      明
           項
            目
                            千円         千円            千円

 1 給     与     費          210,300      205,000        5,300 給料
                                                            手当等
      減 価 償 却 費
 2                        145,751      145,521          230 建物
      及 び 除 却 費
                                                            構築物
   支 払 利 息 及 び
 3                         31,786       30,488        1,298 企業債利息
   企 業 債 取 扱 諸 費
                                                            その他
 4 雑          支       出     2,350        1,653          697 その他雑支出
"""
    assert [(label, figures) for _, label, figures in rows_of(tmp_path, text)] == [
        ("給与費", ["210,300", "205,000", "5,300"]), ("減価償却費及び除却費", ["145,751", "145,521", "230"]),
        ("支払利息及び企業債取扱諸費", ["31,786", "30,488", "1,298"]), ("雑支出", ["2,350", "1,653", "697"]),
    ]  # fmt: skip


def test_a_row_amid_its_label_has_the_lines_above_and_below_and_no_period(tmp_path: Path) -> None:
    """A label in three lines has its amount beside the second, and the years of its obligation above and below."""
    text = """第 ２ 表           債 務 負 担 行 為

            事               項                  期    間       限   度     額

庁舎清掃業務委託料                                 令 和 ９ 年 度             12,300千円

施設予約システム使用料                               令和９年度から            32,500千円

ごみ減量化推進事業補助金                              令 和 ９ 年 度       補助金の実績額

令和８年度中小企業振興資金                             令和９年度から
（新規開業支援資金（女性・若者））の                                           15,400千円
融 資 に 係 る 利 子 補 給 金                       令和14年度まで

令和８年度中小企業振興資金                             令和９年度から
（ 事 業 転 換 資 金 ） の                                               6,900千円
融 資 に 係 る 利 子 補 給 金                       令和12年度まで
"""
    assert [(label, figures) for _, label, figures in rows_of(tmp_path, text)] == [
        ("庁舎清掃業務委託料", ["12,300千円"]), ("施設予約システム使用料", ["32,500千円"]),
        ("令和8年度中小企業振興資金(新規開業支援資金(女性・若者))の融資に係る利子補給金", ["15,400千円"]),
        ("令和8年度中小企業振興資金(事業転換資金)の融資に係る利子補給金", ["6,900千円"]),
    ]  # fmt: skip


def test_words_beside_the_labels_under_a_header_of_their_own_are_no_part_of_them(tmp_path: Path) -> None:
    """(主な経費) heads words about each row, and the years stand over two columns each, above the row of what heads the labels."""
    text = """                                                                                              （千円）
                                              令和５年度                 令和６年度                  増減
       項目              （主な経費）
                                          事業費        一般財源       事業費        一般財源        事業費        一般財源

児童福祉関係           保育所、児童手当など                   4,276,658    1,250,553    4,263,586   1,250,108   ▲13,072      ▲445

高齢者福祉関係          介護保険、生活支援ハウスなど               1,531,846    1,438,800    1,603,484   1,512,515    71,638     73,715

その他              民生委員、社会福祉協議会補助など               104,532      87,287      104,525      87,396        ▲7        109

               合   計                          5,913,036    2,776,640    5,971,595   2,850,019    58,559     73,379
"""
    source = tmp_path / "page.txt"
    source.write_text(text, encoding="utf-8")
    document, _ = parse_file(source)
    assert [row.normalised for table in document.tables for row in table.rows if row.figures] == ["児童福祉関係", "高齢者福祉関係", "その他", "合計"]
    assert [plain(column.reading) for column in document.tables[0].columns][:4] == [
        "令和5年度事業費", "令和5年度一般財源", "令和6年度事業費", "令和6年度一般財源",
    ]  # fmt: skip


def test_letters_that_fell_apart_in_a_header_are_a_word_of_the_columns(tmp_path: Path) -> None:
    """予 and 算 stand apart beside 当初予算 in the last row of a header, above which another heads the labels and groups of columns."""
    text = """                    令和８年度            令 和 ７ 年 度                     比   較            増   減
    会 計 区 分                                                    当 初 に 比 し            １ 月 に 比 し
                    予         算     当初予算         １月末予算         金 額 増減率              金 額 増減率
                                                                                %                    %
一       般   会   計   21,850,000      20,790,000    21,092,267    1,060,000     5.1     757,733      3.6

        市有林等財産
                         788,000      303,000       303,000      485,000    160.1     485,000    160.1
        管 理 会 計

        介護保険会計      11,948,000      11,726,000    11,906,979     222,000      1.9      41,021      0.3

    合           計   34,586,000      32,819,000    33,302,246    1,767,000     5.4    1,283,754     3.9
"""
    source = tmp_path / "page.txt"
    source.write_text(text, encoding="utf-8")
    document, _ = parse_file(source)
    (table,) = document.tables
    assert [row.normalised for row in table.rows] == ["一般会計", "市有林等財産管理会計", "介護保険会計", "合計"]
    assert [plain(column.reading) for column in table.columns][:3] == ["令和8年度予算", "令和7年度当初予算", "1月末予算"]
    assert [len(row.figures) for row in table.rows] == [5] * 4


BONDS = """ 起   債   の   目   的   限 度 額 起債の方法          利   率    償 還 の 方 法
                          千円

庁 舎 改 修 事 業 費         436,200

義務教育学校整備事業費           964,100

市 民 温 水 プ ー ル
                       40,500
施  設  整  備  費                                   政府資金については
                                                その融資条件により、
                                                銀行その他の場合に
総 合 運 動 公 園
                       36,400 普通貸借     ５．０％以内   は起債の翌日から据
体 育 施 設 整 備 費                                   置期間を含め３０年以
                                    ただし、利率見直し方式 内に元利均等その他
下水道事業会計負担金             88,600  又は  び地方公共団体金融機構 る。
                                   資金について、利率の見 ただし、財政上の都合
過 疎 対 策 事 業 債                      直しを行った後において 等により繰上償還し、
                      197,200 証券発行 は、当該見直し後の利率 又は本期間中に未償
（ ソ フ ト 分 ）                                     還額の範囲内におい
                                                て借り換えることがで


         計           1,763,000
"""


def test_amounts_that_touch_the_terms_of_a_bond_are_of_the_names_around_them(tmp_path: Path) -> None:
    """The terms of bonds are printed once, down the page beside all of them, and a blank alone may part them from an amount."""
    assert [(label, figures) for _, label, figures in rows_of(tmp_path, BONDS)] == [
        ("庁舎改修事業費", ["436,200"]), ("義務教育学校整備事業費", ["964,100"]), ("市民温水プール施設整備費", ["40,500"]),
        ("総合運動公園体育施設整備費", ["36,400"]), ("下水道事業会計負担金", ["88,600"]), ("過疎対策事業債(ソフト分)", ["197,200"]),
        ("計", ["1,763,000"]),
    ]  # fmt: skip


def test_the_total_of_a_side_is_one_label_however_far_its_letters_are_spread(tmp_path: Path) -> None:
    """歳 出 合 計 stands across the columns of chapters and items, and is of neither."""
    text = """           款                             項                金      額
                                                                        千円
9 港        湾           費                                        1,515,211
                           1 港            湾           費          1,515,211
10 消       防           費                                        1,163,101
                           1 消            防           費          1,163,101
11 公       債           費                                        1,674,162
                           1 公            債           費          1,674,162

       歳           出             合            計                 4,352,474
"""
    assert rows_of(tmp_path, text)[-1][1:] == ("歳出合計", ["4,352,474"])


def test_blanks_may_stand_for_a_digit_within_an_amount_with_a_plus(tmp_path: Path) -> None:
    """＋3億    900万円 is one amount, and its plus no cell of its own, before which a blank column would be made."""
    text = """    区       分          令和８年度          令和７年度          増減額
    人       件       費   189億3,000万円          176億 700万円          ＋13億2,300万円
    扶       助       費   472億3,600万円          467億6,600万円          ＋4億7,000万円
    補   助       費   等   120億 500万円           116億9,600万円          ＋3億    900万円
    貸       付       金    70億2,500万円           79億6,700万円          ▲9億4,200万円
"""
    source = tmp_path / "page.txt"
    source.write_text(text, encoding="utf-8")
    document, _ = parse_file(source)
    (table,) = document.tables
    assert [[(figure.column, (figure.sign or 1) * figure.magnitude) for figure in row.figures] for row in table.rows] == [
        [(1, 1893000), (2, 1760700), (3, 132300)], [(1, 4723600), (2, 4676600), (3, 47000)],
        [(1, 1200500), (2, 1169600), (3, 30900)], [(1, 702500), (2, 796700), (3, -94200)],
    ]  # fmt: skip


def test_a_number_read_as_a_letter_is_one_and_a_cut_amount_names_nothing(tmp_path: Path) -> None:
    """l 国庫負担金 is item 1; a row whose label ends in half an amount is not read, as nothing tells what its columns hold."""
    text = """歳入 (単位：千円)
款 項 補正前の額 補正額 計
16国庫支出金 32,618 1,065 33,683
l 国庫負担金 11,707 40 11,747
2国庫補助金 20,911 1,025 21,936
17都支出金 lO, 169,216 507,098 10,676,314
2都補助金 5,324,463 507,098 5,831,561
"""
    rows = [(label, figures) for _, label, figures in rows_of(tmp_path, text)]
    assert ("国庫負担金", ["11,707", "40", "11,747"]) in rows
    assert not [label for label, figures in rows if "169,216" in figures]
