"""The files by which others take part: hooks and server check the same, and versions and forms are as the pages say."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.packaging.recipes import LIMIT, ROOMS

CHECKS = re.compile(r"^\.venv/bin/(?!python|zhupi|pip)\S+.*$", re.MULTILINE)


def read(path: Path) -> Any:
    """Read a file of YAML."""
    return yaml.safe_load(path.read_text("utf-8"))


def version(root: Path) -> str:
    """Return the version that stands in pyproject.toml."""
    return str(tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"])


@pytest.fixture(scope="module")
def checks(root: Path) -> list[str]:
    """Return the checks that CI runs beside the tests."""
    return CHECKS.findall((root / ".ci" / "run").read_text("utf-8"))


def test_ci_checks_format_lint_types_and_imports(checks: list[str]) -> None:
    assert [Path(check.split()[0]).name for check in checks] == ["ruff", "ruff", "mypy", "lint-imports"]


def test_hooks_call_what_ci_calls(root: Path, checks: list[str]) -> None:
    (repository,) = read(root / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in repository["hooks"]] == checks
    for hook in repository["hooks"]:
        assert (hook["language"], hook["pass_filenames"], hook["always_run"]) == ("system", False, True)


def test_the_page_for_contributors_names_the_same_checks(root: Path, checks: list[str]) -> None:
    page = (root / ".github" / "CONTRIBUTING.md").read_text("utf-8")
    assert " && ".join(checks).replace(" --check", "") in page


def test_the_workflow_runs_ci_with_no_more_rights_than_it_needs(root: Path) -> None:
    workflow = read(root / ".github" / "workflows" / "ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    assert "permissions" not in job
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/run"]
    assert [step["uses"].partition("@")[0] for step in job["steps"] if "uses" in step] == [
        "actions/checkout",
        "actions/setup-python",
    ]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.13"]
    assert "secrets" not in (root / ".github" / "workflows" / "ci.yml").read_text("utf-8")


def test_the_form_for_faults_asks_for_what_helps(root: Path) -> None:
    forms = root / ".github" / "ISSUE_TEMPLATE"
    fields = {field["id"]: field for field in read(forms / "bug_report.yml")["body"] if "id" in field}
    required = {name for name, field in fields.items() if field["validations"]["required"]}
    assert required == {"what", "version", "terminal", "text"}
    assert set(fields) - required == {"log"}
    assert f"zhupi {version(root)}" == fields["version"]["attributes"]["placeholder"]
    for name in ("bug_report.yml", "feature_request.yml"):
        form = read(forms / name)
        assert form["name"]
        assert form["description"]
        assert all(item["type"] in ("markdown", "textarea", "input") for item in form["body"])


def test_faults_of_security_are_led_away_from_public_issues(root: Path) -> None:
    config = read(root / ".github" / "ISSUE_TEMPLATE" / "config.yml")
    assert config["blank_issues_enabled"] is False
    assert any("SECURITY.md" in link["about"] for link in config["contact_links"])


def test_changelog_has_the_version_below_what_is_not_released(root: Path) -> None:
    page = (root / ".github" / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert re.fullmatch(rf"\[{re.escape(version(root))}\] - \d{{4}}-\d\d-\d\d", headings[1])
    kinds = set(re.findall(r"^### (.+)$", page, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_version_stands_in_one_place(root: Path) -> None:
    said = re.compile(rf"version\w*\s*[:=]+\s*[\"']{re.escape(version(root))}", re.IGNORECASE)
    assert said.search((root / "pyproject.toml").read_text("utf-8"))
    sources = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    assert [path for path in sources if said.search(path.read_text("utf-8"))] == []


@pytest.mark.heavy
@pytest.mark.network
def test_commands_of_a_release_build_and_try_the_wheel(root: Path, tmp_path: Path) -> None:
    page = (root / ".github" / "RELEASING.md").read_text("utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    clone = tmp_path / "zhupi"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", root, clone], check=True, timeout=LIMIT)
    (clone / ".venv").symlink_to(root / ".venv")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
        cwd=clone,
        capture_output=True,
        text=True,
        timeout=10 * LIMIT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"zhupi {version(root)}" in done.stdout
    assert "中國消費的下一程" in done.stdout
