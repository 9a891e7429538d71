"""Nothing leaves the machine before the user has said so: counted at a real endpoint, with every command."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seeds.errors import ZhupiError
from tests.annotations.allowing import allow_all
from tests.annotations.counting_server import CountingServer, counting_server
from tui.cli.main import COMMANDS, dispatch
from tui.console.output import complain

Run = Callable[..., tuple[int, str, str]]
ASK = {"agree", "entities", "evaluate", "suggest", "learn"}
"""The commands that ask the suggesters, and end with 1 where one is left out."""

ROWS = {
    "list": ["."],
    "kept": ["list"],
    "show": ["標題", "."],
    "search": ["美團", "--path", "."],
    "convert": ["--config", "s2t"],
    "entities": [".", "--processes", "1"],
    "evaluate": [".", "--annotator", "a1", "--processes", "1"],
    "agree": [
        ".",
        "--suggester",
        "patterns",
        "--suggester",
        "gazetteer",
        "--processes",
        "1",
        "--status",
        "in-progress",
    ],
    "adjudicate": [".", "--status", "in-progress", "--report"],
    "merge": [".", ".", "--output", "../merged"],
    "learn": [".", "--annotator", "a1"],
    "suggest": [".", "--processes", "1"],
    "export": [".", "--format", "csv", "--output", "../out.csv", "--annotator", "a1"],
    "stats": ["."],
    "words": [".", "--annotator", "a1"],
    "release": [".", "--output", "../release"],
    "import": [".", "../in.jsonl", "--format", "doccano", "--annotator", "a1"],
    "formats": [],
    "check": ["."],
    "trust": ["."],
    "data": ["list"],
    "config": [],
    "doctor": [],
    "tutorial": [],
    "init": [".", "--force"],
}
NEWS = "標題\n12月26日,美團投入3000元,增長23.1%。"
LABELS = [[3, 9, "TIME"], [10, 12, "ORG"], [14, 19, "MONEY"], [22, 27, "PCT"]]


@pytest.fixture
def server() -> Iterator[CountingServer]:
    with counting_server() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, server: CountingServer) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "news.txt").write_text(NEWS, "utf-8")
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": NEWS, "label": LABELS}), "utf-8")
    (tmp_path / "outside.tsv").write_text("增長\tEVENT\n", "utf-8")
    (folder / "zhupi.toml").write_text(
        f"""
[suggest]
suggesters = ["patterns", "gazetteer", "chat"]
gazetteers = ["../outside.tsv"]
[suggest.chat]
url = "{server.url}/v1"
model = "m"
key-from = "SECRET"
""",
        "utf-8",
    )
    return folder


def test_every_command_has_a_row() -> None:
    assert set(ROWS) == set(COMMANDS)


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the folder of the project."""

    def run_here(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.chdir(project)
        monkeypatch.setenv("SECRET", "secret")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
        capsys.readouterr()
        try:
            status = dispatch(list(arguments))
        except ZhupiError as error:  # as the program's own start has it
            complain(error)
            status = 1
        return status, *capsys.readouterr()

    return run_here


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_sends_anything_before_it_is_allowed(
    project: Path, server: CountingServer, name: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("evaluate", "agree", "learn", "export", "stats", "release", "words"):
        assert run("import", *ROWS["import"])[0] == 0
    monkeypatch.setattr("tui.cli.main._show", lambda _session: 0)  # the application, which the tutorial would open
    status, out, err = run(name, *ROWS[name])
    assert server.requests == []
    assert "sent" not in err
    assert status == (1 if name in {*ASK, "trust"} else 0), err
    if name in ASK:
        assert f"zhupi trust {project}" in err
    if name == "entities":
        (found,) = map(json.loads, out.splitlines())
        assert {span["origin"] for span in found["spans"]} == {"patterns", "gazetteer"}, "the others go on"


def test_what_is_allowed_is_sent_said_and_nothing_else(
    project: Path, server: CountingServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "secret")
    allow_all(project)
    assert dispatch(["entities", str(project), "--processes", "1"]) == 0
    out, err = capsys.readouterr()
    (found,) = map(json.loads, out.splitlines())
    assert {"chat", "gazetteer"} <= {span["origin"] for span in found["spans"]}
    assert f"zhupi: the texts are sent to {server.url}\n" in err
    assert "“key-from” is ignored" in err
    assert len(server.requests) == 1
    assert "secret" not in server.requests[0]


def test_a_price_is_said_and_agreed_to_before_anything_is_sent(
    project: Path, server: CountingServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "zhupi.toml"
    path.write_text(path.read_text("utf-8") + "price-sent = 1000\n", "utf-8")
    allow_all(project)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO()))
    for command in ("suggest", "entities"):
        assert dispatch([command, str(project), "--processes", "1"]) == 1
        err = capsys.readouterr().err
        assert f"chat: 1 request to {server.url}, about " in err
        assert "0 parts are answered already" in err
        assert "by the prices in the settings" in err
        assert "nothing was sent; --yes sends it" in err
    assert server.requests == []
    assert dispatch(["suggest", str(project), "--processes", "1", "--yes"]) == 0
    assert len(server.requests) == 1
    capsys.readouterr()
    assert dispatch(["entities", str(project), "--processes", "1"]) == 0, "it costs nothing any more"
    assert "chat: 0 requests" in capsys.readouterr().err
    assert len(server.requests) == 1


def test_a_suggester_that_the_caller_names_is_still_the_projects_endpoint(
    project: Path, server: CountingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["entities", str(project), "--suggester", "chat", "--processes", "1"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["spans"] for line in out.splitlines()] == [[]]
    assert "chat: is left out" in err
    assert server.requests == []


def test_an_endpoint_that_moves_is_asked_about_again(
    project: Path, server: CountingServer, capsys: pytest.CaptureFixture[str]
) -> None:
    allow_all(project)
    path = project / "zhupi.toml"
    path.write_text(path.read_text("utf-8").replace("127.0.0.1", "localhost"), "utf-8")
    assert dispatch(["entities", str(project), "--processes", "1"]) == 1
    assert "localhost" in capsys.readouterr().err
    assert server.requests == []
