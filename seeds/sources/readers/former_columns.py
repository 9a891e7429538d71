"""Find the columns of an article, and join its text, as version 0.1.0 did: it read only texts at the top of an object.

Documents that were annotated then are read so, since their annotations are about these texts; see
``annotations.storage.readings``. Nothing here may change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _
from seeds.sources.readers.document import RecordPlace, SourceRecord
from seeds.sources.readers.leaves import Leaf
from seeds.sources.readers.made_record import make_record
from seeds.sources.settings import ColumnNames

# The first of them that a source has is taken; case, spaces, hyphens and underscores make no difference.
_NAMES = {
    "text": "text content body article fulltext 正文 內容 内容 內文 内文 全文 本文 文本 文章 原文 passage document "
    "paragraph sentence sentences sent post comment review 段落 句子 語句 语句 評論 评论 摘要 abstract summary",
    "title": "title headline heading subject 標題 标题 題目 题目 題名 题名 篇名 篇目",
    "id": "id uid uuid guid docid textid articleid newsid key 編號 编号 文章編號 文章编号 文檔編號 文档编号",
    "source": "source publisher publication media site sitename 來源 来源 出處 出处 媒體 媒体 刊物 報刊 报刊",
    "date": "date published publishdate publishedat pubdate datetime time created createdat 日期 發布日期 发布日期 "
    "發佈日期 發布時間 发布时间 發佈時間 發表時間 发表时间 時間 时间",
    "tag": "tag tags category topic section channel 標籤 标签 分類 分类 類別 类别 類型 类型 欄目 栏目 主題 主题",
}
_SYNONYMS = {part: names.split() for part, names in _NAMES.items()}

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_LEAST_LENGTH = 10


@dataclass(frozen=True, slots=True)
class FormerColumns:
    """Name the columns; all but ``text`` are empty where a source has none for them."""

    text: str
    title: str = ""
    id: str = ""
    source: str = ""
    date: str = ""
    tag: str = ""

    @property
    def text_name(self) -> str:
        """Return what the column of the text is called."""
        return self.text

    def record(self, leaves: Sequence[Leaf], place: RecordPlace) -> SourceRecord | None:
        """Make a record of an object; None where it has neither text nor title."""
        values = {leaf.path: leaf.text for leaf in leaves}
        return make_record(
            values.get(self.title, ""),
            values.get(self.text, ""),
            place,
            identifier=values.get(self.id, "") if self.id else "",
            source=values.get(self.source, "") if self.source else "",
            tag=values.get(self.tag, "") if self.tag else "",
            date=values.get(self.date, "") if self.date else "",
        )


def former_leaves(value: object) -> list[Leaf]:
    """Give the texts at the top of an object; ``listed`` are those that are no texts by themselves."""
    items = value.items() if isinstance(value, dict) else ()
    return [Leaf(key, _plain(inner), listed=not isinstance(inner, str)) for key, inner in items]


def find_former_columns(
    names: Sequence[str], samples: Sequence[Sequence[Leaf]], configured: ColumnNames, document: str
) -> FormerColumns:
    """Choose the columns among ``names``: those that the settings want, then those with a telling name.

    Where no name tells the text, it is the column with the longest texts of those that are left, provided that they
    are Chinese and have at least ten code points on average in ``samples``. Raises ``SourceError`` that lists the
    columns where there is none, and where a wanted one is missing.
    """
    chosen = {part: getattr(configured, part) for part in _SYNONYMS}
    chosen["text"] = ", ".join(configured.texts)
    for name in chosen.values():
        if name and name not in names:
            missing = NotFoundError.nearest(_("column"), name, names).problem
            raise SourceError(replace(missing, document=document))
    spellings = {_spelling(name): name for name in reversed(names) if name not in chosen.values()}
    for part, synonyms in _SYNONYMS.items():
        if not chosen[part]:
            chosen[part] = next((spellings[word] for word in synonyms if word in spellings), "")
    chosen["text"] = chosen["text"] or _longest([name for name in names if name not in chosen.values()], samples)
    if not chosen["text"]:
        message = _("no column holds text; the columns are: {names}").format(names=", ".join(names))
        advice = _("name it in the table [sources] of zhupi.toml: columns = { text = “…” }")
        raise SourceError(Problem(document, message, advice=advice))
    return FormerColumns(**chosen)


def _spelling(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


def _longest(names: Sequence[str], samples: Sequence[Sequence[Leaf]]) -> str:
    """Give the column with the longest Chinese texts; empty if there is none of at least ten code points on average."""
    best, length = "", float(_LEAST_LENGTH)
    for name in names:
        values = [leaf.text for sample in samples for leaf in sample if leaf.path == name and not leaf.listed]
        average = sum(map(len, values)) / max(1, len(values))
        if average >= length and (not best or average > length) and any(_HAN.search(value) for value in values):
            best, length = name, average
    return best


def _plain(value: object) -> str:
    """Give a value as text: numbers as written, lists of texts joined, nothing for what is neither."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""
