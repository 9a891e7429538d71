"""The tagger with random weights, installed."""

from pathlib import Path

import numpy as np
import pytest

from annotations.suggest.lac.installation import install
from annotations.suggest.lac.tagger import Tagger, load_tagger
from seeds.packs.archive import open_archive
from tests.annotations.suggest.lac.tiny_model import members, weights, write_archive


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which a random tagger is installed."""
    place = tmp_path_factory.mktemp("lac")
    files = members(weights(np.random.default_rng(4)))
    with open_archive(write_archive(tmp_path_factory.mktemp("archive") / "lac.tar.gz", files)) as archive:
        install(archive, place)
    return place


@pytest.fixture(scope="session")
def tagger(folder: Path) -> Tagger:
    """Return the random tagger."""
    return load_tagger(folder)
