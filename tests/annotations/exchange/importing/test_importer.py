"""Importing into projects: articles, marks, names, and everything that is not taken over."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import KNOWN, NEW, Imported, ImportRequest, IncompleteImportError
from annotations.exchange.importing.text_alignment import QUOTE, MatchKind
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import DroppedItem, Report
from annotations.model.layer import Layer, Status
from annotations.model.span import Relation, Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.errors import NotFoundError, Problem, SourceError
from seeds.script.converter import load_converter
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.lines_format import LinesFormat
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING, ODD_TEXTS, beijing, record_lists, records

SCHEMA = """[[label]]
name = "ORG"
title = "機構"
[[label.attributes]]
name = "certain"
kind = "flag"
[[label]]
name = "PROD"
[[relation]]
name = "owns"
heads = ["ORG"]
tails = ["PROD"]
[[category]]
name = "business"
"""


@pytest.fixture
def known(tmp_path: Path) -> Annotated:
    """A project with the article of the sentence, and labels of its own."""
    annotated = project(tmp_path / "project", {"b1": BEIJING + "\n" + BEIJING, "b2": "乙\n甲乙丙丁"})
    (annotated.root / "zhupi.toml").write_text(SCHEMA, "utf-8")
    return annotated


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


def test_an_article_that_is_open_elsewhere_is_told(known: Annotated) -> None:
    program = known.mark("b1", close=False)
    other = replace(whole(), id="b2", text="乙\n甲乙丙丁", spans=(Span("s1", 2, 4, "ORG"),))
    imported = bring(known.root, whole(), other)
    assert len(imported.report.losses) == 3
    assert "another program has it open" in next(iter(reasons(imported)))
    assert said(layer_of(known.root, "b2")) == [(2, 4, "ORG")]
    assert program.close()


def test_a_damaged_file_stays_as_it_is(known: Annotated) -> None:
    known.mark("b1", [Span("s1", 0, 2, "ORG")])
    (file,) = known.folder.rglob("*.toml")
    file.write_text(file.read_text("utf-8").replace("end = 2", "end = 3"), "utf-8")
    before = file.read_bytes()
    imported = bring(known.root, whole())
    assert imported.report.lost.total() == 3
    assert file.read_bytes() == before


def test_a_dry_run_tells_the_same_and_writes_nothing(known: Annotated) -> None:
    record = replace(whole(), spans=(*whole().spans, Span("s3", 0, 2, "LOCO")))
    new = Record("n", "新的文章", (Span("s1", 0, 2, "ORG"),), suggestions=(Suggestion(0, 1, "ORG", 0.5, "t"),))
    before = {path: path.read_bytes() for path in known.root.rglob("*") if path.is_file()}
    dry = bring(known.root, record, new, dry_run=True)
    (known.root / "zhupi.mem").unlink()
    assert {path: path.read_bytes() for path in known.root.rglob("*") if path.is_file()} == before
    real = bring(known.root, record, new)
    assert dry.report.lost == real.report.lost
    assert dry.report.spans == real.report.spans
    assert dry.report.articles == real.report.articles
    assert (dry.suggestions, dry.ways) == (real.suggestions, real.ways)


def test_a_strict_import_is_whole_or_not_made(known: Annotated) -> None:
    record = replace(whole(), spans=(*whole().spans, Span("s3", 0, 2, "LOCO")))
    with pytest.raises(IncompleteImportError) as raised:
        bring(known.root, record, strict=True)
    assert raised.value.imported.report.lost.total() == 1
    with pytest.raises(IncompleteImportError):
        bring(known.root, record, strict=True, dry_run=True)
    assert not known.folder.exists()
    assert bring(known.root, whole(), strict=True, dry_run=True).report.spans.total() == 2
    assert not known.folder.exists()
    assert bring(known.root, whole(), strict=True).report.spans.total() == 2


def test_what_the_format_tells_is_told_once(known: Annotated) -> None:
    def told(report: Report) -> None:
        report.add(DroppedItem("", "line 3", "is broken"), "line")
        report.changed["expanded"] += 1
        report.wrote(whole())

    file = known.root / "x.mem"
    file.touch()
    asked = ImportRequest(MemoryFormat(whole(), told=told), file, "a1")
    imported = import_file(known.corpus, known.folder, asked)
    assert imported.report.lost == {("line", "is broken"): 1}
    assert imported.report.changed == {"expanded": 1}
    assert imported.report.spans.total() == 2


def test_spans_alone_need_an_article_that_is_there(known: Annotated) -> None:
    here = Span("s1", 5, 7, "ORG", extra={QUOTE: "美團"})
    gone = Span("s2", 5, 7, "ORG", extra={QUOTE: "美"})
    bring(known.root, Record("b1", "", (here,)))
    assert [dict(span.extra) for span in layer_of(known.root, "b1").ordered] == [{}]
    assert reasons(bring(known.root, Record("b1", "", (gone,)))) == {
        "its words are not what the article has at its offsets, or do not stand just once in it"
    }
    assert reasons(bring(known.root, Record("zz", "", (here,)))) == {
        "has no text, and the project no article with its id"
    }


def test_a_single_file_gets_no_new_articles(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BEIJING, "utf-8")
    corpus = Corpus.open(tmp_path / "one.txt")
    imported = bring(tmp_path, beijing(), Record("", "新的文章"), corpus=corpus)
    assert imported.report.spans.total() == 2
    assert reasons(imported) == {"is not in the project, which is not a folder that articles can be added to"}
    assert not (tmp_path / "imported.jsonl").exists()


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_new_articles_are_as_the_settings_of_the_project_have_it(tmp_path: Path, encoding: str) -> None:
    columns = 'columns = { text = "body", title = "head", id = "no" }'
    (tmp_path / "zhupi.toml").write_text(f'[sources]\nencoding = "{encoding}"\n{columns}\n', "utf-8")
    bring(tmp_path, Record("x", f"題😀\n{BEIJING}", title="題😀"))
    assert articles(tmp_path)["x"].text == f"題😀\n{BEIJING}"


def test_settings_that_leave_new_articles_out(tmp_path: Path) -> None:
    (tmp_path / "zhupi.toml").write_text('[sources]\ninclude = ["*.txt"]\n', "utf-8")
    with pytest.raises(SourceError, match=r"zhupi\.toml.*imported\.jsonl"):
        bring(tmp_path, beijing())
    assert not list(tmp_path.glob("*.jsonl"))


def test_what_ends_the_reading_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken(_report: Report) -> None:
        raise SourceError(Problem("f", "cut off", 3))

    (tmp_path / "project").mkdir()
    file = tmp_path / "x.mem"
    file.touch()
    with pytest.raises(SourceError, match="f:3: cut off"):
        import_file(
            Corpus.open(tmp_path / "project"),
            tmp_path / "project" / "annotations",
            ImportRequest(MemoryFormat(beijing(), told=broken), file, "a1"),
        )
    assert not list((tmp_path / "project").iterdir())


def test_the_parts_of_a_split_are_read_together(tmp_path: Path) -> None:
    for name in ("train.jsonl", "dev.jsonl", "export-report.json"):
        (tmp_path / name).touch()
    assert [path.name for path in ImportRequest(LinesFormat(), tmp_path, "a1").files] == ["dev.jsonl", "train.jsonl"]


def test_a_request_says_all_that_speaks_against_it_before_anything_is_read(tmp_path: Path) -> None:
    assert ImportRequest(LinesFormat(), tmp_path / "none", "a1").problems(Corpus.open(tmp_path)) != []
    empty = ImportRequest(MemoryFormat(), tmp_path, "a1")
    with pytest.raises(SourceError, match=r"no file that ends in \.mem"):
        import_file(Corpus.open(tmp_path), tmp_path / "annotations", empty)
    assert not (tmp_path / "annotations").exists()
    wrong = ImportRequest(
        find_format("markdown"), tmp_path / "none", "a1", by_name=True, as_suggestions=True, add_labels=True
    )
    messages = [problem.message for problem in wrong.problems(Corpus.open(None))]
    assert len(messages) == 4
    for part in ("not read", "no such file", "belong to nobody", "bundled"):
        assert any(part in message for message in messages)


NAMED = st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["甲乙", "甲 乙", "丙丁", " "]))


@given(st.lists(NAMED, max_size=6))
def test_articles_are_told_apart_by_ids_and_else_by_texts(found: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        imported = bring(root, *(Record(name, text) for name, text in found))
        here = {article.text for article in articles(root).values()}
        assert {"".join(text.split()) for text in here} == {"".join(text.split()) for _n, text in found if text.strip()}
        again = bring(root, *(Record(name, text) for name, text in found))
        assert not again.document
        assert imported.report.lost == again.report.lost


def by(annotator: str, *labels: str) -> Record:
    spans = tuple(Span(f"s{number}", 5, 7, label) for number, label in enumerate(labels))
    return Record("", "😀他說\n“淘寶”", spans, annotator=annotator)


def test_several_people_who_speak_of_one_text_are_kept_apart_and_that_is_said(known: Annotated) -> None:
    found = (by("ls-1", "ORG"), by("ls-2", "PROD"), replace(by("ls-2", "ORG"), text="😀“北京淘寶”"))
    with pytest.raises(IncompleteImportError, match=r"several people speak of the same texts: ls-1 \(1\), ls-2 \(1\)"):
        bring(known.root, *found, keep_apart=True, strict=True)
    assert not (known.root / "imported.jsonl").exists()
    imported = bring(known.root, *found, keep_apart=True)
    assert imported.report.complete
    assert imported.shared_texts == {"ls-1": 1, "ls-2": 1}
    (name,) = (info for info in articles(known.root) if articles(known.root)[info].text == found[0].text)
    assert [said(layer_of(known.root, name, each)) for each in ("a1", "ls-1", "ls-2")] == [
        [],
        [(5, 7, "ORG")],
        [(5, 7, "PROD")],
    ]


def test_one_person_for_each_text_is_not_several(known: Annotated) -> None:
    found = (by("ls-1", "ORG"), replace(by("ls-2", "ORG"), text="😀“北京淘寶”"), by("ls-1", "PROD"))
    imported = bring(known.root, *found, keep_apart=True, strict=True)
    assert not imported.shared_texts
    assert imported.annotators == {"ls-1": 2, "ls-2": 1}


def test_who_somebody_in_the_file_is_can_be_said(known: Annotated) -> None:
    bring(known.root, by("ls-1", "ORG"), by("ls-2", "PROD"), people={"ls-2": "王"}, by_name=True, strict=True)
    (name,) = (each for each, article in articles(known.root).items() if article.text.startswith("😀"))
    assert said(layer_of(known.root, name, "王")) == [(5, 7, "PROD")]
    assert said(layer_of(known.root, name, "ls-1")) == [(5, 7, "ORG")]
