"""Test that links out of a project are reported and not followed, unless the user's own settings say so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Status
from annotations.schema_io.file import SchemaFile, load_schema
from annotations.storage.paths import annotations_folder
from annotations.storage.store import Store
from annotations.suggest.decision_reader import DecisionReader
from annotations.suggest.gazetteer.entries import read_entries
from annotations.suggest.settings import load_suggest_settings
from annotations.suggest.setup import Setup
from annotations.suggest.workers.protocol import StartWorker, decode_message, encode_message
from seeds.article import ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from tests.annotations.marked import TITLE, added, article, open_in, span
from tui.cli.main import dispatch
from tui.core.config import config_path, load_settings
from tui.core.session import Session

TEXT = "標題\n正文,說到了淘寶閃購。"
SCHEMA = '[[label]]\nname = "OURS"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with a text of its own, and links to all that is outside of it."""
    outside, project = tmp_path / "outside", tmp_path / "project"
    (outside / "folder").mkdir(parents=True)
    (outside / "secret.txt").write_text(TEXT, "utf-8")
    (outside / "folder" / "inner.txt").write_text(TEXT, "utf-8")
    (outside / "zhupi.toml").write_text(SCHEMA, "utf-8")
    (outside / "names.tsv").write_text("淘寶閃購\tOURS\n", "utf-8")
    project.mkdir()
    (project / "a.txt").write_text(TEXT, "utf-8")
    (project / "b.txt").symlink_to(outside / "secret.txt")
    (project / "c").symlink_to(outside / "folder")
    (project / "d.txt").symlink_to("../outside/secret.txt")
    (project / "e.txt").symlink_to(outside / "none.txt")
    (project / "f.txt").symlink_to("g.txt")
    (project / "g.txt").symlink_to(outside / "secret.txt")
    (project / "picture.png").symlink_to(outside / "secret.txt")
    return project


def scan(corpus: Corpus) -> tuple[list[str], dict[str, str]]:
    """Return the documents that are read, and what is wrong with others."""
    items = list(corpus.scan())
    for item in items:
        if isinstance(item, ArticleInfo):
            corpus.read(item)
    infos = [item.origin.document for item in items if isinstance(item, ArticleInfo)]
    return infos, {item.document: str(item) for item in items if isinstance(item, Problem)}


def allow() -> None:
    """Let the user's own settings say that links may be followed."""
    config_path().parent.mkdir(parents=True, exist_ok=True)
    config_path().write_text("[sources]\nfollow-links = true\n", "utf-8")


def test_they_are_named_and_not_followed(project: Path) -> None:
    infos, problems = scan(Corpus.open(project))
    assert infos == ["a.txt"]
    assert sorted(problems) == ["b.txt", "c", "d.txt", "e.txt", "f.txt", "g.txt"]
    for name, message in problems.items():
        assert message.startswith(f"{name}: is a link that leads out of the project, and is not followed")
        assert "follow-links = true in the table [sources] of your own config.toml" in message


def test_the_user_may_let_them_be_followed(project: Path) -> None:
    infos, problems = scan(Corpus.open(project, follow_links=True))
    assert infos == ["a.txt", "b.txt", "c/inner.txt", "d.txt", "f.txt", "g.txt"]
    assert list(problems) == ["e.txt"]


