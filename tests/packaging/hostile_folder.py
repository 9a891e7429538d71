"""A folder that is project and working directory, and holds a module of every name that anybody might import."""

import sys
from collections.abc import Collection
from importlib.metadata import packages_distributions
from pathlib import Path

OWN = ("annotations", "seeds", "tui", "pip", "sitecustomize", "usercustomize", "zhupi")
NEWS = "標題\n12月26日,美團投入3000元,增長23.1%。"
ENTRY_POINTS = (
    "[zhupi.suggesters]\nevil = evil:run\n[zhupi.formats]\nevil = evil:run\n[spacy_factories]\nevil = evil:run\n"
)


def module_names() -> set[str]:
    """Every name of the standard library and of what is installed here, zhupi's requirements among it."""
    names = {*sys.stdlib_module_names, *packages_distributions(), *OWN, "evil"}
    return {name for name in names if name.isidentifier()}


def make_hostile(folder: Path, witness: Path, names: Collection[str]) -> Path:
    """Fill a folder with two articles, and with modules that leave a line in ``witness`` when they are run."""
    folder.mkdir()
    for number in range(2):
        (folder / f"{number}.txt").write_text(NEWS.replace("標題", f"標題{number}"), "utf-8")
    line = f"import sys\nopen({str(witness)!r}, 'a').write(f'{{__name__}} {{sys.orig_argv}}\\n')\n"
    for name in names:
        (folder / f"{name}.py").write_text(line)
    for package in ("annotations", "pip"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text(line)
        (folder / package / "__main__.py").write_text(line)
    (folder / "evil.pth").write_text(line.replace("\n", ";", 1))
    info = folder / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    for name in ("pip.conf", "pip.ini"):
        (folder / name).write_text("[global]\nfind-links = /nowhere/evil\n")
    return folder
