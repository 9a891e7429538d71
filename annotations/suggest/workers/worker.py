"""The process that suggests, so that the application never waits: ``python -m annotations.suggest.workers.worker``.

It reads messages from its standard input, and writes messages to what was its standard output: whatever a suggester
prints goes nowhere. It ends when its input does, even while a suggester is at work.

============  ==========================================================================================
message       meaning
============  ==========================================================================================
``setup``     the first one: which project, and which suggesters to do without
``ask``       the suggestions for one text, the part ``around`` an offset first; ends the former ``ask``
``texts``     the suggestions for many texts
``decided``   what the annotator has decided in an article
============  ==========================================================================================

It answers with ``at`` (who is asked now, where texts are sent, and within how many seconds there will be another
message), ``answer`` (what there is in a part of the text), ``found`` (for ``texts``), ``problem``, ``off`` (a suggester
that is switched off), and ``idle`` when there is nothing more to do.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import BinaryIO, TextIO, cast

from annotations.suggest.consent.digests import DIGESTS
from annotations.suggest.decision_reader import Decided, DecisionReader
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.project import load_ensemble
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion, from_suggestions, to_suggestions
from annotations.suggest.workers.chunks import chunks, nearest_first
from annotations.suggest.workers.inbox import Inbox
from annotations.suggest.workers.protocol import Message, encode, from_problem, to_decisions, to_setup
from seeds.errors import ZhupiError
from seeds.system.printable_stream import PrintableStream

_NICENESS = 10
_BEAT = 1.0
"""Seconds within which the same suggester is not announced again."""

_FIRST_GATHERED = 0.05
"""Seconds for which decisions are gathered before the first text is looked at; the others are gathered afterwards."""

Send = Callable[[Message], None]


class Worker:
    """Answers the messages of an inbox, of which ``setup`` was the first one."""

    def __init__(self, ensemble: Ensemble, gathered: Iterator[Decided], inbox: Inbox, send: Send) -> None:
        self._ensemble = ensemble
        self._gathered = gathered
        self._inbox = inbox
        self._send = send
        self._told: set[str] = set()
        self._own: set[tuple[str, ...]] = set()
        self._last: Message | None = None
        self._outdated = False

    def run(self) -> None:
        """Answer messages for ever; what was decided in other articles is gathered when there are none."""
        until = monotonic() + _FIRST_GATHERED
        while monotonic() < until and self._gather():
            pass
        while True:
            while self._inbox.is_empty() and self._gather():
                pass
            if self._inbox.is_empty() and self._last and self._outdated:
                self._handle(self._last)
            if self._inbox.is_empty():
                self._send({"is": "idle"})
            self._handle(self._inbox.take())

    def _gather(self) -> bool:
        """Take in the decisions of one more file; whether there was one."""
        decided = next(self._gathered, None)
        if decided is None:
            return False
        article, decisions = decided
        if article not in self._own:
            self._ensemble.memory.put(article, decisions)
            self._outdated = True
        return True

    def _handle(self, message: Message) -> None:
        if message["is"] == "ask":
            self._last, self._outdated = message, False
            self._answer(message)
        elif message["is"] == "texts":
            while self._gather():
                pass
            found = self._ensemble.suggest_all(message["texts"])
            self._send(
                {"is": "found", "number": message["number"], "found": [from_suggestions(items) for items in found]}
            )
        elif message["is"] == "decided":
            article, decisions = to_decisions(message)
            self._own.add(article)
            self._ensemble.memory.put(article, decisions)
        self._tell_problems()

    def _answer(self, message: Message) -> None:
        text = message["text"]
        others = to_suggestions(message["others"])
        pieces = chunks(text)
        found: dict[int, list[Suggestion]] = {}
        for start, end in nearest_first(pieces, message["around"]):
            piece = text[start:end]
            if not found and self._ensemble.has_slow:
                self._send_answer(message, start, end, self._ensemble.completed(piece, self._ensemble.quick(piece)))
            if self._is_cancelled():
                return
            combined = next(self._ensemble.combined([piece], [_within(others, start, end)]))
            found[start] = combined
            if len(pieces) > 1:
                self._send_answer(message, start, end, self._ensemble.completed(piece, combined))
            if self._is_cancelled():
                return
        self._answer_whole(message, pieces, found)

    def _answer_whole(
        self, message: Message, pieces: list[tuple[int, int]], found: dict[int, list[Suggestion]]
    ) -> None:
        """Answer with what is known when all pieces have been looked at: names of one may stand in another."""
        moved = [_moved(item, start) for start, _end in pieces for item in found[start]]
        completed = iter(self._ensemble.completed(message["text"], moved))
        item = next(completed, None)
        for start, end in pieces or [(0, 0)]:
            within = []
            while item and item.start < end:
                within.append(_moved(item, -start))
                item = next(completed, None)
            self._send_answer(message, start, end, within, done=end == len(message["text"]))

    def _send_answer(
        self, message: Message, start: int, end: int, found: list[Suggestion], *, done: bool = False
    ) -> None:
        rows = from_suggestions(found, start)
        self._send(
            {"is": "answer", "number": message["number"], "start": start, "end": end, "found": rows, "done": done}
        )

    def _is_cancelled(self) -> bool:
        return self._inbox.has("ask")

    def _tell_problems(self) -> None:
        for problem in self._ensemble.problems:
            if str(problem) not in self._told:
                self._told.add(str(problem))
                self._send(from_problem(problem))
        for name in self._ensemble.switched_off:
            self._send({"is": "off", "name": name})


class Announcer:
    """Tells who is asked and where texts go, at most once a second for the same one."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._last = ("", "", 0.0)

    def __call__(self, name: str, seconds: float, sends_to: str) -> None:
        """A suggester is asked now, which has that many seconds to give a sign of life."""
        now = monotonic()
        if self._last[:2] != (name, sends_to) or now > self._last[2] + _BEAT:
            self._last = name, sends_to, now
            self._send({"is": "at", "name": name, "seconds": seconds, "to": sends_to})


def _within(suggestions: Iterable[Suggestion], start: int, end: int) -> list[Suggestion]:
    """Those that lie within a piece of the text, as they are there."""
    return [_moved(item, -start) for item in suggestions if start <= item.start and item.end <= end]


def _moved(item: Suggestion, by: int) -> Suggestion:
    return Suggestion(item.start + by, item.end + by, item.label, item.score, item.origin)


def main() -> None:
    """Work until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is meant for the application, which ends the input
    sys.stderr = cast("TextIO", PrintableStream(sys.stderr))  # a log, which is read in a terminal
    source, target = _own_streams()

    def send(message: Message) -> None:
        target.write(encode(message))
        target.flush()

    inbox = Inbox(source)
    first = inbox.take()
    setup, without = to_setup(first)
    DIGESTS.learn(first["known"])
    if setup.in_background and hasattr(os, "nice"):
        os.nice(_NICENESS)
    announcer = Announcer(send)
    try:
        ensemble = load_ensemble(setup, without, announcer)
    except ZhupiError as error:
        send(from_problem(error.problem))
        send({"is": "useless"})
        return
    Worker(ensemble, _gathered(setup), inbox, send).run()


def _gathered(setup: Setup) -> Iterator[Decided]:
    if setup.annotations is None:
        return iter(())
    return DecisionReader(setup.annotations, setup.annotator, setup.project, follow_links=setup.follow_links).changed()


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The streams to the application, out of the reach of whatever reads standard input or prints."""
    source, target = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return open(source, "rb"), open(target, "wb")  # noqa: PTH123 - for as long as the process lives


if __name__ == "__main__":
    main()
