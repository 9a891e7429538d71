"""Report what the system refuses a worker, which would otherwise end the application."""

import os
from functools import partial
from typing import TYPE_CHECKING

from textual.dom import DOMNode
from textual.worker import ResultType, Worker, WorkType

from seeds.errors import Problem

if TYPE_CHECKING:
    _Node = DOMNode
else:  # Textual takes the styles of the first base that is a node of its own, and the screen's would be lost
    _Node = object


class DiskErrorReports(_Node):
    """Have the threads that this starts end with a warning where the system lets a file not be read or written.

    What is expected of a file is caught where it is used; this is for what nobody expected of the system: a folder
    that goes away, a share that is closed, a right that is taken away. Other errors are faults of ours, and end the
    application with a log.
    """

    def run_worker(
        self,
        work: WorkType[ResultType],
        name: str | None = "",
        group: str = "default",
        description: str = "",
        exit_on_error: bool = True,
        start: bool = True,
        exclusive: bool = False,
        thread: bool = False,
    ) -> Worker[ResultType]:
        """Run work in a worker, as Textual does."""
        if thread:
            work = partial(_watch, self, work)  # type: ignore[assignment]
        return super().run_worker(work, name, group, description, exit_on_error, start, exclusive, thread)


def _watch(node: DOMNode, work: WorkType[ResultType]) -> ResultType | None:
    try:
        return work()  # type: ignore[operator, return-value]
    except OSError as error:
        if error.errno is None:
            raise
        place = "" if error.filename is None else os.fsdecode(error.filename)
        problem = Problem(place, str(error.strerror))
        node.app.call_from_thread(node.app.notify, str(problem), severity="warning", markup=False)
        return None
