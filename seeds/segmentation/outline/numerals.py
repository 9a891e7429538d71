"""Read the numbers of headings: Chinese numerals, Arabic and full-width digits, and Roman numerals."""

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○Ｏ", "一壹", "二贰貳两兩", "三叁叄參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_MYRIADS = "万萬"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1_000}
STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The heavenly stems, which count as ``A`` to ``J`` do elsewhere."""

_FIRST_MIDDLE_LAST = {"上": 1, "前": 1, "中": 2, "下": 3, "后": 3, "後": 3}

CHINESE = "".join((*_DIGITS, *_UNITS, *_TENS, _MYRIADS))
"""The characters of Chinese numerals."""

ARABIC = "0-9０-９"
"""The digits, for the class of a regular expression."""

PARTS = "".join(_FIRST_MIDDLE_LAST)
"""What counts parts without a number: the first, the middle, the last."""


def number_of(numeral: str) -> int:
    """Return the number that a numeral of these characters means; one that is written wrongly means what is nearest."""
    if numeral.isdecimal():
        return int(numeral)
    if numeral in STEMS:
        return STEMS.index(numeral) + 1
    if numeral in _FIRST_MIDDLE_LAST:
        return _FIRST_MIDDLE_LAST[numeral]
    if numeral.isascii() and numeral.isalpha():
        return _roman(numeral.upper())
    total = 0
    current: int | None = None
    for character in numeral:
        if character in _UNITS:
            total += (1 if current is None else current) * _UNITS[character]
            current = None
        elif character in _TENS:
            total += _TENS[character]
        elif character in _MYRIADS:
            total = (total + (current or 0)) * 10_000
            current = None
        else:
            current = (current or 0) * 10 + _digit(character)
    return total + (current or 0)


def _digit(character: str) -> int:
    return _DIGITS[character] if character in _DIGITS else int(character)


def _roman(numeral: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
