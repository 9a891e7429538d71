"""Suggestions that are kept: the same again, in an edited text where they are certain, and never an annotator's."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.storage.store import Store
from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggester, Suggestion
from seeds.article import Article
from seeds.errors import SourceError
from tests.annotations.marked import BODY, TEXTS, TITLE, WORDS, article
from tests.sizes import examples

ONE = Suggestion(7, 11, "ORG", 0.93, "tagger")
TWO = Suggestion(42, 44, "PER", 0.5, "gazetteer")


@st.composite
def suggested(draw: st.DrawFn) -> tuple[Article, list[Suggestion]]:
    """Draw an article of any text, and suggestions for it, some of them twice."""
    text = draw(TEXTS)
    found = []
    for _number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        score = draw(st.integers(0, 100)) / 100
        found.append(Suggestion(start, end, draw(WORDS), score, draw(WORDS)))
    return article(text), found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(suggested(), st.randoms(use_true_random=False))
def test_what_is_kept_is_there_again_in_the_same_bytes(
    tmp_path: Path, case: tuple[Article, list[Suggestion]], random: Random
) -> None:
    about, found = case
    kept = SavedSuggestions(tmp_path)
    kept.write(about, found)
    content = kept.path(about.info).read_bytes()
    again = kept.read(about)
    assert set(again) == set(found)
    assert len(again) == len(set(found))
    assert [each.start for each in again] == sorted(each.start for each in again)
    random.shuffle(found)
    kept.write(about, [*again, *found])
    assert kept.path(about.info).read_bytes() == content


def test_the_file_is_one_like_those_of_annotations(tmp_path: Path) -> None:
    kept = SavedSuggestions(tmp_path)
    assert kept.read(article()) == []
    kept.write(article(), [ONE])
    path = kept.path(article().info)
    assert path == tmp_path / ".suggested" / "淘寶.txt" / "外賣搶人大戰.4a36602cfad1.toml"
    assert path.read_text("utf-8").partition("[[span]]")[2] == (
        '\nid = "s1"\nstart = 7\nend = 11\nlabel = "ORG"\ntext = "淘寶閃購"\nbefore = "外賣搶人大戰\\n"\n'
        'after = "表示:“這是餓了麼多年沈澱的能力"\norigin = "tagger"\nscore = 0.93\n'
    )
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_an_annotator_of_that_name_has_another_folder(tmp_path: Path) -> None:
    kept = SavedSuggestions(tmp_path)
    kept.write(article(), [ONE])
    for name in (".suggested", ".SUGGESTED", "suggested", ".suggested "):
        store = Store(tmp_path, name)
        assert list(store.summaries()) == []
        assert store.open(article()).layer.spans == {}


def test_in_an_edited_text_only_what_is_certain_is_suggested(tmp_path: Path) -> None:
    kept = SavedSuggestions(tmp_path)
    kept.write(article(), [ONE, TWO])
    text = f"{TITLE}\n{BODY}"
    assert kept.read(article(f"新{text}")) == [replace(ONE, start=8, end=12), replace(TWO, start=43, end=45)]
    edited = text.replace("閃購表示", "閃購說").replace("大戰", "大会")  # on both sides of the first one
    assert kept.read(article(edited)) == [replace(TWO, start=41, end=43)]
    assert kept.read(article()) == [ONE, TWO]


def test_writing_takes_the_place_of_what_was(tmp_path: Path) -> None:
    kept = SavedSuggestions(tmp_path)
    kept.write(article(), [ONE])
    kept.write(article(), [TWO])
    assert kept.read(article()) == [TWO]
    kept.write(article(), [])
    assert kept.read(article()) == []


@pytest.mark.parametrize("place", [(0, 1000), (-1, 2), (3, 3)])
def test_what_is_not_within_the_text_is_refused_and_nothing_written(tmp_path: Path, place: tuple[int, int]) -> None:
    kept = SavedSuggestions(tmp_path)
    with pytest.raises(SourceError, match="not within the text"):
        kept.write(article(), [ONE, Suggestion(*place, "ORG", 0.5, "x")])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("score = 0.93\n", "", "“score” has to be a number"),
        ("score = 0.93", "score = true", "“score” has to be a number"),
        ("score = 0.93", "score = nan", "“score” has to be a number"),
        ("score = 0.93", "score = 93", "“score” has to be a number"),
        ("start = 7", "start = 8", "has “寶閃購” there"),
        ("[[span]]", "[[span", "not valid TOML"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    kept = SavedSuggestions(tmp_path)
    kept.write(article(), [ONE])
    path = kept.path(article().info)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(SourceError, match=message) as caught:
        kept.read(article())
    assert caught.value.problem.line


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    kept = SavedSuggestions(tmp_path)
    kept.path(article().info).mkdir(parents=True)
    with pytest.raises(SourceError, match="cannot be read"):
        kept.read(article())


def test_what_is_kept_suggests_for_its_own_text_alone(tmp_path: Path) -> None:
    kept = SavedSuggestions(tmp_path)
    none = kept.suggester(article())
    kept.write(article(), [ONE])
    suggester: Suggester = kept.suggester(article())
    assert suggester.name == "kept"
    assert list(suggester.suggest(article().text)) == [ONE]
    assert list(suggester.suggest("別的")) == []
    assert list(none.suggest(article().text)) == []
    assert none.version != suggester.version
    kept.write(article(), [TWO])
    assert kept.suggester(article()).version != suggester.version


def test_other_readings_are_kept_with_what_they_are_readings_of(tmp_path: Path) -> None:
    shorter, other = Suggestion(7, 9, "LOC", 0.8, "gazetteer"), Suggestion(7, 11, "PROD", 0.4, "tagger")
    saved = SavedSuggestions(tmp_path)
    read_article = article(TITLE + BODY)
    saved.write(read_article, [replace(ONE, alternatives=(shorter, other)), TWO])
    first, second = saved.read(read_article)
    assert (first, second) == (ONE, TWO)
    assert (first.alternatives, second.alternatives) == ((shorter, other), ())
    assert saved.content(read_article, [first, second]) == saved.path(read_article.info).read_bytes()
