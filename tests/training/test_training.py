"""A head trained on a few sentences: twice the same, and by torch what numpy says of it."""

from typing import Any

import numpy as np
import pytest

from annotations.suggest.house.codes import COUNT as CODES
from annotations.suggest.house.field import NameField
from annotations.suggest.house.head import Head, Sentence
from annotations.suggest.house.network import CHANNELS, STATES
from annotations.suggest.house.weights import RECIPE, pack_weights, read_file, unpack_weights
from tests.training.augmentation import Swaps
from tests.training.corpus import Example, MarkedSentence

SENTENCES = [
    MarkedSentence("a", "李明在北京", ((0, 2, "PER"), (3, 5, "LOC"))),
    MarkedSentence("a", "京东在上海开业", ((0, 2, "ORG"), (3, 5, "LOC"))),
    MarkedSentence("b", "王强去了", ((0, 2, "PER"),), 1),
]


def example(sentence: MarkedSentence) -> Example:
    chance = np.random.default_rng(sum(map(ord, sentence.text)))
    states = chance.normal(0, 0.5, (len(sentence.text), STATES)).astype(np.float16)
    return Example(sentence, states, chance.integers(0, CODES, (len(sentence.text), CHANNELS)).astype(np.uint8))


@pytest.fixture
def training() -> Any:
    pytest.importorskip("torch", reason="the extra “train” is not installed: torch")
    from tests.training import torch_head

    return torch_head


def test_the_weights_were_made_by_the_recipe_as_it_is(training: Any) -> None:
    from tests.training.train_head import recipe_text

    made_by = unpack_weights(read_file()).get(RECIPE)
    if made_by is None:
        pytest.skip("the weights do not say how they were made: train them again")
    assert str(made_by) == recipe_text(), "run what tests/training/README.md says"


def test_a_training_run_gives_the_same_bytes_twice(training: Any) -> None:
    examples = [example(sentence) for sentence in SENTENCES]
    recipe = training.Recipe(epochs=2, batch=20, inner=16, units=8, rare=0)
    first, second = (pack_weights(training.train_head(examples, lambda _epoch: [], recipe)) for _time in range(2))
    assert first == second


def test_a_head_learns_its_sentences(training: Any) -> None:
    examples = [example(sentence) for sentence in SENTENCES[:2]]
    recipe = training.Recipe(epochs=120, batch=20, inner=32, units=16, rare=0, rate=1e-2)
    head = Head(training.train_head(examples, lambda _epoch: [], recipe))
    given = [Sentence(each.sentence.text, each.states, each.codes) for each in examples]
    for each, names in zip(examples, head.names(given, 0.5), strict=True):
        assert tuple((name.start, name.end, name.label) for name in names) == each.sentence.spans


def test_the_loss_is_the_probability_that_numpy_computes(training: Any) -> None:
    import torch

    from annotations.suggest.house.tags import COUNT
    from annotations.suggest.lac.packing import pack

    chance = np.random.default_rng(2)
    scores = chance.normal(0, 1, (3, COUNT)).astype(np.float32)
    transitions = chance.normal(0, 0.3, (COUNT + 1, COUNT + 1)).astype(np.float32)
    tags = [1, 3, 0]  # a person of two characters, and nothing
    possible = np.zeros((1, 3, COUNT), np.bool_)
    possible[0, np.arange(3), tags] = True
    possible[0, 2] = True  # whatever follows
    tensors = (
        torch.from_numpy(scores[None]),
        torch.from_numpy(possible),
        torch.tensor([3]),
        torch.from_numpy(transitions),
    )
    probability = float(torch.exp(-training.field_loss(*tensors))[0])
    field = NameField(np.vstack([transitions[COUNT, :COUNT], transitions[:COUNT, COUNT], transitions[:COUNT, :COUNT]]))
    found = {(name.start, name.end, name.label): name.probability for name in field.names(scores, pack([3]), 0.0001)}
    assert found[0, 2, 0] == pytest.approx(probability, rel=1e-3)


def test_names_are_exchanged_among_those_of_one_label() -> None:
    from random import Random

    made = [sentence for seed in range(20) for sentence in Swaps(SENTENCES[:2]).made(Random(seed))]
    assert len({sentence.text for sentence in made}) > 2
    for sentence in made:
        names = {(sentence.text[start:end], label) for start, end, label in sentence.spans}
        assert names <= {("李明", "PER"), ("京东", "ORG"), ("北京", "LOC"), ("上海", "LOC")}
