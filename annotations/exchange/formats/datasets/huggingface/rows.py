"""Write the rows of a Hugging Face data set as JSON Lines, and then copy them into Parquet."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from annotations.exchange.formats.datasets.huggingface.features import EXTRA, TAGS, arrow_schema
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.jsonl import line_of, read_lines
from annotations.exchange.shared.tag_schemes import BIO, OUTSIDE, flat, tags_of
from annotations.exchange.shared.tokens import tokenize
from annotations.extras import require
from seeds.i18n import _
from seeds.script.detect import Script, detect

LABELS = "labels.json"

_SPLITS = {"": "train", "dev": "validation"}
_ROWS_AT_ONCE = 500


class Rows:
    """Write records as lines of JSON, into a file for each split; a context manager.

    ``names`` are the tags in the order of their numbers: first those of the schema's labels, then those of others.
    ``scripts`` counts texts by their script.
    """

    def __init__(self, path: Path, options: Options, report: Report) -> None:
        self._path = path
        self._options = options
        self._report = report
        self._open = ExitStack()
        self._files: dict[str, IO[str]] = {}
        self._numbers = {OUTSIDE: 0}
        self.scripts: Counter[Script] = Counter()
        for label in options.schema.labels:
            self._know(label.name)

    def __enter__(self) -> "Rows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def splits(self) -> list[str]:
        """The splits that have rows, in the order of their first."""
        return list(self._files)

    @property
    def names(self) -> list[str]:
        """The tags in the order of their numbers."""
        return list(self._numbers)

    def write(self, record: Record) -> None:
        """Write a record; all of its spans are, though only some have tags."""
        self.scripts[detect(record.text)] += 1
        split = _SPLITS.get(record.part, record.part)
        if split not in self._files:
            file = (self._path / f"{split}.jsonl").open("w", encoding="utf-8", newline="\n")
            self._files[split] = self._open.enter_context(file)
        self._files[split].write(line_of(self._row(record)))
        self._report.wrote(record)

    def _row(self, record: Record) -> dict[str, Any]:
        tokens = tokenize(record.text, self._options.tokens)
        aside = Report()
        spans = flat(record, tokens, self._options, aside)
        for reason, count in ((why, count) for (_what, why), count in aside.lost.items()):
            self._report.changed[_("without tags: {reason}").format(reason=reason)] += count
        for item in spans:
            self._know(item.span.label)
        return {
            "id": record.id,
            "document": record.document,
            "title": record.title,
            "annotator": record.annotator,
            "status": record.status,
            "note": record.note,
            "categories": record.categories,
            "meta": json.dumps(dict(record.meta), ensure_ascii=False),
            "offset": record.offset,
            "text": record.text,
            "tokens": [record.text[start:end] for start, end in tokens],
            TAGS: [self._numbers[tag] for tag in tags_of(spans, len(tokens), BIO)],
            "spans": [
                {
                    "id": span.id,
                    "start": span.start,
                    "end": span.end,
                    "label": span.label,
                    "text": record.words(span),
                    "note": span.note,
                    "attributes": json.dumps(dict(span.attributes), ensure_ascii=False),
                }
                for span in record.spans
            ],
            "relations": [{"type": tie.type, "head": tie.head, "tail": tie.tail} for tie in record.relations],
        }

    def _know(self, label: str) -> None:
        for tag in (f"B-{label}", f"I-{label}"):
            self._numbers.setdefault(tag, len(self._numbers))


def write_parquet(lines: Path, path: Path, names: Sequence[str]) -> None:
    """Copy rows from JSON Lines into a Parquet file, a few at a time; raises ``OSError``."""
    pa, parquet = (require(module, "huggingface", EXTRA) for module in ("pyarrow", "pyarrow.parquet"))
    schema = arrow_schema(names)
    rows = (line.value for line in read_lines(lines, Report()))
    with parquet.ParquetWriter(path, schema) as writer:
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(some, schema=schema))


def write_labels(path: Path, names: Sequence[str]) -> None:
    """Write the tags by number and the numbers by tag, as a model's configuration has them; raises ``OSError``."""
    table = {"id2label": dict(enumerate(names)), "label2id": {name: number for number, name in enumerate(names)}}
    path.write_text(json.dumps(table, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
