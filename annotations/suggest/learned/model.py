"""Keep a trained model in one file: how it was made, and the weights."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import pycrfsuite

from annotations.model.span import NOTHING
from annotations.storage.disk import replace_own_file
from annotations.suggest.learned.character_tags import OUTSIDE, spans_of_tags, tags_of_spans
from annotations.suggest.learned.features import VERSION
from annotations.suggest.learned.prior import Meaning, Scored, blended, translated
from annotations.suggest.suggestion import LabelledRange
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import WHOLE, read_regular

_MAGIC = b"zhupi learned model 1\n"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Describe what a model was made of.

    ``sources`` are the names of those that were asked; ``spans`` counts the examples of each label; ``f1`` is by label
    what cross-validation found, from 0 to 1, with the mean over all spans as ``""``; it is empty where there was none.
    ``meanings`` are the labels here that the suggesters' labels stand for.
    """

    trained: datetime
    sources: tuple[str, ...]
    articles: int
    sentences: int
    spans: Mapping[str, int]
    f1: Mapping[str, float] = field(default_factory=lambda: NOTHING)
    meanings: Mapping[str, Meaning] = field(default_factory=lambda: NOTHING)


class Model:
    """Tag characters by a trained conditional random field. May be used by one thread at a time."""

    def __init__(self, info: ModelInfo, weights: bytes) -> None:
        self.info = info
        self.weights = weights

    @cached_property
    def version(self) -> str:
        """Return a digest of the weights: the same examples make the same."""
        return sha256(self.weights).hexdigest()[:16]

    def spans(self, features: Sequence[Sequence[str]], suggested: Iterable[LabelledRange] = ()) -> list[Scored]:
        """Return the most probable spans of a sequence, in order, each with its probability.

        ``suggested`` is what the suggesters together say of it: the less is learned of a label, the more that counts.

        The probability is the least of the marginal probabilities of its characters' tags, which is not less than that
        of the span as a whole.
        """
        if not features:
            return []
        self._tagger.set(features)
        tags = self._tagger.tag()
        others = translated(suggested, self.info.meanings)
        if tags.count(OUTSIDE) == len(tags) and not others:
            return []
        own = [(span, self._probability(span, tags[span[0] : span[1]])) for span in spans_of_tags(tags)]
        if not others:
            return own
        weighed = (
            (
                span,
                precision,
                self._probability(span, tags_of_spans([(0, span[1] - span[0], span[2])], span[1] - span[0])),
            )
            for span, precision in others
        )
        return blended(own, weighed, self.info.spans)

    def _probability(self, span: LabelledRange, tags: Sequence[str]) -> float:
        """Return the least probability of the tags of a span's characters in the sequence that is set.

        It is 0 where one of the tags was in no example: the library would refuse it.
        """
        if not self._tags.issuperset(tags):
            return 0.0
        marginal = self._tagger.marginal
        return min(float(marginal(tag, offset)) for offset, tag in enumerate(tags, span[0]))

    def save(self, path: Path) -> None:
        """Write the file in one step, and the folders above it where they are missing; raises ``OSError``."""
        about = asdict(self.info) | {
            "trained": self.info.trained.isoformat(),
            "features": VERSION,
            "sha256": sha256(self.weights).hexdigest(),
        }
        replace_own_file(path, _MAGIC + json.dumps(about, ensure_ascii=False).encode() + b"\n" + self.weights)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a file; raises ``SourceError`` where it is damaged or from another version of the program."""
        try:
            content = read_regular(path, WHOLE)
        except OSError as error:
            reason = error.strerror or str(error)
            raise _refused(path, _("cannot be read: {reason}").format(reason=reason)) from error
        if not content.startswith(_MAGIC):
            raise _refused(path, _("is not a model that this version of zhupi has trained"))
        head, _newline, weights = content[len(_MAGIC) :].partition(b"\n")
        try:
            about = json.loads(head)
            version, digest = about["features"], about["sha256"]
            if version != VERSION:
                raise _refused(path, _("was trained by another version of zhupi"))
            info = _info(about)
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise _refused(path, _("is damaged")) from error
        if digest != sha256(weights).hexdigest():  # the library that reads weights would crash
            raise _refused(path, _("is damaged"))
        return cls(info, weights)

    @cached_property
    def _tags(self) -> frozenset[str]:
        return frozenset(self._tagger.labels())

    @cached_property
    def _tagger(self) -> pycrfsuite.Tagger:
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(self.weights)
        return tagger


def _info(about: Mapping[str, Any]) -> ModelInfo:
    return ModelInfo(
        trained=datetime.fromisoformat(about["trained"]),
        sources=tuple(map(str, about["sources"])),
        articles=int(about["articles"]),
        sentences=int(about["sentences"]),
        spans={str(label): int(count) for label, count in about["spans"].items()},
        f1={str(label): float(value) for label, value in about["f1"].items()},
        meanings={
            str(label): Meaning(str(one["label"]), float(one["precision"])) for label, one in about["meanings"].items()
        },
    )


def _refused(path: Path, message: str) -> SourceError:
    return SourceError(Problem(str(path), message, advice=_("run: zhupi learn")))
