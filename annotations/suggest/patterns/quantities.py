"""Match quantities: a number with the classifier or unit that follows it, or with a magnitude of its own.

The thing that is counted is not part of the span (``1600多個`` 自營倉庫), but 人 城 國 省 大 are units. Counted
from two on in Chinese numerals, from one on in digits: 一個, 一些, 一家 are articles. Ordinals (第17個), vague ones
(幾個, 多名) and numbers in names are not quantities.
"""

from annotations.suggest.patterns.numerals import DIGITS, FIGURE, HAN, MAGNITUDE, NUMBER_STARTS, NUMERAL, SPACE, TO
from annotations.suggest.patterns.rule import Rule, one_of

_CLASSIFIERS = """
個 頓 家:庭居電族長具用 名:為字稱列單義牌 位:於置居列數 款:項 項:目 件 條:件例款 輛 艘 座 棟 幢 套:餐現利路
間:隔接諜 所:有以謂在屬需 處:理於罰置在 隻:是有要能會需為用在不 台:灣 臺:灣 匹 張 份:額子 冊 篇 首:次個先席
幅:度 枚 顆 粒 根:據本 支:付持撐出援行 瓶 杯 盒 箱 袋 桶 罐 班:級主 批:發評准 組:成織合建 次:日年月元新於要貸
場:景地所館 輪:車胎換值 筆:者記 單:位一純獨月季日車價品店元 人:民工類員物形氣均才力格 倍 歲 城:市鎮鄉
國:家際產內集時聯 省:錢級心去下力 縣 種:植子族 類:似型 部:委分署落隊份 層:面次出 棵 塊 片:面 滴 步 戶:外口型
集:團中合體聚 頁:面 股:票東價份市權 票:房據價 圈 趟 株 宗 起:來初步點義碼 番:五茄 席:位捲 座 架:構 人次 架次
車次 人份 階段 部門 大:量於會學廈約規家型幅多處促
"""
_DIGITS_ONLY = """
店:長員鋪面主 分:鐘之類成公米秒析別布佈享 度:假過數 字:節母體 頭:部條像 級:別以 米:其勒粉飯蘭 克:隆服制拉
升:級至到值降幅高溫 瓦:解特倫爾 斤 噸 畝 坪 磅 吋
"""
_MEASURES = one_of(
    """
    平方公里 平方千米 平方公尺 平方米 立方公尺 立方米 平米 公里 千米 公尺 釐米 厘米 公分 毫米 微米 奈米 納米 英里
    英尺 英寸 海里 公頃 公斤 千克 毫克 公噸 盎司 毫升 公升 加侖 千瓦時 千瓦 兆瓦 吉瓦 度電 馬力 牛米 毫安時 毫安
    安時 赫茲 光年 攝氏度 英畝 像素 畫素 字節 標箱 標準箱 噸 畝 斤
    """
)
_SYMBOLS = one_of(
    """
    km kg cm mm nm mg ml mAh kWh GWh MWh TWh kW MW GW TW GB TB MB KB PB Gbps Mbps Hz kHz MHz GHz TOPS fps ℃ °C ㎡ m²
    km²
    """
)


def _units(table: str) -> str:
    """Return an expression for the classifiers of a table, each with the characters that may not follow it."""
    entries = sorted(table.split(), key=lambda entry: len(entry.partition(":")[0]), reverse=True)
    pairs = (entry.partition(":") for entry in entries)
    return "|".join(word + (f"(?![{barred}])" if barred else "") for word, _colon, barred in pairs)


_POINTS = r"(?:(?<=\d{3})|(?<=\.\d)|(?<=\.\d\d))點(?!鐘)"  # of an index; with fewer digits it is rather a time
_AFTER_DIGITS = f"(?:{_POINTS}|{_MEASURES}|{_units(_CLASSIFIERS + _DIGITS_ONLY)}|{_SYMBOLS}(?![A-Za-z\\d]))"
_AFTER_HAN = f"(?:{_MEASURES}|{_units(_CLASSIFIERS)})"
_COUNT = f"(?!一一|[一幾數百千萬億](?!{NUMERAL})){HAN}"
_APPROXIMATED = r"[百千萬億](?<=[近上逾超過約].)"
_WITH_MAGNITUDE = f"{DIGITS}{SPACE}[多餘幾]?{MAGNITUDE}(?:{SPACE}[多餘幾+])?"
_HAN_MAGNITUDE = f"(?![百千萬億]){HAN}(?:(?<=.[萬億兆])|(?<=[萬億兆][多餘]))"

STARTS = NUMBER_STARTS

RULES = (
    Rule("NUM", 0.9, f"(?P<span>{FIGURE}(?:(?:{SPACE}{_AFTER_DIGITS})?{TO}{FIGURE})?{SPACE}{_AFTER_DIGITS})"),
    Rule("NUM", 0.8, f"(?P<span>{_COUNT}(?:{TO}{_COUNT})?{_AFTER_HAN})"),
    Rule("NUM", 0.7, f"(?P<span>{_APPROXIMATED}{_AFTER_HAN})"),
    Rule("NUM", 0.8, f"(?P<span>{_WITH_MAGNITUDE}(?:{TO}{_WITH_MAGNITUDE})?)(?!{SPACE}[級元])"),
    Rule("NUM", 0.7, f"(?P<span>{_HAN_MAGNITUDE})(?![級元補])"),
)
