"""Define the grammar of numbers that times, amounts, shares and quantities have in common.

Digits may be full-width, with separators and decimals; magnitudes follow them with or without a space (``1.2 億``).
Chinese numerals are any run of numeral characters: whether it makes a number is for what follows it to say. Words
of approximation within the number (多 餘 來 幾 數, ``1000多萬``, ``4000 萬+``) are part of it, those before it (近
約 超) are not. Every quantifier that could meet a long run is possessive, so that no input makes the rules go back
over it.
"""

SPACE = r"[ \u00a0]?"

_GROUPED = r"\d{1,3}(?:[,，]\d{3}(?!\d))++"
DIGITS = rf"(?:{_GROUPED}|\d++)(?:[.．]\d++)?+"

MAGNITUDE = "[十百千]{0,2}[萬億兆]{1,2}"

_MORE = rf"(?:(?:{_GROUPED}|\d++)(?:[百千萬億]++|(?!{SPACE}[年月%])))*+"  # 3萬2千, 10萬5000, 9萬2,000
FIGURE = f"{DIGITS}(?:{SPACE}[多餘幾]?(?:{MAGNITUDE}|[百千]){_MORE})?+(?:{SPACE}[多餘幾]|來(?=個))?+"
"""A number in digits, with its magnitude."""

NUMERAL = "[〇零一二三四五六七八九十百千萬億兆兩幾數餘多來廿卅壹貳叁肆伍陸柒捌玖拾佰仟]"

HAN = (
    "(?:(?!零[件部售食用頭星點散工]|(?<=[倒指人分總次])數)[〇零一二三四五六七八九十百千萬億兩幾數廿卅壹貳叁肆伍陸柒捌玖拾]|上(?<![線以].)(?=[百千萬億]))"
    f"(?:{NUMERAL}|上(?=[百千萬億])){{0,30}}+(?:點[〇零一二三四五六七八九]{{1,30}}+[萬億兆]{{0,2}}+)?+"
)
"""A number in Chinese numerals, or something that looks like one."""

NUMBER = f"(?:{FIGURE}|{HAN})"

TO = f"{SPACE}(?:[-–~～至到]|[—－]{{1,2}}){SPACE}"
"""What stands between the ends of a range."""

NUMBER_STARTS = r"\d〇零一二三四五六七八九十百千萬億兩幾數廿卅壹貳叁肆伍陸柒捌玖拾上"
"""The body of a character class: what a number may begin with."""

NUMBERS = f"{NUMBER}(?:{TO}{NUMBER})?"
"""A number, or a range whose ends share what follows (``20至30單``)."""
