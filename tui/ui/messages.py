"""Say what screens ask of the application."""

from dataclasses import dataclass

from textual.message import Message

from seeds.article import ArticleInfo


@dataclass
class ArticleWanted(Message):
    """Ask to open an article for reading."""

    info: ArticleInfo


@dataclass
class ConverterWanted(Message):
    """Ask for a conversion that has not been loaded yet."""

    configuration: str


@dataclass
class ArticleGone(Message):
    """Ask to look where an article is now whose text is not where it was."""

    info: ArticleInfo
