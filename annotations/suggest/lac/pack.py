"""Describe the data pack: LAC's source distribution on the package index."""

from pathlib import Path

from seeds.i18n import _
from seeds.packs.archive import Archive
from seeds.packs.installed import installed
from seeds.packs.pack import Pack


def _install(archive: Archive, folder: Path) -> None:
    from annotations.suggest.lac.installation import install

    install(archive, folder)


LAC = Pack(
    name="lac",
    description=_("the weights of Baidu's LAC that look at words, a second tagger beside the one that comes along"),
    distribution="lac",
    lowest="2.1.2",
    pinned={"2.1.2": "22fcde0d5082d2044205ea6f6a7a9cd1f0d63e7b21b2dd5c9c73f27e7c0a3ef1"},
    install=_install,
    newer=False,
)


def tagger_folder() -> Path | None:
    """Return the folder of the tagger, if it is installed; raises ``SourceError`` where a pack is broken."""
    pack = installed().get(LAC.name)
    return pack.folder if pack else None
