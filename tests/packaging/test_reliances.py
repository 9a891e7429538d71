"""Test the insides of other packages that we rely upon: each has an upper bound, and a test that says what changed.

A test that fails here names the module of ours that has to be looked at before the bound is raised.
"""

import inspect
import re
import tomllib
import warnings
from collections.abc import Callable
from fnmatch import fnmatch
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

RELIANCES = {
    "feedparser": "seeds/sources/readers/markup/feed.py",
    "jieba": "seeds/segmentation/segmenter.py",
    "opencc-purepy": "seeds/script/data_sets.py",
    "opencc-python-reimplemented": "seeds/script/data_sets.py",
    "pysubs2": "seeds/sources/readers/subtitles.py",
    "python-crfsuite": "annotations/suggest/learned/training.py",
    "rich": "tui/ui/ambiguous_width.py",
    "textual": "tui/ui/ending.py",
    "tomli": "annotations/storage/reader.py",
    "unearth": "seeds/packs/index.py",
    "wcwidth": "tui/ui/ambiguous_width.py",
}
"""A package whose insides we use, or whose words we read, and the module of ours that does."""

NAMES = [
    ("tui/ui/ambiguous_width.py", "rich.cells", "load_cell_table"),
    ("tui/ui/ambiguous_width.py", "rich.cells", "_is_single_cell_widths"),
    ("tui/ui/ambiguous_width.py", "rich.cells", "cached_cell_len.cache_clear"),
    ("tui/ui/ambiguous_width.py", "rich.cells", "get_character_cell_size.cache_clear"),
    ("tui/ui/ambiguous_width.py", "rich.segment", "_is_single_cell_widths"),
    ("tui/ui/ambiguous_width.py", "rich._unicode_data", "load"),
    ("tui/ui/ambiguous_width.py", "wcwidth.table_ambiguous", "AMBIGUOUS_EASTASIAN"),
    ("tui/ui/ending.py", "textual.app", "App._handle_exception"),
    ("tui/ui/ending.py", "textual.app", "App._print_error_renderables"),
    ("tui/ui/terminal/driver.py", "textual._ansi_sequences", "ANSI_SEQUENCES_KEYS"),
    ("tui/ui/terminal/driver.py", "textual._xterm_parser", "SPECIAL_SEQUENCES"),
    ("tui/ui/terminal/driver.py", "textual._xterm_parser", "XTermParser._parse_extended_key"),
    ("tui/ui/terminal/driver.py", "textual._xterm_parser", "XTermParser._sequence_to_key_events"),
    ("tui/ui/terminal/driver.py", "textual.drivers.linux_driver", "LinuxDriver._run_input_thread"),
    ("tui/ui/terminal/driver.py", "textual.drivers.linux_driver", "LinuxDriver.run_input_thread"),
    ("seeds/packs/index.py", "unearth.auth", "MultiDomainBasicAuth"),
    ("seeds/packs/index.py", "unearth.fetchers", "PyPIClient"),
    ("seeds/packs/index.py", "unearth.link", "Link.hash_option"),
]
"""The module of ours, and the name in a module of others that is no promise of theirs."""


