"""Ask for the preview of the article under the cursor when the cursor has come to rest."""

from functools import partial

from textual.timer import Timer
from textual.worker import get_current_worker

from seeds.article import ArticleInfo
from tui.core.session import Session
from tui.ui.screens.base import ZhupiScreen
from tui.ui.widgets.article_preview import ArticlePreview, Preview

REST = 0.12
"""Seconds for which the cursor stands still before an article is read, so that no key has to wait for that."""


class PreviewRequests:
    """Fill a preview in a worker, the last request only; nothing is read while the preview is not shown."""

    def __init__(self, screen: ZhupiScreen, session: Session, preview: ArticlePreview) -> None:
        self._screen = screen
        self._session = session
        self._preview = preview
        self._timer: Timer | None = None
        self._requested: tuple[object, ...] = ()

    def forget(self) -> None:
        """Read again what the next request asks for, even where it is the same article."""
        self._requested = ()

    def request(self, info: ArticleInfo | None) -> None:
        """Show the preview of an article in a moment, or none."""
        width, height = self._preview.size
        request = info.key if info else None, self._session.scripts.current, width, height
        if not width or request == self._requested:
            return
        self._requested = request
        if self._timer:
            self._timer.stop()
        if info:
            self._timer = self._screen.set_timer(REST, partial(self._start, info, width, height))
        else:
            self._preview.show(None)

    def _start(self, info: ArticleInfo, width: int, height: int) -> None:
        if not self._screen.is_current:  # the article is being opened
            self._requested = ()
            return
        read = partial(self._read, info, width, height)
        self._screen.run_worker(read, thread=True, exclusive=True, group="preview")

    def _read(self, info: ArticleInfo, width: int, height: int) -> None:
        from tui.ui.library import preview as reading

        worker = get_current_worker()
        preview = reading.read_preview(self._session, info, width, height)
        if not worker.is_cancelled:
            self._screen.from_worker(self._show, preview)

    def _show(self, preview: Preview) -> None:
        if self._requested and self._requested[0] == preview.info.key:
            self._preview.show(preview)
