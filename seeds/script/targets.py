"""Define the scripts that a reader can ask for, and the conversion from a text's own script to each."""

from typing import NamedTuple

from seeds.errors import NotFoundError
from seeds.i18n import _
from seeds.script.detect import Script, detect, detect_standard
from seeds.script.telltales import Standard

ORIGINAL = "original"
OTHER = "other"
SIMPLIFIED = "simplified"


class Target(NamedTuple):
    """Describe a script to show a text in.

    ``from_simplified`` names the conversion for a text in simplified script, ``from_traditional`` that for one in
    traditional script, ``from_taiwan`` and ``from_hong_kong`` for one that is known to be in that region's standard;
    empty where the text is in the target script as it stands: “traditional” leaves every region's as it is. ``mark``
    is one or two characters for a status line.
    """

    name: str
    description: str
    mark: str
    from_simplified: str
    from_traditional: str
    from_taiwan: str
    from_hong_kong: str

    def configuration(self, script: Script, standard: Standard) -> str:
        """Return the conversion that leads here from a text in a script and a standard; empty where none is needed."""
        if script is Script.SIMPLIFIED:
            return self.from_simplified
        regions = {Standard.TAIWAN: self.from_taiwan, Standard.HONG_KONG: self.from_hong_kong}
        return regions.get(standard, self.from_traditional)

    @property
    def configurations(self) -> tuple[str, ...]:
        """Return every conversion that leads here."""
        names = (self.from_simplified, self.from_traditional, self.from_taiwan, self.from_hong_kong)
        return tuple(name for name in names if name)


TARGETS = (
    Target(SIMPLIFIED, _("简体 simplified"), "简", "", "t2s", "tw2s", "hk2s"),
    Target("traditional", _("繁體 traditional, OpenCC's standard"), "繁", "s2t", "", "", ""),
    Target("tw", _("臺灣 Taiwan, characters"), "臺", "s2tw", "t2tw", "", "hk2tw"),
    Target("hk", _("香港 Hong Kong, characters"), "港", "s2hk", "t2hk", "tw2hk", ""),
    Target("tw-phrases", _("臺灣 Taiwan, characters and words (s2twp)"), "臺詞", "s2twp", "t2tw", "", "hk2tw"),
    Target(
        "simplified-phrases",
        _("简体 simplified, mainland words for Taiwan's (tw2sp)"),
        "简词",
        "",
        "tw2sp",
        "tw2sp",
        "hk2sp",
    ),
)

_OWN_MARKS = {
    Standard.MAINLAND: "简",
    Standard.TAIWAN: "臺",
    Standard.HONG_KONG: "港",
    Standard.OPENCC: "繁",
    Standard.MIXED: "混",
    Standard.UNDECIDED: "繁",
}

_FROM_REGIONS = {
    ("t2s", Standard.TAIWAN): "tw2s",
    ("t2s", Standard.HONG_KONG): "hk2s",
}


def find_target(name: str) -> Target:
    """Return the target of that name; raises ``NotFoundError`` with the nearest."""
    for target in TARGETS:
        if target.name == name:
            return target
    raise NotFoundError.nearest(_("script"), name, [target.name for target in TARGETS])


def mark_of(configuration: str) -> str:
    """Return the mark of the script that a conversion leads to; its own name where no target leads there by it."""
    leading = (target for target in TARGETS if configuration in target.configurations)
    return next((target.mark for target in leading), configuration)


def own_mark(standard: Standard) -> str:
    """Return the mark of the standard that a text is written in; empty where it is unknown."""
    return _OWN_MARKS.get(standard, "")


def configuration_for(text: str, target: str, to_simplified: str = "t2s", to_traditional: str = "s2t") -> str:
    """Return the conversion that shows a text in a target, empty where it stays as it is.

    ``target`` may be ``original`` or ``other``; the last two name the conversions to the other script. What is named
    there for OpenCC's standard gives way to that for the text's own.
    """
    if target == ORIGINAL:
        return ""
    script, standard = detect(text), detect_standard(text)
    if target != OTHER:
        return find_target(target).configuration(script, standard)
    configuration = to_traditional if script is Script.SIMPLIFIED else to_simplified
    return _FROM_REGIONS.get((configuration, standard), configuration)
