"""The numbers of headings, however they are written."""

import pytest

from seeds.segmentation.outline.numerals import number_of


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        *[("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百二十三", 123), ("百二", 102)],
        *[
            ("一二三", 123),
            ("一〇八", 108),
            ("廿三", 23),
            ("卅", 30),
            ("两百", 200),
            ("兩千零四", 2004),
            ("一万二", 10_002),
        ],
        *[("12", 12), ("０１２", 12), ("壹佰貳拾", 120), ("八百四九", 849), ("上", 1), ("中", 2), ("下", 3), ("IV", 4)],
        *[("xii", 12), ("XL", 40), ("〇", 0), ("萬", 0)],
    ],
)
def test_a_numeral(numeral: str, number: int) -> None:
    assert number_of(numeral) == number
