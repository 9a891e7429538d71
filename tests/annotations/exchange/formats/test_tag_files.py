"""Files of tags: a strict reader finds every span, seqeval scores them, and spaCy converts them."""

import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.exchange.format import Format
from annotations.exchange.formats.tags import character_tags, conll2003
from annotations.exchange.options import Options, Tokens
from annotations.exchange.record import Record
from annotations.exchange.report import Report
from annotations.model.schema import Label, Schema
from annotations.model.span import Span
from seeds.errors import SourceError
from tests.annotations.exchange.records import ODD_TEXTS, OPTIONS, Plain, beijing, record_lists, records
from tests.annotations.exchange.trips import head, reasons, trip, write
from tests.sizes import examples

LETTERS = {"conll2003": "BIIB", "bio": "BIIB", "bioes": "BIES", "bmes": "BMES"}
FORMATS: list[Format] = [conll2003.FORMAT, character_tags.BIO, character_tags.BIOES, character_tags.BMES]
EACH = pytest.mark.parametrize("format_", FORMATS, ids=[format_.about.name for format_ in FORMATS])
APART = Plain(overlap=False, relations=False, notes=False, attributes=False, categories=False)

Sentence = list[tuple[str, str]]


def sentences_in(path: Path) -> list[Sentence]:
    """A reader that takes nothing but what it knows, and splits lines at white space as most do."""
    found: list[Sentence] = []
    lines = path.read_text("utf-8").splitlines(keepends=True)
    content = "".join(line for line in lines if not line.startswith("# id = "))
    assert not content or (content.endswith("\n\n") and not content.startswith("\n"))
    for block in content.split("\n\n")[:-1]:
        if block == "-DOCSTART- -X- -X- O":
            continue
        rows = [line.split() for line in block.split("\n")]
        if path.suffix == ".conll":
            assert all(row[1:3] == ["-X-", "_"] and len(row) == 4 for row in rows)
        else:
            assert all(len(row) == 2 for row in rows)
        found.append([(row[0], row[-1]) for row in rows])
    return found


def entities(sentence: Sentence, scheme: str) -> list[tuple[int, int, str]]:
    """The spans in code points of the joined tokens; a tag that its scheme does not allow where it stands fails."""
    first, inside, last, single = list(scheme)
    found = []
    offset, open_at, label = 0, -1, ""
    follow = [tag for _token, tag in sentence[1:]] + ["O"]
    for (token, tag), after in zip(sentence, follow, strict=True):
        goes_on = after[0] in {inside, last} and after[0] not in {first, "O"}
        if tag == "O":
            assert open_at < 0
            assert not goes_on
        elif open_at < 0:
            assert tag[0] == (first if goes_on else single)
            open_at, label = offset, tag[2:]
        else:
            assert tag == f"{inside if goes_on else last}-{label}"
        offset += len(token)
        if open_at >= 0 and not goes_on:
            found.append((open_at, offset, label))
            open_at = -1
    return found


def without_space(record: Record) -> list[tuple[int, int, str]]:
    """The spans that are more than white space, in a text without any."""
    places = [sum(not character.isspace() for character in record.text[:end]) for end in range(len(record.text) + 1)]
    found = [(places[span.start], places[span.end], span.label) for span in record.spans]
    return sorted(place for place in found if place[0] < place[1])


@EACH
@settings(max_examples=examples(25))
@given(record_lists(records(ODD_TEXTS, APART)))
def test_a_strict_reader_finds_every_span(
    tmp_path_factory: pytest.TempPathFactory, format_: Format, given_records: list[Record]
) -> None:
    path = write(format_, given_records, tmp_path_factory.mktemp("tags"))
    found: list[tuple[int, int, str]] = []
    text = ""
    for sentence in sentences_in(path):
        spans = entities(sentence, LETTERS[format_.about.name])
        found += [(len(text) + start, len(text) + end, label) for start, end, label in spans]
        text += "".join(token for token, _tag in sentence)
    assert text == "".join("".join(record.text.split()) for record in given_records)
    expected = []
    before = 0
    for record in given_records:
        expected += [(before + start, before + end, label) for start, end, label in without_space(record)]
        before += len("".join(record.text.split()))
    assert found == expected


@EACH
@settings(max_examples=examples(25))
@given(records(ODD_TEXTS))
def test_every_span_is_written_or_told(
    tmp_path_factory: pytest.TempPathFactory, format_: Format, record: Record
) -> None:
    report = Report()
    path = write(format_, [record], tmp_path_factory.mktemp("tags"), report=report)
    count = sum(len(entities(sentence, LETTERS[format_.about.name])) for sentence in sentences_in(path))
    assert count == sum(report.spans.values())
    assert count + report.lost.total() == len(record.spans)


