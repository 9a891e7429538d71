"""Define the scripts that a reader can ask for, and the conversion from a text's own script to each."""

from dataclasses import dataclass

from seeds.errors import NotFoundError
from seeds.i18n import _

ORIGINAL = "original"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Target:
    """Describe a script to show a text in.

    ``from_simplified`` and ``from_traditional`` name the conversion for a text in that script, empty where the text
    is in the target script as it stands. ``mark`` is one or two characters for a status line.
    """

    name: str
    description: str
    mark: str
    from_simplified: str
    from_traditional: str

    def configuration(self, *, traditional: bool) -> str:
        """Return the conversion that leads here; empty where none is needed."""
        return self.from_traditional if traditional else self.from_simplified


TARGETS = (
    Target("simplified", _("简体 simplified"), "简", "", "t2s"),
    Target("traditional", _("繁體 traditional, OpenCC's standard"), "繁", "s2t", ""),
    Target("tw", _("臺灣 Taiwan, characters"), "臺", "s2tw", "t2tw"),
    Target("hk", _("香港 Hong Kong, characters"), "港", "s2hk", "t2hk"),
    Target("tw-phrases", _("臺灣 Taiwan, characters and words (s2twp)"), "臺詞", "s2twp", "t2tw"),
    Target("simplified-phrases", _("简体 simplified, mainland words for Taiwan's (tw2sp)"), "简词", "", "tw2sp"),
)


def find_target(name: str) -> Target:
    """Return the target of that name; raises ``NotFoundError`` with the nearest."""
    for target in TARGETS:
        if target.name == name:
            return target
    raise NotFoundError.nearest(_("script"), name, [target.name for target in TARGETS])


def mark_of(configuration: str) -> str:
    """Return the mark of the script that a conversion leads to; its own name where no target leads there by it."""
    leading = (target for target in TARGETS if configuration in (target.from_simplified, target.from_traditional))
    return next((target.mark for target in leading), configuration)
