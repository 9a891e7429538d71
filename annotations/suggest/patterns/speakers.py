"""Match people who are named as speaking or by their office.

A name is a surname with one or two characters, or a foreign name with a middle dot. It is found where an office
goes before it (``董事長馬雲``), or where it begins a clause and a verb of speech follows (``張毅也提到``); the span
is the name alone. A surname with 總 or 某 is a name as a whole (``張總``).
"""

from annotations.suggest.patterns.numerals import SPACE
from annotations.suggest.patterns.rule import Rule, one_of

SURNAMES = (
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭肖田董袁潘于蔣蔡余杜葉程蘇魏呂丁任沈姚"
    "盧姜崔鍾鐘譚陸汪范廖石金韋賈夏付傅方鄒熊白孟秦邱侯江尹薛閻閆段雷龍黎史陶賀顧毛郝龔邵錢嚴武戴莫孔湯溫康施"
    "牛樊葛邢安齊易喬伍龐顏倪莊聶章魯岑翁佟霍翟俞柳祝屠鮑竇宗穆洪左吉靳宓巫焦寧仇祖符景詹郜藺屈耿滿匡寇沃冷甘包卜"
)
"""The surnames of one character, those of two being rare; some of them in both scripts."""

_SURNAME = f"(?:歐陽|司馬|諸葛|上官|皇甫|司徒|慕容|夏侯|尉遲|公孫|令狐|[{SURNAMES}])"
_GIVEN = "(?![的了在是和與及等將也還就都又已曾對向從說稱表認指不有這那個來而創家司方部們人員者業品])[\u4e00-\u9fff]"
_CHINESE = f"{_SURNAME}{_GIVEN}{{1,2}}?"
_FOREIGN = f"{_GIVEN}{{1,5}}·{_GIVEN}{{1,6}}?"
_COMMON_NOUNS = one_of(
    """
    高管 方面 方案 商家 華為 安踏 金山 白皮 相關 許多 任何 何時 金融 石油 馬上 田間 江蘇 江西 安徽 甘肅 寧夏 吉林
    雲南 湖南 溫州 鄭州 蘇州 徐州 杜絕 施工 安全 康復 易車 周邊 周圍 周一 周二 周三 周四 周五 周六 周日 周末 包括
    武漢 陶瓷 柳州 沈陽 瀋陽 洪水 夏季 段時 程序 程度 龍頭 黃金 白酒 馬來 曾經 于是 余下 毛利 成都 金額 冷鏈 景區
    江湖 顧客 史上 章程 莫過 包裝 溫度 連續 丁香 林業 牛奶 葉片 石化 孔子 雷達 陸續 董事 董秘 魏橋 何謂 余額 嚴格
    穆斯
    """
)

_SPEECH = one_of(
    """
    表示 稱 說 指出 認為 透露 強調 坦言 介紹 直言 預計 告訴 回應 補充 提到 解釋 宣佈 宣布 感慨 呼籲 談到 寫道 所言
    看來 提醒 判斷 分析
    """
)
_LEAD = (
    "(?:[還也曾則就又都再]|進一步|近日|首次|多次|隨後|公開|明確|此前|直接"
    r"|[對向][^，。,\n]{1,12}?|在[^，。,\n]{2,20}?[時上中裡])"
)
_OFFICE = one_of(
    """
    董事長 副董事長 總裁 副總裁 總經理 副總經理 CEO CFO COO CTO CMO 首席執行官 首席財務官 首席執行長 執行長 財務長
    營運長 創始人 創辦人 合夥人 記者 分析師 總監 主任 副主任 部長 局長 市長 副市長 省長 主席 總統 總理 首相 教授
    研究員 院長 校長 專家 導演 律師 發言人 負責人 秘書長 書記 經濟學家 高級經理
    """
)
_FOLLOWING = (
    "的在對向就將也還曾和與及等為以於從被則並又說稱表認指透直坦強介宣預告回補提解多首進身是不近今昨帶公日隨親率而創"
)
_AFTER_NAME = f"(?={SPACE}(?:[^\\w·]|\\Z|[{_FOLLOWING}]|{_SPEECH}))"

_BEFORE_POLITE = r"(?:(?<!\w)|(?<=[據向與和對由是的給讓請到者民戶友士師手員板闆]))"
_POLITE = "(?:某{1,2}(?![個些種家項])|總(?![部體量局計裁理經監數額書統會結督是共長編之]))"

STARTS = SURNAMES + "歐司諸上皇慕尉公令副總首執財營創合記分監主部局市省教研院校專導律發負秘書經高C"

RULES = (
    Rule("PER", 0.85, f"{_OFFICE}{SPACE}(?P<span>{_FOREIGN}|(?!{_COMMON_NOUNS}){_CHINESE}){_AFTER_NAME}"),
    Rule("PER", 0.8, rf"(?:(?<!\w)|(?<=正如))(?P<span>(?!{_COMMON_NOUNS}){_CHINESE})(?={_LEAD}{{0,2}}{_SPEECH}|[:：])"),
    Rule("PER", 0.8, f"{_BEFORE_POLITE}(?P<span>(?!任總){_SURNAME}{_POLITE})"),
)
