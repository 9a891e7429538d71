"""Match shares and rates: per cent and per mille, percentage points, tenths (三成), fractions (十分之一), 折, 厘, 半價.

A range is one span, with or without a sign at its first end; 近 約 超 before it and 以上 左右 after it are not
part. Times (7倍) are quantities.
"""

from annotations.suggest.patterns.numerals import DIGITS, NUMBER, NUMBER_STARTS, SPACE, TO
from annotations.suggest.patterns.rule import Rule

_SIGN = f"(?:{SPACE}[%％‰])"
_TENTHS = r"(?:\d(?:\.\d)?|[一二兩三四五六七八九幾數](?:到[一二三四五六七八九])?|[一二三四五六七八九]{2})"

STARTS = NUMBER_STARTS + r"負+＋−\-半"

RULES = (
    Rule("PCT", 0.98, rf"(?P<span>[負+＋−-]?{DIGITS}{_SIGN}?(?:{TO}[-−]?{DIGITS})?{_SIGN})"),
    Rule("PCT", 0.95, f"(?P<span>{NUMBER}(?:{TO}{NUMBER})?{SPACE}個?(?:百分點|基點))"),
    Rule("PCT", 0.95, f"(?P<span>(?:百|千|萬|{NUMBER})分之{NUMBER}(?!決)(?:(?:至|到)(?:百分之)?{NUMBER})?)"),
    Rule(
        "PCT",
        0.9,
        r"(?P<span>(?:\d(?:\.\d)?|\d\d|[一二三四五六七八九]{1,2})折(?![磨騰射疊扣返損]))",
    ),
    Rule("PCT", 0.85, r"(?P<span>(?:\d+(?:\.\d+)?|[一二兩三四五六七八九](?:分[一二三四五六七八九])?)厘(?![米清]))"),
    Rule("PCT", 0.85, "(?P<span>半價|一半(?![以時天夜]))"),
    Rule(
        "PCT",
        0.85,
        f"(?P<span>{_TENTHS}{SPACE}成(?:[一二三四五六七八九半](?![成個家月年天]))?)(?![立績效果長就都分不套群份名語品功]|員(?!工)|為一)",
    ),
)
