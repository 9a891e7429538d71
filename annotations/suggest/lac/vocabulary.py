"""Cut a text into words as LAC does, and look up their numbers in the network's vocabulary."""

from collections.abc import Collection, Mapping, Sequence
from math import inf, log

_WORD = -17.001782939972994
"""What a word costs beside the logarithm of its length; so the fewest words win, and of these the most even."""

_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class NetworkVocabulary:
    """Number the words of the network as in ``words``, of which the one named ``OOV`` stands for all others.

    ``dictionary`` are the words of two and more characters that a text is cut into before it is looked up;
    ``replacements`` map characters to those that stand for them in ``words``, such as full-width ones.
    """

    def __init__(self, words: Sequence[str], dictionary: Collection[str], replacements: Mapping[str, str]) -> None:
        numbers = {word: number for number, word in enumerate(words)}
        self._unknown = numbers["OOV"]
        self._words = {word: numbers.get(replacements.get(word, word), self._unknown) for word in words}
        self._characters = {
            character: numbers[other]
            for character, other in replacements.items()
            if character not in numbers and other in numbers
        }
        self._dictionary = frozenset(dictionary)
        self._gains = [(size, log(size) + _WORD) for size in sorted(set(map(len, dictionary))) if size > 1]
        self._longest = max(map(len, dictionary), default=1)

    def word_numbers(self, text: str) -> tuple[list[int], list[int]]:
        """Return the numbers of a text's words, and how many code points each of them is long.

        A word of the dictionary that the network does not know is looked up character by character.
        """
        numbers: list[int] = []
        lengths: list[int] = []
        for word in self.cut(text):
            number = self._words.get(word)
            if number is not None:
                numbers.append(number)
                lengths.append(len(word))
            else:
                numbers += [self._number(character) for character in word]
                lengths += [1] * len(word)
        return numbers, lengths

    def cut(self, text: str) -> list[str]:
        """Return the words of a text: the fewest, of even lengths, longer ones first; Latin words and numbers whole.

        A word's weight is the logarithm of its length over a constant, as in LAC's ``fast_cut``.
        """
        words: list[str] = []
        latin = start = 0
        sizes = self._sizes(text)
        while start < len(text):
            end = start + sizes[start]
            if end == start + 1 and text[start] in _LATIN:
                latin += 1
            else:
                if latin:
                    words.append(text[start - latin : start])
                    latin = 0
                words.append(text[start:end])
            start = end
        if latin:
            words.append(text[start - latin :])
        return words

    def _sizes(self, text: str) -> list[int]:
        """Return for every offset the length of the word that begins there in the best cut of the rest of the text."""
        length = len(text)
        dictionary, gains = self._dictionary, self._gains
        best = [0.0] * (length + 1) + [-inf] * self._longest  # no word ends behind the text
        sizes = [1] * length
        for start in range(length - 1, -1, -1):
            score, chosen = best[start + 1] + _WORD, 1
            for size, gain in gains:
                if text[start : start + size] in dictionary and best[start + size] + gain >= score:
                    score, chosen = best[start + size] + gain, size
            best[start], sizes[start] = score, chosen
        return sizes

    def _number(self, character: str) -> int:
        number = self._words.get(character)
        return self._characters.get(character, self._unknown) if number is None else number
