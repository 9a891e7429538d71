"""Suggest for the application: it asks without waiting, and is answered from a process of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import count
from queue import SimpleQueue
from threading import Lock, Thread

from annotations.suggest.memory import Decisions
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion, in_read, in_written
from annotations.suggest.workers.failures import FailureLog
from annotations.suggest.workers.process import Sending, WorkerProcess
from annotations.suggest.workers.protocol import (
    ArticleDecisions,
    AskText,
    FromWorker,
    ProblemReport,
    SwitchedOff,
    TextAnswer,
    Unusable,
)
from seeds.errors import Problem
from seeds.i18n import _
from seeds.segmentation.reflow import ReadText

Key = tuple[str, str]
"""Document and id of an article."""


@dataclass(frozen=True, slots=True)
class SuggestionUpdate:
    """Hold the suggestions for a part of a text, in place of all earlier ones there.

    ``number`` is that of the question; ``start`` and ``end`` bound the part. With ``done``, nothing more follows for
    the question, unless more is learned of other articles: then all of it is answered once more.
    """

    key: Key
    number: int
    start: int
    end: int
    suggestions: tuple[Suggestion, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class _Question:
    key: Key
    read: ReadText
    message: AskText


class Service:
    """Keep one worker process, which is started with the first question.

    No method waits. ``on_update``, ``on_problem`` and ``on_sending`` are called from a thread of the service; answers
    to a question that is not the latest are left out. A suggester that hangs or ends the process is named in a problem,
    and the process goes on without it.
    """

    def __init__(
        self,
        setup: Setup,
        on_update: Callable[[SuggestionUpdate], None],
        on_problem: Callable[[Problem], None],
        on_sending: Callable[[Sending], None] = lambda _sending: None,
    ) -> None:
        self._setup = setup
        self._on_update = on_update
        self._on_problem = on_problem
        self._on_sending = on_sending
        self._numbers = count(1)
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="suggestions", daemon=True)
        self._starting = Lock()
        self._latest: _Question | None = None
        self._process: WorkerProcess | None = None
        self._decisions: dict[Key, Decisions] = {}
        self._failures = FailureLog()
        self._useless = False

    def ask(self, key: Key, read: ReadText, around: int = 0, others: Iterable[Suggestion] = ()) -> int:
        """Ask for the suggestions for a text, the part around an offset first, in place of the former question.

        ``others`` are suggestions that are there already, such as those that were kept; they are combined with what is
        found. Returns the number that the updates have. All offsets are those of the text as it is written; the
        suggesters get what is read of it.
        """
        near = read.map.to_target(around)
        message = AskText(next(self._numbers), read.text, near, tuple(in_read(others, read)))
        question = self._latest = _Question(key, read, message)
        self._put(lambda: self._put_question(question))
        return message.number

    def warm_up(self) -> None:
        """Start the process and have it read its lists and models, so that the first question need not wait."""
        self._put(self._warm_up)

    def decided(self, key: Key, decisions: Decisions | Callable[[], Decisions]) -> None:
        """Pass on what has been decided in an article so far; a function is called in a thread of the service."""
        self._put(lambda: self._pass_on(key, decisions if isinstance(decisions, Decisions) else decisions()))

    def reload(self) -> None:
        """Read settings, lists and models again, try all suggesters again, and answer the latest question once more."""
        self._put(self._reload)

    def close(self) -> None:
        """End the process; nothing is answered any more."""
        self._latest = None
        if self._process:
            self._process.kill()
        self._put(None)

    def _put(self, task: Callable[[], None] | None) -> None:
        self._tasks.put(task)
        with self._starting:  # two threads may put the first tasks at once
            if not self._thread.ident:
                self._thread.start()

    def _run(self) -> None:
        while task := self._tasks.get():
            self._attempt(task)
        self._attempt(self._end)

    def _attempt(self, task: Callable[[], None]) -> None:
        """Do something; a fault of ours in it is reported and does not end the thread, which goes on answering."""
        try:
            task()
        except Exception as error:  # noqa: BLE001 - whatever it is, the next article is to have suggestions
            message = _("failed, by a fault of the program: {reason}")
            reason = f"{type(error).__name__}: {error}"
            self._report(Problem(_("suggestions"), message.format(reason=reason)))

    def _put_question(self, question: _Question) -> None:
        if question is not self._latest or self._useless:
            return
        if self._process:
            self._send(question)
        else:
            self._start()

    def _warm_up(self) -> None:
        if self._latest is None and not self._useless:
            self._latest = _Question(("", ""), ReadText(""), AskText(0, ""))
            self._put_question(self._latest)

    def _pass_on(self, key: Key, decisions: Decisions) -> None:
        if self._decisions.get(key) != decisions:
            self._decisions[key] = decisions
            if self._process:
                self._process.send(ArticleDecisions(key, decisions))

    def _reload(self) -> None:
        self._end()
        self._failures = FailureLog()
        self._useless = False
        if self._latest:
            self._start()

    def _start(self) -> None:
        """Start a process, pass on all that has been decided, and ask the latest question."""
        try:
            process = self._process = WorkerProcess(self._setup, self._failures.without)
        except OSError as error:
            self._useless = True
            message = _("cannot be started: {reason}").format(reason=error.strerror)
            self._on_problem(Problem(_("suggestions"), message))
            return
        for key, decisions in self._decisions.items():
            process.send(ArticleDecisions(key, decisions))
        if self._latest:
            self._send(self._latest)
        Thread(target=self._listen, args=(process,), name="suggestions-answers", daemon=True).start()

    def _send(self, question: _Question) -> None:
        assert self._process
        self._process.send(question.message)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process:
            process.end()
            self._on_sending(Sending(""))

    def _listen(self, process: WorkerProcess) -> None:
        """Pass on what a process says, until it ends."""
        for message in process.messages():
            if process is self._process:
                self._attempt(partial(self._handle, message))
        self._put(lambda: self._recover(process))

    def _handle(self, message: FromWorker | Sending) -> None:
        match message:
            case TextAnswer():
                self._pass_on_answer(message)
            case ProblemReport(problem):
                self._report(problem)
            case SwitchedOff(suggester):
                self._failures.blame(suggester)
            case Sending():
                self._on_sending(message)
            case Unusable():
                self._useless = True

    def _pass_on_answer(self, answer: TextAnswer) -> None:
        question = self._latest
        if question and question.message.number == answer.number:
            read = question.read
            start, end = read.map.to_source(answer.start), read.map.to_source(answer.end)
            suggestions = tuple(in_written(answer.suggestions, read))
            self._on_update(SuggestionUpdate(question.key, answer.number, start, end, suggestions, answer.done))

    def _recover(self, process: WorkerProcess) -> None:
        """Go on after a process has ended by itself."""
        if process is not self._process:
            return
        self._process = None
        if self._useless:
            return
        self._report(self._failures.record(process))
        if self._failures.given_up:
            self._useless = True
            self._report(Problem(_("suggestions"), _("are given up until the program starts again")))
        else:
            self._start()

    def _report(self, problem: Problem) -> None:
        if self._failures.is_news(problem):
            self._on_problem(problem)
