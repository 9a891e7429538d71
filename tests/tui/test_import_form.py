"""What is chosen for an import, what the lines say of it, and what would come of it."""

import json
from pathlib import Path

import pytest

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import StopImportError
from annotations.exchange.registry import all_formats
from annotations.model.span import Span
from seeds.errors import Problem, Question, SourceError, ZhupiError
from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING
from tui.core.importing.dry_run import DryRun, dry_run
from tui.core.importing.import_choices import ADD, BY_FILE, ONE, OWN, PEOPLE, SUGGESTIONS, Line
from tui.core.importing.import_form import ImportForm
from tui.core.importing.import_lines import ImportLines, offered
from tui.core.importing.import_report import screen_lines
from tui.core.path_completion import completed, completions
from tui.core.session import Session

FIRE = "😀🚒消防员驾驶消防车去北京，然后回家。"
LAYER = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Two|level|sort\n\n\n#Text=😀他说\n"
    "1-1\t0-2\t😀\t_\t_\t\n1-2\t2-4\t他说\t高\tPER\t\n"
)


def ignore() -> None:
    """Nobody has to know."""


@pytest.fixture
def annotated(tmp_path: Path) -> Annotated:
    """A project with the article of the sentence."""
    return project(tmp_path / "news", {"b1": f"標題\n{BEIJING}"})


@pytest.fixture
def form(annotated: Annotated) -> ImportForm:
    """The form over it, with all formats and one that cannot be loaded."""
    session = Session(str(annotated.root), annotator="a1")
    return ImportForm(session, [*all_formats(), Problem("stars", "cannot be loaded")])


def write(path: Path, *values: object) -> Path:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), "utf-8")
    return path


def look(form: ImportForm) -> DryRun:
    form.take(dry_run(form.order(), ignore))
    assert form.result
    return form.result


def shown(form: ImportForm) -> dict[Line, tuple[str, str]]:
    return {line: ImportLines(form).shown(line) for line in form.lines}


def test_it_begins_with_what_is_usual_and_without_a_file(form: ImportForm) -> None:
    assert form.problems == [Problem("stars", "cannot be loaded")]
    assert form.lines == [
        Line.FILE,
        Line.FORMAT,
        Line.ENCODING,
        Line.MARKS,
        Line.LABELS,
        Line.ARTICLES,
        Line.START,
    ]
    assert shown(form)[Line.FILE] == ("none yet", "")
    assert shown(form)[Line.MARKS] == ("a1", "a1’s, unless several people share a text")
    assert shown(form)[Line.START] == ("not yet", "")
    with pytest.raises(SourceError, match="no file"):
        form.order()
    assert "markdown" not in form.choices(Line.FORMAT)


def test_what_was_guessed_is_said_with_its_evidence(form: ImportForm, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"text": FIRE, "label": [[13, 15, "LOC"]], "zhupi_unit": "utf16"})
    form.choose(Line.FILE, str(path))
    result = look(form)
    assert result.ready
    assert shown(form)[Line.FORMAT] == ("doccano", "recognised: JSON Lines for sequence labelling")
    assert shown(form)[Line.UNIT][0] == "utf16"
    assert "as zhupi_unit says" in shown(form)[Line.UNIT][1]
    assert shown(form)[Line.ENCODING] == ("utf-8", "")
    assert shown(form)[Line.START] == ("1 article", "1 span: enter imports")
    path.write_bytes('{"text": "他说的这个是中国的人，在北京。", "label": [[13, 15, "LOC"]]}\n'.encode("gb18030"))
    form.choose(Line.FILE, str(path))
    look(form)
    assert shown(form)[Line.ENCODING] == ("gb18030", "guessed from its bytes")
    form.choose(Line.ENCODING, "GBK")
    look(form)
    assert shown(form)[Line.ENCODING] == ("gbk", "as you said")
    with pytest.raises(ZhupiError, match="klingon"):
        form.choose(Line.ENCODING, "klingon")


def test_a_question_is_answered_and_the_line_says_how(form: ImportForm, tmp_path: Path) -> None:
    form.choose(Line.FILE, str(write(tmp_path / "a.jsonl", {"text": FIRE, "label": [[13, 15, "LOC"]]})))
    result = look(form)
    assert not result.ready
    assert result.question
    assert result.question.option == Line.UNIT
    assert shown(form)[Line.UNIT] == ("to be chosen", "the file does not say it")
    choices = offered(result.question, form.choices(Line.UNIT), result.samples)
    assert choices["utf16"] == "UTF-16 units\n防员驾驶消防车去▐北京▌，然后回家。  LOC"
    form.choose(Line.UNIT, "utf16")
    assert look(form).ready
    assert shown(form)[Line.UNIT] == ("utf16", "UTF-16 units")
    assert form.chosen(Line.UNIT) == "utf16"
    form.choose(Line.UNIT, BY_FILE)
    assert look(form).question


