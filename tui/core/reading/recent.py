"""Remember which articles were read, the latest first, over all projects of the user."""

import shlex
from collections.abc import Iterator
from typing import NamedTuple

from annotations.model import times
from annotations.storage.progress import Progress
from annotations.storage.user_records import RecordFile, Values
from seeds.article import ArticleInfo
from seeds.errors import Problem
from seeds.i18n import _
from seeds.script.fold import fold
from seeds.system.printable import printable

MOST = 100
"""How many articles are remembered."""

_TITLE = 200
"""The code points of a title that are remembered."""


class RecentArticle(NamedTuple):
    """Describe an article that was read: in which project, how far (0 to 1), and when (ISO 8601, UTC)."""

    project: str
    document: str
    article: str
    title: str
    share: float
    time: str

    @property
    def key(self) -> tuple[str, str]:
        """The key of the article in its project."""
        return self.document, self.article


def recent_file() -> RecordFile:
    """Return the user's file of what was read."""
    return RecordFile.of_user("recent", MOST)


class RecentlyRead:
    """Hold what was read in ``project``, until it is written to the file."""

    def __init__(self, file: RecordFile, project: str) -> None:
        self._file = file
        self._project = _storable(project)
        self._unsaved: dict[tuple[str, str], RecentArticle] = {}

    def note(self, info: ArticleInfo, progress: Progress) -> None:
        """Note that an article is being read, and how far; ``save`` writes it."""
        document, article = recorded_key(info)
        title = printable(info.title[:_TITLE])
        time = times.time_text(times.now())
        self._unsaved.pop((document, article), None)
        self._unsaved[document, article] = RecentArticle(
            self._project, document, article, title, round(progress.share, 4), time
        )

    @property
    def dirty(self) -> bool:
        """Return whether ``save`` has anything to write."""
        return bool(self._unsaved)

    def save(self) -> Problem | None:
        """Write what was noted, and return what was wrong with the file; raises ``RecordError``."""
        new, self._unsaved = self._unsaved, {}
        names = {(article.project, *key) for key, article in new.items()}

        def change(records: list[Values]) -> list[Values]:
            others = [record for record in records if _place(record) not in names]
            return others + [article._asdict() for article in new.values()]

        return self._file.change(change) if new else None

    def articles(self) -> list[RecentArticle]:
        """Return what was read, the latest first, also what is not written yet; raises ``RecordError``."""
        records = [*self._file.read(), *(article._asdict() for article in self._unsaved.values())]
        latest: dict[tuple[str, ...], RecentArticle] = {}
        for article in _valid(records):
            place = (article.project, *article.key)
            latest.pop(place, None)
            latest[place] = article
        return list(reversed(latest.values()))

    def drop(self, article: RecentArticle) -> None:
        """Forget one article; raises ``RecordError``."""
        if self.is_here(article):
            self._unsaved.pop(article.key, None)
        place = (article.project, *article.key)
        self._file.change(lambda records: [record for record in records if _place(record) != place])

    def clear(self) -> None:
        """Forget all; raises ``RecordError``."""
        self._unsaved.clear()
        self._file.clear()

    def is_here(self, article: RecentArticle) -> bool:
        """Return whether an article is of this project."""
        return article.project == self._project


class RecentList:
    """List articles that were read, and find them by typing; one is called by its number, from 0."""

    def __init__(self, recently: RecentlyRead, articles: list[RecentArticle]) -> None:
        self._recently = recently
        self._articles = dict(enumerate(articles))

    def __getitem__(self, number: int) -> RecentArticle:
        """Return the article of a number; raises ``KeyError``."""
        return self._articles[number]

    def find(self, query: str) -> list[int]:
        """Return the articles whose title or file has every word, in either script and any case."""
        words = fold(query).split()
        return [
            number
            for number, article in self._articles.items()
            if all(word in fold(f"{article.title}\n{article.document}\n{article.project}") for word in words)
        ]

    def line(self, number: int) -> str:
        """Return an article as a line of the list: how far it was read, its title, and its folder if another."""
        article = self._articles[number]
        folder = "" if self._recently.is_here(article) else f"  · {article.project}"
        return f"{article.share:4.0%}  {article.title or article.document}{folder}"

    def drop(self, number: int) -> RecentArticle:
        """Take an article off the list, and return it."""
        return self._articles.pop(number)


def elsewhere(article: RecentArticle) -> str:
    """Return how an article of another project is opened."""
    if article.project == "bundled":
        return _("this is one of the bundled articles, which “zhupi” opens without a folder")
    return _("this is in another folder: zhupi {folder}").format(folder=printable(shlex.quote(article.project)))


def _valid(records: list[Values]) -> Iterator[RecentArticle]:
    """Yield the records that are what they should be; others are of a later version, and stay in the file."""
    types = RecentArticle.__annotations__
    for record in records:
        values = {name: record.get(name) for name in types}
        if all(isinstance(value, str) for name, value in values.items() if name != "share"):
            share = values["share"]
            if isinstance(share, float | int) and 0 <= share <= 1:
                texts = {name: str(value) for name, value in values.items() if name != "share"}
                yield RecentArticle(share=float(share), **texts)


def recorded_key(info: ArticleInfo) -> tuple[str, str]:
    """Return the key of an article as it is recorded."""
    document, article = map(_storable, info.key)
    return document, article


def _place(record: Values) -> tuple[object, ...]:
    return record.get("project"), record.get("document"), record.get("article")


def _storable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
