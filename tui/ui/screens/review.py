"""Review suggestions one after the other, each in its sentence, with one key each."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult

from annotations.model.rules import RefusedError
from annotations.suggest.decisions import ReviewOrder
from annotations.suggest.suggestion import Suggestion
from seeds.article import Article, ArticleInfo
from seeds.errors import ZhupiError
from seeds.i18n import _, ngettext
from seeds.segmentation.reflow import read_article
from tui.core.article_layout import layout_of, metrics_for
from tui.core.kept_names import KeptNames
from tui.core.keymap import REVIEW
from tui.core.reviewing.hints import review_hints
from tui.core.reviewing.readings import reading_words
from tui.core.reviewing.reviewer import Item, Reviewer
from tui.core.session import Session
from tui.terminal.bursts import in_burst
from tui.text.span_marks import SpanMarks
from tui.ui.bindings import bindings_of
from tui.ui.commands import Command, Controller
from tui.ui.screens import asking
from tui.ui.screens.base import ZhupiScreen
from tui.ui.screens.review_many import ReviewMany
from tui.ui.signals import signals_of
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.label_bar import LabelBar
from tui.ui.widgets.prompt import Prompt
from tui.ui.widgets.reader_view import ReaderView
from tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from annotations.suggest.workers.service import SuggestionUpdate

ORDERS = {
    ReviewOrder.UNCERTAIN: _("least certain first"),
    ReviewOrder.FREQUENT: _("most frequent first"),
    ReviewOrder.POSITION: _("as they stand in the text"),
    ReviewOrder.DISPUTED: _("disputed first"),
}


class ReviewScreen(ZhupiScreen):
    """Show the suggestion in question on its page, what it says, and the keys that answer."""

    BINDINGS = bindings_of(REVIEW)

    def __init__(self, session: Session, infos: Sequence[ArticleInfo]) -> None:
        super().__init__(session)
        self.reviewer = Reviewer(session.annotations)
        self.view = ReaderView()
        self.labels = LabelBar(session.annotations.schema.labels, "review.pick", ambiguous=session.settings.ambiguous)
        self._header = StatusLine(ambiguous=session.settings.ambiguous, id="header")
        self._status = StatusLine(ambiguous=session.settings.ambiguous, id="status")
        self._left = list(infos)
        self._request = 0
        self._article: Article | None = None
        self._found: list[Suggestion] = []
        self._names = KeptNames(session)
        self._laid_out: tuple[object, ...] | None = None
        self._keys = KeyBar(ambiguous=session.settings.ambiguous)
        self._many = ReviewMany(self, self.reviewer, self.view, self._report, self._ask_about)
        self._done = ""
        self._question = ""

    def compose(self) -> ComposeResult:
        """Yield progress, page, question, labels, keys."""
        yield self._header
        yield self.view
        yield self._status
        yield self.labels
        yield self._keys

    def on_mount(self) -> None:
        """Begin to look."""
        signals_of(self).suggested.subscribe(self, self._take)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.call_after_refresh(self.show))
        self.view.focus()
        self._ask_next()

    def script_changed(self) -> None:
        """Show the page in the script that the session now shows."""
        self._laid_out = None
        self.show()

    @on(ReaderView.Resized)
    def _resized(self) -> None:
        self._laid_out = None
        self.show()

    # What there is to review

    def _ask_next(self) -> None:
        if self._left:
            self._ask(self._left.pop(0))
        else:
            self._article = None
            self.show()

    @work(thread=True, exclusive=True, group="suggestions")
    def _ask(self, info: ArticleInfo) -> None:
        try:
            article = self.session.read(info)
        except ZhupiError as error:
            self.from_worker(self.warn, error.problem)
            self.from_worker(self._ask_next)
            return
        self._article, self._found = article, []
        self._request = self.session.suggesters.service.ask(info.key, read_article(article))

    def _take(self, answer: "SuggestionUpdate") -> None:
        """Take in what has been found for an article, once it is all there, and look at the next."""
        article = self._article
        if article is None or answer.number < self._request or answer.key != article.info.key:
            return
        self._found = [item for item in self._found if item.end <= answer.start or item.start >= answer.end]
        self._found += answer.suggestions
        if answer.done:
            self.reviewer.add(article, self._found)
            self._ask_next()
            self.show()

    # Showing

    def show(self) -> None:
        """Show the suggestion in question."""
        item, reviewer = self.reviewer.current, self.reviewer
        looking = self.said.text or self.sending or (_("looking for more") if self._article else "")
        skipped = _("{n} agreed skipped").format(n=f"{reviewer.skipped:,}") if reviewer.skips_agreed else ""
        self._keys.show(review_hints(reviewer))
        progress = _("{n} of {total}").format(n=f"{reviewer.settled + bool(item):,}", total=f"{reviewer.total:,}")
        if item is None:
            self._header.left = _("review") if self._article else _("all are decided")
            self._header.right = " · ".join(part for part in (self._done, looking, skipped) if part)
            self._status.left = self.left_out.summary()
            self._status.right = progress if reviewer.total else ""
            return
        self._header.left = f"{_('review')}  {progress}  {self._shown(item.info.title, item.article)}"
        last = self._done or ORDERS[reviewer.order]
        self._header.right = " · ".join(part for part in (looking, skipped, last) if part)
        self._lay_out(item.article)
        suggestion = item.suggestion
        label = self.session.annotations.schema.find_label(suggestion.label)
        alike = len(reviewer.alike())
        times = ngettext("{n} time", "{n} times", alike).format(n=f"{alike:,}") if alike > 1 else ""
        words = self._shown(item.words, item.article)
        question = f"{words}  {suggestion.label} {label.title if label else ''}?  {suggestion.score:.0%}"
        question += reading_words(item, lambda words: self._shown(words, item.article))
        self._status.left = self._question or question
        left_out = self.left_out.summary()
        voices = "" if self._question else "  ".join(part for part in (times, self._voices(item)) if part)
        self._status.right = left_out or voices
        self.view.labels = self.session.annotations.schema.labels

        def suggested(start: int, end: int) -> Sequence[Suggestion]:
            return [suggestion] if suggestion.start < end and start < suggestion.end else []

        self.view.show_spans(SpanMarks(reviewer.layers[item.info.key], suggested=suggested, current=suggestion))
        self.view.focus_sentence(suggestion.start)

    def describe(self) -> None:
        """Say what has changed."""
        self.show()

    def _report(self, message: str) -> None:
        """Show what has been done, until the next answer."""
        self._done, self._question = message, ""
        self.show()

    def _ask_about(self, message: str) -> None:
        """Show what the question at the foot is about."""
        self._question = message
        self.show()

    def _voices(self, item: Item) -> str:
        """Return who proposes what is in question, and who proposes what instead, but for another reading."""
        text = item.article.text
        others = [
            f"{voice.origin}: {voice.label} {self._shown(text[voice.start : voice.end], item.article)}"
            for voice in item.suggestion.dissenting
            if not item.reading  # the question says what is shown in place of what
        ]
        return " · ".join([" + ".join(item.suggestion.agreeing), *others])

    def _shown(self, words: str, article: Article) -> str:
        converter = self.converter_for(article.text)
        return converter.convert(words).text if converter else words

    def _lay_out(self, article: Article) -> None:
        width = self.view.size.width
        self._names.update(article.text, self.reviewer.layers[article.info.key])
        key = article.info.key, width, self.session.scripts.configuration(article.text), self._names.ranges
        if width and key != self._laid_out:
            self._laid_out = key
            metrics = metrics_for(width, self.session.settings)
            converter = self.converter_for(article.text)
            self.view.show_layout(layout_of(article, metrics, converter, self._names.ranges))

    # Answering

    def _answer(self, answer: Callable[[Reviewer], object]) -> None:
        self._done = ""
        try:
            if self.reviewer.current:
                answer(self.reviewer)
        except RefusedError as error:
            self.said.show(str(error.problem))
        except ZhupiError as error:
            self.warn(error.problem)
        self.show()

    def on_key(self, event: events.Key) -> None:
        """Accept with the key of a label."""
        label = self.session.annotations.schema.by_key(event.character or "")
        if label:
            event.stop()
            command = partial(self._answer, lambda reviewer: reviewer.accept(label.name))
            if in_burst(event):
                self.left_out.add(event, command)
            else:
                self.left_out.clear()
                command()

    @on(Prompt.Changed)
    @on(Prompt.Done)
    @on(Prompt.Cancelled)
    def _answered(self, event: Prompt.Said) -> None:
        self._many.take(event)

    def controllers(self) -> Sequence[Controller]:
        """Return the screen, and what decides about many at once."""
        return (self, self._many)

    def commands(self) -> Mapping[str, Command]:
        """Return the answers, and what else can be done in a review."""
        answers: Mapping[str, Callable[[Reviewer], object]] = {
            "review.accept": Reviewer.accept,
            "review.reject": Reviewer.reject,
            "review.accept-same": Reviewer.accept_alike,
            "review.reject-same": Reviewer.reject_alike,
            "review.later": Reviewer.skip,
            "review.next-reading": Reviewer.show_next_reading,
        }
        return {action: partial(self._answer, answer) for action, answer in answers.items()} | {
            "review.undo": self._undo,
            "review.order": self._reorder,
            "review.pick": self._pick,
            "review.left-out": self.left_out.make_up,
            "review.leave": self._leave,
        }

    def _pick(self) -> None:
        """Find another label by typing."""

        def accept(name: str | None) -> None:
            if name:
                self._answer(lambda reviewer: reviewer.accept(name))

        current = self.reviewer.current
        asking.pick_label(
            self.app, self.session.annotations.schema, accept, current.suggestion.label if current else ""
        )

    def _undo(self) -> None:
        """Undo the last decision."""
        self._done = ""
        if not self.reviewer.undo():
            self.said.show(_("there is nothing to undo"))
        self.show()

    def _reorder(self) -> None:
        """Go on in the next order."""
        self._done = ""
        orders = list(ORDERS)
        self.reviewer.reorder(orders[(orders.index(self.reviewer.order) + 1) % len(orders)])
        self.show()

    def _leave(self) -> None:
        """Go back to where the review was begun."""
        self.dismiss()
