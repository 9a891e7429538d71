"""Show zhupi on the terminal with Textual."""
