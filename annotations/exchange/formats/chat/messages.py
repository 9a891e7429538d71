"""Write and read messages to fine-tune a chat model with, and prompts with completions, as TRL trains with them."""

from collections.abc import Mapping
from typing import Any

from annotations.exchange.format import Capabilities, FormatInfo, Unit
from annotations.exchange.formats.chat.conversations import Conversations, Turns, answered_turns, turn_of
from seeds.i18n import _

_TEXT, _ANSWER = "\nText:\n", "\n\nAnswer:\n"
"""What stands before the text of a plain prompt, and after it."""


def _messages(task: str, text: str, answer: str) -> list[dict[str, str]]:
    contents = {"system": task, "user": text, "assistant": answer}
    return [{"role": role, "content": content} for role, content in contents.items()]


def _chat(task: str, text: str, answer: str) -> dict[str, Any]:
    return {"messages": _messages(task, text, answer)}


def _chat_turns(value: Mapping[str, Any]) -> Turns:
    return _turns(value.get("messages"))


def _turns(messages: object) -> Turns:
    turns = (turn_of(message, "role", "content") for message in (messages if isinstance(messages, list) else ()))
    return answered_turns(turns, "user", "assistant")


def _completion(task: str, text: str, answer: str) -> dict[str, Any]:
    *prompt, completion = _messages(task, text, answer)
    return {"prompt": prompt, "completion": [completion]}


def _completion_turns(value: Mapping[str, Any]) -> Turns:
    prompt, completion = value.get("prompt"), value.get("completion")
    if isinstance(prompt, list) and isinstance(completion, list):
        return _turns([*prompt, *completion])
    return ()


def _plain(task: str, text: str, answer: str) -> dict[str, Any]:
    return {"prompt": f"{task}{_TEXT}{text}{_ANSWER}", "completion": answer}


def _plain_turns(value: Mapping[str, Any]) -> Turns:
    prompt, completion = value.get("prompt"), value.get("completion")
    if isinstance(prompt, str) and isinstance(completion, str):
        _task, mark, text = prompt.partition(_TEXT)
        if mark and text.endswith(_ANSWER):
            yield text.removesuffix(_ANSWER), completion


FORMAT = Conversations(
    FormatInfo(
        "chat",
        _("chat fine-tuning: the labels, a text, and its spans as JSON, by their words and which occurrence"),
        ".jsonl",
        Capabilities(Unit.TEXT, people=False, times=False),
        keys=("messages",),
    ),
    _chat,
    _chat_turns,
)
TRL = Conversations(
    FormatInfo(
        "trl",
        _("TRL: prompt and completion as messages; the answer as in chat"),
        ".jsonl",
        Capabilities(Unit.TEXT, people=False, times=False),
        keys=("prompt", "completion"),
    ),
    _completion,
    _completion_turns,
)
TRL_PLAIN = Conversations(
    FormatInfo(
        "trl-plain",
        _("TRL: prompt and completion as plain text; the answer as in chat"),
        ".jsonl",
        Capabilities(Unit.TEXT, people=False, times=False),
        keys=("prompt", "completion"),
    ),
    _plain,
    _plain_turns,
)
