"""Install data packs into the user's data folder, and remove them.

The manifest of a pack is replaced in one step, so that a pack is there whole, in the old or the new version, or not at
all.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version
from tomli_w import dumps

from seeds.errors import NotFoundError, Problem, SourceError, not_written
from seeds.i18n import _
from seeds.packs.archive import open_archive
from seeds.packs.index import download
from seeds.packs.installed import InstalledPack, packs_folder
from seeds.packs.pack import Pack, Progress
from seeds.system.descriptors import real_path
from seeds.system.files import open_stream
from seeds.system.folders import Folder
from seeds.system.locking import wait_for

_PATIENCE = 600.0
"""Seconds to wait for another program that is installing a pack."""


def _never() -> bool:
    """Go on to the end."""
    return False


def add(
    pack: Pack,
    *,
    from_file: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = _never,
) -> InstalledPack:
    """Install a pack from the user's package index, or from its archive; an older one of the name is replaced.

    ``cancelled`` is asked as the archive arrives, and at last before the pack is there. Raises ``SourceError``, with
    nothing changed, where the archive cannot be fetched, is not what it should be, or cannot be installed, and where
    ``cancelled`` has returned true.
    """

    def report(completed: int, total: int | None) -> None:
        _go_on(pack, cancelled)
        if progress:
            progress(completed, total)

    with TemporaryDirectory(prefix="zhupi-") as scratch:
        path, expected = (from_file, "") if from_file else download(pack, Path(scratch), report)
        digest = _sha256(path)
        if expected and digest != expected:
            raise _mismatch(path, expected, digest)
        return _install(pack, path, digest, verified=bool(expected), cancelled=cancelled)


def _go_on(pack: Pack, cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise SourceError(Problem(pack.name, _("was cancelled, and nothing was installed")))


def remove(name: str) -> None:
    """Remove an installed pack; raises ``NotFoundError`` where none of that name is installed."""
    manifest = packs_folder() / f"{name}.toml"
    with _locked():
        if not manifest.is_file():
            raise NotFoundError.nearest(
                _("installed data pack"), name, [path.stem for path in packs_folder().glob("*.toml")]
            )
        with Folder.open(real_path(packs_folder())) as folder:
            folder.remove(manifest.name)
        _sweep(name)


def _install(pack: Pack, path: Path, digest: str, *, verified: bool, cancelled: Callable[[], bool]) -> InstalledPack:
    with open_archive(path) as archive:
        version = _checked_version(pack, path, archive.identity())
        pinned = pack.pinned.get(version, "")
        if pinned and digest != pinned:
            raise _mismatch(path, pinned, digest)
        with _locked(), _new_folder(pack.name) as folder:
            pack.install(archive, folder)
            files = tuple(sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()))
            if not files:
                raise SourceError(Problem(str(path), _("holds nothing of what the pack is made from")))
            done = InstalledPack(
                name=pack.name,
                distribution=pack.distribution,
                version=version,
                sha256=digest,
                verified=verified or bool(pinned),
                added=datetime.now(UTC).replace(microsecond=0),
                folder=folder,
                files=files,
            )
            _go_on(pack, cancelled)
            _write_manifest(done)
            _sweep(pack.name, keep=folder)
    return done


@contextmanager
def _new_folder(name: str) -> Iterator[Path]:
    """Make a new folder for a pack, and delete it again where what is done with it fails."""
    parent = packs_folder() / name
    Folder.open(real_path(parent), make=True).close()
    folder = Path(mkdtemp(prefix=f"{name}-", dir=parent))
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _checked_version(pack: Pack, path: Path, identity: tuple[str, str]) -> str:
    name, version = identity
    if canonicalize_name(name) != canonicalize_name(pack.distribution):
        message = _("is an archive of {found}, not of {wanted}").format(found=name or "?", wanted=pack.distribution)
        raise SourceError(Problem(str(path), message))
    try:
        is_accepted = SpecifierSet(pack.versions).contains(Version(version), prereleases=True)
    except InvalidVersion:
        is_accepted = False
    if not is_accepted:
        message = _("is version {found}; {wanted} is needed").format(found=version or "?", wanted=pack.versions)
        raise SourceError(Problem(str(path), message))
    return version


def _mismatch(path: Path, expected: str, digest: str) -> SourceError:
    message = _("has the SHA-256 {found}, not {expected}: it is broken or was tampered with, and nothing was installed")
    return SourceError(Problem(str(path), message.format(found=digest, expected=expected)))


def _sha256(path: Path) -> str:
    try:
        with open_stream(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = _("cannot be read: {why}").format(why=error.strerror or error)
        raise SourceError(Problem(str(path), message)) from error


@contextmanager
def _locked() -> Iterator[None]:
    """Keep other programs away from the folder of the packs, which is made where it is not there."""
    folder = packs_folder()
    try:
        lock = wait_for(real_path(folder), ".lock", _PATIENCE)
        try:
            yield
        finally:
            lock.release()
    except OSError as error:
        raise SourceError(not_written(folder, error)) from error


def _sweep(name: str, keep: Path | None = None) -> None:
    """Delete the folders of a pack, also those that an interrupted program left behind."""
    for folder in (packs_folder() / name).iterdir():
        if folder != keep:
            shutil.rmtree(folder, ignore_errors=True)


def _write_manifest(pack: InstalledPack) -> None:
    content = dumps(
        {
            "name": pack.name,
            "distribution": pack.distribution,
            "version": pack.version,
            "sha256": pack.sha256,
            "verified": pack.verified,
            "added": pack.added,
            "folder": pack.folder.relative_to(packs_folder()).as_posix(),
            "files": list(pack.files),
        }
    )
    with Folder.open(real_path(packs_folder())) as folder:
        folder.replace(f"{pack.name}.toml", content.encode("utf-8"))
