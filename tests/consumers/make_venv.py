"""Make a virtual environment in which the consumers' own code can read what zhupi exports, and name the command.

``python tests/consumers/make_venv.py FOLDER`` installs zhupi from this checkout with the extra ``consumers``, and what
the tests run by. It takes 7 GB where PyTorch comes with CUDA; ``--without-torch`` takes 1 GB, and leaves GLiNER and
GLiNER2 out, which cannot be imported without it. Packages come from wherever pip takes them here.
"""

import argparse
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LIMIT = 3600
"""Seconds that fetching and installing may take."""

RUNNERS = ("hypothesis", "pytest")
"""What the names of the packages begin with that the tests run by."""

NEED_TORCH = ("gliner", "gliner2")
WITHOUT_MODELS = ("trl",)
"""Packages whose code for data runs without PyTorch, though they ask for it."""


def requirements(extra: str) -> dict[str, str]:
    """Return what an extra of the project asks for, by the names of the packages."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {re.split(r"[\[<>=~! ]", line)[0]: line for line in project["optional-dependencies"][extra]}


def main() -> int:
    """Make the environment."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--without-torch", action="store_true")
    arguments = parser.parse_args()
    runners = [line for name, line in requirements("test").items() if name.startswith(RUNNERS)]
    consumers, alone = requirements("consumers"), list[str]()
    if arguments.without_torch:
        consumers = {name: line for name, line in consumers.items() if name not in NEED_TORCH}
        alone = [consumers.pop(name) for name in WITHOUT_MODELS]
    venv.create(arguments.folder, with_pip=True)
    python = arguments.folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, "--editable", str(ROOT), *consumers.values(), *runners], check=True, timeout=LIMIT)
    if alone:
        subprocess.run([*install, "--no-deps", *alone], check=True, timeout=LIMIT)
    print(f"{python} -m pytest -m consumers -n 0 -rs tests/consumers tests/annotations/exchange/release")
    return 0


if __name__ == "__main__":
    sys.exit(main())
