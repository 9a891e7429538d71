"""Preview an export as it would be written: its first records, put through the format itself."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.exchange.exporting.export import records
from annotations.exchange.exporting.request import ExportRequest, Project
from annotations.exchange.format import OutputKind
from annotations.exchange.report import Report
from seeds.i18n import _, ngettext
from tui.text.clip import ELLIPSIS

RECORDS = 3
"""The records that a preview is made from."""

FILES = 12
"""The files of a folder that are shown."""

LINES = 200
"""The lines of a file that are shown; those of a folder share them."""

LONGEST = 2000
"""Code points of a line above which its middle is left out, more than a screen is wide."""


def preview(project: Project, request: ExportRequest, step: Callable[[], None]) -> list[str]:
    """Return the first lines of what would be written; none where there is nothing to export. For a worker.

    Of a folder, they are those of its first files, each below its name. ``step`` is called for each article that is
    looked at; what it raises ends the preview. Raises what the format raises, and ``OSError``.
    """
    about, report = request.format.about, Report()
    first = list(islice(records(project, request, report, step), RECORDS))
    if not first:
        return []
    with TemporaryDirectory(prefix="zhupi-") as folder:
        path = Path(folder, f"preview{about.suffix}")
        if about.shape is OutputKind.FOLDER:
            path.mkdir()
        request.format.write(first, path, request.final_options, report)
        return list(_of_folder(path) if path.is_dir() else _of_file(path, LINES))


def _of_folder(folder: Path) -> Iterator[str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in paths[:FILES]:
        yield f"── {path.relative_to(folder).as_posix()}"
        yield from _of_file(path, LINES // min(len(paths), FILES))
        yield ""
    left = len(paths) - FILES
    if left > 0:
        yield ngettext("… and {n} more file", "… and {n} more files", left).format(n=f"{left:,}")


def _of_file(path: Path, most: int) -> Iterator[str]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        yield _("{n} bytes, which are not text").format(n=f"{len(content):,}")
        return
    lines = text.removesuffix("\n").split("\n")
    yield from map(_without_middle, lines[:most])
    if len(lines) > most:
        yield ELLIPSIS


def _without_middle(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST // 2] + ELLIPSIS + line[-LONGEST // 2 :]
