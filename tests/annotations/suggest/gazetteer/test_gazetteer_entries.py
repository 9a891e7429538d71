"""Lists of words are read in both forms, and every line that is wrong is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.gazetteer.entries import DEFAULT_SCORE, Entry, parse_tsv, read_entries

cells = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="#"), min_size=1, max_size=5)


def entries_of(path: Path) -> list[Entry]:
    entries, problems = read_entries(path)
    assert problems == []
    return entries


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_a_line_of_tsv_has_a_word_a_label_and_perhaps_a_score_and_a_note(tmp_path: Path) -> None:
    path = written(tmp_path, "names.tsv", "# mine\n\n云深\tORG\n绝影\tPROD\t0.5\ta dog\nDR01\tPROD\t\tnew\n夜\t-\n")
    assert entries_of(path) == [
        Entry("云深", "ORG"),
        Entry("绝影", "PROD", 0.5, "a dog"),
        Entry("DR01", "PROD", DEFAULT_SCORE, "new"),
        Entry("夜", "-"),
    ]


def test_toml_has_entries_and_lists_by_label(tmp_path: Path) -> None:
    text = (
        'PROD = ["绝影", "DR01"]\n"-" = ["平安夜"]\n[[entry]]\nword = "云深"\nlabel = "ORG"\nscore = 0.5\nnote = "x"\n'
    )
    assert entries_of(written(tmp_path, "names.toml", text)) == [
        Entry("绝影", "PROD"),
        Entry("DR01", "PROD"),
        Entry("平安夜", "-"),
        Entry("云深", "ORG", 0.5, "x"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("云深", "a tab and a label"),
        ("\tORG", "a tab and a label"),
        ("云深\t\t0.5", "a tab and a label"),
        ("云深\tORG\thigh", "not “high”"),
        ("云深\tORG\t1.5", "not “1.5”"),
        ("云深\tORG\tnan", "not “nan”"),
        ("云深\tORG\t1\tnote\tmore", "at most four columns"),
        ("好\tORG", "has the label PER already"),
    ],
)
def test_a_line_that_is_wrong_is_named_and_the_rest_is_read(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path, "names.tsv", f"好\tPER\r\n{line}\r\n坏\tPER\r\n")
    entries, problems = read_entries(path)
    assert [entry.word for entry in entries] == ["好", "坏"]
    assert [(problem.document, problem.line) for problem in problems] == [(str(path), 2)]
    assert reason in problems[0].message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[entry]]\nword = "a"\n[[entry]]\nword = "b"\nlabel = "ORG"\n', 1, ["b"]),
        ('[[entry]]\nword = "a"\nlabel = "ORG"\nscore = "x"\n', 4, []),
        ('[[entry]]\nword = "a"\nlable = "ORG"\n', 3, []),
        ('PER = ["a"]\nORG = "b"\n', 2, ["a"]),
        ('PER = ["a"]\nORG = ["b"\n', 3, []),
    ],
)
def test_what_is_wrong_in_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int, words: list[str]) -> None:
    entries, problems = read_entries(written(tmp_path, "names.toml", text))
    assert [entry.word for entry in entries] == words
    assert [problem.line for problem in problems] == [line]


def test_a_word_with_two_labels_in_toml_is_a_problem(tmp_path: Path) -> None:
    entries, problems = read_entries(written(tmp_path, "names.toml", 'PER = ["a"]\nORG = ["a", "b"]\n'))
    assert entries == [Entry("a", "PER"), Entry("b", "ORG")]
    assert len(problems) == 1
    assert "has the label PER already" in problems[0].message


def test_a_list_may_be_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_bytes("雲深處科技有限公司\tORG\r\n絕影機器狗產品\tPROD\r\n".encode("utf-16"))
    assert [entry.word for entry in entries_of(path)] == ["雲深處科技有限公司", "絕影機器狗產品"]


def test_a_list_that_is_missing_or_no_text_is_a_problem(tmp_path: Path) -> None:
    _, missing = read_entries(tmp_path / "none.tsv")
    (tmp_path / "binary.tsv").write_bytes(bytes(range(256)) * 4)
    _, binary = read_entries(tmp_path / "binary.tsv")
    assert "cannot be read" in missing[0].message
    assert "binary" in binary[0].message


@given(st.lists(st.tuples(cells, cells, st.floats(0, 1)), unique_by=lambda row: row[0]))
def test_what_is_written_is_read(rows: list[tuple[str, str, float]]) -> None:
    entries, problems = parse_tsv("\n".join(f"{word}\t{label}\t{score!r}" for word, label, score in rows), "names")
    assert not problems
    assert entries == [Entry(word, label, score) for word, label, score in rows]


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_line_accounted_for(text: str) -> None:
    entries, problems = parse_tsv(text, "names")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    assert len(entries) + len(problems) == len(lines)
