"""Sentences of a file come home to the articles that they stand in, and what is not certain is reported."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.exchange.exporting.export import export
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import Imported, ImportRequest
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.model.span import Span
from annotations.schema_io.file import load_schema
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.sources.corpus import Corpus
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.projects import project

HANGZHOU = "😀馬雲在杭州。\n　張勇在北京上班。\n李彥宏也在北京。"
SHANGHAI = "😀黃崢在上海。\n\n張勇在北京上班。王興去了廈門。"


def made(folder: Path, **texts: str) -> Path:
    root = project(folder / "project", texts).root
    (root / "zhupi.toml").write_text('[[label]]\nname = "人"\n[[label]]\nname = "地"\n', "utf-8")
    return root


def sentence(text: str, *words: str, **facts: object) -> Record:
    """A record with its words marked: names of people by two or three characters, all else as places."""
    places = [(text.index(word), text.index(word) + len(word)) for word in words]
    spans = [Span(f"s{n}", *place, "人" if n % 2 else "地") for n, place in enumerate(places, 1)]
    return replace(Record("", text, tuple(spans)), **facts)  # type: ignore[arg-type]


def bring(root: Path, *records: Record, **wanted: object) -> Imported:
    file = root.parent / "zhupi.mem"
    file.touch()
    request = replace(ImportRequest(MemoryFormat(*records), file, "a1"), **wanted)  # type: ignore[arg-type]
    return import_file(Corpus.open(root), root / "annotations", request)


def articles(root: Path) -> dict[str, Article]:
    corpus = Corpus.open(root)
    return {info.id: corpus.read(info) for info in corpus.scan() if isinstance(info, ArticleInfo)}


def marked(root: Path, annotator: str = "a1") -> dict[str, list[tuple[int, str, str]]]:
    """Return the offset, words and label of each mark, by article; what has no mark is not there."""
    store = Store(root / "annotations", annotator)
    looks = {name: (article, store.look(article)) for name, article in articles(root).items()}
    return {
        name: [(span.start, article.text[span.start : span.end], span.label) for span in look.layer.ordered]
        for name, (article, look) in looks.items()
        if look and look.layer.spans
    }


def reasons(imported: Imported) -> set[str]:
    return {reason for _what, reason in imported.report.lost}


def test_a_run_of_sentences_is_the_article_that_has_them(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU, b="別的文章。")
    found = [sentence("😀馬雲在杭州。", "馬雲", "杭州"), sentence("張勇在北京上班。", "張勇", "北京")]
    imported = bring(root, *found)
    text = articles(root)["a"].text
    assert marked(root) == {
        "a": [
            (text.index(words), words, label)
            for words, label in zip(("馬雲", "杭州", "張勇", "北京"), "人地人地", strict=True)
        ]
    }
    assert (imported.parts, len(imported.homes), imported.document) == (2, 1, "")
    assert imported.report.complete
    assert bring(root, *found).repeated == 4


def test_sentences_of_the_other_script_come_home(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU)
    bring(root, sentence("😀马云在杭州。", "马云"), sentence("张勇 在北京上班。", "张勇", "北京"))
    assert [words for _start, words, _label in marked(root)["a"]] == ["馬雲", "張勇", "北京"]


def test_a_sentence_of_two_articles_belongs_where_its_neighbours_stand(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU, b=SHANGHAI)
    bring(root, sentence("張勇在北京上班。", "張勇"), sentence("王興去了廈門。", "王興"))
    assert {name: [words for _s, words, _l in marks] for name, marks in marked(root).items()} == {"b": ["張勇", "王興"]}


def test_a_sentence_that_stands_in_two_articles_is_put_in_neither_and_reported(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU, b=SHANGHAI)
    imported = bring(root, sentence("張勇在北京上班。", "張勇"), sentence("😀馬雲在杭州。", "馬雲"))
    assert {name: [words for _s, words, _l in marks] for name, marks in marked(root).items()} == {"a": ["馬雲"]}
    reason = "stands in several places, and what is around it in the file does not say in which"
    assert reasons(imported) == {reason}
    assert imported.report.lost["span", reason] == 1
    assert set(articles(root)) == {"a", "b"}


def test_sentences_in_any_order_come_home_if_each_stands_once(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU, b="別的文章。")
    bring(root, sentence("李彥宏也在北京。", "李彥宏"), sentence("別的文章。"), sentence("張勇在北京上班。", "張勇"))
    assert [words for _start, words, _label in marked(root)["a"]] == ["張勇", "李彥宏"]


def test_a_piece_of_a_sentence_is_an_article_of_its_own(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU)
    imported = bring(root, sentence("在北京", "北京"))
    assert imported.parts == 0
    assert "a" not in marked(root)
    assert len(articles(root)) == 2


def test_a_sentence_that_was_edited_is_found_by_its_words_or_reported(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU)
    found = [
        sentence("😀馬雲在杭州。", "馬雲"),
        sentence("張勇早就在北京上班了。", "早就"),
        sentence("李彥宏也在北京。"),
    ]
    imported = bring(root, *found)
    assert set(articles(root)) == {"a"}
    assert [words for _start, words, _label in marked(root)["a"]] == ["馬雲"]
    assert imported.report.lost.total() == 1
    assert imported.parts == 3


def test_what_belongs_to_no_article_is_new_beside_what_comes_home(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU)
    news = (
        "這是一篇全新的文章，和上面的毫無關係，只是碰巧和幾個句子放在了同一個檔案裡，所以應該自己成為一篇，連同它的標記一起。"
        * 3
    )
    imported = bring(root, sentence("😀馬雲在杭州。", "馬雲"), sentence("張勇在北京上班。"), sentence(news, "文章"))
    assert imported.parts == 2
    assert len(articles(root)) == 2
    assert {len(marks) for marks in marked(root).values()} == {1}


def test_a_sentence_that_is_an_article_is_that_article(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU, b="張勇在北京上班。")
    bring(root, sentence("張勇在北京上班。", "張勇"))
    assert list(marked(root)) == ["b"]


def test_sentences_of_two_annotators_stay_theirs(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU)
    first = sentence("😀馬雲在杭州。", "馬雲", annotator="x")
    bring(root, first, replace(first, spans=(Span("s", 4, 6, "地"),), annotator="y"), by_name=True)
    assert [words for _s, words, _l in marked(root, "x")["a"]] == ["馬雲"]
    assert [words for _s, words, _l in marked(root, "y")["a"]] == ["杭州"]


def test_what_is_said_of_a_part_alone_is_reported(tmp_path: Path) -> None:
    root = made(tmp_path, a=HANGZHOU)
    imported = bring(root, sentence("😀馬雲在杭州。", "馬雲", categories=("c",), note="n", status="done"))
    assert {what for what, _reason in imported.report.lost} == {"category", "note", "status"}


@pytest.mark.parametrize("borders", [True, False])
@pytest.mark.parametrize("name", ["bio", "bioes", "bmes", "conll2003"])
def test_our_own_tags_come_back_to_their_articles(tmp_path: Path, name: str, *, borders: bool) -> None:
    texts = {"a": HANGZHOU, "b": SHANGHAI, "c": "😀\r\n第三篇，說的是廣州。還有深圳。"}
    root = made(tmp_path, **texts)
    for each, word in (("a", "李彥宏"), ("b", "張勇"), ("c", "深圳")):
        article = articles(root)[each]
        bring(root, sentence(article.text, word, id=each))
    before = marked(root)
    assert [len(marks) for marks in before.values()] == [1, 1, 1]
    format_ = find_format(name)
    request = ExportRequest(format_, Options(load_schema(root), borders=borders))
    output = tmp_path / f"out{format_.about.suffix}"
    export(Project(Corpus.open(root), root / "annotations", ["a1"]), request, output)
    imported = import_file(Corpus.open(root), root / "annotations", ImportRequest(format_, output, "a2"))
    assert marked(root, "a2") == before
    assert set(articles(root)) == {"a", "b", "c"}
    assert bool(imported.parts) is not borders
    empty = tmp_path / "empty"
    empty.mkdir()
    import_file(Corpus.open(empty), empty / "annotations", ImportRequest(format_, output, "a2"))
    assert len(articles(empty)) == (3 if borders else 8)
