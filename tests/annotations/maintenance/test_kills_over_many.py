"""Test work over many files, killed at any instant: renaming a label, importing, repairing; all of it is finished."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotations.maintenance.relabel import INTENT
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from annotations.storage.summaries import Head
from annotations.storage.unlinked import read_heads
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from tui.cli.main import dispatch

LIMIT = 120.0
BODY = "北京城裡,美團、淘寶閃購真金白銀急挖人,外賣平台的競爭已從價格戰延伸到對優質騎手的爭奪。"
WORDS = ("美團", "優質騎手", "北京")
SCHEMA = '[[label]]\nname = "ORG"\n\n[[label]]\nname = "PER"\n'

RENAME = """
import sys
from dataclasses import replace
from pathlib import Path
from annotations.maintenance.relabel import LabelChange, Relabelling
from annotations.schema_io.file import SchemaFile
from seeds.sources.corpus import Corpus
from seeds.sources.settings import settings_path

root, old, new, merge = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] == "merge"
work = Relabelling(root / "annotations", Corpus.open(root))
change = LabelChange(old, new, merge=merge)
work.check(change)
print("begin", flush=True)
file = SchemaFile(settings_path(root), announce=lambda written: work.begin(change, written))
schema = file.load()
file.merge(old, new) if merge else file.change(old, replace(schema.label(old), name=new))
work.finish(change)
"""
COMMAND = "import sys; print('begin', flush=True); sys.argv[0] = 'zhupi'; from tui.cli.main import main; main()"


@pytest.fixture(autouse=True)
def _is_one_of_the_annotators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "a1")


def articles(project: Path) -> list[Article]:
    corpus = Corpus.open(project)
    return [corpus.read(item) for item in corpus.scan() if isinstance(item, ArticleInfo)]


def project_of(folder: Path, count: int, *, close: bool = True) -> Path:
    """Make a project of so many articles with three marks each of two annotators.

    Unless closed, only journals have them.
    """
    (folder / "zhupi.toml").write_text(SCHEMA, "utf-8")
    lines = [json.dumps({"id": f"i{number}", "text": f"{number}。{BODY}"}) for number in range(count)]
    (folder / "a.jsonl").write_text("\n".join(lines), "utf-8")
    for article in articles(folder):
        for annotator in ("a1", "a2"):
            opened = Store(folder / "annotations", annotator).open(article)
            for number, word in enumerate(WORDS, 1):
                start = article.text.index(word)
                opened.make(Change(word, added=(Span(f"s{number}", start, start + len(word), "ORG"),)))
            if close:
                assert opened.close()
            else:
                opened._lock.release()
                opened._log.close()
    return folder


def killed_after(seconds: float, code: str, *arguments: str | Path, root: Path) -> bool:
    """Run a program and kill it so long after it began its work; whether it was killed before its end."""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    call = [sys.executable, "-c", code, *map(str, arguments)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(call, env=environment, **streams) as program:  # type: ignore[call-overload]
        try:
            assert program.stdout.readline() == b"begin\n"
            program.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        finally:
            program.kill()
            program.wait(LIMIT)
        assert program.returncode in (0, 1)
        return False


def run(command: str, *arguments: str | Path) -> None:
    """Run a command to its end, in this process: to start another takes most of the time."""
    assert dispatch([command, *map(str, arguments)]) in (0, 1)


def saved(project: Path) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the words and labels that everybody has marked, by annotator and article; every file can be read."""
    heads = list(read_heads(project / "annotations"))
    assert all(isinstance(head, Head) for head in heads), heads
    result = {}
    for article in articles(project):
        for annotator in ("a1", "a2"):
            look = Store(project / "annotations", annotator).look(article)
            if look:
                assert not look.reading.read_only
                assert not look.set_aside
                marked = [(article.text[span.start : span.end], span.label) for span in look.layer.ordered]
                result[annotator, article.info.id] = sorted(marked)
    return result


def moments(tries: int, longest: float) -> list[float]:
    chance = random.Random(f"moments {tries}")
    return [chance.random() * longest for _turn in range(tries)]


@pytest.mark.parametrize(
    ("count", "tries"), [(6, 3), pytest.param(120, 25, marks=pytest.mark.heavy)], ids=["small", "full"]
)
@pytest.mark.parametrize("kind", ["rename", "merge"])
def test_a_label_is_changed_everywhere_however_often_that_is_killed(
    tmp_path: Path, root: Path, kind: str, count: int, tries: int
) -> None:
    project = project_of(tmp_path, count)
    began = time.monotonic()
    assert not killed_after(LIMIT, RENAME, project, "ORG", "FIRM", "rename", root=root)
    longest = time.monotonic() - began
    old, new = "FIRM", "PER" if kind == "merge" else "X0"
    kills = 0
    for number, moment in enumerate(moments(10 * tries, 1.0)):
        if number >= tries and kills:
            break
        if killed_after(moment * longest, RENAME, project, old, new, kind, root=root):
            kills += 1
        else:
            longest *= moment  # it takes less time than before, when the machine may have been busy
        run("check", project, "--repair")
        assert not (project / "annotations" / INTENT).exists()
        names = {label.name for label in load_schema(project).labels}
        label = new if new in names and old not in names else old  # killed before it was written down: not begun
        expected = sorted((word, label) for word in WORDS)
        assert saved(project) == {(who, f"i{n}"): expected for who in ("a1", "a2") for n in range(count)}
        if label == new and kind == "merge":
            break
        if label == new:
            old, new = new, f"X{number + 1}"
    assert kills or kind == "merge"  # which is made once, and may be too quick


@pytest.mark.parametrize(("count", "tries"), [(6, 2), pytest.param(120, 20, marks=pytest.mark.heavy)])
def test_an_import_that_is_killed_is_made_again_without_loss_or_double(
    tmp_path: Path, root: Path, count: int, tries: int
) -> None:
    source = project_of(tmp_path, count)
    exported = tmp_path.parent / f"{tmp_path.name}.jsonl"
    run("export", source, "--format", "doccano", "--status", "new", "--output", exported)
    target = tmp_path / "target"
    target.mkdir()
    (target / "zhupi.toml").write_text(SCHEMA, "utf-8")
    for moment in moments(tries, 1.5):
        killed_after(moment, COMMAND, "import", target, exported, root=root)
        saved(target)
    run("import", target, exported)
    run("import", target, exported)
    marked = saved(target)
    assert len(marked) == count
    assert {tuple(item) for item in marked.values()} == {tuple(sorted((word, "ORG") for word in WORDS))}


@pytest.mark.parametrize(("count", "tries"), [(6, 2), pytest.param(120, 25, marks=pytest.mark.heavy)])
def test_a_repair_that_is_killed_loses_nothing(tmp_path: Path, root: Path, count: int, tries: int) -> None:
    project = project_of(tmp_path, count, close=False)
    before = saved(project)
    assert len(before) == 2 * count
    for moment in moments(tries, 1.5):
        killed_after(moment, COMMAND, "check", project, "--repair", root=root)
        assert saved(project) == before
    run("check", project, "--repair")
    assert saved(project) == before
    assert len(list((project / "annotations").rglob("*.toml"))) == 2 * count
