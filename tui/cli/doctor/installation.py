"""Look at what is installed: versions, folders, packs, models, extras, and the newest log."""

import os
import platform
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from platformdirs import user_cache_path, user_data_path, user_state_path

from annotations.extras import installed_version
from annotations.suggest.learned.models_folder import models_folder
from annotations.suggest.packs import PACKS
from seeds.errors import SourceError
from seeds.i18n import _, ngettext
from seeds.packs.installed import installed
from seeds.script.data_sets import data_sets
from tui.cli.doctor.facts import Section
from tui.console.faults import log_folder
from tui.core.config import config_path, load_settings
from tui.core.keymap import with_keys

PACKAGES = ("zhupi", "textual", "rich", "wcwidth", "jieba", "rjieba", "numpy", "lxml", "tomlkit")
OF_DEVELOPERS = {"test", "consumers"}
"""Extras that nobody needs who only uses the program."""


def versions() -> Section:
    """Return the versions of what matters, and which conversion data there is."""
    section = Section("versions", _("versions"))
    section.add("python", "python", platform.python_version(), f"{platform.python_version()}  {platform.platform()}")
    section.add("platform", _("system"), platform.platform())
    for name in PACKAGES:
        section.add(name, name, installed_version(name) or None)
    try:
        section.add("conversion-data", _("conversion data"), [str(data_set) for data_set in data_sets()])
    except SourceError as error:
        section.problems.append(error.problem)
    return section


def settings() -> Section:
    """Return where the settings are, and what is wrong in them."""
    path = config_path()
    section = Section("settings", _("settings"))
    there = "" if path.is_file() else _("{path} (there is none; defaults are used)").format(path=path)
    section.add("path", _("file"), str(path), there)
    values, problems = load_settings(path)
    section.problems += [*problems, *with_keys(values.keys, str(path))[1]]
    section.add("kitty-keys", "kitty-keys", values.kitty_keys)
    section.add("theme", "theme", values.theme)
    return section


def folders() -> Section:
    """Return the folders that are written into, and which of them cannot be."""
    section = Section("folders", _("folders"))
    places = {
        "settings": (_("settings"), config_path().parent),
        "data": (_("data"), user_data_path("zhupi", appauthor=False)),
        "state": (_("state"), user_state_path("zhupi", appauthor=False)),
        "cache": (_("cache"), user_cache_path("zhupi", appauthor=False)),
        "logs": (_("logs"), log_folder()),
    }
    for key, (name, path) in places.items():
        reason = _obstacle(path)
        missing = "" if path.exists() else _("{path} (made when it is needed)").format(path=path)
        text = f"{path}: {reason}" if reason else missing or str(path)
        section.add(key, name, {"path": str(path), "exists": path.exists(), "writable": not reason}, text)
        if reason:
            message = _("{path} cannot be written: {reason}").format(path=path, reason=reason)
            section.wrong(message, _("make it a folder of your own, or free what is in its way"))
    return section


def packs() -> Section:
    """Return the data packs and the learned models."""
    section = Section("packs", _("packs and models"))
    try:
        there = installed()
    except SourceError as error:
        section.problems.append(error.problem)
        there = {}
    for pack in PACKS:
        version = there[pack.name].version if pack.name in there else None
        text = version or _("not installed (zhupi data add {name})").format(name=pack.name)
        section.add(pack.name, pack.name, version, f"{text}  {pack.description}")
    folder = models_folder()
    names = sorted(path.name for path in folder.glob("*.model")) if folder.is_dir() else []
    count = ngettext("{count} in {folder}", "{count} in {folder}", len(names)).format(count=len(names), folder=folder)
    section.add("learned-models", _("learned models"), names, count if names else _("none"))
    return section


def extras() -> Section:
    """Return which extras are installed, and which packages the others miss."""
    section = Section("extras", _("extras"))
    missing: dict[str, list[str]] = {}
    for line in _requirements():
        requirement = Requirement(line)
        extra = _extra(requirement)
        if extra and extra not in OF_DEVELOPERS:
            here = installed_version(requirement.name)
            missing.setdefault(extra, []).extend([] if here else [requirement.name])
    for extra, names in sorted(missing.items()):
        advice = _("missing: {names} (pip install 'zhupi[{extra}]')").format(names=", ".join(names), extra=extra)
        section.add(extra, extra, {"installed": not names, "missing": names}, advice if names else _("installed"))
    return section


def log() -> Section:
    """Return the newest log of a fault."""
    section = Section("log", _("log"))
    folder = log_folder()
    logs = sorted(folder.glob("*.log")) if folder.is_dir() else []
    section.add("newest", _("newest"), str(logs[-1]) if logs else None, str(logs[-1]) if logs else _("none"))
    return section


def _obstacle(path: Path) -> str:
    """Return why a folder cannot be written into or made; empty where it can."""
    place = next((each for each in (path, *path.parents) if os.path.lexists(each)), path)
    if not place.is_dir():
        return _("{path} is not a folder").format(path=place)
    return "" if os.access(place, os.W_OK | os.X_OK) else _("no permission")


def _requirements() -> list[str]:
    try:
        return requires("zhupi") or []
    except PackageNotFoundError:
        return []


def _extra(requirement: Requirement) -> str:
    """Return the extra that a requirement belongs to; empty for what is always needed."""
    _before, _operator, name = str(requirement.marker or "").partition('extra == "')
    return name.partition('"')[0]
