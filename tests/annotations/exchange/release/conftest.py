"""A project and a release of it, made once for all tests of releases."""

from pathlib import Path

import pytest

from tests.annotations.exchange.projects import Annotated
from tests.annotations.exchange.release.sample import FORMATS, release, sample


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Annotated:
    """Return the project; no test changes it."""
    return sample(tmp_path_factory.mktemp("home-of-secret") / "project")


@pytest.fixture(scope="session")
def released(made: Annotated, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release of it as it is made without further words; no test changes it."""
    folder = tmp_path_factory.mktemp("out") / "release"
    assert release(made, folder, *FORMATS) == 0
    return folder
