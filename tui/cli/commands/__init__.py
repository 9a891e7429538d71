"""The subcommands of ``zhupi``, one a file; none of them imports Textual."""
