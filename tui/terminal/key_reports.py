"""Read keys and text that a terminal reports as one CSI sequence, as the kitty keyboard protocol has them.

``ESC [ code:shifted:base ; modifiers:event ; text u``, every part of which may be missing; arrows and function keys end
in another letter. ``text`` is a list of code points: what the key types, or what an input method has committed, of any
length, in which case the code is 0 or that of the last key of the composition.
"""

import re
from dataclasses import dataclass
from unicodedata import category, east_asian_width

_NUMBER = r"[0-9]{0,8}"
_REPORT = re.compile(
    rf"\x1b\[(?P<code>{_NUMBER})(?::[0-9:]{{0,40}})?"
    rf"(?:;(?P<modifiers>{_NUMBER})(?::(?P<event>{_NUMBER}))?)?"
    r"(?:;(?P<text>[0-9:]*))?(?P<end>[u~A-FHPQRS])"
)
PRESSED, REPEATED, RELEASED = 1, 2, 3
_WITHOUT_LETTER = frozenset({0, 8, 9, 13, 27, 32, 127})
"""Codes of keys that type no letter: where there is one, it is an input method's."""
_NO_TEXT = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})
LAST_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class KeyReport:
    """Represent a pressed key, or text; ``modifiers`` counts from 1, ``end`` is the last letter of the sequence."""

    code: int
    modifiers: int
    event: int
    text: str
    end: str

    @property
    def pressed(self) -> bool:
        """Return whether the key went down, or is held."""
        return self.event in {PRESSED, REPEATED}

    @property
    def is_text(self) -> bool:
        """Return whether it is text of an input method, and no key that types one character."""
        if len(self.text) != 1:
            return bool(self.text)
        if self.code in _WITHOUT_LETTER:
            return self.text != chr(self.code)
        return is_wide(self.text)

    @property
    def sequences(self) -> tuple[str, ...]:
        """The ways to write it without the parts that few programs know, the most usual one first."""
        if self.end == "u":
            return (f"\x1b[{self.code};{self.modifiers}{f';{ord(self.text)}' if self.text else ''}u",)
        if self.modifiers > 1:
            return (f"\x1b[{self.code};{self.modifiers}{self.end}",)
        return f"\x1b[{self.code if self.end == '~' else ''}{self.end}", f"\x1b[{self.code};1{self.end}"


def key_report(sequence: str) -> KeyReport | None:
    """Read a complete sequence; None where it reports no key or is malformed."""
    match = _REPORT.fullmatch(sequence)
    if match is None:
        return None
    text = _text(match["text"] or "")
    code = int(match["code"] or (0 if match["text"] else 1))
    modifiers, event = int(match["modifiers"] or 1), int(match["event"] or PRESSED)
    if text is None or code > LAST_CODE_POINT or 0xD800 <= code <= 0xDFFF or not 1 <= modifiers <= 256:
        return None
    return KeyReport(code, modifiers, event, text, match["end"])


def _text(numbers: str) -> str | None:
    """Return the text that code points make; None where one of them is none, or a control."""
    if not numbers:
        return ""
    points = [int(number) if 0 < len(number) < 9 else -1 for number in numbers.split(":")]
    if any(not 0 < point <= LAST_CODE_POINT for point in points):
        return None
    text = "".join(map(chr, points))
    return None if any(category(character) in _NO_TEXT for character in text) else text


def is_wide(character: str) -> bool:
    """Return whether a character is one that no keyboard types without an input method."""
    return east_asian_width(character) in "WF"
