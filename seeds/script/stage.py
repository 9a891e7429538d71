"""Define the stages that a text passes through while it is converted, and what they have in common."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from seeds.script.offsets import Edit, OffsetMap

_FEW = 100
"""Up to how many characters a table changes for a text to have few of them."""

Patch = tuple[int, int, str]
"""A range of a text and what to put in its place: start, end, replacement."""


class Chunk(NamedTuple):
    """Hold a text between two stages, and the offsets, in order, where it was cut into segments: no match spans one."""

    text: str
    breaks: Sequence[int] = ()


class Stage(Protocol):
    """Do a part of a conversion: segment a text, or replace its matches by what a dictionary gives for them.

    ``reach`` is the length of the longest match, at least 1.
    """

    reach: int

    def run(self, chunk: Chunk) -> tuple[Chunk, Sequence[Edit]]:
        """Return the converted chunk, and the edits that changed its length."""

    def spans(self, text: str) -> Iterable[tuple[int, int]]:
        """Return every range of the text, of two characters or more, that a dictionary could match in any context."""


class CharacterMap(dict[int, int]):
    """Replace single characters by a table for ``str.translate``.

    It learns the characters that stay as they are when it meets them, since ``translate`` is slow for those that a
    table lacks; it holds at most one entry for every code point of Unicode. Where a table changes only a few, a text
    has so few of them that looking for those is ten times as fast.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        changed = {key: value for key, value in entries.items() if key != value}
        super().__init__((ord(key), ord(value)) for key, value in changed.items())
        self._changed = _any_of(changed) if changed else None
        self._is_small = len(changed) <= _FEW

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code

    def apply(self, text: str) -> str:
        """Return the text with its characters replaced."""
        if self._changed is None or not self._changed.search(text):
            return text
        return self._changed.sub(self._replacement, text) if self._is_small else text.translate(self)

    def _replacement(self, match: re.Match[str]) -> str:
        return chr(self[ord(match[0])])


def _any_of(characters: Collection[str]) -> re.Pattern[str]:
    """Find any of the characters, or any beyond U+FFFF where one of them is: ``re`` is slow with many of those."""
    near = [re.escape(character) for character in sorted(characters) if character <= "\uffff"]
    far = ["\U00010000-\U0010ffff"] if any(character > "\uffff" for character in characters) else []
    return re.compile(f"[{''.join(near + far)}]")


def is_character_entry(key: str, value: str) -> bool:
    """Return whether an entry of a dictionary replaces one character by one."""
    return len(key) == len(value) == 1


def rewrite(chunk: Chunk, characters: CharacterMap, patches: Sequence[Patch]) -> tuple[Chunk, Sequence[Edit]]:
    """Put the patches into the text, and map single characters everywhere else.

    ``patches`` are in order, do not overlap, and span no break.
    """
    base = characters.apply(chunk.text)
    if not patches:
        return Chunk(base, chunk.breaks), ()
    parts: list[str] = []
    edits: list[Edit] = []
    last = shift = 0
    for start, end, value in patches:
        parts += (base[last:start], value)
        last = end
        if len(value) != end - start:
            edits.append((start, end - start, start + shift, len(value)))
            shift += len(value) - (end - start)
    parts.append(base[last:])
    return Chunk("".join(parts), _moved(chunk.breaks, edits)), edits


def _moved(breaks: Sequence[int], edits: Sequence[Edit]) -> Sequence[int]:
    if not edits or not breaks:
        return breaks
    moved: list[int] = []
    done = shift = 0
    for start, length, target, target_length in edits:
        here = bisect_left(breaks, start + length, done)
        moved += [position + shift for position in breaks[done:here]]
        done = here
        shift = target + target_length - start - length
    moved += [position + shift for position in breaks[done:]]
    return moved


def run_all(stages: Iterable[Stage], text: str) -> tuple[str, OffsetMap]:
    """Pass a text through the stages in one go; return the converted text, and the map of offsets to it."""
    chunk = Chunk(text)
    offsets = OffsetMap.identity
    for stage in stages:
        chunk, edits = stage.run(chunk)
        offsets = offsets.then(OffsetMap(tuple(edits)))
    return chunk.text, offsets
