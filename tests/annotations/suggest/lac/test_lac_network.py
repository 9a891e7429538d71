"""Packing, network and random field, held to plain loops over one sequence and to trying every path."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from annotations.suggest.lac.field import RandomField
from annotations.suggest.lac.network import pack_network
from annotations.suggest.lac.packing import pack
from tests.sizes import examples

WIDTH, WORDS, TAGS = 3, 7, 4
INSIDE = np.array([1, 1, 3, 3])

LENGTHS = st.lists(st.integers(1, 6), min_size=1, max_size=6).map(lambda found: sorted(found, reverse=True))


def made(seed: int) -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {"embedding": (WORDS, WIDTH), "embedding_scale": (WORDS,)}
    for layer, width in enumerate((WIDTH, 2 * WIDTH)):
        shapes[f"inputs_{layer}"], shapes[f"bias_{layer}"] = (2, width, 3 * WIDTH), (2, 3 * WIDTH)
        shapes[f"gates_{layer}"], shapes[f"candidate_{layer}"] = (2, WIDTH, 2 * WIDTH), (2, WIDTH, WIDTH)
    shapes |= {"output": (2 * WIDTH, TAGS), "output_bias": (TAGS,)}
    return {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def plain(weights: dict[str, NDArray[np.float32]], words: list[int]) -> NDArray[np.floating]:
    """Return the emissions of one sequence, by the formulas as paddle's documentation has them."""
    items = [weights["embedding"][word] * weights["embedding_scale"][word] for word in words]
    for layer in (0, 1):
        sides = []
        for side in (0, 1):
            w, b, gates, candidate = (weights[f"{n}_{layer}"][side] for n in ("inputs", "bias", "gates", "candidate"))
            h, states = np.zeros(WIDTH), []
            for item in reversed(items) if side else items:
                x = item @ w + b
                update, reset = np.split(1 / (1 + np.exp(-(x[: 2 * WIDTH] + h @ gates))), 2)
                h = (1 - update) * h + update * np.tanh(x[2 * WIDTH :] + (reset * h) @ candidate)
                states.append(h)
            sides.append(states[::-1] if side else states)
        items = [np.concatenate(pair) for pair in zip(*sides, strict=True)]
    return np.stack(items) @ weights["output"] + weights["output_bias"]


@given(lengths=LENGTHS)
def test_packing_holds_each_item_once_in_either_direction(lengths: list[int]) -> None:
    packing = pack(lengths)
    numbers = [(sequence, item) for sequence, length in enumerate(lengths) for item in range(length)]
    rows = [numbers[position] for position in packing.positions]
    assert sorted(rows) == numbers
    assert [rows[row] for row in packing.mirror] == [(s, lengths[s] - 1 - item) for s, item in rows]
    assert [rows[row] for row in packing.lasts] == [(s, length - 1) for s, length in enumerate(lengths)]
    for step, part in enumerate(packing.steps):
        assert rows[part] == [(s, step) for s, length in enumerate(lengths) if length > step]


@given(lengths=LENGTHS, seed=st.integers(0, 1000))
def test_a_batch_equals_plain_loops_over_each_sequence(lengths: list[int], seed: int) -> None:
    weights, packing = made(seed), pack(lengths)
    words = np.random.default_rng(seed).integers(0, WORDS, sum(lengths))
    found = np.empty((len(words), TAGS))
    found[packing.positions] = pack_network(weights).emissions(words[packing.positions], packing)
    expected = [plain(weights, part.tolist()) for part in np.split(words, np.cumsum(lengths)[:-1])]
    np.testing.assert_allclose(found, np.concatenate(expected), atol=1e-3)


@settings(max_examples=examples(30))
@given(lengths=LENGTHS.map(lambda found: [min(length, 4) for length in found]), seed=st.integers(0, 1000))
def test_the_best_path_and_its_probabilities_equal_trying_every_path(lengths: list[int], seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.normal(0, 2, (TAGS + 2, TAGS)).astype(np.float32)
    emissions = random.normal(0, 2, (sum(lengths), TAGS)).astype(np.float32)
    packing = pack(lengths)
    decoded = RandomField(weights, INSIDE).best_tags(emissions[packing.positions], packing)
    row = np.argsort(packing.positions)
    for first, length in zip(np.cumsum(lengths) - lengths, lengths, strict=True):
        paths = np.array(list(product(range(TAGS), repeat=length)))
        scores = [
            weights[0, path[0]]
            + weights[1, path[-1]]
            + sum(emissions[first + step, tag] for step, tag in enumerate(path))
            + sum(weights[2 + a, b] for a, b in pairwise(path))
            for path in paths
        ]
        chances = np.exp(np.array(scores) - max(scores))
        chances /= chances.sum()
        rows = row[first : first + length]
        best = decoded.tags[rows]
        assert best.tolist() == paths[chances.argmax()].tolist()
        for step, tag in enumerate(best):
            own = paths[:, step] == tag
            np.testing.assert_allclose(decoded.probable[rows[step]], chances[own].sum(), atol=1e-4)
            if step:
                before = paths[:, step - 1] == best[step - 1]
                expected = chances[own & before].sum() / chances[before].sum()
                np.testing.assert_allclose(decoded.follows[rows[step]], expected, atol=1e-4)
            on = own & (paths[:, step + 1] == INSIDE[tag]) if step + 1 < length else np.zeros(len(paths), bool)
            np.testing.assert_allclose(decoded.goes_on[rows[step]], chances[on].sum() / chances[own].sum(), atol=1e-4)
