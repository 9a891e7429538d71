"""Test what is remembered of an annotator's decisions."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from annotations.model.change import Change
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Rejection, Span
from annotations.storage.store import Store
from annotations.suggest.decision_reader import DecisionReader
from annotations.suggest.memory import Decisions, Memory
from seeds.article import ArticleInfo
from seeds.script.fold import fold
from seeds.sources.corpus import Corpus

DECISIONS = st.builds(
    Decisions,
    st.dictionaries(st.tuples(st.sampled_from(["ab", "bc", "淘宝", "abc"]), st.sampled_from("XY")), st.integers(1, 5)),
    st.dictionaries(st.tuples(st.sampled_from(["ab", "bc", "淘宝"]), st.sampled_from("XY")), st.integers(1, 5)),
    st.text("ab bc淘寶\0", max_size=30),
)
TEXT = "abc bc ab 淘寶淘宝abc"


def labelled(memory: Memory, text: str) -> list[tuple[str, str]]:
    return [(text[item.start : item.end], item.label) for item in memory.suggest(text)]


def score(memory: Memory, text: str) -> float:
    (item,) = memory.suggest(text)
    return item.score


def words(*marked: str, rejected: tuple[str, ...] = (), label: str = "ORG") -> Decisions:
    return Decisions.from_words([(word, label) for word in marked], [(word, label) for word in rejected])


def test_strings_are_found_in_either_script_case_and_width() -> None:
    memory = Memory()
    memory.put("a", words("淘寶閃購", "OpenAI", "Ａ股公司"))
    text = "淘宝闪购与openai、OpenAIs、a股公司"
    assert labelled(memory, text) == [("淘宝闪购", "ORG"), ("openai", "ORG"), ("a股公司", "ORG")]


def test_single_characters_and_bare_numbers_are_not_remembered() -> None:
    memory = Memory()
    memory.put("a", words("京", "11", "3 "))
    assert labelled(memory, "京11 京3 ") == []


def test_the_latest_label_wins_and_a_refused_one_gives_way() -> None:
    memory = Memory()
    memory.put("a", words("小米", label="ORG"))
    memory.put("b", words("小米", label="PROD"))
    assert labelled(memory, "小米") == [("小米", "PROD")]
    memory.put("c", words(rejected=("小米",), label="PROD"))
    assert labelled(memory, "小米") == [("小米", "ORG")]
    memory.put("d", words("小米", "小米", label="PROD"))
    assert labelled(memory, "小米") == [("小米", "PROD")]


def test_a_rejection_keeps_a_pair_away_until_it_is_marked_more_often() -> None:
    memory = Memory()
    memory.put("a", words(rejected=("深度",)))
    assert memory.refused("深度", "ORG")
    assert not memory.refused("深度", "WORK")
    memory.put("b", words("深度"))
    assert memory.refused("深度", "ORG")
    memory.put("b", words("深度", "深度"))
    assert not memory.refused("深度", "ORG")
    assert labelled(memory, "深度") == [("深度", "ORG")]
    memory.drop("b")
    assert memory.refused("深度", "ORG")


def test_the_score_follows_the_evidence() -> None:
    memory = Memory()
    memory.put("a", words("口碑"))
    once = score(memory, "口碑")
    assert 0.75 < once < 0.85
    memory.put("a", words(*["口碑"] * 5))
    often = score(memory, "口碑")
    assert often > once
    memory.put("b", Decisions.from_ranges("口碑很好的口碑", [], [], finished=True))
    assert score(memory, "口碑") < often
    memory.put("c", words(rejected=("口碑",)))
    assert score(memory, "口碑") < 0.7


def test_what_is_marked_or_part_of_a_mark_is_no_evidence_against_a_string() -> None:
    memory = Memory()
    memory.put("a", Decisions.from_ranges("上海與上海證券交易所", [(0, 2, "LOC"), (3, 10, "ORG")], [], finished=True))
    assert [item.score for item in memory.suggest("上海")] == [0.8]
    unfinished = Decisions.from_ranges("上海上海上海", [(0, 2, "LOC")], [], finished=False)
    memory.put("b", unfinished)
    assert score(memory, "上海") > 0.8


def test_decisions_of_a_layer() -> None:
    text = "淘寶與京東"
    layer = Layer({"s1": Span("s1", 0, 2, "ORG")}, rejections=frozenset([Rejection(3, 5, "LOC")]))
    decisions = Decisions.of(text, layer)
    assert dict(decisions.marked) == {(fold("淘寶"), "ORG"): 1}
    assert dict(decisions.rejected) == {(fold("京東"), "LOC"): 1}
    assert decisions.rest == ""
    done = Decisions.of(text, replace(layer, metadata=ArticleMetadata(Status.DONE)))
    assert done.rest == f"\0\0{fold('與')}\0\0"


@given(st.lists(st.tuples(st.integers(0, 3), st.none() | DECISIONS), max_size=8))
def test_the_order_of_changes_leaves_no_trace_but_the_latest_label(changes: list[tuple[int, Decisions | None]]) -> None:
    memory = Memory()
    kept: dict[int, Decisions] = {}
    for article, decisions in changes:
        if decisions is None:
            memory.drop(article)
            kept.pop(article, None)
        else:
            memory.put(article, decisions)
            if kept.get(article) != decisions:
                kept.pop(article, None)
                kept[article] = decisions
        list(memory.suggest(TEXT))
    fresh = Memory()
    for article, decisions in kept.items():
        fresh.put(article, decisions)
    found = list(memory.suggest(TEXT))
    assert {(item.start, item.end) for item in found} == {(item.start, item.end) for item in fresh.suggest(TEXT)}
    assert all(0 < item.score <= 1 for item in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    pairs = [(word, label) for word in ("ab", "bc", "淘宝") for label in "XY"]
    assert [memory.refused(*pair) for pair in pairs] == [fresh.refused(*pair) for pair in pairs]


def test_files_are_read_and_again_only_when_they_change(tmp_path: Path) -> None:
    text = "淘寶與京東\n京東也好\n"
    (tmp_path / "doc.txt").write_text(text, "utf-8")
    corpus = Corpus.open(tmp_path)
    (info,) = (item for item in corpus.scan() if isinstance(item, ArticleInfo))
    article = corpus.read(info)
    folder = tmp_path / "annotations"
    opened = Store(folder, "a1").open(article)
    opened.make(Change("mark", added=(Span("s1", 0, 2, "ORG"),), rejected=frozenset([Rejection(3, 5, "LOC")])))
    assert opened.flush()
    reader = DecisionReader(folder, "a1", tmp_path)
    ((key, decisions),) = reader.changed()
    assert key == info.key
    assert decisions == Decisions.of(article.text, opened.layer)
    assert list(reader.changed()) == []
    metadata = opened.layer.metadata
    opened.make(Change("done", metadata=(metadata, replace(metadata, status=Status.DONE))))
    opened.close()
    ((_key, finished),) = reader.changed()
    assert finished.rest
    assert finished == Decisions.of(article.text, opened.layer)


def test_files_that_are_no_annotations_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a1").mkdir()
    for number, content in enumerate(["", "= 1", "[article]\n", "article = 1\nannotation = 2\n", "\udcff"]):
        (tmp_path / "a1" / f"{number}.toml").write_text(content, "utf-8", "surrogateescape")
    assert list(DecisionReader(tmp_path, "a1", None).changed()) == []
    assert list(DecisionReader(tmp_path / "nothing", "a1", None).changed()) == []
