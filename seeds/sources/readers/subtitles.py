"""Read subtitles (SRT, ASS, SSA, VTT): what is said is one article, a line for each line of a cue."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from seeds.encoding.decoding import decode
from seeds.errors import Notice, Problem, SourceError
from seeds.i18n import _
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.plain import Plain
from seeds.sources.readers.single import SingleArticle
from seeds.system.files import WEBPAGE

if TYPE_CHECKING:
    from pysubs2 import SSAFile

_TIMED = re.compile(r"^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->", re.MULTILINE)
_TAG = re.compile(r"<\s*/?\s*[A-Za-z][^>\n]*>|\{[^}\n]*\}")
_READING = re.compile(r"<rt>.*?</rt>|<rp>.*?</rp>", re.DOTALL)
_NOT_A_TAG = re.compile(r"\{(?!\\)")
_STAND_IN = "\ufdd0"
_MOST = 3
_LONGEST = 24


class Subtitles(SingleArticle):
    """Read the cues in the order of the file; times, styles, comments and tags are left out, and it is said.

    The title is the file's name, without its ending.
    """

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._decoded = decode(source.data(WEBPAGE), source.name, source.settings.encoding)

    def records(self) -> Iterator[SourceRecord | Problem]:
        """Read the one article, and say what is left out; a problem where nothing is said."""
        record = self.article()
        if record:
            yield record
            yield from self._left_out()
        elif self._decoded.text.strip():
            yield Problem(self._source.name, _("holds no subtitles in a form that is read"))

    def article(self) -> SourceRecord | None:
        """Read the article; what holds no cue is plain text, if the user has opened this very file."""
        text = "\n".join(self._lines())
        if not text and self._source.alone:
            return Plain(self._decoded, self._source.path.stem).article()
        if not text:
            return None
        return SourceRecord(
            text, title=self._source.path.stem, encoding=self._decoded.encoding, newline=self._decoded.newline
        )

    def _lines(self) -> Iterator[str]:
        is_web = self._form() == "vtt"
        for event in self._cues():
            if event.is_comment or event.is_drawing:
                continue
            words = event.plaintext.replace(_STAND_IN, "{")
            for line in (unescape(words) if is_web else words).split("\n"):
                if line.strip():
                    yield line.strip()

    def _cues(self) -> "SSAFile":
        """Read the cues; raises ``SourceError`` where the library for that fails."""
        import pysubs2

        form, text = self._form(), self._decoded.text
        if form == "vtt":
            text = _READING.sub("", _cues_alone(text))
        if form in ("srt", "vtt"):
            text = _NOT_A_TAG.sub(_STAND_IN, _numbered(text))
        try:
            return pysubs2.SSAFile.from_string(text, format_=form)
        except (pysubs2.Pysubs2Error, ValueError, LookupError, ArithmeticError) as error:
            message = _("is damaged: {reason}").format(reason=error)
            raise SourceError(Problem(self._source.name, message)) from error

    def _form(self) -> str:
        """Return what the library calls the form of the file, which its name may not tell."""
        text = self._decoded.text
        if text.lstrip().startswith("WEBVTT"):
            return "vtt"
        if re.search(r"^\[(?:Script Info|Events|V4\+? Styles)\]", text, re.MULTILINE | re.IGNORECASE):
            return "ass" if "[v4+" in text.lower() or self._source.path.suffix.lower() != ".ssa" else "ssa"
        return "srt"

    def _left_out(self) -> Iterator[Notice]:
        text = self._decoded.text
        if self._form() in ("ass", "ssa"):
            count = sum(event.is_comment or event.is_drawing for event in self._cues())
            text = "\n".join(line for line in text.split("\n") if line.startswith("Dialogue:"))
            if count:
                yield Notice(self._source.name, _("{count} comments and drawings are left out").format(count=count))
        else:
            text = _NOT_A_TAG.sub(_STAND_IN, text)
        tags = Counter(_TAG.findall(text))
        if tags:
            examples = " ".join(tag[:_LONGEST] for tag, _count in tags.most_common(_MOST))
            message = _("{count} tags are left out, such as {examples}")
            yield Notice(self._source.name, message.format(count=tags.total(), examples=examples))


def _cues_alone(text: str) -> str:
    """Return the cues of WebVTT without their names, and without notes and styles: a blank line ends each."""
    cues = []
    for block in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text):
        timed = _TIMED.search(block)
        if timed:
            cues.append(block[timed.start() :])
    return "\n\n".join(cues)


def _numbered(text: str) -> str:
    """Return subtitles with a number before each time and at the end.

    The library takes the last line of a cue for the number of the next if it is one; here that is always ours.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if _TIMED.match(line):
            is_numbered = bool(lines) and lines[-1].strip().isdigit() and (len(lines) < 2 or not lines[-2].strip())
            lines += [] if is_numbered else ["", "0"]
        lines.append(line)
    return "\n".join([*lines, "", "0"])
