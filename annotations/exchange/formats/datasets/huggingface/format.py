"""Read and write a Hugging Face data set: JSON Lines and Parquet with a card, for ``load_dataset``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind
from annotations.exchange.formats.datasets.huggingface.arrow_tables import find_tables, is_binary, is_saved
from annotations.exchange.formats.datasets.huggingface.card import card
from annotations.exchange.formats.datasets.huggingface.features import EXTRA
from annotations.exchange.formats.datasets.huggingface.reader import has_tags, read_table
from annotations.exchange.formats.datasets.huggingface.rows import LABELS, Rows, write_labels, write_parquet
from annotations.exchange.options import BY_EVIDENCE, Options, ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.exchange.shared.validated_jsonl import first_item
from annotations.extras import require
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.files import SETTINGS, read_regular

_CARD = "README.md"
NAME = "huggingface"


class HuggingFace:
    """Write and read folders for ``datasets.load_dataset``: ``train``, and by a split ``validation``, ``test``.

    Each is there as JSON Lines and as Parquet, beside a card and ``labels.json``. Tags are BIO over tokens, white space
    is in none, and of spans that overlap only the longest has tags; all that is known of a text is in further columns,
    with offsets in code points, and those are what is read. Where a data set of others has tokens and tags alone, a
    text is put together from the tokens as ``tags.join`` does it; the names of numbers are in the table, in
    ``dataset_info.json``, ``labels.json`` or the card beside it, or the user gives them. Read are also single tables of
    Parquet and Arrow, and what ``save_to_disk`` wrote.
    """

    about = FormatInfo(
        NAME,
        _("a Hugging Face data set: JSON Lines and Parquet with a card, for token classification"),
        "",
        Capabilities(overlap=True, relations=True, notes=True, attributes=True, categories=True),
        OutputKind.FOLDER,
        extra=EXTRA,
        options=frozenset({"tags"}),
        keys=("tokens", "ner_tags"),
    )

    def __init__(self, reading: ReadingOptions = BY_EVIDENCE) -> None:
        self._reading = reading

    def with_options(self, reading: ReadingOptions) -> "HuggingFace":
        """Return the format as it reads with options."""
        return HuggingFace(reading)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        require("pyarrow", NAME, EXTRA)
        with Rows(path, options, report) as rows:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                rows.write(record)
        for split in rows.splits:
            write_parquet(path / f"{split}.jsonl", path / f"{split}.parquet", rows.names)
        write_labels(path / LABELS, rows.names)
        readme = card(rows.splits, rows.names, rows.scripts, options.schema)
        (path / _CARD).write_text(readme, encoding="utf-8", newline="\n")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read records as the protocol says; ``path`` may also be a single file of a data set."""
        tables = [path] if path.is_file() else find_tables(path)
        if not tables and not self.detect(path, ""):
            raise SourceError(Problem(str(path), _("holds neither JSON Lines nor Parquet nor Arrow")))
        for table in tables:
            yield from read_table(table, self._reading.tags, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether a folder has a card that lists data files, or tables, or a file tokens with tags."""
        if not path.is_dir():
            value = first_item(path, head)
            may_be_binary = "\ufffd" in head[:8] or head.startswith(("PAR1", "ARROW1"))
            return has_tags(value) or (may_be_binary and is_binary(path))
        if is_saved(path):
            return True
        try:
            readme = read_regular(path / _CARD, SETTINGS).decode("utf-8")
        except (OSError, ValueError):
            return False
        readme = readme.replace("\r\n", "\n")
        return readme.startswith("---\n") and "\ndataset_info:" in readme


FORMAT = HuggingFace()
