"""Estimate what it costs to ask a chat model about texts, before it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

_ANSWERED = 1.0
"""Tokens of the answer for a character of the text: an entity in 25 characters, each answered with 25 tokens."""

_LETTERS = 4
"""Letters of a token, where they are ASCII; every other character counts as a token."""

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class ChatCost:
    """Hold how many requests have to be made, and an estimate of their tokens.

    ``cached`` is how many chunks of text are answered already. ``price`` is in the unit of the settings, and None where
    they name no price.
    """

    sends_to: str
    requests: int = 0
    cached: int = 0
    characters: int = 0
    sent: int = 0
    answered: int = 0
    price: float | None = None


@runtime_checkable
class Priced(Protocol):
    """Estimate what it costs to be asked."""

    def cost(self, texts: Iterable[str]) -> ChatCost:
        """Return the cost of asking about texts, of which none is sent."""
        ...


def tokens_of(text: str) -> float:
    """Return about how many tokens a text is."""
    ascii_letters = sum(map(str.isascii, text))
    return len(text) - ascii_letters + ascii_letters / _LETTERS


def estimate(
    sends_to: str, prompts: int, chunks: list[str], cached: int, samples: int, prices: tuple[float, float] | None
) -> ChatCost:
    """Return the cost of asking about chunks, each ``samples`` times; ``prompts`` is how many tokens go before all.

    ``prices`` are those of a million tokens sent, and answered.
    """
    characters = sum(map(len, chunks))
    sent = round(samples * (sum(map(tokens_of, chunks)) + prompts))
    answered = round(samples * characters * _ANSWERED)
    price = None if prices is None else (sent * prices[0] + answered * prices[1]) / _MILLION
    return ChatCost(sends_to, samples * len(chunks), cached, characters * samples, sent, answered, price)
