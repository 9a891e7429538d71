"""Match titled works, and media that are named as a source.

《》 and 〈〉 are outside the span; what they enclose is not searched further. A newspaper in them is an organisation,
as every medium is. One without them is found where the text credits it: ``(圖片來源:新浪財經)``, ``據…報導``, or a
byline in brackets at the end.
"""

from annotations.suggest.patterns.numerals import SPACE
from annotations.suggest.patterns.rule import Rule, one_of
from annotations.suggest.patterns.times import FIVE_YEARS

_MEDIUM = one_of(
    """
    新聞 日報 晚報 早報 時報 快報 週報 商報 晨報 郵報 周刊 週刊 雜誌 電視台 電視臺 廣播 通訊社 新聞社 財經 新聞網
    公眾號 社
    """
)
_CREDIT = f"(?={SPACE}{one_of('報導 報道 消息 記者 援引 披露 引述 提到 獲悉 注意到')})"
_NAME = r"[^\W_](?:[^\W_]|[ ·&.](?=[^\W_])){1,11}"

STARTS = r"《〈(（據十「“以,，。;；:：、\n」』”)）"

_PAPER = one_of("日報 晚報 早報 時報 快報 週報 商報 晨報 郵報 周刊 週刊 都市報 畫報 經濟報 青年報 新聞")

RULES = (
    Rule("ORG", 0.9, rf"《(?P<span>[^《》\n]{{1,10}}{_PAPER})》"),
    Rule("WORK", 0.95, r"(?:《(?P<span>[^《》\n]{1,80})》)"),
    Rule("WORK", 0.95, r"(?:〈(?P<span>[^〈〉《》\n]{1,80})〉)"),
    Rule("WORK", 0.9, f"(?P<span>{FIVE_YEARS}規劃(?:綱要|建議稿|建議)?)"),
    Rule("WORK", 0.9, f"[「“](?P<span>{FIVE_YEARS})[」”](?:規劃)?"),
    Rule("ORG", 0.8, r"以下簡稱[“「]?(?P<span>[\u4e00-\u9fff]{2,4}?)[”」]?記者"),
    Rule("ORG", 0.8, rf"[(（](?:圖片|圖|資料|數據|文章|消息)?來源[:：] ?(?P<span>{_NAME}?)(?=[)）])"),
    Rule("ORG", 0.8, rf"(?:據|[,，。;；:：、\n」』”)）]據?)(?P<span>[\u4e00-\u9fff]{{1,8}}?{_MEDIUM}){_CREDIT}"),
    Rule("ORG", 0.8, rf"[(（](?P<span>{_NAME})[)）](?=\s*\Z)"),
)
