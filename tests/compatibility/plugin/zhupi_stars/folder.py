# mypy: ignore-errors
# ruff: noqa
"""A format of a plug-in, written against zhupi 0.1.0: a folder with two files for each article."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.claims import Claim, true_spans
from annotations.exchange.format import About, Carries, Shape
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from seeds.errors import Problem, SourceError

_LIST = "STARS"


class StarFolder:
    """Write the text of an article into one file, and its spans into another."""

    about = About("star-folder", "stars: a folder", "", Carries(overlap=True), shape=Shape.FOLDER)

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write every record into an empty folder."""
        names = []
        for number, record in enumerate(records, 1):
            name = f"{number:03}"
            names.append(f"{name}\t{record.id}\n")
            (path / f"{name}.txt").write_text(record.text, "utf-8", newline="\n")
            rows = [f"{span.start}\t{span.end}\t{span.label}\n" for span in record.spans]
            (path / f"{name}.spans").write_text("".join(rows), "utf-8", newline="\n")
            if record.note:
                report.lose(record, "the format has no notes", what="note")
            report.wrote(record)
        (path / _LIST).write_text("".join(names), "utf-8", newline="\n")

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the articles of a folder."""
        if not (path / _LIST).is_file():
            raise SourceError(Problem(str(path), "has no list of stars"))
        for row in (path / _LIST).read_text("utf-8").splitlines():
            name, _tab, identifier = row.partition("\t")
            text = (path / f"{name}.txt").read_bytes().decode("utf-8")
            rows = (line.split("\t") for line in (path / f"{name}.spans").read_text("utf-8").splitlines())
            claims = [Claim(int(start), int(end), label) for start, end, label in rows]
            yield Record(identifier, text, true_spans(text, claims, identifier, report))

    def recognises(self, path: Path, head: str) -> bool:
        """Tell by the list of names."""
        return not head and (path / _LIST).is_file()


FORMAT = StarFolder()
