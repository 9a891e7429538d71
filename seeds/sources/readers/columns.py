"""Find which columns of a table, or keys of JSON objects, hold which part of an article."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from seeds.encoding.decoding import unify_newlines
from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _
from seeds.sources.dates import iso_date
from seeds.sources.readers.byline import byline
from seeds.sources.readers.document import SourceRecord
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
_EXCERPT = 40


class RecordPlace(NamedTuple):
    """Locate a record in its source; the fields are those of ``SourceRecord``."""

    start: int
    line: int
    locator: int
    encoding: str
    newline: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Name the columns; all but ``text`` are empty where a source has none for them."""

    text: str
    title: str = ""
    id: str = ""
    source: str = ""
    date: str = ""
    tag: str = ""

    def record(self, values: Mapping[str, object], place: RecordPlace) -> SourceRecord | None:
        """Make a record of a row; None where it has neither text nor title."""
        body, newline = unify_newlines(_plain(values.get(self.text)))
        title = unify_newlines(_plain(values.get(self.title)))[0]
        parts = [part for part in (title, body) if part and not part.isspace()]
        if not parts:
            return None
        return SourceRecord(
            "\n".join(parts),
            title=" ".join(title.split()) or excerpt(body),
            title_length=len(title) if title in parts else 0,
            start=place.start,
            line=place.line,
            locator=place.locator,
            id=_plain(values.get(self.id)).strip() if self.id else "",
            source=(_plain(values.get(self.source)).strip() if self.source else "") or byline(body),
            tag=_plain(values.get(self.tag)).strip() if self.tag else "",
            date=iso_date(_plain(values.get(self.date))) if self.date else "",
            encoding=place.encoding,
            newline=newline if "\n" in body else place.newline,
        )


def find_columns(
    names: Sequence[str], samples: Sequence[Mapping[str, object]], configured: ColumnNames, document: str
) -> Columns:
    """Choose the columns among ``names``: those that the settings want, then those with a telling name.

    Where no name tells the text, it is the column with the longest texts of those that are left, provided that they
    are Chinese and have at least ten code points on average in ``samples``. Raises ``SourceError`` that lists the
    columns where there is none, and where a wanted one is missing.
    """
    chosen = {part: getattr(configured, part) for part in _SYNONYMS}
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
    return Columns(**chosen)


def _spelling(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


def _longest(names: Sequence[str], samples: Sequence[Mapping[str, object]]) -> str:
    """Give the column with the longest Chinese texts; empty if there is none of at least ten code points on average."""
    best, length = "", float(_LEAST_LENGTH)
    for name in names:
        values = [value for sample in samples if isinstance(value := sample.get(name), str)]
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


def excerpt(body: str) -> str:
    """Give the first words of a text without a title, to list it by."""
    words = " ".join(body.lstrip().partition("\n")[0].split())
    return words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…"
