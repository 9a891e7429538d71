"""Match amounts of money.

The currency and the magnitude are part of the span, before the number and after it (``人民幣141 億元``,
``1000億至2000億元人民幣``, ``10塊錢``), a sign or 負 too; a range is one span; 近 約 超 before it and 左右 以上
after it are not part. A number without a currency is a quantity.
"""

from annotations.suggest.patterns.numerals import NUMBER, NUMBER_STARTS, SPACE, TO
from annotations.suggest.patterns.rule import Rule, one_of

_CURRENCY = one_of(
    """
    人民幣 港幣 港元 美元 美金 歐元 日元 日圓 韓元 英鎊 新台幣 新臺幣 台幣 臺幣 日幣 韓幣 歐幣 葡幣 人仔 澳元 加元
    新元 盧布 盧比 瑞郎 泰銖 披索 比索
    """
)
_CODE = r"(?:RMB|CNY|USD|HKD|EUR|JPY|GBP|TWD|(?:US|HK|NT|S|A|C)?[$＄]|[¥￥€£₩])"
_PIECES = (
    r"(?:(?<=[\d十百千萬多幾])塊(?![屏螢地石板電磚玻顯晶拼一二三四五六七八九\d])"
    r"|塊[一二三四五六七八九\d](?![\d個年月天周週])|(?<=[\d十百千萬多幾])塊(?=[一\d]))"
)
_COINS = "塊錢|蚊(?![香蟲子帳])|毫子?(?=[,，。、;；的])|毛(?=[,，。、;；])|塊(?=[,，。;；])|美分|歐分|分錢|[角毛]錢"
_UNIT = f"(?:{_CURRENCY}|{_COINS}|元(?:{SPACE}{_CURRENCY})?|圓|{_PIECES})"
_AMOUNT = f"{NUMBER}(?:{SPACE}{_UNIT})?(?:{TO}{NUMBER})?"
_LATIN_MAGNITUDE = r"(?: ?(?:million|billion|trillion|bn|mn|[MBK])(?![A-Za-z]))?"
_NO_MONEY = "(?![素旦宵老帥首勳勛器件組論鋰橋里店化級])"

STARTS = NUMBER_STARTS + r"RCUEJGTHNSA$＄¥￥€£₩負人港美歐日韓英新台臺澳加盧瑞泰披比\-"

RULES = (
    Rule(
        "MONEY", 0.95, f"(?P<span>[負-]?(?:{_CODE}|{_CURRENCY}){SPACE}{_AMOUNT}{_LATIN_MAGNITUDE}(?:{SPACE}{_UNIT})?)"
    ),
    Rule("MONEY", 0.95, f"(?P<span>負?{_AMOUNT}{SPACE}{_UNIT}){_NO_MONEY}"),
)
