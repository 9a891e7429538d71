"""Find annotations whose article is not in the project any more, and the articles that they may belong to now.

They are moved without a question only where the former article is gone from the whole project, and exactly one article
without annotations fits: with the same text, or with more than half of at least three quotes in their context. Titles
and names of files are no evidence.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from annotations.model.span import Quote
from annotations.storage.anchors import locate_all, text_digest
from annotations.storage.quotes import needles_of, quotes_of
from annotations.storage.relink import Relink
from annotations.storage.summaries import Head, annotator_folders, annotator_of, read_head, saved_files
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.sources.corpus import Corpus

FEWEST_QUOTES = 3
_SHOWN = 5
_BATCH = 500
"""How many unlinked files are compared with all texts at a time: their quotes are in memory together."""

Owner = tuple[str, tuple[str, str]]
"""An annotator, and the document and id of an article."""


class Candidate(NamedTuple):
    """Name an article that unlinked annotations may belong to: of the same text, or with some of the quotes."""

    info: ArticleInfo
    same_text: bool
    found: int
    quotes: int

    @property
    def fits(self) -> bool:
        """Return whether the evidence is enough for a move without a question, if no other article has as much."""
        return self.same_text or (self.quotes >= FEWEST_QUOTES and self.found * 2 > self.quotes)


class Unlinked(NamedTuple):
    """Hold annotations without an article, why they were not moved, and the likeliest candidates."""

    head: Head
    reason: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def notice(self) -> Problem:
        """Return the notice about them."""
        message = _("the annotations of {annotator} belong to no article of the project, with {spans} spans: {reason}")
        values = {"annotator": self.head.annotator, "spans": self.head.summary.spans, "reason": self.reason}
        names = "; ".join(f"“{each.info.title}” ({each.info.origin.document})" for each in self.candidates)
        advice = _("they may belong to {titles}; U in the list of articles reattaches them").format(titles=names)
        return Problem(str(self.head.told_by), message.format(**values), advice=advice if names else "")


@dataclass(slots=True)
class Links:
    """Hold what becomes of the annotations of a project whose articles are not there any more."""

    relinks: list[Relink] = field(default_factory=list)
    unlinked: list[Unlinked] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def notices(self) -> list[Problem]:
        """Return the notices of all of it."""
        return [
            *(relink.notice for relink in self.relinks),
            *(unlinked.notice for unlinked in self.unlinked),
            *self.problems,
        ]


def read_heads(folder: Path, annotators: Collection[str] = ()) -> Iterator[Head | Problem]:
    """Read what all files of annotations are about, of all annotators or of some; ``annotator`` is the folder's."""
    for own in annotator_folders(folder):
        name = annotator_of(own)
        if not annotators or name in annotators:
            for path in saved_files(own):
                head = read_head(path)
                if isinstance(head, Head):
                    head = replace(head, annotator=name)
                if head:
                    yield head


def find_links(corpus: Corpus, heads: Iterable[Head], step: Callable[[], None] = lambda: None) -> Links:
    """Find the annotations whose articles are gone, and the articles that they are to be moved to; for a worker.

    Texts are read only where there are such annotations; ``step`` is called for each article that is looked at.
    """
    heads = list(heads)
    documents = dict.fromkeys(head.document for head in heads)
    ids = {document: listed for document in documents if (listed := corpus.ids_in(document))}
    unlinked = [head for head in heads if head.document in ids and head.article not in ids[head.document].ids]
    if not unlinked:
        return Links()
    return _Finder(corpus, heads, unlinked, {document: listed.doubt for document, listed in ids.items()}, step).links()


