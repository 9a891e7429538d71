"""Test which format a file is of."""

import gzip
import json
import random
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from annotations.exchange import detection
from annotations.exchange.detection import detect
from annotations.exchange.format import Format
from annotations.exchange.output import REPORT
from annotations.exchange.record import Record
from annotations.exchange.registry import all_formats, find_format
from annotations.exchange.report import Report
from annotations.model.span import Span
from seeds.errors import NotFoundError, Problem, SourceError, UndecidedError
from tests.annotations.exchange.memory_format import MemoryFormat
from tests.annotations.exchange.records import OPTIONS


class Sure(MemoryFormat):
    """Is sure of every file whose head begins so."""

    def __init__(self, name: str, opening: str) -> None:
        super().__init__()
        self.about = type(self.about)(name, "", ".x", reads=name != "deaf")
        self._opening = opening

    def detect(self, path: Path, head: str) -> bool:
        return head.startswith(self._opening)


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> list[Format | Problem]:
    """Formats in place of those that there are."""
    found: list[Format | Problem] = [Sure("one", "[1"), Sure("two", "[1,"), Sure("deaf", "[2"), Sure("three", "[3")]

    def all_formats() -> Iterator[Format | Problem]:
        yield from found

    monkeypatch.setattr(detection, "all_formats", all_formats)
    return found


def test_the_one_format_that_is_sure(tmp_path: Path, formats: list[Format | Problem]) -> None:
    file = tmp_path / "x"
    for content in (b"[3]", b"\xef\xbb\xbf[3]", b"[3" + b" " * 99_999, b"[3 \xff\xfe"):
        file.write_bytes(content)
        assert detect(file, unexpected).about.name == "three"


def test_none_or_several_are_told(tmp_path: Path, formats: list[Format | Problem]) -> None:
    file = tmp_path / "x"
    file.write_text("[1, 2]")
    with pytest.raises(UndecidedError, match=r"x: may be of several formats: one, two \(--format"):
        detect(file, unexpected)
    for content in ("", "[2]", "北京"):
        file.write_text(content, "gb18030")
        with pytest.raises(SourceError, match="of no format that is known"):
            detect(file, unexpected)
    with pytest.raises(SourceError, match="cannot be read: No such file"):
        detect(tmp_path / "y", unexpected)


def test_a_plug_in_that_cannot_be_loaded_is_told_and_left_out(tmp_path: Path, formats: list[Format | Problem]) -> None:
    formats.append(Problem("stars", "cannot be loaded"))
    (tmp_path / "x").write_text("[3]")
    told: list[Problem] = []
    assert detect(tmp_path / "x", told.append).about.name == "three"
    assert [problem.document for problem in told] == ["stars"]


def test_an_export_says_itself_what_it_is(tmp_path: Path) -> None:
    (tmp_path / REPORT).write_text(json.dumps({"format": "bio"}))
    assert detect(tmp_path, unexpected) is find_format("bio")
    (tmp_path / REPORT).write_text(json.dumps({"format": "bioo"}))
    with pytest.raises(NotFoundError, match="did you mean “bio”"):
        detect(tmp_path, unexpected)


@pytest.mark.parametrize("content", ["", "[]", '{"format": 1}', "{}"])
def test_a_report_that_says_nothing_is_passed_over(
    tmp_path: Path, content: str, formats: list[Format | Problem]
) -> None:
    (tmp_path / REPORT).write_text(content)
    with pytest.raises(SourceError, match="no format"):
        detect(tmp_path, unexpected)


