"""Every format that is written and read: what comes back is what it says that it carries, and the rest is told."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings

from annotations.exchange.detection import detect
from annotations.exchange.exporting.export import export
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.format import Capabilities, Format, OutputKind, Unit
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import Imported, ImportRequest
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format, names
from annotations.exchange.report import Report
from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Relation, Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.projects import project
from tests.annotations.exchange.records import OPTIONS, beijing, record_lists
from tui.cli.arguments.scripts import ScriptChoice
from tui.cli.main import dispatch


def both_ways() -> list[str]:
    """The names of the formats that are written and read."""
    abouts = (find_format(name).about for name in names())
    return [about.name for about in abouts if about.reads and about.writes]


BOTH_WAYS = both_ways()

TOML = """[[label]]
name = "ORG"
[[label.attributes]]
name = "certain"
kind = "flag"
[[label]]
name = "PROD"
[[relation]]
name = "owns"
[[category]]
name = "business"
"""

_Place = tuple[int, int, str]


@dataclass(frozen=True)
class Said:
    """Hold what an annotator says of a text, in offsets without white space, which formats of tokens cannot tell of."""

    text: str
    spans: Mapping[str, Span]
    relations: frozenset[Relation]
    categories: frozenset[str]

    @classmethod
    def of(cls, text: str, spans: Iterable[Span], relations: Iterable[Relation], categories: Iterable[str]) -> "Said":
        return cls(text, {span.id: span for span in spans}, frozenset(relations), frozenset(categories))

    @classmethod
    def of_record(cls, record: Record) -> "Said":
        return cls.of(record.text, record.spans, record.relations, record.categories)

    def place(self, span: Span) -> _Place:
        return squeezed(self.text, span.start), squeezed(self.text, span.end), span.label

    @property
    def places(self) -> set[_Place]:
        return {self.place(span) for span in self.spans.values()}

    @property
    def offsets(self) -> set[_Place]:
        return {(span.start, span.end, span.label) for span in self.spans.values()}

    @property
    def words(self) -> set[tuple[str, str]]:
        """The spans without where they are."""
        spans = self.spans.values()
        return {(span.label, "".join(self.text[span.start : span.end].split())) for span in spans}

    def due(self, carries: Capabilities) -> "Said":
        """The spans, with what ties them, that a format has to carry whatever else there is."""
        places = Counter(map(self.place, self.spans.values()))
        kept = {name: span for name, span in self.spans.items() if self._is_due(span, carries, places)}
        ties = frozenset(tie for tie in self.relations if {tie.head, tie.tail} <= kept.keys())
        return replace(self, spans=kept, relations=ties)

    def _is_due(self, span: Span, carries: Capabilities, places: Counter[_Place]) -> bool:
        """White space alone is nothing to many programs, and no two labels but for white space are one."""
        if not key_of(self.text[span.start : span.end]) or places[self.place(span)] > 1:
            return False
        if carries.unit is Unit.TEXT and self._is_within_itself(span):
            return False
        others = [other for other in self.spans.values() if other.id != span.id]
        return carries.overlap or all(other.end <= span.start or span.end <= other.start for other in others)

    def _is_within_itself(self, span: Span) -> bool:
        """Return whether the same words stand across an edge of a span, as 99 in 999, so that they do not say where."""
        words, more = self.text[span.start : span.end], span.end - span.start - 1
        around = self.text[max(0, span.start - more) : span.end + more]
        return sum(around.startswith(words, start) for start in range(len(around))) > 1

    def ties(self) -> set[tuple[str, _Place, _Place]]:
        spans = self.spans
        return {(tie.type, self.place(spans[tie.head]), self.place(spans[tie.tail])) for tie in self.relations}

    def notes(self) -> set[tuple[_Place, str]]:
        return {(self.place(span), span.note) for span in self.spans.values() if span.note}

    def attributes(self) -> set[tuple[_Place, str]]:
        spans = self.spans.values()
        return {(self.place(span), str(sorted(span.attributes.items()))) for span in spans if span.attributes}


@lru_cache(10_000)
def squeezed(text: str, offset: int) -> int:
    return len("".join(text[:offset].split()))


def key_of(text: str) -> str:
    return "".join(text.split())


def project_of(root: Path, annotator: str) -> dict[str, Said]:
    """Return what an annotator says of the articles of a folder, by their texts without white space."""
    corpus = Corpus.open(root)
    store = Store(root / "annotations", annotator)
    found = {}
    for article in articles(corpus):
        saved = store.look(article)
        layer = saved.layer if saved else Layer()
        assert not saved or not saved.reading.problems
        found[key_of(article.text)] = Said.of(
            article.text, layer.spans.values(), layer.relations, layer.metadata.categories
        )
    return found


def articles(corpus: Corpus) -> Iterator[Article]:
    return (corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo))


def lost(*reports: Report) -> Counter[str]:
    count: Counter[str] = Counter()
    for report in reports:
        for (what, _reason), number in report.lost.items():
            count[what] += number
    return count


def check(said: Said, back: Said, carries: Capabilities, told: int) -> None:
    """Check that what came back of a text is what had to, and nothing that was not there.

    ``told`` are relations that were lost, or changed so that they might be.
    """
    due = said.due(carries)
    assert due.places <= back.places <= said.places
    if carries.relations:
        assert len(due.ties() - back.ties()) <= told
        assert back.ties() <= said.ties()
    if carries.notes:
        assert due.notes() <= back.notes()
    if carries.attributes:
        assert due.attributes() <= back.attributes()
    if carries.categories:
        assert back.categories == said.categories


def words_of(found: Mapping[str, Said]) -> set[tuple[str, str]]:
    return {words for said in found.values() for words in said.words}


def bring(found: Format, path: Path, root: Path, annotator: str = "b") -> Imported:
    return import_file(Corpus.open(root), root / "annotations", ImportRequest(found, path, annotator, add_labels=True))


def needs_articles(found: Format, path: Path) -> bool:
    """Return whether the texts are not in the file."""
    return any(not record.text for record in found.read(path, Report()))


def titled(found: Sequence[Record]) -> list[Record]:
    """The records with titles that tell them apart, as articles have them."""
    records = []
    for number, record in enumerate(found, 1):
        title = f"第{number}篇"
        shift = len(title) + 1
        spans = tuple(replace(span, start=span.start + shift, end=span.end + shift) for span in record.spans)
        records.append(replace(record, text=f"{title}\n{record.text}乙", title=title, spans=spans))
    return records


NESTED = replace(
    beijing("😀𠀀"),
    spans=(
        Span("s1", 2, 4, "PER", note="存疑"),
        Span("s2", 7, 14, "ORG", attributes={"certain": True}),
        Span("s3", 10, 14, "PROD", attributes={"id": "Q1"}),
        Span("s4", 12, 16, "PROD"),
        Span("s5", 0, 1, "PROD"),
    ),
    relations=(Relation("owns", "s2", "s3"), Relation("leads", "s1", "s2")),
    categories=("sports",),
)


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(max_examples=settings().max_examples // 8)
@given(found=record_lists(max_size=3).filter(bool))
@example(found=[beijing(), replace(beijing("😀"), id="b2"), replace(NESTED, id="b3"), Record("b4", "")])
def test_an_empty_folder_gets_what_was_written(name: str, found: list[Record]) -> None:
    format_ = find_format(name)
    records = titled(found)
    with TemporaryDirectory() as folder:
        path, root = Path(folder, f"export{format_.about.suffix}"), Path(folder, "project")
        if format_.about.shape is OutputKind.FOLDER:
            path.mkdir()
        written = Report()
        format_.write(iter(records), path, OPTIONS, written)
        root.mkdir()
        if needs_articles(format_, path):
            project(root, {record.id: record.text for record in records})
        imported = bring(format_, path, root)
        back = project_of(root, "b")
    before = {key_of(record.text): Said.of_record(record) for record in records}
    counts = lost(written, imported.report)
    spans = sum(len(said.spans) for said in before.values())
    assert spans == sum(len(said.spans) for said in back.values()) + imported.repeated + counts["span"]
    if written.changed["expanded"]:  # over characters that are no token by themselves
        return
    assert words_of(back) <= words_of(before)
    carries = format_.about.carries
    if not back.keys() <= before.keys():  # texts that come back a sentence at a time
        assert carries.unit is Unit.TOKENS
        assert set("".join(back)) == set("".join(before))
        return
    for key, said in before.items():
        if key not in back:
            assert not said.spans
            continue
        check(said, back[key], carries, counts["relation"] + written.changed.total())
        if carries.unit is not Unit.TOKENS:
            assert back[key].text == said.text
            assert back[key].offsets <= said.offsets or written.changed or imported.report.changed


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with four bundled articles, of which three are marked and saved as the application does it."""
    root = tmp_path_factory.mktemp("marked")
    bundled = Corpus.open(None)
    fifth = [info for info in bundled.scan() if isinstance(info, ArticleInfo)][4].origin.start
    (root / "淘寶.txt").write_text(bundled.root.read_text("utf-8")[:fifth], "utf-8")
    (root / "zhupi.toml").write_text(TOML, "utf-8")
    store = Store(root / "annotations", "a")
    for article in list(articles(Corpus.open(root)))[:3]:
        opened = store.open(article)
        opened.make(_change(article))
        opened.make(Change("done", metadata=(ArticleMetadata(), ArticleMetadata(Status.DONE, ("business",)))))
        assert opened.close()
    return root


