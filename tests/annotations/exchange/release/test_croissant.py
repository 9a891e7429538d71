"""The Croissant description is what its specification asks for, and tells the truth of the files."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.annotations.exchange.release.sample import COUNT, sample
from tui.cli.main import dispatch

FACTS = "--license CC-BY-4.0 --creator Lab --url https://example.org/d --date 2026-01-31 --release-version 1.2.0"

REQUIRED = ("@context", "@type", "conformsTo", "description", "license", "name", "url", "creator", "datePublished")
"""The properties that Croissant 1.1 requires of a data set, beside its distribution."""

RESPONSIBLE = {
    *(
        "dataCollectionRawData",
        "dataLimitations",
        "dataCollection",
        "dataUseCases",
        "dataReleaseMaintenancePlan",
        "dataAnnotationProtocol",
    ),
    *("dataAnnotationPlatform", "annotationsPerItem", "annotatorDemographics", "machineAnnotationTools", "dataBiases"),
    *("dataPreprocessingProtocol", "personalSensitiveInformation", "dataSocialImpact", "dataAnnotationAnalysis"),
}
"""The properties of its extension for responsible AI, version 1.0, that a data set may have."""

SINGLE = ("dataAnnotationProtocol", "annotationsPerItem")
"""Those of them that are one text."""

SCHEMA_ORG = {
    *("name", "description", "version", "inLanguage", "keywords", "license", "url", "datePublished", "creator"),
    *("distribution", "contentUrl", "contentSize", "encodingFormat", "sha256"),
}
"""What is schema.org's of the keys that we use, which needs no term in the context."""

PYTHON = "ZHUPI_CONSUMERS"
"""The variable that names a Python which has mlcroissant, where the tests run in one that has not."""

LOAD = """
import json, mlcroissant
data = mlcroissant.Dataset("croissant.json")
sets = {each.id: [str(row) for row in data.records(each.id)] for each in data.metadata.record_sets}
issues = data.metadata.ctx.issues
print(json.dumps({"errors": list(issues.errors), "warnings": list(issues.warnings), "sets": sets}))
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release with all that a publisher can say."""
    folder = tmp_path_factory.mktemp("out")
    made = sample(folder / "project")
    formats = ("bioes", "spacy-jsonl", "chat", "huggingface", "prodigy")
    options = [part for name in formats for part in ("--format", name)]
    assert dispatch(["release", str(made.root), "--output", str(folder / "r"), *options, *FACTS.split()]) == 0
    return folder / "r"


@pytest.fixture(scope="module")
def description(released: Path) -> dict[str, Any]:
    """Return the description."""
    described: dict[str, Any] = json.loads((released / "croissant.json").read_text("utf-8"))
    return described


def keys(value: object) -> Iterator[str]:
    """Yield the keys of all objects but for those of the context and of data."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in ("@context", "data"):
                yield from keys(inner)
    elif isinstance(value, list):
        for item in value:
            yield from keys(item)


def fields(record_set: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the fields of a set of records, and those within them."""
    for field in record_set.get("field", record_set.get("subField", [])):
        yield field
        yield from fields(field)


def test_what_is_required_is_there(description: dict[str, Any]) -> None:
    assert [name for name in REQUIRED if not description.get(name)] == []
    assert description["@type"] == "sc:Dataset"
    assert description["conformsTo"] == ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"]
    assert description["license"] == "https://spdx.org/licenses/CC-BY-4.0"
    assert description["version"] == "1.2.0"
    assert description["inLanguage"] == ["zh-Hant"]


def test_every_key_is_a_term_of_the_context_or_of_schema_org(description: dict[str, Any]) -> None:
    terms = description["@context"].keys() | SCHEMA_ORG
    used = {key for key in keys(description) if not key.startswith(("@", "rai:"))}
    assert used - terms == set()
    responsible = {key.removeprefix("rai:"): value for key, value in description.items() if key.startswith("rai:")}
    assert responsible.keys() <= RESPONSIBLE
    assert {name for name, value in responsible.items() if isinstance(value, str)} == set(SINGLE)
    assert responsible["annotationsPerItem"] == "1 to 2"
    assert responsible["machineAnnotationTools"] == ["lac: 6 suggested spans accepted by an annotator"]


def test_files_are_as_they_are_described(released: Path, description: dict[str, Any]) -> None:
    files = [each for each in description["distribution"] if each["@type"] == "cr:FileObject"]
    for file in files:
        content = (released / file["contentUrl"]).read_bytes()
        assert file["sha256"] == sha256(content).hexdigest()
        assert file["contentSize"] == f"{len(content)} B"
        assert file["encodingFormat"].count("/") == 1
    there = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert {file["contentUrl"] for file in files} == there - {"README.md", "croissant.json", "manifest.json"}


def test_ids_are_there_once_and_references_lead_to_them(description: dict[str, Any]) -> None:
    sets = description["recordSet"]
    ids = [each["@id"] for each in (*description["distribution"], *sets)]
    ids += [field["@id"] for each in sets for field in fields(each)]
    assert len(ids) == len(set(ids))
    for field in (field for each in sets for field in fields(each)):
        assert bool(field.get("dataType")) != bool(field.get("subField")), field["@id"]
        source = field.get("source", {})
        assert source.get("fileSet", {}).get("@id", ids[0]) in ids
        assert field.get("references", {}).get("field", {}).get("@id", ids[0]) in ids
    assert [each["key"]["@id"] in ids for each in sets if "key" in each] == [True, True]


def test_tables_have_the_columns_of_their_files(released: Path, description: dict[str, Any]) -> None:
    sets = {each["@id"]: each for each in description["recordSet"]}
    assert sets.keys() == {"labels", "splits", "huggingface", "chat", "prodigy"}, "spaCy's rows are no table"
    assert [row["labels/name"] for row in sets["labels"]["data"]] == ["ORG", "人物"]
    files = {each["@id"]: each["includes"] for each in description["distribution"] if each["@type"] == "cr:FileSet"}
    for name in ("huggingface", "chat", "prodigy"):
        columns = {field["name"] for field in sets[name]["field"]} - {"split"}
        for file in files[f"{name}-files"]:
            rows = (released / file).with_suffix(".jsonl").read_text("utf-8").splitlines()
            assert {key for row in rows for key in json.loads(row)} <= columns
    spans = {field["@id"] for field in fields(sets["huggingface"])}
    assert {"huggingface/spans/start", "huggingface/spans/label", "huggingface/tokens"} <= spans


@pytest.mark.consumers
def test_mlcroissant_takes_it_and_loads_the_tables(released: Path) -> None:
    python = os.environ.get(PYTHON, sys.executable)
    probe = subprocess.run([python, "-c", "import mlcroissant"], capture_output=True, timeout=120)
    if probe.returncode:
        pytest.skip(f"needs mlcroissant in a Python that {PYTHON} names: tests/consumers/make_venv.py makes one")
    done = subprocess.run([python, "-c", LOAD], capture_output=True, text=True, cwd=released, timeout=300)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert "Could not match" not in done.stderr
    assert result["errors"] == []
    assert [each for each in result["warnings"] if "citeAs" not in each] == []
    counts = {name: len(rows) for name, rows in result["sets"].items()}
    assert counts == {"labels": 2, "splits": 4, "huggingface": COUNT + 1, "chat": COUNT + 1, "prodigy": COUNT + 1}
    assert any("accepted:lac" in row for row in result["sets"]["huggingface"])
