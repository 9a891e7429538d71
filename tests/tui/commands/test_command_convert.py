"""``zhupi convert``, run as a program."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from seeds.script.converter import load_converter


def zhupi(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    call = [sys.executable, "-c", "from tui.cli.main import main; main()", *arguments]
    return subprocess.run(call, input=stdin, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"}, timeout=120)


def test_text_is_converted_and_nothing_else_is_changed() -> None:
    text = "\ufeff软件\r\n鼠标\n\n  \tabc\0后\r最后没有换行"
    done = zhupi("convert", "--config", "s2twp", stdin=text.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "\ufeff軟體\r\n滑鼠\n\n  \tabc\0後\r最後沒有換行"


def test_json_gives_text_and_map() -> None:
    text = "用互联网络打印。再来一次！"
    done = zhupi("convert", "--config", "s2twp", "--json", stdin=text.encode())
    answer: dict[str, Any] = json.loads(done.stdout)
    expected = load_converter("s2twp").convert(text)
    assert answer == {"text": expected.text, "map": [list(edit) for edit in expected.map.edits]}
    for start, length, target, image in answer["map"]:
        assert length != image
        assert text[start : start + length] != answer["text"][target : target + image]


def test_invalid_utf8_is_named_with_its_place() -> None:
    done = zhupi("convert", "--config", "s2t", stdin="一\n二".encode() + b"\xff")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "2" in done.stderr.decode()
    assert "byte 7" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--config", "s2tpw"], "s2tw"),
        (["--config", "s2t", "--dataset", "opencc-pyton"], "opencc-python"),
        ([], "--config"),
        (["--config", "s2t", "--list"], "not allowed"),
    ],
)
def test_wrong_calls_end_with_2(arguments: list[str], said: str) -> None:
    done = zhupi("convert", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr.decode()


def test_the_conversions_are_listed() -> None:
    done = zhupi("convert", "--list")
    assert {line.split()[0] for line in done.stdout.decode().splitlines()} >= {
        "s2t",
        "t2s",
        "tw2t",
        "hk2t",
        "t2jp",
        "jp2t",
    }
    rows = json.loads(zhupi("convert", "--list", "--json", "--dataset", "opencc-python").stdout)
    assert {row["dataset"].split()[0] for row in rows} == {"opencc-python"}
    assert all(row["description"] for row in rows)


def test_the_version_says_which_data_is_in_use() -> None:
    lines = zhupi("convert", "--version").stdout.decode().splitlines()
    assert lines[0].startswith("opencc-purepy ")
    assert [line.split()[1] for line in lines if line.startswith("s2twp ")] == ["opencc-purepy"]
    rows = json.loads(zhupi("convert", "--version", "--json", "--dataset", "opencc-python").stdout)
    assert [row["name"] for row in rows if row["used"]] == ["opencc-python"]
    assert all(bool(row["configurations"]) == row["used"] and row["origin"] for row in rows)


def test_the_settings_choose_the_data(home: Path) -> None:
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "zhupi"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[script]\ndataset = "opencc-python"\n', "utf-8")
    assert zhupi("convert", "--version").stdout.decode().startswith("opencc-python ")
