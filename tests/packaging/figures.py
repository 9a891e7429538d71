"""Figures of the code's own shape: sizes, docstrings, names, folders, import circles.

``python tests/packaging/figures.py [FOLDER …]`` prints them, for the three packages if no folder is named, with the
places that are over the limits of ``test_figures.py``.
"""

import ast
import io
import re
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("seeds", "annotations", "tui")

OPENINGS = ("what", "how", "where", "whether", "which", "who", "why")
"""Words that begin a docstring which describes a thing, not what a caller gets done."""

_PARTICIPLES = "found held told wanted known said asked given kept meant seen named lost taken made gone"
IDIOMS = frozenset(re.findall(r"\w+", _PARTICIPLES))
"""Participles that name a variable by its history, so that a reader has to guess what is in it."""


@dataclass
class Figures:
    """Hold the figures of some files, and the places that they come from."""

    files: int = 0
    lines: list[int] = field(default_factory=list)
    functions: list[int] = field(default_factory=list)
    docstrings: int = 0
    openings: list[str] = field(default_factory=list)
    not_imperative: int = 0
    idioms: list[str] = field(default_factory=list)
    noqa: list[str] = field(default_factory=list)
    folders: Counter[str] = field(default_factory=Counter)


def sources(*folders: str) -> Iterator[Path]:
    """Yield the Python files of the folders, of all packages if none is given."""
    for folder in folders or PACKAGES:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """Return what is in a file, which is read once however much is asked about it."""
    return ast.parse(path.read_text("utf-8"))


def measure(files: Iterator[Path]) -> Figures:
    """Measure files."""
    figures = Figures()
    for path in files:
        text = path.read_text("utf-8")
        name = str(path.relative_to(ROOT))
        figures.files += 1
        figures.lines.append(len(text.splitlines()))
        figures.folders[str(path.parent.relative_to(ROOT))] += path.name != "__init__.py"
        figures.noqa += [f"{name}:{line}" for line in _excepted(text)]
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                figures.functions.append((node.end_lineno or node.lineno) - node.lineno + 1)
                figures.idioms += [f"{name}:{line} {word}" for line, word in _variables(node)]
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
                docstring = ast.get_docstring(node)
                if docstring:
                    figures.docstrings += 1
                    if re.split(r"\W", docstring, maxsplit=1)[0].lower() in OPENINGS:
                        figures.openings.append(f"{name}:{getattr(node, 'lineno', 1)} {docstring.splitlines()[0]}")
    return figures


def _excepted(text: str) -> Iterator[int]:
    """Yield the lines with a comment for the linter; to look for comments takes long, so only where the word is."""
    if "noqa" in text:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT and "noqa" in token.string:
                yield token.start[0]


def _variables(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    arguments = function.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if argument.arg in IDIOMS:
            yield argument.lineno, argument.arg
    for node in _own_nodes(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in IDIOMS:
            yield node.lineno, node.id


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(function):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield child
            yield from _own_nodes(child)


def modules() -> dict[str, Path]:
    """Return the modules of the packages by their dotted names."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sources()
    }


def imports() -> dict[str, set[str]]:
    """Return which module imports which of our own, imports inside functions and for types alone included."""
    known = modules()
    edges: dict[str, set[str]] = {name: set() for name in known}
    for name, path in known.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                edges[name] |= {alias.name for alias in node.names if alias.name in known}
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    edges[name] |= {full if full in known else node.module} & known.keys()
        edges[name].discard(name)
    return edges


def between_siblings(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the imports as they look from each floor: between the children of the package that both are in."""
    floors: dict[str, set[str]] = {}
    packages = {name for name, path in modules().items() if path.name == "__init__.py"}
    for name, targets in edges.items():
        for target in targets - packages:
            here, there = name.split("."), target.split(".")
            depth = next(
                (number for number, (one, other) in enumerate(zip(here, there, strict=False)) if one != other),
                min(len(here), len(there)) - 1,
            )
            one, other = ".".join(here[: depth + 1]), ".".join(there[: depth + 1])
            if name not in packages and one != other:
                floors.setdefault(one, set()).add(other)
    return floors


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Return groups of names that import each other in a circle, by Tarjan's algorithm."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in edges.get(name, ()):
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                groups.append(sorted(group))

    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)
    for name in edges:
        if name not in order:
            visit(name)
    sys.setrecursionlimit(limit)
    return groups


def methods() -> Counter[str]:
    """Return how many methods of ours each class has, those of its bases of ours included."""
    classes: dict[str, tuple[list[str], set[str]]] = {}
    for path in sources():
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef):
                own = {item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)}
                bases = [ast.unparse(base).split("[")[0] for base in node.bases]
                classes[node.name] = bases, own

    def family(name: str) -> set[str]:
        return {name}.union(*(family(base) for base in classes[name][0] if base in classes))

    return Counter({name: sum(len(classes[each][1]) for each in family(name)) for name in classes})


def main(folders: list[str]) -> None:
    """Print the figures."""
    figures = measure(sources(*folders))
    lengths = sorted(figures.functions)
    print(f"files {figures.files}; lines: mean {sum(figures.lines) / figures.files:.0f}, largest {max(figures.lines)}")
    mean, p99 = sum(lengths) / len(lengths), lengths[int(len(lengths) * 0.99)]
    print(f"functions {len(lengths)}; lines: mean {mean:.1f}, p99 {p99}, largest {lengths[-1]}")
    print(f"docstrings {figures.docstrings}; that begin with {'/'.join(OPENINGS)}: {len(figures.openings)}")
    print(
        f"idiomatic variables: {len(figures.idioms)}, {len(figures.idioms) / len(lengths) * 100:.1f} per 100 functions"
    )
    print(f"noqa: {len(figures.noqa)}")
    print("largest folders:", figures.folders.most_common(5))
    if not folders:
        print("import circles:", circles(imports()), circles(between_siblings(imports())))
        print("largest classes, mix-ins included:", methods().most_common(6))
    else:
        print(*figures.openings, *figures.idioms, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
