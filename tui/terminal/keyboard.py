"""Leave the kitty keyboard protocol off unless asked for: input methods commit text by it that Textual takes for keys.

Textual looks at ``TEXTUAL_DISABLE_KITTY_KEY`` once, when it is imported, so that this is settled before. What the user
has set in the environment goes before everything else.
"""

import os
import sys
from collections.abc import MutableMapping

VARIABLE = "TEXTUAL_DISABLE_KITTY_KEY"
OFF, ON = "1", "0"
OURS = "ZHUPI_KITTY_KEYS_OFF"
"""Stands in the environment where the variable is ours and not the user's, also for a zhupi that zhupi starts."""


def disable_kitty_keys(environment: MutableMapping[str, str] = os.environ) -> None:
    """Have Textual leave the protocol off, unless the environment says what is wanted."""
    if VARIABLE not in environment:
        environment[VARIABLE] = OFF
        environment[OURS] = OFF


def enable_kitty_keys(environment: MutableMapping[str, str] = os.environ) -> bool:
    """Have Textual ask for the protocol, unless the environment says otherwise; whether it does.

    False as well where Textual has been imported already, and no longer looks.
    """
    if environment.pop(OURS, None):
        environment[VARIABLE] = ON
    return environment.get(VARIABLE) != OFF and "textual.constants" not in sys.modules