@EACH
@settings(max_examples=examples(25))
@given(records(ODD_TEXTS, APART))
def test_what_is_read_is_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, format_: Format, record: Record
) -> None:
    path = write(format_, [record], tmp_path_factory.mktemp("tags"))
    report = Report()
    found, text = [], ""
    for read in format_.read(path, report):
        found += [(len(text) + span.start, len(text) + span.end, span.label) for span in read.spans]
        text += read.text
    assert text == "".join(record.text.split())
    assert found == without_space(record)
    assert report.complete
    assert not report.changed
    assert report.rebuilt == bool(text)


@EACH
@pytest.mark.parametrize("prefix", ["", "😀", "😀甲\n　"])
def test_the_sentence_that_others_get_wrong(format_: Format, prefix: str) -> None:
    result = trip(format_, [beijing(prefix)])
    said = [(read.words(span), span.label) for read in result.records for span in read.spans]
    assert said == [("美團", "ORG"), ("淘寶閃購", "ORG")]
    assert result.written.complete


@EACH
def test_each_format_knows_its_own_files_alone(format_: Format, tmp_path: Path) -> None:
    path = write(format_, [beijing()], tmp_path)
    assert [other.about.name for other in FORMATS if other.detect(path, head(path))] == [format_.about.name]
    (tmp_path / "b").write_text("甲,O\n乙 丙\n", "utf-8")
    assert not format_.detect(tmp_path / "b", head(tmp_path / "b"))
    assert not format_.detect(tmp_path, "")


@EACH
@pytest.mark.parametrize("name", ["b2", "", " b", "甲 乙", '"b"', "b\n# id = c\t", "B-ORG", "😀"])
def test_articles_have_borders_unless_none_are_asked_for(format_: Format, name: str) -> None:
    given_records = [beijing(), replace(beijing("😀"), id=name), replace(beijing(), id="c")]
    texts = [record.text for record in given_records]
    names = ["", "", ""] if format_ is conll2003.FORMAT else [record.id for record in given_records]
    read = trip(format_, given_records).records
    assert [(record.id, record.text) for record in read] == list(zip(names, texts, strict=True))
    without = trip(format_, given_records, replace(OPTIONS, borders=False)).records
    assert len(without) == 6
    assert {record.id for record in without} == {""}


def test_chunks_of_an_article_have_no_borders_of_their_own(tmp_path: Path) -> None:
    path = write(
        character_tags.BIO, [Record("a", "甲來。"), Record("a", "乙去。", offset=3), Record("b", "丙")], tmp_path
    )
    assert [(record.id, record.text) for record in character_tags.BIO.read(path, Report())] == [
        ("a", "甲來。乙去。"),
        ("b", "丙"),
    ]


def test_borders_of_others_are_read_and_a_token_that_looks_like_one_is_a_token(tmp_path: Path) -> None:
    path = tmp_path / "a.bio"
    path.write_text("# newdoc id = 甲\n😀\tO\n\n北\tB-LOC\n京\tI-LOC\n\n# newdoc\n#\tO\n1\tO\n", "utf-8")
    read = list(character_tags.BIO.read(path, Report()))
    assert [(record.id, record.text) for record in read] == [("甲", "😀北京"), ("", "#1")]
    assert [record.words(span) for record in read for span in record.spans] == ["北京"]


def test_a_span_joins_sentences(tmp_path: Path) -> None:
    text = "甲來。乙去。丙"
    path = write(character_tags.BIO, [Record("a", text, (Span("s1", 2, 4, "ORG"),))], tmp_path)
    assert ["".join(token for token, _tag in sentence) for sentence in sentences_in(path)] == ["甲來。乙去。", "丙"]


def test_names_with_white_space_are_mapped_and_stay_apart(tmp_path: Path) -> None:
    spans = (Span("s1", 0, 1, "A B"), Span("s2", 1, 2, "A_B"), Span("s3", 2, 3, "A B"))
    options = Options(Schema((Label("A B"), Label("A_B"))))
    report = Report()
    path = write(character_tags.BIO, [Record("a", "甲乙丙", spans)], tmp_path, options, report)
    assert sentences_in(path) == [[("甲", "B-A_B_2"), ("乙", "B-A_B"), ("丙", "B-A_B_2")]]
    assert report.mapped == {"A B": "A_B_2"}  # the one that needs no change keeps its name


