"""Write and read objects that train a model to answer: what it is told, a text, and its answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations.exchange.format import FormatInfo
from annotations.exchange.formats.chat.answers import answer_of, is_certain, items_in, spans_of
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.json_array import write_array
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.lines import line_name
from annotations.exchange.shared.validated_jsonl import first_item, read_validated_json
from annotations.model.span import NOTHING
from annotations.suggest.adapters.chat_prompt import instructions
from seeds.i18n import _

Turns = Iterable[tuple[str, str]]
"""What is asked and what is answered, one after another."""


@dataclass(frozen=True, slots=True)
class Conversations:
    """Write and read objects in which a model is told a task, gets a text, and answers with its spans.

    It is told what the suggester ``chat`` tells it, so that the model that comes of it serves as a suggester. The
    answer is ``{"spans": [{"label", "text", "occurrence"}, …]}``, where ``occurrence`` counts from 1 where the same
    words stand, without overlap: models count badly, and offsets worse. Answers of others are read too, as ``items_in``
    has it.

    ``value`` makes an object of task, text and answer, and ``turns`` finds the texts and answers in one; what it gives
    is looked at for such answers. Files are read as an array or as lines, and written as an array if the suffix is
    ``.json``. ``meaningless`` are the keys that say nothing of a text.
    """

    about: FormatInfo
    value: Callable[[str, str, str], dict[str, Any]]
    turns: Callable[[Mapping[str, Any]], Turns]
    meaningless: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        task = instructions(options.schema)
        write_values = write_array if self.about.suffix == ".json" else write_lines
        write_values(path, (self.value(task, record.text, answer_of(record, report)) for record in records))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says."""
        expected = _("conversation with a text and a list of its spans")
        for number, value in read_validated_json(path, report, self._fits, expected, self.meaningless):
            where = line_name(number)
            for text, items in self._answered(value):
                yield Record("", text, spans_of(text, items, where, report))

    def detect(self, path: Path, head: str) -> bool:
        """Return whether the first object is one of this format."""
        return any(is_certain(answer) for _text, answer in self.turns(first_item(path, head)))

    def _fits(self, value: Mapping[str, Any]) -> bool:
        return bool(self._answered(value))

    def _answered(self, value: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
        """Return the texts of an object that are answered with spans."""
        answers = [(text, items_in(answer)) for text, answer in self.turns(value)]
        return [(text, items) for text, items in answers if items is not None]


def turn_of(message: object, role: str, content: str) -> tuple[str, str]:
    """Return who says what by the names of these two keys; empty where it is not a text."""
    values = (message.get(role), message.get(content)) if isinstance(message, dict) else (None, None)
    return (values[0], values[1]) if isinstance(values[0], str) and isinstance(values[1], str) else ("", "")


def answered_turns(turns: Iterable[tuple[str, str]], asking: str, answering: str) -> Turns:
    """Yield what one role says with what the other says next."""
    before = ("", "")
    for turn in turns:
        if (before[0], turn[0]) == (asking, answering):
            yield before[1], turn[1]
        before = turn
