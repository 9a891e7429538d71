"""Read the dictionaries of a data set when they are needed, and make the stages of recipes from them."""

from collections.abc import Callable
from itertools import chain

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.script.data_sets import DataSet
from seeds.script.dictionary import Entries, in_turn, rare_dictionary, read_dictionary, reversed_dictionary, united
from seeds.script.forward import ForwardReplacement, Segmentation
from seeds.script.longest import LongestReplacement
from seeds.script.recipe import DictionaryFile, Group, Inline, Recipe, Source
from seeds.script.stage import Stage, run_all
from seeds.script.words import longer_words, with_own_words

_PHRASES = "STPhrases"
_REGIONAL = "STPhrases_GeneratedFromRegionalPhrases"
_SHORTEST_REGIONAL = 3
_REVERSED = {
    "TWVariantsRev": "TWVariants",
    "HKVariantsRev": "HKVariants",
    "JPShinjitaiCharactersRev": "JPShinjitaiCharacters",
    "JPVariantsRev": "JPVariants",
}
_RARE = {"TSCharactersExt": "TSCharacters"}


class StageLibrary:
    """Keep what is read of a data set for all the conversions made of it. Not for several threads."""

    def __init__(self, data_set: DataSet) -> None:
        self._data_set = data_set
        self._dictionaries: dict[str, Entries] = {}
        self._stages: dict[tuple[Callable[[Source], Stage], Source], Stage] = {}

    def stages(self, recipe: Recipe) -> tuple[Stage, ...]:
        """Return the stages of a conversion.

        Raises ``NotFoundError`` or ``SourceError`` where its data is not all there.
        """
        replacement = self._forward if self._data_set.forward else self._longest
        stages = [self._stage(replacement, source) for source in recipe.normalization]
        if recipe.segmentation and self._data_set.forward:
            stages.append(self._stage(self._segmentation, recipe.segmentation))
        return (*stages, *(self._stage(replacement, source) for source in recipe.chain))

    def _stage(self, build: Callable[[Source], Stage], source: Source) -> Stage:
        stage = self._stages.get((build, source))
        if stage is None:
            stage = self._stages[build, source] = build(source)
        return stage

    def _forward(self, source: Source) -> Stage:
        return ForwardReplacement(self._entries(source))

    def _segmentation(self, source: Source) -> Stage:
        return Segmentation(self._entries(source))

    def _longest(self, source: Source) -> Stage:
        members = source.members if isinstance(source, Group) else (source,)
        return LongestReplacement([self._entries(member) for member in members])

    def _entries(self, source: Source) -> Entries:
        match source:
            case DictionaryFile(name):
                return self._dictionary(name)
            case Inline(entries):
                return dict(entries)
            case Group(members, union):
                return (united if union else in_turn)([self._entries(member) for member in members])

    def _dictionary(self, name: str) -> Entries:
        if name not in self._dictionaries:
            entries = self._read(name)
            self._dictionaries[name] = with_own_words(name, entries) if self._data_set.forward else entries
            if name == _PHRASES and self._data_set.words:
                self._dictionaries[name] = self._with_longer_words(self._data_set.words)
        return self._dictionaries[name]

    def _with_longer_words(self, more: DataSet) -> Entries:
        phrases, characters = self._dictionary(_PHRASES), self._dictionary("STCharacters")
        return {**phrases, **longer_words(phrases, characters, StageLibrary(more)._dictionary(_PHRASES))}

    def _read(self, name: str) -> Entries:
        """Read a dictionary from its file, or derive it as OpenCC does when it is built."""
        files = self._data_set.dictionaries
        if name in self._data_set.derived:
            return self._data_set.derived[name]()
        if name in files:
            return read_dictionary(files[name])
        if name in _REVERSED and _REVERSED[name] in files:
            return reversed_dictionary(files[_REVERSED[name]])
        if name in _RARE and _RARE[name] in files:
            return rare_dictionary(files[_RARE[name]])
        if name == _REGIONAL:
            return self._regional()
        raise NotFoundError.nearest(_("dictionary"), name, files)

    def _regional(self) -> Entries:
        """Return Taiwan's and Hong Kong's words in simplified form, so that the segmentation keeps them together.

        Those of fewer than three characters are left out, since they would cut longer words in two.
        """
        words = list(chain(self._dictionary("HKPhrases"), self._dictionary("TWPhrases")))
        simplified, _offsets = run_all(self.stages(self._data_set.recipe("t2s")), "\n".join(words))
        entries: dict[str, str] = {}
        for key, word in zip(simplified.split("\n"), words, strict=True):
            if len(key) >= _SHORTEST_REGIONAL:
                entries.setdefault(key, word)
        return entries
