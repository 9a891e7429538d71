"""The table of formats and their consumers, as the tests find it: ``python tests/benchmarks/format_table.py``.

Runs the tests of the formats and prints a table in Markdown. A consumer is another program's own loader where that can
be installed, else a strict reader that the tests have, written from the specification. A mark is for all of the tests
that a column stands for: ✓ they passed, ✗ one failed, and – for what was not run, since a package is missing, or does
not apply. Fails where a consumer's test is not there any more, or a mark is a ✗.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from annotations.exchange.registry import find_format, names

FOLDER = Path(__file__).resolve().parents[1] / "annotations" / "exchange" / "formats"
SENTENCE = "test_the_sentence_that_others_get_wrong"
STRICT = "strict reader"
OURS = "our own reader"

CONSUMERS: Mapping[str, tuple[str, Sequence[str]]] = {
    "doccano": (STRICT, ["test_doccano.py::test_plain_lines_are_what_doccano_takes"]),
    "doccano-relations": (STRICT, ["test_doccano.py::test_lines_with_relations_are_what_doccano_takes"]),
    "label-studio": ("label-studio-sdk", ["test_label_studio.py::test_label_studio_"]),
    "prodigy": (STRICT, ["test_prodigy.py::test_tasks_are_as_prodigy_describes_them"]),
    "spacy": (
        "spaCy: DocBin, debug data, train",
        [
            "test_spacy_docbin.py::test_spacy_loads_",
            "test_spacy_docbin.py::test_spacy_debug_data_",
            "test_spacy_docbin.py::test_spacy_trains_",
        ],
    ),
    "spacy-jsonl": ("spaCy: Example", ["test_spacy_jsonl.py::test_spacy_makes_examples_"]),
    "conll2003": (STRICT, ["test_tag_files.py::test_a_strict_reader_finds_every_span[conll2003"]),
    "bio": (
        "seqeval, spaCy convert",
        ["test_tag_files.py::test_seqeval_", "test_tag_files.py::test_spacy_converts_bio"],
    ),
    "bioes": ("seqeval", ["test_tag_files.py::test_seqeval_"]),
    "bmes": (STRICT, ["test_tag_files.py::test_a_strict_reader_finds_every_span[bmes"]),
    "brat": (STRICT, ["test_brat.py::test_brat_can_read_all_of_it"]),
    "webanno-tsv": (STRICT, ["test_webanno_tsv.py::test_inception_can_read_all_of_it"]),
    "cas-json": ("dkpro-cassis", ["test_cas.py::test_cassis_can_read_all_of_it[json"]),
    "cas-xmi": ("dkpro-cassis", ["test_cas.py::test_cassis_can_read_all_of_it[xmi"]),
    "w3c": (STRICT, ["test_w3c.py::test_any_reader_of_the_recommendation"]),
    "cluener": (STRICT, ["test_cluener.py::test_a_strict_reader_"]),
    "cmeee": (STRICT, ["test_entity_lists.py::test_what_data_sets_have_is_read_whole[cmeee"]),
    "ccks": (STRICT, ["test_entity_lists.py::test_what_data_sets_have_is_read_whole[ccks"]),
    "duie": (STRICT, ["test_words_alone.py::test_triples_"]),
    "deepke": (STRICT, ["test_words_alone.py::test_sentences_of_deepke"]),
    "w2ner": (STRICT, ["test_w2ner.py::test_its_loader_finds_every_span"]),
    "huggingface": ("datasets.load_dataset", ["test_huggingface.py::test_datasets_loads_it"]),
    "gliner": (STRICT, ["test_gliner.py::test_a_strict_reader_"]),
    "gliner2": (STRICT, ["test_gliner2.py::test_its_checks_pass_"]),
    "uie": (STRICT, ["test_uie.py::test_a_strict_reader_"]),
    "chat": (STRICT, ["test_chat.py::test_every_answer_is_true"]),
    "trl": (STRICT, ["test_trainers.py::test_what_is_written_is_what_the_trainer_reads[trl]"]),
    "trl-plain": (STRICT, ["test_trainers.py::test_what_is_written_is_what_the_trainer_reads[trl-plain]"]),
    "alpaca": (STRICT, ["test_trainers.py::test_what_is_written_is_what_the_trainer_reads[alpaca]"]),
    "sharegpt": (STRICT, ["test_trainers.py::test_what_is_written_is_what_the_trainer_reads[sharegpt]"]),
    "iepile": (STRICT, ["test_iepile.py::test_every_answer_is_in_the_text"]),
    "boson": (OURS, ["test_inline_marks.py::test_what_is_written_comes_back_or_is_reported"]),
    "yedda": (OURS, ["test_inline_marks.py::test_what_is_written_comes_back_or_is_reported"]),
    "enamex": (OURS, ["test_inline_marks.py::test_what_is_written_comes_back_or_is_reported"]),
    "tei": ("an XML parser", ["test_tei.py::test_any_parser_of_xml_"]),
    "csv": ("Python's csv", ["test_tables.py::test_python_without_zhupi_reads_it"]),
    "tsv": ("Python's csv", ["test_tables.py::test_python_without_zhupi_reads_it"]),
    "markdown": ("markdown-it", ["test_markdown.py::test_the_text_is_shown_as_it_was"]),
}
"""For each format, what reads it, and the beginnings of the names of the tests in which it does."""

COLUMNS = ("reads it", "the hard sentence", "round trip", "saved by the app", "in simplified script")


@dataclass
class Outcomes:
    """A plug-in of pytest's that keeps how each test ended, by its name below the folder of the formats' tests."""

    found: dict[str, str] = field(default_factory=dict)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the tests that say nothing of the table."""
        needed = (
            f"::{SENTENCE}",
            "test_round_trips.py",
            *(test for _name, tests in CONSUMERS.values() for test in tests),
        )
        items[:] = [item for item in items if any(part in item.nodeid for part in needed)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst of what was told of a test."""
        name = report.nodeid.rpartition("formats/")[2]
        if report.when == "call" or report.outcome != "passed":
            self.found[name] = report.outcome

    def mark(self, openings: Sequence[str]) -> str:
        """The mark for all tests whose names begin so; each of the openings is that of one at least."""
        ended = {outcome for opening in openings for outcome in self._of(opening)}
        return "✗" if "failed" in ended else "–" if "skipped" in ended else "✓"

    def _of(self, opening: str) -> list[str]:
        outcomes = [outcome for name, outcome in self.found.items() if name.startswith(opening)]
        if not outcomes:
            sys.exit(f"there is no test {opening}…")
        return outcomes


def main() -> int:
    """Run the tests and print the table."""
    files = sorted({opening.partition("::")[0] for _consumer, tests in CONSUMERS.values() for opening in tests})
    outcomes = Outcomes()
    paths = [str(FOLDER / name) for name in (*files, "test_round_trips.py")]
    with redirect_stdout(sys.stderr):
        pytest.main(["-p", "no:cacheprovider", "-n", "0", *paths], plugins=[outcomes])
    rows = list(_rows(outcomes))
    print("\n".join(_table(rows)))
    return 1 if any("✗" in row for row in rows) else 0


def _rows(outcomes: Outcomes) -> Iterator[Sequence[str]]:
    for name in (name for name in names() if name in CONSUMERS):
        consumer, tests = CONSUMERS[name]
        about = find_format(name).about
        marks = [outcomes.mark(tests), "–", "–", "–", "–"]
        file = tests[0].partition("::")[0]
        if any(known.startswith(f"{file}::{SENTENCE}") for known in outcomes.found):
            marks[1] = outcomes.mark([f"{file}::{SENTENCE}"])
        if about.reads and about.writes:
            trip = "test_round_trips.py::test_an_empty_folder_gets_what_was_written"
            saved = "test_round_trips.py::test_what_the_application_saved_comes_back"
            marks[2:] = [outcomes.mark([f"{trip}[{name}]"])]
            marks += [outcomes.mark([f"{saved}[{name}-{script}]"]) for script in ("original", "simplified")]
        yield (name, consumer, about.carries.unit.value, *marks)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(("format", "consumer", "unit", *COLUMNS)) + " |"
    yield "|" + "---|" * (3 + len(COLUMNS))
    for row in rows:
        yield "| " + " | ".join(row) + " |"


if __name__ == "__main__":
    sys.exit(main())
