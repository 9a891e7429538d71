"""Know which data packs are not there yet, what each is good for, and fetch the one that the user asks for."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from seeds.errors import NotFoundError, Problem
from seeds.i18n import _

if TYPE_CHECKING:
    from seeds.packs.pack import Progress

TAGGER = "lac"

TITLES: Mapping[str, str] = MappingProxyType({TAGGER: "LAC", "cedict": "CC-CEDICT", "opencc": "OpenCC"})
"""How packs are called, the most useful one first."""

OFFERS: Mapping[str, str] = MappingProxyType(
    {
        TAGGER: _("Names are found better with LAC (10 MB)"),
        "cedict": _("Words can be looked up in CC-CEDICT"),
        "opencc": _("OpenCC's own data converts as OpenCC does"),
    }
)
"""What each pack is good for, in the few words of a line."""


class Packs:
    """Hold which packs can be had; nothing is ever fetched that was not asked for.

    ``tagger_missing`` says whether the tagger is, which may be there in other ways than as a pack.
    """

    def __init__(self, tagger_missing: Callable[[], bool]) -> None:
        self._tagger_missing = tagger_missing

    def missing(self) -> list[str]:
        """Return the names of the packs that are not installed, the most useful first.

        Raises ``SourceError`` where one that is installed is broken.
        """
        from annotations.suggest.packs import PACKS
        from seeds.packs.installed import installed

        there = set(installed())
        names = [pack.name for pack in PACKS if pack.name not in there and pack.name != TAGGER]
        if self._tagger_missing():
            names.append(TAGGER)
        order = list(TITLES)
        return sorted(names, key=lambda name: order.index(name) if name in order else len(order))

    def unknown(self, names: list[str]) -> list[Problem]:
        """Return a problem for each name that no pack has."""
        from annotations.suggest.packs import PACKS

        names_of_packs = [pack.name for pack in PACKS]
        return [
            NotFoundError.nearest(_("data pack"), name, names_of_packs).problem
            for name in names
            if name not in names_of_packs
        ]

    def fetch(self, name: str, progress: "Progress", cancelled: Callable[[], bool]) -> str:
        """Fetch a pack and install it; returns its version. Raises as ``seeds.packs.store.add`` does."""
        from annotations.suggest.packs import find_pack
        from seeds.packs.store import add

        return add(find_pack(name), progress=progress, cancelled=cancelled).version


def title_of(name: str) -> str:
    """Return how a pack is called."""
    return TITLES.get(name, name)


def offer_of(name: str) -> str:
    """Return what a pack is good for, in the few words of a line."""
    return OFFERS.get(name) or _("The data pack {name} can be had").format(name=name)
