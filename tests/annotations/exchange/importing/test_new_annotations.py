"""Files of many new articles: made together, without journals, whole or not there; few are made as by hand."""

from pathlib import Path

import pytest

from annotations.exchange.importing import new_annotations
from annotations.exchange.importing.new_annotations import FEW
from annotations.exchange.record import Record
from annotations.model.change import Change
from annotations.model.span import Span
from annotations.storage.store import Store
from annotations.suggest.saved_suggestions import SavedSuggestions
from seeds.errors import SourceError
from seeds.system.folders import Folder
from tests.annotations.exchange.importing.test_homecoming import articles, bring, made, marked

COUNT = 140


def numbered(count: int, word: str = "北京") -> list[Record]:
    texts = [f"😀\n第{number}次去北京看上海。" for number in range(count)]
    return [
        Record(f"i{number}", text, (Span("s", text.index(word), text.index(word) + 2, "地"),))
        for number, text in enumerate(texts)
    ]


def test_many_are_written_without_journals_and_once(tmp_path: Path) -> None:
    root = made(tmp_path)
    assert bring(root, *numbered(COUNT)).report.spans.total() == COUNT
    assert len(marked(root)) == COUNT
    names = [path.name for path in (root / "annotations").rglob("*") if path.is_file()]
    assert len(names) == COUNT + 1
    assert sum(name.endswith(".toml") for name in names) == COUNT
    assert bring(root, *numbered(COUNT)).repeated == COUNT
    assert bring(root, *numbered(COUNT, "上海")).report.spans.total() == COUNT
    assert {len(marks) for marks in marked(root).values()} == {2}


def test_records_of_one_article_are_merged_before_and_after_it_is_written(tmp_path: Path) -> None:
    root = made(tmp_path)
    both = [record for pair in zip(numbered(COUNT), numbered(COUNT, "上海"), strict=True) for record in pair]
    bring(root, *both, *both[:4])
    assert {len(marks) for marks in marked(root).values()} == {2}


def test_few_files_of_many_spans_are_written_without_journals_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_annotations, "_MANY_SPANS", 4)
    root = made(tmp_path)
    bring(root, *numbered(10))
    bring(root, *numbered(10, "上海"))
    assert {len(marks) for marks in marked(root).values()} == {2}
    opened = Store(root / "annotations", "a1").open(articles(root)["i9"])
    assert opened.undo()  # what was added to a file that was there
    assert not opened.undo()
    opened.close()


def test_few_can_be_undone(tmp_path: Path) -> None:
    root = made(tmp_path)
    bring(root, *numbered(FEW - 1))
    opened = Store(root / "annotations", "a1").open(articles(root)["i0"])
    assert opened.undo()
    opened.close()
    assert len(marked(root)) == FEW - 2


def test_an_article_that_is_open_is_left_to_whoever_has_it(tmp_path: Path) -> None:
    root = made(tmp_path)
    bring(root, *(Record(record.id, record.text) for record in numbered(COUNT)))
    opened = Store(root / "annotations", "a1").open(articles(root)["i7"])
    opened.make(Change("mark", added=(Span("s1", 0, 1, "人"),)))
    imported = bring(root, *numbered(COUNT))
    assert len(marked(root)) == COUNT
    assert marked(root)["i7"] == [(0, "😀", "人")]
    assert imported.report.lost["span", next(reason for _what, reason in imported.report.lost)] == 1
    assert opened.close()


def test_suggestions_are_saved_together_and_merged(tmp_path: Path) -> None:
    root = made(tmp_path)
    both = [record for pair in zip(numbered(COUNT), numbered(COUNT, "上海"), strict=True) for record in pair]
    assert bring(root, *both, as_suggestions=True).suggestions == 2 * COUNT
    assert bring(root, *both, as_suggestions=True).suggestions == 0
    saved = SavedSuggestions(root / "annotations")
    assert {len(saved.read(article)) for article in articles(root).values()} == {2}


def test_no_file_is_half_there_when_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = made(tmp_path)
    times = iter(range(10_000))

    def fail(_descriptor: int) -> None:
        if next(times) > 130:
            raise OSError(28, "No space left on device")

    bring(root, *(Record(record.id, record.text) for record in numbered(COUNT)))
    monkeypatch.setattr("seeds.system.folders.sync", fail)
    with pytest.raises(SourceError, match="No space left"):
        bring(root, *numbered(COUNT))
    assert not list((root / "annotations").rglob("*.new"))
    assert 0 < len(marked(root)) < COUNT
    monkeypatch.undo()
    bring(root, *numbered(COUNT))
    assert len(marked(root)) == COUNT


def test_no_file_takes_the_place_of_another(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("theirs", "utf-8")
    with Folder.open(tmp_path) as folder, pytest.raises(FileExistsError):
        folder.create({"a": b"1", "b": b"2", "c": b"3"})
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"a": "1", "b": "theirs"}
