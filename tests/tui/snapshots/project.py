"""A small project in both scripts, with marks, an orphan, annotations of no article, and a file that cannot be read."""

from pathlib import Path
from shutil import rmtree

from annotations.model.span import Span
from tests.annotations.exchange.projects import Annotated

ANNOTATOR = "a1"

SCHEMA = """\
[schema]
guidelines = "一個名字只標一次。Mark a name once."

[[label]]
name = "PER"
title = "人物"
key = "1"
colour = "#d0574a"
description = "people, also by title"
examples = ["林小雨"]

[[label.attributes]]
name = "certain"
kind = "flag"

[[label]]
name = "ORG"
title = "機構"
key = "2"
colour = "#4a8fd0"

[[label]]
name = "LOC"
title = "地點"
key = "3"
colour = "#5fa05a"
"""

TRADITIONAL = """\
渡口重開
林小雨站在白石渡口,看著新船靠岸。這條航線停了三年,今年春天由青山航運重新開通,每天往返六次。
「我們等了很久。」她說,「從前要繞過整座山,現在過江只要十分鐘。」
白石鎮的商戶也高興。陳記茶莊的老闆說,第一個週末的客人比去年多了一倍;青山航運則打算在夏天再添兩條船。
鎮上的小學為此改了課表(school hours):住在對岸的四十名學生,以後可以坐七點半的船。
"""

SIMPLIFIED = """\
图书馆的夜灯
白石镇图书馆从本月起开放到晚上十点。馆长周远说,来借书的多半是下班以后的年轻人。
青山航运捐了两千册书,其中一半是关于江河与船舶的。
"""

GONE = "舊橋\n舊橋已經拆了,橋頭的石獅搬到了白石鎮公所門前。\n"

CHAPTERS = """\
白石渡紀事

第一卷　江上

第一章　渡口的燈

　　船靠了岸，燈亮著。擺渡的人把纜繩繫在石獅的腿上，說今夜不會有人過江了，可是他沒有把燈吹滅，因為對岸還有一個人。

第二章　青山航運

　　新船下了水。

第二卷　岸邊

第三章　陳記茶莊

　　客人坐滿了，窗外下著雨，沒有人急著回去，老闆也不催，只是一壺一壺地添水，聽他們說江上的事，說到半夜，說到雨停。

尾聲

　　雨停了。
"""

SUGGESTED = [("白石鎮", "LOC", 0.91), ("陳記茶莊", "ORG", 0.64), ("周远", "PER", 0.82), ("白石镇", "LOC", 0.9)]
"""Words with labels and scores, which are suggested wherever they stand."""


def write_project(root: Path) -> Path:
    """Write the project into a folder and return the folder."""
    root.mkdir()
    (root / "zhupi.toml").write_text(SCHEMA, "utf-8")
    texts = {"ferry.txt": TRADITIONAL, "library.txt": SIMPLIFIED, "bridge.txt": GONE}
    for name, text in texts.items():
        (root / name).write_text(text, "utf-8")
    _mark(
        root,
        "渡口",
        ("林小雨", "PER"),
        ("青山航運", "ORG"),
        ("白石渡口", "LOC"),
        ("白石鎮的商戶", "ORG"),
        ("十分鐘", "PER"),
    )
    _mark(root, "图书馆", ("周远", "PER"))
    _mark(root, "舊橋", ("白石鎮公所", "ORG"), ("石獅", "LOC"))
    (root / "bridge.txt").unlink()
    (root / "ferry.txt").write_text(TRADITIONAL.replace("十分鐘", "一刻"), "utf-8")  # the mark on it is an orphan
    (root / "broken.jsonl").write_text('{"text":\n', "utf-8")
    return root


def write_annotators(root: Path) -> None:
    """Let two annotators finish both articles, and differ at two places of the first and at one of the second."""
    _mark(root, "渡口", ("白石渡口", "LOC"), ("青山航運重新", "ORG"), ("陳記茶莊", "ORG"), annotator="b1")
    _mark(root, "渡口", ("白石", "LOC"), ("青山航運", "ORG"), ("陳記茶莊", "ORG"), annotator="b2")
    _mark(root, "图书馆", ("周远", "PER"), ("青山航运", "ORG"), annotator="b1")
    _mark(root, "图书馆", ("馆长周远", "PER"), annotator="b2")
    rmtree(root / "annotations" / ANNOTATOR)


def _mark(root: Path, title: str, *marks: tuple[str, str], annotator: str = ANNOTATOR) -> None:
    made = Annotated(root)
    name, article = next((name, each) for name, each in made.articles().items() if each.info.title.startswith(title))
    spans = []
    for number, (words, label) in enumerate(marks, 1):
        start = article.text.index(words)
        note = "確認過" if number == 1 else ""
        spans.append(Span(f"s{number}", start, start + len(words), label, note=note))
    made.mark(name, spans, annotator=annotator)