class _Finder:
    def __init__(
        self,
        corpus: Corpus,
        heads: list[Head],
        unlinked: list[Head],
        doubts: Mapping[str, str],
        step: Callable[[], None],
    ) -> None:
        self._corpus = corpus
        self._unlinked = unlinked
        self._doubts = doubts
        self._step = step
        self._links = Links()
        owners = {(head.annotator, head.key) for head in unlinked}
        self._owned: set[Owner] = {(head.annotator, head.key) for head in heads} - owners
        self._infos: dict[tuple[str, str], ArticleInfo] = {}
        self._begun = {(head.annotator, former): head.key for head in heads for former in head.former[-1:]}
        self._candidates: dict[Head, list[Candidate]] = {head: [] for head in unlinked}

    def links(self) -> Links:
        self._compare_texts()
        left = [head for head in self._unlinked if not self._candidates[head] and not self._is_begun(head)]
        for first in range(0, len(left), _BATCH):
            self._compare_quotes(left[first : first + _BATCH])
        self._decide()
        return self._links

    def _is_begun(self, head: Head) -> bool:
        return (head.annotator, head.key) in self._begun

    def _articles(self) -> Iterator[Article]:
        for item in self._corpus.scan():
            if isinstance(item, ArticleInfo):
                self._step()
                try:
                    yield self._corpus.read(item)
                except SourceError:  # whoever reads it is told
                    continue

    def _compare_texts(self) -> None:
        by_text: dict[str, list[Head]] = {}
        for head in self._unlinked:
            by_text.setdefault(head.text, []).append(head)
        begun = set(self._begun.values())
        for article in self._articles():
            info = article.info
            if info.key in begun:
                self._infos[info.key] = info
            for head in by_text.get(text_digest(article.text), ()):
                self._add(head, Candidate(info, same_text=True, found=0, quotes=0))

    def _compare_quotes(self, heads: list[Head]) -> None:
        quotes = {head: quotes_of(head) for head in heads}
        found_by = _Hits({head: quoted for head, quoted in quotes.items() if quoted})
        for article in self._articles():
            for head in found_by.heads(article.text):
                places = locate_all(article.text, dict(enumerate(quotes[head])))
                matched = sum(place is not None for place in places.values())
                if matched:
                    self._add(head, Candidate(article.info, same_text=False, found=matched, quotes=len(quotes[head])))

    def _add(self, head: Head, candidate: Candidate) -> None:
        if (head.annotator, candidate.info.key) not in self._owned:
            self._candidates[head].append(candidate)

    def _decide(self) -> None:
        fitting = {head: [each for each in candidates if each.fits] for head, candidates in self._candidates.items()}
        claims: dict[Owner, int] = {}
        for head, candidates in fitting.items():
            for each in candidates:
                owner = head.annotator, each.info.key
                claims[owner] = claims.get(owner, 0) + 1
        for head, candidates in fitting.items():
            begun = self._infos.get(self._begun.get((head.annotator, head.key), ("", "")))
            if begun:
                self._links.relinks.append(Relink(head, begun, same_text=False))
            elif self._is_certain(head, candidates, claims):
                self._links.relinks.append(Relink(head, candidates[0].info, candidates[0].same_text))
            else:
                self._links.unlinked.append(self._left(head, candidates))

    def _is_certain(self, head: Head, fitting: list[Candidate], claims: Mapping[Owner, int]) -> bool:
        if len(fitting) != 1 or self._doubts[head.document] or fitting[0].info.key in head.separated:
            return False
        return claims[head.annotator, fitting[0].info.key] == 1

    def _left(self, head: Head, fitting: list[Candidate]) -> Unlinked:
        ordered = sorted(self._candidates[head], key=lambda each: (-each.same_text, -each.found))
        doubt = self._doubts[head.document]
        if doubt:
            reason = _("it is not certain that its article is gone: {why}").format(why=doubt)
        elif any(each.info.key in head.separated for each in fitting):
            reason = _("moving them was undone")
        elif len(fitting) > 1:
            reason = _("several articles fit")
        elif fitting:
            reason = _("other annotations fit the same article")
        elif ordered:
            reason = _("too little of what they quote is in one article")
        else:
            reason = _("what they quote is in no article")
        return Unlinked(head, reason, tuple(ordered[:_SHOWN]))


class _Hits:
    """Tell which annotations a text holds any quote of, in one pass over it."""

    def __init__(self, quotes: Mapping[Head, list[Quote]]) -> None:
        self._heads: dict[str, list[Head]] = {}
        for head, quoted in quotes.items():
            for needle in {needle for quote in quoted for needle in needles_of(quote)}:
                self._heads.setdefault(needle, []).append(head)
        self._needles = list(self._heads)
        self._automaton = AhoCorasick(self._needles)

    def heads(self, text: str) -> Iterable[Head]:
        indices = {index for index, _start, _end in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        return dict.fromkeys(head for index in indices for head in self._heads[self._needles[index]])
