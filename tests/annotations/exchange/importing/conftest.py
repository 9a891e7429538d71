"""The project that most tests import into."""

from pathlib import Path

import pytest

from tests.annotations.exchange.projects import Annotated, project
from tests.annotations.exchange.records import BEIJING

SCHEMA = """[[label]]
name = "ORG"
title = "機構"
[[label.attributes]]
name = "certain"
kind = "flag"
[[label]]
name = "PROD"
[[relation]]
name = "owns"
heads = ["ORG"]
tails = ["PROD"]
[[category]]
name = "business"
"""


@pytest.fixture
def known(tmp_path: Path) -> Annotated:
    """A project with the article of the sentence, and labels of its own."""
    annotated = project(tmp_path / "project", {"b1": BEIJING + "\n" + BEIJING, "b2": "乙\n甲乙丙丁"})
    (annotated.root / "zhupi.toml").write_text(SCHEMA, "utf-8")
    return annotated
