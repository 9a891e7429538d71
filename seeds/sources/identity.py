"""Identify articles so that their ids survive reordering and additions in their source."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from seeds.article import ArticleInfo
from seeds.errors import Problem
from seeds.sources.seen import Seen

_DIGITS = 12
_OPENING = 32


def path_id(document: str) -> str:
    """Give the id of an article that is a whole file, from the file's path below the root."""
    return _digest(unicodedata.normalize("NFC", document))


def opening_id(text: str, body_start: int) -> str:
    """Give the id of one of several articles in a source, from its title and the first 32 code points of its body.

    A correction further on does not make another article of it.
    """
    return _digest(text[: body_start + _OPENING])


def whole_id(text: str) -> str:
    """Give the id of an article whose title and opening repeat in its source, from all of its text."""
    return _digest(text)


def is_named(identifier: str, name: str) -> bool:
    """Return whether ``identifier`` is ``name``, or what it became when another article had that name."""
    return identifier == name or (identifier.startswith(f"{name}-") and identifier[len(name) + 1 :].isdecimal())


def with_ids(
    items: Iterable[tuple[ArticleInfo, str] | Problem], whole: Callable[[ArticleInfo], str]
) -> Iterator[ArticleInfo | Problem]:
    """Give every info of one document an id that is unique in it.

    A info comes with its own id, or with none and its ``opening_id``; ``whole`` gives the ``whole_id`` of a info whose
    opening repeats. Where two have the same id of their own, and where two texts are identical, the later ones get
    ``-2``, ``-3``. Cards are passed on at once up to the first without an id; from there on all of the document has
    to be known before an opening is known to be the only one of its kind.
    """
    names = _Names()
    waiting: list[tuple[ArticleInfo, str]] = []
    for item in items:
        if isinstance(item, Problem):
            yield item
        elif item[0].id and not waiting:
            yield names.give(item[0], item[0].id)
        else:
            waiting.append(item)
    openings = Counter(opening for info, opening in waiting if not info.id)
    for info, opening in waiting:
        yield names.give(info, info.id or (opening if openings[opening] == 1 else whole(info)))


class _Names:
    """Hold the ids given so far in one document."""

    def __init__(self) -> None:
        self._given = Seen()
        self._repeats: Counter[str] = Counter()

    def give(self, info: ArticleInfo, name: str) -> ArticleInfo:
        """Give the info this id, or the first free one that is made of it."""
        identifier = name
        while not self._given.add(identifier):
            self._repeats[name] += 1
            identifier = f"{name}-{self._repeats[name] + 1}"
        if info.id == identifier:
            return info
        return ArticleInfo(
            identifier, info.title, info.length, info.origin, info.source, info.tag, info.date, info.link
        )


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
