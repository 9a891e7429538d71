"""Derive dictionaries that a data set holds in another state than OpenCC's rules need them in.

opencc-purepy writes Taiwan's characters where OpenCC's own standard has others (裡 for 裏, 群 for 羣, 吃 for 喫), so
that its Hong Kong is Taiwan's and nothing leads back from Taiwan. The older opencc-python-reimplemented has the
standard, but fewer phrases; what is derived here is the newer data in the standard of the older.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from seeds.script.dictionary import Entries, read_dictionary, read_values

Files = Mapping[str, Path]

KEPT_APART = frozenset("擡抬")
"""What OpenCC no longer takes to be one character in two standards: a text's own choice stays."""

STANDARD_FORMS = {"豔": "艷", "溼": "濕"}
"""Further characters of OpenCC's standard, with what opencc-purepy writes for them."""

HONG_KONG_OWN = frozenset("才核煙")
"""Characters of Hong Kong that mostly stand for themselves, so that only phrases lead from them to another."""


_SHORTEST_IDIOM = 4


def derived_dictionaries(newer: Files, older: Files) -> dict[str, Callable[[], Entries]]:
    """Return how to read those dictionaries of opencc-purepy that are to be in OpenCC's standard, by name."""
    if not {"STCharacters", "STPhrases", "TWVariants", "HKVariants", "TWVariantsRev", "HKVariantsRev"} <= older.keys():
        return {}
    readers: dict[str, Callable[[Files, Files], Entries]] = {
        "STCharacters": standard_characters,
        "STPhrases": standard_phrases,
        "TWVariants": partial(_variants, "TWVariants"),
        "HKVariants": partial(_variants, "HKVariants"),
        "TWVariantsRev": partial(_back_from, "TWVariantsRev", frozenset[str]()),
        "HKVariantsRev": partial(_back_from, "HKVariantsRev", HONG_KONG_OWN),
        **{name: partial(regional_words, name) for name in ("TWPhrases", "HKPhrases", "TWPhrasesRev", "HKPhrasesRev")},
    }
    return {name: partial(read, newer, older) for name, read in readers.items() if name in newer}


def standard_characters(newer: Files, older: Files) -> Entries:
    """Return the characters of the newer data, with the standard's form where the two differ by a variant alone."""
    standard = _standard_forms(newer, older)
    forms = read_values(older["STCharacters"])
    return {
        key: _restored(value, forms.get(key, [key])[:1], standard)
        for key, value in read_dictionary(newer["STCharacters"]).items()
    }


def standard_phrases(newer: Files, older: Files) -> Entries:
    """Return the phrases of the newer data, in the forms of the older, or, where it lacks one, of its characters."""
    standard = _standard_forms(newer, older)
    replaced = set(standard.values())
    forms = read_values(older["STCharacters"])
    phrases = read_dictionary(older["STPhrases"])
    entries = dict(read_dictionary(newer["STPhrases"]))
    for key, value in entries.items():
        if replaced.isdisjoint(value):
            continue
        model = phrases.get(key)
        models = list(model) if model else [forms.get(character, [character]) for character in key]
        if len(models) == len(value):
            pairs = zip(value, models, strict=True)
            entries[key] = "".join(_restored(character, model, standard) for character, model in pairs)
    return {**entries, **_idioms(newer, standard)}


def _idioms(newer: Files, standard: Mapping[str, str]) -> Entries:
    """Return the idioms whose old characters Taiwan keeps (牛驥同皁), so that no segment ends within them.

    They are found in simplified characters, with the old character or without it.
    """
    if not {"TWVariantsPhrases", "TSCharacters"} <= newer.keys():
        return {}
    simplified = read_dictionary(newer["TSCharacters"])
    entries: dict[str, str] = {}
    for idiom, value in read_dictionary(newer["TWVariantsPhrases"]).items():
        if idiom == value and len(idiom) >= _SHORTEST_IDIOM:
            forms = [simplified.get(character, character) for character in idiom]
            pairs = zip(idiom, forms, strict=True)
            entries["".join(forms)] = idiom
            entries["".join(own if own in standard else form for own, form in pairs)] = idiom
    return entries


def regional_words(name: str, newer: Files, older: Files) -> Entries:
    """Return a region's words; those of the standard in its forms too, and double names joined by a hyphen too."""
    entries = dict(read_dictionary(newer[name]))
    if not name.endswith("Rev"):
        forms = str.maketrans({local: form for form, local in _standard_forms(newer, older).items()})
        for key, value in list(entries.items()):
            entries.setdefault(key.translate(forms), value)
    for key, value in list(entries.items()):
        if "·" in key:
            entries.setdefault(key.replace("·", "-"), value.replace("·", "-"))
    return entries


def _standard_forms(newer: Files, older: Files) -> dict[str, str]:
    """Map the characters of OpenCC's standard to what is written for them in Taiwan."""
    pairs = {**read_dictionary(newer["TWVariants"]), **read_dictionary(older["TWVariants"]), **STANDARD_FORMS}
    return {form: local for form, local in pairs.items() if form != local and form not in KEPT_APART}


def _restored(character: str, forms: Sequence[str], standard: Mapping[str, str]) -> str:
    """Return the first form that is the character, or that the character is written for; else the character."""
    return next((form for form in forms if character in (form, standard.get(form))), character)


def _variants(name: str, newer: Files, older: Files) -> Entries:
    """Return what a region writes for the standard's characters: the older data, and what the newer adds to it."""
    variants = dict(read_dictionary(older[name]))
    taiwan = read_dictionary(older["TWVariants"])
    for key, value in read_dictionary(newer[name]).items():
        if key != value and taiwan.get(key, "") != value:
            variants.setdefault(key, value)
    return _without_kept_apart(variants)


def _back_from(name: str, own: frozenset[str], newer: Files, older: Files) -> Entries:
    """Return what the standard writes for a region's characters, ``own`` of which stay as they are."""
    entries = {**read_dictionary(newer[name]), **read_dictionary(older[name])}
    return _without_kept_apart(entries | {character: character for character in own})


def _without_kept_apart(entries: Entries) -> Entries:
    return {key: value for key, value in entries.items() if key not in KEPT_APART}
