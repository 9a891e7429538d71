"""Describe what suggestions are made from: project, annotator, suggesters, model."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setup:
    """Hold what a worker process is started with.

    ``project`` is the folder or file whose ``zhupi.toml`` holds, None for the bundled articles. ``annotations`` and
    ``annotator`` are where decisions are remembered from, if anywhere. ``names`` and ``min_score`` take the place of
    what the settings say. ``model`` is the file of the trained model, if there is one. A worker ``in_background``
    leaves the processor to others. ``follow_links`` is the user's word that links may lead out of the project, and
    ``config`` the user's settings file, the usual one if not said.
    """

    project: Path | None = None
    annotations: Path | None = None
    annotator: str = ""
    names: tuple[str, ...] = ()
    min_score: float | None = None
    model: Path | None = None
    in_background: bool = False
    follow_links: bool = False
    config: Path | None = None
