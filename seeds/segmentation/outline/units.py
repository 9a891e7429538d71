"""Name what the headings of books, laws and articles count, and how much a part of each kind holds."""

from typing import NamedTuple

WORDS = "words"
TITLE_OF_CONTENTS = "contents"
MARK = "mark"
ZERO = "01"
SPACED = "1"
BARE = "一"
CHINESE_LIST = "一、"
CHINESE_BRACKETS = "（一）"
ARABIC_LIST = "1."
STEM_LIST = "甲、"
ARABIC_BRACKETS = "（1）"

WIKI = ("==", "===", "====", "=====", "======")
"""What stands before and after headings in wikis."""

CHAPTER = 4
"""The rank of chapters: what has a smaller one are volumes and the like."""


class Unit(NamedTuple):
    """Describe what is counted: its rank, and the characters that make another word of it.

    The smaller the rank, the more such a part holds.
    """

    rank: int
    other_words: str = ""


UNITS = {
    "部": Unit(0, "分门門队隊署长長电電委落位件首级級族曲属屬片戏戲作手车車法机機小中短影连連剧劇"),
    "编": Unit(1, "辑輯号號者队隊制剧劇程译譯外委组組排撰著织織导導"),
    "卷": Unit(2, "烟煙轴尺子宗"),
    "集": Unit(2, "团團体體合会會中资資训訓市锦錦装裝结結邮郵成"),
    "册": Unit(2, "封子"),
    "辑": Unit(2),
    "季": Unit(2, "度节節"),
    "篇": Unit(3, "章文幅小论論"),
    "单元": Unit(3, "格"),
    "章": Unit(CHAPTER, "程鱼魚节節是的里裡中讲講说說介写寫论論提和与與以"),
    "回": Unit(CHAPTER, "合头頭来來去归歸复復应應答国國家到收想顾顧忆憶事见見"),
    "话": Unit(CHAPTER, "题題剧劇筒费費语語"),
    "讲": Unit(CHAPTER, "话話座师師堂究述义義解台"),
    "课": Unit(CHAPTER, "程堂本时時题題表间間"),
    "幕": Unit(CHAPTER, "后後僚布"),
    "折": Unit(CHAPTER, "扣腾騰磨"),
    "出": Unit(CHAPTER, "现現口版生路海国國来來去发發"),
    "节": Unit(5, "课課目日省约約气氣奏车車能点點拍比"),
    "场": Unit(5, "比赛賽地所景面合次战戰大"),
    "条": Unit(6, "件约約例款目理文路"),
}
"""What is counted, in simplified script."""

SAME = {
    name: unit
    for unit, names in (
        ("部", "部分 part book"),
        ("编", "編"),
        ("卷", "volume"),
        ("册", "冊"),
        ("辑", "輯"),
        ("单元", "單元"),
        ("章", "chapter"),
        ("话", "話"),
        ("讲", "講"),
        ("课", "課"),
        ("出", "齣"),
        ("节", "節"),
        ("场", "場"),
        ("条", "條"),
    )
    for name in names.split()
}
"""What else each is called."""

COUNT_NOTHING_ELSE = frozenset("章回")
"""What a heading can count without a blank after it, though it is the only one of its kind: others count films too."""

RANKS = {name: unit.rank for name, unit in UNITS.items()}
RANKS.update({signs: rank for rank, signs in enumerate(WIKI, 7)})
RANKS.update(dict.fromkeys((CHINESE_LIST, ZERO, MARK, BARE, SPACED), 7))
RANKS.update(
    {"1.1": 8, "1.1.1": 9, "1.1.1.1": 10, CHINESE_BRACKETS: 8, STEM_LIST: 8, ARABIC_LIST: 9, ARABIC_BRACKETS: 10}
)
"""How much a heading of each form holds: the smaller, the more."""

CONTENTS = ("目录", "目錄", "目次")
"""Headings of a table of contents."""

UNNUMBERED = (
    *("自序", "代序", "原序", "总序", "總序", "序言", "序章", "序幕", "序曲", "序", "前言", "引言", "引子", "楔子"),
    *("导言", "導言", "导论", "導論", "导读", "導讀", "绪论", "緒論", "绪言", "緒言", "题记", "題記", "凡例", "弁言"),
    *("写在前面", "寫在前面", "前传", "前傳"),
    *("尾声", "尾聲", "终章", "終章", "终曲", "終曲", "后记", "後記", "后序", "後序", "跋", "结语", "結語"),
    *("结束语", "結束語", "结论", "結論", "余论", "餘論", "大结局", "大結局", "番外", "外传", "外傳"),
    *("附录", "附錄", "补遗", "補遺", "参考文献", "參考文獻", "致谢", "致謝", "鸣谢", "鳴謝", "写在最后", "寫在最後"),
    *CONTENTS,
)
"""Headings without a number."""