def _change(article: Article) -> Change:
    """Every mention of some words, one within another and one across, in the title too; with a note and so on."""
    found = []
    for word, label in (("淘寶閃購", "PROD"), ("淘寶", "ORG"), ("美團", "ORG"), ("雷軍", "ORG"), ("閃購將", "ORG")):
        start = article.text.find(word)
        while start >= 0:
            found.append((start, start + len(word), label))
            start = article.text.find(word, start + 1)
    found.append((0, 2, "ORG"))
    spans = [Span(f"s{number}", *place) for number, place in enumerate(sorted(set(found)), 1)]
    spans[0] = replace(spans[0], note="存疑 | a", attributes={"certain": True})
    return Change("mark", added=tuple(spans), tied=frozenset([Relation("owns", "s2", "s3")]))


EVERY = [(name, script) for script in ("original", "simplified") for name in BOTH_WAYS]
FIRST = len(BOTH_WAYS) + 2
"""How many of these are tried by default: a text is converted before any format sees it."""


@pytest.mark.parametrize(
    ("name", "script"), [*EVERY[:FIRST], *(pytest.param(*each, marks=pytest.mark.heavy) for each in EVERY[FIRST:])]
)
def test_what_the_application_saved_comes_back(name: str, script: str, marked: Path, tmp_path: Path) -> None:
    format_ = find_format(name)
    choice = ScriptChoice(script)
    convert = None if choice.is_original else choice.convert
    corpus = Corpus.open(marked)
    path = tmp_path / f"export{format_.about.suffix}"
    wanted = ExportRequest(format_, Options(load_schema(marked)), script=script, convert=convert)
    written = export(Project(corpus, marked / "annotations", ["a"]), wanted, path)
    before = {key: said for key, said in project_of(marked, "a").items() if said.spans}
    assert written.articles.total() == len(before) == 3
    here = tmp_path / "here"
    shutil.copytree(marked, here)
    imported = bring(format_, path, here)
    recognised(path, format_)
    back = {key: said for key, said in project_of(here, "b").items() if said.spans}
    total = sum(len(said.spans) for said in before.values())
    counts = lost(written, imported.report)
    assert total == sum(len(said.spans) for said in back.values()) + imported.repeated + counts["span"]
    carries = format_.about.carries
    if imported.document:  # texts that come back a sentence at a time are no articles of the project
        assert carries.unit is Unit.TOKENS
        return
    assert back.keys() == before.keys()
    for key, said in before.items():
        check(said, back[key], carries, counts["relation"] + written.changed.total())


