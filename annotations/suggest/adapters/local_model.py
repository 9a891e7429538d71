"""Ask models that run on this computer: chunks of texts go in, spans of the texts come out."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import ClassVar

from annotations.extras import installed_version
from annotations.model.schema import Schema
from annotations.suggest.adapters.only_data import Watch, only_data
from annotations.suggest.adapters.options import ModelOptions
from annotations.suggest.adapters.prepared import PreparedText
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.toml.table import TomlTable

_PICKLED = frozenset({".bin", ".ckpt", ".joblib", ".pickle", ".pkl", ".pt", ".pth"})
_LONGEST_REASON = 300  # what a library says of a broken model may fill a screen


@dataclass(frozen=True, slots=True)
class ModelSpan:
    """Hold a label of a model for the code points ``start`` to ``end`` of a chunk; ``score`` is from 0 to 1."""

    start: int
    end: int
    label: str
    score: float


class LocalModel(ABC):
    """Suggest by a model in a local folder, which is loaded with the first text.

    ``table`` is ``[suggest.NAME]`` of the project whose folder is ``project``. Raises ``SourceError`` with file and
    line where it says something that cannot be.
    """

    name: ClassVar[str]
    """The suggester, its table of settings and its extra."""

    package: ClassVar[str]
    """The distribution whose version changes what is found."""

    min_score: ClassVar[float] = 0.0
    """What has to be reached where the settings do not say."""

    patience: ClassVar[float] = 120.0
    """How many seconds a text may take, the first one together with loading."""

    def __init__(self, table: TomlTable, project: Path, schema: Schema) -> None:
        self._options = ModelOptions.read(table, project, schema, self.min_score)
        self._schema = schema
        if self._options.folder is None and not self._installed(self._options.model):
            table.fail("model", _("there is no folder “{name}”").format(name=self._options.model))

    @cached_property
    def version(self) -> str:
        """Return the package's version, and a digest of the settings and the files of the model."""
        return f"{installed_version(self.package)}-{self._options.fingerprint}"

    def suggest(self, text: str) -> list[Suggestion]:
        """Return the suggestions for a text; raises ``SourceError`` where the model cannot be loaded."""
        return next(self.suggest_all([text]))

    def suggest_all(self, texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        """Yield the suggestions for each of the texts; raises ``SourceError`` where the model cannot be loaded."""
        prepared = [PreparedText.of(text, self._options.script, self.longest_chunk) for text in texts]
        spans = self._watched(self._find(chunk for item in prepared for chunk in item.chunks))
        for item in prepared:
            yield self._suggestions(item, islice(spans, len(item.ranges)))

    def _installed(self, model: str) -> bool:  # noqa: ARG002 - for the libraries whose models can be packages
        """Return whether something is installed that the library can load by this name."""
        return False

    @property
    @abstractmethod
    def longest_chunk(self) -> int:
        """Return how many code points the model is given at most at a time."""

    @abstractmethod
    def _find(self, chunks: Iterable[str]) -> Iterator[list[ModelSpan]]:
        """Yield the spans of each chunk, with the model's own labels."""

    @contextmanager
    def _loading(self) -> Iterator[None]:
        """Load a model, which is data alone where it is a folder; raises ``SourceError`` for whatever goes wrong."""
        folder = self._options.folder
        with only_data(folder) if folder else nullcontext(Watch()) as watch:
            try:
                yield
            except SourceError:
                raise
            except Exception as error:
                raise self._broken(watch.reason or error) from error

    def _watched(self, spans: Iterator[list[ModelSpan]]) -> Iterator[list[ModelSpan]]:
        """Yield the spans of each chunk; while they are computed, the model is data alone, as when it is loaded."""
        folder = self._options.folder
        while True:
            with only_data(folder) if folder else nullcontext():
                chunk_spans = next(spans, None)
            if chunk_spans is None:
                return
            yield chunk_spans

    def _check_weights(self, *names: str) -> None:
        """Raise ``SourceError`` where the folder has no weights of these names, or patterns, that are safetensors."""
        folder = self._options.folder
        if folder and not any(next(folder.glob(name), None) for name in names):
            pickled = sorted(file.name for file in folder.iterdir() if file.suffix in _PICKLED)
            if pickled:
                message = _("{file} may be a pickle, which can run any code; only weights as safetensors are read")
                raise self._broken(message.format(file=pickled[0]))
            raise self._broken(_("it has no weights as safetensors"))

    def _suggestions(self, item: PreparedText, spans_of_chunks: Iterable[list[ModelSpan]]) -> list[Suggestion]:
        best: dict[tuple[int, int, str], float] = {}
        for chunk, spans in enumerate(spans_of_chunks):
            for span in spans:
                label = self._options.label(span.label)
                place = item.source_range(chunk, span.start, span.end)
                if label and place and span.score >= self._options.min_score:
                    key = (*place, label)
                    best[key] = max(span.score, best.get(key, 0.0))
        return [Suggestion(*key, score, self.name) for key, score in sorted(best.items())]

    def _broken(self, reason: Exception | str) -> SourceError:
        """Return the error for a model that cannot be used."""
        if isinstance(reason, Exception):
            reason = " ".join(f"{type(reason).__name__}: {reason}".split())[:_LONGEST_REASON]
        return SourceError(Problem(self._options.model, _("the model cannot be used: {reason}").format(reason=reason)))
