"""Fold texts for search: the same in either script, either width and either case, offsets kept."""

from functools import cache, partial
from unicodedata import normalize

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」﹁﹂〝〞«»", '"'),
        **dict.fromkeys("‘’‚‛『』﹃﹄‹›`", "'"),
        **dict.fromkeys("–—―‐‑‒−", "-"),
        **dict.fromkeys("•‧・∙⋅", "·"),
        **dict(zip("。、《》〈〉【】〔〕〖〗", ".,<><>[][][]", strict=True)),
    }
)


def fold(text: str) -> str:
    """Fold texts that a reader takes to be the same into one form, of the same length, code point for code point.

    Traditional, simplified and variant characters become one; so do upper and lower case, full and half width, and
    kinds of quotation marks, dashes and stops (``，`` is ``,`` and ``「`` is ``"``). What would change the length, such
    as ``ß`` or ``…``, stays. Folding twice is folding once. The first text beyond ASCII has some dictionaries of
    characters read.
    """
    if text.isascii():  # also what is empty, as a filter is before the first paint
        return text.lower().replace("`", "'")
    return text.translate(_table())


@cache
def _table() -> "_Folding":
    return _Folding()


class _Folding(dict[int, int]):
    """Fill the table for ``str.translate`` with the characters that occur."""

    def __init__(self) -> None:
        super().__init__()
        self._classes = _classes()

    def __missing__(self, code: int) -> int:
        character = chr(code)
        while (folded := self._step(character)) != character:
            character = folded
        self[code] = ord(character)
        return self[code]

    def _step(self, character: str) -> str:
        for change in (partial(normalize, "NFKC"), str.casefold):
            changed = change(character)
            character = changed if len(changed) == 1 else character
        character = character.translate(_MARKS)
        return self._classes.get(character, character)


def _classes() -> dict[str, str]:
    """Map all characters of a class to one: variants of each other, or forms of one character in two scripts."""
    from seeds.script.data_sets import fixed_dictionary
    from seeds.script.dictionary import read_values

    leaders: dict[str, str] = {}

    def leader(character: str) -> str:
        while leaders.get(character, character) != character:
            character = leaders[character]
        return character

    for name in ("TSCharacters", "TWVariants", "HKVariants"):
        for key, (first, *others) in read_values(fixed_dictionary(name)).items():
            for character in (key, *others):
                leaders[leader(character)] = leader(first)
    return {character: leader(character) for character in leaders}
