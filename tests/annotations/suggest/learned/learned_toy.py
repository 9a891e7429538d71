"""A toy language that can be learned from few sentences, and a source that tags it."""

from collections.abc import Sequence
from random import Random

from annotations.suggest.learned.sentences import AnnotatedText
from annotations.suggest.learned.tagged_ranges import TaggedRange

SURNAMES = "王李張劉陳"
GIVEN = "明華強麗芳偉娜軍"
PLACES = ("台北", "上海", "廣州", "重慶", "高雄")
ENDS = ("銀行", "大學", "集團")


def sentence(random: Random) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a sentence about somebody who is somewhere with somebody's firm, and its spans."""
    person = random.choice(SURNAMES) + random.choice(GIVEN) + random.choice(GIVEN)
    place = random.choice(PLACES)
    firm = random.choice(GIVEN) + random.choice(GIVEN) + random.choice(ENDS)
    text, spans = "", []
    for part, label in ((person, "PER"), ("昨天在", ""), (place, "LOC"), ("拜訪了", ""), (firm, "ORG"), ("。", "")):
        if label:
            spans.append((len(text), len(text) + len(part), label))
        text += part
    return text, spans


def article(number: int, sentences: int = 6, *, finished: bool = True) -> AnnotatedText:
    """Return an article of such sentences, always the same for the same number."""
    random = Random(number)
    text, spans = "", []
    for _number in range(sentences):
        more, found = sentence(random)
        spans += [(start + len(text), end + len(text), label) for start, end, label in found]
        text += more
    return AnnotatedText(("toy.txt", str(number)), text, tuple(spans), finished=finished)


class Letters:
    """Tile a text with words of two characters, tagged by their first one's number."""

    name = "letters"

    def tag(self, texts: Sequence[str]) -> list[list[TaggedRange]]:
        return [
            [(start, min(start + 2, len(text)), str(ord(text[start]) % 7)) for start in range(0, len(text), 2)]
            for text in texts
        ]
