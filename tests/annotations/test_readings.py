"""Documents that version 0.1.0 annotated stay as it read them, wherever they are opened; all others are read anew."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from annotations.api import open_project
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.storage.paths import article_path
from annotations.storage.readings import keep_readings
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.errors import Notice
from seeds.sources.corpus import Corpus
from seeds.sources.identity import opening_id, path_id
from tests.compatibility.opened import run
from tui.core.session import Session

LAW = {
    "法規名稱": "霧城管理條例",
    "法規內容": [{"條號": "第 1 條", "條文內容": "為維護霧城市上空之秩序，制定本條例。"}],
    "沿革內容": "中華霧城四十年五月一日霧城公布",
}
POEM = {"title": "晚渡", "content": ["潮來不問舊沙痕，", "燈火三更半掩門。"]}


@dataclass(frozen=True)
class Document:
    """Hold a document, and the article of it that version 0.1.0 read: its title's length, its id and its text."""

    name: str
    content: str
    title: str
    former: str
    present: str
    id: str = ""

    @property
    def former_id(self) -> str:
        """Return the id that version 0.1.0 gave the article."""
        return self.id or opening_id(self.former, len(self.title) + 1 if self.title else 0)


DOCUMENTS = [
    Document(
        "law.json",
        json.dumps([LAW], ensure_ascii=False),
        "",
        "中華霧城四十年五月一日霧城公布",
        "霧城管理條例\n第 1 條\n為維護霧城市上空之秩序，制定本條例。",
    ),
    Document(
        "poem.jsonl",
        json.dumps(POEM, ensure_ascii=False) + "\n",
        "晚渡",
        "晚渡\n潮來不問舊沙痕，, 燈火三更半掩門。",
        "晚渡\n潮來不問舊沙痕，\n燈火三更半掩門。",
    ),
    Document(
        "id.json",
        json.dumps([POEM | {"id": "p1"}], ensure_ascii=False),
        "晚渡",
        "晚渡\n潮來不問舊沙痕，, 燈火三更半掩門。",
        "晚渡\n潮來不問舊沙痕，\n燈火三更半掩門。",
        "p1",
    ),
    Document(
        "wrapper.json",
        json.dumps({"data": [POEM], "note": "這是霧城所有的詩，三更半夜寫成。"}, ensure_ascii=False),
        "",
        "這是霧城所有的詩，三更半夜寫成。",
        "晚渡\n潮來不問舊沙痕，\n燈火三更半掩門。",
    ),
    Document(
        "名.tsv",
        "名称\t正文\n石桥\t霧城镇的石桥建于三更。\n",
        "",
        "霧城镇的石桥建于三更。",
        "石桥\n霧城镇的石桥建于三更。",
    ),
    Document("br.csv", "title,text\n題,一段<br>的霧城。\n", "題", "題\n一段<br>的霧城。", "題\n一段\n的霧城。"),
    Document(
        "頁.html",
        "<html><head><title>夜</title></head><body><h1>夜</h1><p>三更的<b>霧城</b>很靜，沒有人說話。</p>"
        "<p>燈都滅了，只有河還在走。</p></body></html>",
        "夜",
        "夜\n三更的\n霧城\n很靜，沒有人說話。\n燈都滅了，只有河還在走。",
        "夜\n三更的霧城很靜，沒有人說話。\n燈都滅了，只有河還在走。",
        path_id("頁.html"),
    ),
    Document(
        "html.json",
        json.dumps([{"title": "題", "content": "<p>一段<b>三更</b></p><p>的霧城。</p>"}], ensure_ascii=False),
        "題",
        "題\n<p>一段<b>三更</b></p><p>的霧城。</p>",
        "題\n一段三更\n的霧城。",
    ),
    Document(
        "twice.json",
        json.dumps([{"title": "夜", "content": "夜\n霧城在三更。"}], ensure_ascii=False),
        "夜",
        "夜\n夜\n霧城在三更。",
        "夜\n霧城在三更。",
    ),
    Document(
        "夜.srt",
        "1\n00:00:01,000 --> 00:00:02,000\n三更的霧城\n",
        "1",
        "1\n00:00:01,000 --> 00:00:02,000\n三更的霧城",
        "三更的霧城",
        path_id("夜.srt"),
    ),
    Document(
        "夜.rss",
        "<rss><channel><item><guid>g1</guid><description>三更的霧城</description></item></channel></rss>",
        "",
        "<rss><channel><item><guid>g1</guid><description>三更的霧城</description></item></channel></rss>",
        "三更的霧城",
        path_id("夜.rss"),
    ),
    Document(
        "夜.md",
        "+++\ntitle = '夜'\n+++\n三更的霧城。",
        "",
        "+++\ntitle = '夜'\n+++\n三更的霧城。",
        "三更的霧城。",
        path_id("夜.md"),
    ),
    Document("same.csv", "title,text\n題,霧城在三更。\n", "題", "題\n霧城在三更。", "題\n霧城在三更。"),
]
NAMES = [document.name for document in DOCUMENTS]
CHANGED = [document for document in DOCUMENTS if document.former != document.present]


