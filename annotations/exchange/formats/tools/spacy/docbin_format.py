"""Read and write spaCy's DocBin: a folder of ``.spacy`` files for ``spacy train`` and ``spacy debug data``."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from annotations.exchange.format import Capabilities, FormatInfo, OutputKind, Unit
from annotations.exchange.formats.tools.spacy.docbin_shards import Shards
from annotations.exchange.formats.tools.spacy.docs import DocMaker, record_of
from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.exchange.shared.sanitize import NOT_UTF8, sanitize
from annotations.extras import Foreign, require
from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.system.descriptors import amount
from seeds.system.files import WHOLE, open_stream, read_regular

_NAME = "spacy"
_SUFFIX = ".spacy"
_HEAD = 4096
_VERSION = b"\xa7version"
"""The first key of the map that a DocBin is, as MessagePack has it."""


class SpacyDocBin:
    """Write and read Docs of tokens and white space that together are the text, so that ``doc.text`` is it.

    Entities are the longest of the spans that overlap, and all spans are in the group ``sc``; both are without white
    space at their ends, which spaCy's training refuses. Categories are ``doc.cats``, and what else is said of the
    article is in ``doc.user_data``.

    The folder has one ``.spacy`` file, or several where there is much, so that memory does not grow; with a split,
    they are in a folder for each part: ``spacy train config.cfg --paths.train OUT/train --paths.dev OUT/dev``. A single
    ``.spacy`` file is read as well; one at a time is in memory.
    """

    about = FormatInfo(
        _NAME,
        _("spaCy: a folder of DocBin files for training"),
        "",
        Capabilities(Unit.TOKENS, overlap=True, categories=True),
        OutputKind.FOLDER,
        extra=_NAME,
    )

    def write(self, records: Iterable[Record], path: Path, options: Options, report: Report) -> None:
        """Write records as the protocol says."""
        spacy = require("spacy", _NAME, _NAME)
        maker = DocMaker(spacy.blank("zh").vocab, options, report)
        with Shards(path, _SUFFIX) as shards:
            for record in sanitize(records, NOT_UTF8, "UTF-8", report):
                shards.add(maker.doc(record), record.part)

    def read(self, path: Path, report: Report) -> Iterator[Record]:
        """Read the docs of a file, or of all files of a folder, whose folders name the parts of a split."""
        spacy = require("spacy", _NAME, _NAME)
        files = [path] if path.is_file() else sorted(path.rglob(f"*{_SUFFIX}"))
        if not files:
            raise SourceError(Problem(str(path), _("holds no file that ends in {suffix}").format(suffix=_SUFFIX)))
        for file in files:
            part = "" if file.parent in (path, path.parent) else file.parent.name
            for number, doc in enumerate(_docs(spacy, file), 1):
                name = _("{file}, doc {number}").format(file=file.name, number=number)
                yield record_of(doc, name, part, report)

    def detect(self, path: Path, head: str) -> bool:
        """Return whether it is a folder with ``.spacy`` files, or such a file by its first bytes."""
        if path.is_dir():
            return next(path.rglob(f"*{_SUFFIX}"), None) is not None
        return head.startswith("x") and _is_docbin(path)


FORMAT = SpacyDocBin()


def _is_docbin(path: Path) -> bool:
    with open_stream(path) as file:
        try:
            return zlib.decompressobj().decompress(file.read(_HEAD), 64)[1:].startswith(_VERSION)
        except zlib.error:
            return False


def _inflatable(content: bytes) -> bytes:
    """Give back what is compressed in a file; raises ``ValueError`` where it becomes too large."""
    rest = zlib.decompressobj()
    try:
        rest.decompress(content, WHOLE)
    except zlib.error as error:
        raise ValueError(error) from error
    if rest.unconsumed_tail:
        raise ValueError(_("it holds more than {limit}, the most that is read").format(limit=amount(WHOLE)))
    return content


def _docs(spacy: Foreign, path: Path) -> Iterator[Foreign]:
    """Yield the docs of a file, with a vocabulary of their own."""
    try:
        docs = spacy.tokens.DocBin().from_bytes(_inflatable(read_regular(path, WHOLE)))
        yield from docs.get_docs(spacy.blank("zh").vocab)
    except OSError as error:
        raise SourceError(Problem(str(path), _("cannot be read: {reason}").format(reason=error.strerror))) from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError) as error:
        message = _("is not a DocBin, or was cut off: {why}").format(why=f"{type(error).__name__}: {error}")
        raise SourceError(Problem(str(path), message)) from error
