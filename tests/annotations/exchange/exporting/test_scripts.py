"""Records in another script: every span is on what its words became."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.exporting.scripts import Convert, scripted
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.script.converter import Converted, load_converter
from seeds.script.offsets import OffsetMap
from tests.annotations.exchange.records import beijing, records


def to_simplified(text: str, sample: str) -> Converted:
    return load_converter("t2s").convert(text)


def to_taiwan(text: str, sample: str) -> Converted:
    return load_converter("s2twp").convert(text)


def unchanged(text: str, sample: str) -> None:
    return None


def test_text_title_and_spans_together() -> None:
    report = Report()
    record = scripted(beijing("😀"), to_simplified, report)
    assert record.text == "😀北京城里,美团、淘宝闪购真金白银急挖人。“转会费”最高3000元"
    assert [record.words(span) for span in record.spans] == ["美团", "淘宝闪购"]
    assert record.title == "😀北京城里,"
    assert report.complete
    assert not report.changed


def test_spans_behind_a_replacement_of_another_length_move() -> None:
    text = "鼠标和内存,软件。"
    spans = Span("s1", 0, 2, "PROD"), Span("s2", 6, 8, "PROD"), Span("s3", 3, 5, "PROD")
    report = Report()
    record = scripted(Record("a", text, spans), to_taiwan, report)
    assert record.text == "滑鼠和記憶體,軟體。"
    assert [record.words(span) for span in record.spans] == ["滑鼠", "軟體", "記憶體"]
    assert not report.changed


def test_a_span_that_ends_within_a_replacement_covers_it_and_is_counted() -> None:
    def shorten(text: str, sample: str) -> Converted:
        return Converted(text.replace("一二三", "甲"), OffsetMap(((1, 3, 1, 1),)) if "一二三" in text else OffsetMap())

    report = Report()
    spans = Span("s1", 0, 2, "ORG"), Span("s2", 1, 4, "ORG"), Span("s3", 4, 5, "ORG")
    record = scripted(Record("a", "零一二三四", spans, title="零"), shorten, report)
    assert [record.words(span) for span in record.spans] == ["零甲", "甲", "四"]
    assert list(report.changed.values()) == [1]
    assert report.complete


def test_a_span_of_which_nothing_is_left_is_lost_with_its_relations() -> None:
    def delete(text: str, sample: str) -> Converted:
        return Converted("零四", OffsetMap(((1, 3, 1, 0),)))

    report = Report()
    spans = Span("s1", 1, 4, "ORG"), Span("s2", 4, 5, "ORG"), Span("s3", 0, 1, "PER")
    ties = Relation("owns", "s1", "s2"), Relation("owns", "s3", "s2")
    record = scripted(Record("a", "零一二三四", spans, ties), delete, report)
    assert [record.words(span) for span in record.spans] == ["四", "零"]
    assert record.relations == ties[1:]
    assert sorted(what for what, _reason in report.lost) == ["relation", "span"]


@given(records(), st.sampled_from([to_simplified, to_taiwan]))
def test_words_become_what_they_become_alone_or_more(record: Record, convert: Convert) -> None:
    report = Report()
    found = scripted(record, convert, report)
    assert [span.id for span in found.spans] == [span.id for span in record.spans]
    assert all(0 <= span.start < span.end <= len(found.text) for span in found.spans)
    assert found.relations == record.relations


@given(records())
def test_without_a_conversion_nothing_changes(record: Record) -> None:
    assert scripted(record, unchanged, Report()) is record
