"""The page of the API for Python: its examples run, and its names and signatures are those of the module."""

import doctest
import inspect
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import get_type_hints

import pytest

from annotations import api
from annotations.exchange.option_values import option_names
from annotations.exchange.options import Options, ReadingOptions
from annotations.model.layer import Status
from annotations.model.span import Span
from tests.annotations.exchange.projects import project
from tests.packaging.recipes import sections

SCHEMA = '[[label]]\nname = "PERSON"\n\n[[label]]\nname = "PLACE"\n'
TEXTS = {"n1": "😀淘寶閃購\n王小明去了北京。", "n2": "第二篇\n張三在上海。"}


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """Return the page."""
    return (root / ".github" / "API.md").read_text("utf-8")


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the project of the examples in the folder that they run in."""
    made = project(tmp_path / "news", TEXTS)
    (made.root / "zhupi.toml").write_text(SCHEMA, "utf-8")
    marks = [Span("s1", 6, 9, "PERSON"), Span("s2", 11, 13, "PLACE", origin="accepted:lac")]
    made.mark("n1", marks, annotator="Ada")
    made.mark("n1", [Span("s1", 7, 9, "PERSON")], annotator="Bob", status=Status.IN_PROGRESS)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("news")
def test_examples_print_what_the_page_says(page: str) -> None:
    examples = doctest.DocTestParser().get_doctest(page, {}, "API.md", "API.md", 0)
    assert len(examples.examples) >= 10
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=told.append)
    assert "".join(told) == ""


def test_names_of_the_page_are_all_public_names_of_the_module(page: str) -> None:
    rows = re.findall(r"^\| (`.+?`) \|", sections(page, "##")["Names"], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert len(named) == len(set(named))
    assert set(named) == set(api.__all__)
    assert all(hasattr(api, name) for name in named)


def signature(thing: object) -> str:
    """Write the parameters of a function with their defaults, without types and ``self``."""
    parts: list[str] = []
    for parameter in inspect.signature(thing).parameters.values():  # type: ignore[arg-type]
        if parameter.name == "self":
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        default = {} if isinstance(parameter.default, MappingProxyType) else parameter.default
        plain = parameter.replace(annotation=parameter.empty)
        parts.append(str(plain) if default is parameter.empty else f"{parameter.name}={default!r}")
    return f"({', '.join(parts)})"


def members(kind: type) -> set[str]:
    """Return the names that an object of a class has."""
    assigned = set(re.findall(r"self\.(\w+)\b.* = ", inspect.getsource(kind)))
    declared = {field.name for field in fields(kind)} if is_dataclass(kind) else set()
    return assigned | declared | set(dir(kind))


def test_signatures_of_the_page_are_those_of_the_module(page: str) -> None:
    (block,) = re.findall(r"^```text\n(.*?)^```$", sections(page, "##")["Names"], re.MULTILINE | re.DOTALL)
    wrong: list[str] = []
    for line in block.splitlines():
        name, parameters = re.fullmatch(r"([\w.]+)(\(.*\))?", line).groups()  # type: ignore[union-attr]
        owner, _dot, member = name.partition(".")
        thing = getattr(api, owner)
        if member and not parameters:
            wrong += [] if member in members(thing) else [line]
        elif isinstance(thing, type) and not member:
            stable = [part.strip() for part in parameters.strip("()").split(",")]
            has = list(get_type_hints(thing)) if issubclass(thing, dict) else [field.name for field in fields(thing)]  # type: ignore[arg-type]
            wrong += [] if [part for part in has if part in stable] == stable else [f"{line}: {has}"]
        else:
            actual = signature(getattr(thing, member) if member else thing)
            wrong += [] if actual == parameters else [f"{line}: {actual}"]
    assert wrong == []
    public = {name for name in members(api.Project) if not name.startswith("_") and name != "on_problem"}
    assert {f"Project.{name}" for name in public} == set(re.findall(r"^Project\.\w+", block, re.MULTILINE))


@pytest.mark.parametrize(
    ("heading", "kind", "names"),
    [("Export", Options, option_names(Options, "schema")), ("Import", ReadingOptions, option_names(ReadingOptions))],
)
def test_options_of_the_page_are_all_that_there_are(page: str, heading: str, kind: type, names: list[str]) -> None:
    text = sections(page, "##")[heading]
    missing = [name for name in names if f"`{name}`" not in text]
    assert missing == [], f"name these options of {kind.__name__} in .github/API.md, section {heading}"
