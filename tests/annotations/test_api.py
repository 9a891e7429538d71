"""The API for Python: reading changes nothing, and what it gives is what the command line gives."""

import warnings
from pathlib import Path

import pytest

from annotations import api
from annotations.api import Record, Report, Span, open_project
from annotations.user_settings import annotator_name
from tests.annotations.exchange.projects import Annotated, project
from tui.cli.arguments.annotators import own_annotator
from tui.core.config import load_settings

TEXTS = {"n1": "😀淘寶\n王小明去北京。", "n2": "第二篇\n張三在上海。"}


@pytest.fixture
def news(tmp_path: Path) -> Annotated:
    """Make a project of two articles, the first of which is marked; its annotations are still in a journal."""
    made = project(tmp_path / "news", TEXTS)
    made.mark("n1", [Span("s1", 4, 7, "PER"), Span("s2", 8, 10, "LOC", origin="accepted:lac")], close=False)
    return made


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return all files of a folder with their times and contents."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
    }


def test_reading_writes_nothing_and_waits_for_no_lock(news: Annotated) -> None:
    before = tree(news.root)  # the lock is held by the open article
    opened = open_project(news.root, annotator="a1")
    (first, _second) = opened.articles()
    assert [span.id for span in opened.layer(first).ordered] == ["s1", "s2"]
    rows = list(opened.spans())
    assert [(row.quote, row.label, row.origin, row.annotator) for row in rows] == [
        ("王小明", "PER", "manual", "a1"),
        ("北京", "LOC", "accepted:lac", "a1"),
    ]
    assert [record.spans for record in opened.records()] == [tuple(opened.layer(first).ordered)]
    assert opened.schema.labels
    assert opened.annotators == ["a1"]
    assert tree(news.root) == before


def test_whose_annotations_are_meant_is_never_guessed(news: Annotated) -> None:
    opened = open_project(news.root, annotator="nobody")
    for read in (opened.records, opened.spans, lambda: [opened.layer(article) for article in opened.articles()]):
        with pytest.raises(api.SourceError, match="there are annotations of a1"):
            list(read())
    assert len(list(opened.records(annotators="a1"))) == 1


