"""Write IEPile's instructions with a schema, which DeepKE's InstructKGC and OneKE train with: words, without places."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import write_lines
from annotations.exchange.shared.label_names import spoken_names
from annotations.model.span import Span
from seeds.errors import Problem, SourceError
from seeds.i18n import _

_ENTITIES = "请找出 input 中属于 schema 所列类别的实体,逐字照抄;没有的类别给出空列表。只用 JSON 回答。"
_RELATIONS = (
    "请找出 input 中属于 schema 所列关系的主体(subject)和客体(object),逐字照抄;没有的关系给出空列表。只用 JSON 回答。"
)
_AT_ONCE = {"NER": 6, "RE": 4}
"""How many labels or relations are asked for at once, as its models were trained."""


class Iepile:
    """Write ``{"task", "source", "instruction", "output"}``, of which the last two are JSON of their own.

    The instruction is ``{"instruction", "schema": [label, …], "input": text}``, and the output
    ``{label: [words, …]}``, or for relations ``{type: [{"subject", "object"}, …]}``. Each text is asked for all labels
    and relations of the schema, a few at a time. Labels are called by their titles, since a model reads them. Words
    that stand in a text several times are written once, so that this is not read back.
    """

    about = FormatInfo(
        "iepile",
        _("IEPile and InstructKGC: instructions with a schema, and words as the answer"),
        ".jsonl",
        Capabilities(Unit.TEXT, overlap=True, relations=True, people=False, times=False),
        reads=False,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        spoken = spoken_names(options.schema, report)
        write_lines(path, (line for record in records for line in _lines(record, options, spoken, report)))

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Refuse: its words have no places; always raises ``SourceError``."""
        raise SourceError(Problem(str(path), _("this format says no places, and is not read back")))

    def detect(self, path: Path, head: str) -> bool:
        """Refuse every file, as none is read."""
        return False


FORMAT = Iepile()


def _lines(record: Record, options: Options, spoken: Mapping[str, str], report: Report) -> Iterator[dict[str, Any]]:
    spans = [span for span in record.spans if not _is_blank(record, span, report)]
    report.wrote(record, tuple(spans))
    entities: dict[str, dict[str, None]] = {spoken.get(label.name, label.name): {} for label in options.schema.labels}
    for span in spans:
        words = entities.setdefault(spoken.get(span.label, span.label), {})
        if record.words(span) in words:
            report.changed[_("written once with others of the same words")] += 1
        words[record.words(span)] = None
    by_id = {span.id: record.words(span) for span in spans}
    relations: dict[str, dict[tuple[str, str], None]] = {relation.name: {} for relation in options.schema.relations}
    for tie in record.relations:
        if tie.head in by_id and tie.tail in by_id:
            relations.setdefault(tie.type, {})[by_id[tie.head], by_id[tie.tail]] = None
        else:
            report.drop(record, _("one of its spans is lost"), what="relation")
    yield from _asked("NER", _ENTITIES, record.text, {name: list(words) for name, words in entities.items()})
    triples = {name: [{"subject": head, "object": tail} for head, tail in pairs] for name, pairs in relations.items()}
    yield from _asked("RE", _RELATIONS, record.text, triples)


def _is_blank(record: Record, span: Span, report: Report) -> bool:
    blank = record.words(span).isspace()
    if blank:
        report.drop(record, _("is white space alone"), span)
    return blank


def _asked(task: str, instruction: str, text: str, answers: Mapping[str, Sequence[object]]) -> Iterator[dict[str, Any]]:
    """Yield the questions for all names of ``answers``, as evenly as they can be divided."""
    names = list(answers)
    count = -(-len(names) // _AT_ONCE[task])
    for number in range(count):
        schema = names[number * len(names) // count : (number + 1) * len(names) // count]
        question = {"instruction": instruction, "schema": schema, "input": text}
        answer = {name: answers[name] for name in schema}
        yield {
            "task": task,
            "source": "zhupi",
            "instruction": json.dumps(question, ensure_ascii=False),
            "output": json.dumps(answer, ensure_ascii=False),
        }