def annotate(folder: Path, document: Document, text: str, identifier: str) -> tuple[str, int]:
    """Write by hand what version 0.1.0 saved for an article with a mark; returns the words and where they stand."""
    words = "霧城" if "霧城" in text else "三更"
    start = text.rindex(words)
    path = article_path(folder, "a1", document.name, identifier, document.title)
    path.parent.mkdir(parents=True)
    path.write_text(
        f'format = 1\n\n[article]\nid = "{identifier}"\ntitle = "{document.title}"\ndocument = "{document.name}"\n'
        f'start = 0\nlength = {len(text)}\nsha256 = "{sha256(text.encode()).hexdigest()}"\n\n'
        '[annotation]\nannotator = "a1"\nstatus = "in-progress"\nupdated = 2026-11-30T06:27:07Z\n\n'
        f'[[span]]\nid = "s1"\nstart = {start}\nend = {start + 2}\nlabel = "LOC"\ntext = "{words}"\n'
        f"before = {json.dumps(text[max(0, start - 16) : start], ensure_ascii=False)}\n"
        f'after = {json.dumps(text[start + 2 : start + 18], ensure_ascii=False)}\norigin = "manual"\n',
        "utf-8",
    )
    return words, start


@dataclass(frozen=True)
class Annotated:
    """Hold a project of version 0.1.0, and the marks in it by the names of their documents."""

    root: Path
    marks: Mapping[str, tuple[str, int]]


@pytest.fixture
def former(tmp_path: Path) -> Annotated:
    """Make a project in which every document was annotated by version 0.1.0."""
    root = tmp_path / "project"
    root.mkdir()
    marks = {}
    for document in DOCUMENTS:
        (root / document.name).write_text(document.content, "utf-8")
        marks[document.name] = annotate(root / "annotations", document, document.former, document.former_id)
    return Annotated(root, marks)


def texts_in(corpus: Corpus) -> tuple[dict[str, str], list[str]]:
    """Read all articles by their documents, and give the documents of which a notice tells."""
    items = list(corpus.scan(notices=True))
    texts = {item.origin.document: corpus.read(item).text for item in items if isinstance(item, ArticleInfo)}
    return texts, [item.document for item in items if isinstance(item, Notice) and "0.1.0" in item.message]


def opened_in(root: Path, annotations: Path | None = None) -> Corpus:
    corpus = Corpus.open(root)
    keep_readings(corpus, annotations)
    return corpus


def test_a_document_is_read_as_it_was_annotated_and_all_others_anew(former: Annotated) -> None:
    texts, notices = texts_in(opened_in(former.root))
    assert texts == {document.name: document.former for document in DOCUMENTS}
    assert sorted(notices) == sorted(document.name for document in CHANGED)
    shutil.rmtree(former.root / "annotations" / "a1" / "law.json")
    texts, _notices = texts_in(opened_in(former.root))
    assert texts["law.json"] == DOCUMENTS[0].present
    assert texts["poem.jsonl"] == DOCUMENTS[1].former
    shutil.rmtree(former.root / "annotations")
    texts, notices = texts_in(opened_in(former.root))
    assert texts == {document.name: document.present for document in DOCUMENTS}
    assert notices == []


