"""Test what speaks against an export, before anything is read or written."""

from dataclasses import replace
from pathlib import Path

from annotations.exchange.exporting.request import ExportRequest, output_warnings
from annotations.exchange.exporting.splits import Split
from annotations.exchange.format import OutputKind
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.lines_format import LinesFormat
from tests.annotations.exchange.records import OPTIONS

SPLIT = Split.parse("80/20")


def messages(request: ExportRequest, output: Path | None) -> list[str]:
    return [problem.message for problem in request.problems(output)]


def test_every_reason_is_given_at_once() -> None:
    unwritable = LinesFormat()
    unwritable.about = replace(unwritable.about, writes=False)
    assert messages(ExportRequest(unwritable, OPTIONS, split=SPLIT), None) == [
        "the format lines can be read, but not written",
        "the export is a folder, which cannot be written to stdout",
    ]
    assert messages(ExportRequest(unwritable, OPTIONS), Path("o.jsonl")) == [
        "the format lines can be read, but not written"
    ]


def test_a_split_is_not_called_like_one_of_its_files() -> None:
    split = ExportRequest(LinesFormat(), OPTIONS, split=SPLIT)
    assert messages(split, Path("o.jsonl")) == ["a split is a folder with a file for each part: name it without .jsonl"]
    assert messages(split, Path("o")) == []
    assert messages(ExportRequest(LinesFormat(), OPTIONS), Path("o.jsonl")) == []
    assert messages(ExportRequest(LinesFormat(), OPTIONS), None) == []
    assert messages(ExportRequest(LinesFormat(OutputKind.FOLDER), OPTIONS, split=SPLIT), Path("o.jsonl")) == []


def test_an_output_among_the_articles_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "link").symlink_to("news")
    corpus = Corpus.open(tmp_path / "news")
    assert [problem.document for problem in output_warnings(corpus, tmp_path / "link" / "o")] == [
        str(tmp_path / "link" / "o")
    ]
    assert output_warnings(corpus, tmp_path / "o") == []
    assert output_warnings(Corpus.open(None), tmp_path / "o") == []
