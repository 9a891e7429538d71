"""Go on with what a user of zhupi 0.1.0 has: settings, keys, places in texts, suggestions, lists and plug-ins."""

import json
import shutil
import sqlite3
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.compatibility import saved
from tests.compatibility.opened import RENAMED, Project, allow, application, run
from tests.compatibility.test_compatibility import (
    EXPECTED,
    HERE,
    MADE_IN,
    PROJECTS,
    UNSAID,
    check,
    copied,
    each_opened,
    opened_in,
    toml_bytes,
    user_folders,
)


@pytest.fixture
def settings(home: Path) -> Path:
    """Take the settings over that 0.1.0 wrote."""
    user_folders(home, {"config": ".config"})
    return home / ".config" / "zhupi" / "config.toml"


def test_settings_and_keys_hold_without_complaint(settings: Path) -> None:
    done = run("config", "--json")
    assert (done.status, done.err) == (0, "")
    told = json.loads(done.out)
    assert {name: told["settings"][RENAMED.get(name, name)] for name in EXPECTED["settings"]} == EXPECTED["settings"]
    assert {name: told["keys"][RENAMED.get(name, name)] for name in EXPECTED["keys"]} == EXPECTED["keys"]
    assert Project(HERE / "projects" / "undo" / "橋.txt").complaints == []


async def test_remapped_keys_act(settings: Path, tmp_path: Path) -> None:
    folder = copied("plain", tmp_path)
    keys = {name: held[-1] for name, held in EXPECTED["keys"].items() if held}
    async with application(folder) as reader:
        await reader.press(keys["library.last"], keys["library.up"], keys["library.open"])
        before = await reader.opened()
        assert ("何雨田", "PER") in [(span["text"], span["label"]) for span in before]
        await reader.press(keys["mark.right"], keys["mark.right"])
        await reader.press("2")
        after = reader.spans()
        assert after is not None
        assert len(after) == len(before) + 1
        await reader.press(keys["mark.undo"])
        assert reader.spans() == before
        await reader.press(keys["mark.redo"], "u", "x", "X")  # the keys that these actions had at first
        assert reader.spans() == after
        await reader.press(keys["reader.narrower"])
        await reader.press(keys["reader.back"])
        assert reader.spans() is None
        assert reader.measure == EXPECTED["settings"]["reader.measure"] - 2
    assert tomllib.loads(settings.read_text("utf-8"))["reader"]["measure"] == reader.measure


def test_a_setting_is_written_between_the_users_comments(settings: Path) -> None:
    before = settings.read_text("utf-8")
    Project(None).change_measure(50)
    assert settings.read_text("utf-8") == before.replace("measure = 32", "measure = 50")


def test_reading_goes_on_where_it_stopped(home: Path, tmp_path: Path) -> None:
    user_folders(home, {"state": ".local/state"})
    shutil.copytree(HERE / "projects", tmp_path, dirs_exist_ok=True)
    with sqlite3.connect(home / ".local" / "state" / "zhupi" / "reading.sqlite3") as log:
        log.execute("update reading set project = replace(project, ?, ?)", (MADE_IN, str(tmp_path.resolve())))
    log.close()
    for name, document, identifier, position, _share, finished in EXPECTED["positions"]:
        place = None if name == "bundled" else Path(name.replace(MADE_IN, str(tmp_path)))
        assert Project(place).position(document, identifier) == (position, bool(finished))


def test_marks_on_the_bundled_articles_are_found_in_the_users_data(home: Path) -> None:
    user_folders(home, {"data": ".local/share"})
    before = toml_bytes(home)
    project = Project(None)
    for article in EXPECTED["bundled"]:
        with project.open(article["document"], article["id"]) as marked:
            assert (marked.read_only, marked.problems) == ("", [])
            check(marked.said(), UNSAID | article, "bundled")
    assert toml_bytes(home) == before
    assert len(before) == len(EXPECTED["bundled"])


# Suggestions and plug-ins


@pytest.mark.parametrize("name", sorted(EXPECTED["suggestions"]))
def test_saved_suggestions_wait_for_a_decision(name: str, tmp_path: Path) -> None:
    project = opened_in(copied(name, tmp_path), "a1")
    for key, expected in EXPECTED["suggestions"][name].items():
        with project.open(*key.rsplit("#", 1)) as marked:
            assert marked.saved_suggestions() == expected
            said = marked.said()
            rejected = [tuple(each[:3]) for each in said["rejections"]]
            assert marked.waiting_suggestions() == [
                each
                for each in expected
                if tuple(each[:3]) not in rejected
                and all(each[1] <= span["start"] or span["end"] <= each[0] for span in said["spans"])
            ]


