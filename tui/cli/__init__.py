"""Run zhupi from the command line."""
