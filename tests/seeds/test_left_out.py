"""Test what a folder says that it leaves out, and that nothing with annotations is left out."""

from pathlib import Path

from seeds.article import ArticleInfo
from seeds.errors import Notice
from seeds.sources.corpus import Corpus
from seeds.sources.settings import SourceSettings

BODY = "題\n河水慢慢地流，流過了村子。"


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(BODY, "utf-8")


def scan(root: Path, settings: SourceSettings | None = None) -> tuple[list[str], list[str]]:
    """Return the documents that are read, and what is said of the others."""
    items = list(Corpus.open(root, settings).scan(notices=True))
    documents = [item.origin.document for item in items if isinstance(item, ArticleInfo)]
    return documents, [str(item) for item in items if not isinstance(item, ArticleInfo)]


def test_files_of_other_kinds_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.pdf", "x/c.PDF", "d.docx", "README", ".hidden.pdf", "annotations/e.pdf", "zhupi.toml")
    (tmp_path / "zhupi.toml").write_text("")
    (tmp_path / "pom.xml").write_text("<project/>")
    documents, notices = scan(tmp_path)
    assert documents == ["a.txt"]
    assert notices == [
        f"{tmp_path.name}: 5 files of other kinds left out: .pdf 2, .docx 1, .xml 1, without an ending 1"
    ]
    assert not any(isinstance(item, Notice) for item in Corpus.open(tmp_path).scan())


def test_many_kinds_are_named_in_part(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", *(f"f.{n}x" for n in range(9)))
    assert scan(tmp_path)[1][0].endswith(", …")


def test_what_the_settings_leave_out_is_not_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.pdf", "c.docx")
    assert scan(tmp_path, SourceSettings(exclude=("*.pdf", "*.docx")))[1] == []
    assert scan(tmp_path, SourceSettings(include=("*.txt",)))[1] == []


def test_what_is_hidden_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", ".b.txt", ".c.pdf", ".DS_Store", ".d/e.txt", "f/.g/h.txt", "f/i.txt", ".j/.k/l.txt")
    documents, notices = scan(tmp_path)
    assert documents == ["a.txt", "f/i.txt"]
    assert notices == [f"{tmp_path.name}: 4 hidden files and folders left out: .b.txt, .d, .j, f/.g"]
    assert scan(tmp_path, SourceSettings(exclude=(".*",)))[1] == []


FOREIGN = ["node_modules/a/README.md", "env/lib/site-packages/b/x.txt", "sub/__pycache__/c.txt"]


def test_folders_of_other_programs_are_passed_by(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", *FOREIGN, ".git/x.txt")
    (tmp_path / "env" / "pyvenv.cfg").write_text("home = /usr/bin\n")
    documents, notices = scan(tmp_path)
    assert documents == ["a.txt"]
    assert len(notices) == 2
    assert notices[1] == f"{tmp_path.name}: 1 hidden file or folder left out: .git"
    assert "3 folders of other programs left out: env, node_modules, sub/__pycache__ (" in notices[0]
    ids = Corpus.open(tmp_path).ids_in(FOREIGN[0])
    assert ids
    assert not ids.ids
    assert ids.doubt == "node_modules is left out as another program's"


def test_such_a_folder_is_read_where_it_has_annotations_or_is_included(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", *FOREIGN, "annotations/某人/node_modules/a/README.md/x.toml")
    assert scan(tmp_path)[0] == ["a.txt", FOREIGN[0]]
    ids = Corpus.open(tmp_path).ids_in(FOREIGN[0])
    assert ids
    assert len(ids.ids) == 1
    assert set(scan(tmp_path, SourceSettings(include=("*",)))[0]) == {"a.txt", *FOREIGN}
    assert scan(tmp_path / "node_modules")[0] == ["a/README.md"]
