"""Importing where a project, a file or its people set limits: what is refused, left out and kept apart, and is told."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import ImportRequest, IncompleteImportError
from annotations.exchange.importing.text_alignment import QUOTE
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import DroppedItem, Report
from annotations.model.span import Span
from annotations.suggest.suggestion import Suggestion
from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.importing.test_importer import articles, bring, layer_of, reasons, said, whole
from tests.annotations.exchange.lines_format import LinesFormat
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.projects import Annotated
from tests.annotations.exchange.records import BEIJING, beijing


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
