"""Define OpenCC's own configurations, for data that comes without them, and what each of them is for."""

from seeds.i18n import _
from seeds.script.recipe import DictionaryFile, Group, Recipe, Source

DESCRIPTIONS = {
    "s2t": _("simplified to traditional (OpenCC's standard)"),
    "t2s": _("traditional (OpenCC's standard) to simplified"),
    "s2tw": _("simplified to traditional (Taiwan)"),
    "tw2s": _("traditional (Taiwan) to simplified"),
    "s2twp": _("simplified to traditional (Taiwan), with Taiwan's words"),
    "tw2sp": _("traditional (Taiwan) to simplified, with the mainland's words"),
    "s2hk": _("simplified to traditional (Hong Kong)"),
    "hk2s": _("traditional (Hong Kong) to simplified"),
    "s2hkp": _("simplified to traditional (Hong Kong), with Hong Kong's words"),
    "hk2sp": _("traditional (Hong Kong) to simplified, with the mainland's words"),
    "t2tw": _("traditional (OpenCC's standard) to traditional (Taiwan)"),
    "tw2t": _("traditional (Taiwan) to traditional (OpenCC's standard)"),
    "t2hk": _("traditional (OpenCC's standard) to traditional (Hong Kong)"),
    "hk2t": _("traditional (Hong Kong) to traditional (OpenCC's standard)"),
    "hk2tw": _("traditional (Hong Kong) to traditional (Taiwan)"),
    "tw2hk": _("traditional (Taiwan) to traditional (Hong Kong)"),
    "t2jp": _("old Japanese kanji to new (kyūjitai to shinjitai)"),
    "jp2t": _("new Japanese kanji to old (shinjitai to kyūjitai)"),
}


def _group(*names: str) -> Group:
    return Group(tuple(map(DictionaryFile, names)))


_NORMALIZATION = (DictionaryFile("CJK_Compatibility_Ideographs"),)
_ST_PHRASES = Group((DictionaryFile("STPhrases"), DictionaryFile("STPhrases_GeneratedFromRegionalPhrases")), union=True)
_ST = Group((_ST_PHRASES, DictionaryFile("STCharacters")))
_TS_PHRASES = DictionaryFile("TSPhrases")
_TS = _group("TSPhrases", "TSCharactersExt", "TSCharacters")
_TW = _group("TWVariantsPhrases", "TWVariants")
_TW_WORDS = _group("TWPhrases", "TWVariantsPhrases", "TWVariants")
_FROM_TW = _group("TWVariantsRevPhrases", "TWVariantsRev")
_FROM_TW_WORDS = _group("TWPhrasesRev", "TWVariantsRevPhrases", "TWVariantsRev")
_HK = _group("HKVariantsPhrases", "HKVariants")
_HK_WORDS = _group("HKPhrases", "HKVariantsPhrases", "HKVariants")
_FROM_HK = _group("HKVariantsRevPhrases", "HKVariantsRev")
_FROM_HK_WORDS = _group("HKPhrasesRev", "HKVariantsRevPhrases", "HKVariantsRev")
_CHAINS: dict[str, tuple[Source | None, tuple[Source, ...]]] = {
    "s2t": (None, (_ST,)),
    "t2s": (None, (_TS,)),
    "s2tw": (_ST_PHRASES, (_ST, _TW)),
    "tw2s": (_TS_PHRASES, (_FROM_TW, _TS)),
    "s2twp": (_ST_PHRASES, (_ST, _TW_WORDS)),
    "tw2sp": (_TS_PHRASES, (_FROM_TW_WORDS, _TS)),
    "s2hk": (_ST_PHRASES, (_ST, _HK)),
    "hk2s": (_TS_PHRASES, (_FROM_HK, _TS)),
    "s2hkp": (_ST_PHRASES, (_ST, _HK_WORDS)),
    "hk2sp": (_TS_PHRASES, (_FROM_HK_WORDS, _TS)),
    "t2tw": (None, (_TW,)),
    "tw2t": (None, (_FROM_TW,)),
    "t2hk": (None, (_HK,)),
    "hk2t": (None, (_FROM_HK,)),
    "t2jp": (None, (DictionaryFile("JPShinjitaiCharactersRev"),)),
    "jp2t": (None, (_group("JPShinjitaiPhrases", "JPShinjitaiCharacters"),)),
}

STANDARD = {
    name: Recipe(DESCRIPTIONS[name], chain, segmentation, _NORMALIZATION)
    for name, (segmentation, chain) in _CHAINS.items()
}
"""OpenCC 1.4's configurations."""

LIBRARY_EXTRA = {
    "tw2t": Recipe(DESCRIPTIONS["tw2t"], (_FROM_TW,)),
    "hk2t": Recipe(DESCRIPTIONS["hk2t"], (_FROM_HK,)),
    "t2jp": Recipe(DESCRIPTIONS["t2jp"], (DictionaryFile("JPVariants"),)),
    "jp2t": Recipe(DESCRIPTIONS["jp2t"], (DictionaryFile("JPVariantsRev"),)),
}
"""Configurations that opencc-python-reimplemented lacks although it has the data."""

IN_TURN = {"hk2tw": ("hk2t", "t2tw"), "tw2hk": ("tw2t", "t2hk")}
"""Conversions that OpenCC has no configuration for, made of two of its own in turn."""
