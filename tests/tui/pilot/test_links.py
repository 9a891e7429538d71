"""Annotations whose article has another id, name or place now: found, shown, reattached, and all of it undone."""

import shutil
from pathlib import Path

import pytest

from annotations.maintenance.relabel import INTENT, LabelChange, Relabelling
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.schema_io.file import SchemaFile
from annotations.storage.store import Store
from annotations.storage.summaries import Head
from annotations.storage.unlinked import read_heads
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from seeds.sources.settings import settings_path
from tests.tui.pilot.conftest import Start
from tui.cli.main import dispatch
from tui.ui.screens.unlinked import UnlinkedScreen

BODY = "北京城裡,美團、淘寶閃購真金白銀急挖人,外賣平台的競爭已從價格戰延伸到對優質騎手的爭奪,京東外賣也加入了戰局。"
OTHER = "上周五收盤之後,交易所公布了新的規則,券商與投資者都在等待細則,市場對此反應不一,成交量略有放大。"
WORDS = ("美團", "優質騎手", "京東外賣")


def articles(project: Path) -> list[Article]:
    corpus = Corpus.open(project)
    return [corpus.read(item) for item in corpus.scan() if isinstance(item, ArticleInfo)]


def mark(project: Path, article: Article, *words: str, annotator: str | None = None, label: str = "ORG") -> None:
    from getpass import getuser

    opened = Store(project / "annotations", annotator or getuser()).open(article)
    for number, word in enumerate(words, 1):
        start = article.text.index(word)
        opened.make(Change(word, added=(Span(f"s{number}", start, start + len(word), label),)))
    assert opened.close()


def labels_of(project: Path) -> dict[tuple[str, str], set[str]]:
    """The labels in every file, by annotator and document."""
    found: dict[tuple[str, str], set[str]] = {}
    corpus = Corpus.open(project)
    by_key = {article.info.key: article for article in articles(project)}
    for head in read_heads(project / "annotations"):
        assert isinstance(head, Head)
        if head.key in by_key:
            saved = Store(project / "annotations", head.annotator).look(by_key[head.key])
            assert saved
            found[head.annotator, head.document] = {span.label for span in saved.layer.spans.values()}
    assert corpus.root == project
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    mark(tmp_path, articles(tmp_path)[0], *WORDS)
    return tmp_path


