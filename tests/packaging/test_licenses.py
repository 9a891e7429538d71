"""No package that comes with zhupi, or with its extras, has a licence that asks for more than LGPL and MPL do."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.licenses import is_acceptable, licenses


def test_every_licence_is_acceptable(root: Path) -> None:
    there = licenses(root)
    refused = {name: text for name, text in there.items() if text != "-" and not is_acceptable(text)}
    assert refused == {}, "python tests/packaging/licenses.py lists them all"
    needed = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert not [
        name for name in map(canonicalize_name, (Requirement(each).name for each in needed)) if there[name] == "-"
    ]


@pytest.mark.parametrize(
    ("text", "acceptable"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("Mozilla Public License 2.0 (MPL 2.0)", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("(MIT OR GPL-3.0-only) AND MIT", True),
        ("AGPL-3.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("GPL-3.0-only", False),
        ("GNU General Public License v2 (GPLv2)", False),
        ("MIT AND GPL-3.0-only", False),
        ("SSPL-1.0", False),
        ("CC-BY-NC-4.0", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_what_is_acceptable(text: str, acceptable: bool) -> None:
    assert is_acceptable(text) is acceptable