def test_the_lists_of_a_project_suggest_with_its_labels(tmp_path: Path) -> None:
    found = entities(copied("schema", tmp_path), "gazetteer")["案/一審.txt"]
    assert {("石階站", "地點"), ("郝慢行", "PER"), ("霧城電車公司", "ORG"), ("霧城民法", "法條")} <= set(found)


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the plug-in installed, with the metadata that an installer writes."""
    folder = HERE / "plugin"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "zhupi_stars"]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def entities(folder: Path, *suggesters: str) -> dict[str, list[tuple[str, str]]]:
    """Find entities by ``zhupi entities``: words and labels by document."""
    named = [option for name in suggesters for option in ("--suggester", name)]
    done = run("entities", folder, *named, "--processes", "1")
    assert done.status == 0, done.err
    documents = {item["id"]: item["document"] for item in json.loads(run("list", folder, "--json").out)}
    return {
        documents[item["id"]]: [(item["text"][span["start"] : span["end"]], span["label"]) for span in item["spans"]]
        for item in map(json.loads, done.out.splitlines())
    }


def test_suggesters_of_a_plugin_suggest(plugin: Path, tmp_path: Path) -> None:
    folder = copied("plugged", tmp_path)
    (folder / "心.txt").write_text("星星與心\n她畫了一顆♥，又畫了一顆★。\n", "utf-8")
    allow(folder)
    named = entities(folder, "stars", "hearts")
    assert named["星.txt"] == [("★", "LOC")] * 3  # the label is that of the project's settings
    assert named["心.txt"] == [("♥", "EVENT"), ("★", "LOC")]
    assert set(named["星.txt"]) <= set(entities(folder)["星.txt"])


@pytest.mark.parametrize("format_", ["stars", "star-folder"])
def test_formats_of_a_plugin_export_and_import(format_: str, plugin: Path, tmp_path: Path) -> None:
    assert format_ in [item["name"] for item in json.loads(run("formats", "--json").out)]
    folder, output, fresh = copied("schema", tmp_path), tmp_path / "out.stars", tmp_path / "fresh"
    shutil.copytree(folder, fresh)
    shutil.rmtree(fresh / "annotations")
    everything = ["--annotator", "a1", "--status", "new,in-progress,done,skipped"]
    assert run("export", folder, "--format", format_, *everything, "--output", output).status == 0
    done = run("import", fresh, output, "--annotator", "a3")
    assert done.status == 0, done.err
    said = {article["document"]: article for article in saved.annotated_in(fresh / "annotations")}
    for article in PROJECTS["schema"]:
        if article["annotator"] == "a1":
            kept = ("note", "attributes") if format_ == "stars" else ()
            assert [plain(span, kept) for span in said[article["document"]]["spans"]] == [
                plain(span, kept) for span in article["spans"]
            ]
            assert {span["origin"] for span in said[article["document"]]["spans"]} == {f"imported:{format_}"}
            if format_ == "stars":
                assert len(said[article["document"]]["relations"]) == len(article.get("relations", []))
                assert said[article["document"]]["categories"] == article["categories"]


def plain(span: Mapping[str, Any], keys: tuple[str, ...]) -> list[Any]:
    """Give what a format carries of a span: where it is, what it says, and some keys."""
    return [span["start"], span["end"], span["label"], span["text"], *(span.get(key) for key in keys)]


def test_a_project_that_names_a_plugin_opens_without_it(tmp_path: Path) -> None:
    folder = copied("plugged", tmp_path)
    for expected, marked in each_opened(folder, "a1"):
        check(marked.said(), expected, "plugged")


@pytest.mark.parametrize("name", ["schema", "tables", "sources", "unknown", "imported", "plugged", "endpoint", "poems"])
def test_the_file_of_a_project_is_not_rewritten(name: str, tmp_path: Path) -> None:
    folder = copied(name, tmp_path)
    before = (folder / "zhupi.toml").read_bytes()
    for _expected, marked in each_opened(folder, "a1"):
        marked.set_note("見過")
    assert (folder / "zhupi.toml").read_bytes() == before
