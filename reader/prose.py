"""Amounts and quantities that stand in the prose of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, takewhile

from reader.cube import agree
from reader.glossary import find_statement, terms, translate, units, units_with_decimals
from reader.layout import BULLETS, NUMBER_ALONE
from reader.reading import Document, Prose, Table
from reader.text import BEFORE, GROUPED, HALF_WIDTH, MINUS, MONEY, NO_MULTIPLES, NUMERALS, UNITS, YEN, Line, number_in, plain, squeeze

NUMBER = rf"[{MINUS}]?\s?{BEFORE}[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?"
RISES = re.compile(r"^[^、。「」\n0-9]{0,6}?(の(?:大幅な)?増|増額|を追加|を増額|の増加|増加|増[益収]|増え)|^多い|^増(?=[のと、。,()（）]|$)")
FALLS = re.compile(r"^[^、。「」\n0-9]{0,6}?(の(?:大幅な)?減|減額|を減額|を減じ|の減少|減少|減[益収]|減[っりる])|^少ない|^減(?=[のと、。,()（）]|$)")
PER_CENT = "[%％]|パーセント"
ENDS = re.compile(r"[、。「」『』;；]|[,，](?![0-9０-９])|及 ?び|並 ?びに|(?<=[いたる])のは|(?<=[^\s])\s{2,}|\t|(?:うち|(?<![合会累小総統推集])計|それぞれ)(?=$)")
HEAD = re.compile(rf"^[\s{BULLETS}-]*(?:[(（]?(?:[0-9]{{1,2}}|[ア-ン]|[一二三四五六七八九十])[)）]|[①-⑳]|[0-9]{{1,2}}[\s.、．]|[ア-ン][\s.、．]|-\s)?\s*")
HEADING = re.compile(r"^[(【〔]|^[0-9ア-ン]|(計算書|対照表|計画|予算|決算|関係|収支|支出|収入|の補正)[)】〕]?$")
# 「AとBはそれぞれ1円と2円」: the names of as many amounts, and those of them that stand before one; what joins names, the last of which are joined otherwise.
AMOUNT_JOINED = rf"[{MINUS}]?{GROUPED}(?:{UNITS})(?:及び|並びに|[と、で])"
RESPECTIVELY = re.compile(rf"([^。]+?)(?:の(?:金額|額))?[はが]、?それぞれ((?:{AMOUNT_JOINED})*)$")
JOINED = ("及び|並びに|と", "及び|並びに|と|・", "及び|並びに|と|、")
# Lines that a passage which is replaced, or replaces it, may take.
PASSAGE = 5
# A line of a paragraph has so many characters at least, and goes on below unless its sentence ends; so does what stands behind an amount.
PARAGRAPH = 20
# Lines above in which a sentence may begin.
SENTENCE_LINES = 4
CLOSED = re.compile(r"(。|する|した|定める|とおり|ます|です|[:：])[)）」]*[|｜]?$")
WITHIN = re.compile(r"[)）]?\s*(を|は|が|に|で|と|の|、|及|並)")
# A clause that goes on in brackets behind its amount: 病院事業が162億円(▲15億円).
SAID_OF, BRACKET = re.compile(r"[がは]\s*$"), re.compile(r"\s*[(（]")
# Between the amount that is replaced and the one that replaces it.
REPLACED = re.compile(r"\s*」\s*を\s*「\s*")
# The same without quotation marks: 114,110千円を117,642千円に改める.
REPLACED_AT_ONCE = re.compile(r"\s*(?:を|から)\s*")
# What says that an amount is that of the year before.
LAST_YEAR = "（前年度）"
# What stands before an amount that says how much more or less something is than the year before, and is no part of its name.
YEAR_BEFORE = "(?:前年度?|昨年度?|[今本]年度|(?:令和|平成|昭和)?(?:[0-9]+|元)年度)"
THAN = (
    rf"(?:対?{YEAR_BEFORE}(?:(?:の[^、。]{{1,12}}|(?:当初)?予算額?|決算額?|末?残高)?(?:より|から|を|に比べて?|と比べて?|に比較して|と比較して?|に対し)"
    rf"|(?:同期|当初)?比(?:較(?:で(?:は)?)?)?)|対{YEAR_BEFORE})"
)
THAN_BEFORE = re.compile(rf"(?:[はが][、,]?)?(?:{THAN}[、,]?(?:全体)?[+＋]?|同[0-9.・]+%[増減]の)$")
# What stands between two amounts of one name, of which one says how the other changed, or what share it is: 9億円、前年度比1億円の増, 2%、3億円の減.
SAYS_HOW = f"同、?|の?(?:[増減][加少額収益えり]?|改善|悪化)|少ない|多い|率にして|全体の|構成比率?|{THAN}"
GLUE = r"[、()のでして]|[0-9]+・[0-9]+%|と(?:いた)?し|とな[りる]|約"
GOES_WITH = re.compile(rf"(?:\)[はが]、?)?(?:{GLUE})*(?:{SAYS_HOW})(?:{GLUE}|{SAYS_HOW})*|\)[はが]、?")
# What stands between amounts where the second is the whole of which the sentence speaks: Xは…1億円増の2億円, Xは、A 1億円、B 2億円により3億円.
OF_SUBJECT = re.compile(
    r"(?:(?:\([^()]*%\))?の?[増減][加少額益収]?(?:の|(?:\([^()]*%[増減]?\))?(?:し|とな[りる])[、,]?)|となる|[上下]回る|を(?:追加|増額|減額)し[、,]"
    r"|(?:など)?(?:により|によって|で)[、,]?|の(?:合計|計|総額)で?|(?:(?:など)?で)?[、,]?(?:合計|計)で?)"
)
SUBJECT_ENDS = re.compile(r"(?:につい(?:て|ては)|につきまして(?:は)?|において)[、,]|[はも](?=[、,]|\s*(?:対?前年|令和|平成|[0-9]))|が(?=\s*(?:対?前年|[0-9]))")
# What is so nevertheless, and is said of something else: 給水収益は、水量は減少するものの.
CONCEDED = re.compile(r"(?<=は、)[^、。はが0-9]{2,20}[はが][^、。0-9]{1,20}?ものの、?")
# What ends the clause of a cause, of which what acts in it is no subject of the rest.
CAUSE_ENDS = re.compile(r"(?:こと|など|等)(?:など|等)?(?:から|により|によって)、|ため、")
# What makes one sum of all that stands before it.
TOGETHER = re.compile("を?(?:合わせ|併せ|あわせ)て$")
# A sentence whose subject stands at its end, and is that of the next: 最も多いのが民生費です.
CLEFT = re.compile("の[はが]、?([^、。はが]{2,20})(?:です|である|でした)$")
# What a clause is of, where no mark ends its name: 支出は水道管などの.
TOPIC = re.compile(r"(?:^|[、。])[\s◆◇■□○●・-]*([^、。はが]{2,16})は")
# The parts of an amount that stands behind them: 総収益は水道料金、給水負担金等9億円.
OF_PARTS = re.compile(r"(?:^|[、。\s])([^、。はが\s]{2,12})は(?:[^、。]{2,}、(?:[^。]*[^。、])?(?:等|など)|(?:[^、。はがをに]{2,16}(?<![しりて])、)+[^、。はがをにで]{2,16}で)$")
# When an amount is so, behind what it is of: 企業債残高は、令和4年度末現在で.
AT_TIME = re.compile(
    r"は[、,]?(?:(?:(?:令和|平成|昭和)?(?:[0-9]+|元)|当|本|今)(?:事業)?年(?:度末?|(?=[0-9])))?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|末))?(?:現在|時点)?で?$"
)
# A clause that names nothing, so that the name follows: 収益が費用を上回り、2億円の黒字を計上.
CLAUSE = re.compile("[がを][^がを]*(?:り|し|え|け|て)$|た結果$|^な(?:り|って)$|引くと$")
# A change in brackets behind its amount: 1億円(-2万円), 1億円(+2万円), 1億円(対前年度+2万円).
CHANGE_OPENS, CHANGE_CLOSES = re.compile(r"\s*[(（]\s*(?:対?前年度?比?)?\s*([+＋]?)"), re.compile(
    rf"\s*(?:の?[増減][加額少]?)?(?:[\s、,]\s*[{MINUS}+]?[0-9.]+\s?[%％](?:の?(?P<way>[増減])[加少]?)?)?\s*[)）]"
)
# An amount by itself, or with how it changed, which the heading above it names; and how that begins.
OF_HEADING = re.compile(rf"\s*(?:[(（][^()（）]*[増減+＋△▲-][^()（）]*[)）]|[(（]\s*[0-9.]+\s?(?:{PER_CENT})\s*[)）])?\s*(?:※.*)?")
HEADING_MARK = re.compile(rf"\s*(?:[{BULLETS}①-⑳]|うち|[0-9]{{1,2}}(?:[.．、]|\s+(?=[^\W\d_]))|[(（][0-9]{{1,2}}[)）])\s*")
# An amount in brackets behind that of this year: 7,491億円(前年度7,455億円).
OPENS_BEFORE = re.compile(r"(?:の[黒赤]字)?\((?:前年度?|昨年度?|前年同期)(?:決算額?|予算額?|末?(?:残高|現在高)?)?")
# What a bracket says of an amount before the name of the next, and a name in brackets of a title: 51億円(税抜) ≪支 出≫ 50億円.
ASIDE_BEHIND, FRAMED = re.compile(r"^\s*[(（][^()（）]*[)）]\s+(?=[^\s、。])"), re.compile(r"\s*[≪《〈【]\s*([^≪《〈【≫》〉】]{1,20}?)\s*[≫》〉】]\s*")
# A bracket that opens nowhere.
CLOSES = re.compile("[^()（）]*[)）]")
# About how much: no part of a name, but for words that end so (契約, 条約).
ABOUT = re.compile(r"(?<![契条規公予節制要誓集特])(?:約|およそ|おおよそ|おおむね|概ね|ほぼ)$")
# The same behind an amount: 3億円余り, 1億9千万円あまり.
ABOUT_BEHIND = re.compile(r"\s*(?:余り?|あまり|強|弱|程度|ほど|近く)(?![一-龠])")
# The same within the unit: 33億余円, 27億9,200余万円 are about 33億円 and 27億9,200万円.
REST = re.compile("余((?:[千百]?万|千|億)?円)")
# What a sentence speaks of as a whole, and no name.
WHOLE = re.compile("(?:全体|総額|合計)?で?|あわせて|合わせて")
NO_TOPIC = re.compile("(?:もの|こと|内訳|要因|理由|原因|これら?|それら?|結果)$")
# Behind an amount the same before and after: 169億円(8,264億円→8,094億円), and what stands between the two.
OPENS, BECOMES = re.compile(r"\s*[(（]\s*"), re.compile(r"\s*(?:→|⇒)\s*")
# By how much per cent, behind an amount: 10億7,600万円(5.3%)増, 10億7,600万円、5.3%の増.
SHARE = re.compile(rf"^\s*(?:[(（][^()（）]{{1,8}}(?:{PER_CENT})[)）]|、\s?[0-9.]+\s?(?:{PER_CENT}))")
# A heading and its amount, with its unit, in brackets: ゼロ県債(2,000百万円).
TOLD_IN_BRACKETS = re.compile(
    rf"\s*(?:[^\s。、][^。、]{{1,40}}[^\d\s()。、]\s?\([{MINUS}]?{GROUPED}(?:{UNITS})\)"
    rf"|\([^。、()]{{2,40}}[^\d\s()。、]\s?:\s?[{MINUS}]?{GROUPED}(?:{UNITS})\))\s*"
)
# The name of a ratio.
RATE = re.compile("(?:比率?|率|割合)$")
# What a ratio is of that stands before it: 全体の53.1%を占める市税.
SHARE_OF = re.compile("を占め(?:る|ている)([^、。はがを0-9()（）]{2,20}?)[はが(（]")
# The total of a budget, of which both sides are so much: 歳入歳出予算の総額に歳入歳出それぞれ1,234千円を追加し.
OF_BOTH_SIDES = re.compile("((?:歳入歳出|収入支出)[^、。はがをに]{0,8}総額)(?:[にをはが]|から)[、,]?(?:歳入歳出|収入支出)?(?:に|を)?それぞれ$")
# A side of the accounts and what it is made of, by example: 収入は負担金など; what an amount was: 純損失が前年度の; what is taken off another.
LISTS = re.compile("((?:(?:収益|資本)的)?(?:収入|支出)|歳入|歳出|(?:総|営業)?(?:収益|費用))(?:で)?は.+(?:など|等)")
WAS_BEFORE, TAKEN_OFF = re.compile("([^、。はが]{2,20})[がはも](?:前|昨)年度の"), re.compile(r"\s*を(?:差し?引|除|控除)")
# What an amount that is reckoned from others is called: 歳出を差し引いた額(形式収支).
OF_AMOUNT = re.compile("(?:^|[たる])金?額[(（]([^()（）]{2,12})[)）]$")
# What leads on from the sentence before, and is no part of what this one speaks of.
LEADS_ON = re.compile(r"^(?:それに対して|一方で|続いて|次いで)[、,]?|^(?:また|なお|さらに|一方)(?:[、,]|$)|^また(?=[一-龠])")
# One amount that is of two: 収益及び費用ともに.
BOTH = re.compile(r"(?:^|[、。はが])([^、。はがをに]{2,24}?)とも(?:に)?[、,]?$")
# What an amount is for each of: 1人あたりの使用水量, 市民1人が納めた税金.
FOR_EACH, ONE_OF = re.compile(r"\s*(?:当た?り|あたり)"), re.compile(r"1\s?(?:人|世帯|戸)(?:[のが]|につき)")
# The same within a clause that goes on to say why: 繰入金が基金の取崩しの増などにより, 公債費で償還額の減少により.
ACTS_IN_CLAUSE = re.compile(r"(?:^|[、。])([^、。はが]{2,20}(?=が)|[^、。はがで]{1,16}[費税金債料](?=で))[がで](?=[^、。]+、?$)")
# What says more of the name behind it.
MODIFIES = re.compile("である|では|主なものは|(?<=[一-龠])は(?=[一-龠])|加えた|において|により|によって|による|に伴う|ことから|(?:した|された|引いた|(?<![対関要])する|される|ている)(?=[一-龠])(?!費用|経費)|としての?|ための(?!費用|経費)|などの?|等の|次に|占める")
# As what an amount serves, and what a bracket behind its name lists or explains: 予算現額(当初予算額に補正予算額を加えた額).
AS_ROLE = re.compile(
    r"(?:[(（][^()（）]*[)）])?として$"
    r"|(?<=[^\s(（])[(（](?:[^()（）\d]*、[^()（）\d]*|[^()（）円%％]*[るた](?:額|もの|お金|経費|会計))[)）](?=[はが]?、?$)"
)
# What joins an amount to the one before it, or to a list, and is no part of a name.
JOINS = r"のうち|うち|および|ならびに|[そこ]のほか|(?:など)?により|内訳(?=\s)|第[0-9]+条|[こそ](?:こから|れから|れにより)|から(?=[一-龠])|を(?:差し?引|除)いた|を控除した"
# A name in quotation marks right before its amount: 「歳入」が.
QUOTED = re.compile(r"「([^「」]{2,20})」(?:[がはの]|では|には|について|において)?$")
# A sentence that goes on behind an amount of change.
GOES_ON = re.compile(r"\s*(?:減[っるり]|増え|減少し|増加し)")
# Words that say why, or where more is said, and name nothing: 人事異動等により, 表 14 のとおり.
CAUSE = re.compile(
    r"^に?(?:対し|比べ|比較し)て?$|^[の同]$|^の?[増減][加少額]?$|[がの][好堅順不低]調(?:なこと)?$|同(?:額|程度)の$|を[上下]回る$|[増減][加少額]?など$|^[0-9]+会計$|円[増減]の$"
    r"|(?:により|によって|に伴い|ため|(?:など|こと)から|[表図][0-9-]*のとおり)$|(?:合わせ|併せ|あわせ)て$|(?:でき|させ)$"
)
OF_CAUSE = re.compile("([^、。はがのを]{2,20})の[^、。はが]+(?:により|によって|に伴い|ため)$")
# What an amount came to be from, and no name: 前年収入より減額し.
MOVED = re.compile("(?:より|から|に比べ)[^、]*[増減][額少加]?(?:[(（][^()（）]*[)）])?して?$")
# A year is no name of an amount, nor is how it was reckoned; the name follows: 令和元年度は2億円の純利益を計上, 差引き2億円の損失が生じ.
NO_NAME = re.compile(r"(?:令和|平成|昭和)?(?:[0-9]+|元|当|本|今|前|単)年度(?:末の?|の)?|(?:.*は)?(?:[0-9]{1,2}月)?[0-9]{1,2}日|(?:(?:令和|平成|昭和)?(?:[0-9]+|元|当|本|今|前|同)年度?の?)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|末)?(?:現在|時点)|差し?引き?|累[積計]|[こそ]の結果|(?:令和|平成|昭和)?(?:[0-9]+|元|当|本|今)年度の?決算|(?:本|当)?[市町村県]で?")
NAMED_BEHIND = re.compile(r"の([^、。をがとに0-9]{2,20}?)(?:を計上|を発表|を提出|を可決|を見込|となる|が生じ|を生じ|となり|となっ|を確保|が発生)")
# The same where nothing at all stands before it, and what an amount was spent for.
NAMED_BY = re.compile(rf"{NAMED_BEHIND.pattern}|の([^、。をがとに0-9]{{2,20}}?)(?:により|で)")
OF_PLACE = re.compile("の([^、。をがとに0-9は]{2,20}?)[はがを]")
DONE_WITH = re.compile("で([^、。をがとに0-9]{2,24}?)を(?=、|行|実施|整備|進め)")
AMOUNT_BEHIND = re.compile(rf"^(?:少ない|多い|の?[増減][^0-9、。]{{0,3}}の)、?{GROUPED}(?:{UNITS})")
# What names nothing where it is all that stands before an amount.
NO_LABEL = re.compile(rf"及び|並びに|又は|同|[増減][加少額]|{NUMBER_ALONE.pattern}")
# How a line begins that says more of the amount above it.
GOES_ON_BELOW = re.compile(r"\s*(?:とな[りっ]|で、|し、)")
# A unit that a line breaks in two.
HALF_UNIT = re.compile(r"[0-9](千|[千百]?万|億)\s*$")
CHANGES = re.compile(r"に改め|に変更|と改め|に補正")


@cache
def pattern() -> re.Pattern[str]:
    """A number with one of the units that the project knows."""
    names = sorted({*units(), "％", "パーセント"}, key=len, reverse=True)
    # The letters of a unit of money may stand apart, as those of its label do.
    alternatives = "|".join(" ?".join(name) if name in MONEY else re.escape(name) for name in names if name not in ("号", "ページ", "頁"))
    # A year of an enterprise counts none, nor does a date: 27事業年度, 2022/10/07.
    return re.compile(rf"({NUMBER})\s?({alternatives})(?![0-9a-zA-Z]|/(?![^\W\da-zA-Z人戸件年月日])|年度)")


def goes_on(text: str, place: int, above: str) -> bool:
    """Whether a number goes on from before a place, so that its last digits are not all of it.

    A digit stands there, or a point or comma behind one (11・4%), or a larger unit (14億3,333万円); or
    its digits are spaced out; or the line above ends in the middle of it.

    Args:
        text: A line.
        place: Where a number in it begins.
        above: The line above.
    """
    before = text[:place] if text[:place].strip() else above.rstrip() + text[:place].strip()
    is_lone_digit = bool(re.match(rf"[{MINUS}]?\s?[0-9](?![0-9,])", text[place:]))
    return bool(re.search(r"[0-9][.,・]?$|[0-9]\s[.,]$|[兆億]\s?$|[0-9]\s?[万千]\s?$", before) or is_lone_digit and re.search(r"[0-9,]\s$", before))


def label_before(text: str, previous: int, known: set[str]) -> str:
    """What an amount is of: a known label, or the words back to a mark that ends a phrase.

    Args:
        text: The line up to the amount.
        previous: Where the amount before it in the line ends.
        known: Labels of the tables, without blanks.
    """
    words = ABOUT.sub("", text[previous:].rstrip(" \u3000.…‥・:：は，,")).rstrip(" \u3000:：は，,")
    if previous:
        words = ASIDE_BEHIND.sub("", words)
    if framed := FRAMED.fullmatch(words):
        return squeeze(framed[1])
    than = THAN_BEFORE.search(words)
    if than and re.search(r"[^、。\s]$", words[: than.start()]) and words[: than.start()].strip("でがはをに"):
        words = words[: than.start()]
    words = AS_ROLE.sub("", words)
    if both := BOTH.search(words):
        return re.sub(f"^(?:{JOINS}|、)+", "", both[1])
    if at := AT_TIME.search(words):
        words = words[: at.start()]
    head = HEAD.match(words.translate(HALF_WIDTH))
    bare = words[head.end() if head else 0 :]
    if is_spread(bare):
        if not re.search("[、。]", bare):
            return squeeze(bare)  # the letters of a word, spread over a line
        words = squeeze(words)
    if quoted := QUOTED.search(words):
        return quoted[1]
    flat = plain(words)
    longest = max((label for label in known if flat.endswith(label) and len(label) > 2), key=len, default="")
    if longest and len(longest) > len(plain(phrases(words)[-1])):
        kept = next((words[start:] for start in range(len(words)) if plain(words[start:]) == longest), "")
        if kept:
            return kept.strip()
    opened = max(words.rfind("("), words.rfind("（"))
    if opened > words.rfind(")") and opened > words.rfind("）"):
        inner = words[opened + 1 :].strip(" うち")
        words = inner if len(inner) > 1 else words[:opened]
    every = phrases(words)
    pieces = [piece for piece in every if piece.strip()]
    is_quoted = words.removesuffix(every[-1]).endswith("」")  # 「一般会計」の補正額
    words = pieces[-1] if pieces else words
    begins = len(every) > 1 and every[-1].strip() and not is_quoted
    # び is what a line that breaks 及び begins with.
    head = HEAD.match(words.translate(HALF_WIDTH))
    # Behind a mark that ends a phrase a name may begin with a letter that is a particle elsewhere: がんばる地域交付金.
    words = re.sub(rf"^(?:{JOINS}{'' if begins else '|[にをはがとのでび]'})+\s*", "", words[head.end() if head else 0 :])
    words = LEADS_ON.sub("", words)
    bare = re.sub(r"[\s.…‥・:：|]+$|^(?:-\s|[→⇒/=＝])\s*|[(（]※[0-9]*[)）]$", "", words).strip(" \u3000()（）[]「」|")
    opened = len(re.findall("[(（]", bare)) - len(re.findall("[)）]", bare))
    if opened < 0:
        bare = re.sub(r"^[^()（）]{1,4}[)）]\s*(?:[とや]|(?=[^\s()（）]{2}))", "", bare)  # (仮称)文化センター, of which the first bracket is gone
    bare = f"{bare}{words[words.rfind(bare) + len(bare) :][:opened]}" if opened > 0 else bare  # brackets that the name itself closes
    bare = squeeze(bare) if is_spread(bare) else bare
    if (told := OF_AMOUNT.search(bare)) and is_name(told[1]):
        return told[1]
    bare = re.sub(r"(?<=\S\S)(?:について|につきまして|において|である|では|には|[はがをもにで])$|(?<=[一-龠ァ-ヶ])[はが]$|(?<=[費金税債料])の$|(?<=[^同]額)の$|(?<=収入|支出|欠損|損失|利益|残高|補助|負担)の$", "", bare)
    return without_modifiers(bare)


def without_modifiers(name: str) -> str:
    """A name without what says more of it before: why, for what, or what for example; itself if no name is left.

    So 土木費 of 委託料の減などにより土木費, and 営業外収益 of 利息などの営業外収益.
    """
    parts = [name[found.end() :] for found in MODIFIES.finditer(name)]
    return next((part for part in parts if part.count(")") == part.count("(") and is_name(part)), name)


def is_name(words: str) -> bool:
    """Whether words are a name of the glossary, or a noun that ends as names of money do."""
    return len(words) > 1 and (translate(words).is_whole or bool(re.fullmatch("[^、。はがをにでと]+[費金税債料](?:[(（][^()（）]*[)）])?", words)))


def is_spread(words: str) -> bool:
    """Whether words are letters with blanks between, but for the numbers among them: 不 用 額 は 8,407 円 で."""
    return bool(re.fullmatch(r"\s*(?:\S|[0-9][0-9,]*)(?:\s+(?:\S|[0-9][0-9,]*))+\s*", words))


def subject_of(text: str, known: set[str], of_whole: bool = False, is_money: bool = False, is_sum: bool = False) -> str:
    """What the last sentence of a text speaks of; empty if nothing tells.

    Args:
        text: The line up to an amount.
        known: Labels of the tables, without blanks.
        of_whole: Whether the amount is of all of it (全体で), and not of what acts last in it.
        is_money: Whether the amount is money, which no ratio is.
        is_sum: Whether it is the sum of those before it (合わせて), which is of what the sentence speaks of first.
    """
    sentences = [CONCEDED.sub("", squeeze(one) if is_spread(one) else one) for one in text.split("。")]
    # A sentence that names nothing speaks of what the one before it does.
    if len(sentences) > 1 and not SUBJECT_ENDS.search(sentences[-1]) and not of_whole and (topic := topic_of(sentences[-1], known)):
        return topic
    if len(sentences) > 1 and (cleft := CLEFT.search(sentences[-2])) and not SUBJECT_ENDS.search(sentences[-1]):
        return label_before(cleft[1], 0, known)
    found, names, sentence = [], [], ""
    for sentence in reversed(sentences):
        found = [one for one in SUBJECT_ENDS.finditer(sentence) if not (of_whole and one[0] == "が")]
        found = without_cause(sentence, found)
        # A year is when, and not what: 令和5年度は、給水収益は年間の水量の減少により.
        names = [name for one in found if not is_no_topic(plain(name := label_before(sentence[: one.start()], 0, known)))]
        names = [name for name in names if not (is_money and RATE.search(plain(name)))]
        if names:
            break
    # 減価償却費は、…について、 is of what it is known to be of.
    if len(names) > 1 and found[-1][0].startswith("につい") and translate(names[-2]).is_whole:
        return names[-2]
    # The clause of the amount may speak of something else: 営業収益は前年度から減となる一方で、営業外収益は繰入金の増加などにより.
    behind = sentence[max(found[-1].end() - 1, 0) :].rstrip("、") if found and not of_whole else ""
    # 資本的収支において、収入は企業債、補助金等により: the first says only where.
    if is_sum:
        return names[0] if names else ""
    own = topic_of(behind if behind and found[-1][0].startswith("において") else re.split("[、。]", behind)[-1], known)
    return own or (names[-1] if names else "")


def without_cause(sentence: str, subjects: list[re.Match[str]]) -> list[re.Match[str]]:
    """The marks of subjects of a sentence but for those of a clause that says why, if something acts in it: 手数料は、処理が減となったことなどから、前年度から."""
    cause = max((one.start() for one in CAUSE_ENDS.finditer(sentence)), default=0)
    inside = [one for one in subjects if one.start() < cause and not one[0].startswith("は")]
    has_topic = any(one[0].startswith("は") and one.start() < cause for one in subjects)
    return [one for one in subjects if one not in inside] if has_topic and any(one[0] == "が" for one in inside) else subjects


def topic_of(text: str, known: set[str]) -> str:
    """What the last clause of a text that says so is of; empty if none does."""
    found = [topic.removesuffix("で") for topic in TOPIC.findall(text.split("。")[-1])]
    topics = [topic for topic in found if not THAN_BEFORE.search(topic) and not WHOLE.fullmatch(topic) and not is_no_topic(topic)]
    return label_before(topics[-1].rpartition("である")[2], 0, known) if topics else ""


def is_no_topic(topic: str) -> bool:
    """Whether no amount is of a topic: it is when, or says something of the topic before it."""
    return bool(NO_NAME.fullmatch(plain(topic)) or NO_TOPIC.search(plain(topic)))


def paragraph_above(lines: list[Line], line: Line, inside: set[int]) -> str:
    """The lines of a paragraph above one of its lines, whose sentence goes on in it; empty if it begins there.

    Args:
        lines: The text.
        line: One of them.
        inside: The lines of the tables.
    """
    place = lines.index(line)
    above = lines[max(0, place - SENTENCE_LINES) : place]
    goes_on = list(takewhile(
        lambda one: len(plain(one.text)) >= PARAGRAPH and not CLOSED.search(plain(one.text)) and one.number not in inside, reversed(above),
    ))  # fmt: skip
    return "".join(one.text.translate(HALF_WIDTH).strip() for one in reversed(goes_on))


def heading_above(lines: list[Line], line: Line, inside: set[int]) -> str:
    """The heading above a line, with nothing but sentences between, or the name of what is budgeted right above it; empty if there is none."""
    above = takewhile(lambda one: one.number not in inside, reversed(lines[: lines.index(line)]))
    heading = next((one.text for one in above if one.text.strip() and not CLOSED.search(plain(one.text))), "")
    mark = HEADING_MARK.match(heading)
    beside, before = ["", "", *(one.text for one in lines[: lines.index(line)] if one.text.strip())][:-3:-1]
    # Of two names above each other nothing tells whose it is.
    if not mark and heading == beside and plain(heading) in terms() and (re.search("[0-9]", before) or CLOSED.search(plain(before))):
        return heading.strip()
    return heading[mark.end() :].strip() if mark and not pattern().search(heading.translate(HALF_WIDTH)) else ""


def across_lines(above: str, before: str, label: str, known: set[str]) -> str:
    """What the first amount of a line is of, where its name begins in the line above: the line of a paragraph that ends amid a sentence.

    Args:
        above: The line above.
        before: The line up to the amount.
        label: What the amount is of by its own line.
        known: Labels of the tables, without blanks.
    """
    if len(plain(above)) < PARAGRAPH or CLOSED.search(plain(above)):
        return label
    told = [0, *(found.end() for found in pattern().finditer(above))][-1]
    whole = label_before(f"{above.rstrip()}{before.strip()}", told, known)
    # A bracket that closes what is no part of the name ends a heading: 依存財源(国などの意思で収入されるもの).
    is_name = plain(whole).endswith(plain(label)) and len(plain(whole)) > len(plain(before)) and not CLOSES.match(whole)
    return whole if is_name else label


def phrases(words: str) -> list[str]:
    """Words split at the marks that end a phrase, but for those within a name that is known: 消費税及び地方消費税."""
    ends = [found for found in ENDS.finditer(words) if not any(is_within(found, name, words) for name in names_with_ends())]
    starts = [0, *(found.end() for found in ends)]
    return [words[start:end] for start, end in zip(starts, [*(found.start() for found in ends), len(words)], strict=True)]


@cache
def names_with_ends() -> tuple[str, ...]:
    """The names of the glossary that hold a mark that ends a phrase elsewhere."""
    return tuple(name for name in terms() if any(0 < found.start() and found.end() < len(name) for found in ENDS.finditer(name)))


def is_within(found: re.Match[str], name: str, words: str) -> bool:
    """Whether a mark stands within a name in some words."""
    start = words.find(name, max(0, found.end() - len(name)), found.start() + len(name))
    return start >= 0 and start < found.start() and found.end() < start + len(name)


def tail_of(above: str, label: str) -> str:
    """The first letters of a label that stand at the end of the line above; empty where both together are no words that are known."""
    tail = phrases(above.rstrip())[-1].strip()
    return tail if tail and label and (len(label) == 1 or not translate(label).is_whole) and translate(tail + label).is_whole else ""


@dataclass(frozen=True)
class Spot:
    """Where an amount stands in a line of the prose.

    Attributes:
        line: The line as it is printed.
        text: The same with half-width letters.
        start: Where the amount begins.
        stop: Where it ends, with what says that it is about so much.
        first: Where the words of the line begin.
        end: Where the amount before it ends, whether it has a name or not; where the words begin, if there is none.
        is_next: Whether that one has a name, so that nothing but `between` parts the two.
        unit: Its unit.
        size: How many yen it is; 0 if it is no money.
        before: The amounts before it on the line that have names.
        paragraph: The lines above whose sentence goes on in this one.
    """

    line: str
    text: str
    start: int
    stop: int
    first: int
    end: int
    is_next: bool
    unit: str
    size: int
    before: list[Prose]
    paragraph: str

    @cached_property
    def own(self) -> str:
        """The line up to it."""
        return self.text[: self.start]

    @cached_property
    def since(self) -> str:
        """What stands between it and the amount before it."""
        return self.text[self.end : self.start]

    @cached_property
    def between(self) -> str:
        """The same without blanks."""
        return plain(self.since)

    @cached_property
    def rest(self) -> str:
        """The line behind it."""
        return self.text[self.stop :]

    @cached_property
    def after(self) -> str:
        """The same without the share that it is."""
        return SHARE.sub("", self.rest)

    @cached_property
    def is_ratio(self) -> bool:
        """Whether it is no amount, but a ratio."""
        return self.unit.startswith("percent")

    @cached_property
    def goes_with(self) -> bool:
        """Whether what stands before it says only how it differs from the amount before."""
        return bool(self.before) and self.is_next and bool(GOES_WITH.fullmatch(self.between))

    @cached_property
    def is_as_much(self) -> bool:
        """Whether it is as much as the ratio before it says: 前年度に比べ4.3%、6,329万円の減."""
        is_ratio_before = bool(self.before) and self.is_next and self.before[-1].unit.startswith("percent")
        return is_ratio_before and bool(re.fullmatch("[(、,]?(?:同、?)?|の?(?:増加?|減少?)、", self.between))

    @cached_property
    def is_no_sum(self) -> bool:
        """Whether it is less than an amount before it that is of the same direction as all others there, so that it is not what they add up to."""
        of_money = [one for one in self.before if one.unit in YEN]
        return len({one.direction for one in of_money}) == 1 and self.size < of_money[-1].magnitude * YEN[of_money[-1].unit]

    def is_share(self, label: str) -> bool:
        """Whether it is a ratio that says of the amount before it what share that is, or by how much it rose."""
        is_alone = re.fullmatch("[増減同]?", label) and re.fullmatch("[(、]?(?:同、?)?", self.between.lstrip("の増加減少"))
        says_so = self.goes_with and re.search("全体の|構成比|率にして", self.between)
        return self.is_ratio and bool(self.before) and bool(is_alone or says_so)

    def is_than(self, label: str) -> bool:
        """Whether words before it say what it is compared with, as far as the line above if it breaks there: 前年 / 度当初予算と比較して."""
        than = THAN_BEFORE.search(plain(f"{self.paragraph}{self.own}")) if self.end == self.first else None
        return bool(THAN_BEFORE.fullmatch(plain(label)) or than and plain(than[0]).endswith(plain(label)))

    def names_cause(self, label: str) -> bool:
        """Whether words before it say why it is so, or than what, and name nothing."""
        return bool(CAUSE.search(plain(label)) or MOVED.search(plain(label))) or self.is_than(label)


def of_pair(label: str) -> str:
    """What an amount printed before and after is of, without the word that it changed: 積立金の減少(35億円→1億円)."""
    return without_modifiers(re.sub("の?[増減][加少額]?$", "", label) or label)


def own_name(spot: Spot, broken: str, known: set[str]) -> str:
    """What an amount is of by the words right before it, as far as the line above.

    Args:
        spot: Where it stands.
        broken: The line above, if that is of no table.
        known: Labels of the tables, without blanks.
    """
    own = spot.line[: spot.start]
    label = label_before(own, spot.end, known)
    # 事業費 2,194百万円の増 is whole as it stands.
    goes_behind = WITHIN.match(spot.rest) or GOES_ON.match(spot.after) or SAID_OF.search(spot.own) and BRACKET.match(spot.rest)
    is_within = goes_behind and not re.match(r"\s*の[増減]", spot.rest)
    if spot.end == spot.first == 0 and (is_within or not label or NO_LABEL.fullmatch(plain(label))):
        label = across_lines(broken, own, label, known)
    return f"{tail_of(broken, label)}{label}" if not spot.end and plain(spot.own).startswith(plain(label)) else label


def name_in_sentence(spot: Spot, label: str, known: set[str]) -> str:
    """What an amount is of: the words right before it, or what the sentence speaks of if they name nothing.

    Args:
        spot: Where it stands.
        label: The words.
        known: Labels of the tables, without blanks.
    """
    words = plain(label)
    if spot.is_no_sum and (parts := TOGETHER.search(label)):
        return without_modifiers(label[: parts.start()])
    # As what an amount serves, or by what it came to be, which is no name of money: 穴埋めとして, 解体撤去事業などで.
    is_role = re.search("(?:として|などで)、?$", spot.between) and not re.search("[金費債税料額用]$", words) and not WHOLE.fullmatch(words)
    is_year = NO_NAME.fullmatch(words) and not words.startswith("差") and not NAMED_BEHIND.match(AMOUNT_BEHIND.sub("", spot.after))
    is_whole = WHOLE.fullmatch(words) and (words == "全体" or ABOUT.search(spot.own.rstrip()))
    names_none = bool(spot.names_cause(label) or is_role or is_year or is_whole)
    is_of_subject = bool(spot.before) and bool(OF_SUBJECT.fullmatch(spot.between)) or names_none or spot.goes_with and not spot.is_ratio
    if parts := OF_PARTS.search(spot.between):
        label = parts[1]
    clause = THAN_BEFORE.sub("", spot.since.rstrip()) if (is_than := spot.is_than(label)) else spot.since
    acts = ACTS_IN_CLAUSE.search(clause) if CAUSE.search(clause.rstrip("、") if is_than else plain(label)) else None
    if acts and acts[0].endswith("で") and "は" in spot.since and (not is_than or topic_of(spot.since, known)):
        acts = None  # part of what the sentence speaks of
    if acts and re.search("[^の]ため$", plain(label)):
        # Who acts in a clause that is a cause itself does nothing else: たばこ税が減ったため.
        acts = re.search("(?:^|[、。])([^、。はが]{2,20})が[^、。]+が", spot.since)
    if acts and re.search(r"[^\W\d_]", acts[1]):
        return label_before(acts[1], 0, known)
    if not is_of_subject:
        return label
    if spot.goes_with and not spot.is_as_much:
        # A ratio in brackets has a name of its own: 9億円(執行率98%)となり、前年度と比較して1億円の減.
        is_aside = spot.between.startswith(")") and not spot.is_ratio
        return next((one.label for one in reversed(spot.before) if not (is_aside and one.unit.startswith("percent"))), "").removesuffix(LAST_YEAR)
    of_whole = plain(label).endswith("全体")
    is_sum = bool(TOGETHER.search(plain(label)) or re.search("計で?$", spot.between))
    # By how much the amount before it differs from the year before.
    differs = bool(spot.before) and spot.is_next and THAN_BEFORE.fullmatch(plain(label)) and not of_whole and "。" not in spot.since
    subjects = (subject_of(text, known, of_whole, spot.unit in YEN, is_sum) for text in (spot.own, f"{spot.paragraph}{spot.own}"))
    subject = next(subjects) or (spot.before[-1].label if differs else next(subjects)) or topic_of(spot.own, known)
    if spot.end > spot.first:
        # What the clause since then speaks of: 一方、教育費は...の増により.
        subject = not of_whole and not is_sum and topic_of(spot.since, known) or subject
    if subject:
        # 前年度の52億円に比べ: what the sentence speaks of, as it was.
        return f"{subject}{LAST_YEAR}" if re.fullmatch("[前昨]年度?の?", plain(label)) else subject
    # A cause names what it is of: 特別交付税の再精査により.
    cause = OF_CAUSE.match(plain(label))
    return "" if spot.is_than(label) else cause[1] if cause else label


def one_of_each(before: str, behind: str) -> tuple[str, str] | None:
    """Which of several names an amount is of that is one of as many, told in their order, and what stands behind the last of these.

    Args:
        before: What stands before it, without blanks.
        behind: The amount and what stands behind it.

    Returns:
        None if it is no such amount, or there are not as many names.
    """
    found = RESPECTIVELY.search(before)
    following = re.match(rf"(?:{AMOUNT_JOINED})*[{MINUS}]?{GROUPED}(?:{UNITS})", behind)
    if not found or not following:
        return None
    place = len(re.findall(AMOUNT_JOINED, found[2]))
    count = place + len(re.findall(AMOUNT_JOINED, following[0])) + 1
    clause = found[1].rpartition("、")[2]
    # Of one amount for two names, the first.
    ways = (re.split(joined, found[1] if "、" in joined else clause)[-max(count, 2) :] for joined in JOINED)
    names = next((parts for parts in ways if len(parts) == max(count, 2)), None)
    if not names:
        return None
    return re.split("する|した|の", names[place])[-1] if place == 0 else names[place], behind[following.end() :]


def name_behind(spot: Spot, label: str) -> str:
    """The name that follows an amount, where the words before it name nothing: 令和元年度は2億円の純利益を計上; else these."""
    if spot.is_ratio and (share := SHARE_OF.match(spot.rest)):
        label = share[1]
    if does := DONE_WITH.match(spot.after):
        # For what it was spent, beside what another was spent for, or where no words before it say so.
        is_beside = re.fullmatch(f"で{does[0][1]}?[^、。]{{2,24}}を、(?:約)?", spot.between)
        if not label or is_beside or CAUSE.search(plain(label)) or NO_NAME.fullmatch(plain(label)):
            return does[1]
    if (short := OF_PLACE.match(spot.after)) and plain(label).endswith("における"):
        return short[1]
    behind = (NAMED_BEHIND if label else NAMED_BY).match(AMOUNT_BEHIND.sub("", spot.after))
    # 差引 2億円の不足となる is the difference.
    if not behind or re.search("[増減]", behind[0]) or plain(label).startswith("差") and behind[0].endswith("となる"):
        return label
    return next(filter(None, behind.groups())) if not label or NO_NAME.fullmatch(plain(label)) or CLAUSE.search(plain(label)) else label


def read_prose(lines: list[Line], document: Document) -> list[Prose]:
    """Read the amounts of a text that stand in none of its tables.

    Args:
        lines: The text.
        document: With its tables, whose lines are left out.

    Returns:
        The amounts; two that are printed as before and after (「…A」を「…B」に改め) know each other.
    """
    told = {line.number for line in lines if TOLD_IN_BRACKETS.fullmatch(line.text.translate(HALF_WIDTH))}
    of_rows = {row.source_line for table in document.tables for row in table.rows if row.figures}
    inside = {number for table in document.tables for number in lines_of(table)} - (told - of_rows)
    quantity = pattern()
    known = {row.normalised for table in document.tables for row in table.rows}
    found: list[Prose] = []
    statement, business = "", None
    for before, above, line, below in zip([None, None, *lines], [None, *lines], lines, [*lines[1:], None], strict=False):
        if above and not above.text.strip():
            above = before  # a paragraph may have a blank line between its lines
        here = next((table for table in document.tables if table.first_line <= line.number <= table.last_line), None)
        if here:
            statement, business = here.statement, here.business
        if line.number in inside:
            continue
        named = find_statement(line.text) if len(plain(line.text)) <= 60 and not quantity.search(line.text) else None
        if named and (named["presentation"] == "statement" or named["statement"] == "debt_obligations") and HEADING.search(plain(line.text)):
            statement = named["statement"]
        even = REST.sub(r"\1余", line.text.translate(HALF_WIDTH))
        if re.match(r"[(\[〔]?単位", plain(even)):
            continue
        if below and HALF_UNIT.search(even) and below.text.lstrip().startswith("円"):
            even = f"{even.rstrip()}円"
        is_rest = bool(above and HALF_UNIT.search(above.text.translate(HALF_WIDTH)) and even.lstrip().startswith("円"))
        start_of_words = even.index("円") + 1 if is_rest else 0
        end = held = start_of_words  # where the last amount ends, and the last that is kept
        is_replaced = False
        of_line: list[Prose] = []
        paragraph = paragraph_above(lines, line, inside)
        planned = volume_of(line)
        if planned:
            label, printed, number, unit = planned
            start = line.text.index(printed, line.text.index(label) + len(label))
            found.append(Prose(line.number, 1, label, printed, number, unit, None, statement=statement, business=business, start=start))
            continue
        broken = above.text.translate(HALF_WIDTH) if above and above.number not in inside else ""
        for match in quantity.finditer(even):
            decimals = len(match[1].partition(".")[2])
            name = "%" if re.fullmatch(PER_CENT, match[2]) else squeeze(match[2])
            unit = units_with_decimals().get((name, decimals), "")
            # The number of a heading, and the first of its words: 1 業務活動による ...
            is_item = not even[: match.start()].strip() and re.match(r"[0-9]{1,2}\s", match[0])
            is_for_each = FOR_EACH.match(even, match.end()) or ONE_OF.match(even, match.start(1))
            if goes_on(even, match.start(), broken) or not unit or is_item or is_for_each:
                continue
            number = number_in(re.sub(f"[^0-9{NUMERALS}]", "", match[1]), unit)
            if number is None:
                continue
            about = ABOUT_BEHIND.match(even, match.end())
            stop = about.end() if about else match.end()
            spot = Spot(line.text, even, match.start(), stop, start_of_words, end, held == end, unit, number * YEN.get(unit, 0), of_line, paragraph)
            after, between, last = spot.after, spot.between, of_line[-1] if of_line and held == end else None
            is_more = RISES.match(after) or spot.own.endswith(("+", "＋"))
            direction = 1 if is_more else -1 if FALLS.match(after) or re.match(rf"\s*[{MINUS}]", match[1]) else None
            label = own_name(spot, broken, known)
            if not label and not spot.own.strip(f"{BULLETS} \u3000"):
                # What a heading names, or an amount that words follow: 10万円単位を四捨五入.
                label = heading_above(lines, line, inside) if OF_HEADING.fullmatch(spot.rest) else ""
                is_alone = re.search(r"[^\W\d_]", after) and line.separator == "blank" and not quantity.search(after) and not RISES.match(after) and not FALLS.match(after)
                label = label or (line.text.strip()[:30] if is_alone else "")
            then = after if after.strip() else below.text if below else ""
            is_at_once = REPLACED_AT_ONCE.fullmatch(spot.since) and re.match(r"\s*[にと](改め|変更|補正)", then)
            if of_line and (REPLACED.fullmatch(spot.since) or is_at_once):
                label, is_replaced = of_line[-1].label, True
            if last and between in ("に", "から") and direction:
                label = last.label.removesuffix(LAST_YEAR)  # 既定額222億円に2億円を追加し
                if re.match("[へに]", after):
                    direction = None  # 11億円から2億円へ減少し
            if lists := LISTS.fullmatch(plain(label)):
                label = label if direction else lists[1]
            elif before_that := WAS_BEFORE.fullmatch(plain(label)):
                label = f"{before_that[1]}{LAST_YEAR}"
            elif TAKEN_OFF.match(after) and "から" in label:
                label = label.rpartition("から")[2] or label
            if both := OF_BOTH_SIDES.search(plain(f"{paragraph}{spot.own}")):
                label = label_before(both[1], 0, known)
            if each := one_of_each(plain(f"{above.text if above else ''}{line.text[: match.start()]}"), plain(even[match.start() :])):
                label, rest = each
                direction = direction or (1 if RISES.match(rest) else -1 if FALLS.match(rest) else None)
            if direction is None:
                label = re.sub(r"(?<=[^増減])の\s*ため$", "", label)  # what it is for: 施設の復旧のため3億円
            if last and between in (")の", "）の"):
                # What stands in brackets says more of the name before them: 事業費(予算現額219億円)の186億円.
                outside = label_before(even[: even.rfind("(", 0, last.start)], 0, known)
                label = label if re.search("[0-9]", outside) else outside
            if last and not label and direction and last.unit in YEN and re.fullmatch("(?:となり|で)?、", between):
                label = last.label  # 総額は10億円で、4億円(27.3%)の減となり
            if spot.is_share(label):
                # The share that the amount before it has of the whole, or by which it rose.
                end = held = spot.stop + ("(" in between and spot.rest.startswith((")", "）")))
                continue
            if (spot.names_cause(label) or THAN_BEFORE.search(spot.own)) and (differs := re.match("[上下]回", spot.rest)):
                direction = 1 if differs[0] == "上回" else -1
            # A line goes on to say of the amount above it how it changed: となり、前年度に比べ1億円減少し.
            goes_on_below = bool(found) and GOES_ON_BELOW.match(even) and line.number - found[-1].source_line <= 2
            label = name_in_sentence(spot, label, known) or (
                found[-1].label.removesuffix(LAST_YEAR) if goes_on_below and not of_line and spot.names_cause(label) else ""
            )
            becomes = BECOMES.match(after)
            is_before = bool(of_line) and OPENS.fullmatch(spot.since) and becomes
            if becomes and not is_before and spot.own.rstrip().endswith(("(", "（")):
                label = of_pair(label)
            is_after = bool(last) and BECOMES.fullmatch(spot.since)
            closes = CHANGE_CLOSES.match(after)
            if closes and closes["way"] and between == "(":
                direction = 1 if closes["way"] == "増" else -1
            opens = CHANGE_OPENS.fullmatch(spot.since) if last and closes else None
            is_change = bool(opens and unit in YEN and (opens[1] or direction))
            # Behind an amount before and after: (35億円→1億円 △34億円).
            if last and last.is_after and not between and unit == last.unit:
                by = last.magnitude - of_line[-2].magnitude
                if abs(by) == number and direction in (None, sign_of(by)):
                    is_change, direction = True, sign_of(by)
            if is_change:
                direction = direction or 1
            elif last and OPENS_BEFORE.fullmatch(between) and re.match("(?:の[黒赤]字)?[)）]", after):
                label = f"{last.label}（{between.rpartition('(')[2]}）"  # what it was in the year before
            # What a share is of stands in brackets behind it: 町税:45.6%(12億円).
            is_of_share = bool(last) and between == "(" and not label and last.unit.startswith("percent") and unit in YEN
            if is_before or is_after or is_change or is_of_share or spot.is_as_much and (direction or re.search("[増減]", between)):
                label = of_line[-1].label
            label = name_behind(spot, label)
            names_nothing = not re.search(r"[^\W\d_]", label) or NO_LABEL.fullmatch(plain(label))
            if spot.is_ratio:
                names_nothing = names_nothing or bool(re.search("^[増減]$|(?:全体|歳[入出]|収入|支出|予算|規模|[増減])の$", label))
                label = without_modifiers(label.removesuffix("の"))
            if names_nothing or len(re.findall("[0-9],[0-9]{3}", plain(label))) > 2:
                # What no words name, or words among a list of amounts, is left unread, and so is the amount that it follows at once:
                # a list whose labels stand elsewhere.
                del of_line[len(of_line) - (start_of_words < held == end and not spot.since.strip()) :]
                end = spot.stop
                continue
            printed = line.text[match.start(1) : match.end(1)].strip()
            of_line.append(Prose(
                line.number, len(of_line) + 1, label, printed, number, unit, direction, statement=statement, business=business,
                start=match.start(1),
            ))
            end = held = spot.stop
            if is_after:
                make_pair(*of_line[-2:])
        told = f"{even}{below.text if below and is_replaced else ''}"
        is_told_twice = len(of_line) == 2 and not of_line[1].pair and of_line[0].unit == of_line[1].unit and not any(one.direction for one in of_line)
        if is_told_twice and CHANGES.search(plain(told)):
            make_pair(*of_line)
        found += of_line
    pair_passages(found, lines)
    tell_apart(found)
    return found


def volume_of(line: Line) -> tuple[str, str, int, str] | None:
    """What a line plans in volumes: label, number as printed, number and unit in columns of their own; None if it is no such line."""
    *words, number, unit = line.filled if len(line.filled) > 2 and line.separator == "blank" else [None] * 3
    name = units_with_decimals().get((unit.text.strip(), 0), "") if unit else ""
    if not name or not re.fullmatch("[0-9]{1,3}(,[0-9]{3})*|[0-9]+", plain(number.text)):
        return None
    label = line.text[int(words[0].start) : int(words[-1].end)]
    head = HEAD.match(label.translate(HALF_WIDTH))
    label = label[head.end() if head else 0 :]
    is_label = re.search(r"[^\W\d_]", label) and not re.search("[0-9]", plain(label))
    return (label, number.text, int(plain(number.text).replace(",", "")), name) if is_label else None


def lines_of(table: Table) -> Iterable[int]:
    """The lines of a table; prose may stand between those of a table that was torn."""
    if any(row.until > row.source_line for row in table.rows):
        return [*table.header_lines, *(row.source_line for row in table.rows)]
    return range(table.first_line, table.last_line + 1)


def make_pair(first: Prose, second: Prose) -> None:
    """Let two amounts know each other as before and after."""
    first.pair, second.pair, second.is_after = (second.source_line, second.position), (first.source_line, first.position), True


def pair_passages(prose: list[Prose], lines: list[Line]) -> None:
    """Pair the amounts of a passage of several lines with those that replace them under the same words: 「…」を「…」に改める, or in brackets."""
    for line in lines:
        turn = re.search(r"[」)）]\s*を\s*[「(（]", line.text)
        reach = range(line.number - PASSAGE, line.number + PASSAGE + 1)
        if not turn or not any(CHANGES.search(plain(other.text)) for other in lines if line.number <= other.number <= reach[-1]):
            continue
        cut = turn.start()
        near = [one for one in prose if one.source_line in reach and one.pair is None]
        before = [one for one in near if (one.source_line, one.start) < (line.number, cut)]
        for after in near[len(before) :]:
            one = next((one for one in before if one.pair is None and one.unit == after.unit and plain(one.label) == plain(after.label)), None)
            if one:
                make_pair(one, after)


def tell_apart(prose: list[Prose]) -> None:
    """Number amounts that the prose calls alike and that are not equal: they are not of one line.

    The change of an amount that is printed before and after is of its line.
    """
    changes: set[int] = set()
    for before, after in pairwise(prose):
        # 110億円 in 100億円(10億円→110億円) is of the stage that 100億円 leads to; so it is in (10億円→110億円 100億円).
        if before.pair == (after.source_line, after.position) and after.is_after:
            difference = after.magnitude * YEN.get(after.unit, 0) - before.magnitude * YEN.get(before.unit, 0)
            change = next((
                one for one in prose
                if (one.source_line, one.label) == (before.source_line, before.label) and one.position in (before.position - 1, after.position + 1)
                and one.magnitude * YEN.get(one.unit, 0) == abs(difference) and one.direction in (None, sign_of(difference))
            ), None)  # fmt: skip
            if change and not change.pair:
                change.direction = sign_of(difference)
                changes.add(id(change))
    known: dict[tuple[object, ...], list[list[Prose]]] = {}
    for one in prose:
        measure = "" if one.unit in YEN and one.unit not in NO_MULTIPLES else one.unit
        lines = known.setdefault((plain(one.label), measure, one.business, one.is_after, id(one) in changes), [])
        # The last line that all amounts so far let it be of.
        fits = (place for place in reversed(range(len(lines))) if all(are_of_one_line(one, other) for other in lines[place]))
        place = next(fits, len(lines))
        lines += [[]] if place == len(lines) else []
        lines[place].append(one)
        one.other = place + 1


def are_of_one_line(one: Prose, other: Prose) -> bool:
    """Whether two amounts that the prose calls alike are of one line: equal, as far as their units tell, or of two stages."""
    if one.unit == other.unit:
        return one.magnitude == other.magnitude
    return bool(one.direction) != bool(other.direction) or agree(one.magnitude, YEN[one.unit], other.magnitude, YEN[other.unit])


def sign_of(number: int) -> int:
    """1 of what is above nil or nil, -1 of what is below."""
    return 1 if number >= 0 else -1
