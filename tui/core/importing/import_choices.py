"""Name what can be chosen for an import, line by line, and among what."""

from collections.abc import Mapping
from enum import StrEnum

from annotations.exchange.options import Ends, OffsetUnit, ReadingOptions
from annotations.exchange.shared.offset_units import UNITS
from seeds.i18n import _


class Line(StrEnum):
    """Name what can be chosen; those after ``ENCODING`` and before ``MARKS`` as ``ReadingOptions`` has them."""

    FILE = "file"
    FORMAT = "format"
    ENCODING = "encoding"
    UNIT = "unit"
    ENDS = "ends"
    TEXT_FIELD = "text_field"
    TAG_COLUMN = "tag_column"
    TAGS = "tags"
    LABEL_FEATURE = "label_feature"
    MARKS = "marks"
    LABELS = "labels"
    ARTICLES = "articles"
    START = "start"


NAMES = {
    Line.FILE: _("file"),
    Line.FORMAT: _("format"),
    Line.ENCODING: _("encoding"),
    Line.UNIT: _("unit"),
    Line.ENDS: _("ends"),
    Line.TEXT_FIELD: _("text field"),
    Line.TAG_COLUMN: _("tag column"),
    Line.TAGS: _("tags"),
    Line.LABEL_FEATURE: _("feature"),
    Line.MARKS: _("marks"),
    Line.LABELS: _("labels"),
    Line.ARTICLES: _("articles"),
    Line.START: _("import"),
}
"""What the lines are called."""

PROMPTS = NAMES | {
    Line.ENCODING: _("encoding, such as gbk"),
    Line.TEXT_FIELD: _("key of the text"),
    Line.TAG_COLUMN: _("column of the tags, by number or name"),
    Line.TAGS: _("tags by number from 0, such as O,B-PER,I-PER, or a file of them"),
    Line.LABEL_FEATURE: _("LAYER:FEATURE"),
}
"""What is asked where something is to be typed."""

OPTIONS = tuple(Line(name) for name in ReadingOptions.__slots__)
"""The lines that only some formats have."""

TYPED = frozenset({Line.FILE, Line.TEXT_FIELD, Line.TAG_COLUMN, Line.TAGS, Line.LABEL_FEATURE})
"""The lines for which anything can be typed, unless a question offers what there is."""

BY_FILE = "auto"
"""What is chosen to leave something to the file."""

AS_SHOWN = {BY_FILE: _("as the file shows")}

OTHER_ENCODING = "other"
"""What is chosen to type the name of an encoding."""

OWN, PEOPLE, SUGGESTIONS = "own", "people", "suggestions"
ADD = "add"
PROJECT = "project"
RECORDS, ONE = "records", "one"

_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16", "cp1252")

_ENDS = {
    Ends.INCLUSIVE: _("the end of a span is its last character"),
    Ends.EXCLUSIVE: _("the end of a span is what stands after it"),
}

CLOSED = frozenset({Line.MARKS, Line.LABELS, Line.ARTICLES})
"""The lines that are about the project, and stay as they are for another file."""

CHOICES: Mapping[Line, Mapping[str, str]] = {
    Line.ENCODING: AS_SHOWN | dict.fromkeys(_ENCODINGS, "") | {OTHER_ENCODING: _("another one, by its name")},
    Line.UNIT: AS_SHOWN | {unit.value: UNITS[unit] for unit in OffsetUnit},
    Line.ENDS: AS_SHOWN | {ends.value: _ENDS[ends] for ends in Ends},
    Line.LABELS: {
        PROJECT: _("the project’s own; others are left out"),
        ADD: _("what is missing is added to zhupi.toml"),
    },
    Line.ARTICLES: {
        RECORDS: _("one for each record that fits none"),
        ONE: _("one for the file, a paragraph a record"),
    },
}
"""What can be chosen for the lines that have the same choices always, with what there is to know about each."""


def marks_choices(own: str) -> dict[str, str]:
    """Return what can become of the marks of a file, whose reader annotates by the name ``own``."""
    return {
        BY_FILE: _("{own}’s, unless several people share a text").format(own=own),
        OWN: _("{own}’s, whoever the file names").format(own=own),
        PEOPLE: _("of whom the file names"),
        SUGGESTIONS: _("to be accepted or rejected in review"),
    }
