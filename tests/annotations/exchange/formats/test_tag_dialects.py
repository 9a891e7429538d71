"""Files of tags of other people: every dialect is told by its lines, read exactly, and said in the report.

The forms are those of: Universal NER (.iob2), NeuroNLP2 (counted tokens), the second edition of Weibo NER, PaddleNLP's
MSRA_NER, the table of Kaggle's “Annotated Corpus for NER”, NCRF++ and Lattice LSTM (BMES, BMEWO), IOB1 of CoNLL-2003.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from annotations.exchange.detection import detect
from annotations.exchange.options import ReadingOptions
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from seeds.errors import Problem, SourceError, UndecidedError

WORDS = "😀他说淘寶和北京来"
BIO_TAGS = "O O O B-机构 I-机构 O B-LOC I-LOC O"
EXPECTED = [("淘寶", "机构"), ("北京", "LOC")]


def unexpected(problem: Problem) -> None:
    raise AssertionError(problem)


def rows(tags: str, words: Sequence[str] = WORDS, between: str = "\t") -> str:
    return "".join(f"{word}{between}{tag}\n" for word, tag in zip(words, tags.split(), strict=True))


def read(path: Path, name: str = "", tag_column: str = "") -> tuple[list[Record], Report]:
    """Read a file as the format that it is detected as, which must be ``name`` unless it is empty."""
    format_ = detect(path, unexpected)
    assert format_.about.name == (name or format_.about.name)
    if tag_column:
        format_ = find_format(format_.about.name)
        format_ = format_.with_options(ReadingOptions(tag_column=tag_column))  # type: ignore[attr-defined]
    report = Report()
    return list(format_.read(path, report)), report


def marks(records: Sequence[Record]) -> list[tuple[str, str]]:
    return [(record.words(span), span.label) for record in records for span in record.spans]


def written(folder: Path, content: str | bytes, name: str = "x.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


DIALECTS = {
    "plain": ("bio", BIO_TAGS, ""),
    "underscore": ("bio", BIO_TAGS.replace("-", "_"), "read as one of B, I, “_” and a label"),
    "colon": ("bio", BIO_TAGS.replace("-", ":"), "read as one of B, I, “:” and a label"),
    "label first": ("bio", "O O O 机构-B 机构-I O LOC-B LOC-I O", "read as a label, “-” and one of B, I"),
    "label first, underscore": ("bio", "O O O 机构_B 机构_I O LOC_B LOC_I O", "a label, “_” and one of B, I"),
    "BILOU": ("bioes", "O O O B-机构 L-机构 O B-LOC L-LOC O", "one of B, L, “-” and a label"),
    "BMEWO": ("bmes", "W-代词 O O B-机构 E-机构 O B-LOC E-LOC O", "one of B, E, W, “-” and a label"),
    "IOBES": ("bioes", "O O O B-机构 E-机构 O B-LOC E-LOC S-代词", ""),
    "BMES": ("bmes", "O O B-词 M-词 E-词 O B-LOC E-LOC O", ""),
    "IOB1": ("bio", "O O I-机构 B-机构 I-机构 O I-LOC I-LOC O", "as IOB1: B only divides"),
    "IO": ("bio", "O O O I-机构 I-机构 O I-LOC I-LOC O", "taken for one, a guess"),
    "bare": ("bio", "O O O 机构 机构 O LOC LOC O", "taken for one span, a guess"),
    "small o": ("bio", "o o o B_机构 I_机构 o B_LOC I_LOC o", "“_” and a label"),
    "no label": ("bio", "O O O B I O B I O", "the spans are called ENTITY"),
    "label with marks": ("bio", "O O O B-机构_公司 I-机构_公司 O B-LOC-1 I-LOC-1 O", ""),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("between", ["\t", " ", "  "])
def test_every_dialect_is_read_and_said(tmp_path: Path, dialect: str, between: str) -> None:
    name, tags, message = DIALECTS[dialect]
    found, report = read(written(tmp_path, rows(tags, between=between) + "\n"), name)
    words = [word for word, _label in marks(found)]
    assert [word for word in words if word not in ("😀", "来", "说")] in (["淘寶", "北京"], ["说淘寶", "北京"])
    messages = [decision.message for decision in report.decided]
    assert len(messages) == bool(message)
    assert all(message in each for each in messages)
    assert not report.changed
    assert report.complete


IOB2 = """# newdoc id = 甲
# sent_id = s1
# text = 😀 iPhone 17：淘寶 说
1\t😀\tO\t-\twang
2\tiPhone\tB-产品\t-\twang
3\t17\tI-产品\t-\twang
4\t：\tO\t-\twang
5\t淘寶\tB-ORG\t-\twang
6\t说\tO\t-\twang

