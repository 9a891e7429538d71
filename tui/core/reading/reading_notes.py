"""Note what is read, as far as the settings allow it: which articles, how much, and how long."""

from collections.abc import Callable

from annotations.storage.progress import Progress
from annotations.storage.user_records import RecordError
from seeds.article import ArticleInfo
from seeds.errors import Problem
from tui.core.config import Settings
from tui.core.reading.activity import ReadingClock, activity_file
from tui.core.reading.recent import RecentlyRead, recent_file


class ReadingNotes:
    """Hold what was read in this run, until it is saved; ``settings`` gives those of now."""

    def __init__(self, settings: Callable[[], Settings], project: str) -> None:
        self._settings = settings
        self.recently = RecentlyRead(recent_file(), project)
        self.clock = ReadingClock(activity_file())

    def see(self, info: ArticleInfo, progress: Progress) -> None:
        """Note what of an article is on the screen."""
        if self._settings().keep_recent:
            self.recently.note(info, progress)
        if self._settings().keep_statistics:
            self.clock.see(info.key, progress.position, round(progress.share * info.length))

    def note_presence(self) -> None:
        """Note that somebody is there."""
        if self._settings().keep_statistics:
            self.clock.note_presence()

    def leave(self) -> None:
        """Note that nothing is read any more."""
        if self._settings().keep_statistics:
            self.clock.leave()

    def note_finished(self) -> None:
        """Note that an article has been read to its end."""
        if self._settings().keep_statistics:
            self.clock.note_finished()

    @property
    def dirty(self) -> bool:
        """Return whether ``save`` has anything to write."""
        return self.recently.dirty or self.clock.dirty

    def save(self) -> list[Problem]:
        """Write what was noted, and return what could not be written, and what was damaged."""
        problems = []
        for save in (self.recently.save, self.clock.save):
            try:
                problem = save()
            except RecordError as error:
                problem = error.problem
            problems += [problem] if problem else []
        return problems
