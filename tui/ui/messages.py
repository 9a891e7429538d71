"""What screens ask of the application."""

from dataclasses import dataclass

from textual.message import Message

from seeds.article import ArticleInfo


@dataclass
class ArticleWanted(Message):
    """An article is to be opened for reading."""

    info: ArticleInfo


@dataclass
class ConverterWanted(Message):
    """A conversion is needed that has not been loaded yet."""

    configuration: str


@dataclass
class SettingsChanged(Message):
    """Settings have changed, and every screen is to follow."""
