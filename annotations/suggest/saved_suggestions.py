"""Save suggestions for a later review: files like those of annotations, in a folder that is no annotator's."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.model.layer import Layer
from annotations.model.span import Span
from annotations.storage.anchors import Quotes
from annotations.storage.disk import content_of, make_folder, replace_file
from annotations.storage.document import Stored, quotes_of, serialize_annotations
from annotations.storage.journal import file_digest
from annotations.storage.paths import suggestions_path
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import read
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.i18n import _

NAME = "kept"

_SCORE = "score"
_ALTERNATIVE = "alternative"
_DIGITS = 4
"""How many decimals of a score are written."""


class SavedSuggestions:
    """Read and write the suggestions below a folder of annotations, which need not exist: a file for each article.

    The ``origin`` of a span is its suggester, and ``score`` a key of its own; another reading of the place of one that
    was suggested is a span with ``alternative = true``. ``find`` is a quicker way to the file of
    an article, for those who look for many.
    """

    def __init__(self, root: Path, find: Callable[[ArticleInfo], Path] | None = None) -> None:
        self._root = root
        self._find = find

    def path(self, info: ArticleInfo) -> Path:
        """Return the file for an article, which need not exist."""
        if self._find:
            return self._find(info)
        return suggestions_path(self._root, info.origin.document, info.id, info.title)

    def write(self, article: Article, suggestions: Iterable[Suggestion]) -> None:
        """Keep suggestions for an article, in place of those that were; the same ones make the same bytes.

        Raises ``SourceError`` where one is not within the text, and ``OSError``.
        """
        path = self.path(article.info)
        content = self.content(article, suggestions)
        make_folder(path.parent, within=self._root)
        replace_file(path, content, within=self._root)

    def content(self, article: Article, suggestions: Iterable[Suggestion]) -> bytes:
        """Return what ``write`` writes; raises ``SourceError`` where a suggestion is not within the text."""
        chosen = set(suggestions)
        others = {each for item in chosen for each in item.alternatives} - chosen
        ordered = sorted(
            (*chosen, *others), key=lambda each: (each.start, -each.end, each.label, each.origin, each.score)
        )
        for each in ordered:
            if not 0 <= each.start < each.end <= len(article.text):
                message = _("a suggestion from {start} to {end} is not within the text")
                problem = Problem(str(self.path(article.info)), message.format(start=each.start, end=each.end))
                raise SourceError(problem)
        layer = Layer.of(_span(f"s{number}", each, each in others) for number, each in enumerate(ordered, 1))
        stored = replace(Stored.empty(article, ""), layer=layer, quotes=quotes_of(layer, Quotes(article.text)))
        return serialize_annotations(stored)

    def read(self, article: Article) -> list[Suggestion]:
        """Return the suggestions that are saved for an article, in order; none where there is no file.

        In a text that was edited they are where their words are found with certainty, and those that are not are left
        out. Raises ``SourceError`` for a file that is damaged or cannot be read.
        """
        return _suggestions(article, self.path(article.info), self._content(article))

    def suggester(self, article: Article) -> "SavedSuggester":
        """Return a suggester of what is saved for an article, to be combined with others; raises as ``read`` does."""
        content = self._content(article)
        suggestions = _suggestions(article, self.path(article.info), content)
        return SavedSuggester(article.text, tuple(suggestions), file_digest(content))

    def _content(self, article: Article) -> bytes | None:
        path = self.path(article.info)
        try:
            return content_of(path, within=self._root)
        except OSError as error:
            message = _("cannot be read: {reason}").format(reason=error.strerror or error)
            raise SourceError(Problem(str(path), message)) from error


@dataclass(frozen=True, slots=True)
class SavedSuggester:
    """Suggest for one text what is saved for it, with the origins that it had, and nothing for other texts."""

    text: str
    suggestions: Sequence[Suggestion]
    version: str
    name: str = NAME

    def suggest(self, text: str) -> Sequence[Suggestion]:
        """Return what is saved, if this is the text that it is saved for."""
        return self.suggestions if text == self.text else ()


def _span(name: str, suggestion: Suggestion, is_alternative: bool) -> Span:
    extra: dict[str, object] = {_SCORE: round(float(suggestion.score), _DIGITS)}
    if is_alternative:
        extra[_ALTERNATIVE] = True
    return Span(name, suggestion.start, suggestion.end, suggestion.label, suggestion.origin, extra=extra)


def _suggestions(article: Article, path: Path, content: bytes | None) -> list[Suggestion]:
    reading = read(article, "", content, str(path))
    if reading.read_only:
        raise SourceError(reading.problems[0])
    for name, span in reading.raw.layer.spans.items():
        score = span.extra.get(_SCORE)
        if not isinstance(score, int | float) or isinstance(score, bool) or not 0 <= score <= 1:
            decoded = parse_annotations(content or b"", str(path))
            fault = decoded.fault(name, _SCORE, _("“score” has to be a number from 0 to 1"))
            raise SourceError(decoded.problems([fault])[0])
    chosen: list[Suggestion] = []
    others: list[Suggestion] = []
    for span in reading.stored.layer.ordered:
        item = Suggestion(span.start, span.end, span.label, float(span.extra[_SCORE]), span.origin)
        (others if span.extra.get(_ALTERNATIVE) is True else chosen).append(item)
    others.sort(key=lambda each: -each.score)
    return [_with_alternatives(item, others) for item in chosen] if others else chosen


def _with_alternatives(item: Suggestion, others: Iterable[Suggestion]) -> Suggestion:
    """Return a suggestion with those of others that touch it."""
    return replace(item, alternatives=tuple(each for each in others if each.start < item.end and item.start < each.end))
