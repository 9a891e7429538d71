# mypy: ignore-errors
# ruff: noqa
"""Suggesters of a plug-in, written against zhupi 0.1.0."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.suggest.suggestion import BatchSuggester, Suggester, Suggestion
from seeds.errors import Problem, SourceError


class StarSuggester:
    """Suggest every star with the label and score of the table ``[suggest.stars]``."""

    name = "stars"

    def __init__(self, settings: Mapping[str, object]) -> None:
        self._label = str(settings.get("label", "PROD"))
        score = settings.get("score", 0.9)
        if not isinstance(score, int | float):
            raise SourceError(Problem("stars", "“score” has to be a number"))
        self._score = float(score)

    @property
    def version(self) -> str:
        """Change with the settings, so that no old result is taken."""
        return f"1 {self._label} {self._score}"

    def suggest(self, text: str) -> Iterable[Suggestion]:
        """Find the stars of a text."""
        return [
            Suggestion(offset, offset + 1, self._label, self._score, self.name)
            for offset, character in enumerate(text)
            if character == "★"
        ]


class _Hearts:
    """Suggest every heart, for many texts at once."""

    name = "hearts"
    version = "1"

    def suggest(self, text: str) -> Iterable[Suggestion]:
        """Find the hearts of a text."""
        return self.suggest_all([text])[0]

    def suggest_all(self, texts: Sequence[str]) -> list[list[Suggestion]]:
        """Find the hearts of each text."""
        return [list(_hearts(text)) for text in texts]


def make_hearts() -> Suggester:
    """Make the suggester of hearts, which has no settings."""
    hearts: BatchSuggester = _Hearts()
    return hearts


def _hearts(text: str) -> Iterator[Suggestion]:
    start = text.find("♥")
    while start >= 0:
        yield Suggestion(start, start + 1, label="EVENT", score=0.75, origin="hearts")
        start = text.find("♥", start + 1)
