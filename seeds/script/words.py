"""Keep words whole which the phrases of a data set tear apart."""

from collections.abc import Mapping

from seeds.script.dictionary import Entries

OWN_WORDS: Mapping[str, tuple[str, ...]] = {
    "TWVariantsRevPhrases": ("原著", "專著", "編著", "遺著", "拙著", "卓著", "昭著", "彰著", "土著"),
}
"""Words of our own, by dictionary, that stay as they are: 著 is a work or a virtue there, not the particle 着."""


def with_own_words(name: str, entries: Entries) -> Entries:
    """Return a dictionary with our own words, where it lacks them."""
    words = OWN_WORDS.get(name)
    return {**{word: word for word in words}, **entries} if words else entries


def longer_words(phrases: Entries, characters: Entries, more: Entries) -> Entries:
    """Return phrases that keep a word whole where a shorter phrase would tear it: 被发明, since there is 被发.

    They are those of ``more`` that ``phrases`` lack and make something else of, where each character that differs
    would, by itself, become what ``more`` has.
    """
    candidates = (key for key, value in more.items() if key not in phrases and len(key) == len(value))
    return {key: more[key] for key in candidates if _is_torn(key, more[key], phrases, characters)}


def _is_torn(word: str, value: str, phrases: Entries, characters: Entries) -> bool:
    torn = _by_phrases(word, phrases, characters)
    if torn == value or len(torn) != len(word):
        return False
    letters = zip(word, torn, value, strict=True)
    return all(a == b or characters.get(own, own) == b for own, a, b in letters)


def _by_phrases(word: str, phrases: Entries, characters: Entries) -> str:
    """Convert a word as maximum forward match does: the longest phrase at each place, else a character."""
    converted = ""
    start = 0
    while start < len(word):
        ends = range(len(word), start + 1, -1)
        end = next((end for end in ends if word[start:end] in phrases), start + 1)
        part = word[start:end]
        converted += phrases.get(part) or characters.get(part, part)
        start = end
    return converted
