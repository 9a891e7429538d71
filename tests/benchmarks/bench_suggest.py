"""Measure how good and how fast suggestions are: ``python tests/benchmarks/bench_suggest.py [--quick]``.

Quality is F1 over exact spans: micro over all labels, micro over persons, places and organisations, and by label; of
UNER's Chinese-GSD, where the folder ``shared/data`` is beside the repository, and of the annotations in ``tests/gold``,
of which the kept-out articles are read here alone; no text of theirs is printed.
Speed is in code points for each second of a processor, that of all processes of ``zhupi entities`` added up, with what
starting them takes. Latency is the median until the first and the last answer to a question of the application, each
for a text that was never seen, beside that for a text of one character. Rows that need the pack of LAC are left out
until ``zhupi data add lac``.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from statistics import median
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported, which the suggesters do later

from corpora import sentences

from annotations.schema_io.default import default_schema
from annotations.suggest.ensemble import Ensemble
from annotations.suggest.evaluation import Counts, evaluate
from annotations.suggest.lac.bundled import bundled_folder
from annotations.suggest.lac.pack import tagger_folder
from annotations.suggest.lac.shared import shared_bundled
from annotations.suggest.lac.suggester import LacSuggester
from annotations.suggest.registry import SuggesterContext, default_names
from annotations.suggest.settings import SuggestSettings
from annotations.suggest.setup import Setup
from annotations.suggest.suggestion import Suggestion
from annotations.suggest.taggers.jieba_suggester import JiebaSuggester
from annotations.suggest.taggers.tagging_suggester import TaggingSuggester
from annotations.suggest.workers.batch import suggest_batch
from annotations.suggest.workers.service import Service, SuggestionUpdate
from seeds.errors import Problem
from seeds.segmentation.reflow import ReadText
from tests.gold.sets import BUNDLED, HELDOUT, KEPT_OUT, bundled, heldout, kept_out

UNER = Path(__file__).parents[3] / "shared" / "data"
NAMES = ("PER", "LOC", "ORG")
LABELS = tuple(label.name for label in default_schema().labels)
JIEBA = {"nr": "PER", "nrfg": "PER", "nrt": "PER", "ns": "LOC", "nt": "ORG"}
"""The labels of jieba's tags, which ``JiebaSuggester`` leaves where it takes a word for no name."""

QUICK = ("patterns", "gazetteer")
INSTALLED = tuple(name for name in default_names() if name not in ("lac", "memory", "learned"))
ARTICLE = 3_000
LATENCY_ARTICLE = 5_000

Text = tuple[str, tuple[tuple[int, int, str], ...]]
Find = Callable[[Sequence[str]], Iterable[list[Suggestion]]]


def uner(part: str) -> list[Text]:
    """The sentences of one part of UNER's Chinese-GSD; none where it is not here."""
    path = UNER / f"uner_gsd_trad.{part}.jsonl"
    rows = map(json.loads, path.read_text("utf-8").splitlines()) if path.exists() else ()
    return [(row["text"], tuple((span["start"], span["end"], span["label"]) for span in row["spans"])) for row in rows]


def tagged(suggester: TaggingSuggester) -> Find:
    """Return what a tagger says, without any rule for names."""

    def find(texts: Sequence[str]) -> Iterator[list[Suggestion]]:
        for words in suggester.tag(texts):
            found = ((start, end, JIEBA.get(tag, tag)) for start, end, tag in words)
            yield [Suggestion(*item, 1.0, suggester.name) for item in found if item[2] in LABELS]

    return find


def together(*names: str) -> Find:
    """Suggesters as the program combines them."""
    return lambda texts: Ensemble(SuggesterContext(SuggestSettings(names=names), default_schema())).suggest_all(texts)


def finders() -> dict[str, Find]:
    """The rows of the table for each set."""
    found = {"jieba's tags": tagged(JiebaSuggester()), "zhupi with jieba": together(*QUICK, "jieba")}
    found |= {"its tagger's tags": tagged(shared_bundled(bundled_folder())), "house alone": together("house")}
    found |= {"zhupi as installed": together(*INSTALLED)}
    if folder := tagger_folder():
        found |= {"LAC's tags": tagged(LacSuggester(folder)), "zhupi with LAC": together(*INSTALLED, "lac")}
    return found


def reliability(title: str, texts: Sequence[Text], find: Find) -> None:
    """Print for each range of scores how many suggestions there are, and how many of a hundred are right."""
    counts = {low: [0, 0, 0.0] for low in range(30, 100, 10)} | {95: [0, 0, 0.0]}
    labels = {label for _text, spans in texts for _start, _end, label in spans}
    for (_text, spans), items in zip(texts, find([text for text, _spans in texts]), strict=True):
        right = set(spans)
        for item in items:
            if item.label in labels:
                low = max((low for low in counts if item.score * 100 >= low), default=30)
                counts[low][0] += 1
                counts[low][1] += (item.start, item.end, item.label) in right
                counts[low][2] += item.score
    cells = (
        f"{low}+: {100 * right / many:.0f} of {many} ({100 * total / many:.0f})"
        for low, (many, right, total) in sorted(counts.items())
        if many
    )
    print(f"{title:11}right of a hundred by score, with the mean score: " + "; ".join(cells))


