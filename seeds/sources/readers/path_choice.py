"""Choose among the paths of some records: by their names, and by the Chinese characters that they hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from seeds.sources.readers.column_names import FOREWORDS, ROLES, Rank, is_told, rank_of, spelling
from seeds.sources.readers.leaves import Leaf, han_count

_MOST = 2000
"""How many paths may tell by their names what they hold: of more, the keys are no names, but words or numbers."""

LEAST_LENGTH = 10
"""How long the texts are at least, on average, that no name tells to be the text."""

_CONSTANT = 3
"""In how many objects of a list a key has to say the same for it to be no text of theirs."""

_OF_THE_SAME = frozenset({"id", "source"})
"""The parts that stand beside the text or above it: what stands in an object of its own is that object's."""


@dataclass(slots=True)
class _Path:
    """Sum up the leaves of a path in some records."""

    length: int = 0
    han: int = 0
    count: int = 0
    chinese: int = 0
    texts: set[str] = field(default_factory=set)
    has_places: bool = False

    def add(self, leaf: Leaf) -> None:
        text = leaf.text
        han = han_count(text)
        self.length += len(text)
        self.han += han
        self.count += 1
        self.chinese += han > 0
        self.texts.add(text)
        self.has_places = self.has_places or (leaf.listed and text.isdecimal())

    @property
    def is_number(self) -> bool:
        """Return whether there are but numbers, as of comments."""
        return any(self.texts) and all(text.isdecimal() for text in self.texts if text)


class Paths:
    """Hold the paths of some records in their order."""

    def __init__(self, names: Sequence[str], samples: Sequence[Sequence[Leaf]]) -> None:
        self._records = max(1, len(samples))
        self._paths = {name: _Path() for name in names}
        for leaves in samples:
            for leaf in leaves:
                self._paths.setdefault(leaf.path, _Path()).add(leaf)
        self.names = list(self._paths)
        self._first = {path: place for place, path in enumerate(self.names[:_MOST])}

    def below(self, name: str) -> list[str]:
        """Return the paths of all texts in what a path leads to."""
        return [path for path in self.names if path.startswith((f"{name}.", f"{name}[]"))]

    def named(self, part: str, taken: Collection[str], text: str) -> str:
        """Return the path that by its last key holds a part of an article; empty where there is none.

        It is in no list of objects: these are many, and the article is one.
        """
        ranked: list[tuple[int, Rank, str]] = []
        for path in self._first:
            parent, _dot, key = path.rpartition(".")
            is_other = path in taken or "[]" in path or (part == "tag" and self._paths[path].has_places)
            rank = None if is_other else rank_of(key, part)
            beside = not parent or text.startswith(f"{parent}.")
            if rank and (beside or not (part in _OF_THE_SAME or spelling(key) == "name")):
                ranked.append((path.count("."), rank, path))
        return min(ranked, key=lambda item: item[:2])[2] if ranked else ""

    def named_text(self, taken: Collection[str]) -> str:
        """Return the path that is best named of those that hold a text; empty where there is none."""
        ranked = [(key, path) for path in self._first if path not in taken and (key := self._text_key(path))]
        return min(ranked)[1] if ranked else ""

    def most_chinese(self, taken: Collection[str], shortest: int) -> str:
        """Return the path with the most Chinese characters; empty where none has texts of that length on average."""
        best = max((path for path in self.names if path not in taken), key=self.han, default="")
        is_long = bool(best) and self._paths[best].length / self._records >= shortest
        return best if is_long and self.han(best) else ""

    def han(self, path: str) -> int:
        """Return how many Chinese characters a path holds."""
        return self._paths[path].han

    def with_siblings(self, text: str, taken: Collection[str]) -> Iterator[str]:
        """Give the path of the text and those that belong to it, in the order of the source.

        These are the other texts of the objects of a list, such as the number of an article of a law, and the headings
        of those that they are in; whose turn it is in a conversation; and the preamble before a list.
        """
        lists = [text[: end + 3] for end in range(len(text)) if text.startswith("[].", end)]
        beside = lists[0][: lists[0].rfind(".", 0, -1) + 1] if lists else ""
        for path in self.names:
            key = path.rpartition(".")[2]
            parent = path[: len(path) - len(key)]
            belongs = path not in taken and (
                (parent in lists and self._is_said_in_each(path, key))
                or (bool(lists) and parent == beside and spelling(key) in FOREWORDS)
            )
            if path == text or belongs:
                yield path

    def _is_said_in_each(self, path: str, key: str) -> bool:
        """Return whether a key of the objects of a list is a text of theirs, and nothing that is said about them."""
        if spelling(key) in ROLES:
            return True
        sums = self._paths[path]
        is_same = len(sums.texts) == 1 and sums.count >= _CONSTANT
        return not is_same and sums.chinese * 3 >= sums.count and not is_told(key)

    def _text_key(self, path: str) -> tuple[bool, int, Rank, int, int, int] | None:
        """Return by what a path is compared with others by its name; None where its name does not tell a text.

        The key nearest to the top decides; where two are equal, the one of which more keys have such names, and then
        the one with more Chinese characters.
        """
        keys = path.replace("[]", "").split(".")
        ranks = [(depth, rank) for depth, key in enumerate(keys) if (rank := rank_of(key, "text"))]
        is_told_otherwise = len(keys) > 1 and (is_told(keys[-1]) or spelling(keys[-1]) in ROLES)
        if not ranks or is_told_otherwise:
            return None
        depth, rank = ranks[0]
        last = self._first[path]
        return self._paths[path].is_number, depth + 2 * rank.aside, rank, -len(ranks), -self.han(path), last