def recognised(path: Path, expected: Format) -> None:
    """Check that an export is recognised by what is in it."""

    def unexpected(problem: Problem) -> None:
        raise AssertionError(problem)

    if path.is_dir():
        path = path.rename(path.with_name("unreported"))
        (path / "export-report.json").unlink()
    assert detect(path, unexpected) is expected


PLUGIN = """
from annotations.exchange.shared.span_validation import Claim, true_spans
from annotations.exchange.format import About
from annotations.exchange.record import Record


class Stars:
    about = About("stars", "stars around the words", ".stars")

    def write(self, records, path, options, report):
        with path.open("w", encoding="utf-8") as file:
            for record in records:
                marks = " ".join(f"{span.start}-{span.end}-{span.label}" for span in record.spans)
                file.write(f"* {record.id}\\n* {marks}\\n{record.text}\\n")
                report.wrote(record)

    def read(self, path, report):
        blocks = path.read_text("utf-8").removeprefix("* ").split("\\n* ")
        for name, rest in zip(blocks[::2], blocks[1::2]):
            marks, _newline, text = rest.removesuffix("\\n").partition("\\n")
            parts = (mark.split("-") for mark in marks.split())
            claims = [Claim(int(start), int(end), label) for start, end, label in parts]
            yield Record(name, text, true_spans(text, claims, name, report))

    def recognises(self, path, head):
        return head.startswith("* ")


FORMAT = Stars()
"""


def test_a_format_of_a_package_that_is_installed(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    information = tmp_path / "site" / "stars-1.0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: stars\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text("[zhupi.formats]\nstars = stars_of_a_test:FORMAT\n")
    (tmp_path / "site" / "stars_of_a_test.py").write_text(PLUGIN)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    path, root = tmp_path / "x.stars", tmp_path / "root"
    root.mkdir()
    assert dispatch(["formats"]) == 0
    assert "stars around the words" in capsys.readouterr().out
    wanted = ["--format", "stars", "--annotator", "a", "--output", str(path)]
    assert dispatch(["export", str(marked), *wanted]) == 0
    assert dispatch(["import", str(root), str(path), "--annotator", "b"]) == 0
    assert "is of the format stars" in capsys.readouterr().err
    before = {key: said.places for key, said in project_of(marked, "a").items() if said.spans}
    assert {key: said.places for key, said in project_of(root, "b").items()} == before
