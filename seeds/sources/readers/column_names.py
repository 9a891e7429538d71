"""Tell by its name which part of an article a column of a table, or a key of a JSON object, holds."""

import re
from functools import lru_cache
from typing import NamedTuple

# The first of them that a source has is taken; case, spaces, hyphens and underscores make no difference.
_NAMES = {
    "text": "text content body article fulltext contenttext contenthtml bodyhtml 正文 內容 内容 內文 内文 全文 本文 "
    "文本 文章 原文 passage document "
    "paragraph paragraphs para sentence sentences sent post comment review lines verses 段落 句子 語句 语句 條文 条文 "
    "評論 评论 摘要 abstract summary messages conversations conversation dialogue dialog turns 對話 对话 context",
    "title": "title headline heading subject 標題 标题 題目 题目 題名 题名 篇名 篇目 名稱 名称 lawname name "
    "chapter rhythmic 檔名 文件名",
    "id": "id uid uuid guid docid textid articleid newsid key 編號 编号 文章編號 文章编号 文檔編號 文档编号",
    "source": "source publisher publication media site sitename 來源 来源 出處 出处 媒體 媒体 刊物 報刊 报刊",
    "date": "date published publishdate publishedat pubdate datetime time created createdat 日期 發布日期 发布日期 "
    "發佈日期 發布時間 发布时间 發佈時間 發表時間 发表时间 時間 时间",
    "tag": "tag tags category topic section channel label labels 標籤 标签 分類 分类 類別 类别 類型 类型 欄目 栏目 "
    "主題 主题",
}
SYNONYMS = {part: names.split() for part, names in _NAMES.items()}
_RANKS = {part: {name: rank for rank, name in enumerate(names)} for part, names in SYNONYMS.items()}

ROLES = frozenset(["role", "from", "speaker", "角色", "說話者", "说话者", "發言者", "发言者", "發言人", "发言人"])
"""What the keys of a turn in a conversation are called that say whose it is."""

FOREWORDS = frozenset(["foreword", "lawforeword", "preface", "preamble", "前言", "序", "序言", "引言", "導言", "导言"])
"""What texts are called that come before the articles of a law, or the chapters of a book."""

_OF_OTHERS = (
    "作者",
    "檔案",
    "文件",
    "單位",
    "单位",
    "機構",
    "机构",
    "公司",
    "學校",
    "学校",
    "用戶",
    "用户",
    "人員",
    "人员",
)
"""What is not the name of an article where a name ends in 名稱."""

_ASIDE = re.compile(
    "沿革|歷史|历史|備註|备注|附註|附注|註解|注解|註釋|注释|history|histories|note|remark", re.IGNORECASE
)
_LONGEST = 60
"""How long a name may be; what is longer is a text."""

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


class Rank(NamedTuple):
    """Say how well a name tells a part, the best first: a word of that meaning itself, a word with it at its end."""

    by_ending: int
    aside: int
    place: int


def spelling(name: str) -> str:
    """Return a name without what makes no difference in it."""
    return re.sub(r"[\s_-]", "", name).casefold()


def rank_of(name: str, part: str) -> Rank | None:
    """Return how well a name tells that it is this part of an article; None where it does not.

    An id has to be called one: what ends in “id” may be somebody else's.
    """
    return _rank_of(name, part) if len(name) <= _LONGEST else None


@lru_cache(1 << 12)
def _rank_of(name: str, part: str) -> Rank | None:
    ranks, spelled = _RANKS[part], spelling(name)
    if spelled in ranks:
        return Rank(0, 0, ranks[spelled])
    if part == "id" or spelled in _ALL:
        return None
    words = _WORDS.findall(name)
    last = words[-1].casefold() if len(words) > 1 and name.endswith(words[-1]) else ""
    ending = last if last in ranks and last != "name" else _chinese_ending(spelled, ranks)
    return Rank(1, bool(_ASIDE.search(name)), ranks[ending]) if ending else None


def is_told(name: str) -> bool:
    """Return whether a name tells that something is said about a text, and that it is none itself."""
    return any(rank_of(name, part) for part in ("id", "source", "date", "tag"))


def _chinese_ending(spelled: str, ranks: dict[str, int]) -> str:
    for start in range(1, len(spelled)):
        ending = spelled[start:]
        if ending in ranks and not ending.isascii():
            is_others = ending in ("名稱", "名称") and (spelled[:start] in _ALL or spelled.startswith(_OF_OTHERS))
            return "" if is_others else ending
    return ""


_ALL = frozenset(name for names in SYNONYMS.values() for name in names)