@pytest.fixture(scope="module")
def requirements(root: Path) -> dict[str, Requirement]:
    """Return what pyproject.toml requires to run, by name."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return {each.name: each for each in map(Requirement, project["dependencies"])}


@pytest.mark.parametrize("package", RELIANCES)
def test_a_package_whose_insides_are_used_has_an_upper_bound(
    root: Path, requirements: dict[str, Requirement], package: str
) -> None:
    where = RELIANCES[package]
    assert (root / where).exists(), f"{where} has moved: say in RELIANCES where {package} is used now"
    bounds = [bound for bound in requirements[package].specifier if bound.operator in {"<", "<=", "=="}]
    assert bounds, f"{where} relies upon insides of {package}, which has no upper bound in pyproject.toml"
    installed = version(package)
    assert requirements[package].specifier.contains(installed), f"{package} {installed} is beyond what {where} knows"


@pytest.mark.parametrize(("where", "module", "name"), NAMES, ids=lambda each: each)
def test_a_name_that_is_no_promise_is_still_there(where: str, module: str, name: str) -> None:
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part, None)
        assert found is not None, f"{where} relies upon {module}.{name}, which is not there any more"


def test_rich_asks_for_its_table_of_widths_as_we_replace_it() -> None:
    rich = import_module("rich._unicode_data")
    table = rich.load("auto")
    assert hasattr(table, "_replace"), "tui/ui/ambiguous_width.py replaces the widths of Rich's table, a named tuple"
    ranges = {len(each) for each in table.widths[:10]}
    assert ranges == {3}, "tui/ui/ambiguous_width.py expects ranges of Rich as first, last, width"
    assert table.widths == sorted(table.widths), "tui/ui/ambiguous_width.py searches Rich's widths in order"
    source = inspect.getsource(import_module("rich.cells"))
    assert "load_cell_table(" in source, "Rich no longer looks for its widths by the name that we replace"


def test_wcwidth_has_ranges_of_ambiguous_characters() -> None:
    ranges = list(import_module("wcwidth.table_ambiguous").AMBIGUOUS_EASTASIAN.values())[-1]
    inside = any(first <= ord("…") <= last for first, last in ranges)
    assert inside, "tui/ui/ambiguous_width.py expects pairs of first and last, “…” among them"


def test_textual_runs_the_method_that_we_replace_as_its_input_thread() -> None:
    driver = import_module("textual.drivers.linux_driver").LinuxDriver
    source = inspect.getsource(driver.start_application_mode)
    assert "_run_input_thread" in source, "tui/ui/terminal/driver.py replaces _run_input_thread, which nobody calls"
    for name in ("fileno", "exit_event", "input_tty"):
        assert name in inspect.getsource(driver), f"tui/ui/terminal/driver.py uses {name} of Textual's driver"


def test_textual_prints_errors_by_the_method_that_we_silence() -> None:
    source = inspect.getsource(import_module("textual.app").App)
    assert source.count("_print_error_renderables") > 1, "tui/ui/ending.py silences a method that nobody calls"
    assert "_exit_renderables" in source, "tui/ui/ending.py clears _exit_renderables, which Textual has no longer"


@pytest.mark.parametrize(
    ("package", "pattern", "names"),
    [
        ("opencc-purepy", "*opencc_purepy/dicts/*.txt", {"STCharacters", "STPhrases", "TSCharacters", "TSPhrases"}),
        ("opencc-purepy", "*opencc_purepy/dicts/*.txt", {"TWVariants", "TWPhrases", "HKVariants", "HKPhrases"}),
        (
            "opencc-python-reimplemented",
            "*opencc/dictionary/*.txt",
            {"STCharacters", "STPhrases", "TWVariants", "HKVariants"},
        ),
        ("opencc-python-reimplemented", "*opencc/dictionary/*.txt", {"TWVariantsRev", "HKVariantsRev"}),
        ("opencc-python-reimplemented", "*opencc/config/*.json", {"s2t", "t2s", "s2twp", "tw2sp", "s2hk"}),
    ],
)
def test_the_conversion_data_are_files_in_their_packages(package: str, pattern: str, names: set[str]) -> None:
    metadata = import_module("importlib.metadata")
    files = {file.stem for file in metadata.distribution(package).files if fnmatch(str(file), pattern)}
    missing = names - files
    assert not missing, f"seeds/script/data_sets.py reads {pattern} of {package}, which lacks {sorted(missing)}"


def test_dictionaries_of_opencc_are_lines_of_key_tab_values() -> None:
    metadata = import_module("importlib.metadata")
    (file,) = [file for file in metadata.distribution("opencc-purepy").files if file.match("dicts/STCharacters.txt")]
    lines = Path(str(file.locate())).read_text("utf-8").splitlines()
    odd = [line for line in lines if line and not line.startswith("#") and not re.fullmatch(r"[^\t]+\t[^\t]+", line)]
    assert not odd, f"seeds/script/dictionary.py reads lines of key, tab, values; this is none: {odd[0]!r}"


def test_jieba_can_be_given_its_dictionary() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer = import_module("jieba").Tokenizer()
        tagger = import_module("jieba.posseg").POSTokenizer
    for name in ("FREQ", "total", "initialized", "gen_pfdict", "get_dict_file"):
        assert hasattr(tokenizer, name), f"seeds/segmentation/segmenter.py fills {name} of jieba's tokenizer"
    assert not tokenizer.initialized, "seeds/segmentation/segmenter.py expects a new tokenizer to have read nothing"
    assert "tokenizer" in inspect.signature(tagger).parameters, "jieba's tagger takes no tokenizer any more"


def test_crfsuite_calls_message_while_it_trains(tmp_path: Path) -> None:
    lines: list[str] = []
    trainer = import_module("pycrfsuite").Trainer(algorithm="lbfgs", verbose=False)
    heed: Callable[[str], None] = lines.append
    trainer.message = heed
    for _number in range(3):
        trainer.append([["a"], ["b"]], ["X", "O"])
    trainer.train(str(tmp_path / "model"))
    assert lines, "annotations/suggest/learned/training.py stops a training from “message”, which is not called"


def test_crfsuite_reads_a_model_from_memory(tmp_path: Path) -> None:
    crfsuite = import_module("pycrfsuite")
    trainer = crfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.append([["a"], ["b"]], ["X", "O"])
    trainer.train(str(tmp_path / "model"))
    tagger = crfsuite.Tagger()
    tagger.open_inmemory((tmp_path / "model").read_bytes())
    tagger.set([["a"], ["b"]])
    assert tagger.tag() == ["X", "O"], "annotations/suggest/learned/model.py keeps models as bytes"
    assert 0 < tagger.marginal("X", 0) <= 1, "annotations/suggest/learned/model.py takes scores from “marginal”"


def test_tomli_says_the_line_of_a_mistake() -> None:
    tomli = import_module("tomli")
    with pytest.raises(tomli.TOMLDecodeError) as caught:
        tomli.loads("a = 1\nb = \n")
    match = re.search(r"at line (\d+)", str(caught.value))
    assert match, f"annotations/storage/reader.py reads the line out of “at line N”, and tomli says {caught.value}"
    assert match[1] == "2"


def test_unearth_takes_the_places_that_it_is_given_and_no_other() -> None:
    finder = import_module("unearth").PackageFinder(no_binary=["zhupi"])
    assert isinstance(finder.sources, list), "seeds/packs/index.py empties the list of unearth's sources"
    finder.sources.clear()
    finder.add_index_url("https://example.invalid/simple")
    assert len(finder.sources) == 1, "seeds/packs/index.py expects one source for the one address it gives"
    logged = inspect.getsource(import_module("unearth.collector"))
    assert "logging.getLogger(__name__)" in logged, "seeds/packs/index.py listens to unearth by its logger"
