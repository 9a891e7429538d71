"""Say a licence as Hugging Face's cards and as Croissant say it."""

import re

_OF_THE_HUB = """
afl-3.0 agpl-3.0 apache-2.0 artistic-2.0 bsd bsd-2-clause bsd-3-clause bsl-1.0 c-uda cc cc-by-2.0 cc-by-2.5 cc-by-3.0
cc-by-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0
cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-1.0 cdla-permissive-2.0
cdla-sharing-1.0 ecl-2.0 epl-1.0 epl-2.0 eupl-1.1 gfdl gpl gpl-2.0 gpl-3.0 isc lgpl lgpl-2.1 lgpl-3.0 mit mpl-2.0 ms-pl
ncsa odbl odc-by ofl-1.1 other pddl unknown unlicense wtfpl zlib
"""

HUB = frozenset(_OF_THE_HUB.split())
"""The licences that Hugging Face knows by a name."""

_ADDRESS = re.compile("https?://")
_IDENTIFIER = re.compile("[A-Za-z0-9.+-]+")
_SPDX = {"odbl": "ODbL-1.0", "odc-by": "ODC-By-1.0", "pddl": "PDDL-1.0", "mit": "MIT", "isc": "ISC", "zlib": "Zlib"}
_NO_LICENCE = ("other", "unknown", "cc", "bsd", "gpl", "lgpl")


def licence_fields(licence: str) -> dict[str, str]:
    """Return the keys of a card's front matter; without a licence, it is unknown."""
    if not licence:
        return {"license": "unknown"}
    if licence.casefold() in HUB:
        return {"license": licence.casefold()}
    if _ADDRESS.match(licence):
        return {"license": "other", "license_name": "other", "license_link": licence}
    return {"license": "other", "license_name": licence}


def licence_address(licence: str) -> str:
    """Return the address of a licence where it is known by a name of SPDX's, else what was said; empty for nothing."""
    name = licence.casefold()
    if not licence or _ADDRESS.match(licence) or not _IDENTIFIER.fullmatch(licence) or name in _NO_LICENCE:
        return licence
    spdx = _SPDX.get(name) or (name.upper() if name.startswith("cc") else licence)
    return f"https://spdx.org/licenses/{spdx}"
