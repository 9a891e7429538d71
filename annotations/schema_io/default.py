"""Define the labels of a project that has none of its own."""

from annotations.model.schema import Label, Schema
from seeds.i18n import _

KEYS = "1234567890"
"""The keys of the first ten labels."""

COLOURS = (
    "#3067d4",  # blue
    "#d5540c",  # orange
    "#cfab03",  # gold
    "#005952",  # deep teal
    "#906a8e",  # mauve
    "#6b2896",  # purple
    "#8d85ff",  # lavender
    "#42bcde",  # sky
    "#9f0b06",  # red
    "#ff7d9a",  # pink
)
"""Ten colours that stay apart for readers with any of the three kinds of colour-blindness, on light and on dark.

Found by search: any two differ by at least 0.1 in OKLab as Machado, Oliveira and Fernandes (2009) simulate each kind in
full, and every one has a contrast of at least 2 with both of our backgrounds.
"""


def default_schema() -> Schema:
    """Return ten labels for news: who, what, where, when and how much."""
    return Schema(labels=tuple(_labels()))


_Row = tuple[str, str, str, tuple[str, ...]]
"""Name, title, description and examples of a label."""


def _labels() -> list[Label]:
    rows = [*_who_and_where(), *_when_and_how_much(), *_what_happens()]
    return [
        Label(name, title, key, colour, description, examples)
        for (name, title, description, examples), key, colour in zip(rows, KEYS, COLOURS, strict=True)
    ]


def _who_and_where() -> list[_Row]:
    return [
        (
            "PER",
            "人物",
            _(
                "A person, real or invented, by name or by a byname that stands for it, without title or office. "
                "Not: a surname with a kind of person (陳男), peoples, a name within a title or a body."
            ),
            ("吳泳銘", "雷軍", "Elon Musk"),
        ),
        (
            "ORG",
            "機構",
            _(
                "A company, chain of shops, authority, party, school, hospital, court, team, union, exchange, band or "
                "news medium by name; also a name that company and product share (美團). "
                "Not: one named by its kind alone (該公司)."
            ),
            ("阿里巴巴集團", "新華社", "日本隊", "OpenAI"),
        ),
        (
            "PROD",
            "產品與品牌",
            _(
                "Goods, models, apps, platforms, services, brands, AI models, chips, drugs, vehicles, weapons, stock "
                "indices, with the maker's name directly before a model. "
                "Not: games, films, books (WORK); the words for the kind of thing after the name."
            ),
            ("淘寶", "小米YU7", "恒生指數", "iPhone 17"),
        ),
        (
            "LOC",
            "地點",
            _(
                "A country (also 中, 英, 美 alone), city, district, street, station, line, river, building, airport, "
                "venue, region, also where it stands for a government. Places in a row are one mark each. "
                "Not: adjectives of kind (中餐)."
            ),
            ("北京", "長三角", "觀塘綫", "Silicon Valley"),
        ),
    ]


def _when_and_how_much() -> list[_Row]:
    return [
        (
            "TIME",
            "日期時間",
            _(
                "A point or stretch that can be put on a calendar, or a duration; a range is one. 近日 and 當天 are. "
                "Not: 目前, 現在, 未來, 此前 and the like; what stands around it (約, 過去, 前, 後, 以來); ages (NUM)."
            ),
            ("12月15日至21日", "今年第三季度", "年底", "30分鐘"),
        ),
        (
            "MONEY",
            "金額",
            _(
                "An amount with its currency; a range is one. "
                "Not: 億 or 兆 alone, a price without currency (NUM), words such as 約 and 逾."
            ),
            ("3億元", "30多美元", "1,200億元人民幣"),
        ),
        (
            "PCT",
            "百分比",
            _("A share or a rate of change, with its sign: per cent, tenths, percentage points. Not: 倍 (NUM)."),
            ("31%", "三成", "0.5個百分點"),
        ),
        (
            "NUM",
            "數量",
            _(
                "Any other count or measure with its classifier: also ages, scores, multiples; a range is one. "
                "Not: 一 with a classifier; 二 to 九 with 個, 種, 項, 大, 次 and the like or straight before a noun "
                "(三城); ordinals; numbers within names."
            ),
            ("1.2億單", "39歲", "45倍", "500公里"),
        ),
    ]


def _what_happens() -> list[_Row]:
    return [
        (
            "EVENT",
            "事件",
            _(
                "Something that happens and has a name, with its number or year: contest, league's season, prize, "
                "festival, storm, war, exhibition, conference, shopping feast. Not: 會議 or 發布會 without a name."
            ),
            ("雙十一", "中秋", "第61屆金馬獎", "巴黎奧運會"),
        ),
        (
            "WORK",
            "作品",
            _(
                "A text or work by name: book, film, song, programme, game, paper, law, plan, without its 《》. "
                "Not: news media (ORG), a text named by its kind."
            ),
            ("電子商務法", "流浪地球", "十五五規劃", "Hamlet"),
        ),
    ]
