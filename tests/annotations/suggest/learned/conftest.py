import pytest

from annotations.suggest.learned.sentences import AnnotatedText
from tests.annotations.suggest.learned.learned_toy import Letters, article


@pytest.fixture(scope="session")
def articles() -> list[AnnotatedText]:
    """Return twelve articles of the toy language."""
    return [article(number) for number in range(12)]


@pytest.fixture
def letters() -> Letters:
    """Return a source that is available without any pack."""
    return Letters()
