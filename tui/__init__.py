"""Provide the terminal: the Textual application, the command line, and the layout of text into cells."""

from tui.terminal.keyboard import disable_kitty_keys

disable_kitty_keys()  # before anything of ours imports Textual, which looks at it once
