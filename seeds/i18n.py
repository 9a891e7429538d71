"""Translate every text that a user sees.

A catalogue named ``zhupi`` in ``seeds/locales`` is used where there is one for the user's language.
"""

import gettext
from pathlib import Path

_translations = gettext.translation("zhupi", localedir=Path(__file__).parent / "locales", fallback=True)

_ = _translations.gettext
ngettext = _translations.ngettext
