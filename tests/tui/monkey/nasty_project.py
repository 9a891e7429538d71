"""A project of articles that are hard to show, with a schema that has everything."""

from pathlib import Path

ARTICLES = {
    "markup": "[red]標題[/] [/nothing] [@click=app.quit]x[/]\n[bold]淘寶[/bold] $primary \\[ ]] [[ " * 20,
    "controls": "標題\x07\x1b[31m\x1b]0;x\x07\n\x00\x01\x02\x7f\x80\x9b31m\u200b\u200d\u202e右到左\u2066\u2069\ufeff"
    * 10,
    "combining": "e\u0301" * 5 + "\u0301" * 300 + "\n" + "👩‍👩‍👧‍👦🏳️‍🌈🇹🇼" * 40 + "𠮷" * 100,
    "one_line": "長" * 20_000,
    "one_word": "a" * 5_000,
    "lines": "標題\n" + "\n" * 2_000 + "完",
    "tabs": "\t標\t題\t\n\t\t" + "a\tb\r\n" * 200,
    "one": "字",
    "spaces": "　 \u00a0\n　　　\n",
    "quotes": "“”——…·「」『』《》" * 200,
    "news": "淘寶閃購與美團\n" + "12月5日上午,淘寶閃購在北京宣佈,將投入50億元。蔣凡說:市場增長了30%。" * 60,
    "名字[b]很長" * 12: "標題[/b]\n正文" * 20,
}

SCHEMA = """
[schema]
guidelines = "[red]如何[/] \\u001b[31m 標註"
[[label]]
name = "PER"
title = "人[/]物"
key = "1"
colour = "#ff0000"
attributes = [
  { name = "certain", kind = "flag" },
  { name = "kind", kind = "choice", choices = ["a", "b"] },
  { name = "id", kind = "text" },
]
[[label]]
name = "ORG"
title = "機構"
key = "2"
[[label]]
name = "LOC"
title = "地點"
[[relation]]
name = "in"
heads = ["PER"]
tails = ["ORG"]
[[category]]
name = "news"
title = "新聞"
[[category]]
name = "other"
title = "別的"
"""


def write_project(folder: Path) -> Path:
    """Write the project into a new folder."""
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / f"{name.replace('/', '_')}.txt").write_text(text, "utf-8", newline="")
    (folder / "broken.jsonl").write_bytes(b'{"text": \xff\xfe}\n[[[[')
    (folder / "zhupi.toml").write_text(SCHEMA, "utf-8")
    return folder
