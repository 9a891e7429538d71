"""Name the files of the data pack."""

WEIGHTS = "weights.npz"
WORDS = "words.txt"
TAGS = "tags.txt"
DICTIONARY = "dictionary.txt"
REPLACEMENTS = "replacements.txt"