def test_features_of_layers_are_chosen_or_typed(form: ImportForm, tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(LAYER, "utf-8")
    form.choose(Line.FILE, str(path))
    question = look(form).question
    assert question == Question("label_feature", ("level", "sort"), "Two")
    form.choose(Line.LABEL_FEATURE, "sort", question.subject)
    assert shown(form)[Line.LABEL_FEATURE] == ("Two:sort", "as you said")
    assert look(form).imported
    form.choose(Line.LABEL_FEATURE, "Two:level")
    assert form.value(Line.LABEL_FEATURE) == "Two:level"
    with pytest.raises(SourceError, match="LAYER:FEATURE"):
        form.choose(Line.LABEL_FEATURE, "level")
    form.choose(Line.LABEL_FEATURE, "")
    assert form.value(Line.LABEL_FEATURE) == ""


def test_another_file_is_looked_at_without_what_was_chosen_for_the_one_before(form: ImportForm, tmp_path: Path) -> None:
    form.choose(Line.FILE, str(write(tmp_path / "a.jsonl", {"text": FIRE, "label": [[13, 15, "LOC"]]})))
    form.choose(Line.FORMAT, "doccano")
    form.choose(Line.UNIT, "utf16")
    form.choose(Line.LABELS, ADD)
    form.choose(Line.FORMAT, "label-studio")
    assert form.value(Line.UNIT) == "utf16"
    form.choose(Line.FORMAT, "conll2003")
    assert (form.value(Line.UNIT), Line.TAG_COLUMN in form.lines) == ("", True)
    form.choose(Line.FILE, "~")
    assert (form.value(Line.FORMAT), form.chosen(Line.LABELS), form.path) == ("", ADD, Path.home())


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none", None, "cannot be read: No such file"),
        ("a.bin", bytes(range(256)), "is binary, and of no format"),
        ("a.json", b'{"text": "x"}\n', "the nearest is doccano, but “label” is missing"),
    ],
)
def test_what_cannot_be_imported_is_said(
    form: ImportForm, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    form.choose(Line.FILE, str(tmp_path / name))
    result = look(form)
    assert message in str(result.error)
    assert (result.ready, result.question) == (False, None)
    assert shown(form)[Line.START][0] == "not yet"


def test_several_formats_are_a_question_too(form: ImportForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.jsonl", {"text": "x", "label": []})
    monkeypatch.setattr("annotations.exchange.detection._sure_of_most_lines", lambda *_arguments: ["doccano", "spacy"])
    form.choose(Line.FILE, str(path))
    assert look(form).question == Question("format", ("doccano", "spacy"))


def test_whose_the_marks_become(form: ImportForm, annotated: Annotated, tmp_path: Path) -> None:
    records = [{"text": BEIJING, "label": [[0, 2, "LOC"]], "annotator": name, "id": "b1"} for name in ("alice", "bob")]
    form.choose(Line.FILE, str(write(tmp_path / "a.jsonl", *records)))
    order = form.order()
    result = look(form)
    assert result.format
    assert result.imported
    assert order.make(result.format).keep_apart
    lines = list(screen_lines(result.imported, order.make(result.format), []))
    assert lines[0] == "articles: 0 new, 1 of the project"
    assert any(line.startswith("several people speak of the same texts, and are kept apart") for line in lines)
    assert "annotators in the file, with their records: alice (1), bob (1)" in lines
    for name, expected in ((OWN, (False, False)), (PEOPLE, (True, False)), (SUGGESTIONS, (False, True))):
        form.choose(Line.MARKS, name)
        request = form.order().make(result.format)
        assert (request.by_name, request.as_suggestions, request.keep_apart) == (*expected, False)
    assert look(form).ready
    assert shown(form)[Line.START] == ("1 article", "0 spans, 2 suggestions: enter imports")
    form.choose(Line.ARTICLES, ONE)
    assert form.order().make(result.format).as_one_article


def test_a_locked_file_is_a_loss_with_its_reason(form: ImportForm, annotated: Annotated, tmp_path: Path) -> None:
    form.choose(Line.FILE, str(write(tmp_path / "a.jsonl", {"text": BEIJING, "label": [[0, 2, "LOC"]], "id": "b1"})))
    program = annotated.mark("b1", [Span("s1", 0, 2, "PER")], close=False)
    result = look(form)
    assert not result.ready
    assert shown(form)[Line.START] == ("nothing", "there is nothing new in it that could be imported")
    assert result.imported
    assert result.format
    lines = list(screen_lines(result.imported, form.order().make(result.format), [Problem("a", "is odd")]))
    assert any("another program has it open" in line for line in lines)
    assert lines.index("a: is odd") < next(place for place, line in enumerate(lines) if line.startswith("lost"))
    assert program.close()


def test_a_look_counts_the_steps_of_the_import_and_can_be_ended(form: ImportForm, tmp_path: Path) -> None:
    records = [{"text": f"第{number}篇在北京。", "label": [[0, 1, "LOC"]]} for number in range(5)]
    form.choose(Line.FILE, str(write(tmp_path / "a.jsonl", *records)))
    result = look(form)
    steps = []
    assert result.format
    order = form.order()
    import_file(order.corpus, order.folder, order.make(result.format), step=lambda: steps.append(1), check=ignore)
    assert result.steps == 3 * len(steps) == 15

    def stop() -> None:
        raise StopImportError

    imported = dry_run(form.order(), stop).imported
    assert imported
    assert imported.stopped
    form.finish()
    assert shown(form)[Line.START][0] == "done"


def test_paths_are_completed_as_in_shells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("label.json", "Labels.json", "船舶.txt", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "later").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completions("") == ["label.json", "Labels.json", "later/", "船舶.txt"]
    assert completions("la") == ["label.json", "Labels.json", "later/"]
    assert completions(".") == [".hidden"]
    assert completions("~/船") == ["~/船舶.txt"]
    assert completions(f"{tmp_path}/lat") == [f"{tmp_path}/later/"]
    assert completions("later/x/y") == completions("none/") == completions("\0") == []
    assert completed("lat") == "later/"
    assert completed("lab") == "lab"
    assert completed("x") == "x"
