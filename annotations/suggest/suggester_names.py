"""Name the suggesters that there are; none of them is loaded."""

from annotations.suggest.plugins import plugin_names

NEED_NO_CONSENT = frozenset({"patterns", "gazetteer", "lac", "jieba", "memory", "learned"})
"""The suggesters that need nobody's word: they are ours, and read nothing that a project's file names but lists."""

BUILT_IN = ("patterns", "gazetteer", "lac", "jieba", "learned", "spacy", "huggingface", "gliner", "chat", "memory")
"""The suggesters that come with the program, in the order in which they are listed."""


def available() -> list[str]:
    """Return the names of all suggesters, plug-ins last."""
    return [*BUILT_IN, *(name for name in plugin_names() if name not in BUILT_IN)]
