"""Importing into projects: articles, marks, names, and everything that is not taken over."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import KNOWN, NEW, Imported, ImportRequest, IncompleteImportError
from annotations.exchange.importing.text_alignment import MatchKind
from annotations.exchange.record import Record
from annotations.model.layer import Layer, Status
from annotations.model.span import Relation, Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.errors import NotFoundError
from seeds.script.converter import load_converter
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.importing.conftest import SCHEMA
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING, ODD_TEXTS, beijing, record_lists, records


def bring(root: Path, *found: Record, corpus: Corpus | None = None, **wanted: object) -> Imported:
    file = root / "zhupi.mem"
    file.touch()
    asked = ImportRequest(MemoryFormat(*found), file, "a1")
    return import_file(corpus or Corpus.open(root), root / "annotations", replace(asked, **wanted))  # type: ignore[arg-type]


def layer_of(root: Path, name: str, annotator: str = "a1") -> Layer:
    opened = Store(root / "annotations", annotator).open(articles(root)[name])
    assert not opened.problems
    opened.close()
    return opened.layer


def articles(root: Path) -> dict[str, Article]:
    corpus = Corpus.open(root)
    return {info.id: corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo)}


def said(layer: Layer) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in layer.ordered]


def reasons(imported: Imported) -> set[str]:
    return {reason for _what, reason in imported.report.lost}


def whole() -> Record:
    return replace(beijing(), text=BEIJING + "\n" + BEIJING)


@given(record_lists(records(ODD_TEXTS)))
def test_an_empty_folder_becomes_a_project_of_the_same_texts_and_marks(found: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        imported = bring(root, *found)
        here = articles(root)
        readable = [record for record in found if record.text.strip()]
        assert {name: article.text for name, article in here.items()} == {record.id: record.text for record in readable}
        for record in readable:
            layer = layer_of(root, record.id)
            places = {span.id: (span.start, span.end, span.label) for span in layer.ordered}
            former = {span.id: (span.start, span.end, span.label) for span in record.spans}
            assert Counter(places.values()) == Counter(former.values())
            assert {(tie.type, places[tie.head], places[tie.tail]) for tie in layer.relations} == {
                (tie.type, former[tie.head], former[tie.tail]) for tie in record.relations
            }
            details = {(*places[span.id], span.note, str(dict(span.attributes))) for span in layer.ordered}
            assert details == {(*former[s.id], s.note, str(dict(s.attributes))) for s in record.spans}
            assert set(layer.metadata.categories) == set(record.categories)
            assert layer.metadata.note == record.note
            assert layer.metadata.status == record.status
        lost = [record for record in found if record not in readable]
        titles = sum(count for (what, _why), count in imported.report.lost.items() if what == "title")
        assert imported.report.lost.total() - titles == sum(1 + len(record.spans) for record in lost)
        assert imported.report.articles == Counter({NEW: len(readable)} if readable else {})


def test_a_new_article_is_a_line_of_a_file_that_people_can_read(tmp_path: Path) -> None:
    record = Record("x", f"外賣 搶人\n{BEIJING}", title="外賣 搶人", meta={"source": "日報", "date": "2025-12-05"})
    imported = bring(tmp_path, record, Record("", "甲\u2028乙\r\n丙"))
    assert imported.document == "imported.jsonl"
    first, second = (tmp_path / "imported.jsonl").read_text("utf-8").splitlines()
    assert json.loads(first) == {
        "id": "x",
        "title": "外賣 搶人",
        "text": BEIJING,
        "source": "日報",
        "date": "2025-12-05",
        "tag": "",
    }
    assert json.loads(second)["text"] == "甲\u2028乙\r\n丙"
    info = articles(tmp_path)["x"].info
    assert (info.title, info.source, info.date) == ("外賣 搶人", "日報", "2025-12-05")
    assert not (tmp_path / "zhupi.toml").exists()
    assert bring(tmp_path, Record("y", "丁")).document == "imported-2.jsonl"


def test_line_ends_of_other_systems_move_no_mark(tmp_path: Path) -> None:
    text = "北京\r\n城裡,\r\n美團"
    bring(tmp_path, Record("", text, (Span("s1", text.index("美"), len(text), "ORG"),)))
    (article,) = articles(tmp_path).values()
    (span,) = layer_of(tmp_path, article.info.id).ordered
    assert article.text == "北京\n城裡,\n美團"
    assert article.text[span.start : span.end] == "美團"


def test_an_import_is_one_change_that_can_be_undone(known: Annotated) -> None:
    known.mark("b1", [Span("s1", 0, 2, "ORG")])
    bring(known.root, whole())
    assert said(layer_of(known.root, "b1")) == [(0, 2, "ORG"), (5, 7, "ORG"), (8, 12, "ORG")]
    opened = known.open("b1")
    undone = opened.undo()
    assert undone
    assert "zhupi.mem" in undone.title
    assert said(opened.layer) == [(0, 2, "ORG")]
    opened.close()


def test_the_second_time_nothing_is_added(known: Annotated) -> None:
    first = bring(known.root, whole())
    before = {path: path.read_bytes() for path in known.folder.rglob("*.toml")}
    second = bring(known.root, whole())
    assert first.report.spans == {(KNOWN, "ORG"): 2}
    assert (second.repeated, second.report.spans.total(), second.report.lost.total()) == (2, 0, 0)
    assert {path: path.read_bytes() for path in known.folder.rglob("*.toml")} == before
    assert {span.origin for span in layer_of(known.root, "b1").ordered} == {"imported:memory"}


def test_what_is_said_differently_of_the_same_span_is_told(known: Annotated) -> None:
    bring(known.root, whole())
    record = whole()
    noted = replace(record, spans=(replace(record.spans[0], note="存疑"), *record.spans[1:]), note="一", status="new")
    assert reasons(bring(known.root, noted)) == {"is marked already, and something else is said of it"}
    assert reasons(bring(known.root, replace(noted, spans=(), note="二"))) == {"the article has another note already"}


def test_marks_in_the_other_script_and_without_white_space(known: Annotated) -> None:
    record = whole()
    text = load_converter("t2s").convert(record.text).text
    other = replace(record, text=text, id="")
    second = len(BEIJING) + 5
    squeezed = replace(other, text=text.replace("\n", ""), spans=(*other.spans, Span("s9", second, second + 2, "ORG")))
    assert bring(known.root, other).ways == {MatchKind.CONVERTED: 1}
    assert bring(known.root, squeezed).repeated == 2
    places = said(layer_of(known.root, "b1"))
    assert [record.text[start:end] for start, end, _label in places] == ["美團", "淘寶閃購", "美團"]


def test_an_edited_article_gets_what_is_certain_and_the_rest_is_lost(known: Annotated) -> None:
    text = "甲" * 20 + "美團" + "乙" * 20
    project(known.root / "more", {"e": "題\n" + text.replace("甲" * 20, "丙" + "甲" * 20)})
    record = Record("e", "題\n" + text, (Span("s1", 22, 24, "ORG"), Span("s2", 2, 4, "ORG")))
    imported = bring(known.root, record)
    assert imported.ways == {MatchKind.EDITED: 1}
    assert imported.report.lost.total() == 1
    (loss,) = imported.report.losses
    assert (loss.what, loss.start) == ("甲甲", 2)
    assert said(layer_of(known.root, "e")) == [(23, 25, "ORG")]


def test_offsets_and_names_that_cannot_be_are_told_with_the_nearest(known: Annotated) -> None:
    record = replace(
        whole(),
        spans=(
            Span("s1", 5, 7, "ORGS"),
            Span("s2", 8, 12, "機構", attributes={"certain": True, "sure": "x"}),
            Span("s3", 900, 902, "ORG"),
            Span("s4", 3, 3, "ORG"),
            Span("s5", 8, 12, "ORG"),
            Span("s6", 5, 7, "PROD"),
        ),
        relations=(
            Relation("own", "s2", "s6"),
            Relation("owns", "s6", "s2"),
            Relation("owns", "s1", "s6"),
            Relation("owns", "s2", "s6"),
        ),
        categories=("bussiness", "business"),
        status="finished",
    )
    imported = bring(known.root, record)
    assert reasons(imported) == {
        "there is no label “ORGS” (did you mean “ORG”?)",
        "the label ORG has no attribute sure that can be “x”",
        "is not within the text",
        "is a duplicate",
        "there is no relation “own” (did you mean “owns”?)",
        "“owns” does not go from PROD to ORG",
        "one of its spans is lost",
        "there is no category “bussiness” (did you mean “business”?)",
        "there is no such status",
    }
    layer = layer_of(known.root, "b1")
    assert said(layer) == [(5, 7, "PROD"), (8, 12, "ORG")]
    assert [(tie.type, tie.head, tie.tail) for tie in layer.relations] == [("owns", "s2", "s1")]
    assert layer.spans["s2"].attributes == {"certain": True}
    assert (layer.metadata.categories, layer.metadata.status) == (("business",), Status.IN_PROGRESS)
    assert imported.report.mapped == {"機構": "ORG"}


def test_labels_can_be_mapped_or_added(known: Annotated) -> None:
    record = replace(whole(), spans=(Span("s1", 5, 7, "COMPANY"), Span("s2", 8, 12, "APP", attributes={"v": "1"})))
    with pytest.raises(NotFoundError, match="PROD"):
        bring(known.root, record, names={"APP": "PRODD"})
    imported = bring(known.root, record, names={"COMPANY": "ORG"}, add_labels=True)
    assert imported.labels == ("APP",)
    assert imported.report.complete
    text = (known.root / "zhupi.toml").read_text("utf-8")
    assert text.startswith(SCHEMA.partition("[[relation]]")[0])
    schema = load_schema(known.root)
    assert [label.name for label in schema.labels] == ["ORG", "PROD", "APP"]
    assert [attribute.name for attribute in schema.label("APP").attributes] == ["v"]
    assert said(layer_of(known.root, "b1")) == [(5, 7, "ORG"), (8, 12, "APP")]


def test_an_empty_folder_gets_the_labels_of_the_file_and_no_others(tmp_path: Path) -> None:
    record = replace(beijing(), relations=(Relation("near", "s1", "s2"),), categories=("新聞",))
    spans = (replace(record.spans[0], label="公司"), record.spans[1])
    imported = bring(tmp_path, replace(record, spans=(*spans, Span("s3", 0, 2, "no\nname"))))
    schema = load_schema(tmp_path)
    assert [label.name for label in schema.labels] == ["ORG", "公司"]
    assert schema.label("ORG").title == "機構"
    assert [relation.name for relation in schema.relations] == ["near"]
    assert [category.name for category in schema.categories] == ["新聞"]
    assert {what for what, _reason in imported.report.lost} == {"span"}


@pytest.mark.parametrize("dry_run", [False, True])
def test_what_a_project_does_not_keep_of_an_article_is_a_loss(known: Annotated, dry_run: bool) -> None:
    text = "😀消防員\n駕駛消防車去北京。"
    new = Record(
        "n1", text, (Span("s1", 8, 11, "ORG"),), title="別的題目", meta={"source": "報", "url": "https://x.org"}
    )
    begins = Record("n2", text + "好", title="😀消防")
    imported = bring(known.root, new, begins, replace(whole(), title="別的"), dry_run=dry_run)
    assert {(loss.article, loss.what) for loss in imported.report.losses} == {("n1", "url"), ("n1", "別的題目")}
    with pytest.raises(IncompleteImportError):
        bring(known.root, new, strict=True)


def test_the_schema_says_which_spans_may_overlap(known: Annotated) -> None:
    (known.root / "zhupi.toml").write_text('[schema]\noverlap = "forbid"\n' + SCHEMA, "utf-8")
    record = replace(whole(), spans=(Span("s1", 5, 12, "ORG"), Span("s2", 8, 12, "PROD")))
    assert reasons(bring(known.root, record)) == {"the schema does not let it overlap another"}
    assert said(layer_of(known.root, "b1")) == [(5, 12, "ORG")]


def test_marks_as_suggestions_and_suggestions_beside_marks(known: Annotated) -> None:
    former = Suggestion(0, 2, "ORG", 0.5, "tagger")
    record = replace(whole(), suggestions=(former, replace(former, label="LOCATION"), replace(former, start=900)))
    imported = bring(known.root, record)
    assert imported.suggestions == 1
    assert {what for what, _reason in imported.report.lost} == {"suggestion"}
    assert len(layer_of(known.root, "b1").spans) == 2
    noted = replace(record, spans=tuple(replace(span, note="n") for span in record.spans), suggestions=())
    imported = bring(known.root, noted, as_suggestions=True)
    kept = SavedSuggestions(known.folder).read(known.articles()["b1"])
    marks = [Suggestion(start, end, "ORG", 1.0, "imported:memory") for start, end in [(5, 7), (8, 12)]]
    assert kept == [former, *marks]
    assert imported.suggestions == 2
    assert reasons(imported) == {"a suggestion has none"}
    assert not imported.annotators


def test_marks_are_whose_they_are_said_to_be_when_asked_for(known: Annotated) -> None:
    record = replace(whole(), annotator="alice")
    assert bring(known.root, record).annotators == {"alice": 1}
    assert not layer_of(known.root, "b1", "alice").spans
    bring(
        known.root,
        record,
        replace(record, id="b2", text="乙\n甲乙丙丁", spans=(), status="done", annotator=""),
        by_name=True,
    )
    assert len(layer_of(known.root, "b1", "alice").spans) == 2
    assert layer_of(known.root, "b2").metadata.status is Status.DONE
