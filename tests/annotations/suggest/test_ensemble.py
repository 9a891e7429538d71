"""All suggesters of a project together: labels, refusals, names elsewhere, and what is kept."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.schema_io.default import default_schema
from annotations.suggest.cache import ResultCache
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.memory import Decisions, Memory
from annotations.suggest.registry import SuggesterContext
from annotations.suggest.settings import SuggestSettings, load_suggest_settings
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.workers.chunks import SIZE, chunks, nearest_first
from tests.sizes import examples

STARS = frozenset({"stars"})


def ensemble(*names: str, memory: Memory | None = None, **options: object) -> Ensemble:
    values = SuggestSettings(names, **options)  # type: ignore[arg-type]
    return Ensemble(SuggesterContext(values, default_schema(), allowed=frozenset(names)), memory)


def test_labels_are_translated_and_unknown_ones_dropped_and_counted(plugins: Path, tmp_path: Path) -> None:
    (tmp_path / "zhupi.toml").write_text("[suggest.stars]\nlabel = 'STAR'\n", "utf-8")
    loaded = load_suggest_settings(tmp_path, ["PER"])
    own = SuggestSettings(("stars",), tables=loaded.tables)
    unknown = Ensemble(SuggesterContext(own, default_schema(), allowed=STARS))
    assert unknown.suggest("**") == []
    assert unknown.dropped == {"STAR": 2}
    translated = SuggestSettings(("stars",), labels={"STAR": "EVENT"}, tables=loaded.tables)
    known = Ensemble(SuggesterContext(translated, default_schema(), allowed=STARS))
    assert [item.label for item in known.suggest("**")] == ["EVENT", "EVENT"]


def test_what_is_less_sure_than_wanted_is_left_out(plugins: Path) -> None:
    assert ensemble("stars", min_score=0.95).suggest("*") == []
    assert len(ensemble("stars", min_score=0.85).suggest("*")) == 1


def test_what_the_annotator_refused_never_comes_back_from_any_suggester(plugins: Path) -> None:
    memory = Memory()
    memory.put("a", Decisions.from_words([], [("*", "PROD")]))
    assert ensemble("stars", memory=memory).suggest("a*") == []
    memory.drop("a")
    assert len(ensemble("stars", memory=memory).suggest("a*")) == 1


def test_a_suggester_without_fault_goes_on_when_others_fail(plugins: Path) -> None:
    together = ensemble("raising", "outside", "odd", "unloadable", "stars")
    found = list(together.suggest_all(["*", "a*", ""]))
    assert [len(items) for items in found] == [1, 1, 0]
    assert together.switched_off == ["raising", "outside", "odd", "unloadable"]
    assert [problem.document for problem in together.problems] == together.switched_off
    list(together.suggest_all(["*"]))
    assert len(together.problems) == 4


def test_the_quick_ones_alone(plugins: Path) -> None:
    memory = Memory()
    memory.put("a", Decisions.from_words([("淘寶", "ORG")], []))
    together = ensemble("stars", "memory", memory=memory)
    assert together.has_slow
    assert not ensemble("memory").has_slow
    assert [item.label for item in together.quick("淘寶*")] == ["ORG"]
    assert [item.label for item in together.suggest("淘寶*")] == ["ORG", "PROD"]


def test_what_slow_suggesters_found_is_kept(plugins: Path, tmp_path: Path) -> None:
    cache = ResultCache(tmp_path / "cache.sqlite3")
    around = SuggesterContext(SuggestSettings(("stars",)), default_schema(), allowed=STARS)
    first = list(Ensemble(around, cache=cache).suggest_all(["*", "a*"]))
    again = Ensemble(around, cache=cache)
    again._suggesters[0].suggest_all = lambda texts: iter([[] for _text in texts])  # type: ignore[method-assign]
    assert list(again.suggest_all(["a*", "b*", "*"])) == [first[1], [], first[0]]
    cache.close()


def test_what_a_failing_suggester_did_not_find_is_not_kept(plugins: Path, tmp_path: Path) -> None:
    cache = ResultCache(tmp_path / "cache.sqlite3")
    around = SuggesterContext(SuggestSettings(("outside",)), default_schema(), allowed=frozenset({"outside"}))
    assert Ensemble(around, cache=cache).suggest("a") == []
    again = Ensemble(around, cache=cache)
    assert again.suggest("a") == []
    assert again.switched_off == ["outside"]
    cache.close()


def test_suggestions_that_are_there_already_are_combined(plugins: Path) -> None:
    kept = Suggestion(0, 2, "ORG", 0.7, "kept")
    (found,) = ensemble("stars").combined(["京東*"], [[kept]])
    assert [(item.origin, item.label) for item in found] == [("kept", "ORG"), ("stars", "PROD")]


def test_one_suggester_alone_is_taken_at_its_word(plugins: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.suggest.ensemble.TRUST", {"stars": {"PROD": 0.5}})
    assert [item.score for item in ensemble("stars").suggest("*")] == [0.9]
    assert [item.score for item in ensemble("stars", "memory").suggest("*")] == [0.45]


@given(st.text("京東。\n, \ud800", max_size=200), st.integers(1, 20), st.integers(0, 220))
def test_pieces_join_up_to_the_text(text: str, size: int, around: int) -> None:
    ranges = chunks(text, size)
    assert "".join(text[start:end] for start, end in ranges) == text
    assert all(0 < end - start <= size for start, end in ranges)
    assert all(before[1] == after[0] for before, after in pairwise(ranges))
    ordered = nearest_first(ranges, around)
    assert sorted(ordered) == ranges
    if around < len(text):
        assert ordered[0][0] <= around < ordered[0][1]


def test_pieces_end_with_lines_then_with_sentences() -> None:
    line = "甲" * 3_000 + "。" + "乙" * 1_000
    assert chunks(f"{line}\n{line}", SIZE) == [(0, 4_002), (4_002, 8_003)]
    assert chunks(line + line, SIZE)[0] == (0, 3_001)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(20))
@given(text=st.text("*京東淘寶ab \0\ud800👍\n", max_size=60))
def test_nothing_overlaps_whatever_the_text(plugins: Path, text: str) -> None:
    memory = Memory()
    memory.put("a", Decisions.from_words([("京東", "ORG"), ("東*", "PER"), ("ab", "LOC")], []))
    found = ensemble("stars", "memory", memory=memory).suggest(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 <= item.start < item.end <= len(text) for item in found)


@pytest.mark.heavy
def test_a_long_text_of_stars(plugins: Path) -> None:
    assert len(ensemble("stars").suggest("* " * 500_000)) == 500_000


def test_with_jieba_alone_a_person_needs_a_second_witness() -> None:
    minimal = ensemble("patterns", "gazetteer", "jieba")
    text = "美團真金白銀急挖人，資金周轉，白送禮物，謝謝大家。王小明表示，昨天白雪走了。"
    persons = [text[item.start : item.end] for item in minimal.suggest(text) if item.label == "PER"]
    assert persons == ["王小明"]
