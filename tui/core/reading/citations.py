"""Quote a passage of an article with where it is from."""

from seeds.article import ArticleInfo


def with_source(words: str, info: ArticleInfo, title: str, source: str) -> str:
    """Return words with a line that names the article, by its ``title`` and ``source`` as they are shown.

    The line ends with the address where the article was published, or else its file.
    """
    parts = (title, source, info.date, info.link or info.origin.document)
    return f"{words}\n— {', '.join(part for part in parts if part)}"
