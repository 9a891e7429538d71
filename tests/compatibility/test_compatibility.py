"""Open what zhupi 0.1.0 saved, with every mark on its words: projects and journals.

The README beside this file says what the fixtures hold. Modules of the program are imported by ``opened`` alone.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.compatibility import saved
from tests.compatibility.opened import READ_ANEW, Marked, Project, application, run

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = json.loads((HERE / "expected.json").read_text("utf-8"))
PROJECTS: dict[str, list[saved.Table]] = EXPECTED["projects"]
UNSAID: saved.Table = {"position": 0, "status": "in-progress", "categories": [], "note": ""} | {
    key: [] for key in ("orphans", "relations", "rejections")
}
"""What holds of an article where ``expected.json`` says nothing else."""

EDITED = ("opening", "orphans")
"""The projects in which a text was edited after it had been marked: of moved and lost marks the user is told."""

RELINKED = "opening"
"""The project in which an article has another id than when it was marked; 0.1.0 relinks in the application alone."""

ASKING = ("endpoint", "plugged")
"""The projects whose file asks for what a later version may leave to the user, and may say so."""

MADE_IN = "/fixture/projects"
"""Where the projects were when 0.1.0 kept reading positions in them."""


def copied(name: str, tmp_path: Path) -> Path:
    """Copy a project into the folder of a test, journals, locks and all."""
    return Path(shutil.copytree(HERE / "projects" / name, tmp_path / name))


def root_of(folder: Path) -> Path:
    """Give the folder that is opened for a project."""
    return folder / "texts" if folder.name == "elsewhere" else folder


def annotations_of(folder: Path) -> Path:
    """Give the folder of a project's annotations."""
    return folder / ("marks" if folder.name == "elsewhere" else "annotations")


def options_of(folder: Path) -> list[object]:
    """Give the arguments that a project needs on the command line, its path first."""
    path: list[object] = [root_of(folder)]
    return [*path, "--annotations", annotations_of(folder)] if folder.name == "elsewhere" else path


def opened_in(folder: Path, annotator: str) -> Project:
    """Open a project as the application does."""
    return Project(root_of(folder), annotator, annotations_of(folder) if folder.name == "elsewhere" else None)


def annotators_of(name: str) -> list[str]:
    """Name the annotators of a project."""
    return sorted({article["annotator"] for article in PROJECTS[name]})


def each_opened(folder: Path, annotator: str) -> Iterator[tuple[saved.Table, Marked]]:
    """Open the articles of an annotator one after the other, with what is expected of each."""
    project = opened_in(folder, annotator)
    assert project.complaints == [] or folder.name in ASKING
    for article in PROJECTS[folder.name]:
        if article["annotator"] == annotator:
            with project.open(article["document"], article["id"]) as marked:
                yield UNSAID | article, marked


def check(said: saved.Table, expected: saved.Table, name: str, *, without: tuple[str, ...] = ()) -> None:
    """Compare what is said of an article with what is expected.

    An orphan may have become a span, if it is one on its own words; nothing else may differ.
    """
    anew = f"{name}/{expected['document']}" in READ_ANEW
    orphans = {span["id"]: span for span in expected["orphans"]}
    spans = [span for span in said["spans"] if span["id"] not in orphans]
    found = [span for span in said["spans"] if span["id"] in orphans]
    assert comparable(spans, places=not anew) == comparable(expected["spans"], places=not anew)
    assert {span["id"] for span in [*found, *said["orphans"]]} == orphans.keys()
    for span in [*found, *said["orphans"]]:
        assert comparable([span], places=False) == comparable([orphans[span["id"]]], places=False)
    assert len({(span["start"], span["end"], span["label"]) for span in said["spans"]}) == len(said["spans"])
    lost = {tuple(each[2:5]) for each in expected["rejections"] if each[5]}
    held = [each for each in said["rejections"] if tuple(each[2:5]) not in lost]
    assert len(said["rejections"]) == len(expected["rejections"])
    assert [each[2 * anew :] for each in held] == [each[2 * anew :] for each in expected["rejections"] if not each[5]]
    keys = {"annotator", "document", "id", "title", "sha256", "position", "status", "categories", "note", "relations"}
    for key in keys.difference(without, ("sha256", "title") if anew else ()):
        assert said[key] == expected[key], key


def comparable(spans: list[saved.Table], *, places: bool) -> list[saved.Table]:
    """Give the spans in their order, without their offsets where these may differ."""
    if places:
        return sorted(spans, key=saved.place)
    bare = [{key: value for key, value in span.items() if key not in ("start", "end")} for span in spans]
    return sorted(bare, key=lambda span: str(span["id"]))


def toml_bytes(folder: Path) -> dict[Path, bytes]:
    """Read all TOML files of a project."""
    return {path: path.read_bytes() for path in folder.rglob("*.toml")}


def user_folders(home: Path, kinds: Mapping[str, str]) -> None:
    """Give the test's user the folders that 0.1.0 left: ``config``, ``data`` or ``state``, and where they belong."""
    for kind, place in kinds.items():
        shutil.copytree(HERE / "user" / kind, home / place, dirs_exist_ok=True)


