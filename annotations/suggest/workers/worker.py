"""Suggest in a process of its own, so that the application never waits.

``python -m annotations.suggest.workers.worker`` reads messages from its standard input, and writes messages to what was
its standard output: whatever a suggester prints goes nowhere. It ends when its input does, even while a suggester is at
work. The messages are those of ``annotations.suggest.workers.protocol``.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import BinaryIO, TextIO, cast

from annotations.suggest.consent.digests import DIGESTS
from annotations.suggest.decision_reader import DecidedArticle, DecisionReader
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.project import load_ensemble
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.workers.chunks import chunks, nearest_first
from annotations.suggest.workers.inbox import Inbox
from annotations.suggest.workers.protocol import (
    ArticleDecisions,
    AskText,
    AskTexts,
    AtWork,
    FromWorker,
    Idle,
    Message,
    ProblemReport,
    StartWorker,
    SwitchedOff,
    TextAnswer,
    TextsAnswer,
    Unusable,
    encode_message,
)
from seeds.errors import ZhupiError
from seeds.system.printable_stream import PrintableStream

_NICENESS = 10
_BEAT = 1.0
"""Seconds within which the same suggester is not announced again."""

_FIRST_READ = 0.05
"""Seconds for which decisions are read before the first text is looked at; the others are read afterwards."""

Send = Callable[[FromWorker], None]


class Worker:
    """Answer the messages of an inbox that follow ``StartWorker``."""

    def __init__(self, ensemble: Ensemble, decided: Iterator[DecidedArticle], inbox: Inbox, send: Send) -> None:
        self._ensemble = ensemble
        self._decided = decided
        self._inbox = inbox
        self._send = send
        self._reported: set[str] = set()
        self._own: set[tuple[str, ...]] = set()
        self._question: AskText | None = None
        self._outdated = False

    def run(self) -> None:
        """Answer messages for ever; what was decided in other articles is read when there are none."""
        until = monotonic() + _FIRST_READ
        while monotonic() < until and self._read_decisions():
            pass
        while True:
            while self._inbox.is_empty() and self._read_decisions():
                pass
            if self._inbox.is_empty() and self._question and self._outdated:
                self._handle(self._question)
            if self._inbox.is_empty():
                self._send(Idle())
            self._handle(self._inbox.take())

    def _read_decisions(self) -> bool:
        """Read the decisions of one more file, and return whether there was one."""
        decided = next(self._decided, None)
        if decided is None:
            return False
        article, decisions = decided
        if article not in self._own:
            self._ensemble.memory.put(article, decisions)
            self._outdated = True
        return True

    def _handle(self, message: Message) -> None:
        match message:
            case AskText():
                self._question, self._outdated = message, False
                self._answer(message)
            case AskTexts(texts):
                while self._read_decisions():
                    pass
                self._send(TextsAnswer(tuple(map(tuple, self._ensemble.suggest_all(texts)))))
            case ArticleDecisions(article, decisions):
                self._own.add(article)
                self._ensemble.memory.put(article, decisions)
            case _:
                raise ValueError(message)  # it ends the process: the application starts another one
        self._report_problems()

    def _answer(self, question: AskText) -> None:
        ranges = chunks(question.text)
        combined: dict[int, list[Suggestion]] = {}
        for start, end in nearest_first(ranges, question.around):
            chunk = question.text[start:end]
            if not combined and self._ensemble.has_slow:
                quick = self._ensemble.completed(chunk, self._ensemble.quick(chunk))
                self._send_part(question, start, end, quick)
            if self._is_cancelled():
                return
            combined[start] = next(self._ensemble.combined([chunk], [_within(question.others, start, end)]))
            if len(ranges) > 1:
                self._send_part(question, start, end, self._ensemble.completed(chunk, combined[start]))
            if self._is_cancelled():
                return
        self._answer_whole(question, ranges, combined)

    def _answer_whole(
        self, question: AskText, ranges: list[tuple[int, int]], combined: dict[int, list[Suggestion]]
    ) -> None:
        """Answer with what is known when all chunks have been looked at: names of one may stand in another."""
        moved = [item.moved(start) for start, _end in ranges for item in combined[start]]
        completed = iter(self._ensemble.completed(question.text, moved))
        item = next(completed, None)
        for start, end in ranges or [(0, 0)]:
            within = []
            while item and item.start < end:
                within.append(item.moved(-start))
                item = next(completed, None)
            self._send_part(question, start, end, within, done=end == len(question.text))

    def _send_part(
        self, question: AskText, start: int, end: int, suggestions: Iterable[Suggestion], *, done: bool = False
    ) -> None:
        """Send the suggestions for a part of the text, which are in offsets of the part."""
        moved = tuple(item.moved(start) for item in suggestions)
        self._send(TextAnswer(question.number, start, end, moved, done))

    def _is_cancelled(self) -> bool:
        return self._inbox.has(AskText)

    def _report_problems(self) -> None:
        for problem in self._ensemble.problems:
            if str(problem) not in self._reported:
                self._reported.add(str(problem))
                self._send(ProblemReport(problem))
        for name in self._ensemble.switched_off:
            self._send(SwitchedOff(name))


class Announcer:
    """Announce who is asked and where texts go, at most once a second for the same one."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._last = ("", "", 0.0)

    def __call__(self, name: str, seconds: float, sends_to: str) -> None:
        """Announce that a suggester is asked now, which has that many seconds to give a sign of life."""
        now = monotonic()
        if self._last[:2] != (name, sends_to) or now > self._last[2] + _BEAT:
            self._last = name, sends_to, now
            self._send(AtWork(name, seconds, sends_to))


def _within(suggestions: Iterable[Suggestion], start: int, end: int) -> list[Suggestion]:
    """Return those that lie within a part of the text, in offsets of the part."""
    return [item.moved(-start) for item in suggestions if start <= item.start and item.end <= end]


def main() -> None:
    """Work until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for the application, which ends the input
    sys.stderr = cast("TextIO", PrintableStream(sys.stderr))  # a log, which is read in a terminal
    source, target = _own_streams()

    def send(message: FromWorker) -> None:
        target.write(encode_message(message))
        target.flush()

    inbox = Inbox(source)
    first = inbox.take()
    if not isinstance(first, StartWorker):
        raise TypeError(first)
    setup = first.setup
    DIGESTS.add(first.digests)
    if setup.in_background and hasattr(os, "nice"):
        os.nice(_NICENESS)
    announcer = Announcer(send)
    try:
        ensemble = load_ensemble(setup, first.without, announcer)
    except ZhupiError as error:
        send(ProblemReport(error.problem))
        send(Unusable())
        return
    Worker(ensemble, _decided(setup), inbox, send).run()


def _decided(setup: Setup) -> Iterator[DecidedArticle]:
    if setup.annotations is None:
        return iter(())
    return DecisionReader(setup.annotations, setup.annotator, setup.project, follow_links=setup.follow_links).changed()


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the streams to the application, out of the reach of whatever reads standard input or prints."""
    source, target = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(source, "rb"), os.fdopen(target, "wb")  # for as long as the process lives


if __name__ == "__main__":
    main()
