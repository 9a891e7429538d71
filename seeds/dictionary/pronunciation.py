"""Write the pronunciation of a word, which dictionaries give as ``lu:4 shi1``, with tone marks or in 注音.

A syllable is letters and the number of its tone, 5 where it is neutral; ``u:`` and ``v`` stand for ``ü``. What is no
syllable, such as the letters in ``san1 C``, stays as it is.
"""

import re
from collections.abc import Callable
from unicodedata import normalize

_SYLLABLE = re.compile(r"([A-Za-zÜüÊê:]+)([0-5])")

_INITIALS = {
    **dict(zip("bpmfdtnlgkh", "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏ", strict=True)),
    **dict(zip("jqx", "ㄐㄑㄒ", strict=True)),
    **dict(zip(("zh", "ch", "sh", "r", "z", "c", "s"), "ㄓㄔㄕㄖㄗㄘㄙ", strict=True)),
}
_FINALS = {
    **dict(zip(("a", "o", "e", "ê"), "ㄚㄛㄜㄝ", strict=True)),
    **dict(zip(("ai", "ei", "ao", "ou"), "ㄞㄟㄠㄡ", strict=True)),
    **dict(zip(("an", "en", "ang", "eng"), "ㄢㄣㄤㄥ", strict=True)),
    "i": "ㄧ",
    "ia": "ㄧㄚ",
    "io": "ㄧㄛ",
    "ie": "ㄧㄝ",
    "iai": "ㄧㄞ",
    "iao": "ㄧㄠ",
    "iu": "ㄧㄡ",
    "ian": "ㄧㄢ",
    "in": "ㄧㄣ",
    "iang": "ㄧㄤ",
    "ing": "ㄧㄥ",
    "iong": "ㄩㄥ",
    "u": "ㄨ",
    "ua": "ㄨㄚ",
    "uo": "ㄨㄛ",
    "uai": "ㄨㄞ",
    "ui": "ㄨㄟ",
    "uan": "ㄨㄢ",
    "un": "ㄨㄣ",
    "uang": "ㄨㄤ",
    "ong": "ㄨㄥ",
    "ü": "ㄩ",
    "üe": "ㄩㄝ",
    "üan": "ㄩㄢ",
    "ün": "ㄩㄣ",
}
_WITHOUT_INITIAL = {
    "yi": "i",
    "ya": "ia",
    "yo": "io",
    "ye": "ie",
    "yai": "iai",
    "yao": "iao",
    "you": "iu",
    "yan": "ian",
    "yin": "in",
    "yang": "iang",
    "ying": "ing",
    "yong": "iong",
    "wu": "u",
    "wa": "ua",
    "wo": "uo",
    "wai": "uai",
    "wei": "ui",
    "wan": "uan",
    "wen": "un",
    "wang": "uang",
    "weng": "ong",
    "yu": "ü",
    "yue": "üe",
    "yuan": "üan",
    "yun": "ün",
}
_WHOLE = {
    **dict(zip(("zhi", "chi", "shi", "ri", "zi", "ci", "si"), "ㄓㄔㄕㄖㄗㄘㄙ", strict=True)),
    "er": "ㄦ",
    "r": "ㄦ",
    "m": "ㄇ",
    "n": "ㄋ",
    "ng": "ㄫ",
    "hm": "ㄏㄇ",
    "hng": "ㄏㄫ",
}
_AFTER_JQX = {"u": "ü", "ue": "üe", "uan": "üan", "un": "ün"}
_TONES = {"1": "", "2": "ˊ", "3": "ˇ", "4": "ˋ"}
_NEUTRAL = "˙"
_MARKS = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}
_RHOTIC = ("r5", "R5")
"""The syllable of 花兒 that has no vowel of its own; it is written together with the one before."""


def zhuyin(pronunciation: str) -> str:
    """Return a pronunciation in 注音, its syllables separated by spaces."""
    return _written(pronunciation, _syllable_in_zhuyin)


def pinyin(pronunciation: str) -> str:
    """Return a pronunciation in 拼音 with tone marks."""
    return _written(pronunciation, _syllable_in_pinyin)


def symbols_of(syllable: str) -> str:
    """Return the 注音 of a syllable in small letters without its tone; empty where it is no syllable."""
    syllable = syllable.replace("u:", "ü").replace("v", "ü")
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    if final := _WITHOUT_INITIAL.get(syllable):
        return _FINALS[final]
    length = next((length for length in (2, 1) if syllable[:length] in _INITIALS), 0)
    initial, final = syllable[:length], syllable[length:]
    if initial in ("j", "q", "x"):
        final = _AFTER_JQX.get(final, final)
    elif not initial and final[:1] in ("i", "u", "ü"):
        return ""
    return _INITIALS.get(initial, "") + _FINALS[final] if final in _FINALS else ""


def _written(pronunciation: str, write: Callable[[str, str], str]) -> str:
    words: list[str] = []
    for part in pronunciation.split():
        syllable = _SYLLABLE.fullmatch(part)
        shown = write(syllable[1], syllable[2]) if syllable else part
        if part in _RHOTIC and words:
            words[-1] += shown
        else:
            words.append(shown)
    return " ".join(words)


def _syllable_in_zhuyin(letters: str, tone: str) -> str:
    symbols = symbols_of(letters.lower())
    if not symbols:
        return letters + tone
    if letters.lower() == "r":
        return symbols
    return symbols + _TONES[tone] if tone in _TONES else _NEUTRAL + symbols


def _syllable_in_pinyin(letters: str, tone: str) -> str:
    if not symbols_of(letters.lower()):
        return letters + tone
    letters = letters.replace("u:", "ü").replace("U:", "Ü").replace("v", "ü")
    place = _marked(letters.lower())
    return normalize("NFC", letters[: place + 1] + _MARKS.get(tone, "") + letters[place + 1 :])


def _marked(letters: str) -> int:
    """Return the place of the letter that has the mark: ``a`` or ``e``, the ``o`` of ``ou``, or else the last vowel."""
    for letter in "aeê":
        if letter in letters:
            return letters.index(letter)
    if "ou" in letters:
        return letters.index("o")
    vowels = [place for place, letter in enumerate(letters) if letter in "iouü"]
    nasals = [place for place, letter in enumerate(letters) if letter in "mn"]
    return vowels[-1] if vowels else nasals[0] if nasals else len(letters) - 1
