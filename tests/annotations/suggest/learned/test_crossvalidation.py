import pytest

from annotations.suggest.learned.crossvalidation import FEW, cross_validate, learning_curve
from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.training import TrainingCancelledError, TrainingExample, prepare
from seeds.errors import SourceError
from tests.annotations.suggest.learned.learned_toy import article


@pytest.fixture(scope="session")
def examples(articles: list[AnnotatedText]) -> list[TrainingExample]:
    return prepare(articles, ())


def test_every_span_is_tested_once(examples: list[TrainingExample]) -> None:
    found = cross_validate(examples, folds=4)
    assert (found.articles, found.sentences, found.folds) == (12, 72, 4)
    assert [(one.label, one.spans, one.sentences) for one in found.labels] == [
        ("LOC", 72, 72),
        ("ORG", 72, 72),
        ("PER", 72, 72),
    ]
    assert found.micro.f1 > 0.9
    assert found.f1.keys() == {"", "LOC", "ORG", "PER"}


def test_what_an_article_alone_has_cannot_be_learned_from_itself() -> None:
    """If sentences of one article were on both sides, each article's own word would be known."""
    words = ["龘鑫森", "焱淼垚", "犇羴鱻"]
    articles = [
        AnnotatedText(("a", word), f"{word}很好。" * 20, tuple((6 * n, 6 * n + 3, word) for n in range(20)))
        for word in words
    ]
    found = cross_validate(prepare(articles, ()), folds=3)
    assert found.micro.right == 0


def test_labels_with_few_spans_are_said_to_have_few() -> None:
    articles = [article(number, 3) for number in range(4)]
    found = cross_validate(prepare(articles, ()))
    assert all(one.spans == 12 < FEW and one.is_too_few for one in found.labels)


def test_one_article_is_too_few() -> None:
    with pytest.raises(SourceError, match="at least 2 articles"):
        cross_validate(prepare([article(1, 30)], ()))


def test_validation_can_be_cancelled(examples: list[TrainingExample]) -> None:
    with pytest.raises(TrainingCancelledError):
        cross_validate(examples, cancelled=lambda: True)


def test_more_sentences_teach_more(examples: list[TrainingExample]) -> None:
    points = list(learning_curve(examples, (2, 10, 30, 1000), folds=3))
    assert [point.sentences for point in points] == [10, 30, 48]
    assert points[0].f1 <= points[-1].f1
    assert points[-1].f1 > 0.9
    assert all(point.seconds > 0 for point in points)
