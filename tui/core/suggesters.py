"""Run the suggesters of a project beside the application, and learn from what the annotator decides."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from seeds.errors import Problem
from seeds.sources.corpus import Corpus

if TYPE_CHECKING:
    from annotations.storage.open_article import OpenArticle
    from annotations.suggest.setup import Setup
    from annotations.suggest.workers.process import Sending
    from annotations.suggest.workers.service import Service, SuggestionUpdate
    from tui.core.background_learner import Learner
    from tui.core.consents import Consents

QUIET = 1.0
"""Seconds without a key after which there is time for what no key may wait for."""


def _ignore(_report: object) -> None:
    """Do nothing with a report while there is no screen."""


class Suggesters:
    """Hold what finds suggestions, what it may do, and what it learns; each part is made when it is first used.

    ``folder`` returns the folder of the annotations. ``on_report`` gets what the suggesters find and what they cannot
    do, from another thread. ``sending`` is the endpoint that texts are being sent to, empty where there is none.
    """

    def __init__(self, corpus: Corpus, annotator: str, settings_path: Path, folder: Callable[[], Path]) -> None:
        self._corpus = corpus
        self._annotator = annotator
        self._settings_path = settings_path
        self._folder = folder
        self._making = Lock()
        self._service: Service | None = None
        self._consents: Consents | None = None
        self._learner: Learner | None = None
        self._decided: dict[tuple[str, str], OpenArticle] = {}
        self.on_report: Callable[[SuggestionUpdate | Problem | Sending], None] = _ignore
        self.sending = ""

    @property
    def setup(self) -> "Setup":
        """Return what the suggesters of this project are to know."""
        from annotations.suggest.setup import Setup

        return Setup(
            None if self._corpus.bundled else self._corpus.root,
            self._folder(),
            self._annotator,
            model=self.model,
            in_background=True,
            follow_links=self._corpus.follow_links,
            config=self._settings_path,
        )

    @property
    def model(self) -> Path:
        """The file of what was learned, which need not exist."""
        from annotations.suggest.learned.project import model_path

        return model_path(self._folder(), self._annotator)

    @property
    def tagger_missing(self) -> bool:
        """Return whether there is no tagger but jieba's, so that names would be found better with one."""
        from annotations.suggest.registry import default_names

        return "jieba" in default_names()

    @property
    def service(self) -> "Service":
        """The process that finds suggestions; the first use, from any thread, is slow."""
        from annotations.suggest.workers.service import Service

        setup = self.setup
        with self._making:
            if self._service is None:
                self._service = Service(setup, self._report, self._report, self._report)
            return self._service

    @property
    def consents(self) -> "Consents":
        """Return what the project asks the user for; the first use is slow."""
        from tui.core.consents import Consents

        if self._consents is None:
            self._consents = Consents(self.setup)
        return self._consents

    def is_refusal(self, problem: Problem) -> bool:
        """Return whether a problem is that something was left out which the user has not allowed."""
        from annotations.suggest.consent.request import Refusal

        return isinstance(problem, Refusal)

    def note_decision(self, key: tuple[str, str], opened: "OpenArticle") -> None:
        """Take note of what the annotator has decided in an article; ``learn`` passes it on."""
        if self._learner is None:
            self._learner = self._new_learner()
        self._learner.note_decision()
        self._decided[key] = opened

    def learn(self, idle: float, *, suggesting: bool) -> None:
        """Pass decisions on, and learn where ``idle`` seconds without a key allow for it and there are suggestions."""
        if self._service and idle >= QUIET:
            from annotations.suggest.memory import Decisions

            while self._decided:
                key, opened = self._decided.popitem()
                self._service.decided(key, partial(Decisions.of, opened.article.text, opened.layer))
        if self._learner and suggesting:
            self._learner.tick(idle)

    def close(self) -> None:
        """End what runs beside the application."""
        if self._learner:
            self._learner.close()
        if self._service:
            self._service.close()

    def _report(self, report: "SuggestionUpdate | Problem | Sending") -> None:
        self.on_report(report)

    def _new_learner(self) -> "Learner":
        from tui.core.background_learner import Learner

        project = [] if self._corpus.bundled else [str(self._corpus.root)]
        options = ["--annotator", self._annotator, "--annotations", str(self._folder().absolute())]
        return Learner([*project, *options], self._use_model)

    def _use_model(self) -> None:
        """Let the suggesters use the new model."""
        self.service.reload()
