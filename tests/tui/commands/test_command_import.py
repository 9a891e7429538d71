"""``zhupi import``, as a user calls it."""

import json
import sys
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from annotations.exchange import registry
from annotations.exchange.importing.request import IncompleteImportError
from annotations.model.span import Span
from annotations.storage.paths import annotations_folder
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.errors import NotFoundError, Problem, SourceError, UndecidedError
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING
from tui.cli.main import COMMANDS, dispatch, main
from tui.console.output import complain

CLUENER = {"text": BEIJING, "label": {"ORG": {"美團": [[5, 6]]}, "company": {"淘寶閃購": [[8, 11]]}}}


@pytest.fixture(autouse=True)
def _own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "a1")


@pytest.fixture
def annotated(tmp_path: Path) -> Annotated:
    """A project with the article of the sentence."""
    return project(tmp_path / "p", {"b1": f"標題\n{BEIJING}"})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The sentence with a label that is known, and one that is not."""
    path = tmp_path / "cluener.json"
    path.write_text(json.dumps(CLUENER | {"text": f"標題{BEIJING}"}).replace("5, 6", "7, 8").replace("8, 11", "10, 13"))
    return path


def said(root: Path, annotator: str = "a1") -> list[tuple[str, str, str]]:
    corpus = Corpus.open(root)
    store = Store(annotations_folder(corpus).folder, annotator)
    found = []
    for info in corpus.scan():
        assert isinstance(info, ArticleInfo)
        article = corpus.read(info)
        saved = store.look(article)
        spans = saved.layer.ordered if saved else ()
        found += [(info.id, span.label, article.text[span.start : span.end]) for span in spans]
    return found


def test_marks_into_a_project_and_what_is_lost(
    annotated: Annotated, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["import", str(annotated.root), str(file), "--format", "cluener"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[:4] == ["1 article, 1 span", "            all", "  articles    1", "  ORG         1"]
    assert "lost: 1 × span: there is no label “company”" in err
    assert said(annotated.root) == [("b1", "ORG", "美團")]
    assert dispatch(["import", str(annotated.root), str(file), "--format", "cluener", "--map", "company=ORG"]) == 0
    assert "1 span was there already" in capsys.readouterr().err
    assert said(annotated.root) == [("b1", "ORG", "美團"), ("b1", "ORG", "淘寶閃購")]


def test_an_empty_folder_and_the_report_as_json(tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").mkdir()
    arguments = ["import", str(tmp_path / "new"), str(file), "--format", "cluener", "--json"]
    assert dispatch([*arguments, "--dry-run"]) == 0
    assert not list((tmp_path / "new").iterdir())
    capsys.readouterr()
    assert dispatch(arguments) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["spans"], report["document"], report["labels"]) == (2, "imported.jsonl", ["company"])
    assert {label for _id, label, _words in said(tmp_path / "new")} == {"ORG", "company"}


def test_as_suggestions_or_of_somebody_else(annotated: Annotated, file: Path) -> None:
    arguments = ["import", str(annotated.root), str(file), "--format", "cluener"]
    assert dispatch([*arguments, "--as-suggestions"]) == 0
    assert said(annotated.root) == []
    assert list((annotated.folder / ".suggested").rglob("*.toml"))
    assert dispatch([*arguments, "--annotator", "bob"]) == 0
    assert said(annotated.root, "bob")
    with pytest.raises(SystemExit):
        dispatch([*arguments, "--annotator", "bob", "--as-suggestions"])


def test_of_whom_the_file_says(annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("alice", "bob"):
        annotated.mark("b1", [Span("s1", 3, 5, "LOC")], annotator=name)
    table = tmp_path / "t.csv"
    export = ["export", str(annotated.root), "--format", "csv", "--output", str(table), "--annotator", "all"]
    assert dispatch(export) == 0
    other = project(tmp_path / "other", {"b1": f"標題\n{BEIJING}"})
    capsys.readouterr()
    assert dispatch(["import", str(other.root), str(table)]) == 0
    assert "several people speak of the same texts, and are kept apart: alice (1), bob (1)" in capsys.readouterr().err
    assert dispatch(["import", str(other.root), str(table), "--annotator", "all"]) == 0
    assert said(other.root, "alice") == said(other.root, "bob") == [("b1", "LOC", "北京")]
    assert not said(other.root)
    assert dispatch(["import", str(other.root), str(table), "--annotator", "bob=eve", "--annotator", "a1"]) == 0
    assert said(other.root, "eve") == said(other.root) == [("b1", "LOC", "北京")]


def test_the_bundled_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = Corpus.open(None)
    info = next(item for item in corpus.scan() if isinstance(item, ArticleInfo))
    text = corpus.read(info).text
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"text": text, "label": {"ORG": {text[:2]: [[0, 1]]}}}))
    assert dispatch(["import", str(path), "--format", "cluener"]) == 0
    folder = annotations_folder(corpus).folder
    saved = Store(folder, "a1").look(corpus.read(info))
    assert saved
    assert len(saved.layer.spans) == 1
    with pytest.raises(SourceError, match="bundled"):
        dispatch(["import", str(path), "--format", "cluener", "--add-labels"])


def test_strict(annotated: Annotated, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(IncompleteImportError, match="1 thing would be lost"):
        dispatch(["import", str(annotated.root), str(file), "--format", "cluener", "--strict"])
    assert "there is no label “company”" in capsys.readouterr().err
    assert not annotated.folder.exists()
    arguments = ["import", str(annotated.root), str(file), "--format", "cluener", "--strict", "--add-labels"]
    assert dispatch(arguments) == 0


def test_what_cannot_be_imported(annotated: Annotated, tmp_path: Path, file: Path) -> None:
    root = str(annotated.root)
    with pytest.raises(NotFoundError, match="did you mean “cluener”"):
        dispatch(["import", root, str(file), "--format", "cluner"])
    with pytest.raises(NotFoundError, match="no label “COMPANY”"):
        dispatch(["import", root, str(file), "--format", "cluener", "--map", "company=COMPANY"])
    with pytest.raises(SystemExit):
        dispatch(["import", root, str(file), "--map", "company"])
    with pytest.raises(SourceError, match="no such file"):
        dispatch(["import", root, str(tmp_path / "none"), "--format", "cluener"])
    wrong = tmp_path / "wrong.json"
    wrong.write_text(json.dumps(CLUENER, ensure_ascii=False), "gb18030")
    with pytest.raises(SourceError, match=r"wrong\.json:1: is not UTF-8"):
        dispatch(["import", root, str(wrong), "--format", "cluener", "--encoding", "utf-8"])
    wrong.write_text(json.dumps(CLUENER)[:40])
    with pytest.raises(SourceError, match=r"wrong\.json:1"):
        dispatch(["import", root, str(wrong), "--format", "cluener"])
    (tmp_path / "file.bio").write_text(json.dumps(CLUENER))
    with pytest.raises(SourceError, match=r"file\.bio:1"):
        dispatch(["import", root, str(tmp_path / "file.bio"), "--format", "bio"])
    assert not annotated.folder.exists()


def test_nothing_that_could_be_imported_is_a_failure(annotated: Annotated, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    empty.touch()
    assert dispatch(["import", str(annotated.root), str(empty), "--format", "cluener"]) == 1


def test_progress_on_a_terminal(
    annotated: Annotated, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert dispatch(["import", str(annotated.root), str(file), "--format", "cluener"]) == 0
    assert "1 article, 1 span" in capsys.readouterr().err


def test_the_format_is_found_out(
    annotated: Annotated, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    points = EntryPoints([EntryPoint("gone", "no_such_package:FORMAT", registry.GROUP)])
    monkeypatch.setattr(registry, "entry_points", points.select)
    assert dispatch(["import", str(annotated.root), str(file)]) == 0
    err = capsys.readouterr().err
    assert "zhupi: gone: cannot be loaded" in err
    assert f"{file} is of the format cluener" in err


def test_the_command_is_listed_and_its_problems_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "import" in COMMANDS
    complain(Problem("f\ud800", "is odd"))
    assert "f\\ud800: is odd" in capsys.readouterr().err


def test_where_everything_is_lost_the_status_says_so(
    annotated: Annotated, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = annotated.mark("b1", [Span("s1", 0, 2, "PER")], close=False)
    assert dispatch(["import", str(annotated.root), str(file)]) == 1
    assert "another program has it open" in capsys.readouterr().err
    with pytest.raises(IncompleteImportError):
        dispatch(["import", str(annotated.root), str(file), "--strict"])
    assert held.close()
    assert dispatch(["import", str(annotated.root), str(file)]) == 0
    assert dispatch(["import", str(annotated.root), str(file)]) == 0  # all of it is there already


DOCCANO = {"text": "😀🚒消防员驾驶消防车去北京，然后回家。", "label": [[13, 15, "LOC"]]}


CMEEE = {"text": "患者诉头痛，伴肺炎。", "entities": [{"start_idx": 3, "end_idx": 5, "type": "SYM"}]}


@pytest.mark.parametrize(
    ("value", "option", "answer", "what", "words"),
    [(DOCCANO, "--unit", "utf16", "text", "北京"), (CMEEE, "--ends", "exclusive", "span", "头痛")],
)
def test_what_a_file_does_not_say_is_asked_and_nothing_is_changed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    value: object,
    option: str,
    answer: str,
    what: str,
    words: str,
) -> None:
    root, path = tmp_path / "p", tmp_path / "all.jsonl"
    root.mkdir()
    path.write_text(json.dumps(value) + "\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["zhupi", "import", str(root), str(path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert f"{option} {answer}" in capsys.readouterr().err
    assert not list(root.iterdir())
    assert dispatch(["import", str(root), str(path), option, answer, "--json"]) == 0
    ((decided,),) = [json.loads(capsys.readouterr().out)["decided"]]
    assert (decided["what"], decided["value"], decided["count"]) == (what, answer, 1)
    assert [quote for _article, _label, quote in said(root)] == [words]


LAYER = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Two|level|sort\n\n\n#Text=😀他说\n"
TOKENS = "1-1\t0-2\t😀\t_\t_\t\n1-2\t2-4\t他说\t高\tPER\t\n"


@pytest.mark.parametrize(
    ("name", "content", "option", "value"),
    [
        ("a.tsv", LAYER + TOKENS, "--label-feature", "Two:sort"),
        (
            "a.jsonl",
            json.dumps({"tokens": ["😀", "他", "说"], "ner_tags": [0, 1, 2]}) + "\n",
            "--tags",
            "O,B-PER,I-PER",
        ),
    ],
)
def test_what_a_file_does_not_say_is_asked_for(
    tmp_path: Path, name: str, content: str, option: str, value: str
) -> None:
    root, path = tmp_path / "p", tmp_path / name
    root.mkdir()
    path.write_text(content, "utf-8")
    with pytest.raises(UndecidedError, match=option):
        dispatch(["import", str(root), str(path)])
    assert not list(root.iterdir())
    assert dispatch(["import", str(root), str(path), option, value]) == 0
    assert [(label, words) for _article, label, words in said(root)] == [("PER", "他说")]


def test_an_option_that_a_format_does_not_have_is_a_usage_error(
    tmp_path: Path, annotated: Annotated, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["import", str(annotated.root), str(file), "--unit", "utf16"]) == 2
    assert "the format cluener does not have the option --unit" in capsys.readouterr().err
    export = ["export", str(annotated.root), "--format", "cluener", "--output", str(tmp_path / "x"), "--unit", "utf16"]
    assert dispatch(export) == 2
    assert "the format cluener does not have the option --unit" in capsys.readouterr().err


def test_the_encoding_is_said_and_can_be_forced(
    annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes('{"text": "他说的这个是中国的人，在北京。", "label": [[13, 15, "LOC"]]}\n'.encode("gb18030"))
    assert dispatch(["import", str(annotated.root), str(path), "--dry-run"]) == 0
    assert "x.jsonl is read as gb18030; --encoding says otherwise" in capsys.readouterr().err
    assert dispatch(["import", str(annotated.root), str(path), "--encoding", "gbk"]) == 0
    assert "LOC" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        dispatch(["import", str(annotated.root), str(path), "--encoding", "klingon"])
