"""What pages of enterprises taught: names of amounts in sentences, headers in paragraphs, and rows that break before their figures."""

from __future__ import annotations


def told(document):
    return [(one.label, one.magnitude, one.direction) for one in document.prose if "yen" in one.unit]


def test_an_amount_right_behind_its_share_is_of_what_the_sentence_speaks_of(read):
    document = read(
        "まず、収益的収支の収入では、料金の引下げにより前年度に比べ4.3パーセント、6,329万円減の13億9,809万円を見込みました。\n"
        "収益的支出は15億6,720万6千円で、前年度に比べ25万7千円、0.02パーセントの増額となっております。\n"
    )
    assert told(document) == [
        ("収益的収支の収入", 6329, -1), ("収益的収支の収入", 139809, None), ("収益的支出", 1567206, None), ("収益的支出", 257, 1),
    ]  # fmt: skip


def test_an_amount_is_of_what_its_own_clause_speaks_of(read):
    document = read(
        "令和5年度は、水道料金収入である給水収益は年間総給水量の減少により前年度から33,010千円の減額となる影響により、"
        "営業収益は前年度から32,085千円の減額となる一方で、営業外収益は繰入金の増加などにより55,845千円の増額となります。\n"
        "また水道事業費用は、動力費の増加により23,760千円の増額となり、収益及び費用ともに1,180,961千円となる見込みです。\n"
    )
    assert told(document) == [
        ("給水収益", 33010, -1), ("営業収益", 32085, -1), ("営業外収益", 55845, 1), ("水道事業費用", 23760, 1), ("収益及び費用", 1180961, None),
    ]  # fmt: skip


def test_what_differs_from_the_budget_before_names_nothing(read):
    document = read(
        "収益的収入において、増収を見込んだことなどにより前年度予算を10億円上回る776億円を予定しました。\n"
        "まず、資本的収支の収入では、前年度とほぼ同額の13億8,520万円を見込みました。\n"
        "総収益は前年度比1億3,943万円の増となりました。また総費用は新たに引当金を計上したことにより、前年度比6,200万円の増となりました。\n"
        "今年度は、約2,300万円の黒字を見込んでいます。\n"
    )
    assert told(document) == [
        ("収益的収入", 10, 1), ("収益的収入", 776, None), ("資本的収支の収入", 138520, None), ("総収益", 13943, 1), ("総費用", 6200, 1),
        ("黒字", 2300, None),
    ]  # fmt: skip


def test_a_change_in_brackets_may_say_what_it_differs_from_and_a_name_begin_on_the_line_above(read):
    document = read(
        "・事業別の決算規模は、下水道事業が343億26百万円(対前年度+5億78百万円)で最も\n"
        "大きく、次いで水道事業が286億9百万円(▲37億26百万円)と下水道に続き、病院\n"
        "事業が162億74百万円(▲15億45百万円)などとなっている。\n"
    )
    assert told(document) == [
        ("下水道事業", 34326, None), ("下水道事業", 578, 1), ("水道事業", 28609, None), ("水道事業", 3726, -1), ("病院事業", 16274, None),
        ("病院事業", 1545, -1),
    ]  # fmt: skip


def test_what_an_amount_is_for_each_of_is_no_quantity(read):
    document = read("年間総給水量は1人あたりの使用水量の減少により、前年度より202,423立方メートル少ない3,740,619立方メートルとなります。\n")
    assert [(one.label, one.magnitude) for one in document.prose] == [("年間総給水量", 202423), ("年間総給水量", 3740619)]
