"""Train the model of one annotator in one project, and say where it is kept."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from annotations.suggest.learned.crossvalidation import (
    CurvePoint,
    Validation,
    cross_validate,
    learning_curve,
)
from annotations.suggest.learned.evidence import default_sources
from annotations.suggest.learned.model import Model
from annotations.suggest.learned.models_folder import models_folder
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.training import TrainingExample, never, prepare, train
from seeds.errors import SourceError
from seeds.system.descriptors import real_path


def model_path(folder: Path, annotator: str) -> Path:
    """Return the file of the model that is learned from an annotator's files below a folder of annotations.

    It is in the user's cache: it can be deleted, and is made again.
    """
    digest = sha256(f"{real_path(folder)}\n{annotator}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return models_folder() / f"{digest}.model"


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Hold what there is to learn from: examples, and the names of the sources that were asked for them."""

    examples: Sequence[TrainingExample]
    sources: Sequence[str]

    @classmethod
    def of(
        cls, articles: Iterable[AnnotatedText], gazetteers: Sequence[Path] = (), cancelled: Callable[[], bool] = never
    ) -> "TrainingData":
        """Ask the sources that are here of each article; raises ``TrainingCancelledError``."""
        sources = default_sources(gazetteers)
        return cls(prepare(articles, sources, cancelled=cancelled), [source.name for source in sources])

    def validate(self, cancelled: Callable[[], bool] = never) -> Validation | None:
        """Cross-validate; returns None where there is too little for it. Raises ``TrainingCancelledError``."""
        try:
            return cross_validate(self.examples, cancelled=cancelled)
        except SourceError:  # what is too little for all of them is reported by ``train``
            return None

    def curve(self) -> Iterable[CurvePoint]:
        """Yield the points of the learning curve as they are computed; raises as ``cross_validate`` does."""
        return learning_curve(self.examples)

    def train(self, validation: Validation | None, cancelled: Callable[[], bool] = never) -> Model:
        """Return the model of all examples; raises as ``training.train`` does."""
        f1 = validation.f1 if validation else {}
        return train(self.examples, self.sources, f1=f1, cancelled=cancelled)
