"""TEI: an XML parser finds each text as it is, and TEI's own pointers lead to what was marked."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.markup.tei.format import FORMAT
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def strict(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """The texts of a corpus with the labels and words of their spans; every pointer has to lead somewhere, once."""
    root = ET.parse(path).getroot()
    assert root.tag == f"{TEI}teiCorpus"
    identifiers = [element.get(f"{XML}id") for element in root.iter() if element.get(f"{XML}id")]
    assert len(set(identifiers)) == len(identifiers)
    for element in root.iter():
        for name in (*element.get("target", "").split(), *element.get("ana", "").split()):
            assert name[0] == "#"
            assert name[1:] in identifiers
    found = []
    for article in root.iter(f"{TEI}TEI"):
        assert article[0].tag == f"{TEI}teiHeader"
        (text,) = article.iter(f"{TEI}ab")
        assert text.get(f"{XML}space") == "preserve"
        spans = []
        for span in article.iter(f"{TEI}span"):
            if span.get("from"):
                ends = [re.fullmatch(r"#string-index\((\w+),(\d+)\)", span.get(end, "")) for end in ("from", "to")]
                start, end = (int(place[2]) for place in ends if place and place[1] == text.get(f"{XML}id"))
                spans.append((span.text or "", (text.text or "")[start:end]))
        found.append((text.text or "", spans))
    return found


@pytest.mark.parametrize("prefix", ["", "😀", "<&>]]>\t"])
def test_the_sentence_that_others_get_wrong(tmp_path: Path, prefix: str) -> None:
    path = write(FORMAT, [beijing(prefix)], tmp_path)
    assert strict(path) == [(prefix + beijing().text, [("ORG", "美團"), ("ORG", "淘寶閃購")])]
    start = len(prefix) + 5
    assert f'from="#string-index(t1,{start})" to="#string-index(t1,{start + 2})">ORG</span>' in path.read_text("utf-8")


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)).filter(bool))
def test_what_is_read_is_what_was_written(found: list[Record]) -> None:
    there = trip(FORMAT, found)
    lost = {loss.article for loss in there.written.losses}
    kept = [record for record in found if record.id not in lost]
    assert [told(record) for record in there.records] == [told(record) for record in kept]
    assert all(set(record.text) & set("\x0b\x1c") for record in found if record.id in lost)
    assert there.read.complete


@settings(max_examples=examples(30))
@given(record_lists(records()))
def test_any_parser_of_xml_can_read_all_of_it(tmp_path_factory: pytest.TempPathFactory, found: list[Record]) -> None:
    path = write(FORMAT, found, tmp_path_factory.mktemp("tei"))
    assert strict(path) == [
        (record.text, [(span.label, record.words(span)) for span in record.spans]) for record in found
    ]


def test_what_xml_cannot_hold_is_refused_and_told() -> None:
    record = replace(beijing(), note="\x02", title="\ud800", spans=(Span("s1", 0, 1, "ORG", note="\uffff"),))
    there = trip(FORMAT, [record, replace(record, id="no", text="甲\x0b")])
    assert [item.id for item in there.records] == ["b1"]
    assert sorted(reasons(there.written)) == [
        "holds U+0002, which XML cannot",
        "holds U+D800, which XML cannot",
        "holds U+FFFF, which XML cannot",
        "the text or a name holds U+000B, which XML cannot",
    ]


def test_line_ends_names_and_places_come_back() -> None:
    spans = Span("s1", 0, 2, "人 物", attributes={"a <b>": "c\r\n&", "d": True}), Span("s2", 2, 5, "ORG")
    relations = Relation("owns & more", "s2", "s1"), Relation("x", "s1", "s1")
    record = Record(
        "a<b>", "\r\n甲\r乙\n", spans, relations, "t\n", "d&d", offset=5, part="train", meta={"date": "2026"}
    )
    there = trip(FORMAT, [record, beijing()])
    assert told(there.records[0]) == told(record)
    assert there.records[0].part == "train"


def test_spans_of_another_kind_are_told(tmp_path: Path) -> None:
    path = write(FORMAT, [beijing()], tmp_path)
    content = path.read_text("utf-8").replace("string-index(t1,5)", "left(t1)").replace(",12)", ",120)")
    path.write_text(
        content.replace("</teiCorpus>", "<TEI><text><body><p>甲</p></body></text></TEI></teiCorpus>"), "utf-8"
    )
    report = Report()
    record, other = FORMAT.read(path, report)
    assert (record.spans, other.text) == ((), "甲")
    assert reasons(report) == [
        "its offsets are not whole numbers",
        "reaches beyond the text",
    ]


@pytest.mark.parametrize(
    ("cut", "line"), [(lambda data: data[:-60], r"\d+"), (lambda data: b"\n" + data, "2"), (lambda _: b"<html/>", "1")]
)
def test_a_file_that_is_cut_off_or_another_is_an_error_with_its_line(tmp_path: Path, cut: object, line: str) -> None:
    path = write(FORMAT, [beijing()], tmp_path)
    assert callable(cut)
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(SourceError, match=rf"export\.xml:{line}: is no"):
        list(FORMAT.read(path, Report()))


def test_another_encoding_than_it_says_is_an_error(tmp_path: Path) -> None:
    path = write(FORMAT, [beijing()], tmp_path)
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    with pytest.raises(SourceError, match=r"export\.xml:\d+: is not XML"):
        list(FORMAT.read(path, Report()))
