"""``zhupi data``, run as a program."""

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

DICTIONARIES = {
    "data/config/s2t.json": b"""{"name": "x", "conversion_chain": [
        {"dict": {"type": "ocd2", "file": "STCharacters.ocd2"}}
    ]}""",
    "data/dictionary/STCharacters.txt": "国\t囻\n".encode(),
}


def zhupi(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from tui.cli.main import main; main()", *arguments]
    return subprocess.run(call, input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=120)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "opencc-99.0.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        for name, content in {"PKG-INFO": b"Name: OpenCC\nVersion: 99.0\n", **DICTIONARIES}.items():
            member = tarfile.TarInfo(f"opencc-99.0/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def test_a_pack_is_added_used_listed_and_removed(archive: Path) -> None:
    assert "not installed" in zhupi("data", "list").stdout
    added = zhupi("data", "add", "opencc", "--from", str(archive))
    assert (added.returncode, added.stdout) == (0, "")
    assert "opencc 99.0" in added.stderr
    assert zhupi("convert", "--version").stdout.startswith("opencc 99.0 ")
    assert zhupi("convert", "--config", "s2t", stdin="国").stdout == "囻"
    row, tagger, dictionary = json.loads(zhupi("data", "list", "--json").stdout)
    assert (tagger["name"], tagger["installed"]) == ("lac", False)
    assert (dictionary["name"], dictionary["installed"]) == ("cedict", False)
    assert (row["name"], row["version"], row["installed"], row["verified"]) == ("opencc", "99.0", True, False)
    assert zhupi("data", "remove", "opencc").returncode == 0
    assert zhupi("convert", "--config", "s2t", stdin="国").stdout == "國"


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "list|add|remove"),
        (["add"], 2, "NAME"),
        (["add", "opncc"], 2, "opencc"),
        (["remove", "opencc"], 2, "opencc"),
        (["add", "opencc", "--from", "none.tar.gz"], 1, "none.tar.gz"),
    ],
)
def test_wrong_calls(arguments: list[str], status: int, said: str) -> None:
    done = zhupi("data", *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_archive_ends_with_1(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:100])
    done = zhupi("data", "add", "opencc", "--from", str(archive))
    assert done.returncode == 1
    assert archive.name in done.stderr