# sent_id = s2
# text = 北京
# speaker = 李
1\t北京\tB-LOC\t-\twang

"""


def test_universal_ner_has_its_own_texts_and_ids(tmp_path: Path) -> None:
    found, report = read(written(tmp_path, IOB2), "bio")
    assert [(record.id, record.text) for record in found] == [("甲", "😀 iPhone 17：淘寶 说北京")]
    assert marks(found) == [("iPhone 17", "产品"), ("淘寶", "ORG"), ("北京", "LOC")]
    assert dict(report.lost) == {("key", "“speaker” is not read in this format"): 1}
    assert [decision.message for decision in report.decided] == ["tags are read from column 3"]
    assert not report.rebuilt
    content = IOB2.replace("# newdoc id = 甲\n", "").replace("# speaker = 李\n", "")
    found, report = read(written(tmp_path, content.replace("北京\n", "北方\n")), "bio")
    assert [(record.id, record.text) for record in found] == [("s1", "😀 iPhone 17：淘寶 说"), ("s2", "北京")]
    assert (report.complete, report.rebuilt, report.changed.total()) == (True, 1, 1)


def test_counted_tokens_and_chunks_beside_names(tmp_path: Path) -> None:
    lines = [
        f"{number} {word} NN I-NP {tag}" for number, (word, tag) in enumerate(zip(WORDS, BIO_TAGS.split(), strict=True))
    ]
    found, report = read(written(tmp_path, "\n".join(lines) + "\n"), "bio")
    assert (found[0].text, marks(found)) == (WORDS, EXPECTED)
    assert [decision.value for decision in report.decided] == ["5"]


def test_several_columns_of_tags_are_asked_for(tmp_path: Path) -> None:
    inner = "O O O O O O B-区 O O"
    content = "".join(
        f"{word}\t{one}\t{other}\n" for word, one, other in zip(WORDS, BIO_TAGS.split(), inner.split(), strict=True)
    )
    path = written(tmp_path, content)
    with pytest.raises(UndecidedError, match=r"several columns have tags: 2, 3 \(nothing was imported; --tag-column"):
        read(path)
    found, report = read(path, "conll2003", "2")
    assert (marks(found), [decision.value for decision in report.decided]) == (EXPECTED, ["2"])
    found, _report = read(path, "conll2003", "3")
    assert marks(found) == [("北", "区")]
    for column in ("1", "4", "甲"):
        with pytest.raises(SourceError, match="has no tags such as O or B-ORG"):
            read(path, "conll2003", column)
    equal = content.replace("B-区", "O")
    assert marks(read(written(tmp_path, equal))[0]) == EXPECTED


def test_places_in_words_are_no_part_of_the_text(tmp_path: Path) -> None:
    words = ["\ud83d0", "\ude000", "他0", "说1", "70", "淘0", "寶1", "10"]
    path = written(tmp_path, rows("O O O O O B-ORG.NAM I-ORG.NAM O", words))
    found, report = read(path, "bio")
    assert (found[0].text, marks(found)) == ("😀他说7淘寶1", [("淘寶", "ORG.NAM")])
    assert [decision.value for decision in report.decided] == ["numbered"]
    found, report = read(written(tmp_path, rows("O O", ["他0", "好"])))
    assert (found[0].text, list(report.decided)) == ("他0好", [])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f"{' '.join(WORDS)}\n{BIO_TAGS}\n\n北 京\nB-LOC I-LOC", "bio"),
        (f"{WORDS}\n{BIO_TAGS}\n北京\nB-LOC I-LOC\n", "bio"),
        (f"{' '.join(WORDS)}\t{BIO_TAGS}\n北 京\tB-LOC I-LOC\n", "bio"),
        (f"text_a\tlabel\n{chr(2).join(WORDS)}\t{chr(2).join(BIO_TAGS.split())}\n北\x02京\tB-LOC\x02I-LOC\n", "bio"),
        (f"{' '.join(WORDS)}\nO O O B-机构 E-机构 O B-LOC E-LOC O\n北 京\nB-LOC E-LOC\n", "bioes"),
    ],
)
def test_a_sentence_and_its_tags_in_lines(tmp_path: Path, content: str, name: str) -> None:
    found, report = read(written(tmp_path, content), name)
    assert [record.text for record in found] == [WORDS, "北京"]
    assert marks(found) == [*EXPECTED, ("北京", "LOC")]
    assert report.complete


@pytest.mark.parametrize(
    "names",
    [("a.char", "a.tag"), ("sentences.txt", "tags.txt"), ("seq.in", "seq.out"), ("train.words.txt", "train.tags.txt")],
)
def test_two_files_belong_together(tmp_path: Path, names: tuple[str, str]) -> None:
    written(tmp_path, f"{' '.join(WORDS)}\n\n北 京\n坏 行\n甲\n", names[0])
    written(tmp_path, f"{BIO_TAGS}\n\nB-LOC I-LOC\nO O O\n", names[1])
    (tmp_path / names[1]).write_text(f"{BIO_TAGS}\n\nB-LOC I-LOC\nO O\n")
    for name in names:
        found, report = read(tmp_path / name, "bio")
        assert ([record.text for record in found], marks(found)) == (
            [WORDS, "北京", "坏行"],
            [*EXPECTED, ("北京", "LOC")],
        )
        assert dict(report.lost) == {("line", "has no line of tags or tokens beside it"): 1}


TABLE = 'Sentence #,Word,POS,Tag\nSentence: 1,😀,X,O\n,"""",X,O\n,淘寶,NN,B-机构\nSentence: 2,来,V,O\n,北京,NR,B-LOC\n'


