"""Say in the status line where in which article one is, and how it is shown."""

from collections.abc import Sequence

from annotations.storage.progress import Progress
from seeds.article import Article
from seeds.i18n import _
from tui.core.library import reading_time
from tui.core.session import Session
from tui.text.width import cells
from tui.ui.reader.paragraphs import style_name
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.status_line import StatusLine

SHARE = 10
"""Cells for how far one is, and between both sides."""

TITLE_AT_LEAST = 24
"""Cells of the status line that are kept for where one is; what matters least on the other side gives way."""

REMARKS_AT_LEAST = 20
"""Cells that are kept besides for what was said of the mark and of the article, where it has so much."""


class ReadingStatus:
    """Fill a status line: share, number and title on the left, and on the right what there is to say.

    ``shown_title`` is that of the article as it is shown; ``row`` is its place in the list, None where it is in none.
    """

    def __init__(self, session: Session, line: StatusLine, title: str) -> None:
        self._session = session
        self._line = line
        self._script = self._style = self._text = ""
        self._length = 0
        self.row: int | None = None
        self.shown_title = title

    def use(self, article: Article, title: str) -> None:
        """Be about an article from now on, as it is shown."""
        self.shown_title = title
        self._length = article.info.length
        self._text = article.text
        self._style = style_name(article)

    def find_script(self, screen: ZhupiScreen, text: str) -> None:
        """Have looked in which script a text is shown, in a worker of the screen's, and say it from then on."""

        def find() -> None:
            screen.from_worker(say, self._session.scripts.mark(text))

        def say(name: str) -> None:
            if text is self._text:
                self._script = name
                screen.describe()

        screen.run_worker(find, thread=True, exclusive=True, group="script")

    def show(
        self, progress: Progress, first: Sequence[str], chapter: str, remarks: Sequence[str] = (), said: str = ""
    ) -> None:
        """Show how far one is; ``first`` is what matters more than how the article is shown, ``chapter`` least.

        ``said`` is what was just done, in place of the title. ``remarks`` is what was said of the mark under the cursor
        and of the article, for which the title gives way.
        """
        number = "" if self.row is None else f"{self.row + 1}/{len(self._session.library)}  "
        self._line.set_class(bool(said), "-said")
        self._line.left = f"{progress.share:4.0%}  {number}{said or ' · '.join((*remarks, self.shown_title))}"
        left = reading_time(self._length * (1 - progress.share))
        time = _("{time} left").format(time=left) if progress.share < 1 else _("read")
        parts = [part for part in (*first, self._script, self._style, time, chapter) if part]
        kept = TITLE_AT_LEAST + min(REMARKS_AT_LEAST, sum(map(cells, remarks)))
        kept = max(kept, cells(said) + cells(number) + SHARE) if said else kept
        while len(parts) > 1 and cells(" · ".join(parts)) > self._line.size.width - kept:
            parts.pop()
        self._line.right = " · ".join(parts)
