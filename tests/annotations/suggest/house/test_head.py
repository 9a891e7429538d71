"""The head run by numpy, held against the same computation written out slowly."""

from itertools import pairwise

import numpy as np
import pytest

from annotations.suggest.house.codes import COUNT as CODES
from annotations.suggest.house.codes import codes_of
from annotations.suggest.house.head import Head, Sentence
from annotations.suggest.house.network import CHANNELS, STATES
from annotations.suggest.house.tags import BEGIN, COUNT, END, INSIDE, LABELS, SINGLE, allowed
from annotations.suggest.house.weights import FILE, pack_weights, read_file, unpack_weights
from annotations.suggest.suggestion import Suggestion

TEXTS = ["台风丹娜丝", "京东", "", "甲", "李明在北京大学"]
INNER, UNITS, WIDTH, CODE = 12, 6, 5, 3


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.4, shape).astype(np.float32)

    return {
        "characters": np.array(sorted(map(ord, "京东丹娜丝台风李明北大")), np.uint32),
        "codes": some(CHANNELS, CODES, CODE),
        "points": some(12, WIDTH),
        "input": some(STATES + CHANNELS * CODE + WIDTH, INNER) / 4,
        "input_bias": some(INNER),
        "gates": some(2, INNER, 4 * UNITS),
        "gates_bias": some(2, 4 * UNITS),
        "recurrent": some(2, UNITS, 4 * UNITS),
        "output": some(2 * UNITS, COUNT) * 4,
        "output_bias": some(COUNT),
        "field": some(2 + COUNT, COUNT),
    }


def sentence(text: str) -> Sentence:
    chance = np.random.default_rng(len(text))
    states = chance.normal(0, 0.5, (len(text), STATES)).astype(np.float16)
    return Sentence(text, states, chance.integers(0, CODES, (len(text), CHANNELS)).astype(np.uint8))


def sigmoid(x: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-x)))


def slow_scores(weights: dict[str, np.ndarray], given: Sentence) -> np.ndarray:
    """Compute the scores character by character, gate by gate."""
    known = weights["characters"].tolist()
    rows = []
    for letter, states, codes in zip(given.text, given.states, given.codes, strict=True):
        number = known.index(ord(letter)) + 1 if ord(letter) in known else 0
        parts = [states, *(weights["codes"][n][code] for n, code in enumerate(codes)), weights["points"][number]]
        rows.append(np.maximum(np.concatenate(parts) @ weights["input"] + weights["input_bias"], 0))
    sides = []
    for side, ordered in enumerate((rows, rows[::-1])):
        state = cell = np.zeros(UNITS)
        out = []
        for row in ordered:
            gates = row @ weights["gates"][side] + weights["gates_bias"][side] + state @ weights["recurrent"][side]
            enters, stays, candidate, leaves = np.split(gates, 4)
            cell = sigmoid(stays) * cell + sigmoid(enters) * np.tanh(candidate)
            state = sigmoid(leaves) * np.tanh(cell)
            out.append(state)
        sides.append(out if side == 0 else out[::-1])
    return np.asarray(np.hstack([np.array(side) for side in sides]) @ weights["output"] + weights["output_bias"])


def slow_names(weights: dict[str, np.ndarray], given: Sentence) -> dict[tuple[int, int, str], float]:
    """Sum over all ways with a name and over all ways, by adding logarithms."""
    scores, field, may = slow_scores(weights, given), weights["field"].astype(np.float64), allowed()
    size = len(given.text)

    def total(only: dict[int, int]) -> float:
        """Return the logarithm of the sum over the ways that have some tags at some characters."""
        ways = np.full(COUNT, -np.inf)
        for place in range(size):
            own = scores[place].copy()
            if place in only:
                own[np.arange(COUNT) != only[place]] = -np.inf
            if place == 0:
                ways = np.where(may[COUNT, :COUNT], field[0], -np.inf) + own
            else:
                between = np.where(may[:COUNT, :COUNT], field[2:], -np.inf)
                ways = np.logaddexp.reduce(ways[:, None] + between, 0) + own
        return float(np.logaddexp.reduce(ways + np.where(may[:COUNT, COUNT], field[1], -np.inf)))

    every = total({})
    names = {}
    for start in range(size):
        for end in range(start + 1, size + 1):
            for number, label in enumerate(LABELS):
                kinds = [SINGLE] if end == start + 1 else [BEGIN, *[INSIDE] * (end - start - 2), END]
                only = {start + n: 4 * number + kind for n, kind in enumerate(kinds)}
                names[start, end, label] = float(np.exp(total(only) - every))
    return names


def test_numpy_finds_what_the_slow_computation_finds(weights: dict[str, np.ndarray]) -> None:
    least = 0.02
    sentences = [sentence(text) for text in TEXTS]
    for given, found in zip(sentences, Head(weights).names(sentences, least), strict=True):
        expected = {place: p for place, p in slow_names(weights, given).items() if p > least} if given.text else {}
        assert {name[:3] for name in found} == set(expected)
        for name in found:
            assert name.probability == pytest.approx(expected[name[:3]], abs=2e-4)


def test_a_sentence_does_not_depend_on_those_beside_it(weights: dict[str, np.ndarray]) -> None:
    head = Head(weights)
    together = head.names([sentence(text) for text in TEXTS], 0.05)
    for text, names in zip(TEXTS, together, strict=True):
        (alone,) = head.names([sentence(text)], 0.05)
        assert [name[:3] for name in alone] == [name[:3] for name in names]


def test_weights_in_eight_bits_are_nearly_the_same(weights: dict[str, np.ndarray]) -> None:
    again = unpack_weights(pack_weights(weights))
    assert set(again) == set(weights)
    for name, values in weights.items():
        assert np.abs(np.asarray(again[name], np.float64) - values).max() <= np.abs(values).max() / 200
    assert pack_weights(weights) == pack_weights(dict(reversed(weights.items())))


def test_codes_tell_where_a_label_begins() -> None:
    found = [Suggestion(1, 3, "PER", 0.9, "a"), Suggestion(3, 4, "PCT", 0.9, "a"), Suggestion(4, 5, "HERB", 0.9, "a")]
    assert codes_of(5, found).tolist() == [0, 1, 2, 19, 0]


def test_a_name_never_begins_within_another_and_ends_as_it_begins() -> None:
    may = allowed()
    begin, inside, end, single = (np.arange(kind, COUNT, 4) for kind in (BEGIN, INSIDE, END, SINGLE))
    for before, after in pairwise((begin, inside, end)):
        assert may[before, after].all()
        assert may[np.ix_(before, after)].sum() == len(LABELS)
    assert may[np.ix_([0, *single, *end], [0, *begin, *single])].all()
    assert not may[np.ix_([*begin, *inside], [0, *begin, *single, COUNT])].any()


def test_the_weights_that_come_with_the_program_are_small_and_whole() -> None:
    content = read_file()
    assert len(content) < 1_200_000, FILE
    assert {"codes", "field", "gates", "input", "output", "recurrent"} <= set(unpack_weights(content))
