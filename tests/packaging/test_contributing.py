"""The page for those who work on zhupi: its recipes work as they stand, and what it names is there."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.recipes import LIMIT, Step, copy_of_the_rooms, paths_named, run, sections, steps, zhupi

FORMAT = "Add a format"
READER = "Read another kind of source"
SUGGESTER = "Add a suggester"
ACTION = "Add an action with a key"

PAGES = (
    *("CONTRIBUTING.md", "CHANGELOG.md", "RELEASING.md", "PLUGINS.md", "API.md", "SECURITY.md"),
    "PULL_REQUEST_TEMPLATE.md",
)

PRESS_MIDDLE = """
import asyncio, json, sys
from tui.ui.app import ZhupiApp
from tui.ui.discovery import TAKE_EVERY
from tui.ui.bindings import NO_KEY
from tui.core.keymap import ACTIONS
from tui.core.session import Session
from tui.ui.widgets.article_list import ArticleList
from tui.ui.widgets.key_bar import KeyBar

def screen(app):
    strips = app.screen._compositor.render_strips(app.size)
    return "\\n".join("".join(segment.text for segment in strip) for strip in strips)

async def press():
    session = Session(sys.argv[1])
    session.scanner.start()
    session.scanner.join()
    app = ZhupiApp(session)
    said = {"ids": [action.id for action in ACTIONS]}
    async with app.run_test(size=(160, 80)) as pilot:
        await pilot.pause()
        while session.scanner.more:
            await pilot.pause(TAKE_EVERY)
        articles = app.screen.query_one(ArticleList)
        said["rows"] = len(session.library)
        said["bar"] = [item[:2] for item in app.screen.query_one(KeyBar).shown()]
        said["before"] = articles.cursor
        for key in ("m", "home", "alt+m"):
            await pilot.press(key)
            await pilot.pause()
            said[key] = articles.cursor
        await pilot.press("question_mark")
        await pilot.pause()
        said["help"] = screen(app)
    session.suggesters.close()
    print(json.dumps(said))

