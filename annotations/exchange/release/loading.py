"""Say how the files of a release are loaded, format by format; the tests run what stands here."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from annotations.exchange.release.files import CROISSANT, MANIFEST
from annotations.exchange.release.request import WHOLE
from annotations.exchange.release.tables import Table

_DATASETS = """\
from pathlib import Path

from datasets import load_dataset

folder = str(Path().resolve())  # or the name of a repository on the hub
data = load_dataset(folder, "{name}")
rows = data["{part}"]{more}"""

_TAG_NAMES = """
names = rows.features["ner_tags"].feature.names
tagged = list(zip(rows[0]["tokens"], (names[tag] for tag in rows[0]["ner_tags"])))"""

_TAGS = """\
from pathlib import Path

sentences = [
    [line.split("\\t") for line in block.split("\\n") if line and not line.startswith("# id = ")]
    for block in Path("{file}").read_text("utf-8").split("\\n\\n")
    if block
]"""

_SPACY_LINES = """\
import json

import spacy
from spacy.training import Example

nlp = spacy.blank("zh")
examples = []
for line in open("{file}", encoding="utf-8"):
    row = json.loads(line)
    examples.append(Example.from_dict(nlp.make_doc(row["text"]), {{"entities": row["entities"]}}))"""

_SPACY = """\
from pathlib import Path

import spacy
from spacy.tokens import DocBin

vocab = spacy.blank("zh").vocab
docs = []
for path in sorted(Path("{folder}").glob("*.spacy")):
    docs.extend(DocBin().from_disk(path).get_docs(vocab))"""

_CHAT = """
messages = rows["messages"]  # system, user, assistant: as trl.SFTTrainer takes them"""

_CODE: Mapping[str, str] = {
    **dict.fromkeys(("bio", "bioes", "bmes"), _TAGS),
    "spacy": _SPACY,
    "spacy-jsonl": _SPACY_LINES,
}
_MORE = {"huggingface": _TAG_NAMES, "chat": _CHAT}

_ALL = f"""\
import mlcroissant

data = mlcroissant.Dataset("{CROISSANT}")
records = list(data.records("{{name}}"))"""

_CHECK = f"""\
import hashlib
import json

manifest = json.load(open("{MANIFEST}", encoding="utf-8"))
for name, file in manifest["files"].items():
    assert hashlib.sha256(open(name, "rb").read()).hexdigest() == file["sha256"], name"""

CHECKING = _CHECK
"""The code that checks the files of a release by its manifest."""


def loading(folders: Mapping[str, Sequence[str]], tables: Sequence[Table]) -> Iterator[tuple[str, str]]:
    """Yield the folder and the code for each format that we know a loader of; ``folders`` have the names of files."""
    by_name = {table.name: table for table in tables}
    for name, files in folders.items():
        table = by_name.get(name)
        if table and name not in _CODE:
            part = next(iter(table.files))
            yield name, _DATASETS.format(name=name, part=part, more=_MORE.get(name, ""))
        elif name in _CODE:
            file = next((file for file in files if WHOLE in PurePosixPath(file).with_suffix("").parts), files[0])
            yield name, _CODE[name].format(file=file, folder=PurePosixPath(file).parent)


def loading_all(tables: Sequence[Table]) -> str:
    """Return the code that loads a table by the Croissant description; empty without tables."""
    return _ALL.format(name=tables[0].name) if tables else ""
