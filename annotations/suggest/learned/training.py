"""Train a model on annotated articles."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from sys import intern
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pycrfsuite

from annotations.suggest.learned.character_tags import outermost, spans_of_tags, tags_of_spans
from annotations.suggest.learned.evidence import FeatureSource, findings
from annotations.suggest.learned.features import Features
from annotations.suggest.learned.model import Model, ModelInfo
from annotations.suggest.learned.prior import meanings
from annotations.suggest.learned.sentences import AnnotatedText, example_ranges
from annotations.suggest.learned.tagged_ranges import TaggedRanges
from annotations.suggest.suggestion import LabelledRange
from annotations.suggest.taggers.simplified import simplify
from seeds.errors import Problem, SourceError
from seeds.i18n import _, ngettext
from seeds.script.offsets import OffsetMap

LEAST = 10
"""How many spans there must be to learn from."""

SETTINGS: Mapping[str, float | bool] = MappingProxyType(
    {
        "c1": 0.1,
        "c2": 0.02,
        "max_iterations": 60,
        "feature.possible_transitions": False,
        "period": 10,
        "delta": 1e-4,
    }
)
"""How python-crfsuite's L-BFGS is configured; tuned on UNER's Chinese-GSD (train) and news with ten labels."""

_AT_ONCE = 32
"""How many articles are tagged at once."""


class TrainingCancelledError(Exception):
    """Signal that training was cancelled; nothing has been written."""


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """Hold a sentence to learn from: the features and the tag of each character.

    ``key`` is that of its article; ``suggested`` is what the suggesters together say, under their labels.
    """

    key: tuple[str, str]
    features: Sequence[Sequence[str]]
    tags: Sequence[str]
    suggested: Sequence[LabelledRange] = ()

    @property
    def spans(self) -> list[LabelledRange]:
        """Return the spans of the sentence."""
        return list(spans_of_tags(self.tags))


def never() -> bool:
    """Return False, as nobody cancels."""
    return False


def prepare(
    articles: Iterable[AnnotatedText], sources: Sequence[FeatureSource], *, cancelled: Callable[[], bool] = never
) -> list[TrainingExample]:
    """Return what can be learned from the articles and the sources' tags; raises ``TrainingCancelledError``.

    Features are made of the simplified text, so that articles in either script teach each other.
    """
    examples: list[TrainingExample] = []
    rest = iter(articles)
    while batch := list(islice(rest, _AT_ONCE)):
        if cancelled():
            raise TrainingCancelledError
        tagged_texts = findings(sources, [article.text for article in batch])
        for article, tagged in zip(batch, tagged_texts, strict=True):
            examples += _examples(article, tagged)
    return examples


def train(
    examples: Sequence[TrainingExample],
    sources: Iterable[str] = (),
    *,
    f1: Mapping[str, float] = MappingProxyType({}),
    now: datetime | None = None,
    cancelled: Callable[[], bool] = never,
) -> Model:
    """Train a model; the same examples make the same weights.

    ``sources`` are the names of those that were asked for the examples, and ``f1`` what cross-validation has found, for
    the record. python-crfsuite holds the interpreter while it trains: leave it to a process of its own, which also
    gives the memory back that cancelled training has taken. Raises ``TrainingCancelledError``, and ``SourceError``
    where there is too little to learn from.
    """
    counts = Counter(label for example in examples for _start, _end, label in example.spans)
    require_enough(counts.total())
    info = ModelInfo(
        trained=now or datetime.now(UTC),
        sources=tuple(sources),
        articles=len({example.key for example in examples}),
        sentences=len(examples),
        spans=dict(sorted(counts.items())),
        f1=dict(f1),
        meanings=meanings((example.suggested, example.spans) for example in examples),
    )
    return Model(info, _weights(examples, cancelled))


def simplified_features(text: str, tagged: TaggedRanges) -> tuple[Features, str, OffsetMap]:
    """Return the features of the simplified text, that text, and its map; the ranges are in the text as given."""
    simplified = simplify(text)
    to_target = simplified.map.target_range
    moved = {
        name: [(*to_target(start, end), tag) for start, end, tag in of_one] if simplified.map.edits else of_one
        for name, of_one in tagged.items()
    }
    return Features(simplified.text, moved), simplified.text, simplified.map


def _examples(article: AnnotatedText, tagged: TaggedRanges) -> Iterator[TrainingExample]:
    features, _text, offsets = simplified_features(article.text, tagged)
    for part in example_ranges(article):
        start, end = offsets.target_range(part.start, part.end)
        moved = outermost((*offsets.target_range(first, last), label) for first, last, label in part.spans)
        spans = ((first - start, last - start, label) for first, last, label in moved)
        rows = [[intern(feature) for feature in row] for row in features.of(start, end)]
        tags = tags_of_spans(spans, end - start)
        yield TrainingExample(article.key, rows, tags, features.suggested(start, end))


def _weights(examples: Sequence[TrainingExample], cancelled: Callable[[], bool]) -> bytes:
    def heed(_message: str) -> None:
        if cancelled():
            raise TrainingCancelledError

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.message = heed  # the one thing that is called while it trains
    for example in examples:
        trainer.append(example.features, example.tags)
    trainer.set_params(dict(SETTINGS))
    with TemporaryDirectory(prefix="zhupi-") as folder:
        path = Path(folder, "weights")
        trainer.train(str(path))
        return path.read_bytes()


def require_enough(count: int) -> None:
    """Raise ``SourceError`` where so many spans are too few to learn from."""
    if count >= LEAST:
        return
    message = ngettext(
        "{count} span is too few to learn from", "{count} spans are too few to learn from", count
    ).format(count=count)
    raise SourceError(Problem("", message, advice=_("mark at least {least}").format(least=LEAST)))
