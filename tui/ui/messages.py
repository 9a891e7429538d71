"""Say what screens ask of the application."""

from textual.message import Message

from seeds.article import ArticleInfo


class ArticleWanted(Message):
    """Ask to open an article for reading."""

    def __init__(self, info: ArticleInfo) -> None:
        super().__init__()
        self.info = info


class ConverterWanted(Message):
    """Ask for a conversion that has not been loaded yet."""

    def __init__(self, configuration: str) -> None:
        super().__init__()
        self.configuration = configuration


class ArticleGone(Message):
    """Ask to look where an article is now whose text is not where it was."""

    def __init__(self, info: ArticleInfo) -> None:
        super().__init__()
        self.info = info
