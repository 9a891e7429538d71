"""The README's table of formats and their evidence is that of the tests; ``--update-evidence`` writes it anew."""

import re
from pathlib import Path

import pytest

from annotations.exchange.registry import _BUILT_IN, find_format
from tests.annotations.exchange.evidence import problems, table
from tests.annotations.exchange.formats.test_round_trips import BOTH_WAYS

TABLE = re.compile(r"(?<=<!-- evidence -->\n\n).*?(?=\n<!-- end of evidence -->)", re.DOTALL)
RENEW = "python -m pytest tests/annotations/exchange/test_evidence.py --update-evidence"


def test_every_format_has_its_evidence_and_every_test_of_it_is_there() -> None:
    missing = list(problems())
    if missing:
        pytest.fail("\n".join(missing), pytrace=False)


def test_every_format_of_both_directions_makes_the_round_trip() -> None:
    abouts = [find_format(name).about for name in _BUILT_IN]
    assert [about.name for about in abouts if about.reads and about.writes] == list(BOTH_WAYS)


def test_the_table_of_the_readme_is_that_of_the_tests(root: Path, request: pytest.FixtureRequest) -> None:
    path = root / "README.md"
    page = path.read_text("utf-8")
    if request.config.getoption("--update-evidence"):
        page = TABLE.sub(lambda _match: table(), page)
        path.write_text(page, "utf-8")
    (shown,) = TABLE.findall(page)
    assert shown == table(), f"the README lacks what the tests show; this renews it: {RENEW}"
