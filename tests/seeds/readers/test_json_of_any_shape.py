"""Test what is read of JSON of any shape: which text is taken, in which order, and that nothing is invented."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo
from seeds.errors import Notice, Problem
from seeds.sources.corpus import Corpus
from seeds.sources.readers.leaves import leaves_of
from seeds.sources.settings import ColumnNames, SourceSettings

LAW = {
    "法規名稱": "霧城管理條例",
    "法規內容": [
        {"條號": "第 1 條", "條文內容": "為維護霧城市之秩序，\r\n制定本條例。"},
        {"條號": "第 2 條", "條文內容": "主管機關為市政府。"},
    ],
    "沿革內容": "1.中華霧城四十年五月一日公布\n2.中華霧城五十年六月一日修正",
}
ARTICLES = "第 1 條\n為維護霧城市之秩序，\n制定本條例。\n\n第 2 條\n主管機關為市政府。"
LONG = "潮來不問舊沙痕，燈火三更半掩門。"


def read(path: Path, value: object, text: str | tuple[str, ...] = "") -> tuple[list[Article], list[Problem]]:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    corpus = Corpus.open(path, SourceSettings(columns=ColumnNames(text)) if text else None)
    items = list(corpus.scan(notices=True))
    articles = [corpus.read(item) for item in items if isinstance(item, ArticleInfo)]
    assert [article.info for article in articles] == [item for item in items if isinstance(item, ArticleInfo)]
    return articles, [item for item in items if isinstance(item, Problem)]


SHAPES: dict[str, tuple[Any, list[str]]] = {
    "law": ([LAW, LAW | {"法規名稱": "另一條例"}], [f"霧城管理條例\n{ARTICLES}", f"另一條例\n{ARTICLES}"]),
    "one law": (LAW, [f"霧城管理條例\n{ARTICLES}"]),
    "laws with a date": (
        {
            "UpdateDate": "2024/1/19 上午 12:00:00",
            "Laws": [
                {
                    "LawLevel": "憲法",
                    "LawName": "霧城憲法",
                    "LawForeword": "霧城國民大會受全體之付託。",
                    "LawArticles": [
                        {"ArticleType": "C", "ArticleNo": "", "ArticleContent": "第 一 章 總綱"},
                        {"ArticleType": "A", "ArticleNo": "第 1 條", "ArticleContent": "霧城為民有之城。"},
                    ],
                }
            ],
        },
        ["霧城憲法\n霧城國民大會受全體之付託。\n\n第 一 章 總綱\n\n第 1 條\n霧城為民有之城。"],
    ),
    "verses": ([{"title": "晚渡", "author": "甲", "paragraphs": ["一行，", "", "二行。"]}], ["晚渡\n一行，\n\n二行。"]),
    "data": (
        {"data": [{"title": "一", "content": "甲文"}, {"title": "二", "content": "乙文"}]},
        ["一\n甲文", "二\n乙文"],
    ),
    "answer of a service": (
        {"status": "成功", "result": {"total": 1, "records": [{"title": "題", "content": "正文"}]}},
        ["題\n正文"],
    ),
    "hits": ({"hits": {"hits": [{"_id": "1", "_source": {"title": "題", "content": "正文"}}]}}, ["題\n正文"]),
    "two lists": (
        {"train": [{"title": "一", "text": "甲文"}], "test": [{"title": "二", "text": "乙文"}]},
        ["一\n甲文", "二\n乙文"],
    ),
    "texts": (["甲文", "乙文"], ["甲文", "乙文"]),
    "lists of texts": ([["甲文", "甲文二"], ["乙文"]], ["甲文\n甲文二", "乙文"]),
    "by ids": ({"a": {"title": "一", "text": "甲文"}, "b": {"title": "二", "text": "乙文"}}, ["一\n甲文", "二\n乙文"]),
    "conversation": (
        {"conversations": [{"from": "human", "value": "你好嗎？"}, {"from": "gpt", "value": "我很好。"}]},
        ["human\n你好嗎？\n\ngpt\n我很好。"],
    ),
    "messages": (
        [
            {
                "messages": [
                    {"role": "user", "content": "你好"},
                    {"role": "bot", "content": [{"type": "text", "text": "好"}]},
                ]
            }
        ],
        ["user\n你好\n\nbot\n好"],
    ),
    "chapters": (
        {"title": "書", "chapters": [{"title": "第一章", "content": "一"}, {"title": "第二章", "content": "二"}]},
        ["書\n第一章\n一\n\n第二章\n二"],
    ),
    "endings": (
        [{"新聞標題": "題", "新聞內容": "文", "編輯": "某"}, {"新聞標題": "", "新聞內容": "又"}],
        ["題\n文", "又"],
    ),
    "most chinese": ([{"url": "http://a.example/" + "a" * 90, "x": {"y": [LONG, "又"]}}], [f"{LONG}\n又"]),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_text_of_every_shape_is_taken(name: str, tmp_path: Path) -> None:
    value, expected = SHAPES[name]
    articles, problems = read(tmp_path / "a.json", value)
    assert [article.text for article in articles] == expected
    assert [problem for problem in problems if not isinstance(problem, Notice)] == []
    origins = [article.info.origin for article in articles]
    assert all(first.start < second.start and first.line < second.line for first, second in pairwise(origins))


def test_lines_of_json_may_have_any_shape(tmp_path: Path) -> None:
    lines = [{"_source": {"title": "題", "content": ["一", "二"]}}, {"_source": {"title": "又", "content": "三"}}]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    corpus = Corpus.open(path)
    assert [corpus.read(item).text for item in corpus.scan(notices=True) if isinstance(item, ArticleInfo)] == [
        "題\n一\n二",
        "又\n三",
    ]


def test_paths_can_be_configured(tmp_path: Path) -> None:
    def text(*names: str) -> str:
        ((article,), _notices) = read(tmp_path / "a.json", [LAW], names)
        return article.text.removeprefix("霧城管理條例\n")

    assert text("法規內容[].條號", "法規內容[].條文內容") == ARTICLES
    assert text("法規內容[].條文內容") == "為維護霧城市之秩序，\n制定本條例。\n主管機關為市政府。"
    assert text("法規內容") == ARTICLES
    assert text("沿革內容", "法規內容[].條號") == f"{LAW['沿革內容']}\n第 1 條\n第 2 條"
    ((), (problem,)) = read(tmp_path / "a.json", [LAW], "法規內容[].條文")
    assert "法規內容[].條文內容" in problem.advice


def test_what_is_left_out_is_said_once_with_its_path(tmp_path: Path) -> None:
    values = [{"content": "短", "full": {"zh": [LONG]}, "title": "題"}] * 3 + [
        {"content": LONG, "full": {"zh": ["長"]}}
    ]
    articles, (notice,) = read(tmp_path / "a.json", values)
    assert [len(article.text) for article in articles] == [3, 3, 3, len(LONG)]
    assert isinstance(notice, Notice)
    assert "of 3 records, “content”" in notice.message
    assert "12 %" in notice.message
    assert "“full.zh” has most" in notice.message
    assert "text = “full.zh”" in notice.advice
    articles, notices = read(tmp_path / "a.json", values, "full.zh")
    assert articles[0].text == f"題\n{LONG}"
    assert notices == []


def test_what_is_nested_too_deeply_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    deep: object = "深"
    for _level in range(70):
        deep = {"a": [deep]}
    articles, (problem,) = read(tmp_path / "a.json", [{"text": "一"}, {"text": "二", "tree": deep}, {"text": "三"}])
    assert [article.text for article in articles] == ["一", "三"]
    assert "64 deep" in problem.message


def test_what_follows_a_list_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "一"}]\n[{"text": "二"}]\n', "utf-8")
    (problem, info) = Corpus.open(path).scan(
        notices=True
    )  # an article without an id waits until all openings are known
    assert isinstance(info, ArticleInfo)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.message) == (2, "what follows the list is not read")


REPEATED = {
    f"散步\n{LONG}": f"散步\n{LONG}",
    f"\n  散 步 \n\n{LONG}": f"散 步 \n\n{LONG}",
    f"散步{LONG}": f"散步\n散步{LONG}",
    "散步": "散步\n散步",
    f"又\n散步\n{LONG}": f"散步\n又\n散步\n{LONG}",
}


@pytest.mark.parametrize("text", REPEATED)
def test_a_title_that_is_the_first_line_of_the_text_stands_there_once(text: str, tmp_path: Path) -> None:
    (article,), _problems = read(tmp_path / "a.json", [{"title": "散步", "content": text}])
    assert (article.text, article.info.title) == (REPEATED[text], "散步")
    assert article.text[: article.title_length].split() in (["散步"], ["散", "步"])


FRAGMENTS = {
    f"<p>{LONG[:8]}<em>{LONG[8:10]}</em>{LONG[10:12]}\n{LONG[12:]}</p>\n<p>一&nbsp;&amp;</p>": f"{LONG}\n一\xa0&",
    f"{LONG}<br>一\n二<br/>三": f"{LONG}\n一\n二\n三",
    f"<style>p {{}}</style><div>{LONG}</div><script>x()</script>": LONG,
    f"<p>{LONG}</p><p>甲<乙，<某>丙</p>": f"{LONG}\n甲<乙，<某>丙",
    "<p><ruby>漢<rt>ㄏㄢˋ</rt></ruby>字</p>": "漢字",
    "<ruby>漢<rt>ㄏㄢˋ</rt></ruby>字\n又": "漢字\n又",
    "<ul><li>甲<li>乙</ul><table><tr><td>丙<td>丁</table>": "甲\n乙\n丙 丁",
}


@pytest.mark.parametrize("key", ["content_html", "body_html", "content", "文章"])
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_fragments_of_html_are_read_as_their_author_set_them(fragment: str, key: str, tmp_path: Path) -> None:
    (article,), (notice, *_others) = read(tmp_path / "a.json", [{"title": "題", key: fragment, "摘要": "略"}])
    assert article.text == f"題\n{FRAGMENTS[fragment]}"
    assert "fragments of HTML" in notice.message


def test_markup_in_few_records_stays(tmp_path: Path) -> None:
    articles, problems = read(tmp_path / "a.json", [{"content": each} for each in ("甲<p>", "乙", "丙")])
    assert [article.text for article in articles] == ["甲<p>", "乙", "丙"]
    assert problems == []


KEYS = st.sampled_from(["text", "title", "content", "data", "內容", "條號", "新聞內容", "a", "b", "role", "id", ""])
TEXTS = st.text("甲乙丙丁，。 a1\n\r", max_size=14)
VALUES = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(0, 99),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=14,
)


@given(VALUES)
def test_an_article_is_made_of_the_texts_of_its_source_in_their_order(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    articles, _problems = read(tmp_path_factory.mktemp("j") / "a.json", value)
    texts = [leaf.text.replace("\r\n", "\n").replace("\r", "\n") for leaf in leaves_of(value)]
    pieces = [piece for text in texts for piece in (text, text.lstrip())]
    for article in articles:
        title, body = article.text[: article.title_length], article.text[article.title_length :]
        is_repeated = is_made_of(article.text, pieces)  # the title is the first line of the text, and stands there once
        assert is_made_of(body, texts) or is_repeated
        assert is_made_of(title, texts) or is_repeated


def is_made_of(text: str, pieces: list[str]) -> bool:
    """Tell whether a text is made of whole pieces in their order, with newlines between them."""
    ends = {0}
    for piece in pieces:
        ends |= {end + len(piece) for start in ends for end in starts(text, start) if text.startswith(piece, end)}
    return any(not text[end:].strip("\n") for end in ends)


def starts(text: str, start: int) -> range:
    """Give where a piece may begin after some newlines."""
    return range(start, len(text) - len(text[start:].lstrip("\n")) + 1)
