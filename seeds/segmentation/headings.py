"""Find headings, headlines and captions in the middle of a line, only where their end is certain."""

from collections import Counter
from collections.abc import Iterator

from seeds.segmentation.punctuation import FULL_STOPS, PAUSES, SENTENCE_ENDS, class_of
from seeds.system.late_pattern import late_pattern

_MARKER = late_pattern(r"0[1-9] (?=[^\d\s])|[▌▍▎■◆] ?")
_LAST_WORDS = late_pattern(
    r"(?:結語|结语|尾聲|尾声|後記|后记|寫在最後|写在最后)(?=[^\W\x00-\x7f])(?![是的部中裡里也為为如像說说])"
)
_DATELINE = late_pattern(r"(?:\d{1,2} ?月 ?)?\d{1,2} ?日(?:上午|中午|下午|傍晚|晚間|晚间|晚|凌晨|早間|早间)?消息[,，]")
_CAPTION = late_pattern(
    r"[^。！？!?,，]{0,30}?(?:圖片|图片|圖|图)(?:來源|来源|源)[:：]"
    r"(?:[^\s。，,()（）]{2,12}[(（](?:圖文無關|图文无关)[)）]"
    r"|視覺中國|视觉中国|受訪者提供|受访者提供|受訪者供圖|受访者供图|企業供圖|企业供图|攝圖網|摄图网|東方IC|东方IC)\s*"
)
_RUN = late_pattern(rf"[^{class_of(PAUSES, SENTENCE_ENDS, FULL_STOPS)}…\s]+")
_CLAUSE_START = late_pattern(rf"(?:^|[{class_of(PAUSES, SENTENCE_ENDS, FULL_STOPS)}”」』﹂﹄])([^\W\x00-\x7f]{{2}})")
_OPENER = late_pattern(
    r"要在|隨著|随着|根據|根据|對於|对于|由於|由于|如果"
    r"|為了|为了|今年|去年|近日|此前|目前|可以說|可以说|我們|我们"
)
_PERCENT_END = late_pattern(r"(?<=\d[%％])(?=[^\W\x00-\x7f])(?![的以左上下和與与及增降漲涨跌])")

_HEADLINE_LIMIT = 80
_HEADING_LIMIT = 60
_SHORTEST_LEFT = 2
_SHORTEST_RIGHT = 6


class Headings:
    """Find what stands at the head of a sentence without being part of it, in one chunk of text."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._end = end
        self._clause_starts = Counter(_CLAUSE_START.findall(text, start, end))

    def caption_end(self, start: int) -> int | None:
        """Return the end of a picture's caption from ``start`` that names a source, as in ``圖片來源:視覺中國``."""
        match = _CAPTION.match(self._text, start, self._end)
        return match.end() if match else None

    def headline_end(self, start: int, end: int) -> int | None:
        """Return the end of the headline of a news item, which its dateline (``11 月28 日消息,``) follows."""
        match = _DATELINE.search(self._text, start + 1, min(end, start + _HEADLINE_LIMIT))
        return match.start() if match else None

    def heading_end(self, start: int, end: int) -> int | None:
        """Return the end of the heading that begins the sentence from ``start`` to ``end``.

        It must begin with a number such as ``01``, a mark such as ``▌``, or be known words such as ``結語``; and its
        end must be clear, since nothing separates it from the text: a percentage, or the only place in a clause where
        a phrase begins that begins other clauses of the chunk.
        """
        last = _LAST_WORDS.match(self._text, start, end)
        if last:
            return last.end()
        marker = _MARKER.match(self._text, start, end)
        if not marker:
            return None
        limit = min(end, marker.end() + _HEADING_LIMIT)
        percent = _PERCENT_END.search(self._text, marker.end(), limit)
        if percent:
            return percent.start()
        for run in _RUN.finditer(self._text, marker.end(), limit):
            joints = list(self._joints(run.start(), run.end()))
            if joints:
                return joints[0] if len(joints) == 1 else None
        return None

    def _joints(self, start: int, end: int) -> Iterator[int]:
        """Return the offsets within a clause at which another may begin."""
        for offset in range(start + _SHORTEST_LEFT, end - _SHORTEST_RIGHT + 1):
            is_repeated = self._clause_starts[self._text[offset : offset + 2]] >= 2
            if is_repeated or _OPENER.match(self._text, offset, end):
                yield offset
