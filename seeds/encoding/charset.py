"""Guess the encoding of Chinese bytes without a byte-order mark, by how Chinese the decoded text would be.

The general detectors (charset-normalizer, chardet 7, chardetng) were measured on sentences of Wikipedia and of the
bundled articles as GBK and as Big5; at 30 characters each of them still gets some wrong, most of all where Chinese
stands between Latin letters, and those that do best take milliseconds a file. Knowing that the text is Chinese, the
share of its commonest characters decides better and in microseconds: they are about half of any real text, and next
to nothing of one that is decoded wrongly.
"""

import codecs

CANDIDATES = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
"""Codec names, in the order in which they win a tie. The two of Big5 differ in what they add to it."""

SAMPLE = 1 << 16
"""How many bytes of a source are looked at."""

_CERTAIN = 30
LEAST_SHARE = 0.15

# The 320 commonest characters of running text, simplified, and their traditional forms.
_COMMON = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可"
    "过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所"
    "如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城"
    "十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知"
    "级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领"
    "队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五"
    "京河接条规式县白它改风光运信受什组听布百國爲為這個來會時學說們於後發對長過業裏裡經門動進區開產軍還種現"
    "機體與當兩實麼關從內沒將員東頭間無見戰點場數樣問並萬級應資務氣漢總電聲設義統處馬兒領隊計別權話報給變"
    "書幾華議稱決張導術結師達題條規縣風運組聽，。、：；！？“”「」—…（）《》　"
)


def chineseness(text: str) -> tuple[float, int]:
    """Give the share of common Chinese characters among those of ``text`` beyond ASCII, and how many these are.

    NUL and private-use characters count against it. Plain ASCII is 1.0 of 0.
    """
    telling = [character for character in text if character >= "\x80" or character == "\0"]
    if not telling:
        return 1.0, 0
    common = sum(character in _COMMON for character in telling)
    wrong = sum(character == "\0" or "\ue000" <= character <= "\uf8ff" for character in telling)
    return (common - wrong) / len(telling), len(telling)


def guess_encodings(data: bytes) -> list[str]:
    """Give the candidate encodings that ``data`` may be in, the likeliest first.

    Only the first ``SAMPLE`` bytes are looked at, so that the strict decoding of all of them is still to be done.
    Empty where ``data`` is Chinese text in none of them.
    """
    head = data[:SAMPLE]
    whole = len(head) == len(data)
    ranked: list[tuple[float, str]] = []
    for encoding in CANDIDATES:
        if encoding.startswith("utf-16") and len(data) % 2:
            continue
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
        except UnicodeDecodeError:
            continue
        share, count = chineseness(text)
        if share >= LEAST_SHARE or (count < _CERTAIN and share >= 0):
            ranked.append((share, encoding))
    ranked.sort(key=lambda pair: -pair[0])
    return [encoding for _, encoding in ranked]
