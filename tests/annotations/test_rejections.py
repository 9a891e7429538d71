"""Test that rejections are kept as marks are: on the disk, through edits, beside other writers, and checked."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.editing.article_edits import rename_label
from annotations.editing.span_edits import delete, label_range
from annotations.model.change import Change, ConflictError
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.schema import Label, Schema
from annotations.model.span import Rejection
from annotations.storage.anchors import Quotes
from annotations.storage.document import Stamp, Stored, quotes_of, serialize_annotations
from annotations.storage.journal import parse_journal
from annotations.storage.merge import difference, merged
from annotations.storage.paths import companion
from annotations.storage.reader import parse_annotations
from annotations.storage.recovery import anchored
from annotations.storage.span_blocks import SpanBlocks
from annotations.storage.states import ExternalChange
from annotations.suggest.decisions import accept, reject
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article
from tests.annotations.marked import BODY, TITLE, added, article, killed, marked, open_in, span
from tests.sizes import examples

SCHEMA = Schema((Label("ORG"), Label("PER"), Label("PROD")))
ONE = Rejection(7, 11, "PER", "tagger")
TWO = Rejection(42, 46, "PROD", "gazetteer")


def rejected(*rejections: Rejection) -> Change:
    """Make the change that rejects."""
    return Change("reject", rejected=frozenset(rejections))


def of(*rejections: Rejection) -> Layer:
    """Make a layer with nothing but rejections."""
    return Layer(rejections=frozenset(rejections))


def stored(about: Article, layer: Layer) -> Stored:
    """Make what a file holds of a layer."""
    return Stored(Stamp.of(about), "a1", layer, quotes_of(layer, Quotes(about.text)))


def edited(put: str, at: int = 8) -> Article:
    text = f"{TITLE}\n{BODY}"
    return article(text[:at] + put + text[at:])


def test_a_rejection_is_a_block_after_the_relations(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(span("s1", 12, 14)))
    program.flush()
    before = program.path.read_text("utf-8")
    program.make(rejected(TWO, ONE))
    assert program.close()
    after = program.path.read_text("utf-8")
    assert after.partition("[[rejected]]")[2] == (
        '\nstart = 7\nend = 11\nlabel = "PER"\ntext = "淘寶閃購"\nbefore = "外賣搶人大戰\\n"\n'
        'after = "表示:“這是餓了麼多年沈澱的能力"\norigin = "tagger"\n'
        '\n[[rejected]]\nstart = 42\nend = 46\nlabel = "PROD"\ntext = "文,美團"\n'
        'before = "力。”12月5日,淘寶閃購正式發"\nafter = "與京東亦然。👩\u200d👩\u200d👧 e\u0301 終"\n'
        'origin = "gazetteer"\n'
    )
    lines = [line for line in after.splitlines() if not line.startswith("updated")]
    assert lines[: len(before.splitlines()) - 1] == [
        line for line in before.splitlines() if not line.startswith("updated")
    ]


def test_what_was_rejected_is_there_again_and_can_be_taken_back(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(rejected(ONE))
    program.make(rejected(TWO))
    program.undo()
    killed(program)
    again = open_in(tmp_path)
    assert again.layer == of(ONE)
    assert again.dirty
    assert again.close()
    third = open_in(tmp_path)
    assert (third.layer, third.dirty) == (of(ONE), False)
    assert third.redo() == rejected(TWO)
    third.undo()
    third.undo()
    assert third.layer == Layer()
    assert third.close()
    assert "rejected" not in third.path.read_text("utf-8")


def test_a_rejection_beyond_the_text_is_refused(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    for place in ((0, 1000), (-1, 2), (3, 3)):
        with pytest.raises(ConflictError):
            program.make(rejected(Rejection(*place, "PER")))
    assert program.layer == Layer()
    program.close()


def test_marking_takes_a_rejection_back_and_undoing_brings_it_again() -> None:
    layer = replace(of(ONE, replace(ONE, origin="other"), TWO), metadata=ArticleMetadata(Status.IN_PROGRESS))
    change = label_range(layer, SCHEMA, 7, 11, "PER")
    assert change.apply(layer).rejections == {TWO}
    assert change.inverted().apply(change.apply(layer)) == layer
    assert label_range(layer, SCHEMA, 7, 11, "ORG").apply(layer).rejections == layer.rejections
    assert label_range(layer, SCHEMA, 7, 10, "PER").apply(layer).rejections == layer.rejections


def test_a_lost_rejection_hides_nothing_and_is_not_taken_back() -> None:
    orphan = replace(ONE, lost=Quotes(BODY).of(0, 4))
    layer = replace(of(orphan), metadata=ArticleMetadata(Status.IN_PROGRESS))
    assert (layer.rejected, layer.rejecting(7, 11, "PER"), layer.contradicted()) == ([], (), frozenset())
    assert label_range(layer, SCHEMA, 7, 11, "PER").apply(layer).rejections == {orphan}


def test_rejections_follow_the_name_of_their_label() -> None:
    layer = replace(Layer.of([span("s1", 7, 11, "ORG")]), rejections=frozenset([ONE, TWO]))
    change = rename_label(layer, "PROD", "PER")
    assert change.apply(layer).rejections == {ONE, replace(TWO, label="PER")}
    assert rename_label(layer, "ORG", "PER").apply(layer).rejections == {TWO}
    assert rename_label(layer, "PER", "ORG").apply(layer).rejections == {TWO}
    assert change.inverted().apply(change.apply(layer)) == layer


@pytest.mark.parametrize("ended", ["killed", "closed"])
def test_rejections_move_with_an_edited_text_and_nothing_is_lost(tmp_path: Path, ended: str) -> None:
    program = open_in(tmp_path)
    program.make(rejected(ONE, TWO))
    program.flush()
    program.make(rejected(Rejection(42, 44, "PER")))
    killed(program) if ended == "killed" else program.close()
    again = open_in(tmp_path, edited("的"))
    moved = [Rejection(43, 47, "PROD", "gazetteer"), Rejection(43, 45, "PER")]
    assert again.layer.rejected == moved
    (orphan,) = again.layer.rejections - set(moved)
    assert (orphan.start, orphan.end, orphan.lost and orphan.lost.text) == (7, 11, "淘寶閃購")
    assert (again.problems, again.read_only) == ([], "")
    again.make(added(span("s1", 50, 52)))
    assert again.close()
    assert "lost = true" in again.path.read_text("utf-8")
    back = open_in(tmp_path)
    assert back.layer.rejections == {ONE, TWO, Rejection(42, 44, "PER")}
    back.close()


@given(marked(), st.integers(0, 120), st.integers(0, 120), st.text("淘寶閃購,一二", max_size=6))
def test_no_rejection_is_dropped_or_put_elsewhere_by_an_edit(
    case: tuple[Article, Layer], one: int, other: int, put: str
) -> None:
    about, layer = case
    text = about.text
    cut = sorted((min(one, len(text)), min(other, len(text))))
    after = text[: cut[0]] + put + text[cut[1] :]
    before = stored(about, layer)
    moved = anchored(before, after)
    remaining = {(each.label, each.origin, _words(each, before)) for each in layer.rejections}
    assert {(each.label, each.origin, _words(each, moved)) for each in moved.layer.rejections} == remaining
    for each in moved.layer.rejected:
        assert after[each.start : each.end] == moved.quotes[each].text
        assert not moved.quotes[each].repeated


def _words(each: Rejection, file: Stored) -> str:
    return (each.lost or file.quotes[each]).text


@settings(max_examples=examples(50))
@given(marked(), marked())
def test_remembered_blocks_make_the_same_bytes_and_new_ones_are_looked_at(
    case: tuple[Article, Layer], other: tuple[Article, Layer]
) -> None:
    about, layer = case
    blocks = SpanBlocks()
    blocks.keep(blocks.write(stored(about, layer)))
    fits = {each for each in other[1].rejections if each.lost or each.end <= len(about.text)}
    more = stored(about, replace(layer, rejections=layer.rejections | fits))
    written = blocks.write(more)
    assert written.content == serialize_annotations(more)
    assert written.sample.layer.rejections == fits - layer.rejections


SOUND = serialize_annotations(stored(article(), of(ONE, TWO))).decode()
BLOCK = SOUND.split("\n").index("[[rejected]]") + 1
"""The line of the first rejection's header."""


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("start = 7", 'start = "7"', BLOCK + 1, "“start” has to be a whole number"),
        ("start = 7", "start = -7", BLOCK + 1, "“start” is less than 0"),
        ("end = 11", "end = 7", BLOCK + 1, "“start” (7) has to be less than “end” (7)"),
        ('label = "PER"', 'lable = "PER"', BLOCK + 3, "“label” is missing (is “lable” meant to be it?)"),
        ('label = "PER"', 'label = ""', BLOCK + 3, "“label” is empty"),
        ('origin = "tagger"', "lost = 1", BLOCK + 7, "“lost” has to be true or false"),
        ("start = 7\nend = 11", "start = 700\nend = 704", BLOCK + 2, "“end” (704) lies behind the end of the text"),
        ("start = 7", "start = 8", BLOCK + 4, "“text” is “淘寶閃購”, and the article has “寶閃購” there"),
        ("start = 42", "start = 43", BLOCK + 13, "“text” is “文,美團”, and the article has “,美團” there"),
    ],
)
def test_what_is_wrong_with_a_rejection_is_told_with_its_line_and_not_overwritten(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    program = open_in(tmp_path)
    program.make(rejected(ONE, TWO))
    program.close()
    content = SOUND.replace(old, new, 1)
    assert content != SOUND
    program.path.write_text(content, "utf-8")
    again = open_in(tmp_path)
    assert again.read_only
    assert f"{program.path}:{line}: {message}" in "\n".join(map(str, again.problems))
    assert again.layer.rejections < {ONE, TWO}
    assert again.close()
    assert program.path.read_text("utf-8") == content


def test_a_block_that_stands_twice_is_one_and_unknown_keys_are_kept() -> None:
    block = SOUND[SOUND.index("[[rejected]]") : SOUND.rindex("[[rejected]]")]
    twice = parse_annotations((SOUND + "\n" + block).encode(), "a.toml")
    assert (twice.damage, twice.blemishes) == ([], [])
    assert twice.stored
    assert serialize_annotations(twice.stored).decode() == SOUND
    with_key = SOUND.replace('origin = "tagger"', 'origin = "tagger"\nwhy = "a pronoun"')
    again = parse_annotations(with_key.encode(), "a.toml").stored
    assert again
    assert serialize_annotations(again).decode() == with_key


def test_the_order_of_rejections_does_not_depend_on_the_process(root: Path) -> None:
    program = (
        "import sys; from annotations.model.span import Quote; from tests.annotations.test_rejections import *;"
        "lost = [None, *(Quote(words, 'a') for words in 'qrstuv')];"
        "many = [Rejection(n, n + 2, l, o, q) for n in range(3) for l in 'AB' for o in ('', 'x') for q in lost];"
        "sys.stdout.buffer.write(serialize_annotations(stored(article(), of(*many))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"[[rejected]]") == 84


def test_rejections_that_differ_in_unknown_keys_alone_have_an_order() -> None:
    twins = [replace(ONE, extra={"why": why}) for why in "abc"]
    assert len({serialize_annotations(stored(article(), of(*order))) for order in permutations(twins)}) == 1


def test_a_journal_without_rejections_is_written_and_read_as_before(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(added(span("s1", 7, 11)))
    killed(program)
    lines = companion(program.path, "journal").read_text("utf-8").splitlines()
    assert sorted(json.loads(lines[1])["do"]) == ["added", "title"]
    journal = parse_journal(companion(program.path, "journal").read_bytes())
    assert journal
    assert journal.steps == [added(span("s1", 7, 11))]


def test_what_two_writers_reject_and_mark_is_joined(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    program.make(rejected(TWO))
    program.flush()
    theirs = stored(article(), Layer.of([span("s1", 12, 14, "PER"), span("s2", 7, 11, "PER")]))
    theirs = replace(theirs, layer=replace(theirs.layer, rejections=frozenset([Rejection(0, 2, "ORG")])))
    program.make(rejected(ONE, Rejection(12, 14, "ORG")))
    program.path.write_bytes(
        serialize_annotations(replace(theirs, quotes=quotes_of(theirs.layer, Quotes(article().text))))
    )
    assert program.poll() is ExternalChange.TAKEN
    assert program.layer.rejections == {Rejection(0, 2, "ORG"), Rejection(12, 14, "ORG")}  # TWO they took back
    assert set(program.layer.spans) == {"s1", "s2"}
    killed(program)
    again = open_in(tmp_path)
    assert again.layer == program.layer
    assert again.close()


def test_what_one_took_back_is_not_brought_again_by_the_other() -> None:
    base = of(ONE, TWO)
    assert merged(of(ONE, TWO, Rejection(0, 2, "ORG")), difference(base, of(TWO))) == of(TWO, Rejection(0, 2, "ORG"))
    assert merged(of(TWO), difference(base, of(ONE))) == of()
    assert merged(of(TWO), difference(base, of(TWO))) == of(TWO)


def test_a_reader_sees_what_another_program_rejects(tmp_path: Path) -> None:
    first = open_in(tmp_path)
    first.make(rejected(ONE))
    second = open_in(tmp_path)
    assert second.layer == of(ONE)
    first.make(rejected(TWO))
    assert second.poll() is ExternalChange.TAKEN
    assert second.layer == of(ONE, TWO)
    first.close()


def test_accepting_rejecting_and_taking_back_outlives_the_program(tmp_path: Path) -> None:
    program = open_in(tmp_path)
    here = Suggestion(7, 11, "PER", 0.5, "tagger")
    program.make(reject(program.layer, [here]))
    program.make(accept(program.layer, SCHEMA, [here]))
    assert (program.layer.rejections, list(program.layer.spans)) == (frozenset(), ["s1"])
    killed(program)
    again = open_in(tmp_path)
    again.undo()
    assert again.layer.rejected == [ONE]
    assert not again.layer.spans
    again.redo()
    again.make(delete(again.layer, ["s1"]))
    assert again.layer.rejections == frozenset()
    again.undo()
    again.undo()
    again.undo()
    assert again.layer == Layer()
    again.close()
