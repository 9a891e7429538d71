"""An article whose beginning was edited keeps its marks, and takes no other's."""

from pathlib import Path

from annotations.adoption import adopt
from annotations.change import Change
from annotations.open_article import OpenArticle
from annotations.span import Span
from annotations.store import Store
from seeds.article import Article, Card
from seeds.corpus import Corpus

BODY = "北京城裡,美團、淘寶閃購真金白銀急挖人,外賣平台的競爭已從價格戰延伸到對優質騎手的爭奪。"
OTHER = "淘寶上賣9塊9的DeepSeek,讓我看到了被摺疊的魔幻世界,終於魔幻到我看不懂的程度了。"


def articles(folder: Path, title: str) -> list[Article]:
    (folder / "news.txt").write_text(f"#標籤\n{title}\n{BODY}\n別的標題\n{OTHER}\n", "utf-8")
    corpus = Corpus.open(folder)
    return [corpus.read(card) for card in corpus.scan() if isinstance(card, Card)]


def mark(store: Store, article: Article, words: str) -> None:
    opened = store.open(article)
    start = article.text.index(words)
    opened.make(Change("", added=(Span("s1", start, start + len(words), "ORG"),)))
    assert opened.close()


def words_of(opened: OpenArticle) -> list[str]:
    return [opened.article.text[span.start : span.end] for span in opened.layer.ordered]


def test_marks_follow_an_article_whose_title_was_edited(tmp_path: Path) -> None:
    store = Store(tmp_path / "annotations", "a1")
    before, _other = articles(tmp_path, "外賣搶人大戰")
    mark(store, before, "優質騎手")
    after, other = articles(tmp_path, "外賣搶人大戰,騎手成資源")
    assert after.card.id != before.card.id
    ids = {after.card.id, other.card.id}
    assert adopt(store, other, ids) is None
    assert adopt(store, after, ids) == store.path(after.card)
    opened = store.open(after)
    assert words_of(opened) == ["優質騎手"]
    assert not opened.read_only
    assert opened.close()
    assert adopt(store, after, ids) is None


def test_the_marks_of_an_article_that_is_still_there_are_not_taken(tmp_path: Path) -> None:
    store = Store(tmp_path / "annotations", "a1")
    first, other = articles(tmp_path, "外賣搶人大戰")
    mark(store, first, "優質騎手")
    assert adopt(store, other, {first.card.id, other.card.id}) is None
    assert store.path(first.card).exists()


def test_two_that_fit_are_left_where_they_are(tmp_path: Path) -> None:
    store = Store(tmp_path / "annotations", "a1")
    for title in ("外賣搶人大戰", "騎手搶人大戰"):
        mark(store, articles(tmp_path, title)[0], "優質騎手")
    after, other = articles(tmp_path, "第三個標題")
    assert adopt(store, after, {after.card.id, other.card.id}) is None
    assert not store.path(after.card).exists()


def test_what_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path / "annotations", "a1")
    first, other = articles(tmp_path, "外賣搶人大戰")
    mark(store, first, "優質騎手")
    (store.path(first.card).parent / "broken.toml").write_text("[article\n", "utf-8")
    after, other = articles(tmp_path, "又一個標題")
    assert adopt(store, after, {after.card.id, other.card.id}) == store.path(after.card)
