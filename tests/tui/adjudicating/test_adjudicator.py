"""Adjudication of a project without a screen: the house corpus, undo and redo, what the command says."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from annotations.comparison.adjudication.claims import Claims, claims_of
from annotations.comparison.adjudication.records import NO_REASON, Reason, Why
from annotations.comparison.adjudication.rules import RuleName
from annotations.model.layer import Layer, Status
from annotations.model.rules import RefusedError
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.errors import NotFoundError
from tests.gold.sets import HOUSE
from tui.cli.main import dispatch
from tui.core.adjudicating.adjudicator import Adjudicator, Totals, edited
from tui.core.session import Session

PEOPLE = ("a1", "a2")


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the house corpus."""
    folder = tmp_path_factory.mktemp("house") / "house"
    shutil.copytree(HOUSE, folder)
    return folder


@pytest.fixture
def house(copied: Path) -> Iterator[Path]:
    yield copied
    for name in ("gold", "other"):
        shutil.rmtree(copied / "annotations" / name, ignore_errors=True)


Marked = list[tuple[Article, dict[str, Layer]]]


def marked(house: Path) -> Marked:
    session = Session(str(house))
    stores = [Store(house / "annotations", name) for name in (*PEOPLE, "adjudicated")]
    articles: Marked = []
    for info in session.corpus.scan():
        assert isinstance(info, ArticleInfo)
        article = session.corpus.read(info)
        layers = {store.annotator: saved.layer for store in stores if (saved := store.look(article))}
        if layers.keys() >= set(PEOPLE):
            articles.append((article, layers))
    return articles


def differing(house: Path) -> Marked:
    return [each for each in marked(house) if claims_of(each[1]["a1"].ordered) != claims_of(each[1]["a2"].ordered)]


def made(house: Path, articles: Marked) -> Adjudicator:
    adjudicator = Adjudicator(Session(str(house), annotator="gold").annotations)
    for article, layers in articles:
        adjudicator.add(article, {name: layers[name] for name in PEOPLE})
    adjudicator.begin()
    return adjudicator


def within(layer: Layer, start: int, end: int) -> Claims:
    return claims_of(layer.within(start, end))


def test_the_house_corpus_comes_out_as_it_was_adjudicated_where_the_versions_allow(house: Path) -> None:
    articles = marked(house)
    assert len(articles) == 55
    truth: Mapping[object, Layer] = {article.info.key: layers["adjudicated"] for article, layers in articles}
    adjudicator = made(house, articles)
    total = adjudicator.total
    assert adjudicator.open == total == 42
    own = 0
    while adjudicator.open:
        item = adjudicator.current
        assert item is not None
        right = within(truth[item.info.key], item.place.start, item.place.end)
        own += all(version.claims != right for version in item.place.versions)
        adjudicator.decide(right, Why(Reason.SLIP))
    assert own < total / 4, "mostly the truth is what one of them said"
    differences = 0
    for article, layers in articles:
        result = adjudicator.layers[article.info.key]
        assert result.metadata.status is Status.DONE
        both = claims_of(layers["a1"].ordered) & claims_of(layers["a2"].ordered)
        by_hand = claims_of(layers["adjudicated"].ordered)
        here = claims_of(result.ordered)
        assert {claim for claim in here ^ by_hand if claim not in both} <= by_hand - here, "only what nobody marked"
        differences += len(here ^ by_hand)
    assert differences < 20
    assert dispatch(["check", str(house)]) == 0

    later = made(house, articles)
    assert (later.total, later.open) == (total, 0), "merged again, every decision stands"
    assert later.totals == Totals(55, agreed=later.totals.agreed)


