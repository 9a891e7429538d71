"""Files are opened, written, renamed and removed in few places, and no module goes past them.

``seeds.system.folders`` holds folders open and follows no link; ``seeds.system.files`` reads regular files of a bounded
size. What is done elsewhere stands in a list below, with the reason why it is safe there.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.figures import parsed

DOORS = {"seeds/system/descriptors.py", "seeds/system/files.py", "seeds/system/folders.py", "seeds/system/locking.py"}

WRITING = {"write_text", "write_bytes", "mkdir", "touch", "rmdir", "unlink", "symlink_to", "hardlink_to", "chmod"}
READING = {"read_text", "read_bytes"}
OF_OS = {"open", "mkdir", "makedirs", "remove", "unlink", "rename", "renames", "replace", "rmdir", "link", "symlink"}
OF_OS |= {"truncate", "removedirs", "mkfifo", "mknod", "chmod", "utime"}
MODULES = {"shutil", "tempfile", "FileLock", "sqlite3"}

FRESH = "writes into a new folder of the export's own (annotations.exchange.output), or of the preview's"
PACK = "writes into the new folder of a pack, which mkdtemp has made for the user alone"
TYPED = "the user has named it, and it may be a pipe"

ALLOWED: dict[str, dict[str, str]] = {
    "annotations/exchange/joining/annotations.py": {"unlink": FRESH},
    "annotations/exchange/joining/documents.py": {"write_bytes": FRESH},
    "annotations/exchange/joining/projects.py": {"tempfile": "a folder for the user alone, where nothing is kept"},
    "annotations/exchange/joining/trees.py": {
        "mkdir": FRESH,
        "open": FRESH,
        "shutil": "copies what a door has opened",
        "utime": FRESH,
    },
    "annotations/exchange/shared/article_files.py": {"open": FRESH, "mkdir": FRESH},
    "annotations/exchange/formats/tools/spacy/docbin_shards.py": {"mkdir": FRESH, "write_bytes": FRESH},
    "annotations/exchange/formats/tools/brat/format.py": {"write_bytes": FRESH, "write_text": FRESH},
    "annotations/exchange/formats/datasets/huggingface/format.py": {"write_text": FRESH},
    "annotations/exchange/formats/tools/label_studio/format.py": {"open": FRESH, "write_text": FRESH},
    "annotations/exchange/formats/markup/markdown.py": {"open": FRESH},
    "annotations/exchange/formats/markup/inline/boson.py": {"open": FRESH},
    "annotations/exchange/formats/markup/inline/enamex.py": {"open": FRESH},
    "annotations/exchange/formats/markup/inline/yedda.py": {"write_bytes": FRESH},
    "annotations/exchange/formats/datasets/tables.py": {"open": FRESH},
    "annotations/exchange/formats/markup/tei/format.py": {"open": FRESH},
    "annotations/exchange/formats/tools/webanno/format.py": {"open": FRESH},
    "annotations/exchange/formats/datasets/huggingface/rows.py": {"open": FRESH, "write_text": FRESH},
    "annotations/exchange/shared/json_array.py": {"open": FRESH},
    "annotations/exchange/shared/jsonl.py": {"open": FRESH},
    "annotations/exchange/formats/tags/tag_file.py": {"open": FRESH},
    "annotations/exchange/importing/new_articles.py": {"open": "gives a descriptor of a door to the writer of text"},
    "annotations/exchange/output.py": {
        "open": "copies a whole export into a pipe or device that the user has named",
        "mkdir": "makes a new folder of random name, which fails where anything is there",
        "rename": "puts a whole export in the place that the user has named",
        "shutil": "removes the folder of random name, and copies into a pipe",
        "tempfile": "a folder for the user alone, for what is copied into a pipe",
    },
    "annotations/exchange/release/release.py": {"mkdir": FRESH, "unlink": FRESH},
    "annotations/storage/progress.py": {"sqlite3": "the user's own log, a regular file (require_regular)"},
    "annotations/suggest/cache.py": {"sqlite3": "the user's own cache, a regular file (require_regular)"},
    "annotations/suggest/gazetteer/bundled.py": {"read_text": "comes with the program"},
    "annotations/suggest/lac/installation.py": {"write_bytes": PACK},
    "annotations/suggest/learned/training.py": {
        "tempfile": "a folder for the user alone",
        "read_bytes": "what the library has just written there",
    },
    "annotations/suggest/workers/process.py": {"open": "the null device"},
    "annotations/suggest/workers/worker.py": {"open": "the null device"},
    "seeds/dictionary/cedict.py": {"write_bytes": PACK, "write_text": PACK},
    "seeds/packs/pack.py": {"mkdir": PACK, "write_bytes": PACK},
    "seeds/packs/store.py": {"shutil": "removes folders of packs in the user's data folder", "tempfile": PACK},
    "seeds/packs/archive.py": {"open": "a file that the user has named, or that was just fetched"},
    "seeds/sources/readers/markup/archive.py": {"open": "unpacks a member in memory; no path leads there"},
    "tui/cli/main.py": {"open": "the null device"},
    "tui/cli/standard_input.py": {"open": "the terminal that keys come from"},
    "tui/cli/commands/entities.py": {"open": TYPED},
    "tui/cli/commands/export.py": {
        "open": "the export, in a folder for the user alone",
        "tempfile": "a folder for the user alone",
    },
    "tui/console/output.py": {"shutil": "copies a file to standard output"},
    "tui/core/background_learner.py": {"tempfile": "a file without a name"},
    "tui/core/exporting/export_preview.py": {
        "mkdir": FRESH,
        "read_bytes": "the preview, in a folder for the user alone",
        "tempfile": "a folder for the user alone",
    },
    "tui/cli/tutorial.py": {"tempfile": "a folder for the user alone"},
    "tui/cli/commands/show.py": {"shutil": "asks for the size of the terminal"},
    "tui/cli/commands/list.py": {"shutil": "asks for the size of the terminal"},
}

_OTHERS = {"Corpus", "Folder", "_file", "_opened", "_source", "annotations", "screen", "self", "source", "store"}
"""What has methods ``open`` or ``replace`` that are no doings of files, or go through the doors."""


def doings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Return what a module does to files, past the doors, with the lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = {alias.name.partition(".")[0] for alias in node.names}
            names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            yield from ((name, node.lineno) for name in names & MODULES)
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id == "open":
                yield "open", node.lineno
            elif isinstance(called, ast.Attribute) and (name := of_method(called, node)):
                yield name, node.lineno


def of_method(called: ast.Attribute, call: ast.Call) -> str:
    """Return what a call of a method does to a file; empty where it is another method of the same name."""
    owner = called.value
    on = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    name = called.attr
    if on == "os":
        return name if name in OF_OS else ""
    if name in WRITING | READING:
        return name
    if on in _OTHERS:
        return ""
    if name == "open":
        return name
    if name in ("rename", "replace") and len(call.args) == 1 and not call.keywords:
        return name  # of a text, it takes two
    return ""


def past_the_doors(source: str) -> set[str]:
    return {name for name, _line in doings(ast.parse(source))}


def test_every_module_goes_through_the_doors(root: Path) -> None:
    seen: dict[str, set[str]] = {}
    wrong = []
    for room in ("seeds", "annotations", "tui"):
        for path in sorted((root / room).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if name in DOORS:
                continue
            for doing, line in doings(parsed(path)):
                seen.setdefault(name, set()).add(doing)
                if doing not in ALLOWED.get(name, {}):
                    wrong.append(f"{name}:{line}: {doing}")
    assert wrong == []
    assert {name: set(reasons) for name, reasons in ALLOWED.items()} == seen, "an exception is not needed any more"


@pytest.mark.parametrize(
    "source",
    [
        "path.write_text('')",
        "path.write_bytes(b'')",
        "(folder / 'a').open('w')",
        "path.open()",
        "open(path, 'w')",
        "os.open(path, 1)",
        "os.replace(one, other)",
        "one.rename(other)",
        "one.replace(other)",
        "path.unlink()",
        "path.mkdir()",
        "path.read_text()",
        "import shutil",
        "from filelock import FileLock",
        "from tempfile import mkdtemp",
    ],
)
def test_what_goes_past_them_is_noticed(source: str) -> None:
    assert past_the_doors(source)


@pytest.mark.parametrize(
    "source", ["text.replace('a', 'b')", "Corpus.open(path)", "replace(item, id='')", "os.stat(path)"]
)
def test_what_does_not_is_let_be(source: str) -> None:
    assert not past_the_doors(source)
