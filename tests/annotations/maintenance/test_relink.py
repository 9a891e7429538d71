"""Test annotations whose article has another id or document now: moved where that is certain, never out of sight."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.exchange.exporting.request import IncompleteError
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.storage import relink as relinking
from annotations.storage.disk import replace_file
from annotations.storage.open_article import OpenArticle
from annotations.storage.paths import companion
from annotations.storage.relink import Contents, Relink, RelinkError, contents_of, relink, relinked, unrelink
from annotations.storage.store import Store
from annotations.storage.summaries import Head
from annotations.storage.unlinked import Links, find_links, read_heads
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from seeds.system.folders import Folder
from tests.annotations.marked import killed
from tui.cli.main import dispatch

BODY = "北京城裡,美團、淘寶閃購真金白銀急挖人,外賣平台的競爭已從價格戰延伸到對優質騎手的爭奪,京東外賣也加入了戰局。"
OTHER = "上周五收盤之後,交易所公布了新的規則,券商與投資者都在等待細則,市場對此反應不一,成交量略有放大。"
WORDS = ("美團", "優質騎手", "京東外賣")


def write(folder: Path, *bodies: str, name: str = "a.jsonl") -> list[Article]:
    """Write a file of articles without ids; return the articles in it."""
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"text": body}, ensure_ascii=False) for body in bodies]
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return [article for article in articles(folder) if article.info.origin.document == name]


def articles(folder: Path) -> list[Article]:
    corpus = Corpus.open(folder)
    return [corpus.read(item) for item in corpus.scan() if isinstance(item, ArticleInfo)]


def mark(folder: Path, article: Article, *words: str, annotator: str = "a1") -> OpenArticle:
    opened = Store(folder / "annotations", annotator).open(article)
    for number, word in enumerate(words, 1):
        start = article.text.index(word)
        opened.make(Change(word, added=(Span(f"s{number}", start, start + len(word), "ORG"),)))
    return opened


def links_of(folder: Path) -> Links:
    heads = (head for head in read_heads(folder / "annotations") if isinstance(head, Head))
    return find_links(Corpus.open(folder), heads)


def move(folder: Path) -> list[Path]:
    return [relink(item, folder / "annotations") for item in links_of(folder).relinks]


def words_of(folder: Path, article: Article, annotator: str = "a1") -> list[str]:
    opened = Store(folder / "annotations", annotator).open(article)
    assert not opened.read_only
    assert opened.close()
    return [article.text[span.start : span.end] for span in opened.layer.ordered]


def edited(folder: Path) -> tuple[Article, Article]:
    """Return the two articles after the first one's opening was edited, so that its id is another."""
    first, second = write(folder, f"獨家:{BODY}", OTHER)
    return first, second


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of two articles; the first has three marks, the second one."""
    first, second = write(tmp_path, BODY, OTHER)
    assert mark(tmp_path, first, *WORDS).close()
    assert mark(tmp_path, second, "交易所").close()
    return tmp_path


def test_nothing_is_moved_while_all_is_in_its_place(project: Path) -> None:
    assert links_of(project) == Links()


def test_marks_follow_an_article_whose_opening_was_edited_with_all_that_can_be_undone(project: Path) -> None:
    first, _second = edited(project)
    (path,) = move(project)
    opened = Store(project / "annotations", "a1").open(first)
    assert opened.path == path
    assert [first.text[span.start : span.end] for span in opened.layer.ordered] == list(WORDS)
    undone = [change.title for change in (opened.undo(), opened.undo(), opened.undo()) if change]
    assert undone == list(reversed(WORDS))
    assert links_of(project) == Links()
    assert opened.close()


def test_marks_that_only_the_journal_has_follow_also_after_a_kill(tmp_path: Path) -> None:
    first, _second = write(tmp_path, BODY, OTHER)
    killed(mark(tmp_path, first, *WORDS))
    assert not list((tmp_path / "annotations").rglob("*.toml"))
    (companion(Store(tmp_path / "annotations", "a1").path(first.info), "lock")).write_text("{}")
    after, _second = edited(tmp_path)
    move(tmp_path)
    assert words_of(tmp_path, after) == list(WORDS)


def test_a_reformatted_file_is_moved(project: Path) -> None:
    path = next(path for path in (project / "annotations").rglob("*.toml") if "美團" in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("id = ", "id    = ").replace("[article]", "[ article ]"), "utf-8")
    first, _second = edited(project)
    move(project)
    assert words_of(project, first) == list(WORDS)


@pytest.mark.parametrize("name", ["b.jsonl", "archive/a.jsonl"])
def test_a_file_that_was_renamed_or_moved_takes_its_marks_along(project: Path, name: str) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    (project / "a.jsonl").rename(project / name)
    assert {item.same_text for item in links_of(project).relinks} == {True}
    move(project)
    assert [words_of(project, article) for article in articles(project)] == [list(WORDS), ["交易所"]]
    assert not (project / "annotations" / "a1" / "a.jsonl").exists()


def test_all_annotators_follow(project: Path) -> None:
    first, _second = articles(project)
    assert mark(project, first, "淘寶閃購", annotator="a2").close()
    (project / "a.jsonl").rename(project / "b.jsonl")
    move(project)
    first, _second = articles(project)
    assert words_of(project, first) == list(WORDS)
    assert words_of(project, first, "a2") == ["淘寶閃購"]


def test_a_copy_beside_the_original_gets_nothing(project: Path) -> None:
    shutil.copy(project / "a.jsonl", project / "b.jsonl")
    assert links_of(project) == Links()


def test_two_articles_that_fit_are_asked_about(project: Path) -> None:
    shutil.copy(project / "a.jsonl", project / "b.jsonl")
    (project / "a.jsonl").rename(project / "c.jsonl")
    links = links_of(project)
    assert not links.relinks
    assert [len(item.candidates) for item in links.unlinked] == [2, 2]
    assert all(each.same_text for item in links.unlinked for each in item.candidates)
    assert "several articles fit" in str(links.unlinked[0].notice)


def test_two_annotations_that_fit_one_article_are_asked_about(tmp_path: Path) -> None:
    for number in range(2):
        (article,) = write(tmp_path, BODY, name=f"{number}.jsonl")
        assert mark(tmp_path, article, *WORDS).close()
        (tmp_path / f"{number}.jsonl").unlink()
    write(tmp_path, BODY, name="c.jsonl")
    links = links_of(tmp_path)
    assert not links.relinks
    assert len(links.unlinked) == 2


def test_fewer_than_three_quotes_are_asked_about(project: Path) -> None:
    write(project, BODY, f"獨家:{OTHER}")
    links = links_of(project)
    assert not links.relinks
    (item,) = links.unlinked
    (each,) = item.candidates
    assert (each.found, each.quotes, each.fits) == (1, 1, False)


def test_an_article_with_annotations_is_no_candidate(project: Path) -> None:
    first, _second = edited(project)
    assert mark(project, first, "淘寶閃購").close()
    links = links_of(project)
    assert not links.relinks
    assert [item.candidates for item in links.unlinked] == [()]


def test_titles_and_file_names_are_no_evidence(project: Path) -> None:
    write(project, "完全不同的一篇文章,講的是另一件事情,沒有任何一句話相同,也沒有任何名字。", OTHER)
    links = links_of(project)
    assert not links.relinks
    assert [item.candidates for item in links.unlinked] == [()]


def test_what_cannot_be_told_is_not_moved(project: Path) -> None:
    (project / "a.jsonl").rename(project / "b.jsonl")
    (project / "a.jsonl").write_bytes(b"\x00\xff" * 40)
    links = links_of(project)
    assert not links.relinks
    assert len(links.unlinked) == 2
    assert "it is not certain" in str(links.unlinked[0].notice)


def test_what_the_settings_leave_out_is_listed(project: Path) -> None:
    (project / "zhupi.toml").write_text('[sources]\nexclude = ["a.jsonl"]\n', "utf-8")
    shutil.copy(project / "a.jsonl", project / "b.jsonl")
    links = links_of(project)
    assert not links.relinks
    assert "the settings leave a.jsonl out" in str(links.unlinked[0].notice)


def test_other_files_than_the_one_that_was_opened_are_left_alone(project: Path) -> None:
    write(project, "另一份文件裡的一篇文章。", name="z.jsonl")
    heads = [head for head in read_heads(project / "annotations") if isinstance(head, Head)]
    assert find_links(Corpus.open(project / "z.jsonl"), heads) == Links()


def test_names_that_lead_out_of_the_project_open_nothing(project: Path) -> None:
    path = next((project / "annotations").rglob("*.toml"))
    for name in ("../secret.jsonl", "/etc/passwd", "a//b", "", ".", "a\\u0000b"):
        content = path.read_text("utf-8").replace('document = "a.jsonl"', f'document = "{name}"')
        path.with_name("x.toml").write_text(content, "utf-8")
        assert not links_of(project).relinks
        assert len(links_of(project).unlinked) == 1


def test_a_move_can_be_taken_back(project: Path) -> None:
    before = {path.name: contents_of(path) for path in (project / "annotations").rglob("*.toml")}
    (project / "a.jsonl").rename(project / "b.jsonl")
    paths = move(project)
    for path in paths:
        unrelink(path, project / "annotations", "a1")
    (project / "b.jsonl").rename(project / "a.jsonl")
    after = {path.name: contents_of(path) for path in (project / "annotations").rglob("*.toml")}
    assert after.keys() == before.keys()
    for name, content in after.items():
        lines = (content.file or b"").decode().splitlines(keepends=True)
        without_key = "".join(line for line in lines if not line.startswith("separated-from = "))
        assert without_key.encode() == before[name].file
    assert [words_of(project, article) for article in articles(project)] == [list(WORDS), ["交易所"]]
    with pytest.raises(RelinkError, match="never belonged"):
        unrelink(next((project / "annotations").rglob("*.toml")), project / "annotations", "a1")


def test_what_was_taken_back_does_not_come_back_by_itself(project: Path) -> None:
    (project / "a.jsonl").rename(project / "b.jsonl")
    for path in move(project):
        unrelink(path, project / "annotations", "a1")
    links = links_of(project)
    assert not links.relinks
    assert {item.reason for item in links.unlinked} == {"moving them was undone"}
    item = links.unlinked[0]
    path = relink(Relink(item.head, item.candidates[0].info, same_text=True), project / "annotations")
    assert "separated-from" not in path.read_text("utf-8")


class KilledError(BaseException):
    """Stand for the end of the program."""


@pytest.mark.parametrize("step", range(7))
def test_a_move_that_was_killed_is_finished_the_next_time(
    project: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(project)
    (item,) = links_of(project).relinks
    left = iter(range(step))

    def failing(call: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            if next(left, None) is None:
                raise KilledError
            return call(*arguments, **named)

        return run

    class FailingFolder(Folder):
        remove = failing(Folder.remove)  # type: ignore[assignment]
        sync = failing(Folder.sync)  # type: ignore[assignment]

    monkeypatch.setattr(relinking, "replace_file", failing(replace_file))
    monkeypatch.setattr(relinking, "Folder", FailingFolder)
    try:
        relink(item, project / "annotations")
    except KilledError:
        monkeypatch.undo()
        move(project)
    monkeypatch.undo()
    first, second = articles(project)
    assert words_of(project, first) == list(WORDS)
    assert words_of(project, second) == ["交易所"]
    assert links_of(project) == Links()


def test_what_another_program_has_open_is_not_moved(project: Path) -> None:
    first, _second = articles(project)
    opened = Store(project / "annotations", "a1").open(first)
    edited(project)
    (item,) = links_of(project).relinks
    with pytest.raises(RelinkError, match="another program"):
        relink(item, project / "annotations")
    assert opened.close()
    assert move(project)


def test_only_reading_changes_no_file(project: Path) -> None:
    first, _second = edited(project)
    before = {path: path.read_bytes() for path in (project / "annotations").rglob("*") if path.is_file()}
    (item,) = links_of(project).relinks
    contents = relinked(item.head, first.info)
    assert contents != Contents(None, None)
    store = Store(project / "annotations", "a1")
    store.link(Corpus.open(project))
    stored = store.look(first)
    assert stored
    assert [first.text[span.start : span.end] for span in stored.layer.ordered] == list(WORDS)
    assert {path: path.read_bytes() for path in (project / "annotations").rglob("*") if path.is_file()} == before


def test_a_damaged_file_is_not_moved(project: Path) -> None:
    first, _second = articles(project)
    path = Store(project / "annotations", "a1").path(first.info)
    (head,) = (head for head in read_heads(project / "annotations") if isinstance(head, Head) and head.path == path)
    path.write_text(path.read_text("utf-8").replace('label = "ORG"', "label = 5", 1), "utf-8")
    with pytest.raises(RelinkError):
        relink(Relink(head, edited(project)[0].info, same_text=False), project / "annotations")


def test_export_has_them_and_says_so(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(project)
    output = tmp_path / "out" / "o.jsonl"
    output.parent.mkdir()
    call = ["export", str(project), "--annotator", "a1", "--format", "doccano", "--output", str(output), "--strict"]
    assert dispatch(call) == 0
    lines = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    assert [len(line["label"]) for line in lines] == [3, 1]
    assert "belong to" in capsys.readouterr().err


def test_a_strict_export_refuses_where_marks_belong_to_no_article(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, "別的。", OTHER)
    output = tmp_path / "out" / "o.jsonl"
    output.parent.mkdir()
    call = ["export", str(project), "--annotator", "a1", "--format", "doccano", "--output", str(output)]
    with pytest.raises(IncompleteError):
        dispatch([*call, "--strict"])
    assert not output.exists()
    assert dispatch(call) == 0
    report = json.loads((output.parent / "export-report.json").read_text("utf-8"))
    assert {loss["what"] for loss in report["losses"] if loss.get("label")} == set(WORDS)
    assert "belongs to no article" in report["lost"][0]["reason"]
    assert "belong to no article" in capsys.readouterr().err


def test_check_lists_them_and_repair_moves_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, _second = edited(project)
    assert dispatch(["check", str(project)]) == 1
    assert "belong to" in capsys.readouterr().out
    assert dispatch(["check", str(project), "--repair"]) == 0
    assert "moved" in capsys.readouterr().out
    assert dispatch(["check", str(project)]) == 0
    assert words_of(project, first) == list(WORDS)


def test_evaluate_and_learn_have_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited(project)
    call = ["evaluate", str(project), "--annotator", "a1", "--suggester", "patterns", "--json", "--status", "new"]
    assert dispatch(call) == 0
    output = capsys.readouterr()
    assert json.loads(output.out)["labels"]["ORG"]["spans"] == 4
    assert "belong to" in output.err


def test_saved_suggestions_go_with_the_marks(project: Path) -> None:
    suggestions = SavedSuggestions(project / "annotations")
    before = articles(project)[0]
    start = before.text.index("淘寶")
    suggestions.write(before, [Suggestion(start, start + 2, "ORG", 0.5, "tagger")])
    after, _other = edited(project)
    assert not suggestions.read(after)
    move(project)
    assert [after.text[each.start : each.end] for each in suggestions.read(after)] == ["淘寶"]
    assert not suggestions.path(before.info).exists()
