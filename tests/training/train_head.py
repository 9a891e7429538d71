"""Train the head: ``python -m tests.training.train_head UNER.jsonl FOLDS``; see the README beside this file."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from annotations.suggest.house import weights
from tests.training import corpus
from tests.training.augmentation import SHARE, Swaps
from tests.training.corpus import Example, MarkedSentence
from tests.training.torch_head import Recipe, train_head

COPIES = 1
"""How many sentences with exchanged names there are of each of ours, in each epoch."""

VARIANTS = 5
"""After how many epochs the same exchanges come again; making new ones takes as long as a third of an epoch."""

ELSEWHERE = 1.0
"""The part of the sentences of Universal NER that an epoch sees."""

PROCESSES = 2
"""How many heads are trained at the same time, each on one core."""


def trained(ours: Sequence[MarkedSentence], elsewhere: Sequence[Example], recipe: Recipe, copies: int = COPIES) -> Any:
    """Return the weights of a head that has seen these sentences, ours with exchanged names too."""
    swaps = Swaps(ours)
    chance = Random(recipe.seed)
    variants: dict[int, list[Example]] = {}

    def more(epoch: int) -> list[Example]:
        variant = epoch % VARIANTS
        if variant not in variants:
            made = [sentence for _copy in range(copies) for sentence in swaps.made(chance)]
            variants[variant] = corpus.examples(made)
        return variants[variant] + chance.sample(list(elsewhere), int(ELSEWHERE * len(elsewhere)))

    return train_head(corpus.examples(ours), more, recipe)


def recipe_text() -> str:
    """Return what stands in the weights for how they were made: another whenever something here is changed."""
    return f"{Recipe()}, copies={COPIES}, variants={VARIANTS}, elsewhere={ELSEWHERE}, swapped={SHARE}"


def train_part(uner: Path, fold: int | None, to: Path) -> str:
    """Train on the house corpus without one of its folds, or on all of it, and write the weights."""
    texts = [text for text in corpus.house_texts() if fold is None or corpus.fold_of(text.name) != fold]
    ours = list(corpus.sentences(texts, corpus.HOUSE_STYLE))
    elsewhere = list(corpus.sentences(corpus.uner_texts(uner, tenth=False), corpus.UNER_STYLE))
    made = trained(ours, corpus.examples(elsewhere), Recipe())
    content = weights.pack_weights({**made, weights.RECIPE: np.array(recipe_text())})
    to.write_bytes(content)
    return f"{to.name}: {len(content):,} bytes, trained on {len(ours)} and {len(elsewhere)} sentences"


def main() -> None:
    """Write the file of weights, and for ``train_combination`` those of heads that have not seen a part each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("uner", type=Path, help="the Universal NER train set, as lines of JSON")
    parser.add_argument(
        "folds", type=Path, help="a folder for the heads that lack a part, which train_combination reads"
    )
    parser.add_argument("--only", choices=["all", *map(str, range(corpus.FOLDS))], help="train this one alone")
    options = parser.parse_args()
    options.folds.mkdir(parents=True, exist_ok=True)
    parts: dict[int | None, Path] = {None: Path(weights.__file__).with_name(weights.FILE)}
    parts |= {fold: options.folds / f"{fold}.npz" for fold in range(corpus.FOLDS)}
    if options.only:
        chosen = None if options.only == "all" else int(options.only)
        parts = {chosen: parts[chosen]}
    with ProcessPoolExecutor(min(PROCESSES, len(parts)), get_context("spawn")) as pool:
        waiting = [pool.submit(train_part, options.uner, fold, path) for fold, path in parts.items()]
        for part in waiting:
            sys.stdout.write(f"{part.result()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