def test_decisions_are_undone_and_redone_and_remembered(house: Path) -> None:
    articles = differing(house)[:6]
    adjudicator = made(house, articles)
    assert adjudicator.total > 2
    before = dict(adjudicator.layers)
    for _turn in range(2):
        assert adjudicator.current
        adjudicator.take([adjudicator.current.place.versions[0].claims], Why(Reason.GAP, "why"))
    after = dict(adjudicator.layers)
    assert adjudicator.number == 2
    assert adjudicator.undo()
    assert adjudicator.undo()
    assert not adjudicator.undo()
    assert adjudicator.layers == before
    assert (adjudicator.number, adjudicator.open) == (0, adjudicator.total)
    assert adjudicator.redo()
    assert adjudicator.redo()
    assert not adjudicator.redo()
    assert adjudicator.layers == after
    adjudicator.step(-1)
    assert adjudicator.is_decided
    assert adjudicator.standing.why == Why(Reason.GAP, "why")
    again = made(house, articles)
    assert again.open == again.total - 2
    assert again.number == 2, "it goes on where it was left"


def test_an_own_version_has_other_edges_or_another_label(house: Path) -> None:
    adjudicator = made(house, differing(house)[:2])
    assert adjudicator.current
    claims = next(version.claims for version in adjudicator.versions if version.claims)
    claim = min(claims)
    longer = edited(claims, claim, end=1, length=10_000)
    assert max(each.end for each in longer) >= claim.end + 1
    assert {each.label for each in edited(claims, claim, label="WORK", length=10_000)} >= {"WORK"}
    with pytest.raises(RefusedError):
        edited(claims, claim, start=claim.end - claim.start, length=10_000)
    adjudicator.decide(longer, NO_REASON, go_on=False)
    assert adjudicator.is_decided
    assert adjudicator.versions[-1].claims == longer
    assert adjudicator.versions[-1].annotators == ()


def test_the_command_merges_and_says_what_is_open_and_reports(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["adjudicate", str(house), "--annotators", "a1,a2", "--as", "gold"]
    assert dispatch([*call, "--merge-only"]) == 0
    out = capsys.readouterr().out
    assert "55 articles merged" in out
    assert "42 places where they differ: 0 decided, 42 open" in out
    assert "107 articles are left out" in out
    assert dispatch([*call, "--merge-only", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert (table["open"], table["taken-over"]) == (42, 0)
    adjudicator = made(house, differing(house)[:2])
    adjudicator.decide(frozenset(), Why(Reason.GAP, "no rule for this"))
    assert dispatch([*call, "--report"]) == 0
    out = capsys.readouterr().out
    assert "guideline gap: no rule for this" in out
    assert "→ nothing" in out
    assert dispatch([*call, "--report", "--json"]) == 0
    (pair, *_others) = json.loads(capsys.readouterr().out)
    assert pair["reasons"]["guideline-gap"] == 1
    assert pair["examples"][0]["note"] == "no rule for this"
    assert dispatch([*call[:-1], "other", "--merge-only", "--json", "--rule", RuleName.CONSENSUS]) == 0
    assert json.loads(capsys.readouterr().out)["open"] < 42


def test_the_command_opens_the_application_where_something_is_open(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sessions: list[Session] = []

    def show(session: Session) -> int:
        sessions.append(session)
        return 0

    monkeypatch.setattr("tui.cli.main._show", show)
    call = ["adjudicate", str(house), "--annotators", "a1,a2"]
    assert dispatch([*call, "--as", "gold"]) == 0
    (session,) = sessions
    assert isinstance(session.adjudicator, Adjudicator)
    assert session.adjudicator.open == 42
    assert session.annotations.store.annotator == "gold"
    assert dispatch([*call, "--as", "gold", "--rule", "share", "--threshold", "0"]) == 0
    assert len(sessions) == 2, "one of two is no majority"
    assert capsys.readouterr().out == ""


def test_what_cannot_be_merged_is_said(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert dispatch(["adjudicate", str(house), "--annotators", "a1"]) == 1
    assert "fewer than two" in capsys.readouterr().err
    with pytest.raises(NotFoundError, match="a1"):
        dispatch(["adjudicate", str(house), "--annotators", "a1,a11"])
    assert dispatch(["adjudicate", str(house), "--as", "gold", "--status", "skipped", "--merge-only"]) == 1
    assert "0 articles merged" in capsys.readouterr().out
    assert dispatch(["adjudicate", str(house), "--as", "gold", "--report"]) == 0
    assert "no decision is remembered" in capsys.readouterr().out