def sample_heads() -> list[bytes]:
    """Beginnings of files of many kinds, which the fuzzing cuts and mixes."""
    line = {
        "text": "😀他说“淘寶”",
        "label": [[4, 6, "ORG"]],
        "entities": [{"start_offset": 1}],
        "spans": [{"start": 1}],
    }
    texts = [
        json.dumps(line, ensure_ascii=False) + "\n",
        '[{"data": {"text": "甲"}, "annotations": [{"result": [{"type": "labels"}]}]}]',
        '[{"tokenized_text": ["甲"], "ner": [[0, 0, "ORG"]]}]',
        '{"content": "甲", "prompt": "ORG", "result_list": [{}]}\n',
        '{"messages": [{"role": "user", "content": "甲"}, {"role": "assistant", "content": "{\\"spans\\": []}"}]}\n',
        '{"prompt": "\\nText:\\n甲\\n\\nAnswer:\\n", "completion": "{\\"spans\\": []}"}\n',
        '[{"instruction": "", "input": "甲", "output": "{\\"spans\\": []}"}, {"conversations": [{"from": "gpt"}]}]',
        '[{"text": "甲", "entities": [{"start_idx": 0, "end_idx": 0, "type": "dis", "entity": "甲"}]}]',
        '{"originalText": "甲", "entities": [{"start_pos": 0, "end_pos": 1, "label_type": "dis"}]}\n',
        '{"text": "甲", "spo_list": [{"subject": "甲", "predicate": "是", "object": {"@value": "甲"}}]}\n',
        '[{"sentence": ["甲"], "ner": [{"index": [0], "type": "dis"}]}, {"sentence": "甲", "entities": []}]',
        '{"input": "甲", "output": {"entities": {"dis": ["甲"]}, "relations": []}}\n',
        '{"type": "AnnotationPage", "items": []}\n{"type": ["Annotation"], "target": {}}\n',
        '{"%TYPES": {}, "%FEATURE_STRUCTURES": []}',
        'article,start,end,label\na,0,1,"ORG\r\n',
        "article\tstart\tend\tlabel\na\t0\t1\tORG\n",
        "甲\tB-ORG\n乙\tO\n\n-DOCSTART- -X- -X- O\n",
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x|value\n\n#Text=甲\n1-1\t0-1\t甲\t_\n",
        '<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>',
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>',
        "# text = 😀甲\n# sent_id = 1\n1\t😀\tO\t-\n2\t甲\tB_机构\t-\n",
        "Sentence #,Word,POS,Tag\nSentence: 1,甲,N,B-ORG\n,乙,N,O\n",
        "甲 乙\nB-ORG O\n",
        "{{机构:甲}}乙\\n\n[@甲#机构*] [$乙#X*]\n",
        '<DOC DOCNO="1"><ENAMEX TYPE="机构" S_OFF="1">甲乙</ENAMEX></DOC>',
        "19980101-01-001-001/m  [甲/ns  乙/n]nt  丙/nr\n",
        "{" * 3000,
        "[" * 3000,
    ]
    packed = [
        zlib.compress(b"\x83\xa7version" + bytes(99)),
        gzip.compress(b"x", mtime=0),
        b"PAR1\x15\x04",
        b"PK\x03\x04",
    ]
    return [*(text.encode() for text in texts), *packed, texts[0].encode("gb18030"), texts[0].encode("utf-16")]


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.heavy)])
def test_no_beginning_of_a_file_is_an_exception(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Thousands of random, truncated and mixed heads: each is of a format, or refused by a message."""
    loaded = list(all_formats())
    monkeypatch.setattr(detection, "all_formats", lambda: iter(loaded))
    draw = random.Random(11)
    samples = sample_heads()
    file = tmp_path / "x"
    for number in range(count):
        content = bytearray(draw.choice(samples))
        match number % 4:
            case 0:
                content = bytearray(draw.randbytes(draw.randrange(60)))
            case 1:
                del content[draw.randrange(len(content)) :]
            case 2:
                for _each in range(draw.randrange(1, 6)):
                    content[draw.randrange(len(content))] = draw.choice(b'\r\n\t\0{}[]",:x\xff\xed')
            case _:
                content += draw.choice(samples)[draw.randrange(4) :]
        file.write_bytes(content)
        with suppress(SourceError, UndecidedError):
            detect(file, unexpected)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a\rb", "of no format that is known"),
        (b"", "of no format that is known"),
        (gzip.compress(b"x", mtime=0), "is packed by gzip .unpack it first"),
        (b"\0\1\2", "is binary, and of no format"),
        (b'{"text": "x"}\n', "the nearest is doccano, but “label” is missing"),
        (b'[{"tokenized_text": ["x"]}]', "the nearest is gliner, but “ner” is missing"),
        (b'{"text": "x", "label": "ORG"}\n', "the nearest is doccano, but its keys hold something else"),
        (b"article,start,label\n", "the nearest is csv, but “end” is missing"),
    ],
)
def test_a_refusal_names_the_nearest_format_and_what_is_missing(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(SourceError, match=message):
        detect(tmp_path / "x", unexpected)


def test_archives_are_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x", "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(SourceError, match="is packed by zip"):
        detect(tmp_path / "x", unexpected)


def test_parquet_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"PAR1" + bytes(20))
    assert detect(tmp_path / "x", unexpected).about.name == "huggingface"


def test_most_lines_say_which_format_it_is(tmp_path: Path) -> None:
    entity = {"id": 1, "start_offset": 0, "end_offset": 1, "label": "ORG"}
    lines: list[object] = [{"text": "甲", "entities": []}, {"title": 1}, *[{"text": "甲", "entities": [entity]}] * 3]
    (tmp_path / "x").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert detect(tmp_path / "x", unexpected).about.name == "doccano-relations"


def test_a_plug_in_that_fails_is_told_and_left_out(tmp_path: Path, formats: list[Format | Problem]) -> None:
    class Failing(Sure):
        def detect(self, path: Path, head: str) -> bool:
            raise ZeroDivisionError

    formats.append(Failing("four", ""))
    (tmp_path / "x").write_text("[3]")
    problems: list[Problem] = []
    assert detect(tmp_path / "x", problems.append).about.name == "three"
    assert [problem.document for problem in problems] == ["four"]


def test_what_entities_prints_can_be_imported(tmp_path: Path) -> None:
    span = {"start": 4, "end": 6, "label": "机构", "score": 0.91, "origin": "lac"}  # tui/cli/commands/entities.py
    line = {"id": "a1", "title": "他说", "text": "😀他说\n“淘寶”"}
    values = [line | {"spans": []}, line | {"spans": [span, span | {"end": 99}]}]
    (tmp_path / "x").write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    format_ = detect(tmp_path / "x", unexpected)
    assert format_.about.name == "entities"
    report = Report()
    _none, record = format_.read(tmp_path / "x", report)
    suggestion = record.suggestions[0]
    assert (record.id, record.title, record.spans) == ("a1", "他说", ())
    assert (suggestion.start, suggestion.end, suggestion.score, suggestion.origin) == (4, 6, 0.91, "lac")
    assert [loss.reason for loss in report.losses] == ["reaches beyond the text"]
    with pytest.raises(SourceError, match="is read, and not written"):
        format_.write([], tmp_path / "y", OPTIONS, Report())


def test_records_of_rubrix_are_no_tasks_of_prodigy(tmp_path: Path) -> None:
    value: dict[str, object] = {  # rubrix/client/sdk/token_classification/models.py and argilla 1.29 client/models.py
        "text": "😀他说\n“淘寶”和北京",
        "tokens": ["😀", "他"],
        "prediction": [["机构", 5, 7, 0.9], {"label": "LOC", "start": 9, "end": 11, "score": 0.5}],
        "prediction_agent": "zh_model",
        "annotation": [["机构", 5, 7], ["LOC", 9]],
        "annotation_agent": "wang",
        "id": "8c1",
        "metadata": {},
        "status": "Validated",
        "event_timestamp": "2022-01-01T00:00:00",
        "metrics": {},
        "vectors": None,
    }
    (tmp_path / "x").write_text(json.dumps(value) + "\n", "utf-8")
    format_ = detect(tmp_path / "x", unexpected)
    assert format_.about.name == "argilla"
    report = Report()
    (record,) = format_.read(tmp_path / "x", report)
    assert [(record.words(span), span.label) for span in record.spans] == [("淘寶", "机构")]
    assert [(each.start, each.end, each.score, each.origin) for each in record.suggestions] == [
        (5, 7, 0.9, "zh_model"),
        (9, 11, 0.5, "zh_model"),
    ]
    assert (record.id, record.annotator, record.status) == ("8c1", "wang", "done")
    assert [loss.reason for loss in report.losses] == ["is not of the form [label, start, end]"]
    with pytest.raises(SourceError, match="is read, and not written"):
        format_.write([], tmp_path / "y", OPTIONS, Report())


def test_json_lines_are_known_however_long_the_first_one_is(tmp_path: Path) -> None:
    for number, name in enumerate(("doccano", "prodigy", "w3c", "chat", "spacy-jsonl", "uie", "gliner2")):
        record = Record("a", "北京" * 23_000, (Span("s1", 0, 2, "LOC"),))
        path = tmp_path / f"{number}.jsonl"
        find_format(name).write([record], path, OPTIONS, Report())
        assert path.stat().st_size > 1 << 17
        assert detect(path, unexpected).about.name == name


def test_the_nearest_of_a_table_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,start,end,label\n北京,0,2,LOC\n", "utf-8")
    with pytest.raises(SourceError, match="the nearest is csv, but “article” is missing"):
        detect(path, unexpected)
