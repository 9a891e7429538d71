"""The marked passages are found in what any format has written, and nothing else is."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotations.exchange.exporting.excerpt import first_marked_sentence
from annotations.exchange.format import Format, OutputKind
from annotations.exchange.provenance import TIMES, with_provenance_said
from annotations.exchange.record import Record
from annotations.exchange.registry import all_formats
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import Problem
from tests.annotations.exchange.records import BEIJING, OPTIONS, beijing
from tui.core.exporting.written_marks import written_marks
from tui.core.lit_lines import LitLine, marks_within, wrapped

FORMATS = [each for each in all_formats() if not isinstance(each, Problem)]
WRITING = [each for each in FORMATS if each.about.writes and not each.about.extra]


def lit(written: str, record: Record) -> Counter[tuple[str, str]]:
    """Count the words that are lit, as what."""
    marks = [mark for mark in written_marks(written, record) if not mark.names_label]
    return Counter((written[mark.start : mark.end], mark.label) for mark in marks)


@pytest.mark.parametrize("written_by", WRITING, ids=lambda each: each.about.name)
def test_every_format_that_writes_text_has_its_marks_lit(written_by: Format, tmp_path: Path) -> None:
    record = replace(beijing(), id="a", status="done", annotator="a1")
    path = tmp_path / f"preview{written_by.about.suffix}"
    if written_by.about.shape is OutputKind.FOLDER:
        path.mkdir()
    written_by.write([record], path, OPTIONS, Report())
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    marks: Counter[tuple[str, str]] = Counter()
    for each in files:
        marks += lit(each.read_bytes().decode("utf-8-sig", "replace"), record)
    characters = {(char, label) for words, label in marks for char in words if not char.isspace()}
    assert characters == {(char, span.label) for span in record.spans for char in record.words(span)}


def test_words_that_stand_twice_are_lit_where_they_are_marked() -> None:
    record = Record("a", "美團和美團", (Span("s1", 3, 5, "ORG"),))
    for written, at in [
        ('{"text": "美團和美團"}', 13),
        ("美團和<ORG>美團</ORG>", 8),
        ("美\tO\n團\tO\n和\tO\n美\tB-ORG\n團\tI-ORG\n", 12),
    ]:
        first = min(mark.start for mark in written_marks(written, record) if not mark.names_label)
        assert first == at


def test_latin_words_are_not_lit_within_others_and_neither_are_names_of_labels() -> None:
    record = Record("a", "AI 來了", (Span("s1", 0, 2, "ORG"),))
    written = '{"FAIR": 1, "words": ["AI"], "ORGAN": "ORG"}'
    marks = written_marks(written, record)
    assert [written[mark.start : mark.end] for mark in marks] == ["ORG", "AI"]


def test_escaped_words_are_lit() -> None:
    record = Record("a", '說"好<的>"\n', (Span("s1", 1, 7, "ORG"),))
    assert lit(r'{"text": "說\"好<的>\"\n"}', record) == {(r"\"好<的>\"", "ORG"): 1}
    assert lit("<p>說&quot;好&lt;的&gt;&quot;\n</p>", record) == {("&quot;好&lt;的&gt;&quot;", "ORG"): 1}


def test_marks_follow_their_words_over_the_rows() -> None:
    record = beijing()
    line = LitLine(record.text, tuple(written_marks(record.text, record)))
    rows = list(wrapped(line, 20))
    assert "".join(row.text for row in rows) == record.text
    assert len(rows) > 2
    words = [row.text[mark.start : mark.end] for row in rows for mark in row.marks]
    assert "".join(sorted("".join(words))) == "".join(sorted("美團淘寶閃購"))
    assert list(wrapped(LitLine(""), 20)) == [LitLine("")]
    assert marks_within((), 0, 9) == ()


def test_the_sentence_has_all_of_its_marks_and_says_nothing_of_others() -> None:
    text = f"首句。\n  {BEIJING}。尾句。"
    start = text.index("美團")
    spans = (
        Span("s1", start, start + 2, "ORG", time=datetime(2026, 1, 1, tzinfo=UTC)),
        Span("s2", len(text) - 3, len(text), "ORG"),
    )
    whole = with_provenance_said(Record("a", text, spans))
    sentence = first_marked_sentence(whole)
    assert sentence.text.startswith("北京")
    assert "尾" not in sentence.text
    assert sentence.offset == 0
    assert [sentence.words(span) for span in sentence.spans] == ["美團"]
    assert str(start) not in sentence.meta[TIMES]
    assert str(sentence.spans[0].start) in sentence.meta[TIMES]
    assert first_marked_sentence(Record("a", "\n首句。次句。")).text == "首句。"
    wide = first_marked_sentence(Record("a", "首句。次句。尾。", (Span("s1", 1, 4, "ORG"),)))
    assert wide.text == "首句。次句。"
    assert wide.words(wide.spans[0]) == "句。次"
    assert first_marked_sentence(Record("a", "")).text == ""
