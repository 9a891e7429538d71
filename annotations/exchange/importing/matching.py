"""Find which article of a project a record is about."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from annotations.exchange.importing.text_alignment import (
    Alignment,
    Conversion,
    MatchKind,
    align_edited,
    align_quotes,
    fit,
    locate_quotes,
)
from annotations.exchange.record import Record
from seeds.article import Article, ArticleInfo, Origin
from seeds.errors import Problem, SourceError, ZhupiError
from seeds.i18n import _
from seeds.script.converter import configurations, load_converter
from seeds.script.fold import fold
from seeds.sources.corpus import Corpus
from seeds.sources.identity import whole_id

_LIKELY = ("t2s", "s2t", "s2tw", "t2tw", "s2hk", "t2hk", "s2twp", "tw2sp", "tw2s", "hk2s")

_LONG_QUOTE = 12
"""From how many code points on a quote tells an article, with what stands around it."""


class Match(NamedTuple):
    """Hold an article, and how the record's text lies in it."""

    article: Article
    fit: Alignment


class UnclearError(ZhupiError):
    """Refuse a record that fits several articles."""


class Matcher:
    """Find articles of a corpus: by their id, or else by their text.

    Ids are listed at once, texts only when a record is not found by its id, and then all of them. ``dataset`` names the
    data of conversions between scripts; ``on_problem`` gets the problems on the way.
    """

    def __init__(
        self, corpus: Corpus, dataset: str | None = None, on_problem: Callable[[Problem], None] = lambda _problem: None
    ) -> None:
        self._corpus = corpus
        self._dataset = dataset
        self._on_problem = on_problem
        self._conversions: list[Conversion] = []
        self._by_id: dict[str, list[ArticleInfo]] = defaultdict(list)
        for item in corpus.scan():
            if isinstance(item, ArticleInfo):
                self._by_id[item.id].append(item)

    @property
    def empty(self) -> bool:
        """Return whether the corpus has no article."""
        return not self._by_id

    def find(self, record: Record) -> Match | None:
        """Return the article that a record is about; None where there is none.

        That is the one with its id, if its text fits too; else one whose text fits; else the one with its id, whose
        text is taken for an edited one. Raises ``UnclearError`` where several fit equally.
        """
        return self.whole(record) or self.edited(record)

    def whole(self, record: Record) -> Match | None:
        """Return the article whose text fits a record, None where there is none; raises as ``find`` does."""
        by_id = self._named(record)
        matches = self._fitting(by_id, record) or self._fitting(self._alike(record.text), record)
        if not matches and not record.text:
            matches = [Match(each, align_quotes(each.text, record, ())) for each in self._quoted(record)]
        if len(matches) > 1:
            message = _("several articles fit it: {names}")
            names = ", ".join(f"{match.article.info.origin.document} {match.article.info.id}" for match in matches[:5])
            raise UnclearError(Problem(record.id, message.format(names=names)))
        return matches[0] if matches else None

    def edited(self, record: Record) -> Match | None:
        """Return the one article with the id of a record, whose text is taken for an edited one; None without one."""
        by_id = self._named(record)
        articles = list(self._read(by_id)) if len(by_id) == 1 and record.text else []
        return Match(articles[0], align_edited(articles[0].text, record)) if articles else None

    def articles(self) -> Iterator[Article]:
        """Read all articles."""
        return self._read(info for infos in self._by_id.values() for info in infos)

    def article(self, key: tuple[str, str]) -> Article | None:
        """Read the article of a key, a document and an id; None where it cannot be read."""
        return next(self._read(info for info in self._by_id.get(key[1], []) if info.key == key), None)

    def _named(self, record: Record) -> list[ArticleInfo]:
        """Return the articles with the record's id: of its document, where that is known."""
        infos = self._by_id.get(record.id, []) if record.id else []
        return [info for info in infos if info.origin.document == record.document] or infos

    def _alike(self, text: str) -> list[ArticleInfo]:
        return self._by_key.get(text_key(text), []) if text and not text.isspace() else []

    def _quoted(self, record: Record) -> Iterator[Article]:
        """Yield the articles that have all quotes of a record without text, each of a length that tells an article."""
        places = {(span.start, span.end) for span in record.spans}
        for article in self.articles() if places else ():
            if locate_quotes(article.text, record, shortest=_LONG_QUOTE).keys() >= places:
                yield article

    def _fitting(self, infos: Iterable[ArticleInfo], record: Record) -> list[Match]:
        return [match for article in self._read(infos) if (match := self._match(article, record))]

    def _match(self, article: Article, record: Record) -> Match | None:
        if not record.text:
            return Match(article, align_quotes(article.text, record, self._converters()))
        part = article.info.id == record.id
        alignment = fit(article.text, record, self._converters(), part=part)
        return Match(article, alignment) if alignment else None

    def _read(self, infos: Iterable[ArticleInfo]) -> Iterator[Article]:
        for info in infos:
            try:
                yield self._corpus.read(info)
            except SourceError as error:
                self._on_problem(error.problem)

    @cached_property
    def _by_key(self) -> dict[bytes, list[ArticleInfo]]:
        """All articles by the key that their texts have in any script and with any white space."""
        by_key: dict[bytes, list[ArticleInfo]] = defaultdict(list)
        for article in self.articles():
            by_key[text_key(article.text)].append(article.info)
        return by_key

    def _converters(self) -> Iterator[Conversion]:
        """Yield the conversions between scripts, each loaded when the ones before did not do."""
        yield from self._conversions
        for name in self._names[len(self._conversions) :]:
            self._conversions.append(load_converter(name, self._dataset).convert)
            yield self._conversions[-1]

    @cached_property
    def _names(self) -> list[str]:
        names = [each.name for each in configurations(self._dataset)]
        return sorted(names, key=lambda name: _LIKELY.index(name) if name in _LIKELY else len(_LIKELY))


def text_key(text: str) -> bytes:
    """Return a key that is the same for texts that differ in white space or script alone."""
    return sha256(fold("".join(text.split())).encode("utf-8", "surrogatepass")).digest()


def article_to_come(record: Record) -> Match:
    """Return an article that the import would bring along: the same for records that would share it."""
    name = f"{record.id} {whole_id(''.join(record.text.split()))}"
    info = ArticleInfo(name, record.title, len(record.text), Origin("", 0, 1))
    return Match(Article(info, record.text), Alignment(MatchKind.SAME, lambda start, end: (start, end)))
