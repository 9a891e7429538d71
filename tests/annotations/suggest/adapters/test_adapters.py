"""The adapters as a project gets them: from its zhupi.toml, through the registry, with nothing heavy imported."""

import subprocess
import sys
from pathlib import Path

from annotations.schema_io.default import default_schema
from annotations.suggest.registry import SuggesterContext, make
from annotations.suggest.settings import load_suggest_settings

SETTINGS = """
[suggest]
suggesters = ["spacy", "huggingface", "gliner", "chat"]

[suggest.spacy]
model = "model"

[suggest.huggingface]
model = "model"

[suggest.gliner]
model = "model"

[suggest.chat]
url = "http://localhost:8000/v1"
model = "small"
"""
HEAVY = "gliner", "httpx2", "jieba", "numpy", "spacy", "torch", "transformers"
SCRIPT = f"""
import sys
from pathlib import Path
from annotations.schema_io.default import default_schema
from annotations.suggest.registry import SuggesterContext, make
from annotations.suggest.settings import load_suggest_settings

schema = default_schema()
settings = load_suggest_settings(Path(sys.argv[1]), [label.name for label in schema.labels])
for name in settings.names:
    print(make(name, SuggesterContext(settings, schema, allowed=frozenset(settings.names))).version)
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_every_adapter_is_made_from_its_table(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "zhupi.toml").write_text(SETTINGS)
    schema = default_schema()
    settings = load_suggest_settings(tmp_path, [label.name for label in schema.labels])
    around = SuggesterContext(settings, schema, allowed=frozenset(settings.names))
    assert [make(name, around).name for name in settings.names] == ["spacy", "huggingface", "gliner", "chat"]


def test_nothing_heavy_is_imported_before_the_first_text(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "zhupi.toml").write_text(SETTINGS)
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    *versions, imported = done.stdout.splitlines()
    assert len(set(versions)) == 4
    assert imported == "[]"
