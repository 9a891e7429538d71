"""A release names nobody, and is made again byte for byte."""

import json
import re
import shutil
import zlib
from pathlib import Path
from shlex import split as words_of
from socket import gethostname

import pytest

from annotations.exchange.registry import all_formats
from seeds.errors import Problem
from tests.annotations.exchange.projects import Annotated
from tests.annotations.exchange.release.sample import BOB, NOTE, WANG, content, lines, loaded, release
from tui.cli.main import dispatch


def test_no_format_names_anybody_and_all_are_the_same_bytes_again(
    made: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the project was copied elsewhere, and another user of another host makes the release."""
    formats = [item.about.name for item in all_formats() if not isinstance(item, Problem) and item.about.writes]
    options = [part for name in formats for part in ("--format", name)]
    monkeypatch.setenv("LOGNAME", "first-login")
    assert release(made, tmp_path / "one", *options) == 0
    copied = Annotated(tmp_path / "elsewhere" / "secret-copy")
    shutil.copytree(made.root, copied.root)
    monkeypatch.setenv("LOGNAME", "second-login")
    monkeypatch.chdir(tmp_path)
    assert release(copied, Path("two"), *options) == 0
    first, second = content(tmp_path / "one"), content(tmp_path / "two")
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()
    secrets = {"secret", WANG, BOB, NOTE, "備註", str(made.root), str(tmp_path), "-login", gethostname()}
    secrets |= {json.dumps(secret)[1:-1] for secret in secrets}  # as JSON may write it
    for name, data in first.items():
        plain = zlib.decompress(data) if name.endswith(".spacy") else data
        text = plain.decode("utf-8", "replace")
        assert [secret for secret in secrets if secret in text] == [], name
        assert not re.search(r"20\d\d-\d\d-\d\dT|zhupi_times", text), name


def test_the_command_of_the_manifest_makes_it_again(
    made: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = "--annotator bob@secret-host --labels ORG --map ORG=公司 --status done --max-length 9 --seed 7 --times"
    facts = "--license cc-by-4.0 --creator 實驗室 --url https://example.org/d --date 2026-01-31 --release-version 2.0.0"
    title = ("--title", "兩 個 字")
    ways = "--format bio --format csv --split 60/40 --script simplified --tokens jieba --misaligned drop --no-borders"
    first = tmp_path / "first"
    assert release(made, first, *options.split(), *facts.split(), *title, *ways.split()) == 0
    manifest = loaded(first, "manifest.json")
    command = words_of(manifest["command"])
    assert command == manifest["arguments"]
    assert command[:5] == ["zhupi", "release", ".", "--output", "../release"]
    assert command[command.index("--annotator") + 1] == "a1"
    assert {"jieba", "zhupi", "opencc-purepy"} <= manifest["made_with"].keys()
    shutil.copytree(made.root, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    assert dispatch(command[1:]) == 0
    assert content(tmp_path / "release") == content(first)


def test_names_times_and_notes_come_out_where_they_are_asked_for(made: Annotated, tmp_path: Path) -> None:
    assert release(made, tmp_path / "r", "--format", "huggingface", "--names", "--times", "--notes") == 0
    manifest = loaded(tmp_path / "r", "manifest.json")
    assert manifest["articles"][1]["annotators"] == [BOB, WANG]
    assert manifest["articles"][1]["updated"].keys() == {BOB, WANG}
    rows = [item for path in (tmp_path / "r").glob("huggingface/*.jsonl") for item in lines(path)]
    assert {item["annotator"] for item in rows} == {BOB, WANG}
    made_at = {item["annotator"]: json.loads(json.loads(item["meta"])["zhupi_times"]) for item in rows}
    assert made_at[BOB].keys() == {"2026-11-23T05:40:00Z"}
    assert {"", "2026-11-22T05:40:00Z"} < made_at[WANG].keys()
    assert {item["note"] for item in rows if item["annotator"] == BOB} == {NOTE}
    assert {item["spans"][0]["note"] for item in rows if item["annotator"] == WANG} == {NOTE}
    assert "--names --times --notes" in manifest["command"]
