"""Test that changes that do not fit a layer are refused, and do not touch it."""

from dataclasses import replace

import pytest

from annotations.model.change import Change, ConflictError
from annotations.model.layer import ArticleMetadata, Layer, Status
from annotations.model.span import Orphan, Quote, Rejection, Relation, Span

ONE, TWO = Span("s1", 0, 2, "A"), Span("s2", 1, 3, "B")
TIE = Relation("r", "s1", "s2")
ORPHAN = Orphan(Span("s3", 5, 6, "A"), Quote("x"))
NO = Rejection(5, 6, "B", "tagger")
LAYER = Layer({"s1": ONE, "s2": TWO}, frozenset([TIE]), {"s3": ORPHAN}, ArticleMetadata(Status.DONE), frozenset([NO]))


@pytest.mark.parametrize(
    "change",
    [
        Change("takes what is not there", removed=(Span("s9", 0, 1, "A"),)),
        Change("takes what is other by now", removed=(replace(ONE, end=9),)),
        Change("adds an id that is there", added=(replace(ONE, end=9),)),
        Change("unties what is not tied", untied=frozenset([Relation("r", "s2", "s1")])),
        Change("ties what is tied", tied=frozenset([TIE])),
        Change("settles an orphan that is other", settled=(replace(ORPHAN, quote=Quote("y")),)),
        Change("orphans an id that is there", orphaned=(ORPHAN,)),
        Change("restores what is not rejected", restored=frozenset([replace(NO, origin="")])),
        Change("rejects what is rejected", rejected=frozenset([NO])),
        Change("starts from other metadata", metadata=(ArticleMetadata(), ArticleMetadata(Status.SKIPPED))),
    ],
    ids=lambda change: change.title,
)
def test_what_does_not_fit_is_refused(change: Change) -> None:
    with pytest.raises(ConflictError, match=change.title):
        change.apply(LAYER)


@pytest.mark.parametrize(
    "change",
    [
        Change("spans", removed=(ONE,), added=(replace(ONE, label="C"), Span("s4", 0, 1, "A"))),
        Change("relations", untied=frozenset([TIE]), tied=frozenset([Relation("r", "s2", "s1")])),
        Change("orphans", settled=(ORPHAN,), added=(ORPHAN.span,)),
        Change("rejections", restored=frozenset([NO]), rejected=frozenset([replace(NO, label="C")])),
        Change("metadata", metadata=(LAYER.metadata, ArticleMetadata(note="n"))),
    ],
    ids=lambda change: change.title,
)
def test_what_fits_is_done_and_can_be_taken_back(change: Change) -> None:
    changed = change.apply(LAYER)
    assert change
    assert changed != LAYER
    assert change.inverted().apply(changed) == LAYER
    assert change.inverted().inverted() == change


def test_a_change_of_nothing_is_none() -> None:
    assert not Change("nothing")
    assert not Change("nothing", removed=(ONE,), added=(ONE,), metadata=(ArticleMetadata(), ArticleMetadata()))
    assert Change("nothing").apply(LAYER) == LAYER
