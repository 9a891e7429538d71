"""Tell a table of contents from the headings that it lists: lines close together that stand in the text once more."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from seeds.segmentation.outline.lines import Line, nothing_between
from seeds.segmentation.outline.units import TITLE_OF_CONTENTS, WORDS

_FEWEST = 3
_PAGE = re.compile(r"[\s.．…·・•—–\-_\d０-９()（）]+\Z")

Key = tuple[str, int, str]


def without_contents(text: str, lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those of tables of contents and without repetitions."""
    clusters = list(_clusters(text, lines))
    if len(clusters) == len(lines):
        return list(lines)
    keys = [_key(text, line) for line in lines]
    places: dict[object, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        places[key].append(index)
        places[key[:2]].append(index)
    kept: list[Line] = []
    for first, last in clusters:
        end = first
        if last - first >= _FEWEST and _has_siblings(lines[first:last]):
            end = _contents_end(keys, places, first, last)
        kept += (lines[index] for index in range(end, last) if index == end or keys[index] != keys[index - 1])
    return kept


def _clusters(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the first of some lines between which nothing else stands, and the end of them."""
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not nothing_between(text, lines[index - 1].end, lines[index].start):
            yield first, index
            first = index


def _has_siblings(cluster: Sequence[Line]) -> bool:
    """Return whether one follows another of its kind with nothing in it, as in contents; so do not nested parts."""
    latest: dict[str, int] = {}
    for line in cluster:
        if line.family == TITLE_OF_CONTENTS or (line.family != WORDS and latest.get(line.family) == line.number - 1):
            return True
        latest[line.family] = line.number
    return False


def _contents_end(keys: Sequence[Key], places: dict[object, list[int]], first: int, last: int) -> int:
    """Return the end of the contents at the beginning of a cluster, ``first`` where it has none."""
    end = _text_begins(keys, places, first, last)
    listed = [index for index in range(first, end) if keys[index][0] != TITLE_OF_CONTENTS]
    has_title = len(listed) < end - first
    again = sum(_is_elsewhere(places[keys[index]], index, first, last) for index in listed)
    return end if has_title or (len(listed) > 1 and 2 * again >= len(listed)) else first


def _text_begins(keys: Sequence[Key], places: dict[object, list[int]], first: int, last: int) -> int:
    """Return the line of a cluster with which the text begins: the first heading of all that is there once more."""
    earlier: set[object] = set()
    for index in range(first, last):
        if keys[index] in earlier:
            return index
        earlier.add(keys[index])
    end = last
    while end > max(first + 1, last - _FEWEST) and _begins_otherwise(keys, places, first, end - 1):
        end -= 1
    return end


def _begins_otherwise(keys: Sequence[Key], places: dict[object, list[int]], first: int, index: int) -> bool:
    """Return whether a heading has the number of one before it in the cluster, but words that stand nowhere else."""
    numbered = places[keys[index][:2]]
    return len(places[keys[index]]) == 1 and any(first <= other < index for other in numbered[:_FEWEST])


def _is_elsewhere(indices: Sequence[int], index: int, first: int, last: int) -> bool:
    """Return whether a line stands outside of its cluster too, or later in it."""
    return indices[0] < first or indices[-1] >= last or indices[-1] > index


def _key(text: str, line: Line) -> Key:
    words = text[line.first : line.last] if line.family == WORDS else line.words(text)
    return line.family, line.number, _PAGE.sub("", "".join(words.split()).strip("【】[]《》").lower())