# The fixtures


@pytest.fixture
def quiet(home: Path) -> Path:
    """Make settings without suggestions, whose process would take most of the time."""
    path = home / ".config" / "zhupi" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[annotate]\nannotator = "a1"\nsuggestions = false\n', "utf-8")
    return path


@pytest.mark.parametrize("folder", EXPECTED["checksums"])
def test_the_fixtures_are_what_0_1_0_made(folder: str) -> None:
    total = sha256()
    files = {path.relative_to(HERE / folder).as_posix(): path for path in (HERE / folder).rglob("*") if path.is_file()}
    for name in sorted(name for name in files if "__pycache__" not in name):
        total.update(f"{name}\0{sha256(files[name].read_bytes()).hexdigest()}\n".encode())
    assert total.hexdigest() == EXPECTED["checksums"][folder]


@pytest.mark.parametrize("name", sorted(PROJECTS.keys() - EDITED))
def test_what_is_expected_is_what_the_files_say(name: str) -> None:
    found = list(saved.annotated_in(annotations_of(HERE / "projects" / name)))
    assert [article | {"title": article["title"] or "?"} for article in found] == [
        UNSAID | article | ({} if read["title"] else {"title": "?"})
        for article, read in zip(PROJECTS[name], found, strict=True)
    ]


# Projects


@pytest.mark.parametrize("name", sorted(PROJECTS.keys() - {RELINKED}))
def test_every_mark_is_on_its_words(name: str, tmp_path: Path) -> None:
    folder = copied(name, tmp_path)
    before = toml_bytes(folder)
    for annotator in annotators_of(name):
        for expected, marked in each_opened(folder, annotator):
            assert marked.read_only == ""
            assert marked.problems == [] or name in EDITED
            check(marked.said(), expected, name)
    if name != "killed":  # whose files do not have everything yet
        assert toml_bytes(folder) == before


@pytest.mark.parametrize("name", sorted(PROJECTS.keys() - {RELINKED}))
def test_a_change_keeps_everything_else(name: str, tmp_path: Path) -> None:
    folder = copied(name, tmp_path)
    for annotator in annotators_of(name):
        for _expected, marked in each_opened(folder, annotator):
            marked.set_note("見過")
        for expected, marked in each_opened(folder, annotator):
            said = marked.said()
            assert said["note"] == "見過"
            assert (marked.read_only, marked.problems) == ("", [])
            check(said, expected, name, without=("note", "status"))
            marked.undo()
            check(marked.said(), expected, name)


@pytest.mark.parametrize("name", sorted(PROJECTS))
def test_articles_are_listed_as_they_were(name: str, tmp_path: Path) -> None:
    folder = copied(name, tmp_path)
    done = run("list", root_of(folder), "--json")
    assert done.status == 0, done.err
    listed = {(item["document"], item["id"]): item["title"] for item in json.loads(done.out)}
    for article in PROJECTS[name]:
        if f"{name}/{article['document']}" not in READ_ANEW:
            assert listed[article["document"], article["id"]] == article["title"]


@pytest.mark.parametrize("name", sorted(PROJECTS.keys() - {RELINKED}))
def test_every_mark_is_exported(name: str, tmp_path: Path) -> None:
    folder, output = copied(name, tmp_path), tmp_path / "export.jsonl"
    everything = ["--annotator", "all", "--status", "new,in-progress,done,skipped"]
    done = run("export", *options_of(folder), "--format", "w3c", *everything, "--output", output, "--json")
    assert done.status == 0, done.err
    pages = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    exported: dict[tuple[str, ...], Any] = {key_of(page): page for page in pages}
    for article in PROJECTS[name]:
        expected: saved.Table = UNSAID | article
        page = exported.pop(tuple(expected[key] for key in ("annotator", "document", "id")))
        text = page["zhupi:article"]["zhupi:text"]
        marks = [marked_in(item, text) for item in page["items"] if item["motivation"] == "tagging"]
        orphans = [(span["label"], span["text"]) for span in expected["orphans"]]
        assert sorted(mark for mark in marks if mark not in orphans) == sorted(
            (span["label"], span["text"]) for span in expected["spans"] if (span["label"], span["text"]) not in orphans
        )
        assert len(marks) >= len(expected["spans"])
        links = [item for item in page["items"] if item["motivation"] == "linking"]
        assert len(links) == len(expected["relations"])
        assert page["zhupi:article"]["zhupi:status"] == expected["status"]
    assert not any(page["items"] for page in exported.values())


