"""Say what each line of an import's form says, and what there is to know about that: also what was guessed, and why."""

from collections.abc import Mapping

from annotations.exchange.importing.request import Imported
from annotations.exchange.options import Ends, OffsetUnit
from annotations.exchange.report import Decision
from annotations.exchange.shared.encodings import UTF8
from seeds.errors import Question
from seeds.i18n import _, ngettext
from tui.core.importing.import_choices import ADD, BY_FILE, ONE, OWN, PEOPLE, PROJECT, RECORDS, SUGGESTIONS, Line
from tui.core.importing.import_form import ImportForm
from tui.text.width import drawable

_AS_SHOWN = (_("as the file shows"), "")

_SHORT = {
    PEOPLE: _("by name"),
    SUGGESTIONS: _("suggestions"),
    PROJECT: _("known ones"),
    ADD: _("all"),
    RECORDS: _("by record"),
    ONE: _("one"),
}

_BY_VALUE = {Line.UNIT: ("text", frozenset(OffsetUnit)), Line.ENDS: ("span", frozenset(Ends))}
"""What decisions about units and ends are about in the report, and their values."""

_BY_KIND = {Line.TEXT_FIELD: "task", Line.LABEL_FEATURE: "layer"}


class ImportLines:
    """Say what the lines of a form say."""

    def __init__(self, form: ImportForm) -> None:
        self._form = form

    def shown(self, line: Line) -> tuple[str, str]:
        """Return what a line says, and what there is to know about that."""
        match line:
            case Line.FILE:
                return self._form.chosen(line) or _("none yet"), ""
            case Line.FORMAT:
                return self._about_format()
            case Line.ENCODING:
                return self._about_encoding()
            case Line.MARKS | Line.LABELS | Line.ARTICLES:
                return self._about_closed(line)
            case Line.START:
                return self._about_start()
            case _:
                return self._about_option(line)

    def _about_format(self) -> tuple[str, str]:
        name, detected = self._form.value(Line.FORMAT), self._form.detected
        if name:
            return name, self._form.choices(Line.FORMAT)[name]
        if detected:
            title = detected.about.title.removeprefix(f"{detected.about.name}: ")
            return detected.about.name, _("recognised: {title}").format(title=title)
        return _AS_SHOWN

    def _about_encoding(self) -> tuple[str, str]:
        name = self._form.value(Line.ENCODING)
        if name:
            return name, _("as you said")
        if self._imported is None:
            return _AS_SHOWN
        names = {*self._imported.report.encodings.values()}
        return ", ".join(sorted(names)) or UTF8, _("guessed from its bytes") if names else ""

    def _about_option(self, line: Line) -> tuple[str, str]:
        value = self._form.value(line)
        if value:
            return value, self._form.choices(line).get(value, "") or _("as you said")
        decision = self._decision(line)
        if decision:
            return decision.value, decision.message
        asked = self._form.result and self._form.result.question and self._form.result.question.option == line.value
        return (_("to be chosen"), _("the file does not say it")) if asked else _AS_SHOWN

    def _about_closed(self, line: Line) -> tuple[str, str]:
        name = self._form.chosen(line)
        own = {BY_FILE: self._form.own, OWN: self._form.own}
        return own.get(name) or _SHORT[name], self._form.choices(line)[name]

    def _about_start(self) -> tuple[str, str]:
        if self._form.done:
            return _("done"), _("esc goes back, a change imports again")
        if self._form.result is None or self._imported is None:
            return _("not yet"), ""
        if not self._form.result.ready:
            return _("nothing"), _("there is nothing new in it that could be imported")
        articles, marks = _counted(self._imported)
        return articles, _("{marks}: enter imports").format(marks=marks)

    @property
    def _imported(self) -> Imported | None:
        return self._form.result.imported if self._form.result else None

    def _decision(self, line: Line) -> Decision | None:
        """Return what was decided by evidence, where the report has it of what the line is about."""
        for decision in self._imported.report.decided if self._imported else ():
            kind, values = _BY_VALUE.get(line, (_BY_KIND.get(line, ""), frozenset()))
            if decision.what == kind and (not values or decision.value in values):
                return decision
        return None


def offered(question: Question, choices: Mapping[str, str], samples: Mapping[str, str]) -> dict[str, str]:
    """Return the values that a question offers, each with what it means and, below it, what it makes of a span."""
    texts = {name: [choices.get(name, ""), drawable(samples.get(name, ""))] for name in question.values}
    return {name: "\n".join(filter(None, lines)) for name, lines in texts.items()}


def _counted(imported: Imported) -> tuple[str, str]:
    """Return how many articles an import brings, and how many spans and suggestions."""
    report = imported.report
    articles, spans = report.articles.total(), report.spans.total()
    parts = [ngettext("{count:,} span", "{count:,} spans", spans).format(count=spans)]
    if imported.suggestions:
        count = imported.suggestions
        parts.append(ngettext("{count:,} suggestion", "{count:,} suggestions", count).format(count=count))
    return ngettext("{count:,} article", "{count:,} articles", articles).format(count=articles), ", ".join(parts)
