"""Match dates, times of day, periods and durations.

Marked: what can be put on a calendar: dates of any precision (2025年, 11 月28 日下午, 12月15日至21日, 11月1日晚),
quarters, 今年, 昨日, 年底, 近日, 當天, 全年, clock times, and durations (六周, 30分鐘, 3小時57分), with 前 and 首 where
they are part of the stretch (前三季度, 首九個月). A range is one span. Not marked: 目前 未來 當時 同期 and other vague
words, rates (每天, 日均), and the words around a time (截至, 過去, 未來, 近 before it; 前 後 以來 after it). Feasts and
campaigns are events.
"""

from annotations.suggest.patterns.numerals import NUMBER, NUMBER_STARTS, NUMBERS, SPACE, TO
from annotations.suggest.patterns.rule import Rule

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
_YEAR_NUMBER = (
    rf"(?:(?:[公西]元前?)?\d{{4}}(?!\d)|(?:民國|昭和|平成|令和){SPACE}(?:\d{{1,3}}|{_HAN_DAY})|{_DATED}"
    "|[一二][〇零○一二三四五六七八九]{3})"
)
_YEAR = rf"(?:{_YEAR_NUMBER}(?:(?:{_TO}|/)(?:{_YEAR_NUMBER}|\d\d(?!\d)))?{SPACE}年度?)"
_NOT_POSITION = "(?<![目以之此年月日天先往最背幕提元線面網場身路].)"  # not 以前, 線上, 年後
_RELATIVE_YEAR = f"(?:(?:[今去明本]|[前後上]{_NOT_POSITION})年(?![輕齡級貨])度?)"
_QUARTER = (
    f"(?:第{SPACE}[一二三四1-4１-４]{SPACE}財?季度?|[一二三四1-4１-４]{SPACE}財?季度"
    f"|[前首]{SPACE}[一二兩三123]{SPACE}個?季度?|首季度?|[前首]{SPACE}(?:\\d{{1,2}}|[一二兩三四五六七八九十]+){SPACE}個?月"
    r"|[上下]半年|[QＱ][1-4１-４](?![A-Za-z\d])|[HＨ][12１２](?![A-Za-z\d]))"
)
_BREAK = "[暑寒]假"
_WEEKDAY = (
    "(?:(?:星期|禮拜|[周週])[一二三四五六日天末](?![次歲年個天回遍])|[上下本這]個?(?:星期|禮拜)[一二三四五六日天]?)"
)
_EVENING = "[晚夜](?![會宴報場市班餐])|早(?![報餐班市場])|晨"

_DAY_PART = (
    "(?:凌晨|清晨|[早朝][晨早上間]|[上中下]午|午[間後]|傍晚|晚[上間]|夜[間裡]|深夜|午夜|盤[前後中]"
    rf"|[早晚](?={SPACE}[\d,，。、一二三四五六七八九十]))"
)
_PART = f"(?:{_DAY_PART}|{_EVENING})"
_COLON_CLOCK = r"(?<!\d)[0-2]?\d[:：][0-5]\d(?:[:：][0-5]\d)?(?!\d)"
_CLOCK = (
    f"(?:{_COLON_CLOCK}"
    rf"|(?:[0-2]?\d|二?十[一二三四]?|[一二三四五六七八九兩零]){SPACE}[點時](?!間)"
    rf"(?:鐘|整|半|多|[一三]刻|{SPACE}[0-5]?\d{SPACE}分(?:{SPACE}[0-5]?\d{SPACE}秒)?|[〇零一二三四五六七八九十]{{1,3}}分?)?)"
)
_EXACT_CLOCK = (
    f"(?:{_COLON_CLOCK}"
    rf"|(?:[01]?\d|2[0-4]){SPACE}[時](?!間|尚)(?:{SPACE}(?:[0-5]?\d{SPACE}分|[0-5]\d(?!\d)|半|[一三]刻))?"
    rf"|(?:[01]?\d|2[0-4]|十?[一二三四五六七八九]|十){SPACE}點(?:[0-5]?\d分|多(?!鐘)|半|鐘(?!頭)|整|[一三]刻|[一二三四五]十[一二三四五六七八九]?(?![人名個元])))"
)
_TO_CLOCK = f"(?:{TO}(?:(?:[次翌隔當同]日|明早)?{_DAY_PART}?{SPACE})?(?:{_CLOCK}))?"
_OF_DAY = f"(?:{SPACE}{_PART})?(?:{SPACE}{_CLOCK})?"
_HOURS_OF_DAY = f"{_OF_DAY}{_TO_CLOCK}"

_EDGE_OF_YEAR = "(?:年?[初底末尾]|中(?=[,，。、])|年中(?![國央間])|全年)"
_SEASON = "[春夏秋冬](?:[季天]|(?![節茶運招拍晚糧菜裝款]))"
_IN_YEAR = f"{SPACE}(?:{_MONTH_DAY}|{_QUARTER}|{_EDGE_OF_YEAR}|{_SEASON}|同期|{_BREAK})"
_NUMERIC = r"\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|[.．]\d{1,2}[.．]\d{1,2})(?!\d)"
_FISCAL = rf"(?:FY)?\d{{4}}{SPACE}(?:財年|[QＱ][1-4１-４](?!\d)|[HＨ][12１２](?!\d))(?:{SPACE}{_QUARTER})?"
_DATE = (
    f"(?:{_NUMERIC}|{_FISCAL}|(?:{_YEAR}|{_RELATIVE_YEAR}|[同次翌隔]年(?!會))(?:{_IN_YEAR})?|當年{_IN_YEAR}?"
    f"|(?:[本上下當次]月|上個月|下個月){SPACE}{_DAY}"
    f"|{_MONTH_DAY}|{_DAY_NUMBER}{SPACE}(?:日(?![達版])|號(?=[當晚早上下凌,，。至到]))(?:當[天日晚])?)"
)
_DATES = (
    rf"{_DATE}(?:{_WEEKDAY})?{_HOURS_OF_DAY}"
    f"(?:{_TO}(?:{_DATE}|{_DAY}){_OF_DAY}|到(?:{_MONTH}{_DAY}|{_DAY}|{_YEAR}))?"
)
_SHORT_DATES = rf"\d{{1,2}}{_TO}{_DAY}"

