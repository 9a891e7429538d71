"""Products by their form: versions and models after names, and what is in quotation marks."""

from functools import cache

import pytest

from annotations.suggest.gazetteer.suggester import GazetteerSuggester


@cache
def bundled() -> GazetteerSuggester:
    return GazetteerSuggester()


def found(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.label) for s in bundled().suggest(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Claude Opus 4",
        "Qwen3-Max",
        "GPT5",
        "iPhone 17 Pro Max",
        "小米17 Ultra",
        "宇樹B2",
        "华为畅享70 Pro+",
        "三星Galaxy Z Fold5",
        "豐田HiAce",
    ],
)
def test_a_product_is_whole(name: str) -> None:
    assert found(f"他說，{name}上週三亮相。") == [(name, "PROD")]


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("新機「磐石C05-L」首次亮相", "磐石C05-L"),
        ("推出“青嵐”", "青嵐"),
        ("“青岚”大模型", "青岚"),
        ("名為「青嵐」的人形機器人", "青嵐"),
        ("『青嵐助手』", "青嵐助手"),
        ("下載「青嵐」App", "青嵐"),
        ("其中，青嵐X9賣得好", "青嵐X9"),
    ],
)
def test_what_is_called_a_product_is_one(text: str, product: str) -> None:
    assert (product, "PROD") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "微軟CEO、騰訊AI、蘋果Inc",
        "阿里Q3營收，阿里P8員工，阿里H1財報",
        "推出「買手計劃」",
        "他說「好的」",
        "他買了30台，2024年12月",
        "打開App，手機App裡",
        "「一句話，兩句話」系統",
    ],
)
def test_what_only_looks_so_is_none(text: str) -> None:
    assert [name for name, label in found(text) if label == "PROD"] == []


def test_a_count_is_no_version() -> None:
    assert found("iPhone 12億用戶") == [("iPhone", "PROD")]
    assert found("阿里發布Qwen3") == [("阿里", "ORG"), ("Qwen3", "PROD")]


@pytest.mark.parametrize("text", ["a1" * 50_000, "「" * 100_000, "小米 " * 30_000, "a-1 " * 25_000, "張1" * 50_000])
def test_long_texts_take_linear_time(text: str) -> None:
    """A search that is not linear would take minutes."""
    assert all(each.end <= len(text) for each in bundled().suggest(text))
