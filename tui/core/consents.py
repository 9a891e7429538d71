"""Know what a project asks the user for, and what the user has answered, apart from any screen."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.suggest.consent.trust_file import TrustFile
from annotations.suggest.project import requested
from annotations.user_settings import trust_path
from seeds.sources.settings import settings_path

if TYPE_CHECKING:
    from annotations.suggest.consent.request import Request, RequestState
    from annotations.suggest.setup import Setup


class Consents:
    """Look up what one project asks for, and keep the answer; for a worker, as whole models may be read."""

    def __init__(self, setup: "Setup") -> None:
        self._setup = setup

    @property
    def project(self) -> Path:
        """The folder whose file asks."""
        return settings_path(self._setup.project).parent if self._setup.project else Path()

    def look(self) -> "Sequence[tuple[Request, RequestState]]":
        """Return what is asked for, and whether it is allowed; raises ``SourceError`` where the settings are wrong."""
        return requested(self._setup)

    def allow(self, requests: "Sequence[Request]") -> None:
        """Allow what was asked for, as it is now; raises ``SourceError`` where it cannot be kept."""
        self._file.allow(self.project, requests)

    def revoke(self) -> None:
        """Take back all that the project is allowed; raises ``SourceError`` where that cannot be kept."""
        self._file.revoke(self.project)

    @property
    def _file(self) -> TrustFile:
        return TrustFile(trust_path(self._setup.config))
