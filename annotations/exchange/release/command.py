"""Write down the command that makes a release again: run beside the articles, by nobody's name."""

from collections.abc import Iterator
from itertools import chain

from annotations.exchange.exporting.disclosure import Disclosure
from annotations.exchange.options import Misaligned, Tokens
from annotations.exchange.release.request import Facts, ReleaseRequest
from annotations.extras import installed_version
from seeds.script.data_sets import data_sets
from seeds.script.targets import ORIGINAL
from seeds.sources.corpus import Corpus

OUTSIDE = "../release"
BESIDE = "release"
ANNOTATIONS = "annotations"
"""What a folder of annotations is called that stands elsewhere, since its own name may name somebody."""

_MAKERS = {"cas": ("dkpro-cassis",), "datasets": ("pyarrow",), "spacy": ("spacy",)}
"""The packages that write what the formats of an extra have."""


def command_of(request: ReleaseRequest, corpus: Corpus) -> list[str]:
    """Return the command, to be run in the folder of the articles, or of their file."""
    where = [] if corpus.bundled else ["."] if corpus.root.is_dir() else [corpus.root.name]
    output = OUTSIDE if corpus.root.is_dir() else BESIDE
    return ["zhupi", "release", *where, "--output", output, *_options(request)]


def makers(request: ReleaseRequest) -> dict[str, str]:
    """Return the versions of all that has a say in the bytes of a release, by the name of the package."""
    packages = {"zhupi"}
    for format_ in request.formats:
        packages.update(_MAKERS.get(format_.about.extra, ()))
    if request.options.tokens is Tokens.JIEBA:
        packages.add("jieba")
    versions = {name: installed_version(name) for name in packages}
    if request.convert:
        versions |= {each.name: each.version for each in data_sets()}
    return dict(sorted(versions.items()))


def _options(request: ReleaseRequest) -> Iterator[str]:
    for format_ in request.formats:
        yield from ("--format", format_.about.name)
    yield from ("--split", str(request.split)) if request.split else ("--split", "none")
    if request.split:
        yield from ("--seed", str(request.split.seed))
    if request.elsewhere:
        yield from ("--annotations", ANNOTATIONS)
    for name in request.selected:
        yield from ("--annotator", name)
    yield from _selection(request)
    yield from _writing(request)
    yield from _disclosure(request.disclosure)
    yield from _facts(request.facts)
    if request.strict:
        yield "--strict"


def _selection(request: ReleaseRequest) -> Iterator[str]:
    selection = request.selection
    for option, names in (("--status", selection.statuses), ("--labels", selection.labels)):
        if names:
            yield from (option, ",".join(sorted(names)))
    for label, name in sorted(selection.names.items()):
        yield from ("--map", f"{label}={name}")


def _writing(request: ReleaseRequest) -> Iterator[str]:
    options = request.options
    if request.script != ORIGINAL:
        yield from ("--script", request.script)
    if options.tokens is not Tokens.CHARACTER:
        yield from ("--tokens", options.tokens)
    if options.misaligned is not Misaligned.EXPAND:
        yield from ("--misaligned", options.misaligned)
    if options.max_length:
        yield from ("--max-length", str(options.max_length))
    if not options.borders:
        yield "--no-borders"


def _disclosure(disclosure: Disclosure) -> Iterator[str]:
    options = {"--names": not disclosure.names, "--times": disclosure.times, "--notes": disclosure.notes}
    return (option for option, is_on in options.items() if is_on)


def _facts(facts: Facts) -> Iterator[str]:
    values = {f"--{name}": getattr(facts, name) for name in ("title", "license", "url", "creator", "date")}
    values["--release-version"] = facts.version
    defaults = {"--title": Facts().title, "--release-version": Facts().version}
    return chain.from_iterable(
        (option, value) for option, value in values.items() if value and value != defaults.get(option)
    )
