"""Print how well text can be read: the contrast of every label's marks and suggestions, and of the other looks.

``python -m tests.contrast`` prints a table of Markdown: a row for each theme, for a terminal of all colours. The first
number of a label is that of its marks, the second that of its suggestions. tests/tui/test_colours.py holds what is
shown here, for many more labels and for terminals of fewer colours.
"""

from annotations.schema_io.default import default_schema
from tests.tui.test_colours import COLOURFUL, page_of, rgb, variables_of
from tui.ui.colours import READABLE, contrast
from tui.ui.looks import looks_on

OTHERS = ("hit", "current", "selected")


def table() -> tuple[list[str], float]:
    """Return the lines of the table, and the least contrast in it."""
    labels = default_schema().labels
    lines = [
        f"| theme | {' | '.join(label.name for label in labels)} | {' | '.join(OTHERS)} |",
        f"| --- |{' ---: |' * (len(labels) + len(OTHERS))}",
    ]
    least = 21.0
    for theme in COLOURFUL:
        page, looks = page_of(theme), looks_on(variables_of(theme), labels)
        cells = []
        for styles in (
            *((looks.labels[label.name], looks.suggested[label.name]) for label in labels),
            *((looks.others[name],) for name in OTHERS),
        ):
            seen = [page + style for style in styles]
            values = [contrast(rgb(style.color), rgb(style.bgcolor)) for style in seen]
            least = min(least, *values)
            cells.append(" / ".join(f"{value:.1f}" for value in values))
        lines.append(f"| {theme.name} | {' | '.join(cells)} |")
    return lines, least


def main() -> None:
    """Print the table, and the least contrast in it beside the least that is allowed."""
    lines, least = table()
    print("\n".join(lines))
    print(f"\nleast: {least:.2f}; allowed: {READABLE}")


if __name__ == "__main__":
    main()