_COUNTED = r"一二兩三四五六七八九十百千萬\d幾數多半整"
_RELATIVE_DAY = (
    r"(?:[今昨明前][(（]\d{1,2}[)）]日"
    f"|[今昨明]日(?!頭條|資本|之)|[昨明]天|今天(?<![的到至在].{{2}})|[今昨明前]晚|[今明][晨早]|[今昨明][午夜]|昨晨|今[春夏秋冬]"
    f"|[當次翌][日天晚](?!達)|[同隔][日天](?!而)|同一天|(?<![\\u3400-\\u9fff])前[兩幾三2-5]天|[前後]{_NOT_POSITION}天|近[日期](?![點照])|即日(?=起)"
    rf"|日前(?<![今昨明前當同翌次隔平節假每生落到{_COUNTED}].{{2}})|[年月周]內(?<![{_COUNTED}今去明本當].{{2}})"
    "|全[年月天日](?![候制]))"
)
_RELATIVE_WEEK = f"[本上下這]{_NOT_POSITION}個?[周週](?![邊期年轉刊報])[一二三四五六日末]?"
_RELATIVE_SPAN = (
    f"[上下當次]{_NOT_POSITION}月(?![活均銷薪度亮餅球])(?:[初底末]|[上中下]旬)?|[上下這]個月(?:[初底末]|[上中下]旬)?"
    "|本月(?![活均銷薪度亮餅球])(?:[初末]|[上中下]旬)?|[本上下]個?季(?:度|(?![節後前]))|[上下本]學期|[上下]一[年周週財][年]?"
)
_EDGES = "[年歲月][末底]|[年月]初|[歲年]尾|前一[年周週天日]"

_YEARS = (
    "年(?![級輕齡薪貨代])[多餘半]?|個(?:[多餘]|半)?月|[周週](?![年邊期歲])|[天日](?![達遊均元版])[多餘半]?|[晚夜](?![上間報會班])"
    "|個?[多餘]?(?:星期|禮拜|季度|世紀|交易日|工作[日天])"
)
_SECONDS = r"秒鐘?(?![殺速懂])\d{0,2}"
_MINUTES = f"(?:分鐘?(?=[零\\d一二三四五六七八九十])(?:{NUMBERS}{_SECONDS})|分半?鐘|刻鐘|毫秒|{_SECONDS})"
_HOURS = f"個?[多餘半]?(?:小時|鐘頭)(?!達)(?:{NUMBER}{SPACE}分鐘?(?:{NUMBER}{_SECONDS})?)?|[多餘]?{_MINUTES}"
_HALF_YEARS = "[大小]?半(?:年[多餘]?|天|個?[多餘]?月|個?世紀)"
_HALF_HOURS = "半個?[多餘]?(?:小時|鐘頭)"
_MONTHS_TOO = f"{NUMBER}{SPACE}年(?:零?{NUMBER}個月)"
_LONG = f"(?:{_HALF_YEARS}|{_MONTHS_TOO}|{NUMBERS}{SPACE}(?:{_YEARS})(?:{NUMBER}夜)?)"
_SHORT = f"(?:{_HALF_HOURS}|(?:{NUMBERS}|一){SPACE}(?:{_HOURS})|[幾數]月)"
_AGE = (
    rf"上個?世紀(?:{SPACE}{NUMBER}{SPACE}年代[初末]?)?|本世紀[初末]?|\d\d{SPACE}世紀(?:{SPACE}{NUMBER}{SPACE}年代)?"
    f"|{NUMBER}{SPACE}年代[初末]?"
)

STARTS = NUMBER_STARTS + (
    "公西初正臘今昨明前後本上下這當次同隔翌去第首QＱHＨF民昭平令近全暑寒星禮周週凌清早朝晚傍夜深午盤年歲月日大小半"
)

RULES = (
    Rule("TIME", 0.95, f"(?P<span>{_DATES}|{_SHORT_DATES})"),
    Rule("TIME", 0.9, f"(?P<span>(?:{_RELATIVE_DAY}|{_RELATIVE_WEEK}|{_WEEKDAY}){_HOURS_OF_DAY})"),
    Rule("TIME", 0.9, f"(?P<span>{_AGE}|{_QUARTER}|{_RELATIVE_SPAN}|{_EDGES})"),
    Rule(
        "TIME",
        0.85,
        f"(?P<span>{_DAY_PART}{SPACE}{_CLOCK}{_TO_CLOCK}|{_EXACT_CLOCK}{_TO_CLOCK}|{FIVE_YEARS}(?![萬億規]))",
    ),
    Rule("TIME", 0.9, f"(?P<span>{_LONG}|{_SHORT})"),
)
