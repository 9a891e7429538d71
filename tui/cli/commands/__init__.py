"""Provide the subcommands of ``zhupi``, one a file; none of them imports Textual."""
