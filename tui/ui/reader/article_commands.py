"""Say something of the whole article: its status, its categories, a note."""

from collections.abc import Collection, Mapping

from annotations.model.layer import Status
from seeds.i18n import _
from tui.core.choosing import Choice
from tui.core.session import Session
from tui.ui.commands import Command, Controller
from tui.ui.reader.marking import Marking
from tui.ui.reader.questions import Questions
from tui.ui.reader.schema_offers import SchemaOffers
from tui.ui.widgets.prompt import Prompt

STATUSES = (Status.NEW, Status.IN_PROGRESS, Status.DONE, Status.SKIPPED)


class ArticleCommands(Controller):
    """Own the actions on the article as a whole."""

    def __init__(self, session: Session, marking: Marking, questions: Questions, offers: SchemaOffers) -> None:
        self._session = session
        self._marking = marking
        self._questions = questions
        self._offers = offers

    def commands(self) -> Mapping[str, Command]:
        """Return the commands of the article."""
        return {
            "mark.article-note": self._ask_note,
            "mark.categories": self._choose_category,
            "mark.status": self._next_status,
        }

    async def _ask_note(self) -> None:
        """Write a note on the article."""
        annotator = self._marking.annotator
        if annotator:
            await self._questions.ask(Prompt(_("note on the article"), annotator.layer.metadata.note), self._set_note)

    def _set_note(self, text: str) -> None:
        self._marking.do(lambda annotator: annotator.article_note(text))

    def _choose_category(self) -> None:
        """Put the article into categories, one after the other, until there is enough."""
        schema = self._session.annotations.schema
        if not schema.categories:
            if self._marking.annotator:
                self._offers.offer_category(self._toggle_category)
            return
        choices = [Choice(category.name, category.name, category.title) for category in schema.categories]
        title = _("Category of the article") if schema.single_category else _("Categories of the article")
        toggle = None if schema.single_category else self._toggle_category
        self._questions.choose(title, choices, self._toggle_category, now=self._categories, toggle=toggle)

    @property
    def _categories(self) -> Collection[str]:
        annotator = self._marking.annotator
        return annotator.layer.metadata.categories if annotator else ()

    def _toggle_category(self, name: str) -> Collection[str]:
        """Put the article into a category, or take it out, and return the categories that it is in then."""
        self._marking.do(lambda annotator: annotator.toggle_category(name))
        return self._categories

    def _next_status(self) -> None:
        """Give the article the next status."""
        annotator = self._marking.annotator
        if annotator:
            current = annotator.layer.metadata.status
            following = STATUSES[(STATUSES.index(current) + 1) % len(STATUSES)]
            self._marking.do(lambda annotator: annotator.set_status(following))
