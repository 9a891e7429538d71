"""Match dates, times of day, periods, durations and holidays.

Marked: what names a unit of the calendar or counts one: dates of any precision (2025年, 11 月28 日下午, 7—9月),
quarters, 今年, 去年同期, 上周, 昨日, 年底, holidays, and durations (六周, 30分鐘, 幾個月), with the words that say
which stretch is meant (近三年, 過去一年, 前2天). A range is one span. Not marked: 目前 近日 近年 未來 當時 and
other vague words, rates (每天, 日均), and the words that tie a time to something else (截至 before it; 前 後 內 起
以來 after it). Campaigns such as 雙十一 are events.
"""

from annotations.suggest.patterns.numerals import NUMBER, NUMBER_STARTS, NUMBERS, SPACE, TO
from annotations.suggest.patterns.rule import Rule, one_of

FIVE_YEARS = "十[一二三四五六]五"
"""A period of a five-year plan."""

_TO = f"{SPACE}(?:[-–~～至]|[—－]{{1,2}}){SPACE}"  # between dates, 到 is rather 從…到…: two points in time

_HAN_DAY = "(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|初?[一二三四五六七八九])"
_DAY_NUMBER = rf"(?:[0-3０-３]?\d(?!\d)|{_HAN_DAY})"
_DAY = f"{_DAY_NUMBER}{SPACE}(?:日(?!達)|號(?![線樓院店館機]))"
_MONTH_NUMBER = r"(?:[01０１]?\d(?!\d)|十[一二]?|[一二三四五六七八九正臘])"
_MONTH = (
    f"{_MONTH_NUMBER}(?:(?:[、,]|{_TO}){_MONTH_NUMBER}){{0,3}}{SPACE}月(?![嫂餅球亮薪])"
    "(?:份|[上中下]{1,2}旬|[上下]半月|[初底末])?"
)
_MONTH_DAY = f"{_MONTH}(?:{SPACE}{_DAY}(?:當[天日晚])?)?"
_DATED = r"\d{1,3}(?=[ \u00a0]?年[ \u00a0]?\d{1,2}[ \u00a0]?月)"
_YEAR_NUMBER = rf"(?:(?:[公西]元前?)?\d{{4}}(?!\d)|{_DATED}|[一二][〇零○一二三四五六七八九]{{3}})"
_YEAR = rf"(?:{_YEAR_NUMBER}(?:(?:{_TO}|/)(?:{_YEAR_NUMBER}|\d\d(?!\d)))?{SPACE}年度?)"
_NOT_POSITION = "(?<![目以之此年月日天先往最背幕提元線面網場身路].)"  # not 以前, 線上, 年後
_RELATIVE_YEAR = f"(?:(?:[今去明本]|[前後上]{_NOT_POSITION})年(?![輕齡級貨])度?)"
_QUARTER = (
    f"(?:第{SPACE}[一二三四1-4１-４]{SPACE}財?季度?|[一二三四1-4１-４]{SPACE}財?季度"
    f"|[前首]{SPACE}[一二兩三123]{SPACE}個?季度?|首季度?"
    r"|[上下]半年|[QＱ][1-4１-４](?![A-Za-z\d])|[HＨ][12１２](?![A-Za-z\d]))"
)
_HOLIDAY = one_of(
    """
    元旦 春節 除夕 元宵節 清明節 五一 勞動節 端午節 端午 中秋節 中秋 國慶節 國慶 重陽節 七夕節 七夕 情人節 婦女節
    兒童節 母親節 父親節 教師節 感恩節 聖誕節 平安夜 萬聖節 復活節
    """
)
_BREAK = "(?:小?長假|假期|黃金[周週])"
_HOLIDAYS = f"(?:{_HOLIDAY}{{1,2}}{_BREAK}?|十一{_BREAK}|[暑寒]假|黃金[周週])"
_WEEKDAY = "(?:星期|禮拜|[周週])[一二三四五六日天末](?![次歲年個天回遍])"

_PART = (
    "(?:凌晨|清晨|早[晨上間]|[上中下]午|午[間後]|傍晚|晚[上間]|夜[間裡]|深夜|午夜|盤[前後中]"
    rf"|[早晚](?={SPACE}[\d,，。、一二三四五六七八九十]))"
)
_COLON_CLOCK = r"[0-2]?\d[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)"
_CLOCK = (
    f"(?:{_COLON_CLOCK}"
    rf"|(?:[0-2]?\d|二?十[一二三四]?|[一二三四五六七八九兩零]){SPACE}[點時](?!間)"
    rf"(?:鐘|整|半|[一三]刻|{SPACE}[0-5]?\d{SPACE}分(?:{SPACE}[0-5]?\d{SPACE}秒)?|[〇零一二三四五六七八九十]{{1,3}}分?)?)"
)
_OF_DAY = f"(?:{SPACE}{_PART})?(?:{SPACE}{_CLOCK})?"
_HOURS_OF_DAY = f"{_OF_DAY}(?:{TO}(?:{_PART}{SPACE})?{_CLOCK})?"