def test_the_user_is_whom_the_settings_name(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for content in ("", '[annotate]\nannotator = "Ada"\n', "[annotate]\nannotator = 3\n", "annotate = 1", "[["):
        path.write_text(content, "utf-8")
        assert annotator_name(path) == own_annotator(load_settings(path)[0])
    assert annotator_name(tmp_path / "none.toml") == own_annotator(load_settings(tmp_path / "none.toml")[0])


def test_without_a_login_name_an_annotator_has_to_be_named(news: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError

    monkeypatch.setattr("annotations.user_settings.getuser", unknown)
    with pytest.raises(api.SourceError, match="name an annotator"):
        open_project(news.root)
    assert open_project(news.root, annotator="a1").annotator == "a1"


def test_what_is_left_out_is_warned_of_or_reported(tmp_path: Path) -> None:
    news = project(tmp_path / "news", TEXTS)
    news.mark("n1", [Span("s1", 4, 7, "PER"), Span("s2", 8, 10, "LOC")])
    (news.root / "articles.jsonl").write_text('{"id": "n1", "title": "😀淘寶", "text": "王小明回家。"}\n', "utf-8")
    opened = open_project(news.root, annotator="a1")
    with warnings.catch_warnings(record=True, action="always") as caught:
        assert list(opened.spans()) == []
    assert {warning.category for warning in caught} == {api.ProblemWarning}
    assert any("is not in the text any more" in str(warning.message) for warning in caught)
    report = Report()
    with warnings.catch_warnings(action="ignore"):
        list(opened.records(report))
    assert report.lost["span", "is not in the text any more, or not just once"] == 2
    problems: list[api.Problem] = []
    list(open_project(news.root, annotator="a1", on_problem=problems.append).spans())
    assert any("is not in the text any more" in problem.message for problem in problems)


def test_damaged_annotations_are_an_error_of_theirs(tmp_path: Path) -> None:
    made = project(tmp_path / "news", TEXTS)
    made.mark("n1", [Span("s1", 4, 7, "PER")])
    (path,) = made.folder.rglob("*.toml")
    path.write_text(path.read_text("utf-8").replace("start = 4", "start = 9"), "utf-8")
    opened = open_project(made.root, annotator="a1", on_problem=lambda _problem: None)
    with pytest.raises(api.SourceError, match="start"):
        opened.layer(next(opened.articles()))
    report = Report()
    assert list(opened.records(report)) == []
    assert report.left_out == [str(path)]


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"statuses": "don"}, "there is no status “don” (did you mean “done”?)"),
        ({"labels": ["PERR"]}, "there is no label “PERR” (did you mean “PER”?)"),
        ({"label": "PER"}, "there is no option “label” (did you mean “labels”?)"),
        ({"split": "80"}, "“80” is not a valid split"),
        ({"options": {"token": "jieba"}}, "there is no option “token” (did you mean “tokens”?)"),
        ({"options": {"tokens": "jiebe"}}, "there is no tokens “jiebe” (did you mean “jieba”?)"),
        ({"options": {"max_length": "9"}}, "“max_length” wants a value of type int"),
        ({"options": {"unit": "utf16"}}, "the format bio does not have the option --unit"),
    ],
    ids=str,
)
def test_what_cannot_be_is_an_error_and_nothing_is_written(
    news: Annotated, tmp_path: Path, keywords: dict[str, object], message: str
) -> None:
    with pytest.raises(api.ZhupiError) as raised:
        open_project(news.root, annotator="a1").export("bio", tmp_path / "out", **keywords)  # type: ignore[arg-type]
    assert message in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_an_export_is_that_of_the_command_line_and_comes_back(news: Annotated, tmp_path: Path) -> None:
    opened = open_project(news.root, annotator="a1")
    file = tmp_path / "out.jsonl"
    report = opened.export("doccano", file, names={"PER": "PERSON"})
    assert (report.spans["", "PERSON"], report.complete) == (1, True)
    with pytest.raises(api.SourceError, match="exists already"):
        opened.export("doccano", file)
    with pytest.raises(api.IncompleteError):
        opened.export("cluener", tmp_path / "cluener", strict=True, statuses=["done", "new"], options={"max_length": 1})
    other = open_project(project(tmp_path / "other", TEXTS).root, annotator="b1")
    imported = other.import_file(file, names={"PERSON": "PER"}, strict=True)
    assert imported.report.spans.total() == 2
    assert [(row.quote, row.label, row.origin) for row in other.spans()] == [
        ("王小明", "PER", "manual"),
        ("北京", "LOC", "accepted:lac"),
    ]


def test_records_of_a_program_are_imported_with_their_articles(tmp_path: Path) -> None:
    opened = open_project(project(tmp_path / "news", TEXTS).root, annotator="a1")
    named = Record("n2", TEXTS["n2"], (Span("s1", 4, 6, "PER"), Span("s2", 40, 41, "PER")))
    new = Record("n3", "李四", (Span("s1", 0, 2, "PER", origin="accepted:lac"),))
    preview = opened.import_records([named, new], dry_run=True)
    assert preview.report.spans.total() == 2
    assert opened.annotators == []
    with pytest.raises(api.IncompleteImportError, match="1 thing would be lost"):
        opened.import_records([named], strict=True)
    imported = opened.import_records(iter([named, new]))
    assert imported.report.lost["span", "is not within the text"] == 1
    assert {(row.quote, row.origin) for row in opened.spans()} == {
        ("張三", "imported:records"),
        ("李四", "accepted:lac"),
    }
    assert {article.info.id for article in opened.articles()} == {"n1", "n2", "n3"}


def test_people_of_a_file_become_who_they_are_said_to_be(tmp_path: Path) -> None:
    opened = open_project(project(tmp_path / "news", TEXTS).root, annotator="a1")
    records = [Record("n2", TEXTS["n2"], (Span("s1", 4, 6, "PER"),), annotator=name) for name in ("x", "y")]
    imported = opened.import_records(records, people={"x": "Ada"})
    assert imported.annotators == {"x": 1, "y": 1}
    assert opened.annotators == ["Ada", "y"]
    (article,) = [article for article in opened.articles() if article.info.id == "n2"]
    assert [span.label for span in opened.layer(article, "Ada").ordered] == ["PER"]


def test_formats_are_described() -> None:
    assert {about.name for about in api.formats()} >= {"doccano", "bioes", "markdown"}
