"""Test tables as Excel and portals of open data write them: which rows are articles, and what is said of the rest."""

from pathlib import Path

import pytest

from seeds.article import Article, ArticleInfo
from seeds.errors import Notice, Problem
from seeds.sources.corpus import Corpus
from seeds.sources.settings import ColumnNames, SourceSettings

ONE = "今天天氣很好，我們去公園散步。"
TWO = "昨天下了一天的雨，街上沒有人。"


def read(path: Path, content: str, text: str = "") -> tuple[list[Article], list[Problem]]:
    path.write_text(content, "utf-8")
    corpus = Corpus.open(path, SourceSettings(columns=ColumnNames(text)) if text else None)
    items = list(corpus.scan(notices=True))
    infos = [item for item in items if isinstance(item, ArticleInfo)]
    articles = [corpus.read(info) for info in infos]
    assert [article.info for article in articles] == infos
    for article in articles:
        assert content.count("\n", 0, article.info.origin.start) == article.info.origin.line - 1
    return articles, [item for item in items if isinstance(item, Problem)]


WITHOUT_HEADER = {
    "texts alone": (f"{ONE}\n{TWO}\n", [ONE, TWO]),
    "label and text": (f"1\t{ONE}\n0\t{TWO}\n", [ONE, TWO]),
    "text and label": (f'正面,"{ONE}"\n負面,"{TWO}"\n正面,"{ONE}又"\n', [ONE, TWO, f"{ONE}又"]),
    "one row": (f"7,{ONE}\n", [ONE]),
    "very short texts": ("很好,1\n不好,0\n還行,1\n", ["很好", "不好", "還行"]),
    "numbered": ("1,渡船\n2,霧笛\n3,船篙\n", ["渡船", "霧笛", "船篙"]),
}


@pytest.mark.parametrize("name", WITHOUT_HEADER)
def test_a_table_without_a_header_keeps_its_first_row(name: str, tmp_path: Path) -> None:
    content, expected = WITHOUT_HEADER[name]
    articles, (notice,) = read(tmp_path / "a.csv", content)
    assert [article.text for article in articles] == expected
    assert isinstance(notice, Notice)
    assert "has no header" in notice.message
    assert "column_1" in notice.message


WITH_HEADER = {
    "names": f"標題,內文\n題,{ONE}\n",
    "unknown names": f"x,y\n題,{ONE}\n",
    "long unknown names": f"受訪者所填寫的編號欄,受訪者所說的話語欄\n題,{ONE}\n",
    "questions": f"時間,您對本館的開放時間有什麼意見？請說明。\n2030/1/1 10:00,{ONE}\n2030/1/2 11:00,{TWO}\n",
    "years": f"地方,2019,2020,話\n甲,3,4,{ONE}\n乙,5,6,{TWO}\n",
    "a label": f"text,label\n{ONE},1\n{TWO},0\n",
    "sum of numbers": f"這一欄是各人的年齡，以歲計,說\n31,{ONE}\n32,{TWO}\n",
}


@pytest.mark.parametrize("name", WITH_HEADER)
def test_a_header_is_no_article(name: str, tmp_path: Path) -> None:
    articles, problems = read(tmp_path / "a.csv", WITH_HEADER[name])
    assert ONE in articles[0].text
    assert len(articles) == WITH_HEADER[name].count("\n") - 1
    assert [problem for problem in problems if "header" in problem.message] == []


def test_a_name_of_the_settings_makes_a_header(tmp_path: Path) -> None:
    content = f"{ONE},{TWO}\n甲{ONE},乙{TWO}\n"
    assert [article.text for article in read(tmp_path / "a.csv", content)[0]] == [ONE, f"甲{ONE}"]
    assert [article.text for article in read(tmp_path / "a.csv", content, TWO)[0]] == [f"乙{TWO}"]
    assert [article.text for article in read(tmp_path / "a.csv", content, "column_2")[0]] == [TWO, f"乙{TWO}"]


def test_columns_of_one_name_are_both_there(tmp_path: Path) -> None:
    content = f"標題,內文,內文,\n題,{ONE},{TWO},空\n"
    (article,), notices = read(tmp_path / "a.csv", content)
    assert article.text == f"題\n{ONE}"
    assert "“內文_2”" in notices[0].message
    assert len(notices) == 1
    (article,), _notices = read(tmp_path / "a.csv", content, "內文_2")
    assert article.text == f"題\n{TWO}"
    (article,), _notices = read(tmp_path / "a.csv", content, "column_4")
    assert article.text == "題\n空"


LEADING = {
    "separator": (f"sep=;\n標題;內文\n題;{ONE}\n", None),
    "separator in quotes": (f'"sep=|"\n標題|內文\n題|{ONE}\n', None),
    "bar": (f"標題|內文\n題|{ONE}\n", None),
    "comment": (f"# 匯出於 2030 年, 共一篇, 完\n標題,內文\n題,{ONE}\n", "first line is no part"),
    "comments": (f"# 匯出\n\n# 完\n標題,內文\n題,{ONE}\n", "first 2 lines are no part"),
    "title": (f"霧城市的新聞\n標題,內文\n題,{ONE}\n又,{TWO}\n", "first line is no part"),
    "title with commas": (f"霧城市的新聞,,\n標題,內文\n題,{ONE}\n又,{TWO}\n", "first line is no part"),
    "a name like a comment": (f"#標題,內文\n題,{ONE}\n", None),
}


@pytest.mark.parametrize("name", LEADING)
def test_what_stands_before_a_table_is_no_part_of_it(name: str, tmp_path: Path) -> None:
    content, message = LEADING[name]
    articles, notices = read(tmp_path / "a.csv", content)
    assert ONE in articles[0].text
    assert len(articles) == content.count("又,") + 1
    assert [message in notice.message for notice in notices] == [True] if message else notices == []


def test_fragments_of_html_are_read_where_most_cells_are_such(tmp_path: Path) -> None:
    cell = "<p>第一段&nbsp;甲&amp;乙</p><p>第<b>二</b>段<br />三段，1 < 2</p>"
    content = f"標題,內文\n一,{cell.replace('，', '；')}\n二,無\n三,{cell.replace('，', '；')}\n"
    articles, (notice,) = read(tmp_path / "a.csv", content)
    assert articles[0].text == "一\n第一段\u00a0甲&乙\n第二段\n三段；1 < 2"
    assert articles[1].text == "二\n無"
    assert "fragments of HTML" in notice.message
    few = content.replace("三,<p>", "三,無\n四,無\n五,<p>")
    articles, notices = read(tmp_path / "a.csv", few)
    assert "<p>第一段&nbsp;" in articles[0].text
    assert notices == []
