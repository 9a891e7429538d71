"""Write the schema: the tables of ``zhupi.toml``, and a whole file to begin with."""

from dataclasses import asdict
from typing import Any

from annotations.model.schema import Attribute, AttributeKind, Category, Label, RelationType, Schema
from seeds.i18n import _
from seeds.toml.text import dumps


def label_table(label: Label) -> dict[str, Any]:
    """Return the keys of the table ``[[label]]`` that defines a label, without those that say nothing."""
    table = filled_table(label)
    if label.attributes:
        table["attributes"] = [filled_table(item) | {"kind": str(item.kind)} for item in label.attributes]
    return table


def filled_table(item: Label | Attribute | RelationType | Category) -> dict[str, Any]:
    """Return the keys of the table that defines something of a schema, without those that say nothing."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(item).items() if value}


def starting_file(schema: Schema) -> str:
    """Write a ``zhupi.toml`` with the labels of a schema, and all else as comments to be taken up.

    Comments that begin with ``#`` and a space are words; those without the space are TOML.
    """
    first, *others = (dumps({"label": [label_table(label)]}) for label in schema.labels)
    labels = (_labels() + first + _attributes(), *others)
    return "\n".join((_opening(), _sources(), _rules(), *labels, _relations(), _categories(), _suggest()))


def _words(*lines: str) -> str:
    return "".join(f"# {line}\n" for line in "\n".join(lines).splitlines())


def _opening() -> str:
    return _words(
        _("The settings of this project for zhupi. Lines such as #encoding = … take effect without the #."),
        _("What is not set is detected, or as in the comment. “zhupi check” tells what is wrong in here."),
    )


def _sources() -> str:
    return f"""{_words(_("How the texts are read."))}[sources]
{_words(_("The encoding of all files, where it is not to be detected: utf-8, gb18030, big5 …"))}\
#encoding = "gb18030"
{_words(_("The columns of tables, or the keys of JSON objects, where they are not to be detected."))}\
#columns = {{ text = "content", title = "headline", id = "number", source = "paper", date = "day", tag = "topic" }}
{_words(_("Which files are read, and which are not, whatever else is said: patterns for paths or names."))}\
#include = ["*.txt", "news/*.csv"]
#exclude = ["drafts/*"]
"""


def _rules() -> str:
    return f"""{_words(_("What holds for all labels."))}[schema]
{_words(_("Spans that have text in common: “allow”, “nested” (one within the other), or “forbid”."))}\
#overlap = "allow"
{_words(_("Whether an article has one category at most."))}\
#single-category = false
{_words(_("What the descriptions do not say, for the guidelines screen; Markdown, on as many lines as it takes."))}\
#guidelines = \"\"\"
#Mark every mention, also in titles.
#\"\"\"
"""


def _labels() -> str:
    return _words(
        _("The labels. Each needs a name; the key is a digit or a letter that the application does not take."),
        _("The first ten without a key get the digits that are left, those without a colour one of ten colours."),
    )


def _attributes() -> str:
    kinds = ", ".join(f"“{kind}”" for kind in AttributeKind)
    return (
        _words(_("What else can be said of a label's spans, of the kinds {kinds}.").format(kinds=kinds))
        + """\
#attributes = [
#{ name = "mention", kind = "choice", choices = ["name", "nominal", "pronoun"], default = "name" },
#{ name = "metaphor", kind = "flag", description = "not meant literally" },
#{ name = "wikidata", kind = "text" },
#]
"""
    )


def _relations() -> str:
    return (
        _words(_("Relations between two spans, from one of the heads to one of the tails; without them, any label."))
        + """\
#[[relation]]
#name = "works-for"
#heads = ["PER"]
#tails = ["ORG"]
#description = "Holds an office, or is employed, at the time of the article."
"""
    )


def _categories() -> str:
    return (
        _words(_("Categories of whole articles."))
        + """\
#[[category]]
#name = "business"
#title = "商業"
#description = "Companies, markets, money."
"""
    )


def _suggest() -> str:
    return f"""{_words(_("What is suggested, and by what."))}[suggest]
{_words(_("The suggesters, without which: patterns, gazetteer, lac (or jieba), memory and learned."))}\
#suggesters = ["patterns", "gazetteer", "lac", "memory", "learned"]
{_words(_("What is less sure than this, from 0 to 1, is not shown."))}\
#min-score = 0.3
{_words(_("Lists of your own: a word, a tab and its label on each line."))}\
#gazetteers = ["names.tsv"]
{_words(_("What the labels of suggesters are called here; a label that is not known here is left out."))}\
#labels = {{ PERSON = "PER", GPE = "LOC" }}
{_words(_("How much a suggester is trusted, beside what is known of it."))}\
#weights = {{ gazetteer = 0.8 }}
{_words(_("Seconds after which a suggester that does not answer is switched off."))}\
#timeout = 30
"""