def test_the_table_of_kaggle(tmp_path: Path) -> None:
    found, report = read(written(tmp_path, TABLE, "x.csv"), "bio")
    assert [record.text for record in found] == ['😀"淘寶', "来北京"]
    assert marks(found) == EXPECTED
    assert [decision.message for decision in report.decided] == ["tags are read from column “Tag”"]
    for column in ("Tag", "4"):
        assert marks(read(tmp_path / "x.csv", "bio", column)[0]) == EXPECTED
    filled = TABLE.replace("\n,", "\nSentence: 1,", 2).replace("\n,", "\nSentence: 2,") + "Sentence: 2,短\n"
    found, report = read(written(tmp_path, filled, "x.csv"))
    assert (len(found), marks(found)) == (2, EXPECTED)
    assert dict(report.lost) == {("line", "has fewer columns than the first row"): 1}


def test_latin_letters_beyond_ascii_are_told_by_evidence(tmp_path: Path) -> None:
    content = "Sentence #,Word,POS,Tag\nSentence: 1,Café,NN,B-LOC\n,“,``,O\n,Zoë,NN,B-PER\n,’s,POS,O\n"
    for encoding, text in (("cp1252", content), ("latin-1", content.translate({0x201C: "\x81", 0x2019: "\x9d"}))):
        found, report = read(written(tmp_path, text.encode(encoding)), "bio")
        assert marks(found) == [("Café", "LOC"), ("Zoë", "PER")]
        assert list(report.encodings.values()) == [encoding]


@pytest.mark.parametrize(
    "content",
    [
        "一行字\n又一行\n",
        "他 PN\n说 VV\n北京 NR\n",  # parts of speech
        "article\tstart\tend\tlabel\na\t0\t1\tO\n",
        '{"text": "O O", "label": []}\n',
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=x|value\n\n\n#Text=甲乙\n1-1\t0-1\t甲\t_\t\n1-2\t1-2\t乙\tLOC\t\n",
        "O\nO\n",
        "I am here\nO K !\n",
        "\t\n \n",
    ],
)
def test_what_is_no_file_of_tags_is_not_taken_for_one(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, content)
    for name in ("bio", "bioes", "bmes", "conll2003"):
        assert not find_format(name).detect(path, content)


def test_a_file_without_tags_is_refused_and_an_empty_one_is_empty(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"x\.txt:1: its lines end with no tag"):
        list(find_format("bio").read(written(tmp_path, "他 PN\n说 VV\n"), Report()))
    assert list(find_format("bio").read(written(tmp_path, "\n\n"), Report())) == []
