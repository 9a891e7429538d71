"""Texts that other programs get wrong, and tokenizers that are made in memory, so that nothing is fetched."""

from pathlib import Path
from typing import Any

import pytest

from annotations.exchange.options import Options
from annotations.exchange.record import Record
from annotations.exchange.registry import find_format
from annotations.exchange.report import Report
from annotations.model.span import Relation, Span
from tests.annotations.exchange.records import OPTIONS, SCHEMA, beijing
from tests.annotations.exchange.trips import write

TITLES = {label.name: label.title for label in SCHEMA.labels}


def record(identifier: str, text: str, *marks: tuple[str, str]) -> Record:
    """Make a record of the first occurrences of words with their labels."""
    places = [(text.index(words), words, label) for words, label in marks]
    spans = [Span(f"s{n}", at, at + len(words), label) for n, (at, words, label) in enumerate(places, 1)]
    return Record(identifier, text, tuple(spans), title=text.partition("\n")[0], annotator="a1", status="done")


RECORDS = (
    beijing("😀"),
    record("r2", "「機構」報道😀\n王小明說：饿了么在北京。", ("王小明", "PER"), ("饿了么", "ORG")),
    record(
        "r3", "👩\u200d👩\u200d👧和𠀀先生\u3000去 Apple Store 買 iPhone 15", ("𠀀先生", "PER"), ("iPhone 15", "PROD")
    ),
    record("r4", "沒有一個。"),
    record("r5", "e\u0301\u200b王小明", ("王小明", "PER")),
)
"""Before marks stand an emoji, a line end, a label in Chinese, joined emoji, a rare character, a combining accent and a
character without width; one text has no mark."""


def words_of(item: Record) -> list[tuple[str, str]]:
    """Return the words and labels of a record's spans."""
    return [(item.words(span), span.label) for span in item.spans]


def related() -> Record:
    """Return a record with a relation, a category and a note."""
    base = record("r6", "😀\n王小明在美團。", ("王小明", "PER"), ("美團", "ORG"))
    return Record(
        base.id, base.text, base.spans, (Relation("leads", "s1", "s2"),), categories=("business",), note="存疑"
    )


def exported(name: str, folder: Path, *records: Record, options: Options = OPTIONS) -> Path:
    """Write records by the format of a name: a file or a folder."""
    return write(find_format(name), records or RECORDS, folder, options, Report())


def consumer(module: str, package: str = "") -> Any:
    """Import a consumer's module, or skip the test with the reason."""
    name = package or module.partition(".")[0]
    return pytest.importorskip(module, reason=f"{name} is not installed (tests/consumers/make_venv.py)")


def tokenizers() -> dict[str, Any]:
    """Make fast tokenizers: one as BERT's for Chinese, one by bytes as those of most chat models."""
    tokenizers, fast = consumer("tokenizers"), consumer("transformers").PreTrainedTokenizerFast
    characters = sorted({character for item in RECORDS for character in item.text.lower() if not character.isspace()})
    special = {name: f"[{name}]" for name in ("PAD", "UNK", "CLS", "SEP", "MASK")}
    kept = [character for character in characters if character != "𠀀"]
    vocabulary = {token: number for number, token in enumerate([*special.values(), *kept, *map("##{}".format, kept)])}
    bert = tokenizers.Tokenizer(tokenizers.models.WordPiece(vocabulary, unk_token="[UNK]"))
    bert.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    bert.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    bert.post_processor = tokenizers.processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    )
    by_bytes = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=True)
    letters = {token: number for number, token in enumerate(["[PAD]", *sorted(by_bytes.alphabet())])}
    level = tokenizers.Tokenizer(tokenizers.models.BPE(letters, []))
    level.pre_tokenizer = by_bytes
    level.decoder = tokenizers.decoders.ByteLevel()
    names = {f"{name.lower()}_token": token for name, token in special.items()}
    return {
        "bert": fast(tokenizer_object=bert, **names),
        "bytes": fast(tokenizer_object=level, pad_token="[PAD]", add_prefix_space=True),
    }