def test_the_command_line_and_the_application_ask_the_users_settings(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dispatch(["list", str(project)]) == 0
    output = capsys.readouterr()
    assert "secret" not in output.out
    assert output.err.count("leads out of the project") == 6
    assert not Session(str(project)).corpus.follow_links
    allow()
    assert dispatch(["list", str(project)]) == 0
    assert capsys.readouterr().err.count("leads out of the project") == 0
    session = Session(str(project))
    assert session.corpus.follow_links
    assert session.suggesters.setup.follow_links
    assert load_settings(config_path()) == (session.settings, [])


def test_a_project_cannot_say_so_itself(project: Path) -> None:
    (project / "zhupi.toml").write_text("[sources]\nfollow-links = true\n", "utf-8")
    with pytest.raises(SourceError, match=r"zhupi\.toml:2: “follow-links” is for the user to set") as caught:
        Corpus.open(project)
    assert "config.toml" in str(caught.value)


def test_links_that_stay_inside_are_followed_and_circles_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "text.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "text.txt")
    (tmp_path / "zhupi.toml").symlink_to("a/settings")
    (tmp_path / "a" / "settings").write_text(SCHEMA, "utf-8")
    infos, problems = scan(Corpus.open(tmp_path))
    assert infos == ["a/text.txt", "c.txt"]
    assert problems == {}
    file = SchemaFile(tmp_path / "zhupi.toml")
    assert [label.name for label in file.load().labels] == ["OURS"]
    change = file.change("OURS", file.load().label("OURS"))
    assert change.schema == file.load()
    assert (tmp_path / "zhupi.toml").is_symlink()


def test_the_project_itself_may_be_a_link(project: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project)
    (tmp_path / "text").symlink_to(project / "a.txt")
    assert scan(Corpus.open(tmp_path / "link"))[0] == ["a.txt"]
    assert scan(Corpus.open(tmp_path / "text"))[0] == ["a.txt"]
    (project / "zhupi.toml").write_text(SCHEMA, "utf-8")
    assert [label.name for label in load_schema(tmp_path / "link").labels] == ["OURS"]


READERS: list[Callable[..., object]] = [
    Corpus.open,
    load_schema,
    lambda path, follow_links: load_suggest_settings(path, ["OURS"], follow_links=follow_links),
]


@pytest.mark.parametrize("read", READERS)
def test_settings_elsewhere(project: Path, read: Callable[..., object]) -> None:
    (project / "zhupi.toml").symlink_to(project.parent / "outside" / "zhupi.toml")
    with pytest.raises(
        SourceError, match=r"“zhupi\.toml” is a link that leads out of the project, and is not followed"
    ):
        read(project, follow_links=False)
    assert read(project, follow_links=True)


def test_a_schema_elsewhere_is_not_written(project: Path) -> None:
    target = project.parent / "outside" / "zhupi.toml"
    (project / "zhupi.toml").symlink_to(target)
    file = SchemaFile(project / "zhupi.toml")
    with pytest.raises(SourceError, match="is a link"):
        file.add_category(file.load().categories[0])
    assert target.read_text("utf-8") == SCHEMA


def test_lists_elsewhere(project: Path) -> None:
    (project / "names.tsv").symlink_to(project.parent / "outside" / "names.tsv")
    (project / "own.tsv").write_text("美團\tORG\n", "utf-8")
    (project / "inside.tsv").symlink_to("own.tsv")
    (project / "zhupi.toml").write_text('[suggest]\ngazetteers = ["names.tsv", "inside.tsv"]\n', "utf-8")
    astray, inside = load_suggest_settings(project, []).gazetteers
    entries, problems = read_entries(astray)
    assert entries == []
    assert "“names.tsv” is a link" in str(problems[0])
    assert [entry.word for entry in read_entries(inside)[0]] == ["美團"]
    allowed, _inside = load_suggest_settings(project, [], follow_links=True).gazetteers
    assert [entry.word for entry in read_entries(allowed)[0]] == ["淘寶閃購"]


def test_annotations_elsewhere(project: Path) -> None:
    outside = project.parent / "annotations of others"
    outside.mkdir()
    (project / "annotations").symlink_to(outside)
    corpus = Corpus.open(project)
    assert "annotations: is a link that leads out" in scan(corpus)[1]["annotations"]
    program = open_in(annotations_folder(corpus).folder)
    assert "the folder “annotations” is a link" in program.read_only or not program.path.parent.is_dir()
    if not program.read_only:
        program.make(added(span("s1", 0, 2)))
    assert program.read_only or program.failure
    assert list(outside.iterdir()) == []
    allowed = open_in(annotations_folder(Corpus.open(project, follow_links=True)).folder)
    if not allowed.read_only:
        allowed.make(added(span("s1", 0, 2)))
    allowed.close()
    assert list(outside.iterdir()) == []  # that links may be read through does not let anything be written
    typed = open_in(annotations_folder(corpus, project / "annotations").folder)
    typed.make(added(span("s1", 0, 2)))
    assert typed.close()
    assert (outside / "a1").is_dir()


def test_a_folder_of_an_annotator_elsewhere_is_told(project: Path) -> None:
    folder, outside = project / "annotations", project.parent / "others"
    program = open_in(folder)
    program.make(added(span("s1", 0, 2)))
    program.close()
    (folder / "a1").rename(outside)
    (folder / "a1").symlink_to(outside)
    store = Store(folder, "a1")
    (message,) = (str(item) for item in store.summaries() if isinstance(item, Problem))
    assert "“a1” is a link that leads out" in message
    assert "is a link" in store.open(article()).read_only
    (folder / "a1").unlink()
    outside.rename(folder / "anna")
    (folder / "a1").symlink_to("anna")
    assert len(open_in(folder).layer.spans) == 1


def test_the_suggesters_read_no_text_elsewhere(project: Path) -> None:
    """Learn from finished texts only inside the project: a file of annotations names the document of its text."""
    folder = project / "annotations"
    text = f"{TITLE}\n在這裏。"
    (project.parent / "outside" / "secret.txt").write_text(text, "utf-8")
    for document in ("b.txt", "../outside/secret.txt"):
        program = open_in(folder, article(text, document))
        program.make(Change("x", added=(span("s1", 0, 2),), metadata=(ArticleMetadata(), ArticleMetadata(Status.DONE))))
        program.close()
    decided = {key[0]: decisions.rest for key, decisions in DecisionReader(folder, "a1", project).changed()}
    assert decided == {"b.txt": "", "../outside/secret.txt": ""}
    reader = DecisionReader(folder, "a1", project, follow_links=True)
    decided = {key[0]: decisions.rest for key, decisions in reader.changed()}
    assert decided["b.txt"]


def test_the_permission_reaches_the_process_that_suggests() -> None:
    setup = Setup(follow_links=True)
    assert decode_message(encode_message(StartWorker(setup))) == StartWorker(setup)
