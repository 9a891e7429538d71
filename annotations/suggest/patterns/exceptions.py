"""Match what looks like a number, time or amount and is none: ordinals, rates, idioms and numbers in names.

These rules have no span: they use up their text, so that no other rule finds a part of it.
"""

from annotations.suggest.patterns.numerals import DIGITS, FIGURE, HAN, NUMBER_STARTS, SPACE
from annotations.suggest.patterns.rule import Rule, one_of

_IDIOMS = one_of(
    """
    三元鋰 三元動 三元材 三元正極 三元電池 三元里 三元橋 三隻松鼠 七匹狼 六個核桃 三部曲 三人行
    十一大 十二大 十三大 十四大 十五大 十六大 十七大
    十八大 十九大 二十大
    二人轉 兩條腿 一年一度 一天到晚 一日千里 萬元戶 三天兩頭 十人十色 五人制 三人制
    """
)

STARTS_BEFORE = "前每逐有某哪同這最唯時雙第三七六二兩一萬十五"

BEFORE = (
    Rule(
        "",
        1,
        rf"[每逐](?:[年月日天晚]|[周週][一二三四五六日末]?|{SPACE}一?個?(?:星期|月|小時|分鐘|季度|工作日|交易日))",
    ),
    Rule("", 1, "[有某哪同這]一[天年日]|某[天年日]|最後一天|唯一|時至今日|雙(?:11|12|十一|十二)"),
    Rule("", 1, f"第{SPACE}(?:{FIGURE}|{HAN})(?!{SPACE}財?季)"),
    Rule("", 1, f"前{SPACE}(?:{FIGURE}|{HAN})[大名位強]"),
    Rule("", 1, _IDIOMS),
)

STARTS_AFTER = NUMBER_STARTS + "A-Za-zＡ-Ｚａ-ｚ"

AFTER = (
    Rule("", 1, r"[A-Za-zＡ-Ｚａ-ｚ][A-Za-zＡ-Ｚａ-ｚ\d_]*+(?:[-.'&+][A-Za-z\d]++)*+"),
    Rule("", 1, rf"{DIGITS}[A-Za-z]*+"),
    Rule("", 1, HAN),
)
