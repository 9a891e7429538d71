"""Test a corpus of several forms: what is in it, in which order, and that every article can be read again."""

import csv
import io
import json
from pathlib import Path
from random import Random
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError
from seeds.sources.corpus import Corpus
from seeds.sources.document_cache import DocumentCache
from seeds.sources.identity import path_id
from seeds.sources.readers.document import SourceFile
from seeds.sources.settings import SourceSettings

BODY = "正式煥新為淘寶閃購它遲早要來。更新是為了更好,更好也激勵我們常新。"
Row = tuple[str, str]

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1, max_size=12).filter(
    lambda text: bool(text.strip())
)
ROWS = st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6)


def scan(path: Path | None, settings: SourceSettings | None = None) -> tuple[Corpus, list[ArticleInfo], list[Problem]]:
    corpus = Corpus.open(path, settings)
    items = list(corpus.scan())
    infos = [item for item in items if isinstance(item, ArticleInfo)]
    return corpus, infos, [item for item in items if isinstance(item, Problem)]


def read_all(path: Path, settings: SourceSettings | None = None) -> list[Article]:
    corpus, infos, problems = scan(path, settings)
    assert problems == []
    return [corpus.read(info) for info in infos]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def as_csv(rows: list[Row], delimiter: str) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter)
    writer.writerows([("title", "text"), *rows])
    return buffer.getvalue()


def as_json_lines(rows: list[Row]) -> str:
    return "".join(json.dumps({"title": title, "text": body}, ensure_ascii=False) + "\r\n" for title, body in rows)


def as_json_list(rows: list[Row]) -> str:
    return json.dumps([{"title": title, "text": body} for title, body in rows], ensure_ascii=False, indent=1)


def test_the_bundled_articles() -> None:
    corpus, infos, problems = scan(None)
    assert problems == []
    assert [info.length for info in infos] == [3036, 4009, 3156, 4782, 788, 3161, 2176, 3096]
    assert corpus.bundled
    whole = corpus.root.read_text(encoding="utf-8")
    for info in infos:
        article = corpus.read(info)
        assert article.info is info
        assert whole[info.origin.start :].startswith(article.text)
        assert article.text[: article.title_length] == info.title
        assert len(article.text) == info.length + 1


@given(ROWS, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]))
def test_tables_round_trip(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], delimiter: str, encoding: str
) -> None:
    path = tmp_path_factory.mktemp("t") / ("a.tsv" if delimiter == "\t" else "a.csv")
    articles = read_all(write(path, as_csv(rows, delimiter).encode(encoding)))
    assert [article.text for article in articles] == [f"{title}\n{body}" for title, body in rows]
    assert [article.title_length for article in articles] == [len(title) for title, _body in rows]


@given(ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from([as_json_lines, as_json_list]))
def test_json_round_trips(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], encoding: str, form: object
) -> None:
    assert callable(form)
    path = tmp_path_factory.mktemp("j") / ("a.jsonl" if form is as_json_lines else "a.json")
    articles = read_all(write(path, form(rows).encode(encoding)))
    assert [article.text for article in articles] == [f"{title}\n{body}" for title, body in rows]
    content = form(rows).replace("\r\n", "\n")
    for article in articles:
        assert content[article.info.origin.start] == "{"
        assert content.count("\n", 0, article.info.origin.start) + 1 == article.info.origin.line


@pytest.mark.parametrize("form", [as_json_lines, as_json_list, lambda rows: as_csv(rows, ",")])
def test_ids_in_a_document_survive_reordering_and_additions(tmp_path: Path, form: object) -> None:
    assert callable(form)
    rows = [(f"題{index}", f"{BODY}{index}") for index in range(20)]
    path = tmp_path / ("a.jsonl" if form is as_json_lines else "a.json" if form is as_json_list else "a.csv")
    before = {article.text: article.info.id for article in read_all(write(path, form(rows)))}
    added = [*Random(1).sample(rows, 20), ("新題", BODY)]
    after = {article.text: article.info.id for article in read_all(write(path, form(added)))}
    assert after.items() > before.items()
    assert len(set(after.values())) == 21


