"""Read what several annotators have saved of the articles of a project, whoever has it open."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotations.model.layer import Layer
from annotations.storage.store import Store
from seeds.article import Article, ArticleInfo
from seeds.errors import Problem, SourceError, ZhupiError
from seeds.sources.corpus import Corpus

Report = Callable[[Problem], object]


def annotated_articles(
    corpus: Corpus,
    infos: Iterable[ArticleInfo],
    folder: Path,
    annotators: Iterable[str],
    report: Report,
    remark: Report,
    leave_out: Callable[[Iterable[str]], object],
) -> Iterator[tuple[Article, dict[str, Layer]]]:
    """Yield the articles that one of these has annotated at least, with the layers of those who have; only read.

    Annotations that are damaged are left out, and so are those of articles that cannot be read: each is reported, or
    remarked on where they can be used nevertheless, and ``leave_out`` is called at the end with the files.
    """
    stores = [Store(folder, name) for name in annotators]
    left_out: dict[str, None] = {}
    for store in stores:
        links = store.link(corpus)
        for notice in links.notices:
            remark(notice)
        left_out |= dict.fromkeys(problem.document for problem in links.problems)
    for info in infos:
        try:
            article = corpus.read(info)
        except ZhupiError as error:
            report(error.problem)
            left_out |= dict.fromkeys(file for store in stores for file in _saved_file(store, info))
            continue
        layers = {}
        for store in stores:
            try:
                saved = store.look(article)
            except ZhupiError as error:
                report(error.problem)
                left_out |= dict.fromkeys(_saved_file(store, info))
                continue
            for problem in (*saved.reading.problems, *saved.problems) if saved else ():
                remark(problem)
            if saved and saved.reading.read_only:
                left_out[saved.reading.problems[0].document] = None
            elif saved:
                layers[store.annotator] = saved.layer
        if layers:
            yield article, layers
    leave_out(left_out)


def _saved_file(store: Store, info: ArticleInfo) -> Iterator[str]:
    """Yield the file with the annotations of an article, unless there is none."""
    try:
        path = store.path(info)
        if path.exists():
            yield str(path)
    except OSError:  # it may be there
        yield str(path)
    except SourceError as error:
        yield error.problem.document
