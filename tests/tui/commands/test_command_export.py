"""``zhupi export`` and ``zhupi formats``, as a user calls them."""

import json
import sys
from importlib.metadata import EntryPoint, EntryPoints
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from annotations.exchange import registry
from annotations.exchange.exporting.request import IncompleteError
from annotations.exchange.output import REPORT
from annotations.model.layer import Status
from annotations.model.span import Span
from annotations.storage.store import Store
from seeds.errors import NotFoundError, SourceError
from tests.annotations.exchange import lines_format
from tests.annotations.exchange.lines_format import written
from tests.annotations.exchange.projects import Annotated, project
from tui.cli.main import dispatch
from tui.text.width import cells


@pytest.fixture(autouse=True)
def lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a format that is a plug-in, so that no other is needed."""
    points = EntryPoints([EntryPoint("lines", f"{lines_format.__name__}:FORMAT", registry.GROUP)])
    monkeypatch.setattr(registry, "entry_points", points.select)


@pytest.fixture
def annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Annotated:
    """Ten articles with a mark each, of which one is done."""
    monkeypatch.setenv("LOGNAME", "a1")
    texts = {f"a{number}": f"題{number}\n美團真金白銀。" for number in range(10)}
    found = project(tmp_path / "p", texts)
    for name in texts:
        status = Status.DONE if name == "a3" else Status.IN_PROGRESS
        found.mark(name, [Span("s1", 3, 5, "ORG")], status=status)
    return found


def export(annotated: Annotated, output: Path | str, *more: str) -> int:
    return dispatch(["export", str(annotated.root), "--format", "lines", "--output", str(output), *more])


def test_your_own_annotations_and_a_report(
    annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(annotated, tmp_path / "o.jsonl") == 0
    assert [item["id"] for item in written(tmp_path / "o.jsonl")] == [f"a{number}" for number in range(10)]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["10 articles, 10 spans", "            all", "  articles   10", "  ORG        10"]
    assert json.loads((tmp_path / REPORT).read_text())["articles"] == 10


def test_everything_that_can_be_asked_for(annotated: Annotated, tmp_path: Path) -> None:
    wanted = "--script simplified --status done --labels ORG,PER --map ORG=COMPANY --annotator a1 --tokens jieba"
    more = "--misaligned drop --max-length 100 --negatives --context 8 --bom --strict --seed 4"
    folder = ["--annotations", str(annotated.folder)]
    assert export(annotated, tmp_path / "o", *wanted.split(), *more.split(), *folder, "--split", "80/20") == 0
    (item,) = written(tmp_path / "o" / "train.jsonl") + written(tmp_path / "o" / "test.jsonl")
    assert (item["text"], item["spans"]) == ("题3\n美团真金白银。", [[3, 5, "COMPANY", "美团"]])
    options = lines_format.FORMAT.options
    assert options
    assert (options.tokens, options.misaligned, options.max_length) == ("jieba", "drop", 100)
    assert (options.negatives, options.context, options.bom) == (True, 8, True)


def test_a_split_is_a_table_with_a_column_for_each_part(
    annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(annotated, tmp_path / "o", "--split", "98/1/1") == 0
    _counts, header, *rows, last = capsys.readouterr().err.splitlines()
    assert header.split() == ["train", "dev", "test", "all"]
    assert [row.split()[0] for row in rows] == ["articles", "ORG"]
    assert len({cells(row) for row in (header, *rows)}) == 1
    assert "a part of the split is empty" in last
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [
        "dev.jsonl",
        REPORT,
        "test.jsonl",
        "train.jsonl",
    ]


def test_to_stdout(annotated: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stdout)
    assert export(annotated, "-") == 0
    stdout.flush()
    lines = stdout.buffer.getvalue().decode("utf-8").splitlines()
    assert json.loads(lines[0])["text"] == "題0\n美團真金白銀。"


def test_the_report_as_json(annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(annotated, tmp_path / "o.jsonl", "--json") == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["parts"]["all"]["labels"] == {"ORG": 10}
    assert err == ""


def test_losses_are_told_with_examples_and_strict_ends_in_an_error(
    annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(annotated, tmp_path / "o.jsonl", "--max-length", "1") == 0
    err = capsys.readouterr().err.splitlines()
    at = next(number for number, line in enumerate(err) if line.startswith("lost: 10 × span"))
    assert err[at + 1] == "  a0 3–5  ORG 美團"
    assert len(err) == at + 6
    with pytest.raises(IncompleteError):
        export(annotated, tmp_path / "s.jsonl", "--max-length", "1", "--strict")
    assert "lost: 10" in capsys.readouterr().err
    assert not (tmp_path / "s.jsonl").exists()


def test_a_bar_on_a_terminal(annotated: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    stderr = Terminal()
    monkeypatch.setattr(sys, "stderr", stderr)
    assert export(annotated, tmp_path / "o.jsonl") == 0
    assert "10/10" in stderr.getvalue()
    assert "10 articles" in stderr.getvalue()


def test_an_export_among_the_articles_is_warned_of(annotated: Annotated, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(annotated, annotated.root / "o.jsonl") == 0
    assert "may be taken for one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--output", "-", "--split", "80/20"], "cannot be written to stdout"),
        (["--output", "-", "--json"], "not both"),
        (["--output", "o.jsonl", "--split", "80/20"], r"without \.jsonl"),
    ],
)
def test_calls_that_make_no_sense(
    annotated: Annotated, more: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["export", str(annotated.root), "--format", "lines", *more]) == 2
    assert told.replace("\\", "") in capsys.readouterr().err


@pytest.mark.parametrize(
    "more", [["--split", "80"], ["--map", "ORG"], ["--max-length", "0"], ["--tokens", "bytes"], ["--seed", "x"]]
)
def test_arguments_that_make_no_sense(annotated: Annotated, tmp_path: Path, more: list[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        export(annotated, tmp_path / "o.jsonl", *more)
    assert leaving.value.code == 2


@pytest.mark.parametrize(
    ("more", "nearest"),
    [
        (["--format", "line"], "lines"),
        (["--status", "don"], "done"),
        (["--labels", "ORGS"], "ORG"),
        (["--map", "ORGS=X"], "ORG"),
        (["--script", "simplifed"], "simplified"),
    ],
)
def test_names_that_there_are_not(annotated: Annotated, tmp_path: Path, more: list[str], nearest: str) -> None:
    with pytest.raises(NotFoundError, match=f"“{nearest}”"):
        export(annotated, tmp_path / "o.jsonl", *more)


def test_an_output_that_exists(annotated: Annotated, tmp_path: Path) -> None:
    assert export(annotated, tmp_path / "o.jsonl") == 0
    with pytest.raises(SourceError, match="--force"):
        export(annotated, tmp_path / "o.jsonl")
    assert export(annotated, tmp_path / "o.jsonl", "--force") == 0


def test_damaged_annotations_are_left_out_by_name_and_end_in_a_failure(
    annotated: Annotated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = Store(annotated.folder, "a1").path(annotated.articles()["a1"].info)
    damaged.write_text(damaged.read_text("utf-8").replace("start = 3", 'start = "3"'), "utf-8")
    nobodys = damaged.with_name("nobodys.toml")
    nobodys.write_text("format = ", "utf-8")
    assert export(annotated, tmp_path / "o.jsonl") == 1
    assert len(written(tmp_path / "o.jsonl")) == 9
    said = capsys.readouterr().err
    for path in (damaged, nobodys):
        assert f"{path}: these annotations were left out" in said