asyncio.run(press())
"""


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """Return the page."""
    return (root / ".github" / "CONTRIBUTING.md").read_text("utf-8")


@pytest.fixture(scope="module")
def recipes(page: str) -> dict[str, list[Step]]:
    """Return the steps of each recipe of the page."""
    return {title: steps(text) for title, text in sections(sections(page, "##")["Recipes"], "###").items()}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Make a project of five articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"第{number}篇\n\n王小明在#雙十一#買了手機。\n", "utf-8")
    return folder


def follow(root: Path, folder: Path, recipe: list[Step]) -> Path:
    """Follow a recipe in a copy of the packages, and let ruff format and check the files that it touches."""
    tree = copy_of_the_rooms(root, folder / "tree")
    for step in recipe:
        step.follow(tree)
    touched = sorted({step.path for step in recipe})
    for verb in (["format"], ["check"]):
        command = [sys.executable, "-m", "ruff", *verb, "--no-cache", *touched]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=LIMIT)
        assert done.returncode == 0, done.stdout + done.stderr
    return tree


def test_there_are_the_four_recipes(recipes: dict[str, list[Step]]) -> None:
    assert list(recipes) == [FORMAT, READER, SUGGESTER, ACTION]
    assert min(map(len, recipes.values())) >= 2


def test_recipe_of_a_format_exports_and_imports_an_article(
    root: Path, tmp_path: Path, recipes: dict[str, list[Step]], articles: Path
) -> None:
    tree = follow(root, tmp_path, recipes[FORMAT])
    given, back = tmp_path / "given.jsonl", tmp_path / "back.jsonl"
    text = (articles / "1.txt").read_text("utf-8").rstrip()
    start = text.index("王小明")
    given.write_text(json.dumps({"text": text, "triples": [[start, start + 3, "PER"]]}) + "\n", "utf-8")
    assert "triples" in zhupi(tree, "formats", cwd=tmp_path)
    zhupi(tree, "import", str(articles), str(given), "--annotator", "a1", cwd=tmp_path)  # the format is recognised
    zhupi(
        tree,
        *("export", str(articles), "--format", "triples", "--output", str(back), "--annotator", "a1"),
        cwd=tmp_path,
    )
    written = [json.loads(line) for line in back.read_text("utf-8").splitlines()]
    assert [(entry["text"], entry["triples"]) for entry in written if entry["triples"]] == [
        (text, [[start, start + 3, "PER"]])
    ]


@pytest.mark.parametrize(
    ("content", "title", "text"),
    [
        ("\n#+TITLE: 雙十一  \n正文。\n", "雙十一", "雙十一  \n正文。"),
        ("  正文。\r\n第二行\r\n", "outline", "正文。\n第二行"),
    ],
)
def test_recipe_of_a_reader_reads_a_file_of_its_suffix(
    root: Path, tmp_path: Path, recipes: dict[str, list[Step]], content: str, title: str, text: str
) -> None:
    tree = follow(root, tmp_path, recipes[READER])
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "outline.org").write_text(content, "utf-8", newline="")
    (article,) = json.loads(zhupi(tree, "list", str(folder), "--json", cwd=tmp_path))
    assert article["title"] == title
    shown = json.loads(zhupi(tree, "show", "1", str(folder), "--json", cwd=tmp_path))
    assert shown["text"] == text


def test_recipe_of_a_suggester_suggests(root: Path, tmp_path: Path, recipes: dict[str, list[Step]]) -> None:
    tree = follow(root, tmp_path, recipes[SUGGESTER])
    text = "王小明在#雙十一#買了手機。"
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "zhupi.toml").write_text('[suggest]\nsuggesters = ["hashtags"]\n', "utf-8")
    found = json.loads(
        zhupi(tree, "entities", str(folder), "--processes", "1", cwd=tmp_path)
    )  # allowed by nobody, and 0 all the same
    assert [(text[span["start"] : span["end"]], span["label"], span["origin"]) for span in found["spans"]] == [
        ("雙十一", "EVENT", "hashtags")
    ]


def test_recipe_of_an_action_is_in_keymap_key_bar_and_help_and_its_keys_do_it(
    root: Path, tmp_path: Path, recipes: dict[str, list[Step]], articles: Path
) -> None:
    tree = follow(root, tmp_path, recipes[ACTION])
    done = run(tree, "-c", PRESS_MIDDLE, str(articles), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert "library.middle" in said["ids"]
    assert ["m", "middle"] in said["bar"]
    assert re.search(r"\bm\b.*To the middle of the list", said["help"])
    assert (said["rows"], said["before"], said["m"], said["home"], said["alt+m"]) == (5, 0, 2, 0, 2)


@pytest.mark.heavy
def test_recipes_pass_the_types_and_the_contracts(root: Path, tmp_path: Path, recipes: dict[str, list[Step]]) -> None:
    tree = follow(root, tmp_path, [step for recipe in recipes.values() for step in recipe])
    files = sorted({step.path for recipe in recipes.values() for step in recipe})
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), *files]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=5 * LIMIT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_names_is_there(root: Path, name: str) -> None:
    page = root / ".github" / name
    new = {root / step.path for step in steps(page.read_text("utf-8")) if not step.line}
    named = set(paths_named(page, root))
    assert [str(path) for path in sorted(named - new) if not path.exists()] == []


def test_anchors_of_the_readme_are_headings_of_it(root: Path) -> None:
    headings = re.findall(r"^#+ (.+)$", (root / "README.md").read_text("utf-8"), re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    linked = set()
    for page in ("README.md", *(f".github/{name}" for name in PAGES)):
        text = (root / page).read_text("utf-8")
        linked |= set(re.findall(r"\]\((?:\.\./README\.md)?#([^)]+)\)", text))
    assert linked
    assert linked <= anchors


def test_commands_of_the_readme_are_those_of_the_page(root: Path, page: str) -> None:
    commands = re.findall(r"^python3 -m venv .*$", (root / "README.md").read_text("utf-8"), re.MULTILINE)
    assert re.findall(r"^python3 -m venv .*$", page, re.MULTILINE) == commands


def test_words_are_told_once_and_in_a_line_each(page: str) -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", sections(page, "##")["Words"], re.MULTILINE)[1:]
    words = [word for row, _meaning in rows for word in row.split(", ")]
    assert len(words) == len(set(words)) >= 30
    assert {"span", "label", "layer", "suggestion", "annotator", "adjudication", "gazetteer", "tagger", "repair"} <= {
        *words
    }


def test_formatting_leaves_the_blocks_of_the_pages_alone(root: Path) -> None:
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--no-cache", ".github", "README.md"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=LIMIT)
    assert done.stdout == ""
