"""Read tags however they are written: ``B-PER``, ``PER_B``, ``B:PER``, ``B`` or ``PER`` alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from annotations.exchange.shared.tag_schemes import BIO, BIOES, BMES, OUTSIDE, Scheme, scheme_of
from seeds.i18n import _

NAMELESS = "ENTITY"
"""The label of spans whose tags have none."""

_LETTERS = {"B": "B", "I": "I", "M": "M", "E": "E", "S": "S", "L": "E", "U": "S", "W": "S"}
"""What letters of any scheme are in BIOES and BMES: the last token is L too, and the only one U or W."""

_SEPARATORS = "-_:"
_OTHER_OUTSIDES = ("o", "0", "_")
_MOST_LABELS = 100
"""More bare tags than these are words, or parts of speech."""

Pairs = Mapping[tuple[str, str], int]
"""How often a tag follows another one, which is empty at the start of a sentence."""


class Form(Enum):
    """Name where the letter of a tag stands: before the label, after it, alone, or nowhere."""

    BEFORE = auto()
    AFTER = auto()
    NAMELESS = auto()
    BARE = auto()


@dataclass(frozen=True, slots=True)
class TagDialect:
    """Hold how tags are written; ``inside_begins``: B only divides spans that follow each other, as in IOB1."""

    form: Form = Form.BEFORE
    separator: str = "-"
    outside: str = OUTSIDE
    letters: frozenset[str] = frozenset()
    scheme: Scheme = BIO
    inside_begins: bool = False
    _read: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def read(self, tag: str) -> str:
        """Return a tag as it is in our own files, such as ``B-PER`` or ``O``; empty where it is none."""
        if tag not in self._read:
            self._read[tag] = self._canonical(tag)
        return self._read[tag]

    def _canonical(self, tag: str) -> str:
        if tag in (OUTSIDE, self.outside):
            return OUTSIDE
        match self.form:
            case Form.BEFORE:
                letter, _mark, label = tag.partition(self.separator)
            case Form.AFTER:
                label, _mark, letter = tag.rpartition(self.separator)
            case Form.NAMELESS:
                letter, label = tag, NAMELESS
            case Form.BARE:
                letter, label = "I", tag
        meaning = _LETTERS.get(letter)
        return f"{meaning}-{label}" if meaning and label else ""

    @property
    def plain(self) -> bool:
        """Return whether tags are written as our own."""
        usual = self.form is Form.BEFORE and self.separator == "-" and self.outside == OUTSIDE
        return usual and not self.inside_begins and self.letters <= frozenset("BIMES")

    def message(self) -> str:
        """Return how tags are read, for people."""
        letters = ", ".join(sorted(self.letters))
        match self.form:
            case Form.BARE:
                return _("tags have no letter: equal ones that follow each other are taken for one span, a guess")
            case Form.NAMELESS:
                return _("tags have no label; the spans are called {label}, which --map changes").format(label=NAMELESS)
            case _ if self.inside_begins and "B" in self.letters:
                return _("tags are read as IOB1: B only divides spans that follow each other")
            case _ if self.inside_begins:
                return _("no tag begins a span: equal ones that follow each other are taken for one, a guess")
            case Form.AFTER:
                return _("tags are read as a label, “{mark}” and one of {letters}").format(
                    mark=self.separator, letters=letters
                )
            case _:
                return _("tags are read as one of {letters}, “{mark}” and a label").format(
                    mark=self.separator, letters=letters
                )


def decide_dialect(pairs: Pairs) -> tuple[TagDialect, int] | None:
    """Return how the tags of a column are written, with how many are; None where they are no tags.

    The form is taken that explains most tags. A label alone is taken for a tag only where most others say O.
    """
    counts: Counter[str] = Counter()
    for (_before, tag), count in pairs.items():
        counts[tag] += count
    marked = {tag: count for tag, count in counts.items() if tag != OUTSIDE}
    if not marked:
        return (TagDialect(), counts[OUTSIDE]) if counts[OUTSIDE] else None
    explained = [(sum(n for tag, n in marked.items() if each.read(tag)), each) for each in _lettered(counts)]
    most, best = max(explained, key=lambda pair: pair[0])
    if most * 2 >= sum(marked.values()):
        return _detailed(best, pairs), most + counts[OUTSIDE]
    return _without_letters(counts, marked)


def _lettered(counts: Counter[str]) -> Iterator[TagDialect]:
    """Yield the dialects that have letters, the commonest first."""
    others = [tag for tag in _OTHER_OUTSIDES if counts[tag]] if not counts[OUTSIDE] else []
    outside = max(others, key=lambda tag: counts[tag], default=OUTSIDE)
    for form in (Form.BEFORE, Form.AFTER):
        for separator in _SEPARATORS:
            if any(len(tag) > 2 and separator in tag for tag in counts):
                yield TagDialect(form, separator, outside)
    yield TagDialect()


def _detailed(dialect: TagDialect, pairs: Pairs) -> TagDialect:
    """Return the dialect with its letters and scheme, as the tags that follow each other show."""
    letters = {_letter(dialect, tag) for _before, tag in pairs} - {""}
    read = {dialect.read(tag) for _before, tag in pairs} - {""}
    scheme = BMES if "W" in letters else scheme_of(read) or (BIOES if letters & set("ESLU") else BIO)
    return TagDialect(
        dialect.form,
        dialect.separator,
        dialect.outside,
        frozenset(letters),
        scheme,
        letters <= set("BI") and _inside_begins(dialect, pairs),
    )


def _letter(dialect: TagDialect, tag: str) -> str:
    if dialect.read(tag) in ("", OUTSIDE):
        return ""
    return tag.partition(dialect.separator)[0] if dialect.form is Form.BEFORE else tag.rpartition(dialect.separator)[2]


def _inside_begins(dialect: TagDialect, pairs: Pairs) -> bool:
    """Return whether I begins spans, and B no span but one after another of the same label."""
    begins = False
    for before, tag in pairs:
        letter, _hyphen, label = dialect.read(tag).partition("-")
        follows = dialect.read(before).partition("-")[2] == label
        if letter == "B" and not follows:
            return False
        begins |= letter == "I" and not follows
    return begins


def _without_letters(counts: Counter[str], marked: Mapping[str, int]) -> tuple[TagDialect, int] | None:
    if counts[OUTSIDE] * 2 <= counts.total() or len(marked) > _MOST_LABELS:
        return None
    if set(marked) <= _LETTERS.keys():
        letters = frozenset(marked)
        scheme = scheme_of(f"{_LETTERS[letter]}-" for letter in letters) or BIOES
        return TagDialect(Form.NAMELESS, letters=letters, scheme=scheme), counts.total()
    if all(tag[:1].isalpha() for tag in marked):
        return TagDialect(Form.BARE, inside_begins=True), counts.total()
    return None