_EDGE_OF_YEAR = "(?:年?[初底末]|中(?=[,，。、])|年中(?![國央間])|全年)"
_IN_YEAR = f"{SPACE}(?:{_MONTH_DAY}|{_QUARTER}|{_EDGE_OF_YEAR}|[春夏秋冬][季天]|同期|{_HOLIDAYS})"
_NUMERIC = r"\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|[.．]\d{1,2}[.．]\d{1,2})(?!\d)"
_FISCAL = rf"(?:FY)?\d{{4}}{SPACE}(?:財年|[QＱ][1-4１-４](?!\d)|[HＨ][12１２](?!\d))(?:{SPACE}{_QUARTER})?"
_DATE = (
    f"(?:{_NUMERIC}|{_FISCAL}|(?:{_YEAR}|{_RELATIVE_YEAR}|[同次翌]年)(?:{_IN_YEAR})?|當年{_IN_YEAR}"
    f"|{_MONTH_DAY}|{_DAY_NUMBER}{SPACE}(?:日(?!達)|號(?=[當晚早上下凌,，。至到]))(?:當[天日晚])?)"
)
_DATES = (
    f"{_DATE}(?:[(（]?{_WEEKDAY}[)）]?)?{_HOURS_OF_DAY}"
    f"(?:{_TO}(?:{_DATE}|{_DAY}){_OF_DAY}|到(?:{_MONTH}{_DAY}|{_DAY}))?"
)
_SHORT_DATES = rf"\d{{1,2}}{_TO}{_DAY}"

_RELATIVE_DAY = (
    f"(?:[今昨明]日(?!頭條|資本|之)|[昨明]天|今天(?<![的到至在].{{2}})|[今昨明]晚|今[晨早]|昨夜|[當次翌][日天晚](?!達)"
    f"|[前後]{_NOT_POSITION}天)"
)
_RELATIVE_WEEK = f"[本上下這]{_NOT_POSITION}個?[周週](?![邊期年轉刊報])[一二三四五六日末]?"
_RELATIVE_SPAN = (
    f"[本上下當次]{_NOT_POSITION}月(?![活均銷薪度亮餅球])(?:[初底末]|[上中下]旬)?|[上下這]個月(?:[初底末]|[上中下]旬)?"
    "|[本上下]個?季度"
)
_EDGES = "[年歲月][末底]|[年月]初|歲尾"

_YEARS = (
    "年(?![級輕齡薪貨])[多餘半]?|個(?:[多餘]|半)?月|[周週](?![年邊期歲])|[天日](?![達遊均元])[多餘]?"
    "|個?[多餘]?(?:星期|禮拜|季度|世紀|交易日|工作日)"
)
_HOURS = "個?[多餘半]?(?:小時|鐘頭)(?!達)|分鐘|刻鐘|毫秒|秒鐘?(?![殺速懂])"
_HALF_YEARS = "[大小]?半(?:年[多餘]?|天|個?[多餘]?月|個?世紀)"
_HALF_HOURS = "半個?[多餘]?(?:小時|鐘頭)"
_LONG = f"(?:{_HALF_YEARS}|{NUMBERS}{SPACE}(?:{_YEARS}))"
_SHORT = f"(?:{_HALF_HOURS}|{NUMBERS}{SPACE}(?:{_HOURS})|[幾數]月)"
_STRETCH = f"(?:(?:過去(?<!經過去)|未來|最近|今後|前{_NOT_POSITION}|[上下]一個){SPACE})"
_AGE = (
    rf"上個?世紀(?:{SPACE}{NUMBER}{SPACE}年代[初末]?)?|本世紀[初末]?|\d\d{SPACE}世紀(?:{SPACE}{NUMBER}{SPACE}年代)?"
    f"|{NUMBER}{SPACE}年代[初末]?"
)

STARTS = NUMBER_STARTS + (
    "公西初正臘今昨明前後本上下這當次同翌去第首QＱHＨF元春除清勞端中國重七情婦兒教感聖平萬復母父暑寒黃星禮周週凌早晚"
    "傍夜深午盤年歲月過未最近大小半"
)

RULES = (
    Rule("TIME", 0.95, f"(?P<span>{_DATES}|{_SHORT_DATES})"),
    Rule("TIME", 0.9, f"(?P<span>(?:{_RELATIVE_DAY}|{_RELATIVE_WEEK}|{_WEEKDAY}){_HOURS_OF_DAY})"),
    Rule("TIME", 0.9, f"(?P<span>{_AGE}|{_QUARTER}|{_RELATIVE_SPAN}|{_EDGES}|{_HOLIDAYS})"),
    Rule("TIME", 0.9, f"(?P<span>(?:{_STRETCH}|近{SPACE})?{_LONG}|{_STRETCH}?{_SHORT})"),
    Rule(
        "TIME",
        0.8,
        f"(?P<span>{_PART}{SPACE}{_CLOCK}(?:{TO}(?:{_PART}{SPACE})?{_CLOCK})?|{_COLON_CLOCK}|{FIVE_YEARS}(?![萬億]))",
    ),
)
