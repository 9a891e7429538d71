"""Test every command where the system does not let a folder or a file be read: it is said, and the rest goes on."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.span import Span
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus
from tests.privileges import NEEDS_PERMISSIONS, closed
from tui.cli.main import main

pytestmark = NEEDS_PERMISSIONS
TEXT = "标题\n\n美团和京东在北京，淘宝在杭州。\n"
MODES = 0o000, 0o444, 0o111
"""Nothing, without the right to look at what is in a folder, and without the right to list it."""

PLACES = {
    "annotations": ("annotations", "check export stats release evaluate agree learn"),
    "annotator": ("annotations/bob", "check export stats release evaluate agree learn"),
    "annotations of a file": ("annotations/bob/a.txt", "check export stats release evaluate agree learn"),
    "texts": ("sub", "list show search export stats release"),
    "text": ("sub/b.txt", "list search suggest export"),
    "settings": ("zhupi.toml", "list show search export check import"),
    "an import": ("import.conll", "import"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a project of two texts, which two people have marked."""
    folder = tmp_path / "project"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt"):
        (folder / name).write_text(TEXT, "utf-8")
    (folder / "zhupi.toml").write_text('[[label]]\nname = "ORG"\n', "utf-8")
    (folder / "import.conll").write_text("美 B-ORG\n团 I-ORG\n", "utf-8")
    corpus = Corpus.open(folder)
    for name in ("amy", "bob"):
        for info in corpus.scan():
            assert isinstance(info, ArticleInfo)
            opened = Store(folder / "annotations", name).open(corpus.read(info))
            spans = [Span(f"s{start}", start, start + 1, "ORG") for start in range(4, 16)]
            opened.make(Change("add", added=tuple(spans)))
            assert opened.close()
    return folder


@pytest.fixture
def run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], tuple[int, str]]:
    """Run a command on the project; its exit status and all that it says."""
    arguments = {
        "import": [str(folder), str(folder / "import.conll"), "--format", "conll2003", "--dry-run"],
        "export": [
            str(folder),
            "--format",
            "csv",
            "--annotator",
            "bob",
            "--output",
            str(tmp_path / "out.csv"),
            "--force",
        ],
        "release": [str(folder), "--annotator", "bob", "--output", str(tmp_path / "released")],
        "show": ["1", str(folder)],
        "search": ["北京", "--path", str(folder)],
        "evaluate": [str(folder), "--annotator", "bob"],
        "learn": [str(folder), "--annotator", "bob"],
    }

    def run(command: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["zhupi", command, *arguments.get(command, [str(folder)])])
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capsys.readouterr()
        assert isinstance(leaving.value.code, int)
        return leaving.value.code, out + err

    return run


@pytest.mark.parametrize("mode", MODES, ids=oct)
@pytest.mark.parametrize("place", PLACES)
def test_what_cannot_be_read_is_said(
    folder: Path, place: str, mode: int, run: Callable[[str], tuple[int, str]]
) -> None:
    name, commands = PLACES[place]
    path = folder / name
    if path.is_file() and mode != 0:
        pytest.skip("a file can be read or not")
    with closed(path, mode):
        for command in commands.split():
            status, words = run(command)
            assert status in {0, 1}, (command, words)
            assert "cannot be" in words, (command, words)
            assert any(part in words for part in (path.name, "bob:")), (command, words)


def test_others_are_checked_where_one_annotator_is_closed(folder: Path, run: Callable[[str], tuple[int, str]]) -> None:
    with closed(folder / "annotations" / "bob", 0o000):
        status, words = run("check")
    assert (status, "bob: cannot be read" in words, "2 files" in words) == (1, True, True)


def test_the_users_folders_are_closed(folder: Path, tmp_path: Path, run: Callable[[str], tuple[int, str]]) -> None:
    home = Path.home()
    home.mkdir(exist_ok=True, parents=True)
    with closed(home, 0o000):
        for command in ("list", "show", "check", "export", "trust"):
            status, words = run(command)
            assert status in {0, 1}, (command, words)
