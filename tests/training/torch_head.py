"""Train the head with torch: the network of ``annotations/suggest/house``, and the loss of its random field."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

from annotations.suggest.house.codes import COUNT as CODES
from annotations.suggest.house.network import CHANNELS, STATES
from annotations.suggest.house.tags import COUNT as TAGS
from annotations.suggest.house.tags import OUTSIDE, allowed
from tests.training.corpus import UNER_STYLE, Example

KNOWN_ELSEWHERE = 12
"""The tags after the one for outside that Universal NER has: four for each of PER, LOC and ORG."""

_FORBIDDEN = -1e4
_TINY = 1e-30


@dataclass(frozen=True, slots=True)
class Recipe:
    """Hold what the training depends on beside the examples; the README says what was tried."""

    seed: int = 1
    epochs: int = 9
    batch: int = 2_400  # characters
    rate: float = 2e-3
    decay: float = 1e-3
    average: float = 0.99  # of the weights, over the last steps
    averaged: float = 0.4  # the share of steps that are averaged
    state_dropout: float = 0.35
    dropout: float = 0.4
    code_dropout: float = 0.15
    style_dropout: float = 0.5  # so often a sentence of Universal NER is not told apart from ours
    elsewhere: float = 0.5  # the weight of a sentence of Universal NER
    character: int = 32
    code: int = 8
    inner: int = 160
    units: int = 128
    rare: int = 2  # characters that are in so few sentences' places share one embedding


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Hold the tensors of an example; ``possible`` are the tags that each character may have."""

    states: Any
    codes: Any
    characters: Any
    possible: Any
    style: int

    def __len__(self) -> int:
        return len(self.codes)


