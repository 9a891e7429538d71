"""Write and read what LLaMA-Factory trains with: the formats alpaca and sharegpt."""

from collections.abc import Mapping
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.chat.conversations import Conversations, Turns, answered_turns, turn_of
from seeds.i18n import _

_BESIDE = "what the model is told beside the text"


def _alpaca(task: str, text: str, answer: str) -> dict[str, Any]:
    return {"instruction": task, "input": text, "output": answer}


def _alpaca_turns(value: Mapping[str, Any]) -> Turns:
    instruction, text, answer = (value.get(key) for key in ("instruction", "input", "output"))
    if isinstance(text, str) and isinstance(answer, str) and isinstance(instruction, str):
        yield text, answer


def _sharegpt(task: str, text: str, answer: str) -> dict[str, Any]:
    turns = [{"from": "human", "value": text}, {"from": "gpt", "value": answer}]
    return {"conversations": turns, "system": task}


def _sharegpt_turns(value: Mapping[str, Any]) -> Turns:
    conversations = value.get("conversations")
    messages = conversations if isinstance(conversations, list) else ()
    return answered_turns((turn_of(message, "from", "value") for message in messages), "human", "gpt")


ALPACA = Conversations(
    FormatInfo(
        "alpaca",
        _("LLaMA-Factory's alpaca: instruction, input and output; the answer as in chat"),
        ".json",
        Capabilities(Unit.TEXT, people=False, times=False),
        keys=("instruction", "input", "output"),
    ),
    _alpaca,
    _alpaca_turns,
    {"system": _BESIDE},
)
SHAREGPT = Conversations(
    FormatInfo(
        "sharegpt",
        _("LLaMA-Factory's sharegpt: conversations of human and gpt; the answer as in chat"),
        ".json",
        Capabilities(Unit.TEXT, people=False, times=False),
        keys=("conversations",),
    ),
    _sharegpt,
    _sharegpt_turns,
    {"system": _BESIDE, "tools": _BESIDE},
)