def test_several_forms_in_one_folder_in_natural_order(tmp_path: Path) -> None:
    write(tmp_path / "10.txt", f"十\n{BODY}".encode("gb18030"))
    write(tmp_path / "2.txt", f"二\r\n{BODY}".encode("cp950", "ignore"))
    write(tmp_path / "3.md", f"# 三\n\n{BODY}")
    write(tmp_path / "4" / "b.jsonl", json.dumps({"標題": "四", "內容": BODY}) + "\n")
    write(tmp_path / "5.csv", f"标题;正文;日期;来源\n五;{BODY};2025/12/5;新华社\n".encode("gb18030"))
    write(tmp_path / "6.html", f"<html><head><title>六</title></head><body><article><p>{BODY * 4}</p></article></body>")
    write(tmp_path / "7.txt", f"#淘寶\n七\n{BODY} (每日經濟新聞)\n")
    write(tmp_path / "8.ndjson", json.dumps({"id": 88, "title": "八", "text": BODY}) + "\n")
    write(tmp_path / "9.json", json.dumps([{"headline": "九", "body": BODY}]))
    write(tmp_path / "annotations" / "a.txt", "no")
    write(tmp_path / ".hidden" / "a.txt", "no")
    write(tmp_path / ".a.txt", "no")
    write(tmp_path / "zhupi.toml", "[labels]\n")
    write(tmp_path / "picture.png", b"\x89PNG\0\0")
    corpus, infos, problems = scan(tmp_path)
    assert problems == []
    assert [info.title for info in infos] == list("二三四五六七八九十")
    by_title = {info.title: info for info in infos}
    assert by_title["四"].origin.document == "4/b.jsonl"
    assert (by_title["五"].date, by_title["五"].source) == ("2025-12-05", "新华社")
    assert (by_title["七"].tag, by_title["七"].source) == ("淘寶", "每日經濟新聞")
    assert by_title["八"].id == "88"
    assert by_title["十"].id == path_id("10.txt")
    articles = {info.title: corpus.read(info) for info in infos}
    assert all(BODY in article.text for article in articles.values())
    assert {title: article.encoding for title, article in articles.items() if article.encoding != "utf-8"} == {
        "二": "cp950",
        "五": "gb18030",
        "十": "gb18030",
    }
    assert articles["二"].newline == "crlf"
    assert len({info.key for info in infos}) == len(infos)


def test_a_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    path = write(tmp_path / "article.log", f"題\n{BODY}")
    (article,) = read_all(path)
    assert article.info.origin.document == "article.log"
    _corpus, infos, problems = scan(tmp_path)
    assert infos == []
    assert "no articles" in problems[0].message
    assert ".jsonl" in problems[0].advice


def test_settings_beside_the_texts_hold_for_folder_and_file(tmp_path: Path) -> None:
    write(tmp_path / "zhupi.toml", '[sources]\nencoding = "shift_jis"\ncolumns = { text = "b" }\nexclude = ["c*"]\n')
    path = write(tmp_path / "a.csv", "a,b\n一二三四五六七八九十一,猫\n".encode("shift_jis"))
    write(tmp_path / "c.txt", "no")
    assert [article.text for article in read_all(tmp_path)] == ["猫"]
    assert [article.text for article in read_all(path)] == ["猫"]
    assert [article.text for article in read_all(path, SourceSettings(encoding="shift_jis"))] == [
        "一二三四五六七八九十一"
    ]


def test_a_text_column_without_a_telling_name_is_the_longest_chinese_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f'url,x,y\nhttp://example.com/{"a" * 90},短,"{BODY}"\n')
    assert [article.text for article in read_all(path)] == [BODY]


