"""Test that a started process runs nothing of the working folder, wherever the program is called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from seeds.system.module_path import module_path
from seeds.system.subprocesses import output_of_python, start_python

TELL = "import json, os, sys; print(json.dumps([os.getcwd(), sys.path, dict(os.environ), sys.flags.safe_path]))"


def told() -> tuple[str, list[str], dict[str, str], bool]:
    folder, path, environment, safe = json.loads(output_of_python("-c", TELL))
    return folder, path, environment, safe


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a working folder that is somebody else's, and is on the path in each way there is."""
    monkeypatch.chdir(tmp_path)
    for entry in ("", ".", str(tmp_path), "lib"):
        monkeypatch.syspath_prepend(entry)
    return tmp_path


def test_the_working_folder_is_neutral_and_not_on_the_path(elsewhere: Path) -> None:
    folder, path, _environment, safe = told()
    assert safe
    assert folder == Path(sys.prefix).anchor
    assert "" not in path
    assert str(elsewhere) not in map(os.path.realpath, path)
    assert str(elsewhere / "lib") in path, "what is relative means the same"


def test_a_link_to_the_working_folder_is_not_on_the_path_either(
    elsewhere: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path_factory.mktemp("links") / "link"
    link.symlink_to(elsewhere)
    monkeypatch.syspath_prepend(str(link))
    assert str(link) not in module_path()


def test_what_this_process_imports_the_other_does_too(
    elsewhere: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = tmp_path_factory.mktemp("site")
    (site / "own.py").write_text("print('imported')\n")
    sys.path.append(str(site))
    try:
        assert output_of_python("-c", "import own") == "imported\n"
    finally:
        sys.path.remove(str(site))


def test_a_folder_that_the_user_names_in_full_stays(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", str(elsewhere)]))
    assert str(elsewhere) in module_path()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", ".", "/nowhere"]))
    assert str(elsewhere) not in module_path()


def test_our_own_packages_are_found_where_the_program_is_called_among_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    monkeypatch.syspath_prepend("")
    assert str(root) in module_path()


def test_relative_places_in_the_environment_mean_the_same(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHUPI_CONFIG", "own/config.toml")
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    for name in ("PYTHONSTARTUP", "PYTHONINSPECT"):
        monkeypatch.setenv(name, "evil.py")
    environment = told()[2]
    assert environment["ZHUPI_CONFIG"] == str(elsewhere / "own" / "config.toml")
    assert environment["XDG_CACHE_HOME"] == str(elsewhere / "cache")
    assert not {"PYTHONSTARTUP", "PYTHONINSPECT"} & set(environment)


def test_a_working_folder_that_is_gone_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "gone"
    missing.mkdir()
    monkeypatch.chdir(missing)
    missing.rmdir()
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert output_of_python("-c", "print(1)") == "1\n"


def test_what_fails_or_takes_too_long_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert output_of_python("-c", "import sys; sys.exit(3)") == ""
    monkeypatch.setattr("seeds.system.subprocesses._LONGEST", 0.2)
    assert output_of_python("-c", "import time; time.sleep(60)") == ""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert output_of_python("-c", "print(1)") == ""


def test_only_one_place_starts_processes(root: Path) -> None:
    """Allow one place alone to start processes: a second would have to be made safe a second time.

    The other starts the user's own command, without a shell, and has its own tests.
    """
    rooms = [path for room in ("seeds", "annotations", "tui") for path in (root / room).rglob("*.py")]
    ways = (
        "Popen(",
        "subprocess.run",
        "subprocess.call",
        "check_output",
        "multiprocessing",
        "sys.executable",
        "os.exec",
    )
    places = {path.name for path in rooms for way in ways if way in path.read_text("utf-8")}
    assert places == {"subprocesses.py", "user_command.py"}


def test_jieba_keeps_no_file_in_a_folder_that_others_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = """
import sys
opened = []
sys.addaudithook(lambda event, arguments: opened.append(str(arguments[0])) if event == "open" else None)
from annotations.suggest.taggers.jieba_suggester import JiebaSuggester
from seeds.segmentation.segmenter import load_segmenter
list(JiebaSuggester().suggest("北京大學在北京"))
list(load_segmenter().edges("北京大學"))
print([path for path in opened if path.endswith(".cache")])
"""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "jieba.cache").write_bytes(b"\xe9\x00")
    process = start_python("-c", script, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = process.communicate(timeout=60)
    assert output == b"[]\n", errors
    assert [path.name for path in tmp_path.iterdir()] == ["jieba.cache"]
