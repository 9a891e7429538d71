"""Match quantities: a number with the classifier or unit that follows it, or with a magnitude of its own.

The thing that is counted is not part of the span (``1600多個`` 自營倉庫). Counted from two on in Chinese numerals,
from one on in digits: 一個, 一些, 一家 are articles. 二 to 九 with 個, 種, 項, 大, 類, 點, 次, 方面 are discourse and
none, nor are they straight before what is counted (三城, 兩人). Ordinals (第17個), vague ones (幾個, 多名) and numbers
in names are none. Scores are (4比3, 4勝1平1負), ages, multiples (45倍), and measures with what goes before (零下24度).
"""

from annotations.suggest.patterns.numerals import DIGITS, FIGURE, HAN, MAGNITUDE, NUMBER_STARTS, NUMERAL, SPACE, TO
from annotations.suggest.patterns.rule import Rule, one_of

_SMALL = """
個:人性案別股 項:目 種:植子族 類:似型 大:量於會學廈約規家型幅多處促 次:日年月元新於要貸
人:民工類員物形氣均才力格次份 國:家際產內集時聯 城:市鎮鄉 省:錢級心去下力 部門 階段
"""
_CLASSIFIERS = """
頓 家:庭居電族長具用 名:為字稱列單義牌 位:於置居列數 款:項 件 條:件例款 輛 艘 座 棟 幢 套:餐現利路
間:隔接諜 所:有以謂在屬需 處:理於罰置在 隻:是有要能會需為用在不 台:灣 臺:灣 匹 張 份:額子 冊 篇 首:次個先席都選富
幅:度 枚 顆 粒 根:據本 支:付持撐出援行 瓶 杯 盒 箱 袋 桶 罐 班:級主 批:發評准 組:成織合建長
場:景地所館 輪:車胎換值 筆:者記 單:位一純獨月季日車價品店元 倍 歲 縣 部:委分署落隊份門 層:面次出 棵 塊 片:面 滴
戶:外口型 集:團中合體聚 頁:面 股:票東價份市權 票:房據價 圈 趟 株 宗 起:來初步點義碼 番:五茄 席:位捲 座 架:構 人次 架次
車次 人份 隊:伍員長友形列 扇 尊:重敬 段:落時子 尾:聲部牌 本:月周週次屆季土地年來身人科事報文 堂:主
期:間待望限貨權刊末中 針:對劍 卷:入積土款 面:積對臨向 球:員隊迷場賽衣鞋 局:長勢部面 雙:方邊十1
發:佈布展現生表電動行起出 遍:佈布及 棒:球 幀 步:行驟伐履道 伙:伴食計 節:日約省目氣奏慶 課時 字:幕
鎮:上定 格:局外式 杯:葛 碗 茬 滴 拍:攝賣照檔 口:岸罩腔號感 罐 包:括含裝子 篇:幅 車:道站輛隊廂主廠位
稿:件費 對:於手比面方象 列:車出入為席 列次 把:握關手持 孔:子 行:業為動程人李走政情駛使
回:應來到報歸收落顧家國
"""
_DIGITS_ONLY = """
店:長員鋪面主 分:鐘之類成公米秒析別布佈享 度:假過數 字:節母體 卡:片通車位號路 頭:部條像 級:別以數 期
匹:配 段 米:其勒粉飯蘭 克:隆服制拉 升:級至到值降幅高溫 瓦:解特倫爾 斤 噸 畝 坪 磅 吋 呎 兩:岸者人會地黨院
"""
_MEASURES = one_of(
    """
    平方公里 平方千米 平方英尺 方呎 平方呎 千卡 大卡 微克 公里每小時 立方厘米 比特 平方公尺 平方米 立方公尺
    立方米 平米 公里 千米 公尺 釐米 厘米 公分 毫米 微米 奈米 納米 英里 英尺 英寸 海里 公頃 公斤
    千克 毫克 公噸 盎司 毫升 公升 加侖
    千瓦時 千瓦 兆瓦 吉瓦 度電 馬力 牛米 毫安時 毫安 安時 赫茲 光年 攝氏度 英畝 像素 畫素 字節 標箱 標準箱 噸 畝 斤
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
_AFTER_DIGITS = f"(?:{_POINTS}|{_MEASURES}|{_units(_CLASSIFIERS + _SMALL + _DIGITS_ONLY)}|{_SYMBOLS}(?![A-Za-z\\d]))"
_NOT_SMALL = "(?<!(?<![十百千萬億0-9一二三四五六七八九兩幾])[二兩三四五六七八九])"
_AFTER_HAN = (
    f"(?:{_MEASURES}|{_units(_CLASSIFIERS)}|{_NOT_SMALL}(?:{_units(_SMALL)})|(?<=[十百千])字"
    "|(?<=[二兩三四五六七八九十])(?:米|克|斤|升|噸)(?![其勒粉飯蘭隆服制拉級至到值降幅]))"
)
_BELOW = f"(?:零下|攝氏){{0,2}}{SPACE}"
_HALF = "半(?:粒|張|碗|杯|瓶|磅|斤|公斤|匙|顆|片)(?![刻])"
_SCORE = rf"(?<![\d.:])\d{{1,3}}{SPACE}[比:]{SPACE}\d{{1,3}}(?![\d:.%點分]|例|{SPACE}(?:00|[0-5]\d:))"
_RECORD = r"(?:\d{1,3}[勝負平和敗殺死助換]){2,5}|\d{1,2}[換比]\d{1,2}(?!\d)"
_COUNT = f"(?!一一|[一幾數百千萬億](?!{NUMERAL})){HAN}"
_APPROXIMATED = r"[百千萬億](?<=[近上逾超過約].)"
_WITH_MAGNITUDE = f"{DIGITS}{SPACE}[多餘幾]?{MAGNITUDE}(?:{SPACE}[多餘幾])?"
_HAN_MAGNITUDE = f"(?![百千萬億]){HAN}(?:(?<=.[萬億兆])|(?<=[萬億兆][多餘]))"

_BARE = rf"(?<=[至到為達於破在由]){DIGITS}(?:{TO}{DIGITS})?(?=[,，。;；、:：的\n以])"

STARTS = NUMBER_STARTS + "零攝半"

RULES = (
    Rule("NUM", 0.85, f"(?P<span>{_RECORD}|{_HALF})"),
    Rule(
        "NUM",
        0.9,
        f"(?P<span>{_BELOW}?{FIGURE}(?:(?:{SPACE}{_AFTER_DIGITS})?{TO}{_BELOW}?{FIGURE})?{SPACE}{_AFTER_DIGITS})",
    ),
    Rule("NUM", 0.8, f"(?P<span>{_BELOW}?{_COUNT}(?:{TO}{_COUNT})?{_AFTER_HAN})"),
    Rule("NUM", 0.7, f"(?P<span>{_APPROXIMATED}{_AFTER_HAN})"),
    Rule("NUM", 0.8, f"(?P<span>{_WITH_MAGNITUDE}(?:{TO}{_WITH_MAGNITUDE})?)(?!{SPACE}[級元])"),
    Rule("NUM", 0.7, f"(?P<span>{_HAN_MAGNITUDE})(?![級元補])"),
    Rule("NUM", 0.6, f"(?P<span>{_BARE})"),
)
