"""Merge what all annotators of a project say, for the screen that asks where they differ."""

from collections.abc import Callable

from annotations.model.layer import Status
from annotations.model.span import ADJUDICATED
from annotations.storage.summaries import annotators_in
from seeds.article import ArticleInfo
from seeds.errors import Problem
from seeds.i18n import _
from tui.core.adjudicating.adjudicator import Adjudicator
from tui.core.adjudicating.annotated_articles import annotated_articles
from tui.core.library import Library
from tui.core.open_annotations import OpenAnnotations
from tui.core.session import Session


def adjudicator_of(session: Session) -> Adjudicator:
    """Return one that merges into the layer of ``adjudicated``, whoever the session's annotator is."""
    own = session.annotations
    if own.store.annotator == ADJUDICATED:
        return Adjudicator(own)
    return Adjudicator(OpenAnnotations(session.corpus, Library(), ADJUDICATED, own.store.folder))


def merge_project(session: Session, adjudicator: Adjudicator, report: Callable[[Problem], object]) -> None:
    """Merge the layers of all who have finished an article, by the rule that takes over what all say; slow."""
    annotations = adjudicator.annotations
    if annotations.schema_problem:
        report(annotations.schema_problem)
        return
    folder = annotations.store.folder
    people = [name for name in annotators_in(folder) if name != annotations.store.annotator]
    infos = (item for item in session.corpus.scan() if isinstance(item, ArticleInfo))

    def leave_out(files: object) -> None:
        for name in list(files) if isinstance(files, dict) else ():
            report(Problem(name, _("these annotations were left out"), advice=_("“zhupi check” says what is wrong")))

    for article, layers in annotated_articles(session.corpus, infos, folder, people, report, report, leave_out):
        counting = {name: layer for name, layer in layers.items() if layer.metadata.status is Status.DONE}
        adjudicator.add(article, counting)
    adjudicator.begin()
