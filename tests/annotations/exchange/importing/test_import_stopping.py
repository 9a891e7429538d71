"""Test imports that are ended on the way, and how what they bring is counted."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import NEW, ImportRequest, StopImportError
from annotations.exchange.record import Record
from annotations.model.span import Span
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.importing.test_importer import articles, bring, layer_of
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.projects import Annotated


class Steps:
    """Ends an import after so many records."""

    def __init__(self, most: int) -> None:
        self.count = 0
        self.most = most

    def __call__(self) -> None:
        self.count += 1
        if self.count > self.most:
            raise StopImportError


@pytest.mark.parametrize("most", [0, 1, 5, 8, 12, 99])
def test_an_import_that_is_ended_says_what_had_been_imported(tmp_path: Path, most: int) -> None:
    found = [Record(f"r{number}", f"第{number}篇在北京。", (Span("s1", 0, 1, "ORG"),)) for number in range(4)]
    (tmp_path / "in.mem").touch()
    request = ImportRequest(MemoryFormat(*found), tmp_path / "in.mem", "a1")
    steps = Steps(most)
    root = tmp_path / "p"
    root.mkdir()
    ended = import_file(Corpus.open(root), root / "annotations", request, step=steps, check=steps)
    assert ended.stopped is (steps.count > most)
    here = {name: layer_of(root, name) for name in articles(root)}
    assert len(here) == (4 if ended.document else 0)
    assert (
        sum(len(layer.spans) for layer in here.values()) == ended.report.spans.total() == ended.report.articles.total()
    )
    again = import_file(Corpus.open(root), root / "annotations", request)
    assert again.repeated == ended.report.spans.total()
    assert sum(len(layer_of(root, name).spans) for name in articles(root)) == 4


def test_what_is_written_together_is_counted(tmp_path: Path) -> None:
    found = [Record(f"r{number}", f"第{number}篇在北京。", (Span("s1", 0, 1, "ORG"),)) for number in range(40)]
    assert bring(tmp_path, *found).together == 40
    assert bring(tmp_path, *found).together == 0


def test_a_dry_run_counts_articles_without_ids_one_by_one(tmp_path: Path) -> None:
    found = [Record("", f"第{number}篇在北京。", (Span("s1", 0, 1, "ORG"),)) for number in range(3)]
    twice = replace(found[0], annotator="b")
    assert bring(tmp_path, *found, twice, dry_run=True).report.articles[NEW] == 3
    assert bring(tmp_path, *found, twice).report.articles[NEW] == 3


def test_losses_of_a_text_without_an_id_are_placed_by_its_words(known: Annotated) -> None:
    imported = bring(known.root, Record("", "甲乙丙丁戊己庚辛壬癸子丑寅卯", (Span("s1", 0, 1, "SHIP"),)))
    assert imported.report.losses[0].article == "“甲乙丙丁戊己庚辛壬癸子丑…”"
