"""Read subtitles (SRT, ASS, SSA, VTT): what is said is one article, a line for each line of a cue."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from seeds.errors import Notice, Problem, SourceError
from seeds.i18n import _, ngettext
from seeds.sources.readers.document import SourceFile, SourceRecord
from seeds.sources.readers.plain import Plain
from seeds.sources.readers.single import SingleArticle
from seeds.system.files import WEBPAGE

if TYPE_CHECKING:
    from pysubs2 import SSAFile

_TIMED = re.compile(r"^[ \t]*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]*-->[^\n]*", re.MULTILINE)
_TAG = re.compile(r"<\s*/?\s*[A-Za-z][^>\n]*>|\{[^}\n]*\}")
_READING = re.compile(r"<rt>.*?</rt>|<rp>.*?</rp>", re.DOTALL)
_NOT_A_TAG = re.compile(r"\{(?!\\)")
_STAND_INS = {":": "\ufdd0", "{": "\ufdd1"}
"""What stands for characters of the text that the library would take for marks; no text may hold them."""

_TIME = "00:00:00,000 --> 00:00:00,000"
_EVENTS = "[Events]"
_FIELDS = 10
_EVENT = "Dialogue: 0,0:00:00.00,0:00:00.00,Default,,0,0,0,,"
_MOST = 3
_LONGEST = 24


class Subtitles(SingleArticle):
    """Read the cues in the order of the file; times, styles, comments and tags are left out, and it is said.

    The title is the file's name, without its ending.
    """

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._decoded = source.decode(source.data(WEBPAGE))

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
            words = event.plaintext
            for character, stand_in in _STAND_INS.items():
                words = words.replace(stand_in, character)
            for line in "" if event.is_drawing else (unescape(words) if is_web else words).split("\n"):
                if line.strip():
                    yield line.strip()

    def _cues(self) -> "SSAFile":
        """Read the cues; raises ``SourceError`` where the library for that fails.

        Times, which nobody needs here, and fields are written as the library expects them, which else would pass over
        what it does not know.
        """
        import pysubs2

        form, text = self._form(), self._decoded.text
        if form == "ass":
            text = "\n".join([_EVENTS, *(f"{_EVENT}{words}" for words in _spoken(text))])
        else:
            text = _numbered(_READING.sub("", _cues_alone(text)) if form == "vtt" else text)
        try:
            return pysubs2.SSAFile.from_string(text, format_="ass" if form == "ass" else "srt")
        except (pysubs2.Pysubs2Error, ValueError, LookupError, ArithmeticError) as error:
            message = _("is damaged: {reason}").format(reason=error)
            raise SourceError(Problem(self._source.name, message)) from error

    def _form(self) -> str:
        """Return the form of the file, which its name may not tell: ``ass`` also for SSA, ``vtt`` or ``srt``."""
        text = self._decoded.text
        if text.lstrip().startswith("WEBVTT"):
            return "vtt"
        is_ass = re.search(r"^\[(?:Script Info|Events)\]", text, re.MULTILINE | re.IGNORECASE)
        return "ass" if is_ass else "srt"

    def _left_out(self) -> Iterator[Notice]:
        text = self._decoded.text
        if self._form() == "ass":
            count = sum(event.is_drawing for event in self._cues()) + len(re.findall("^Comment:", text, re.MULTILINE))
            text = "\n".join(_spoken(text))
            if count:
                message = ngettext(
                    "{count} comment or drawing is left out", "{count} comments and drawings are left out", count
                )
                yield Notice(self._source.name, message.format(count=count))
        else:
            text = _NOT_A_TAG.sub("", text)
        tags = Counter(_TAG.findall(text))
        if tags:
            examples = " ".join(tag[:_LONGEST] for tag, _count in tags.most_common(_MOST))
            message = ngettext(
                "{count} tag is left out: {examples}", "{count} tags are left out, such as {examples}", tags.total()
            )
            yield Notice(self._source.name, message.format(count=tags.total(), examples=examples))


def _spoken(text: str) -> Iterator[str]:
    """Give what the events of ASS or SSA say: the last of as many fields as their section has."""
    fields, inside = _FIELDS, False
    for line in text.split("\n"):
        if line.startswith("["):
            inside = line.strip().casefold() == _EVENTS.casefold()
        name, _colon, values = line.partition(":")
        if inside and name == "Format":
            fields = values.count(",") + 1
        elif inside and name == "Dialogue":
            yield values.split(",", fields - 1)[-1]


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

    The library takes the last line of a cue for the number of the next if it is one; here that is always ours. Nor can
    words be taken for times or tags.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        if not _TIMED.match(line):
            lines.append(_NOT_A_TAG.sub(_STAND_INS["{"], line).replace(":", _STAND_INS[":"]))
            continue
        is_numbered = bool(lines) and lines[-1].strip().isdigit() and (len(lines) < 2 or not lines[-2].strip())
        lines += [_TIME] if is_numbered else ["", "0", _TIME]
    return "\n".join([*lines, "", "0"])
