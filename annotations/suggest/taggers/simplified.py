"""Convert a text to simplified script, which the models and lists need; once for all that ask for it."""

from functools import lru_cache

from seeds.script.converter import Converted, load_converter
from seeds.script.offsets import OffsetMap
from seeds.script.targets import SIMPLIFIED, configuration_for


@lru_cache(maxsize=8)
def simplify(text: str) -> Converted:
    """Return the text in simplified script, and the map that leads back; a simplified text is itself.

    Raises ``NotFoundError`` or ``SourceError`` where the conversion cannot be had.
    """
    configuration = configuration_for(text, SIMPLIFIED)
    if not configuration:
        return Converted(text, OffsetMap(()))  # converted once more, 显著 would become 显着
    return load_converter(configuration).convert(text)
