"""Take a terminal's characters apart into text, escape sequences and pastes, wherever they were cut on their way.

A sequence is a piece only when it is complete, however long it is up to ``LONGEST``; what is malformed, too long or
never completed is left out whole. So no part of a sequence can be taken for keys.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

ESC = "\x1b"
BEL = "\x07"
PASTE_BEGIN, PASTE_END = "\x1b[200~", "\x1b[201~"

LONGEST = 1 << 16
"""Characters of a sequence beyond which it is left out: some nine thousand committed characters."""

PATIENCE = 2.0
"""Seconds for which the rest of a sequence is waited for, as over a slow line."""

PASTE_PATIENCE = 5.0
"""Seconds for which the end of a paste is waited for."""

_STRINGS = {"]": "0123456789", "P": "0123456789;<=>?!$+|", "_": "G"}
"""What follows ``ESC ]``, ``ESC P`` and ``ESC _`` where these begin a string, and are no key with alt."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Hold characters outside of any sequence."""

    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """Hold ``ESC`` and all that belongs to it; two characters are a key with alt unless they mean another."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """Hold the content of a bracketed paste."""

    text: str


Piece = Plain | Sequence | Pasted


class Splitter:
    """Take characters as they come, and hand out pieces.

    ``known`` says of a sequence whether it is one although it does not end as others do; ``escape_delay`` is after how
    many seconds a lone ``ESC`` is the escape key. Times are seconds of any clock that does not run back.
    """

    def __init__(self, is_known: Callable[[str], bool], escape_delay: float) -> None:
        self._is_known = is_known
        self._delay = escape_delay
        self._pending = ""
        self._paste: list[str] | None = None
        self._skipping = ""
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Return whether something has begun that time may end."""
        return bool(self._pending or self._skipping or self._paste is not None)

    def feed(self, text: str, now: float) -> list[Piece]:
        """Take characters in; returns the pieces that are complete."""
        late = self.tick(now) if self.waiting else []
        self._last = now
        data, self._pending = self._pending + text, ""
        return [*late, *self._split(data)]

    def tick(self, now: float) -> list[Piece]:
        """Let time pass; returns what has thereby turned out to be a key of its own."""
        idle = now - self._last
        if self._paste is not None:
            if idle < PASTE_PATIENCE:
                return []
            pasted, self._paste, self._pending = "".join(self._paste) + self._pending, None, ""
            return [Pasted(pasted)]
        if self._skipping and idle >= PATIENCE:
            self._skipping = ""
        pending = self._pending
        if pending and len(pending) <= 2 and idle >= self._delay:
            self._pending = ""
            return [Sequence(pending)]
        if idle >= PATIENCE:
            self._pending = ""
        return []

    def _split(self, data: str) -> Iterator[Piece]:
        position = 0
        while position < len(data):
            if self._paste is not None:
                end = data.find(PASTE_END, position)
                if end < 0:
                    keep = max(position, len(data) - len(PASTE_END) + 1)
                    self._paste.append(data[position:keep])
                    self._pending = data[keep:]
                    return
                yield Pasted("".join([*self._paste, data[position:end]]))
                self._paste, position = None, end + len(PASTE_END)
            elif self._skipping:
                position = self._skip(data, position)
            elif data[position] != ESC:
                escape = data.find(ESC, position)
                end = len(data) if escape < 0 else escape
                yield Plain(data[position:end])
                position = end
            else:
                result = self._sequence(data, position)
                if result is None:
                    self._hold(data[position:])
                    return
                end, sequence = result
                if sequence == PASTE_BEGIN:
                    self._paste = []
                elif sequence:
                    yield Sequence(sequence)
                position = end

    def _hold(self, begun: str) -> None:
        """Keep what has begun until the rest comes, unless it is too long."""
        if len(begun) <= LONGEST:
            self._pending = begun
        else:
            self._skipping = begun[1]

    def _skip(self, data: str, position: int) -> int:
        """Leave out the rest of what was too long; where it ends, or the end of the data."""
        for place in range(position, len(data)):
            character = data[place]
            if self._skipping != "[":
                over, included = character in (BEL, ESC), character == BEL
            else:
                over, included = not " " <= character <= "?", "@" <= character <= "~"
            if over:
                self._skipping = ""
                return place + included
        return len(data)

    def _sequence(self, data: str, start: int) -> tuple[int, str] | None:
        """Return where the sequence ends that begins at ``start``, and what it is; empty where it is left out.

        None where it is not complete.
        """
        if start + 1 == len(data):
            return None
        kind = data[start + 1]
        if kind == ESC or kind > "\x7f":
            return start + 1, ESC
        if kind == "[":
            return self._control(data, start)
        if kind == "O":
            return self._single_shift(data, start)
        if kind in _STRINGS and data[start + 2 : start + 3] in _STRINGS[kind]:  # also where there is nothing yet
            return self._string(data, start)
        return start + 2, data[start : start + 2]

    def _control(self, data: str, start: int) -> tuple[int, str] | None:
        """Take ``ESC [``, parameters, and a last character; with the few that do not keep to it."""
        if (following := data[start + 2 : start + 3]) in ("[", "M"):  # a Linux console's F1 to F5; a mouse of old
            end = start + (4 if following == "[" else 6)
            return (end, data[start:end]) if end <= len(data) else None
        for place in range(start + 2, len(data)):
            character = data[place]
            if "@" <= character <= "~" or (character == "$" and self._is_known(data[start : place + 1])):
                return place + 1, data[start : place + 1]
            if not " " <= character <= "?":
                return place, data[start:place] if place == start + 2 else ""
        return None

    def _single_shift(self, data: str, start: int) -> tuple[int, str] | None:
        """Take ``ESC O`` and a character, in old terminals with digits between; else a key with alt."""
        for place in range(start + 2, len(data)):
            character = data[place]
            if character in "0123456789;":
                continue
            sequence = data[start : place + 1]
            if self._is_known(sequence) or (place > start + 2 and character.isalpha()):
                return place + 1, sequence
            return start + 2, data[start : start + 2]
        return None

    def _string(self, data: str, start: int) -> tuple[int, str] | None:
        """Take ``ESC ]``, ``ESC P`` or ``ESC _``, anything, and ``BEL`` or ``ESC`` with a backslash."""
        for place in range(start + 2, len(data)):
            if data[place] == BEL:
                return place + 1, data[start : place + 1]
            if data[place] == ESC:
                if place + 1 == len(data):
                    return None
                return (place + 2, data[start : place + 2]) if data[place + 1] == "\\" else (place, "")
        return None
