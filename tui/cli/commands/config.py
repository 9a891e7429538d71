"""Say where the settings are and whether they are right, and list all actions and their keys: ``zhupi config``."""

import argparse
from dataclasses import asdict

from tui.console.output import as_json, narrate, write_json, write_line
from tui.core.config import config_path, key_of, load_settings
from tui.core.keymap import ACTIONS, with_keys


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--json", action="store_true", help="print the settings and keys as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the settings and keys that hold, and what is wrong in the file; 1 where anything is."""
    path = config_path()
    settings, problems = load_settings(path)
    changed, clashes = with_keys(settings.keys, str(path))
    keys = {action.id: changed.get(action.id, action.keys) for action in ACTIONS}
    plain = {name: value for name, value in asdict(settings).items() if name not in ("keys", "endpoints")}
    values = {".".join(key_of(name)): value for name, value in plain.items()}
    values |= {f"endpoints.{origin}.key-from": variable for origin, variable in settings.endpoints.items()}
    if arguments.json:
        write_json({"path": str(path), "settings": values, "keys": keys}, indent=2)
    else:
        write_line(f"# {path}")
        for name, value in values.items():
            write_line(f"{name:<28} {as_json(value)}")
        for action in ACTIONS:
            write_line(f"{'keys.' + action.id:<28} {','.join(keys[action.id]):<34} {action.text}")
    for problem in [*problems, *clashes]:
        narrate(str(problem))
    return 1 if problems or clashes else 0
