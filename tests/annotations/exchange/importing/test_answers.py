"""What a file leaves open is asked with its values, and each value is shown on the first span that it changes."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.importing.answers import answered, samples
from annotations.exchange.importing.importer import import_file
from annotations.exchange.importing.request import ImportRequest, StopImportError
from annotations.exchange.options import Ends, OffsetUnit, ReadingOptions
from annotations.exchange.registry import find_format
from seeds.errors import Question, UndecidedError, ZhupiError
from seeds.sources.corpus import Corpus

FIRE = "😀🚒消防员驾驶消防车去北京，然后回家。"
DOCCANO = [{"text": "他在北京。", "label": [[2, 4, "LOC"]]}, {"text": FIRE, "label": [[13, 15, "LOC"]]}]
CMEEE = [{"text": "患者诉头痛，伴肺炎。", "entities": [{"start_idx": 3, "end_idx": 5, "type": "SYM"}]}]
TASKS = [
    {
        "data": {"title": "船", "content": FIRE},
        "annotations": [
            {"result": [{"type": "labels", "from_name": "l", "value": {"start": 13, "end": 15, "labels": ["LOC"]}}]}
        ],
    }
]
COLUMNS = "他 O B-PER\n说 B-LOC O\n\n"
LAYER = "#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Two|level|sort\n\n\n#Text=😀他说\n"
ROWS = "1-1\t0-2\t😀\t_\t_\t\n1-2\t2-4\t他说\t高\tPER\t\n"


def ignore(*_arguments: object) -> None:
    """Nobody has to know."""


def lines(values: Sequence[object]) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def request_of(path: Path, name: str = "") -> ImportRequest:
    return ImportRequest(find_format(name) if name else detect(path, ignore), path, "a1", dry_run=True)


def question_about(request: ImportRequest) -> Question:
    with pytest.raises(UndecidedError) as raised:
        import_file(Corpus.open(request.path.parent), request.path.parent / "annotations", request)
    assert raised.value.question
    return raised.value.question


@pytest.mark.parametrize(
    ("name", "content", "option", "shown"),
    [
        (
            "a.jsonl",
            lines(DOCCANO),
            "unit",
            {
                "codepoint": "驾驶消防车去北京▐，然▌后回家。  LOC",
                "utf16": "防员驾驶消防车去▐北京▌，然后回家。  LOC",
                "grapheme": "驾驶消防车去北京▐，然▌后回家。  LOC",
            },
        ),
        (
            "a.json",
            lines(CMEEE),
            "ends",
            {"inclusive": "患者诉▐头痛，▌伴肺炎。  SYM", "exclusive": "患者诉▐头痛▌，伴肺炎。  SYM"},
        ),
        ("a.json", json.dumps(TASKS).encode(), "text_field", {"content": FIRE, "title": "船"}),
        ("a.conll", COLUMNS.encode(), "tag_column", {"2": "他▐说▌  LOC", "3": "▐他▌说  PER"}),
        ("a.tsv", (LAYER + ROWS).encode(), "label_feature", {"level": "😀▐他说▌  高", "sort": "😀▐他说▌  PER"}),
        ("a.jsonl", lines([{"tokens": ["他", "说"], "ner_tags": [1, 2]}]), "tags", {}),
    ],
)
def test_each_value_is_shown_on_the_first_span_that_it_changes(
    tmp_path: Path, name: str, content: bytes, option: str, shown: dict[str, str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    request = request_of(path, "conll2003" if option == "tag_column" else "")
    question = question_about(request)
    assert question.option == option
    assert samples(request, question, ignore) == shown
    if shown:
        settled = answered(request, question, question.values[0])
        assert settled.reading.given == [option]
        assert answered(settled, question, "").reading == ReadingOptions()


def test_an_encoding_is_shown_by_how_the_text_begins(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "北京", "label": [[0, 2, "LOC"]]}\n'.encode("gb18030"))
    request = request_of(path)
    question = question_about(request)
    assert question.option == "encoding"
    shown = samples(request, question, ignore)
    assert shown["gb18030"] == "北京"
    assert len({*shown.values()}) > 1
    assert answered(request, question, "GBK").encoding == "gbk"
    forced = samples(request, Question("encoding", ("utf-8", "gb18030")), ignore)
    assert "is not UTF-8" in forced["utf-8"]


def test_what_makes_no_difference_is_not_shown_and_the_comparison_can_be_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(DOCCANO[:1]))
    units = Question("unit", tuple(OffsetUnit))
    assert samples(request_of(path), units, ignore) == {}

    def stop() -> None:
        raise StopImportError

    with pytest.raises(StopImportError):
        samples(request_of(path), units, stop)


@pytest.mark.parametrize(("option", "value"), [("unit", "miles"), ("ends", "odd"), ("encoding", "klingon")])
def test_what_is_no_value_is_refused(tmp_path: Path, option: str, value: str) -> None:
    request = ImportRequest(find_format("cmeee"), tmp_path, "a1")
    with pytest.raises(ZhupiError, match=value):
        answered(request, Question(option), value)


def test_answers_become_the_options_of_the_command_line(tmp_path: Path) -> None:
    request = ImportRequest(find_format("cmeee"), tmp_path, "a1")
    for question, value, expected in [
        (Question("unit"), "utf16", ReadingOptions(unit=OffsetUnit.UTF16)),
        (Question("ends"), "inclusive", ReadingOptions(ends=Ends.INCLUSIVE)),
        (Question("tags"), "O, B-PER", ReadingOptions(tags=("O", "B-PER"))),
        (Question("label_feature", subject="Two"), "sort", ReadingOptions(label_feature={"Two": "sort"})),
    ]:
        assert answered(request, question, value).reading == expected