def train_head(first: Sequence[Example], more: Callable[[int], Sequence[Example]], recipe: Recipe) -> Any:
    """Return the weights of a head, trained on the examples ``first`` and in each epoch on ``more`` for its number.

    The same examples and recipe give the same weights on one machine.
    """
    torch.set_num_threads(1)
    torch.manual_seed(recipe.seed)
    chance = Random(recipe.seed)
    counts = Counter(chain.from_iterable(example.sentence.text for example in first))
    characters = sorted(letter for letter, count in counts.items() if count > recipe.rare)
    numbers = {letter: number for number, letter in enumerate(characters, 1)}
    modules = _modules(len(characters), recipe)
    optimizer = torch.optim.AdamW(modules.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    always = [_prepared(example, numbers) for example in first]
    steps = recipe.epochs * len(_batches(always + [_prepared(e, numbers) for e in more(0)], recipe.batch, chance))
    average: dict[str, Any] = {}
    step = 0
    for epoch in range(recipe.epochs):
        prepared = always + [_prepared(example, numbers) for example in more(epoch)]
        for batch in _batches(prepared, recipe.batch, chance):
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * min(1, 0.05 + step / 50) * max(0.02, 1 - step / steps)
            loss = _loss(modules, batch, recipe)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(modules.parameters(), 5)
            optimizer.step()
            step += 1
            if step >= (1 - recipe.averaged) * steps:
                for name, values in modules.state_dict().items():
                    average[name] = (
                        values.clone() if name not in average else average[name].lerp_(values, 1 - recipe.average)
                    )
    return _exported({name: values.numpy() for name, values in average.items()}, characters)


def _modules(characters: int, recipe: Recipe) -> Any:
    modules = nn.ModuleDict(
        {
            "points": nn.Embedding(characters + 1, recipe.character),
            "codes": nn.ModuleList(nn.Embedding(CODES, recipe.code) for _channel in range(CHANNELS)),
            "style": nn.Embedding(2, recipe.inner),
            "input": nn.Linear(STATES + CHANNELS * recipe.code + recipe.character, recipe.inner),
            "lstm": nn.LSTM(recipe.inner, recipe.units, batch_first=True, bidirectional=True),
            "output": nn.Linear(2 * recipe.units, TAGS),
        }
    )
    modules.register_parameter("transitions", nn.Parameter(torch.zeros(TAGS + 1, TAGS + 1)))
    nn.init.zeros_(modules["style"].weight)
    return modules


def _prepared(example: Example, numbers: Mapping[str, int]) -> _Prepared:
    tags = example.sentence.tags
    possible = np.zeros((len(tags), TAGS), np.bool_)
    possible[np.arange(len(tags)), tags] = True
    if example.sentence.style == UNER_STYLE:
        free = np.ones(TAGS, np.bool_)
        free[1 : 1 + KNOWN_ELSEWHERE] = False  # what is no person, place or body there may be any other name
        possible[tags == OUTSIDE] = free
    return _Prepared(
        torch.from_numpy(example.states.astype(np.float32)),
        torch.from_numpy(example.codes.astype(np.int64)),
        torch.tensor([numbers.get(letter, 0) for letter in example.sentence.text]),
        torch.from_numpy(possible),
        example.sentence.style,
    )


def _batches(prepared: Sequence[_Prepared], size: int, chance: Random) -> list[list[_Prepared]]:
    """Return the examples in batches of some characters; those of a batch are of similar length."""
    batches: list[list[_Prepared]] = [[]]
    keyed = sorted(((len(each) + 6 * chance.random(), n) for n, each in enumerate(prepared)))
    for _key, number in keyed:
        if batches[-1] and (len(batches[-1]) + 1) * len(prepared[number]) > size:
            batches.append([])
        batches[-1].append(prepared[number])
    chance.shuffle(batches)
    return batches


def _loss(modules: Any, batch: Sequence[_Prepared], recipe: Recipe) -> Any:
    lengths = torch.tensor([len(example) for example in batch])
    states, codes, characters = (
        pad_sequence([getattr(example, name) for example in batch], batch_first=True)
        for name in ("states", "codes", "characters")
    )
    possible = pad_sequence([example.possible for example in batch], batch_first=True, padding_value=True)
    style = torch.tensor([example.style for example in batch])
    weights = torch.where(style == UNER_STYLE, recipe.elsewhere, 1.0)
    style = style * (torch.rand(len(batch)) >= recipe.style_dropout)
    codes = codes * (torch.rand(len(batch), 1, CHANNELS) >= recipe.code_dropout)
    dropped = nn.functional.dropout
    inputs = [dropped(states, recipe.state_dropout)]
    inputs += [embedding(codes[..., channel]) for channel, embedding in enumerate(modules["codes"])]
    inputs += [dropped(modules["points"](characters), recipe.dropout)]
    inner = torch.relu(modules["input"](torch.cat(inputs, -1)) + modules["style"](style)[:, None])
    # Packed, since the backward direction must not begin in the padding: there is none when names are looked for.
    packed = pack_padded_sequence(dropped(inner, recipe.state_dropout), lengths, batch_first=True, enforce_sorted=False)
    read = pad_packed_sequence(modules["lstm"](packed)[0], batch_first=True)[0]
    scores = modules["output"](dropped(read, recipe.dropout))
    return (field_loss(scores, possible, lengths, modules.transitions) * weights).sum() / len(batch)


def field_loss(scores: Any, possible: Any, lengths: Any, transitions: Any) -> Any:
    """Return minus the logarithm of the probability of all ways by possible tags, for each sequence.

    Sums over ways are scaled for each character, so that they are products of matrices and not of logarithms.
    """
    between = torch.exp(transitions + torch.from_numpy(np.where(allowed(), 0, np.float32(_FORBIDDEN))))
    factors, begin, end = between[:TAGS, :TAGS], between[TAGS, :TAGS], between[:TAGS, TAGS]
    some = torch.where(possible, scores, torch.full_like(scores, _FORBIDDEN))
    tops = [each.detach().max(-1, keepdim=True)[0] for each in (scores, some)]
    weights = torch.cat([torch.exp(each - top) for each, top in zip((scores, some), tops, strict=True)])
    inside = torch.arange(scores.shape[1])[None] < lengths[:, None]
    scales = ((tops[1] - tops[0]).squeeze(-1) * inside).sum(1)
    twice = torch.cat([lengths, lengths])
    ways = begin * weights[:, 0]
    total = ways.sum(1, keepdim=True)
    ways, logarithm = ways / total, torch.log(total[:, 0])
    for step in range(1, scores.shape[1]):
        goes_on = step < twice
        further = (ways @ factors) * weights[:, step]
        total = further.sum(1, keepdim=True) + _TINY
        ways = torch.where(goes_on[:, None], further / total, ways)
        logarithm = logarithm + torch.where(goes_on, torch.log(total[:, 0]), 0)
    logarithm = logarithm + torch.log((ways * end).sum(1) + _TINY)
    return logarithm[: len(lengths)] - logarithm[len(lengths) :] - scales


def _exported(own: Mapping[str, NDArray[np.float32]], characters: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """Return the weights as ``HeadNetwork`` and ``NameField`` want them; the style is ours."""
    sides = ("l0", "l0_reverse")
    return {
        "characters": np.array([ord(letter) for letter in characters], np.uint32),
        "codes": np.stack([own[f"codes.{channel}.weight"] for channel in range(CHANNELS)]),
        "points": own["points.weight"],
        "input": own["input.weight"].T,
        "input_bias": own["input.bias"] + own["style.weight"][0],
        "gates": np.stack([own[f"lstm.weight_ih_{side}"].T for side in sides]),
        "gates_bias": np.stack([own[f"lstm.bias_ih_{side}"] + own[f"lstm.bias_hh_{side}"] for side in sides]),
        "recurrent": np.stack([own[f"lstm.weight_hh_{side}"].T for side in sides]),
        "output": own["output.weight"].T,
        "output_bias": own["output.bias"],
        "field": np.vstack(
            [own["transitions"][TAGS, :TAGS], own["transitions"][:TAGS, TAGS], own["transitions"][:TAGS, :TAGS]]
        ),
    }
