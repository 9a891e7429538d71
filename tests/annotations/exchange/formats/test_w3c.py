"""W3C Web Annotation: a reader that knows the recommendation alone finds every span by position and by quote."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from annotations.exchange.formats.markup.w3c.format import FORMAT
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Schema
from annotations.model.span import Relation
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, beijing, record_lists, records
from tests.annotations.exchange.trips import reasons, told, trip, write
from tests.sizes import examples

ANCHORS = "http://www.w3.org/ns/anno.jsonld"


def strict(page: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """The tags of a page with what they are on; whatever the recommendation forbids fails."""
    assert page["@context"][0] == ANCHORS
    assert page["type"] == "AnnotationPage"
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    assert all(" " not in name and name.isascii() for name in (page["id"], *ids))
    found = []
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["motivation"] in ("tagging", "linking", "classifying", "commenting")
        for body in item["body"]:
            assert body["type"] in ("TextualBody", "SpecificResource")
            assert body["purpose"] in ("tagging", "linking", "classifying", "commenting", "describing")
        if item["motivation"] == "linking":
            assert item["target"] in ids
            assert item["body"][0]["source"] in ids
        elif isinstance(item["target"], dict):
            position, words = item["target"]["selector"]
            assert (position["type"], words["type"]) == ("TextPositionSelector", "TextQuoteSelector")
            said = text[position["start"] : position["end"]]
            assert said == words["exact"]
            assert text[: position["start"]].endswith(words["prefix"])
            assert text[position["end"] :].startswith(words["suffix"])
            found.append((item["body"][0]["value"], said))
    return found


@pytest.mark.parametrize("prefix", ["", "😀"])
def test_the_sentence_that_others_get_wrong(tmp_path: Path, prefix: str) -> None:
    path = write(FORMAT, [beijing(prefix)], tmp_path, Options(Schema(), context=3))
    page = json.loads(path.read_text("utf-8"))
    assert strict(page, prefix + beijing().text) == [("ORG", "美團"), ("ORG", "淘寶閃購")]
    start = len(prefix) + 5
    assert page["items"][0] == {
        "id": "urn:zhupi:%E6%B7%98%E5%AF%B6.txt:b1#a1/1",
        "type": "Annotation",
        "motivation": "tagging",
        "creator": {"type": "Person", "name": "a1"},
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": "ORG"}],
        "target": {
            "type": "SpecificResource",
            "source": "urn:zhupi:%E6%B7%98%E5%AF%B6.txt:b1",
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": start + 2},
                {"type": "TextQuoteSelector", "exact": "美團", "prefix": "城裡,", "suffix": "、淘寶"},
            ],
        },
    }


@settings(max_examples=examples(30))
@given(record_lists(records(ODD_TEXTS)).filter(bool))
def test_what_is_read_is_what_was_written(found: list[Record]) -> None:
    there = trip(FORMAT, found)
    assert [told(record) for record in there.records] == [told(record) for record in found]
    assert there.written.complete
    assert there.read.complete


@settings(max_examples=examples(30))
@given(records(ODD_TEXTS))
def test_any_reader_of_the_recommendation_finds_the_spans(
    tmp_path_factory: pytest.TempPathFactory, record: Record
) -> None:
    path = write(FORMAT, [record], tmp_path_factory.mktemp("w3c"))
    page = json.loads(path.read_text("utf-8"))
    assert strict(page, record.text) == [(span.label, record.words(span)) for span in record.spans]


def test_pieces_and_what_is_known_of_an_article_come_back() -> None:
    record = replace(beijing("\ud800"), offset=7, meta={"source": "極客公園", "date": "2026-11-22"})
    there = trip(FORMAT, [record, replace(record, offset=40, annotator="b")])
    assert next(map(told, there.records)) == told(record)
    assert [(item.offset, item.annotator) for item in there.records] == [(7, "a1"), (40, "b")]


def read(path: Path, *values: Any) -> tuple[list[Record], Report]:
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), "utf-8")
    report = Report()
    return list(FORMAT.read(path, report)), report


def annotation(**changes: Any) -> dict[str, Any]:
    selector = [{"type": "TextPositionSelector", "start": 1, "end": 3}, {"type": "TextQuoteSelector", "exact": "美團"}]
    target = {"source": "urn:a", "selector": selector}
    return {
        "@context": ANCHORS,
        "type": "Annotation",
        "motivation": "tagging",
        "bodyValue": "ORG",
        "target": target,
    } | changes


def test_what_others_wrote(tmp_path: Path) -> None:
    words = {"source": "urn:b", "selector": {"type": "TextQuoteSelector", "exact": "美團"}}
    found, report = read(
        tmp_path / "a.jsonl",
        annotation(),
        annotation(motivation=["classifying"], body={"type": "TextualBody", "value": "PER"}, bodyValue=None),
        annotation(target=words),
        annotation(target="urn:c", motivation="classifying", bodyValue="news"),
        annotation(target="urn:c", motivation="bookmarking"),
        annotation(motivation="linking"),
        {"type": "Thing"},
    )
    spans = [
        (record.id, record.text, [(span.start, span.end, span.label) for span in record.spans]) for record in found
    ]
    assert spans[:2] == [("urn:a", "", [(1, 3, "ORG")]), ("urn:a", "", [(1, 3, "PER")])]
    assert [(span.label, span.extra["text"]) for span in found[2].spans] == [("ORG", "美團")]
    assert found[0].spans[0].extra == {"text": "美團"}
    assert found[3].categories == ("news",)
    assert reasons(report) == [
        "says neither what an article is nor what a part of it is",
        "has no type, or one of its spans is missing",
        "is not a valid annotation of the W3C's",
    ]


def test_positions_in_utf_16_units_are_found_and_not_guessed(tmp_path: Path) -> None:
    path = write(FORMAT, [beijing("😀")], tmp_path)
    page = json.loads(path.read_text("utf-8"))
    for item in page["items"]:
        item["target"]["selector"][0]["start"] += 1
        item["target"]["selector"][0]["end"] += 1
    page["items"].append({"type": "Annotation", "id": "x", "motivation": "linking", "target": "y", "body": "z"})
    found, report = read(tmp_path / "b.jsonl", page)
    assert found[0].spans == ()
    assert set(reasons(report)) == {
        "has no type, or one of its spans is missing",
        "its quote fits only if its offsets are UTF-16 units, which they are not in this format",
    }


def test_words_without_a_position_are_where_they_stand_just_once(tmp_path: Path) -> None:
    page = json.loads(write(FORMAT, [beijing("😀")], tmp_path).read_text("utf-8"))
    for item, exact in zip(page["items"], ("美團", "、"), strict=True):
        item["target"]["selector"] = {
            "type": "TextQuoteSelector",
            "exact": exact,
            "suffix": "、" if exact == "美團" else "无",
        }
    article = page["zhupi:article"]
    article["zhupi:text"] += "美團"
    found, report = read(tmp_path / "b.jsonl", page)
    assert [(found[0].words(span), span.start) for span in found[0].spans] == [("美團", 6), ("、", 8)]
    article["zhupi:text"] += "。、"
    found, report = read(tmp_path / "b.jsonl", page)
    assert [found[0].words(span) for span in found[0].spans] == ["美團"]
    assert reasons(report) == ["has no position, and its words do not stand just once in the text"]


def test_relations_lead_from_the_target_to_the_body(tmp_path: Path) -> None:
    record = replace(beijing(), relations=(Relation("owns", "s2", "s1"),))
    page = json.loads(write(FORMAT, [record], tmp_path).read_text("utf-8"))
    assert (page["items"][2]["target"], page["items"][2]["body"][0]["source"]) == (
        page["items"][1]["id"],
        page["items"][0]["id"],
    )


@pytest.mark.parametrize("content", ['{"text": "甲", "label": []}\n', "prose\n", '{"type": "AnnotationPage"'])
def test_another_format_is_an_error_with_file_and_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(content, "utf-8")
    assert not FORMAT.detect(path, content)
    with pytest.raises(SourceError, match=r"a\.jsonl:1: "):
        list(FORMAT.read(path, Report()))


def test_bodies_that_are_not_read_are_losses(tmp_path: Path) -> None:
    bodies = ["http://example.org/a", {"type": "TextualBody", "purpose": "replying", "value": "好"}, {"id": "urn:b"}]
    label = {"type": "TextualBody", "purpose": "tagging", "value": "ORG"}
    page = json.loads(write(FORMAT, [beijing()], tmp_path).read_text("utf-8"))
    page["items"][0]["body"] = [label, *bodies]
    _found, report = read(tmp_path / "b.jsonl", page)
    assert reasons(report) == [
        "is a body without a text",
        "is a body of a purpose that is not read",
        "is a body without a text",
    ]