async def test_marks_follow_an_article_whose_title_was_edited(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(f"#標籤\n外賣搶人大戰\n{BODY}\n", "utf-8")
    mark(tmp_path, articles(tmp_path)[0], *WORDS)
    (tmp_path / "news.txt").write_text(f"#標籤\n外賣搶人大戰:騎手\n{BODY}\n", "utf-8")
    async with start(tmp_path) as user:
        await user.press("enter")
        assert user.marked == [(word, "ORG") for word in WORDS]
        await user.press("u")
        assert user.marked == [(word, "ORG") for word in WORDS[:2]]


async def test_a_text_that_was_renamed_keeps_its_marks_and_that_is_said_and_undone(start: Start, project: Path) -> None:
    (project / "a.txt").rename(project / "b.txt")
    async with start(project, size=(120, 36)) as user:
        assert "1 problem" in user.text()
        await user.press("exclamation_mark")
        assert "now, with 3 spans" in user.text().replace("\n", " ")
        await user.press("escape", "enter")
        assert len(user.marked) == 3
        await user.press("q", "W")
        assert "moved to" in user.text()
        await user.press("u")
        assert "moving them was undone" in user.text()
        await user.press("escape")
        assert "W 1 without an article" in user.text()
        await user.press("enter")
        assert user.marked == []


async def test_what_fits_two_articles_is_reattached_by_the_user(start: Start, project: Path) -> None:
    shutil.copy(project / "a.txt", project / "b.txt")
    (project / "a.txt").rename(project / "c.txt")
    async with start(project, size=(120, 36)) as user:
        assert "W 1 without an article" in user.text()
        await user.press("alt+W")
        assert isinstance(user.app.screen, UnlinkedScreen)
        assert "several articles fit" in user.text()
        assert "the same text" in user.text()
        await user.press("enter", "down", "enter")
        await user.press("escape", "down", "enter")
        assert "c  " in user.status
        assert len(user.marked) == 3


async def test_any_article_can_be_chosen(start: Start, project: Path) -> None:
    (project / "a.txt").unlink()
    (project / "other.txt").write_text(OTHER, "utf-8")
    (project / "third.txt").write_text("第三篇,京東外賣也在裡面。", "utf-8")
    async with start(project, size=(120, 36)) as user:
        await user.press("W")
        assert "too little of what they quote" in user.text() or "in no article" in user.text()
        await user.press("enter")
        await user.type("third")
        await user.press("enter")
        await user.press("escape", "down", "enter")
        assert not user.marked
        await user.press("p")
        assert "orphans" in user.text()


async def test_the_folder_is_looked_at_again_while_the_program_runs(start: Start, project: Path) -> None:
    async with start(project) as user:
        (project / "a.txt").rename(project / "b.txt")
        await user.press("ctrl+r")
        await user.wait_for(lambda: user.session.scanner.done)
        await user.settle()
        await user.press("enter")
        assert len(user.marked) == 3


SCHEMA = '[[label]]\nname = "ORG"\n\n[[label]]\nname = "PER"\n'


def project_of_two(folder: Path) -> Path:
    """Two annotators, and annotations of an article that is not there any more."""
    (folder / "zhupi.toml").write_text(SCHEMA, "utf-8")
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{number}。{BODY}", "utf-8")
    for article in articles(folder):
        mark(folder, article, *WORDS)
        mark(folder, article, "淘寶閃購", annotator="another")
    (folder / "2.txt").unlink()
    return folder


async def test_a_label_is_renamed_for_all_annotators_and_for_what_has_no_article(start: Start, tmp_path: Path) -> None:
    project = project_of_two(tmp_path)
    async with start(project, size=(120, 36)) as user:
        await user.press("enter", "i", "r")
        for _turn in range(3):
            await user.press("backspace")
        await user.type("FIRM")
        await user.press("enter")
        await user.wait_for(lambda: user.session.annotations.schema.find_label("FIRM"))
        await user.settle()
        assert set(map(frozenset, labels_of(project).values())) == {frozenset({"FIRM"})}
        gone = [path.read_text("utf-8") for path in (project / "annotations").rglob("2.txt/*.toml")]
        assert len(gone) == 2
        assert all('label = "FIRM"' in content and 'label = "ORG"' not in content for content in gone)
        assert not (project / "annotations" / INTENT).exists()
        await user.press("u")
        await user.wait_for(lambda: user.session.annotations.schema.find_label("ORG"))
        await user.settle()
        assert set(map(frozenset, labels_of(project).values())) == {frozenset({"ORG"})}
        gone = [path.read_text("utf-8") for path in (project / "annotations").rglob("2.txt/*.toml")]
        assert all('label = "ORG"' in content and 'label = "FIRM"' not in content for content in gone)
    assert (project / "zhupi.toml").read_text("utf-8") == SCHEMA


async def test_nothing_is_renamed_while_a_file_is_held(start: Start, tmp_path: Path) -> None:
    project = project_of_two(tmp_path)
    other = Store(project / "annotations", "another").open(articles(project)[1])
    before = labels_of(project)
    async with start(project, size=(120, 36)) as user:
        await user.press("enter", "i", "r")
        await user.type("X")
        await user.press("enter")
        await user.settle()
        assert any("nothing was changed" in note and "another program" in note for note in user.notes)
    assert labels_of(project) == before
    assert (project / "zhupi.toml").read_text("utf-8") == SCHEMA
    assert other.close()


def interrupted(project: Path) -> None:
    """Rename a label, and end in the middle: the schema and some of the files have the new name."""
    relabelling = Relabelling(project / "annotations", Corpus.open(project))
    change = LabelChange("ORG", "FIRM")
    relabelling.check(change)
    path = settings_path(project)
    from dataclasses import replace

    file = SchemaFile(path, announce=lambda written: relabelling.begin(change, written))
    schema = file.load()
    file.change("ORG", replace(schema.label("ORG"), name="FIRM"))
    first = articles(project)[0]
    from getpass import getuser

    opened = Store(project / "annotations", getuser()).open(first)
    edit = change.edit(opened.layer)
    assert edit
    opened.make(edit)
    assert opened.close()


@pytest.mark.parametrize("by", ["application", "repair"])
@pytest.mark.parametrize("schema_written", [True, False])
async def test_a_rename_that_was_interrupted_is_finished(
    start: Start, tmp_path: Path, by: str, schema_written: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    project = project_of_two(tmp_path)
    interrupted(project)
    if not schema_written:
        (project / "zhupi.toml").write_text(SCHEMA, "utf-8")
    assert dispatch(["check", str(project)]) == 1
    assert "ORG → FIRM" in capsys.readouterr().out
    if by == "repair":
        dispatch(["check", str(project), "--repair"])
    else:
        async with start(project) as user:
            assert user.session.annotations.schema.find_label("FIRM")
            assert any("is finished" in str(problem) for problem in user.session.problems)
            await user.press("enter")
            assert {label for _words, label in user.marked} == {"FIRM"}
    assert set(map(frozenset, labels_of(project).values())) == {frozenset({"FIRM"})}
    assert 'name = "FIRM"' in (project / "zhupi.toml").read_text("utf-8")
    assert not (project / "annotations" / INTENT).exists()


async def test_a_schema_that_was_edited_after_an_interruption_is_kept(start: Start, tmp_path: Path) -> None:
    project = project_of_two(tmp_path)
    interrupted(project)
    edited = SCHEMA.replace("PER", "PERSON")
    (project / "zhupi.toml").write_text(edited, "utf-8")
    async with start(project) as user:
        assert any("was edited" in str(problem) for problem in user.session.problems)
    assert (project / "zhupi.toml").read_text("utf-8") == edited


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"label-change":1,"old":5}', b"[" * 100_000])
async def test_a_damaged_note_of_a_change_is_told(start: Start, tmp_path: Path, content: bytes) -> None:
    project = project_of_two(tmp_path)
    (project / "annotations" / INTENT).write_bytes(content)
    async with start(project) as user:
        assert any("does not say which change" in str(problem) for problem in user.session.problems)
        await user.press("enter")
        assert "read-only" in user.status