def quality(*, quick: bool) -> None:
    """Print the table."""
    sets: dict[str, list[Text]] = {f"UNER {part}": uner(part) for part in (["dev"] if quick else ["train", "dev"])}
    sets |= {"bundled": [(gold.text, gold.spans) for gold in bundled()]} if BUNDLED.exists() else {}
    sets |= {"heldout": [(gold.text, gold.spans) for gold in heldout()]} if HELDOUT.exists() else {}
    sets |= {"kept-out": [(gold.text, gold.spans) for gold in kept_out()]} if KEPT_OUT.exists() else {}
    print(f"{'F1':11}{'':21}" + "".join(f"{head:>6}" for head in ("all", "names", *LABELS)))
    for title, texts in sets.items():
        if not texts:
            print(f"{title:11}is not here")
            continue
        wanted = {label for _text, spans in texts for _start, _end, label in spans}
        for name, find in finders().items():
            found = find([text for text, _spans in texts])
            pairs = zip((spans for _text, spans in texts), found, strict=True)
            exact = evaluate((spans, [each for each in items if each.label in wanted]) for spans, items in pairs).exact
            cells = [summed(exact, LABELS), summed(exact, NAMES), *(exact.get(label) for label in LABELS)]
            figures = (f"{100 * cell.f1:6.1f}" if cell else f"{'':6}" for cell in cells)
            print(f"{title:11}{name:21}" + "".join(figures), flush=True)
    for title, texts in sets.items():
        if texts:
            reliability(title, texts, together(*INSTALLED))
    print("bundled: these articles were seen while the rules were written; heldout: nobody who writes rules sees them")
    print("kept-out: nothing is trained or chosen by them, and nobody who writes rules or lists sees them")


def summed(counts: dict[str, Counts], labels: Iterable[str]) -> Counts:
    """The counts of some labels together."""
    total = Counts()
    for label in labels:
        total.add(counts.get(label, Counts()))
    return total


def articles(length: int) -> Iterator[str]:
    """Articles of exactly that length for ever, no two of them the same."""
    source = sentences()
    rest = ""
    while True:
        while len(rest) < length:
            rest += next(source)
        yield rest[:length]
        rest = rest[length:]


def used() -> float:
    """The seconds that this process and those that it has waited for have taken of a processor."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def speed(names: tuple[str, ...], count: int) -> None:
    """Print how fast so many articles are, with one process and with two."""
    texts = list(islice(articles(ARTICLE), count))
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as cache:
            os.environ["XDG_CACHE_HOME"] = cache
            start, began = used(), perf_counter()
            for _found in suggest_batch(texts, Setup(names=names), processes, complain):
                pass
            seconds, waited = used() - start, perf_counter() - began
        size = count * ARTICLE
        print(
            f"{' '.join(names):24}{processes} process{'es' if processes > 1 else '  '} {size:>10,} characters: "
            f"{size / seconds:>9,.0f} a second of a processor, {size / waited:>9,.0f} a second"
        )


def latency(names: tuple[str, ...], repetitions: int) -> None:
    """Print how long the application waits for the first and the last answer."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        answers: SimpleQueue[SuggestionUpdate] = SimpleQueue()
        service = Service(Setup(names=names), answers.put, complain)
        try:
            wait(service, answers, "暖機,北京。")
            control = [wait(service, answers, character)[1] for character in "一二三四五六七八九十"]
            waits = [wait(service, answers, text) for text in islice(articles(LATENCY_ARTICLE), repetitions)]
        finally:
            service.close()
    first, last = (median(each) for each in zip(*waits, strict=True))
    print(
        f"{' '.join(names):24}{LATENCY_ARTICLE:,} characters: first answer {first:4.0f} ms, last {last:4.0f} ms "
        f"(one character: {median(control):.0f} ms)"
    )


def wait(service: Service, answers: "SimpleQueue[SuggestionUpdate]", text: str) -> tuple[float, float]:
    """The milliseconds until the first and the last answer for a text."""
    began = perf_counter()
    number = service.ask(("benchmark", text[:20]), ReadText(text))
    first = 0.0
    while True:
        answer = answers.get(timeout=60)
        if answer.number == number:
            first = first or perf_counter() - began
            if answer.done:
                return 1000 * first, 1000 * (perf_counter() - began)


def complain(problem: Problem) -> None:
    """Tell what went wrong, which makes the figures worthless."""
    print(problem, file=sys.stderr)


def main() -> None:
    """Print quality, then speed, then latency."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer texts")
    options = parser.parse_args()
    if not tagger_folder():
        print("the pack of LAC is not installed, and the rows with it are missing: run zhupi data add lac")
    quality(quick=options.quick)
    print(f"\nload average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    speed(QUICK, 400 if options.quick else 2_000)
    for names in (INSTALLED, (*INSTALLED, "lac"))[: 1 + bool(tagger_folder())]:
        speed(names, 100 if options.quick else 400)
        latency(names, 5 if options.quick else 15)
    print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
