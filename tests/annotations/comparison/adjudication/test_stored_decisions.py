"""Decisions are in the annotation file and its journal, move with their words, and older versions keep them."""

from pathlib import Path

from annotations.comparison.adjudication.claims import Claim
from annotations.comparison.adjudication.deciding import decide
from annotations.comparison.adjudication.merging import merge
from annotations.comparison.adjudication.places import standing_at
from annotations.comparison.adjudication.records import Why
from annotations.model.layer import Layer
from annotations.model.schema import Label, Schema
from annotations.model.span import Span
from annotations.storage.store import Store
from seeds.article import ArticleInfo
from seeds.sources.corpus import Corpus

SCHEMA = Schema(labels=(Label("ORG"), Label("PER")))
TEXT = "標題\n霧港渡輪停航。林阿滿去了鯨島，說那裡的風一直很大，船開不出去。"
ORG, PER = Claim(3, 7, "ORG"), Claim(3, 5, "PER")
LAYERS = {
    "a1": Layer.of([Span("s1", *ORG.mark, attributes={"kind": "firm"})]),
    "a2": Layer.of([Span("s1", *PER.mark)]),
    "a3": Layer(),
}


def test_decisions_are_written_read_undone_and_moved_with_the_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, "utf-8")
    corpus = Corpus.open(tmp_path)
    (info,) = corpus.scan()
    assert isinstance(info, ArticleInfo)
    store = Store(tmp_path / "annotations", "adjudicated")
    (place,) = merge("a", LAYERS, Layer(), SCHEMA).open
    opened = store.open(corpus.read(info))
    opened.make(decide(opened.layer, SCHEMA, place, frozenset(), Why("ambiguous", "“x”\n二")))
    opened.make(decide(opened.layer, SCHEMA, place, frozenset({PER}), Why("guideline-gap")))
    journalled = store.look(corpus.read(info))
    assert journalled is not None
    assert journalled.layer == opened.layer, "what is only in the journal is there after a kill"
    opened.undo()
    layer = opened.layer
    assert opened.close()
    again = store.open(corpus.read(info))
    assert again.layer == layer
    assert again.redo()
    chosen = again.layer
    assert again.close()
    assert [span.origin for span in chosen.ordered] == ["adjudicated:a2"]

    file.write_text(TEXT.replace("霧港", "今天霧港", 1), "utf-8")
    corpus = Corpus.open(tmp_path)
    (info,) = corpus.scan()
    assert isinstance(info, ArticleInfo)
    moved = store.look(corpus.read(info))
    assert moved is not None
    layers = {
        "a1": Layer.of([Span("s1", 5, 9, "ORG", attributes={"kind": "firm"})]),
        "a2": Layer.of([Span("s1", 5, 7, "PER")]),
        "a3": Layer(),
    }
    later = merge("a", layers, moved.layer, SCHEMA)
    assert not later.open
    standing = standing_at(later.places[0], moved.layer)
    assert standing.decided
    assert standing.why == Why("guideline-gap")
