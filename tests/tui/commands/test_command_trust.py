"""``zhupi trust``: shown, asked, allowed, listed, revoked."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.user_settings import trust_path
from tui.cli.main import dispatch

URL = "http://127.0.0.1:9"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.txt").write_text("標題\n北京。", "utf-8")
    (folder / "zhupi.toml").write_text(
        f'[suggest]\nsuggesters = ["chat"]\n[suggest.chat]\nurl = "{URL}"\nmodel = "m"\n', "utf-8"
    )
    return folder


def answer(monkeypatch: pytest.MonkeyPatch, words: str, *, terminal: bool = True) -> None:
    stream = io.StringIO(words)
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stdin", stream)


def listed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert dispatch(["trust", "--list", "--json", *arguments]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["allowed"]
    return found


@pytest.mark.parametrize("words", ["", "\n", "n\n", "no\n", "nonsense\n", "Yess\n"])
def test_anything_but_yes_allows_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    answer(monkeypatch, words)
    assert dispatch(["trust", str(project)]) == 1
    shown = capsys.readouterr()
    assert str(project) in shown.out
    assert f"chat: to send the texts to {URL} (not allowed)" in shown.out
    assert "[y/N]" in shown.err
    assert not trust_path().exists()


def test_yes_allows_and_it_can_be_taken_back(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "Y\n")
    assert dispatch(["trust", str(project / "a.txt")]) == 0
    assert [(each["project"], each["target"]) for each in listed(capsys)] == [(str(project), URL)]
    assert listed(capsys, str(project.parent)) == []
    assert dispatch(["trust", str(project)]) == 0, "there is nothing to ask"
    assert "(allowed)" in capsys.readouterr().out
    assert dispatch(["trust", "--revoke", str(project)]) == 0
    assert "1 revoked" in capsys.readouterr().err
    assert listed(capsys) == []
    assert dispatch(["trust", "--revoke", str(project)]) == 0
    assert "allowed nothing" in capsys.readouterr().err


def test_scripts_allow_with_a_word_of_their_own(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "y\n", terminal=False)
    assert dispatch(["trust", str(project)]) == 1
    assert "--yes" in capsys.readouterr().err
    assert dispatch(["trust", str(project), "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)["asked"]
    assert (row["suggester"], row["kind"], row["target"], row["state"]) == ("chat", "endpoint", URL, "new")
    assert dispatch(["trust", str(project), "--yes", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["asked"]
    assert row["state"] == "allowed"
    (project / "zhupi.toml").write_text((project / "zhupi.toml").read_text().replace('"m"', '"n"'))
    assert dispatch(["trust", str(project), "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)["asked"]
    assert row["state"] == "changed"


def test_what_was_allowed_to_a_folder_that_is_gone_can_be_taken_back(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["trust", str(project), "--yes"]) == 0
    project.rename(project.with_name("moved"))
    assert dispatch(["trust", "--revoke", str(project)]) == 0
    assert listed(capsys) == []


def test_a_project_that_asks_for_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["trust", str(tmp_path)]) == 0
    assert "asks for nothing" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["--yes"], ["x", "--list", "--revoke"], ["x", "--yes", "--revoke"]])
def test_wrong_calls(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dispatch(["trust", *arguments])
    assert ended.value.code == 2


def test_a_damaged_file_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trust_path().parent.mkdir(parents=True)
    trust_path().write_text("[[allowed]]\nproject = 5\n")
    assert dispatch(["trust", "--list"]) == 1
    assert "trust.toml:2" in capsys.readouterr().err
