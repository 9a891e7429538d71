"""Describe what a format can do, in words for people."""

from annotations.exchange.format import FormatInfo
from seeds.i18n import _


def carried(about: FormatInfo) -> list[str]:
    """Return what it can carry beside spans that do not overlap."""
    carries = about.carries
    capabilities = {
        _("overlap"): carries.overlap,
        _("relations"): carries.relations,
        _("notes"): carries.notes,
        _("attributes"): carries.attributes,
        _("categories"): carries.categories,
    }
    return [name for name, can in capabilities.items() if can]


def offsets(about: FormatInfo) -> str:
    """Return what it counts in."""
    unit = about.carries.unit.value
    return _("{unit}, end inclusive").format(unit=unit) if about.carries.inclusive else unit