def key_of(page: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the annotator, document and id of a page of annotations."""
    about = page["zhupi:article"]
    return about["zhupi:annotator"], about["zhupi:document"], about["zhupi:id"]


def marked_in(item: Mapping[str, Any], text: str) -> tuple[str, str]:
    """Give the label and the words of an annotation, whose position and quote must agree."""
    position, quote = item["target"]["selector"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    return item["body"][0]["value"], quote["exact"]


@pytest.mark.parametrize("name", sorted(PROJECTS.keys() - {*EDITED, *ASKING, "killed", "aside"}))
def test_nothing_is_wrong_with_them(name: str, tmp_path: Path) -> None:
    folder = copied(name, tmp_path)
    before = toml_bytes(folder)
    done = run("check", *options_of(folder), "--json")
    assert (done.status, done.out) == (0, "")
    assert toml_bytes(folder) == before


def test_orphans_are_told_of(tmp_path: Path) -> None:
    done = run("check", copied("orphans", tmp_path), "--json")
    assert done.status == 1
    files = {Path(json.loads(line)["file"]).parent.name for line in done.out.splitlines()}
    assert files == {"又改.txt", "改過.txt"}


async def test_marks_are_found_where_an_article_has_another_id(tmp_path: Path, quiet: Path) -> None:
    folder = copied(RELINKED, tmp_path)
    expected = {article["title"]: article["spans"] for article in PROJECTS[RELINKED]}
    for _time in ("found", "found again"):
        async with application(folder) as reader:
            await reader.press("enter")
            assert await reader.opened() == expected["圖書館夜間開放"]
            await reader.press("right_square_bracket")
            assert reader.spans() == expected["图书馆的猫"]


def test_a_text_can_be_opened_alone(tmp_path: Path) -> None:
    folder = copied("plain", tmp_path)
    (expected,) = (each for each in PROJECTS["plain"] if (each["document"], each["annotator"]) == ("晨报.txt", "a1"))
    with Project(folder / "晨报.txt").open("晨报.txt", expected["id"]) as marked:
        check(marked.said(), UNSAID | expected, "plain")


def test_the_installed_command_reads_them(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("zhupi")
    folder = copied("jsonl", tmp_path)
    done = subprocess.run(
        [command, "check", folder], capture_output=True, text=True, env=os.environ.copy(), timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_keys_of_other_versions_are_kept(tmp_path: Path) -> None:
    folder = copied("unknown", tmp_path)
    (path,) = (folder / "annotations").rglob("*.toml")
    before = tomllib.loads(path.read_text("utf-8"))
    for _expected, marked in each_opened(folder, "a1"):
        marked.set_note("見過")
    after = tomllib.loads(path.read_text("utf-8"))
    assert after["annotation"]["note"] == "見過"
    del before["annotation"]["updated"]
    assert holds(after, before)
    assert before["span"][2]["checked"]["by"] == "甲"


def holds(value: object, former: object) -> bool:
    """Tell whether a value says all that another said; a table may say more."""
    if isinstance(value, dict) and isinstance(former, dict):
        return all(key in value and holds(value[key], item) for key, item in former.items())
    if isinstance(value, list) and isinstance(former, list):
        return len(value) == len(former) and all(map(holds, value, former))
    return value == former


# What was not saved, and what can be taken back


async def test_marks_that_only_a_journal_has_are_on_the_screen(tmp_path: Path, quiet: Path) -> None:
    folder = copied("killed", tmp_path)
    (expected,) = (article for article in PROJECTS["killed"] if article["document"] == "二.txt")
    assert toml_bytes(folder / "annotations" / "a1" / "二.txt") == {}
    async with application(folder / "二.txt") as reader:
        assert await reader.opened() == expected["spans"]
    (path,) = (folder / "annotations" / "a1" / "二.txt").glob("*.toml")
    assert saved.article_of(path, folder / "no journal") == UNSAID | expected


def test_marks_that_only_a_journal_had_are_saved(tmp_path: Path) -> None:
    folder = copied("killed", tmp_path)
    assert len(list(each_opened(folder, "a1"))) == 3
    for journal in folder.rglob(".*.journal"):
        journal.unlink()
    for expected, marked in each_opened(folder, "a1"):
        check(marked.said(), expected, "killed")


async def test_what_was_done_before_can_be_undone_and_made_again(tmp_path: Path, quiet: Path) -> None:
    back, forth = EXPECTED["undo"]["back"], EXPECTED["undo"]["forth"]
    async with application(copied("undo", tmp_path) / "橋.txt") as reader:
        assert await reader.opened() == back[0]["spans"]
        for state in back[1:]:
            await reader.press("u")
            assert reader.spans() == state["spans"]
        await reader.press("u")
        assert reader.spans() == []
        for state in [*back[-2::-1], *forth[1:]]:
            await reader.press("U")
            assert reader.spans() == state["spans"]


def test_a_journal_that_was_set_aside_is_kept_and_told_of(tmp_path: Path) -> None:
    folder = copied("aside", tmp_path)
    (path,) = (folder / "annotations").rglob("*.journal-1")
    content = path.read_bytes()
    for _expected, marked in each_opened(folder, "a1"):
        marked.set_note("見過")
    done = run("check", folder, "--json")
    assert done.status == 1
    assert path.name in done.out
    assert path.read_bytes() == content


# The user's folders
