"""Define the data pack of the OpenCC project's own conversion data."""

from seeds.i18n import _
from seeds.packs.pack import Pack, copying

OPENCC = Pack(
    name="opencc",
    description=_("OpenCC's own dictionaries and configurations, for conversion as OpenCC does it"),
    distribution="opencc",
    lowest="1.4.2",
    pinned={"1.4.2": "47977905f131d7d9cfcec29fba5d841154907e1da73103105a4a68744e0f4f1a"},
    install=copying(
        {"data/dictionary/*.txt": "dictionary", "data/config/*.json": "config", "LICENSE": "."},
    ),
)
