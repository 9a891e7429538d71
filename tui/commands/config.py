"""``zhupi config``: where the settings are, whether they are right, and the names of all actions and their keys."""

import argparse
import json
import sys
from dataclasses import asdict

from tui.config import config_path, key_of, load_settings
from tui.keymap import ACTIONS, with_keys


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
        print(json.dumps({"path": str(path), "settings": values, "keys": keys}, ensure_ascii=False, indent=2))
    else:
        print(f"# {path}")
        for name, value in values.items():
            print(f"{name:<28} {json.dumps(value, ensure_ascii=False)}")
        for action in ACTIONS:
            print(f"{'keys.' + action.id:<28} {','.join(keys[action.id]):<34} {action.text}")
    for problem in [*problems, *clashes]:
        print(problem, file=sys.stderr)
    return 1 if problems or clashes else 0