def test_the_application_shows_every_mark_on_its_words(former: Annotated, home: Path) -> None:
    session = Session(str(former.root), annotator="a1")
    session.scanner.start()
    session.scanner.join()
    while session.scanner.more:
        session.take_found()
    assert session.unlinked == 0
    assert len([problem for problem in session.problems if "0.1.0" in str(problem)]) == len(CHANGED)
    for entry in session.library.entries:
        opened = session.annotations.open(session.read(entry.info))
        (span,) = opened.layer.ordered
        mark = opened.article.text[span.start : span.end], span.start
        assert (opened.problems, mark) == ([], former.marks[entry.info.origin.document])
        session.annotations.leave(opened)
    assert session.save() == []


def test_commands_and_the_api_find_every_mark(former: Annotated, home: Path) -> None:
    done = run("check", former.root, "--json")
    assert (done.status, done.out) == (0, "")
    output = former.root.parent / "export.jsonl"
    done = run("export", former.root, "--format", "w3c", "--annotator", "a1", "--output", output, "--json")
    assert done.status == 0, done.err
    assert "is read as version 0.1.0 read it" in done.err
    pages = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
    selectors = [item["target"]["selector"] for page in pages for item in page["items"]]
    exported = sorted((quote["exact"], position["start"]) for position, quote in selectors)
    assert exported == sorted(former.marks.values())
    problems: list[object] = []
    project = open_project(former.root, annotator="a1", on_problem=problems.append)
    for article in project.articles():
        (span,) = project.layer(article).ordered
        mark = article.text[span.start : span.end], span.start
        assert mark == former.marks[article.info.origin.document]
    assert len(problems) == len(CHANGED)
    assert run("stats", former.root).status == 0
    assert run("show", DOCUMENTS[0].former_id, former.root).status == 0


def test_annotations_elsewhere_decide_as_well(former: Annotated, home: Path) -> None:
    marks = former.root.parent / "marks"
    (former.root / "annotations").rename(marks)
    done = run("check", former.root, "--annotations", marks, "--json")
    assert (done.status, done.out) == (0, "")
    texts, _notices = texts_in(opened_in(former.root, marks))
    assert texts == {document.name: document.former for document in DOCUMENTS}
    texts, _notices = texts_in(opened_in(former.root))
    assert texts == {document.name: document.present for document in DOCUMENTS}


@pytest.mark.parametrize("reading", [1, 2])
def test_the_settings_decide_before_annotations_do(reading: int, former: Annotated) -> None:
    (former.root / "zhupi.toml").write_text(f"[sources]\nreading = {reading}\n")
    texts, notices = texts_in(opened_in(former.root))
    expected = {document.name: document.former if reading == 1 else document.present for document in DOCUMENTS}
    assert (texts, notices) == (expected, [])


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_what_is_annotated_anew_stays_so(document: Document, tmp_path: Path) -> None:
    (tmp_path / document.name).write_text(document.content, "utf-8")
    folder = tmp_path / "annotations"
    for _time in range(2):
        corpus = opened_in(tmp_path)
        (info,) = (item for item in corpus.scan(notices=True) if isinstance(item, ArticleInfo))
        opened = Store(folder, "a1").open(corpus.read(info))
        assert (opened.article.text, opened.problems) == (document.present, [])
        if not opened.layer.spans:
            opened.make(Change("mark", added=(Span("s1", 0, 1, "PER"),)))
        opened.close()


@pytest.mark.parametrize("document", CHANGED, ids=[document.name for document in CHANGED])
def test_an_edited_document_stays_as_it_was_read(document: Document, former: Annotated) -> None:
    """The digest fits neither reading then: the ids tell, or how long the text was."""
    (former.root / document.name).write_text(
        document.content.replace("三更", "半夜").replace("霧城公布", "霧縣公布"), "utf-8"
    )
    texts, notices = texts_in(opened_in(former.root))
    assert document.name in notices
    assert texts[document.name] == document.former.replace("三更", "半夜").replace("霧城公布", "霧縣公布")


def test_a_file_alone_and_a_corpus_opened_again_are_read_in_the_same_way(former: Annotated) -> None:
    for document in DOCUMENTS:
        corpus = opened_in(former.root / document.name)
        assert texts_in(corpus)[0] == {document.name: document.former}
        assert texts_in(corpus.again())[0] == {document.name: document.former}


def test_a_notice_is_no_doubt_about_what_is_in_a_document(former: Annotated) -> None:
    for document in DOCUMENTS:
        listed = opened_in(former.root).ids_in(document.name)
        assert listed is not None
        assert (set(listed.ids), listed.doubt) == ({document.former_id}, "")
