"""A command of the user's settings: no shell, a limit on its time and its output, nothing of it left behind."""

import os
import sys
import time
from pathlib import Path

import pytest

from seeds.system.user_command import CommandError, answer_of


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_word_is_on_standard_input_and_nowhere_else() -> None:
    code = "import sys; data = sys.stdin.buffer.read(); print(data.decode(), sys.argv[1:])"
    assert answer_of([*python(code), "$(id)", "; id"], "國家").split("\n")[0] == "國家 ['$(id)', '; id']"


def test_it_runs_in_a_folder_that_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "zhupi-evil").write_text("#!/bin/sh\necho ran\n")
    (tmp_path / "zhupi-evil").chmod(0o755)
    for command in ("./zhupi-evil", "zhupi-evil"):
        with pytest.raises(CommandError, match="cannot be started"):
            answer_of([command], "國家")
    assert answer_of(python("import os; print(os.getcwd())"), "").strip() == Path(sys.prefix).anchor


def test_its_output_is_cut() -> None:
    endless = "import sys\nwhile True: sys.stdout.write('好' * 100)"
    assert answer_of(python(endless), "", most=300, seconds=60) == "好" * 100 + "…"


def test_what_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    witness = tmp_path / "pid"
    child = f"import os, pathlib, time; pathlib.Path({str(witness)!r}).write_text(str(os.getpid())); time.sleep(600)"
    code = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(600)"
    with pytest.raises(CommandError, match="longer than"):
        answer_of(python(code), "", seconds=3)
    if witness.exists():  # a slow machine may not have come as far
        for _attempt in range(500):
            try:
                os.kill(int(witness.read_text()), 0)
            except (ProcessLookupError, ValueError):
                break
            if Path(f"/proc/{witness.read_text()}/stat").read_text().split(") ")[1].startswith("Z"):
                break
            time.sleep(0.01)
        else:
            pytest.fail("what the command had started goes on")


def test_one_that_does_not_read_is_answered_all_the_same() -> None:
    assert answer_of(python("import os; os.close(0); print('yes')"), "國" * 100_000).strip() == "yes"


def test_a_failure_says_its_status_or_its_own_words() -> None:
    with pytest.raises(CommandError, match="exit status 3"):
        answer_of(python("raise SystemExit(3)"), "")
    assert answer_of(python("raise SystemExit('no such dictionary')"), "").strip() == "no such dictionary"
    assert answer_of(python("print(end='\\xff')"), "") == "ÿ"
    assert answer_of(python("import os; os.write(1, b'\\xff')"), "") == "\ufffd"


@pytest.mark.parametrize("command", [["/nowhere/look"], ["no\0name"], ["/"]])
def test_what_cannot_be_started_is_told(command: list[str]) -> None:
    with pytest.raises(CommandError, match="cannot be started"):
        answer_of(command, "")
