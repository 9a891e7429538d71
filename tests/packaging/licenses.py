"""Find the licence of everything that zhupi needs, and what needs that: ``python tests/packaging/licenses.py``."""

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("cas", "chat", "datasets", "fast", "html", "spacy")
"""The extras that the tests install; those of models bring a choice of their own along."""

_STRONG = re.compile(
    r"\b(?:A?GPL|GNU (?:Affero )?General Public|Affero|SSPL|EUPL|OSL|CeCILL|CC-BY-(?:NC|SA|ND))", re.IGNORECASE
)
_WEAK = re.compile(r"\bLGPL|\bGNU (?:Lesser|Library) General Public|\bMPL|Mozilla Public", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:MIT|0?BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|CC0|CNRI|Unlicense|Public Domain|HPND|BSL-1|WTFPL)",
    re.IGNORECASE,
)
_LONGEST = 60


def requirements(needed: Iterable[Requirement]) -> Iterator[tuple[str, str]]:
    """Give the name and the licence of packages that are needed, and of what these need, once each.

    The licence is empty where the package does not say, and ``-`` where it is not installed.
    """
    waiting, seen, named = list(needed), set[tuple[str, str]](), set[str]()
    while waiting:
        requirement = waiting.pop()
        name, wanted = canonicalize_name(requirement.name), ("", *requirement.extras)
        if {(name, each) for each in wanted} <= seen:
            continue
        seen |= {(name, each) for each in wanted}
        if name not in named:
            named.add(name)
            yield name, license_of(name)
        more = map(Requirement, _requires(name))
        waiting += [
            each for each in more if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in wanted)
        ]


def _requires(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def license_of(name: str) -> str:
    """Return what an installed package says of its licence: an expression, a classifier, or how a text begins."""
    try:
        data = distribution(name).metadata.json
    except PackageNotFoundError:
        return "-"
    classifiers = data.get("classifier", [])
    classified = [each.rpartition("::")[2].strip() for each in classifiers if each.startswith("License ::")]
    text = " ".join(str(data.get("license", "")).split())
    return str(data.get("license_expression", "")) or " AND ".join(classified) or text[:_LONGEST]


def is_acceptable(text: str) -> bool:
    """Return whether a licence asks for no more than LGPL and MPL do; of several to choose from one is enough."""
    alternatives = re.split(r"\s+OR\s+", text.replace("(", " ").replace(")", " "))
    return any(all(map(_is_term_acceptable, re.split(r"\s+AND\s+", each))) for each in alternatives)


def _is_term_acceptable(term: str) -> bool:
    if _WEAK.search(term):
        return True
    return not _STRONG.search(term) and bool(_FREE.search(term))


def licenses(root: Path) -> dict[str, str]:
    """Return the licence of each package that an installation with the extras needs, by its name."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(each for extra in EXTRAS for each in project["optional-dependencies"][extra])]
    return dict(sorted(requirements(map(Requirement, named))))


if __name__ == "__main__":
    for package, license_text in licenses(Path(__file__).parents[2]).items():
        mark = " " if license_text == "-" or is_acceptable(license_text) else "!"
        sys.stdout.write(f"{mark} {package:<32} {license_text}\n")
