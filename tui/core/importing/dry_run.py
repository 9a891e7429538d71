"""Look what would come of an import, and what has to be asked before that can be said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from annotations.exchange.detection import detect
from annotations.exchange.format import Format
from annotations.exchange.importing.answers import samples
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import Imported, ImportRequest
from seeds.errors import Problem, Question, UndecidedError, ZhupiError
from seeds.i18n import _
from seeds.sources.corpus import Corpus

FORMAT = "format"
"""The option whose question is not about how a format reads, but which it is."""


@dataclass(frozen=True, slots=True)
class Order:
    """Hold an import as it was asked for; ``format`` is None where the file is to show it.

    ``make`` gives the request of a dry run once the format is known.
    """

    corpus: Corpus
    folder: Path
    path: Path
    format: Format | None
    encoding: str
    make: Callable[[Format], ImportRequest]


@dataclass(slots=True)
class DryRun:
    """Hold what would come of an import, or ``error``: why nothing would; ``question`` is what would settle that.

    ``format`` is the one that was chosen or detected, and ``samples`` are what the first span would be by the values
    that the question offers. ``steps`` is how often an import says that it goes on, which the real one does as often.
    """

    format: Format | None = None
    imported: Imported | None = None
    steps: int = 0
    problems: list[Problem] = field(default_factory=list)
    error: Problem | None = None
    question: Question | None = None
    samples: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        """Return whether the import can be made, and brings anything along that was not there."""
        imported = self.imported
        return imported is not None and bool(imported.report.articles.total() or imported.suggestions)


def dry_run(order: Order, step: Callable[[], None]) -> DryRun:
    """Look what would come of an import, without changing anything; for a worker.

    ``step`` is called for each record; what it raises ends the look.
    """
    result = DryRun(order.format)

    def count() -> None:
        result.steps += 1
        step()

    try:
        result.format = order.format or detect(order.path, result.problems.append, order.encoding)
        request = order.make(result.format)
        result.imported = import_file(
            order.corpus, order.folder, request, on_problem=result.problems.append, step=count, check=count
        )
    except UndecidedError as error:
        result.error, result.question = error.problem, error.question
    except ZhupiError as error:
        result.error = error.problem
    except OSError as error:
        result.error = Problem(str(order.path), _("cannot be read: {reason}").format(reason=error.strerror or error))
    if result.question:
        result.samples = samples_for(order, result.format, result.question, step)
    return result


def samples_for(
    order: Order, format_: Format | None, question: Question, step: Callable[[], None]
) -> Mapping[str, str]:
    """Return what the first span would be under each value of an option; nothing where that cannot be shown."""
    if format_ is None or question.option == FORMAT:
        return {}
    try:
        return samples(order.make(format_), question, step)
    except ZhupiError:  # it is asked nonetheless
        return {}
