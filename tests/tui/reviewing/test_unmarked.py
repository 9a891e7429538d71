"""The next sentence without a mark is found from any place, around the end of the text."""

from annotations.model.layer import Layer
from annotations.model.span import Span
from seeds.segmentation.paragraphs import Paragraphs
from tui.core.reviewing.unmarked import next_unmarked

TEXT = "霧港渡輪停航。林阿滿去了鯨島。\n***\n陳水木也去了。"


def sentence(offset: int, *marked: str) -> str | None:
    spans = [Span(name, TEXT.index(name), TEXT.index(name) + len(name), "PER", "") for name in marked]
    place = next_unmarked(Paragraphs(TEXT), TEXT, Layer.of(spans), offset)
    return TEXT[place[0] : place[1]].strip() if place else None


def test_it_is_the_first_from_there_on() -> None:
    assert sentence(0) == "霧港渡輪停航。"
    assert sentence(1) == "林阿滿去了鯨島。"
    assert sentence(0, "霧港") == "林阿滿去了鯨島。"


def test_what_holds_no_word_is_passed_over_and_the_end_leads_to_the_beginning() -> None:
    assert sentence(8) == "陳水木也去了。"
    assert sentence(len(TEXT), "霧港") == "林阿滿去了鯨島。"
    assert sentence(8, "陳水木") == "霧港渡輪停航。"


def test_there_may_be_none() -> None:
    assert sentence(3, "霧港", "鯨島", "陳水木") is None
