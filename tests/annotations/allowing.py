"""Allow all that a project asks for, as a user would."""

from pathlib import Path

from annotations.suggest.consent.trust_file import TrustFile
from annotations.suggest.project import requested
from annotations.suggest.setup import Setup
from annotations.user_settings import trust_path


def allow_all(project: Path) -> None:
    """Allow a project what it asks for now."""
    TrustFile(trust_path()).allow(project, [request for request, _state in requested(Setup(project))])
