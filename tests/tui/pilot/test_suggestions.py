"""Suggestions: shown apart from marks, accepted and rejected with one key each, and reviewed."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from annotations.suggest.saved_suggestions import SavedSuggestions
from annotations.suggest.suggestion import Suggestion, Voice
from tui.ui.screens.review import ReviewScreen

Start = Callable[..., AbstractAsyncContextManager[Any]]
"""The fixture that starts the application."""

SHOP = "淘寶閃購"
SUGGESTED = [(SHOP, "ORG", 0.9), ("美團", "ORG", 0.6), ("北京", "LOC", 0.8), ("3000元", "MONEY", 0.95)]


async def opened(user: Any) -> None:
    await user.press("enter")
    await user.wait_for(lambda: user.app.screen.marking.suggestions and user.app.screen.marking.suggestions.complete)


async def test_one_key_accepts_and_goes_on(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        await user.press("z", "enter", "enter", "enter")
        assert user.marked == [("北京", "LOC"), ("美團", "ORG"), (SHOP, "ORG")]
        assert {span.origin for span in user.spans} == {"accepted:fake"}
        assert "MONEY? 95% fake" in user.status
        await user.press("u")
        assert user.marked == [("北京", "LOC"), ("美團", "ORG")]


async def test_another_label_is_one_key_too(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        await user.press("z", "1")
        assert user.marked == [("北京", "PER")]
        (span,) = user.spans
        assert span.origin == "accepted:fake"


async def test_what_is_rejected_never_comes_back(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團真金白銀急挖人。", "utf-8")
    async with start(tmp_path, suggested=SUGGESTED) as user:
        await opened(user)
        await user.press("z", "x")
        assert user.marked == []
        assert [each.label for each in user.app.screen.marking.suggestions.waiting] == ["ORG"]
    async with start(tmp_path, suggested=SUGGESTED) as user:
        await opened(user)
        assert [each.label for each in user.app.screen.marking.suggestions.waiting] == ["ORG"]
        await user.press("u")
        assert len(user.app.screen.marking.suggestions.waiting) == 2


async def test_the_same_words_are_accepted_or_rejected_at_once(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        total = user.app.screen.article.text.count(SHOP)
        await user.press("z", "z", "z", "asterisk")
        assert user.marked == [(SHOP, "ORG")] * total
        await user.press("u")
        assert user.marked == []
        await user.press("Z", "Z", "Z", "X")
        user.session.suggesters.learn(60, suggesting=True)
        (decisions,) = user.session.suggesters._service.decisions
        assert decisions.rejected


async def test_all_above_a_score_are_accepted_and_taken_back_as_one(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        text = user.app.screen.article.text
        await user.press("Y", "enter")
        assert len(user.marked) == text.count(SHOP) + text.count("3000元")
        await user.press("u")
        assert user.marked == []


async def test_keys_mean_what_they_did_where_nothing_is_suggested(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        await user.go_to("騎手成")
        await user.press("enter")
        assert "search" in user.text() or "PER" in user.text()
        await user.press("escape", "S")
        assert not user.app.screen.marking.suggestions.waiting
        assert "suggested" not in user.status
        await user.press("z")
        assert any("hidden" in note for note in user.notes)


async def test_suggestions_are_underlined_in_both_scripts_and_told_apart_without_colour(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        for script in ("", "t"):
            await user.press(*([script] if script else []), "m")
            assert "ORG?" in user.text()
            underlined = [
                segment.text
                for y in range(4)
                for segment in user.reader.render_line(y)
                if segment.style and segment.style.underline
            ]
            assert any("北京" in text for text in underlined)
            await user.press("m")


async def test_tab_goes_through_spans_and_suggestions_in_order(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        await user.go_to("騎手成")
        await user.press("1", "escape", "g")
        heads = []
        for _turn in range(4):
            await user.press("tab")
            heads.append(user.app.screen.marking.annotator.caret.head)
        assert heads == sorted(heads)
        text = user.app.screen.article.text
        assert text.index("北京") in heads
        await user.press("shift+tab")
        assert user.app.screen.marking.annotator.caret.head == heads[-2]


async def test_the_panel_lists_what_is_suggested(start: Start) -> None:
    async with start(size=(100, 30), suggested=SUGGESTED) as user:
        await opened(user)
        await user.press("p")
        assert "suggested" in user.text()
        assert "×14" in user.text()
        await user.press("enter", "escape", "enter")
        assert user.marked == [("美團", "ORG")], "what is suggested most often comes first"


async def test_kept_suggestions_are_shown(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團真金白銀急挖人。", "utf-8")
    async with start(tmp_path, suggested=[("無", "PER", 0.5)]) as user:
        article = user.session.read(user.session.library.entries[0].info)
        SavedSuggestions(tmp_path / "annotations").write(article, [Suggestion(8, 10, "ORG", 0.7, "model")])
        await opened(user)
        assert [each.origin for each in user.app.screen.marking.suggestions.waiting] == ["model"]


async def test_review_takes_one_key_each_with_progress_and_undo(start: Start) -> None:
    async with start(suggested=SUGGESTED) as user:
        await opened(user)
        await user.press("V")
        await user.wait_for(lambda: user.app.screen.reviewer.current)
        screen = user.app.screen
        assert isinstance(screen, ReviewScreen)
        total = screen.reviewer.total
        current = screen.reviewer.current
        assert current
        assert current.words == "美團", "the least certain first"
        await user.press("enter", "x", "3", "space")
        assert f"5 of {total}" in user.text()
        await user.press("u", "u")
        assert screen.reviewer.settled == 2
        await user.press("o", "asterisk")
        left = user.app.screen_stack[1].article.text.count("美團") - 2
        assert screen.reviewer.settled == 2 + left
        await user.press("escape")
        labels = [label for _text, label in user.marked]
        assert labels.count("ORG") >= 1


async def test_review_rejects_below_a_score_and_skips_what_is_agreed_on(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京城裡,美團真金白銀急挖人。騎手都來了。", "utf-8")
    agreed = (Voice(3, 5, "LOC", "fake"), Voice(3, 5, "LOC", "lists"))
    disputed = (Voice(8, 10, "ORG", "fake"), Voice(8, 12, "PER", "lists"))
    async with start(tmp_path, suggested=[("騎手", "PER", 0.3)]) as user:
        service = user.session.suggesters._service
        service.others = (
            Suggestion(3, 5, "LOC", 0.9, "fake", agreed),
            Suggestion(8, 10, "ORG", 0.8, "fake", disputed),
        )
        await user.press("V")
        await user.wait_for(lambda: user.app.screen.reviewer.total == 3)
        await user.press("o", "o", "o")
        assert "fake · lists: PER 美團真金" in user.status
        await user.press("less_than_sign", "4", "0")
        assert "⏎ rejects 1 of 3" in user.status
        await user.press("enter")
        assert "1 rejected · u undo" in user.text()
        await user.press("ampersand")
        assert "1 agreed skipped" in user.text()
        await user.press("x")
        assert "all are decided" in user.text()
        assert "+ take 1 agreed" in user.rows()[-1]
        await user.press("plus")
        assert "1 accepted · u undo" in user.text()
        await user.press("escape", "enter")
        assert user.marked == [("北京", "LOC")]
        await user.press("alt+N")
        text = user.app.screen.article.text
        assert user.app.screen.marking.annotator.caret.head == text.index("標題")
        await user.press("alt+N")
        assert user.app.screen.marking.annotator.caret.head == text.index("騎手")


async def test_review_of_the_project_decides_in_every_article(start: Start, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"標題{name}\n北京城裡,美團真金白銀急挖人。", "utf-8")
    async with start(tmp_path, suggested=SUGGESTED) as user:
        await user.press("V")
        await user.wait_for(lambda: user.app.screen.reviewer.total == 4)
        await user.press("asterisk", "X")
        assert "all are decided" in user.text()
        await user.press("escape")
        await user.press("enter")
        assert len(user.marked) == 1
        await user.press("right_square_bracket")
        assert len(user.marked) == 1


async def test_review_shows_the_other_readings_and_accepts_the_one_shown(start: Start, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text("標題\n北京大學的騎手都來了。", "utf-8")
    others = Suggestion(3, 5, "LOC", 0.8, "lists"), Suggestion(3, 7, "PROD", 0.4, "fake")
    async with start(tmp_path, suggested=[("騎手", "PER", 0.6)]) as user:
        service = user.session.suggesters._service
        service.others = (Suggestion(3, 7, "ORG", 0.9, "fake", alternatives=others),)
        await user.press("V")
        await user.wait_for(lambda: user.app.screen.reviewer.total == 2)
        await user.press("alt+slash")
        assert "there is no other reading" in user.text()
        await user.press("space")
        assert "北京大學  ORG 機構?  90%  1 of 3" in user.text()
        assert "alt+/ other reading" in user.rows()[-1]
        await user.press("alt+slash")
        assert "北京  LOC 地點?  80%  2 of 3: ORG 北京大學 → LOC 北京" in user.text()
        await user.press("enter", "u")
        assert "2 of 3: ORG 北京大學 → LOC 北京" in user.text()
        await user.press("enter", "escape", "enter")
        assert user.marked == [("北京", "LOC")]
