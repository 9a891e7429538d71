"""Look words up: in the dictionary that is installed, and by the command that the user's settings name."""

from collections.abc import Callable
from dataclasses import dataclass

from seeds.dictionary.lookup import Dictionary, Entry, installed_dictionary
from seeds.errors import SourceError
from seeds.i18n import _
from seeds.system.printable import printable
from seeds.system.user_command import CommandError, answer_of
from tui.core.config import Settings
from tui.core.reading.word_list import remember, word_file, word_of

MOST_WORDS = 12
"""How many words are shown at most of one that is looked up: itself, shorter ones, and its parts."""

LONGEST_WORD = 200
"""The characters that are looked up at most."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Hold what there is to say of a word.

    ``text`` is what was looked at, the word and what follows it. ``entries`` are those of the dictionary, the longest
    word first; ``about`` names the dictionary, empty where there is none. ``answer`` is what the user's command said,
    printable but for its line ends. ``problems`` say what failed.
    """

    word: str
    text: str = ""
    entries: tuple[Entry, ...] = ()
    about: str = ""
    answer: str = ""
    problems: tuple[str, ...] = ()

    @property
    def has_word(self) -> bool:
        """Return whether the dictionary has the word itself, or a longer one that begins with it."""
        return any(len(entry.traditional) >= len(self.word) for entry in self.entries)


class LookUp:
    """Look words up by what the settings and the installed packs have; ``settings`` gives those of now."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings
        self._dictionary: Dictionary | None = None

    def find(self, word: str, following: str = "") -> LookedUp | None:
        """Look up a word; None where there is neither a command nor a dictionary. Slow: for a worker.

        ``following`` is the text that begins with the word, in which a longer word may be; empty where only the word
        is meant.
        """
        word = word[:LONGEST_WORD]
        command = self._settings().look_up
        problems: list[str] = []
        answer = about = ""
        entries: list[Entry] = []
        try:
            dictionary = self._find_dictionary()
            if dictionary is None and not command:
                return None
            if dictionary is not None:
                words = words_at(dictionary, word, following or word)
                entries = [entry for each in words for entry in dictionary.entries(each)]
                about = dictionary.about
        except SourceError as error:
            problems.append(str(error.problem))
        if command:
            try:
                answer = clean_answer(answer_of(command, word))
            except CommandError as error:
                problems.append(printable(str(error)))
        return LookedUp(word, following or word, tuple(entries), about, answer, tuple(problems))

    def remember(self, looked_up: LookedUp, sentence: str, source: str) -> None:
        """Write a word of which something was found into the user's list; raises ``RecordError``."""
        if self._settings().keep_words and (looked_up.entries or looked_up.answer):
            word = word_of(looked_up.word, looked_up.entries, looked_up.answer, sentence, source)
            remember(word_file(), word)

    def how_to_get(self) -> str:
        """Return how words can be looked up, where nothing is there to look them up in."""
        return _('to look words up: “zhupi data add cedict”, or look-up = ["program", …] in the settings')

    def _find_dictionary(self) -> Dictionary | None:
        """Return the dictionary, which may be installed or removed at any time; what was read of it is kept."""
        found = installed_dictionary()
        if found is None or self._dictionary is None or found.folder != self._dictionary.folder:
            self._dictionary = found
        return self._dictionary


def words_at(dictionary: Dictionary, word: str, following: str) -> list[str]:
    """Return the words of a dictionary that a text begins with, the longest first, then the other parts of ``word``.

    Raises ``SourceError``.
    """
    words = dictionary.words(following)
    reached = len(words[0]) if words else 1
    while reached < len(word):
        part = next(iter(dictionary.words(word[reached:])), "")
        words += [part] if part else []
        reached += len(part) or 1
    return list(dict.fromkeys(words))[:MOST_WORDS]


def clean_answer(answer: str) -> str:
    """Return the answer of a command as it may be shown: without blank lines at its ends, controls as signs."""
    lines = (line.rstrip() for line in answer.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return printable("\n".join(lines), keep="\n").strip("\n")


def forms(entry: Entry, text: str) -> tuple[str, ...]:
    """Return a word in either script, one form where both are the same: first the one that stands in ``text``."""
    either = (entry.traditional, entry.simplified)
    if entry.simplified in text and entry.traditional not in text:
        either = either[::-1]
    return tuple(dict.fromkeys(either))
