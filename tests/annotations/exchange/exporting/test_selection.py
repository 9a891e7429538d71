"""Test which articles and labels of a project are taken, and by which names."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from annotations.exchange.exporting.selection import Selection
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.schema import Label, RelationType, Schema
from annotations.model.span import Relation, Span
from seeds.errors import NotFoundError
from tests.annotations.exchange.records import SCHEMA, beijing


def layer(status: Status, *spans: Span, categories: tuple[str, ...] = ()) -> Layer:
    return Layer(MappingProxyType({span.id: span for span in spans}), metadata=ArticleMetadata(status, categories))


MARK = Span("s1", 0, 2, "ORG")


def test_what_says_something_is_taken() -> None:
    everything = Selection()
    assert everything.takes(layer(Status.DONE))
    assert everything.takes(layer(Status.IN_PROGRESS, MARK))
    assert everything.takes(layer(Status.NEW, categories=("business",)))
    assert not everything.takes(layer(Status.NEW))
    assert not everything.takes(layer(Status.IN_PROGRESS))
    assert not everything.takes(layer(Status.SKIPPED, MARK))


def test_what_was_asked_for_is_taken() -> None:
    skipped = Selection.of(SCHEMA, [Status.SKIPPED, Status.NEW], [], {})
    assert skipped.takes(layer(Status.SKIPPED, MARK))
    assert skipped.takes(layer(Status.NEW))
    assert not skipped.takes(layer(Status.DONE, MARK))
    assert skipped.takes_untouched


def test_labels_and_their_names() -> None:
    record = replace(
        beijing(),
        spans=(*beijing().spans, Span("s3", 0, 2, "PER"), Span("s4", 0, 4, "PROD")),
        relations=(Relation("owns", "s1", "s2"), Relation("leads", "s4", "s1"), Relation("leads", "s3", "s1")),
    )
    found = Selection.of(SCHEMA, [], ["ORG", "PER"], {"ORG": "COMPANY", "PER": "COMPANY"}).apply(record)
    assert [(span.id, span.label) for span in found.spans] == [("s1", "COMPANY"), ("s2", "COMPANY"), ("s3", "COMPANY")]
    assert found.relations == (record.relations[0], record.relations[2])
    assert Selection().apply(record) is record


def test_the_schema_follows() -> None:
    schema = Schema(
        (Label("ORG", "機構"), Label("CO", "公司"), Label("PER", "人物")), (RelationType("owns", ("ORG", "PER")),)
    )
    names = {"ORG": "CO", "PER": "HUMAN"}
    found = Selection.of(schema, [], [], names).schema(schema)
    assert [(label.name, label.title) for label in found.labels] == [("CO", "公司"), ("HUMAN", "")]
    assert found.relations[0].heads == ("CO", "HUMAN")
    assert [label.name for label in Selection.of(schema, [], ["PER"], {}).schema(schema).labels] == ["PER"]


def test_unknown_labels() -> None:
    with pytest.raises(NotFoundError, match="did you mean “ORG”"):
        Selection.of(SCHEMA, [], ["ORGS"], {})
    with pytest.raises(NotFoundError, match="did you mean “PER”"):
        Selection.of(SCHEMA, [], [], {"PERS": "X"})
