"""Which columns the library shows, and what they say."""

from seeds.article import ArticleInfo, Origin
from tui.core.library import Library
from tui.core.listing.column_contents import Column
from tui.ui.widgets.columns import share_width


def article(document: str, title: str, **more: str) -> ArticleInfo:
    return ArticleInfo(f"{document}-{title}", title, 9, Origin(document, 0, 1), **more)


def columns(*infos: ArticleInfo, width: int = 120) -> list[Column]:
    library = Library()
    library.add(infos)
    return [field.column for field in share_width(width, library)[1] if field.column]


def test_columns_that_say_nothing_give_their_room_away() -> None:
    assert columns(article("a.txt", "甲"), article("b.txt", "乙")) == [Column.LENGTH]
    full = article("a.txt", "甲", source="晚報", tag="河", date="2024-01-02")
    assert columns(full, article("b.txt", "乙")) == [Column.SOURCE, Column.TAG, Column.DATE, Column.LENGTH]


def test_files_are_shown_where_titles_do_not_tell_texts_apart() -> None:
    assert Column.FILE in columns(article("a.txt", "序"), article("b.txt", "序"))
    assert Column.FILE in columns(article("一月/a.txt", "甲"), article("二月/a.txt", "乙"))
    assert Column.FILE not in columns(article("all.jsonl", "序"), article("all.jsonl", "序"))


def test_a_narrow_list_keeps_the_file_before_the_length() -> None:
    two = article("一月/a.txt", "甲"), article("二月/a.txt", "乙")
    assert columns(*two, width=44) == [Column.FILE]


def test_sorting_passes_over_columns_that_say_nothing() -> None:
    library = Library()
    library.add([article("a.txt", "甲", tag="河"), article("b.txt", "乙")])
    order: list[Column] = []
    while not order or library.column is not Column.ORDER:
        library.sort(library.next_column())
        order.append(library.column)
    assert order == [Column.TITLE, Column.TAG, Column.LENGTH, Column.GAIN, Column.ORDER]
