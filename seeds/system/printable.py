"""Make text safe to show on a terminal: every text and every message from elsewhere goes through ``printable``.

A terminal takes some characters for commands (to move, to recolour, to fill the clipboard), others turn the order of
what stands beside them around, or hide it. Each of them is shown as a sign, so that nothing is left out in silence.
"""

import re
from functools import lru_cache
from unicodedata import category

from seeds.system.late_pattern import late_pattern

REPLACED = "\ufffd"
INVISIBLE = "␣"
SIGNS = REPLACED + INVISIBLE
JOINER = "\u200d"
_SEPARATOR = "␤"
_PICTURES = {**{chr(code): chr(0x2400 + code) for code in range(0x20)}, "\t": " ", "\n": " ", "\x7f": "␡"}
_BY_CATEGORY = {
    "Cf": INVISIBLE,
    "Zl": _SEPARATOR,
    "Zp": _SEPARATOR,
    "Cc": REPLACED,
    "Cs": REPLACED,
    "Cn": REPLACED,
}
_TAGS = "\U000e0020-\U000e007f"
_TAG = late_pattern(f"[{_TAGS}]")
_FLAG_OR_TAGS = late_pattern(f"(🏴[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{1,6}}\U000e007f)|[{_TAGS}]+")
"""A flag such as Scotland's, whose letters are tags; or tags that stand for nothing, and could hide words."""

COMMON = re.compile("[ -~“”‘’—…\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*")
"""What almost all Chinese text is made of."""

_SIGNS_OF_PROGRAMS = "·×°±•–●○◐◎■◆→←↑↓⇥⏎⌫✓│─"
_USUAL = re.compile(f"[{COMMON.pattern[1:-2]}{_SIGNS_OF_PROGRAMS}]*")
"""What almost everything on the screen is made of, our own signs included."""

_PLAIN = (
    " -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u2100-\u218b\u2190-\u2426\u2460-\u2b73\u2ff0-\u2fff"
    "\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3131-\u3163\u3165-\u318e\u3190-\u31e3\u31ef"
    "\u3220-\ua48c\uac00-\ud7a3\uf900-\ufa6d\ufe30-\ufe52\uff01-\uff9d\ufffd"
    "\U0001f400-\U0001f64f\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
# Not compiled before they are needed: these sets take 8 ms, and most text is found to be common before.
_ALL_PLAIN = f"[{_PLAIN}]*"
_ODD = f"[^{_PLAIN}]"


def printable(text: str, keep: str = "") -> str:
    """Return ``text`` as it may be shown on a terminal, one code point for one; the controls in ``keep`` stay.

    Line ends and tabs become spaces. Controls become their pictures (``␛``), invisible format characters such as the
    zero-width space, those that set the direction, and tags ``␣``, separators ``␤``, and lone surrogates, the controls
    from U+0080 on and unassigned code points ``U+FFFD``. What emoji, flags and variants of Han characters are made of
    stays.
    """
    if text.isprintable() or is_plain(text):
        return text
    shown = re.sub(_ODD, lambda found: found[0] if found[0] in keep else _sign(found[0]), text)
    if _TAG.search(shown):
        shown = _FLAG_OR_TAGS.sub(lambda found: found[1] or INVISIBLE * len(found[0]), shown)
    return _with_emoji_joiners(shown) if JOINER in shown else shown


def is_plain(text: str) -> bool:
    """Return whether every code point of ``text`` is shown by itself and as it is."""
    return bool(_USUAL.fullmatch(text) or re.fullmatch(_ALL_PLAIN, text))


@lru_cache(maxsize=4096)
def _sign(char: str) -> str:
    """Return the sign that is shown for a code point wherever it stands."""
    if char == JOINER or _TAG.match(char):
        return char
    return _PICTURES.get(char) or _BY_CATEGORY.get(category(char), char)


def _with_emoji_joiners(text: str) -> str:
    """Keep the zero-width joiners of ``text`` that join emoji; a sign is shown for the others."""
    from wcwidth import iter_graphemes

    shown = ""
    for cluster in iter_graphemes(text):
        for char, after in zip(cluster, [*cluster[1:], ""], strict=True):
            joins = char != JOINER or (after and pictographic(after) and shown[-1:] not in SIGNS)
            shown += char if joins else INVISIBLE
    return shown


@lru_cache(maxsize=512)
def pictographic(char: str) -> bool:
    """Return whether a zero-width joiner joins the character to an emoji."""
    from wcwidth import iter_graphemes

    return sum(1 for _cluster in iter_graphemes(f"{char}{JOINER}😀")) == 1
