"""Annotations of web pages, which quote their words, find these in the articles of a project."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import Imported, ImportRequest
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.storage.store import Store
from seeds.errors import SourceError
from tests.annotations.exchange.projects import Annotated, project

URI = "https://example.org/1"
TEXT = "标题\n😀他说\n“淘寶”和阿里巴巴。北京,北京。"


def row(exact: str, prefix: str = "", suffix: str = "", **other: object) -> dict[str, Any]:
    """A row as ``h/presenters/annotation_json.py`` makes it; its positions are those of the page."""
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 1, "endContainer": "/p[1]", "endOffset": 3},
        {"type": "TextPositionSelector", "start": 501, "end": 503},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
    ]
    return {
        "id": "x",
        "created": "2026-01-02T03:04:05+00:00",
        "updated": "2026-01-02T03:04:05+00:00",
        "user": "acct:wang@hypothes.is",
        "uri": URI,
        "text": "",
        "tags": ["机构"],
        "group": "__world__",
        "permissions": {"read": ["group:__world__"]},
        "target": [{"source": URI, "selector": selectors if exact else []}],
        "document": {"title": ["标题"]},
        "links": {},
        "user_info": {"display_name": "王"},
        "flagged": False,
        "hidden": False,
    } | other


ROWS = [
    row("淘寶", "😀他说\n“", "”和阿里巴巴。"),
    row("北京", "", "", tags=["LOC"]),
    row("北京", "", "。", tags=["LOC", "城市"], text="两次"),
    row("", text="好", tags=["新闻"]),
    row("阿里巴巴", tags=[]),
    row("淘寶", references=["x"]),
    row("没有"),
]


def bring(known: Annotated, file: Path) -> Imported:
    return import_file(
        known.corpus, known.folder, ImportRequest(find_format("hypothesis"), file, "a1", add_labels=True)
    )


@pytest.mark.parametrize("shape", ["rows", "export", "array", "lines"])
def test_rows_of_hypothesis_find_their_words(tmp_path: Path, shape: str) -> None:
    known = project(tmp_path / "p", {URI: TEXT, "other": "标题\n另一篇文章。"})
    file = tmp_path / "a.json"
    values: dict[str, Any] = {
        "rows": {"total": 7, "rows": ROWS},
        "export": {"export_date": "2026", "export_userid": "x", "client_version": "1", "annotations": ROWS},
        "array": ROWS,
    }
    lines = "".join(json.dumps(each) + "\n" for each in ROWS)
    file.write_text(lines if shape == "lines" else json.dumps(values[shape], indent=1), "utf-8")
    assert detect(file, lambda _problem: None).about.name == "hypothesis"
    imported = bring(known, file)
    layer = Store(known.folder, "a1").open(known.articles()[URI]).layer
    text = known.articles()[URI].text
    assert [(text[span.start : span.end], span.label, span.note) for span in layer.ordered] == [
        ("淘寶", "机构", ""),
        ("北京", "LOC", "两次"),
        ("北京", "城市", "两次"),
    ]
    assert text.index("北京。") == layer.ordered[1].start
    assert (layer.metadata.note, layer.metadata.categories) == ("好", ("新闻",))
    reasons = [(loss.what, loss.reason[:24], loss.start) for loss in imported.report.losses]
    assert sorted(reasons) == [
        ("annotation", "is a reply to another an", -1),
        ("北京", "its words are not what t", -1),
        ("没有", "its words are not what t", -1),
        ("阿里巴巴", "has no tag, which would ", -1),
    ]


def test_a_page_is_the_one_article_that_has_all_its_quotes(tmp_path: Path) -> None:
    other = "标题\n他们说,“淘寶”和别的都好。"
    known = project(tmp_path / "p", {"a": TEXT, "b": other})
    file = tmp_path / "a.json"
    file.write_text(
        json.dumps([row("淘寶", "😀他说\n“", "”和阿里巴巴。"), row("“淘寶”和阿里巴巴。北京,北京")]), "utf-8"
    )
    assert bring(known, file).report.spans.total() == 2
    for rows in ([row("淘寶")], [row("淘寶", "“", "”和")], [row("淘寶", "😀他说\n“"), row("没有")]):
        file.write_text(json.dumps(rows), "utf-8")
        imported = bring(known, file)
        assert not imported.report.spans
        assert not imported.report.complete


WRONG = [[7], {"rows": 7}, {"rows": [{"target": 7, "tags": 7}]}, {}, [row("x", tags=[7])], "x"]


@pytest.mark.parametrize("value", WRONG)
def test_what_is_of_a_wrong_type_is_a_loss_or_a_problem(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value), "utf-8")
    with suppress(SourceError):
        assert not any(record.spans for record in find_format("hypothesis").read(tmp_path / "a.json", Report()))
