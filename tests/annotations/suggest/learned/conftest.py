import pytest

from annotations.suggest.learned.sentences import AnnotatedText
from tests.annotations.suggest.learned.learned_toy import Letters, article


@pytest.fixture(scope="session")
def articles() -> list[AnnotatedText]:
    """Twelve articles of the toy language."""
    return [article(number) for number in range(12)]


@pytest.fixture
def letters() -> Letters:
    """A source that is here without any pack."""
    return Letters()
