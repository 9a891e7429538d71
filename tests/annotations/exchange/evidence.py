"""Say what shows that a format is read and written rightly, format by format; the README's table is made from it.

A format that is new gets a row in ``FIXTURES`` or ``NO_FIXTURE`` if it is read, one in ``CONSUMERS`` of
``tests/benchmarks/format_table.py`` if it is written, and one in ``MARKED`` if a test in ``tests/consumers`` reads it.
Then ``python -m pytest tests/annotations/exchange/test_evidence.py --update-evidence`` writes the table anew.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from format_table import CONSUMERS

from annotations.exchange.format import FormatInfo
from annotations.exchange.registry import _BUILT_IN, find_format

FOLDER = Path(__file__).parent
CONSUMER_TESTS = FOLDER.parents[1] / "consumers"

Tests = Sequence[str]
"""The beginnings of the names of tests, such as ``formats/test_cas.py::test_what_others_wrote``."""

_ORDINARY = "formats/test_unread_keys.py::test_an_ordinary_export_of_a_tool_loses_nothing"

FIXTURES: Mapping[str, tuple[str, Tests]] = {
    "doccano": ("doccano's source", [_ORDINARY, "formats/test_doccano.py::test_what_doccano_itself_exports"]),
    "doccano-relations": ("doccano's source", [_ORDINARY, "formats/test_doccano.py::test_what_doccano_itself_exports"]),
    "label-studio": (
        "its source, 0.9 and 1.20",
        [_ORDINARY, "formats/test_label_studio.py::test_the_editors_of_all_years_are_read"],
    ),
    "prodigy": ("its documentation", [_ORDINARY]),
    "spacy": ("written by spaCy", ["formats/test_spacy_docbin.py::test_docs_of_others_are_read"]),
    "cas-json": ("written by dkpro-cassis", ["formats/test_cas.py::test_what_others_wrote"]),
    "cas-xmi": ("written by dkpro-cassis", ["formats/test_cas.py::test_what_others_wrote"]),
    "argilla": ("the source of Rubrix and Argilla 1", ["test_detection.py::test_records_of_rubrix_are_no_tasks"]),
    "cmeee": ("CBLUE's data_process.py", ["formats/test_entity_lists.py::test_what_data_sets_have_is_read_whole"]),
    "ccks": ("tasks of CCKS 2019 and 2020", ["formats/test_entity_lists.py::test_what_data_sets_have_is_read_whole"]),
    "duie": ("PaddleNLP's and CBLUE's readers", ["formats/test_words_alone.py::test_triples_are_spans"]),
    "deepke": ("DeepKE's examples", ["formats/test_words_alone.py::test_sentences_of_deepke"]),
    "w2ner": ("W2NER's data_loader.py", ["formats/test_w2ner.py::test_what_the_tool_trains_with_is_read"]),
    "gliner2": ("its source, 2.1.0", ["formats/test_gliner2.py::test_what_the_tool_trains_with_is_read"]),
    "lighttag": ("LightTag's convertors", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "ubiai": ("UBIAI's tutorials", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "potato": ("potato's source", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "spacy-training": (
        "spaCy's converters and schemas",
        ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"],
    ),
    "azure": ("its documentation", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "sagemaker": ("its documentation", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "vertex": ("its documentation", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "slate": ("slate/data.py", ["formats/test_foreign_formats.py::test_the_spans_are_on_the_words"]),
    "entities": ("written by zhupi", ["test_detection.py::test_what_entities_prints_can_be_imported"]),
}
"""For each format, after what the files are made that tests read, and these tests: the comment there names it."""

NO_FIXTURE = {
    *("spacy-jsonl", "conll2003", "bio", "bioes", "bmes", "brat", "webanno-tsv", "w3c", "cluener", "huggingface"),
    *("gliner", "uie", "chat", "trl", "trl-plain", "alpaca", "sharegpt", "tei", "csv", "tsv"),
    *("boson", "yedda", "enamex", "pfr", "argilla-2", "hypothesis", "json-spans", "ner-annotator"),
}
"""Formats whose files of others are made as we know them, with no source or specification named beside them."""

MARKED: Mapping[str, tuple[str, Tests]] = {
    "label-studio": ("label-studio-sdk: converter, label interface", ["test_label_studio.py::test_label_studio_"]),
    "huggingface": ("transformers: alignment of tags", ["test_transformers.py::test_transformers_"]),
    "gliner": ("gliner: its processor", ["test_gliner.py::test_gliner_"]),
    "gliner2": ("gliner2: its loader and checks", ["test_gliner2.py::test_gliner2_"]),
    "chat": ("trl: chat template, loss of the answer", ["test_trl.py::test_trl_makes", "test_trl.py::test_trl_counts"]),
    "trl": ("trl: prompt and completion", ["test_trl.py::test_trl_completes"]),
}
"""For each format, which consumer's own code reads it under the marker ``consumers``, and in which tests."""

NOT_IN_CI = {"label-studio"}
"""Formats whose consumer in ``CONSUMERS`` is not among what CI installs."""

HEADER = ("format", "", "own round trip", "files made after", "read in CI by", "read with `-m consumers` by")


def problems() -> Iterator[str]:
    """Yield what is missing: rows for formats, and tests for rows; each says what to do."""
    for name in _BUILT_IN:
        about = find_format(name).about
        if about.reads and (name in FIXTURES) + (name in NO_FIXTURE) != 1:
            yield f"the format {name} needs a row in FIXTURES or NO_FIXTURE of tests/annotations/exchange/evidence.py"
        if about.writes and name not in CONSUMERS:
            yield f"the format {name} needs a row in CONSUMERS of tests/benchmarks/format_table.py"
    for name in {*FIXTURES, *NO_FIXTURE, *CONSUMERS} - set(_BUILT_IN):
        yield f"there is no format {name}, which has a row"
    for folder, rows in ((FOLDER, FIXTURES), (FOLDER / "formats", CONSUMERS), (CONSUMER_TESTS, MARKED)):
        for name, (_what, tests) in rows.items():
            for test in tests:
                file, _colons, opening = test.partition("::")
                if not any(each.startswith(opening.partition("[")[0]) for each in _names(folder / file)):
                    yield f"the row of {name} names {test}, and there is no such test"


def table() -> str:
    """Write the table in Markdown."""
    rows = [_row(name, find_format(name).about) for name in _BUILT_IN]
    lines = [HEADER, ("---",) * len(HEADER), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _row(name: str, about: FormatInfo) -> Sequence[str]:
    both = about.reads and about.writes
    direction = "out, in" if both else "out" if about.writes else "in"
    in_ci = "–" if name in NOT_IN_CI or not about.writes else _what(CONSUMERS, name)
    return f"`{name}`", direction, "✓" if both else "–", _what(FIXTURES, name), in_ci, _what(MARKED, name)


def _what(rows: Mapping[str, tuple[str, Tests]], name: str) -> str:
    return rows[name][0] if name in rows else "–"


@cache
def _names(file: Path) -> Sequence[str]:
    """Return the names of the tests in a file; none where there is no such file."""
    if not file.is_file():
        return ()
    body = ast.parse(file.read_text("utf-8")).body
    return [node.name for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
