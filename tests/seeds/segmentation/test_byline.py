"""What stands in brackets at the end of a text: where it was published, or something else."""

import pytest

from seeds.segmentation.byline import find_byline
from seeds.segmentation.paragraphs import Paragraphs

NONE = """\
本章完|全書完|全书完|全文完|完|本卷終|全劇終|本章已完結|未完待續|未完|完結|全文完畢|第三章完|下期再續|未完，待续
to be continued|To be continued...|The End|12|第 12 頁|第12页|共 3 页|第1頁/共3頁|下转第三版|p. 4|掌声|编辑 王小明"""

SOURCES = ["每日經濟新聞", "36氪", "點LatePost", "新華社", "The Paper", "人民網 12 月 3 日", "第一財經", "完美世界"]


@pytest.mark.parametrize("words", NONE.replace("\n", "|").split("|"))
@pytest.mark.parametrize("ending", ["他走了。（{}）", "他走了。\n({})\n", "他走了。\n\n　　（{}）"])
def test_what_ends_a_work_is_no_source(words: str, ending: str) -> None:
    text = ending.format(words)
    assert find_byline(text) is None
    assert "byline" not in {paragraph.kind for paragraph in Paragraphs(text)}


@pytest.mark.parametrize("words", SOURCES)
@pytest.mark.parametrize("ending", ["他走了．（{}）", "他走了。 ({})\n\n", "他走了\n（{}）", "「他走了」({})"])
def test_a_source_is_the_byline(words: str, ending: str) -> None:
    text = ending.format(words)
    byline = find_byline(text)
    assert byline
    assert byline.name == words
    assert [paragraph.start for paragraph in Paragraphs(text) if paragraph.kind == "byline"] == [byline.start]


@pytest.mark.parametrize(
    "text", ["見附錄 (表一)", "下雨了。(圖片來源:網路)", "下降了一半(約三成)", "（新聞）他說。", ""]
)
def test_what_stands_in_a_sentence_is_none(text: str) -> None:
    assert find_byline(text) is None


def test_a_byline_does_not_reach_into_the_title() -> None:
    assert find_byline("題目。\n(新華社)", 4) is not None
    assert find_byline("題目。(新華社)", 5) is None
