"""Add up how much of the Chinese of records is in their articles, and say so where it is less than half of one."""

from collections import Counter
from collections.abc import Iterator, Sequence

from seeds.errors import Notice, Problem
from seeds.i18n import _, ngettext
from seeds.sources.readers.columns import Columns
from seeds.sources.readers.leaves import Leaf, han_count, han_total


class Share:
    """Add up the Chinese characters of the records of a document."""

    def __init__(self, document: str, columns: Columns) -> None:
        self._document = document
        self._columns = columns
        self._taken = {*columns.text, columns.title}
        self._left = Counter[str]()
        self._small = self._han = self._all = 0

    def add(self, leaves: Sequence[Leaf]) -> None:
        """Add a record, if more of it is left out than is taken."""
        others = [leaf for leaf in leaves if leaf.path not in self._taken]
        left = han_total(others)
        if not left:
            return
        taken = han_total(leaf for leaf in leaves if leaf.path in self._taken)
        if taken < left:
            self._small += 1
            self._han += taken
            self._all += taken + left
            for leaf in others:
                self._left[leaf.path] += han_count(leaf.text)

    def notices(self) -> Iterator[Problem]:
        """Give the one notice, if there is anything to be said: nothing of a text that the settings name."""
        if not self._small or self._columns.configured:
            return
        message = ngettext(
            "of {count} record, “{text}” was taken as the text, which has {share} % of its Chinese characters; "
            "“{most}” has most of the others",
            "of {count} records, “{text}” was taken as the text, which has {share} % of their Chinese characters; "
            "“{most}” has most of the others",
            self._small,
        )
        most = self._left.most_common(1)[0][0]
        values = {"text": self._columns.text_name, "most": most, "share": 100 * self._han // self._all}
        advice = _(
            "columns = {{ text = “{most}” }} in the table [sources] of zhupi.toml takes it, a list of names several"
        )
        yield Notice(self._document, message.format(count=self._small, **values), advice=advice.format(most=most))
