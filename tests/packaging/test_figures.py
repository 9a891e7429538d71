"""The code's own shape stays within limits; ``python tests/packaging/figures.py`` prints the figures."""

import pytest

from tests.packaging.figures import Figures, between_siblings, circles, imports, measure, methods, sources

FILES_IN_A_FOLDER = 30
LINES_OF_A_FILE = 460
LINES_OF_A_FUNCTION = 70
METHODS_OF_A_CLASS = 45
IDIOMS_IN_100_FUNCTIONS = 1.5
NOQA = 40


@pytest.fixture(scope="module")
def figures() -> Figures:
    """Measure the three packages."""
    return measure(sources())


def test_no_folder_is_a_corridor(figures: Figures) -> None:
    assert {name: count for name, count in figures.folders.items() if count > FILES_IN_A_FOLDER} == {}


def test_files_and_functions_can_be_overlooked(figures: Figures) -> None:
    assert max(figures.lines) <= LINES_OF_A_FILE
    assert max(figures.functions) <= LINES_OF_A_FUNCTION


def test_docstrings_say_what_is_done(figures: Figures) -> None:
    assert figures.openings == []


def test_variables_are_named_by_what_is_in_them(figures: Figures) -> None:
    assert len(figures.idioms) / len(figures.functions) * 100 <= IDIOMS_IN_100_FUNCTIONS, figures.idioms


def test_few_lines_are_excepted_from_the_linter(figures: Figures) -> None:
    assert len(figures.noqa) <= NOQA, figures.noqa


def test_no_modules_import_each_other_in_a_circle() -> None:
    edges = imports()
    assert circles(edges) == []
    assert circles(between_siblings(edges)) == []


def test_no_class_does_everything() -> None:
    assert {name: count for name, count in methods().items() if count > METHODS_OF_A_CLASS} == {}
