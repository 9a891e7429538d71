"""Run ``zhupi trust``: show what a project asks for, and allow it or revoke that."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from annotations.suggest.consent.request import Request, RequestState
from annotations.suggest.consent.trust_file import Grant, TrustFile
from annotations.suggest.project import requested
from annotations.suggest.setup import Setup
from annotations.user_settings import trust_path
from seeds.errors import Problem, SourceError
from seeds.i18n import _, ngettext
from seeds.system.descriptors import is_there
from tui.cli.arguments.suggesters import report
from tui.console.output import asked, write_json, write_line

Requests = Sequence[tuple[Request, RequestState]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = _(
        "Show what the zhupi.toml of a project asks for that only you may allow, and ask whether to: to send its texts "
        "to a server, to run a plug-in, to load a model, to read a list elsewhere. What is allowed is kept in your own "
        "settings, for this folder and for things as they are now: what changes is asked about again."
    )
    parser.epilog = _(
        "exit status: 0 where all that is asked for is allowed; 1 where something is not; 2 for a usage error"
    )
    parser.add_argument("path", nargs="?", metavar="PROJECT", help=_("a folder or file of articles"))
    parser.add_argument("--yes", action="store_true", help=_("allow all of it without asking, for scripts"))
    parser.add_argument("--revoke", action="store_true", help=_("revoke all that the project is allowed"))
    parser.add_argument("--list", action="store_true", help=_("list what is allowed, of this project or of all"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object, and ask nothing"))
    parser.set_defaults(parser=parser)


def run(arguments: argparse.Namespace) -> int:
    """Show, ask, and write what was answered."""
    if arguments.list + arguments.revoke + arguments.yes > 1:
        arguments.parser.error(_("--list, --revoke and --yes exclude each other"))
    if arguments.path is None and not arguments.list:
        arguments.parser.error(_("name the PROJECT"))
    trust = TrustFile(trust_path())
    if arguments.list:
        return _list(trust, arguments)
    if arguments.revoke:
        return _revoke(trust, arguments)
    return _ask(trust, arguments)


def _list(trust: TrustFile, arguments: argparse.Namespace) -> int:
    grants, problems = trust.read()
    if arguments.path is not None:
        folder = str(_folder(arguments.path))
        grants = [grant for grant in grants if grant.project == folder]
    _print_grants(grants, trust.path, as_object=arguments.json)
    for problem in problems:
        report(problem)
    return 1 if problems else 0


def _revoke(trust: TrustFile, arguments: argparse.Namespace) -> int:
    revoked = trust.revoke(_folder(arguments.path))
    _print_grants(revoked, trust.path, as_object=arguments.json)
    message = ngettext("{count} revoked", "{count} revoked", len(revoked)).format(count=len(revoked))
    report(Problem("", message if revoked else _("the project was allowed nothing")))
    return 0


def _ask(trust: TrustFile, arguments: argparse.Namespace) -> int:
    project = Path(arguments.path)
    if not is_there(project):
        raise SourceError(Problem(arguments.path, _("there is no such folder or file")))
    folder, setup = _folder(arguments.path), Setup(project.resolve())
    requests = requested(setup)
    for problem in trust.read()[1]:
        report(problem)
    if not arguments.json:
        _print_asked(folder, requests)
    missing = [request for request, state in requests if state is not RequestState.ALLOWED]
    if missing and (arguments.yes or (not arguments.json and _agreed())):
        trust.allow(folder, missing)
        requests, missing = requested(setup), []
        report(Problem("", _("allowed; “zhupi trust --revoke” revokes it")))
    if arguments.json:
        rows = [_as_object(request, state) for request, state in requests]
        write_json({"project": str(folder), "file": str(trust.path), "asked": rows})
    return 1 if missing else 0


def _folder(path: str) -> Path:
    """Return the folder whose ``zhupi.toml`` asks, as it is kept in the file; it need not be there any more."""
    real = Path(path).resolve()
    return real.parent if real.is_file() else real


def _agreed() -> bool:
    """Return whether the user says yes, where there is a terminal to ask at."""
    if not sys.stdin.isatty():
        report(Problem("", _("nothing was allowed; --yes allows it without asking")))
        return False
    agreed = asked(_("Allow all of this for this project? [y/N]")).casefold() in ("y", "yes", _("yes"))
    if not agreed:
        report(Problem("", _("nothing was allowed")))
    return agreed


def _print_asked(folder: Path, requests: Requests) -> None:
    if not requests:
        write_line(_("{project} asks for nothing that you would have to allow").format(project=folder))
        return
    words = {"allowed": _("allowed"), "changed": _("changed since you allowed it"), "new": _("not allowed")}
    write_line(_("{project} asks").format(project=folder))
    for request, state in requests:
        write_line(f"  {request.suggester}: {request.words} ({words[state.value]})")


def _print_grants(grants: Sequence[Grant], path: Path, *, as_object: bool) -> None:
    if as_object:
        keys = ("project", "suggester", "kind", "target", "since")
        rows = [{key: getattr(grant, key) for key in keys} for grant in grants]
        write_json({"file": str(path), "allowed": rows})
        return
    for grant in grants:
        write_line(f"{grant.project}\t{grant.suggester}\t{grant.kind}\t{grant.target}\t{grant.since}")


def _as_object(request: Request, state: RequestState) -> dict[str, Any]:
    return {
        "suggester": request.suggester,
        "kind": request.kind.value,
        "target": request.target,
        "words": request.words,
        "state": state.value,
    }
