"""Turn bytes into articles, paragraphs, words and the other script."""

from seeds.former_names import accept_former_names

accept_former_names()
