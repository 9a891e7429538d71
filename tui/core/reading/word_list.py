"""Remember the words that were looked up, and write words as a list that Anki imports."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from html import escape

from annotations.storage.user_records import RecordFile, Values
from seeds.dictionary.lookup import Dictionary, Entry

MOST = 2000
"""How many words are remembered."""

_LONGEST = 400
"""The code points of a field that are remembered."""

_ALSO_ESCAPED = str.maketrans({sign: f"&#{ord(sign)};" for sign in "[]{}\\"})
"""The signs that begin a sound, a formula or a gap in Anki."""


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a word in both scripts, how it is pronounced, what it means, and where it stood."""

    traditional: str
    simplified: str = ""
    pinyin: str = ""
    zhuyin: str = ""
    meanings: str = ""
    sentence: str = ""
    source: str = ""
    tag: str = ""


def word_file() -> RecordFile:
    """Return the user's file of words that were looked up."""
    return RecordFile.of_user("words", MOST)


def word_of(word: str, entries: Sequence[Entry], answer: str, sentence: str, source: str) -> Word:
    """Return what is remembered of a word that was looked up, by the first of its entries, or else by an answer."""
    place = sentence[:_LONGEST], source[:_LONGEST]
    if not entries:
        return Word(word, word, "", "", answer[:_LONGEST], *place, "looked-up")
    entry = entries[0]
    meanings = "; ".join(entry.meanings)[:_LONGEST]
    return Word(entry.traditional, entry.simplified, entry.pinyin, entry.zhuyin, meanings, *place, "looked-up")


def remember(file: RecordFile, word: Word) -> None:
    """Write a word behind the others, where it is not the same as one of them; raises ``RecordError``."""
    record = {name: _storable(value) for name, value in asdict(word).items()}

    def change(records: list[Values]) -> list[Values]:
        return [item for item in records if not _is_same(item, record)] + [record]

    file.change(change)


def words_in(records: Iterable[Values]) -> Iterator[Word]:
    """Yield the words of records; what is no text is empty, and what has no word is passed over."""
    for record in records:
        values = {field.name: record.get(field.name) for field in fields(Word)}
        texts = {name: value if isinstance(value, str) else "" for name, value in values.items()}
        if texts["traditional"]:
            yield Word(**texts)


def marked_words(
    rows: Iterable[tuple[str, str, str]], dictionary: Dictionary | None, convert: Callable[[str], str] = str
) -> Iterator[Word]:
    """Yield words that were marked, each once: ``rows`` give the words, the label and the document of each mark.

    What a dictionary has of them is added. Raises ``SourceError`` where it is broken.
    """
    seen = set()
    for quote, label, document in rows:
        words = " ".join(convert(quote).split())
        if not words or (words, label) in seen:
            continue
        seen.add((words, label))
        entry = next(iter(dictionary.entries(words)), None) if dictionary else None
        if entry:
            meanings = "; ".join(entry.meanings)
            yield Word(entry.traditional, entry.simplified, entry.pinyin, entry.zhuyin, meanings, "", document, label)
        else:
            yield Word(words, words, source=document, tag=label)


def anki_lines(words: Iterable[Word]) -> Iterator[str]:
    """Yield the lines of a text file that Anki imports: what it is first, then a word a line, each field in quotes.

    Fields are HTML, in which every sign that means something there or to Anki is escaped.
    """
    yield "#separator:tab"
    yield "#html:true"
    yield "#columns:" + "\t".join(field.name.title() for field in fields(Word))
    yield f"#tags column:{len(fields(Word))}"
    for word in words:
        line = io.StringIO()
        *texts, tag = astuple(word)
        cells = [*map(_as_html, texts), _as_html("_".join(tag.split()))]
        csv.writer(line, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="").writerow(cells)
        yield line.getvalue()


def _as_html(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "<br>".join(_storable(escape(line)).translate(_ALSO_ESCAPED) for line in lines)


def _is_same(record: Values, other: Values) -> bool:
    return all(record.get(name) == other[name] for name in ("traditional", "simplified", "pinyin"))


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
