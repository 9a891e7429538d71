"""List the data packs."""

from annotations.suggest.lac.pack import LAC
from seeds.dictionary.cedict import CEDICT
from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.packs.opencc import OPENCC
from seeds.packs.pack import Pack

PACKS = (OPENCC, LAC, CEDICT)


def find_pack(name: str) -> Pack:
    """Return the pack of that name; raises ``NotFoundError`` with the nearest."""
    for pack in PACKS:
        if pack.name == name:
            return pack
    raise NotFoundError.nearest(_("data pack"), name, [pack.name for pack in PACKS])
