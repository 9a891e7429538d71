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


def _labels() -> list[Label]:
    rows = [
        (
            "PER",
            "人物",
            _("A person by name, without title or office."),
            ("吳泳銘", "雷軍", "Elon Musk"),
        ),
        (
            "ORG",
            "機構",
            _("A company, authority, school, team or other body that acts, by its full or its short name."),
            ("阿里巴巴集團", "國家市場監督管理總局", "OpenAI"),
        ),
        (
            "PROD",
            "產品與品牌",
            _("What a body makes or offers: goods, models, apps, services, brands. What acts or speaks is an ORG."),
            ("餓了麼App", "夸克AI眼鏡", "iPhone 17"),
        ),
        (
            "LOC",
            "地點",
            _("A place: country, city, district, street, building, river; a government that acts is an ORG."),
            ("北京", "長三角", "Silicon Valley"),
        ),
        (
            "TIME",
            "日期時間",
            _("A point or stretch of time: date, time of day, year, quarter, festival as a date, duration."),
            ("12月5日上午", "今年第三季度", "30分鐘"),
        ),
        (
            "MONEY",
            "金額",
            _("An amount of money with its currency, without words such as “about” or “over”."),
            ("3億元", "30多美元", "1,200億元人民幣"),
        ),
        (
            "PCT",
            "百分比",
            _("A share or a rate of change, with its sign; percentage points and multiples of ten percent too."),
            ("31%", "三成", "0.5個百分點"),
        ),
        (
            "NUM",
            "數量",
            _("Any other number with its classifier or unit, without what is counted; no part of a name."),
            ("1.2億單", "300多萬名", "500公里"),
        ),
        (
            "EVENT",
            "事件",
            _("A thing that happens and has a name: fair, campaign, contest, conference, disaster, war."),
            ("雙十一", "進博會", "巴黎奧運會"),
        ),
        (
            "WORK",
            "作品與媒體",
            _("A book, film, song, law, report or paper, with its 《》 but not with “”, and a medium that is quoted."),
            ("《電子商務法》", "《流浪地球》", "The New York Times"),
        ),
    ]
    return [
        Label(name, title, key, colour, description, examples)
        for (name, title, description, examples), key, colour in zip(rows, KEYS, COLOURS, strict=True)
    ]