def test_records_without_titles_are_listed_by_their_first_words(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", json.dumps({"text": f"  {BODY * 3}", "spans": []}))
    (article,) = read_all(path)
    assert article.title_length == 0
    assert article.info.title == (BODY * 3)[:40] + "…"


def test_newlines_inside_json_texts_are_unified(tmp_path: Path) -> None:
    (article,) = read_all(write(tmp_path / "a.jsonl", json.dumps({"text": "一\r\n二\r\n"})))
    assert (article.text, article.newline) == ("一\n二\n", "crlf")


def test_quoted_newlines_and_long_fields(tmp_path: Path) -> None:
    long = "長" * 200_000
    path = write(tmp_path / "a.csv", f'id,text\n1,"一\r\n""二"""\n2,{long}\n')
    articles = read_all(path)
    assert [article.text for article in articles] == ['一\n"二"', long]
    assert [article.info.origin.line for article in articles] == [2, 4]


def test_a_file_that_vanishes_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", as_json_lines([("題", BODY)]))
    corpus, (info,), _problems = scan(path)
    path.unlink()
    with pytest.raises(SourceError, match="no longer"):
        corpus.read(info)


@pytest.mark.parametrize("form", [as_json_lines, as_json_list, lambda rows: as_csv(rows, ",")])
def test_an_article_is_found_where_it_moved_to_and_missed_when_gone(tmp_path: Path, form: object) -> None:
    assert callable(form)
    rows = [(f"題{index}", f"{BODY}{index}") for index in range(3)]
    path = write(
        tmp_path / ("a.json" + "l" * (form is as_json_lines) if form in (as_json_lines, as_json_list) else "a.csv"),
        form(rows),
    )
    corpus, infos, _problems = scan(path)
    write(path, form([("新", BODY), rows[2], ("題0", f"{BODY}0 改了")]))
    moved, changed = corpus.read(infos[2]), corpus.read(infos[0])
    assert moved.text == f"題2\n{BODY}2"
    assert moved.info.origin != infos[2].origin
    assert changed.text == f"題0\n{BODY}0 改了"
    assert changed.info.length == len(changed.text) - 1
    with pytest.raises(SourceError, match="題1"):
        corpus.read(infos[1])


def test_reading_while_scanning(tmp_path: Path) -> None:
    for index in range(60):
        write(tmp_path / f"{index}.jsonl", as_json_lines([(f"題{index}-{row}", BODY) for row in range(5)]))
    corpus, infos, _problems = scan(tmp_path)
    wrong: list[str] = []

    def read() -> None:
        wrong.extend(info.title for info in infos if not corpus.read(info).text.startswith(info.title))

    readers = [Thread(target=read) for _index in range(2)]
    for reader in readers:
        reader.start()
    assert len(list(corpus.scan())) == 300
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_folder_is_listed_as_it_is_read(tmp_path: Path) -> None:
    for index in range(50):
        write(tmp_path / f"{index}.txt", BODY)
    items = Corpus.open(tmp_path).scan()
    assert isinstance(next(items), ArticleInfo)
    for path in tmp_path.iterdir():
        path.unlink()
    assert isinstance(next(items), Problem)


def test_opened_documents_are_kept_up_to_their_weight_and_opened_anew_when_changed(tmp_path: Path) -> None:
    first = SourceFile(write(tmp_path / "a.csv", as_csv([("題", BODY)], ",")), "a.csv", SourceSettings())
    second = SourceFile(write(tmp_path / "b.csv", as_csv([("題", BODY)], ",")), "b.csv", SourceSettings())
    roomy, tight = DocumentCache(), DocumentCache(capacity=1)
    assert roomy.open(first) is roomy.open(first)
    assert roomy.open(first) is not roomy.open(second)
    assert tight.open(first) is tight.open(first)
    opened = tight.open(first)
    tight.open(second)
    assert tight.open(first) is not opened
    before = roomy.open(first)
    write(first.path, as_csv([("題", BODY + BODY)], ","))
    assert roomy.open(first) is not before


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    paragraphs = f"<p>{BODY}</p>" * 5
    declaration = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    article = f"<nav>首頁</nav><article><h1>題目</h1>{paragraphs}</article>"
    page = f"<html><head>{declaration}<title>題目</title></head><body>{article}</body></html>"
    (read,) = read_all(write(tmp_path / "a.html", page.encode("gb18030")))
    assert read.text.startswith(f"題目\n{BODY}")
    assert "首頁" not in read.text
    assert read.title_length == 2


@pytest.mark.heavy
def test_a_hundred_megabytes_of_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"title": "題", "text": BODY * 9}, ensure_ascii=False)
    with path.open("w", encoding="utf-8") as file:
        for index in range(100_000):
            file.write(line.replace("題", f"題{index}", 1) + "\n")
    corpus, infos, problems = scan(path)
    assert (len(infos), problems) == (100_000, [])
    assert corpus.read(infos[-1]).text == f"題99999\n{BODY * 9}"


@pytest.mark.heavy
def test_a_text_of_a_hundred_megabytes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY * (100_000_000 // len(BODY.encode())))
    (article,) = read_all(path)
    assert len(article.text) == len(BODY) * (path.stat().st_size // len(BODY.encode()))
