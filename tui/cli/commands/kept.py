"""List and remove the texts that were read from standard input: ``zhupi kept``."""

import argparse

from annotations.storage.kept_texts import KeptText, kept_texts, kept_texts_folder, remove_text
from seeds.i18n import _
from tui.console.output import field, narrate, write_array, write_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the two subcommands."""
    parser.description = _(
        "“zhupi -” reads a text from standard input and keeps it with its marks. All of them are one project, which "
        "other commands take by its folder, such as “zhupi export FOLDER”, and a single one by its path."
    )
    commands = parser.add_subparsers(dest="action", required=True, metavar="list|remove")
    listing = commands.add_parser("list", help=_("list them: name, day, files of annotations, title, path"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON array"))
    removing = commands.add_parser("remove", help=_("remove one, which must have no annotations"))
    removing.add_argument("name", metavar="NAME", help=_("its name in the list, or the beginning of it"))
    removing.add_argument("--force", action="store_true", help=_("remove it with its annotations"))


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked for."""
    if arguments.action == "remove":
        remove_text(arguments.name, with_annotations=arguments.force)
        narrate(_("{name} removed").format(name=arguments.name))
    elif arguments.json:
        write_array(map(_as_object, kept_texts()))
    else:
        _list()
    return 0


def _list() -> None:
    texts = list(kept_texts())
    for text in texts:
        fields = [text.name, text.kept.date().isoformat(), str(len(text.annotations)), _title(text), str(text.path)]
        write_line("\t".join(map(field, fields)))
    narrate(_("{count} texts in {folder}").format(count=len(texts), folder=kept_texts_folder()))


def _title(text: KeptText) -> str:
    return text.articles[0].title if text.articles else ""


def _as_object(text: KeptText) -> dict[str, object]:
    return {
        "name": text.name,
        "kept": text.kept.isoformat(timespec="seconds"),
        "title": _title(text),
        "articles": len(text.articles),
        "length": sum(article.length for article in text.articles),
        "annotations": len(text.annotations),
        "kind": text.path.name.partition(".")[2],
        "path": str(text.path),
    }
