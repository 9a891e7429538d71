"""Convert a text to simplified script, which the models and lists need; once for all that ask for it."""

from functools import lru_cache

from seeds.script.converter import Converted, load_converter
from seeds.script.detect import Script, detect
from seeds.script.offsets import OffsetMap


@lru_cache(maxsize=8)
def simplify(text: str) -> Converted:
    """Return the text in simplified script, and the map that leads back; a simplified text is itself.

    Raises ``NotFoundError`` or ``SourceError`` where the conversion cannot be had.
    """
    if detect(text) is Script.SIMPLIFIED:
        return Converted(text, OffsetMap(()))  # converted once more, 显著 would become 显着
    return load_converter("t2s").convert(text)