def test_words_are_tokens_if_asked_for() -> None:
    report = trip(character_tags.BIO, [beijing()], replace(OPTIONS, tokens=Tokens.JIEBA))
    said = [read.words(span) for read in report.records for span in read.spans]
    assert [words.replace(" ", "") for words in said] == ["美團", "淘寶閃購"]


@EACH
def test_words_of_letters_are_read_with_a_space(format_: Format, tmp_path: Path) -> None:
    middle = " -X- _ " if format_ is conll2003.FORMAT else "\t"
    path = tmp_path / "a"
    rows = [("用", "O"), ("iPhone", "B-PROD"), ("17", "I-PROD"), ("和", "O"), ("A", "O"), ("I", "O")]
    path.write_text("".join(f"{token}{middle}{tag}\n" for token, tag in rows), "utf-8")
    read = list(format_.read(path, Report()))
    assert [(record.text, [record.words(span) for span in record.spans]) for record in read] == [
        ("用iPhone 17和AI", ["iPhone 17"])
    ]


def test_sentences_of_an_article_are_one_text_and_no_span_crosses_them(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("-DOCSTART- -X- O O\n\ncall NN O B-PER\n\nPeter NN O I-PER\n。 NN O O\n", "utf-8")
    (record,) = conll2003.FORMAT.read(path, Report())
    assert record.text == "call Peter。"
    assert [record.words(span) for span in record.spans] == ["call", "Peter"]


def test_tags_that_cannot_follow_are_read_as_conlleval_does_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a"
    tags = ["I-ORG", "I-ORG", "O", "B-ORG", "I-PER", "B-PER"]
    path.write_text("".join(f"甲\t{tag}\r\n" for tag in tags), "utf-8")
    report = Report()
    (record,) = character_tags.BIO.read(path, report)
    assert [(span.start, span.end, span.label) for span in record.spans] == [
        (0, 2, "ORG"),
        (3, 4, "ORG"),
        (4, 5, "PER"),
        (5, 6, "PER"),
    ]
    assert report.changed["begun or ended by a tag that does not, read as conlleval does"] == 2


def test_broken_lines_are_told_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.bio"
    path.write_text("\ufeff美\tB-ORG\n團\tI-ORG\n急\n挖\tX-ORG\n\t\tO\n人\tO\n", "utf-8")
    report = Report()
    (record,) = character_tags.BIO.read(path, report)
    assert (record.text, [record.words(span) for span in record.spans]) == ("美團急挖人", ["美團"])
    assert [loss.what for loss in report.losses] == ["line 3", "line 4", "line 5"]
    assert reasons(report)[-1] == "has no token"


@pytest.mark.parametrize("content", ["一段話。\n第二行。\n\n美\tB-ORG\n".encode(), b"\xff\tB-ORG\n"])
def test_another_format_or_encoding_is_an_error_with_the_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.bio"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"a\.bio:1: "):
        list(character_tags.BIO.read(path, Report()))


@pytest.mark.parametrize("format_", [character_tags.BIO, character_tags.BIOES])
@settings(max_examples=examples(20))
@given(given_records=st.lists(records(having=APART), min_size=1, max_size=3))
def test_seqeval_finds_the_spans(
    tmp_path_factory: pytest.TempPathFactory, format_: Format, given_records: list[Record]
) -> None:
    from seqeval.metrics import f1_score
    from seqeval.metrics.sequence_labeling import get_entities
    from seqeval.scheme import IOB2, IOBES, Entities

    sentences = sentences_in(write(format_, given_records, tmp_path_factory.mktemp("tags")))
    tags = [[tag for _token, tag in sentence] for sentence in sentences]
    expected = sum(len(without_space(record)) for record in given_records)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sum(len(get_entities(row)) for row in tags) == expected
        if expected:
            assert f1_score(tags, tags) == 1.0
    scheme = IOB2 if format_ is character_tags.BIO else IOBES
    strict = Entities(tags, scheme)
    assert sum(map(len, strict.entities)) == expected


def test_spacy_converts_bio_and_finds_the_spans(tmp_path: Path) -> None:
    from spacy.training.converters.conll_ner_to_docs import conll_ner_to_docs

    path = write(character_tags.BIO, [beijing("😀")], tmp_path, replace(OPTIONS, borders=False))
    (doc,) = conll_ner_to_docs(path.read_text("utf-8"), n_sents=10, no_print=True)  # type: ignore[no-untyped-call] # as spaCy has it
    assert [("".join(token.text for token in span), span.label_) for span in doc.ents] == [
        ("美團", "ORG"),
        ("淘寶閃購", "ORG"),
    ]
