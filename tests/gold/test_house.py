"""The house corpus: it opens, is what its page says, and every mark keeps to what the guideline says of its edges."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from annotations.api import open_project
from annotations.schema_io.default import default_schema
from annotations.suggest.evaluation import evaluate
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article
from seeds.errors import Problem
from tests.gold.passages import passages_in_common
from tests.gold.sets import HOUSE, SETTLED, Gold, bundled, heldout, house, unseen

LABELS = {label.name for label in default_schema().labels}
SUBJECTS = {
    *("politics", "finance", "technology", "sport", "health", "weather"),
    *("crime", "culture", "education", "transport", "consumer", "international"),
}
RARE = ("PROD", "EVENT", "WORK")
MARKS = "「」『』“”‘’《》〈〉，。、；：！？,;!?　 \n"
APPROXIMATE = re.compile(r"[约約近逾超](?![日期年来來])")
SOFTENED = ("左右", "上下", "以上", "以下", "以內", "以内")
AFTER = re.compile(r".{2,}(?:以來|以来|之前|之後|之后|左右|前後|前后)")
NO_COUNT = re.compile(r"一[^百千萬万億亿點点]{1,2}|[二三四五六七八九兩两](?:[個个種种項项大類类點点次]|方面)")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """Read the texts, and nothing else; no problem may come up."""
    problems: list[Problem] = []
    project = open_project(HOUSE, on_problem=problems.append)
    read = list(project.articles())
    assert problems == []
    assert project.annotators == ["a1", "a2", SETTLED]
    assert {label.name for label in project.schema.labels} == LABELS
    return read


def marks(annotator: str = SETTLED) -> Iterator[tuple[str, str]]:
    """Yield label and words of every mark."""
    for gold in house(annotator):
        yield from ((label, gold.text[start:end]) for start, end, label in gold.spans)


@pytest.fixture(scope="module")
def page() -> str:
    """Return the page that describes the corpus."""
    return (HOUSE / "README.md").read_text("utf-8")


def test_there_is_as_much_of_each_kind_as_the_page_says(articles: list[Article], page: str) -> None:
    (counts,) = re.findall(
        r"(?m)^(\d+) Chinese articles \((\d+) paragraphs, ([\d,]+) characters, ([\d,]+) marks\)", page
    )
    stated = [int(count.replace(",", "")) for count in counts]
    characters = sum(len(article.text) for article in articles)
    assert stated == [
        len(articles),
        sum(article.text.count("\n") for article in articles),
        characters // 1000 * 1000,
        len(list(marks())),
    ]
    assert stated[1] >= 600
    assert stated[3] >= 4000


def test_every_subject_and_region_is_there(articles: list[Article]) -> None:
    regions = Counter(article.info.source for article in articles)
    assert set(regions) == {"TW", "HK", "CN"}
    assert min(regions.values()) / len(articles) > 0.2
    assert min(Counter(article.info.tag for article in articles).values()) >= 8
    assert {article.info.origin.document for article in articles} == {f"texts/{name}.jsonl" for name in SUBJECTS}
    assert all(article.info.origin.document == f"texts/{article.info.tag}.jsonl" for article in articles)
    assert len({article.text for article in articles}) == len(articles)


def test_every_label_is_there_often_enough() -> None:
    counts = Counter(label for label, _words in marks())
    assert set(counts) == LABELS
    assert min(counts[label] for label in RARE) / counts.total() > 0.07
    assert min(counts.values()) > 200


def test_one_has_marked_all_articles_and_the_other_a_third(articles: list[Article]) -> None:
    texts = {(article.info.id, article.text) for article in articles}
    assert {(gold.name, gold.text) for gold in house()} == texts
    assert {(gold.name, gold.text) for gold in house("a1")} == texts
    assert {(gold.name, gold.text) for gold in house("a2")} < texts
    assert len(house("a2")) / len(texts) >= 1 / 3
    assert sum(gold.text.count("\n") for gold in house("a2")) / sum(text.count("\n") for _id, text in texts) >= 1 / 3


def test_the_two_agree_as_the_page_says(page: str) -> None:
    first = {gold.name: gold.spans for gold in house("a1")}
    result = evaluate((first[gold.name], [Suggestion(*span, 1.0, "a2") for span in gold.spans]) for gold in house("a2"))
    table = {name: float(figure) for name, figure in re.findall(r"^\| (\w+) \| ([\d.]+) \|", page, re.MULTILINE)}
    expected = {label: round(100 * counts.f1, 1) for label, counts in result.exact.items()}
    assert table == expected | {"all": round(100 * result.micro.f1, 1)}


def test_no_mark_has_quotes_or_stops_at_its_edges() -> None:
    wrong = [words for _label, words in marks() if words != words.strip(MARKS)]
    assert [words for words in wrong if not words.endswith(("!!", "！"))] == []


def test_what_softens_a_figure_or_a_time_is_outside() -> None:
    figures = [words for label, words in marks() if label in {"NUM", "MONEY", "PCT", "TIME"}]
    assert [words for words in figures if APPROXIMATE.match(words) or words.endswith(SOFTENED)] == []
    assert [words for label, words in marks() if label == "TIME" and AFTER.fullmatch(words)] == []


def test_small_counts_with_everyday_classifiers_are_none() -> None:
    assert [words for label, words in marks() if label == "NUM" and NO_COUNT.fullmatch(words)] == []


def test_nothing_of_the_gold_is_in_it() -> None:
    for gold in (heldout, unseen, bundled):
        theirs: list[Gold] = gold()
        assert passages_in_common(house(), [each.text for each in theirs]) == set()


def test_no_folder_holds_more_than_thirty_files() -> None:
    for folder in [HOUSE, *(path for path in HOUSE.rglob("*") if path.is_dir())]:
        assert len([path for path in folder.iterdir() if path.is_file()]) <= 30
