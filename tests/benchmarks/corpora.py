"""Texts of the sizes that the benchmarks need, made from the bundled articles and the same in every run."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MARKER = "此處已經畫出"
"""Stands some rows below the top of a long article: seen on the screen, the article is painted."""

TITLE = "樣本"
"""Stands in every title of a made-up article."""


def sentences() -> Iterator[str]:
    """Yield the sentences of the bundled digest for ever, each numbered so that no two are the same."""
    (digest,) = (ROOT / "seeds" / "data").glob("000_*.txt")
    bodies = digest.read_text("utf-8").splitlines()[2::2]
    parts = [part for body in bodies for part in body.split("。") if part]
    number = 0
    while True:
        for part in parts:
            number += 1
            yield f"{part}({number})。"


def text_of(length: int, *, many_lines: bool = False) -> str:
    """Return a text of exactly ``length`` code points; with ``many_lines`` a line end follows every third sentence."""
    parts, size = [], 0
    for number, sentence in enumerate(sentences(), 1):
        piece = sentence + "\n" * (many_lines and number % 3 == 0)
        parts.append(piece)
        size += len(piece)
        if size >= length:
            break
    return "".join(parts)[:length]


def write_article(path: Path, length: int, *, many_lines: bool = False) -> None:
    """Write a text file of ``length`` code points whose marker stands after the first 150."""
    text = text_of(length, many_lines=many_lines)
    if length > 300:
        text = f"{text[:150]}{MARKER}{text[150 : length - len(MARKER)]}"
    path.write_text(text, "utf-8")


def write_folder(folder: Path, articles: int, total_bytes: int) -> None:
    """Write plain-text articles, a hundred to a folder, that hold about ``total_bytes`` together as UTF-8."""
    source = sentences()
    for number in range(articles):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        body, size = [f"{TITLE}{number:05}的標題\n"], 0
        while size < total_bytes // articles:
            sentence = next(source)
            size += len(sentence.encode())
            body.append(sentence)
        (place / f"{number:05}.txt").write_text("".join(body), "utf-8")


def write_jsonl(path: Path, articles: int) -> None:
    """Write a JSONL file of short articles, three sentences each."""
    source = sentences()
    with path.open("w", encoding="utf-8") as lines:
        for number in range(articles):
            record = {"id": f"a{number}", "title": f"{TITLE}{number:06}的標題", "text": "".join(islice(source, 3))}
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")
