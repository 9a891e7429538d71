"""The whole program in a real pty, as a user starts it."""

import sys
from pathlib import Path

import pytest
from terminal_driver import Terminal, environment

from tests.tui.terminal.typed_app import COMMAND, ROOT

ZHUPI = str(Path(sys.executable).parent / "zhupi")
FEW_WORDS = [sys.executable, "-c", COMMAND]
"""The program without jieba's dictionary, which takes a second to read."""


def start(home: Path, *arguments: str, columns: int = 100, rows: int = 30, whole: bool = False) -> Terminal:
    """Start ``zhupi`` in a terminal of its own; the whole has suggestions, by another process, and all words."""
    variables = {**environment(home), "PYTHONPATH": str(ROOT)}
    if not whole:
        settings = home / "settings.toml"
        settings.write_text("[annotate]\nsuggestions = false\n", "utf-8")
        variables["ZHUPI_CONFIG"] = str(settings)
    return Terminal([*([ZHUPI] if whole else FEW_WORDS), *arguments], variables, columns, rows)


def test_bundled_articles_open_change_script_and_close(home: Path) -> None:
    with start(home, whole=True) as terminal:
        terminal.wait_for("中國消費的下一程")
        terminal.press("enter")
        terminal.wait_for("臨近年底,外賣行業的戰火")
        terminal.press("t")
        terminal.wait_for("临近年底,外卖行业的战火")
        terminal.press("q")
        terminal.wait_for("中国消费的下一程")
        terminal.write(b"q")
        assert terminal.wait_for_end() == 0


def test_file_of_one_article_opens_in_the_reader(home: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("標題\n" + "今天天氣很好。" * 200 + "\n末段在此。\n", "utf-8")
    with start(home, str(tmp_path / "one.txt")) as terminal:
        terminal.wait_for("今天天氣很好。今天天氣很好。")
        terminal.press("end")
        terminal.wait_for("末段在此。")
        terminal.write(b"\x11")  # ctrl+q
        assert terminal.wait_for_end() == 0


def test_folder_that_does_not_exist_is_one_sentence_on_stderr(home: Path, tmp_path: Path) -> None:
    with start(home, str(tmp_path / "nowhere"), whole=True) as terminal:
        terminal.wait_for("nowhere")
        assert "Traceback" not in terminal.text
        assert terminal.wait_for_end() == 1


@pytest.mark.parametrize("size", [(20, 5), pytest.param((300, 90), marks=pytest.mark.heavy)], ids=str)
def test_terminals_of_any_size(home: Path, size: tuple[int, int]) -> None:
    columns, rows = size
    with start(home, columns=columns, rows=rows) as terminal:
        terminal.wait_for("中國消費")
        terminal.press("enter")
        terminal.write(b"\x11")
        assert terminal.wait_for_end() == 0
