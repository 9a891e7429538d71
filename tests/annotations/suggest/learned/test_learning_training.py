from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotations.suggest.learned.evidence import FeatureSource
from annotations.suggest.learned.model import Model
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.training import LEAST, TrainingCancelledError, prepare, train
from seeds.errors import SourceError
from tests.annotations.suggest.learned.learned_toy import Letters, article

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def learned(articles: list[AnnotatedText], *sources: FeatureSource) -> Model:
    return train(prepare(articles, sources), (source.name for source in sources), now=NOW)


def share_found(model: Model, articles: list[AnnotatedText], *sources: FeatureSource) -> float:
    examples = prepare(articles, sources)
    right = [
        set(example.spans) & {span for span, _probability in model.spans(example.features)} for example in examples
    ]
    return sum(map(len, right)) / sum(len(example.spans) for example in examples)


def test_a_toy_language_is_learned(articles: list[AnnotatedText]) -> None:
    assert share_found(learned(articles), [article(99), article(98)]) > 0.9


def test_what_is_learned_in_one_script_holds_in_the_other() -> None:
    simplified = [
        AnnotatedText(
            one.key,
            one.text.translate(str.maketrans("張劉陳麗偉軍廣慶銀學團訪強華", "张刘陈丽伟军广庆银学团访强华")),
            one.spans,
        )
        for one in map(article, range(12))
    ]
    assert share_found(learned(simplified), [article(99), article(98)]) > 0.9


def test_the_same_lessons_make_the_same_weights(articles: list[AnnotatedText], letters: Letters) -> None:
    first, second = learned(articles, letters), learned(articles, letters)
    assert first.weights == second.weights
    assert first.version == second.version
    assert first.version != learned(articles[:-1], letters).version


def test_a_model_knows_what_it_was_made_of(articles: list[AnnotatedText], letters: Letters) -> None:
    info = learned(articles, letters).info
    assert (info.articles, info.sentences, info.sources) == (12, 72, ("letters",))
    assert info.spans == {"LOC": 72, "ORG": 72, "PER": 72}


def test_what_was_rejected_is_not_found_again() -> None:
    teaching = [article(number) for number in range(8)]
    held = [
        AnnotatedText(
            one.key,
            one.text,
            tuple(span for span in one.spans if span[2] != "LOC"),
            tuple(span for span in one.spans if span[2] == "LOC"),
            finished=False,
        )
        for one in teaching
    ]
    examples = prepare([article(50)], ())
    model = train(prepare(held, ()))
    labels = {span[2] for example in examples for span, _probability in model.spans(example.features)}
    assert labels == {"ORG", "PER"}


@pytest.mark.parametrize("sentences", [0, 1])
def test_too_little_is_said_to_be_too_little(sentences: int) -> None:
    with pytest.raises(SourceError, match=f"too few.*at least {LEAST}"):
        train(prepare([article(1, sentences)], ()))


@pytest.mark.parametrize("calls", [0, 1, 12])
def test_training_can_be_cancelled_at_any_time(
    articles: list[AnnotatedText], calls: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > calls

    with pytest.raises(TrainingCancelledError):
        train(prepare(articles, (), cancelled=cancelled), cancelled=cancelled)
    assert asked == calls + 1
    assert list(tmp_path.iterdir()) == []
