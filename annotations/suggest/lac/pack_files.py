"""Name the files of a tagger, be it that of the data pack or the one that comes along."""

WEIGHTS = "weights.npz"
WORDS = "words.txt"
TAGS = "tags.txt"
DICTIONARY = "dictionary.txt"
REPLACEMENTS = "replacements.txt"
