"""Work out what annotating each article is expected to teach, in the background, when somebody asks for it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import tee

from annotations.suggest.decisions import undecided
from annotations.suggest.learned.gain import expected_gain
from annotations.suggest.setup import Setup
from annotations.suggest.workers.batch import suggest_articles
from annotations.suggest.workers.process import Sending
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError
from tui.core.session import Session

DECIDED = ("done", "skipped")
"""The statuses of articles that nothing more is expected of."""

Gain = tuple[tuple[str, str], float]
"""Document and id of an article, and what it is expected to teach."""


def expected_gains(
    session: Session, infos: Sequence[ArticleInfo], setup: Setup, on_problem: Callable[[Problem], None]
) -> Iterator[Gain]:
    """Yield the gain of each article, as they are worked out; for a worker, who may stop at any of them."""
    same_articles, articles = tee(_articles(session, infos, on_problem))
    results = suggest_articles(
        same_articles, setup, 1, on_problem, lambda to: session.suggesters.on_report(Sending(to))
    )
    for article, suggestions in zip(articles, results, strict=True):
        waiting = suggestions
        if session.library.summary_of(article.info):
            with session.annotations.temporarily_open(article.info) as opened:
                waiting = undecided(suggestions, opened.layer) if opened else []
        yield article.info.key, expected_gain(waiting)


def _articles(
    session: Session, infos: Sequence[ArticleInfo], on_problem: Callable[[Problem], None]
) -> Iterator[Article]:
    for info in infos:
        summary = session.library.summary_of(info)
        if summary and summary.status in DECIDED:
            continue
        try:
            yield session.read(info)
        except SourceError as error:
            on_problem(error.problem)
