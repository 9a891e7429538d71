"""Find which columns of a table, or paths of JSON values, hold which part of an article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from seeds.errors import NotFoundError, Problem, SourceError
from seeds.i18n import _
from seeds.sources.readers.column_names import SYNONYMS
from seeds.sources.readers.document import RecordPlace, SourceRecord
from seeds.sources.readers.leaves import ROOT, Block, Leaf, bare
from seeds.sources.readers.made_record import make_record
from seeds.sources.readers.path_choice import LEAST_LENGTH, Paths
from seeds.sources.settings import ColumnNames

_SHOWN = 20
_LONGEST = 200
"""How many names are shown of those that there are, and how much of each."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Name the columns; all but ``text`` are empty where a source has none for them.

    ``text`` has the group of each path: texts of a group are in the order of the source, those of a later group follow.
    ``configured`` says that the settings name it.
    """

    text: Mapping[str, int]
    title: str = ""
    id: str = ""
    source: str = ""
    date: str = ""
    tag: str = ""
    configured: bool = False

    @property
    def text_name(self) -> str:
        """Return what the columns of the text are called."""
        return ", ".join(self.text)

    def record(self, leaves: Sequence[Leaf], place: RecordPlace) -> SourceRecord | None:
        """Make a record of a row or JSON value; None where it has neither text nor title."""
        pieces = [leaf for leaf in leaves if leaf.path in self.text]
        if len(pieces) > 1:
            pieces.sort(key=lambda leaf: self.text[leaf.path])
        title, body = _joined(leaves, self.title, "\n"), pieces[0].text if len(pieces) == 1 else _text(pieces)
        return make_record(
            title,
            body,
            place,
            is_repeated=_opens_with(body, title),
            identifier=_joined(leaves, self.id),
            source=_joined(leaves, self.source),
            tag=_joined(leaves, self.tag),
            date=_joined(leaves, self.date),
        )


def find_columns(
    names: Sequence[str],
    samples: Sequence[Sequence[Leaf]],
    configured: ColumnNames,
    document: str,
    shortest: int = LEAST_LENGTH,
) -> Columns:
    """Choose the columns among ``names`` by some records: those that the settings want, then those with a telling name.

    Where no name tells the text, it is the path with the most Chinese characters of those that are left, provided that
    its texts have at least ``shortest`` code points on average. Raises ``SourceError`` that lists the paths where there
    is none, and where a wanted one is missing.
    """
    paths = Paths(names, samples)
    parts = [part for part in SYNONYMS if part != "text"]
    chosen = {part: _existing(getattr(configured, part), paths, document) for part in parts}
    taken = {*filter(None, chosen.values())}
    text = _configured(configured.texts, paths, document)
    best = next(iter(text), "") or paths.named_text(taken)
    for part in parts:
        if not chosen[part]:
            chosen[part] = paths.named(part, {*taken, *text, best}, best)
    taken.update(filter(None, chosen.values()))
    best = best or paths.most_chinese(taken, shortest) or (ROOT if ROOT in paths.names else "")
    if not best:
        names = ", ".join(name[:_LONGEST] for name in paths.names[:_SHOWN]) + ("…" if len(paths.names) > _SHOWN else "")
        message = _("no column holds text; the columns are: {names}").format(names=names)
        advice = _("name it in the table [sources] of zhupi.toml: columns = { text = “…” }")
        raise SourceError(Problem(document, message, advice=advice))
    return Columns(text or dict.fromkeys(paths.with_siblings(best, taken), 0), configured=bool(text), **chosen)


def _existing(name: str, paths: Paths, document: str) -> str:
    """Return the path that the settings name; raises ``SourceError`` where there is none."""
    if name and bare(name) not in paths.names and name not in paths.names:
        missing = NotFoundError.nearest(_("column"), name, paths.names).problem
        raise SourceError(replace(missing, document=document))
    return name if name in paths.names else bare(name)


def _configured(names: Sequence[str], paths: Paths, document: str) -> dict[str, int]:
    """Return the paths of the text that the settings name, each with its group: that of the list that it is in."""
    groups: dict[str, int] = {}
    chosen: dict[str, int] = {}
    for name in names:
        below = paths.below(bare(name))
        for path in below if below and bare(name) not in paths.names else [_existing(name, paths, document)]:
            head, mark, _key = path.partition("[]")
            chosen[path] = groups.setdefault(f"{head}{mark}" if mark else path, len(groups))
    return chosen


def _joined(leaves: Sequence[Leaf], path: str, mark: str = ", ") -> str:
    return mark.join([leaf.text for leaf in leaves if leaf.path == path]) if path else ""


def _text(pieces: Sequence[Leaf]) -> str:
    """Join texts by newlines; where the objects of a list have several each, an empty line comes between these.

    A text without characters is a line in a list of texts alone, as between the stanzas of a poem.
    """
    pieces = [leaf for leaf in pieces if leaf.text or leaf.listed]
    pairs = list(pairwise(pieces))
    apart = any(first.block and first.block == second.block and first.path != second.path for first, second in pairs)
    marks = ["\n\n" if apart and not _is_within(second.block, first.block) else "\n" for first, second in pairs]
    return "".join(f"{leaf.text}{mark}" for leaf, mark in zip(pieces, [*marks, ""], strict=False))


def _opens_with(body: str, title: str) -> bool:
    """Return whether a title is the first of several lines of a text, white space aside."""
    first, _end, rest = body.lstrip().partition("\n")
    return bool(title) and not rest.isspace() and rest != "" and "".join(first.split()) == "".join(title.split())


def _is_within(block: Block, other: Block) -> bool:
    """Return whether an object of a list is the same as another, or one in it."""
    return block == other or (bool(other) and block[: len(other)] == other)
