"""The record of outcomes, and the rule that nothing is skipped in CI: tried on tests of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest

def test_good(): pass

def test_bad(): assert 1 == 2

@pytest.mark.skip(reason="no browser here")
def test_skipped(): pass

@pytest.fixture
def broken(): yield; raise RuntimeError("while clearing up")

def test_clearing_up(broken): pass
"""


def run(folder: Path, *arguments: str, ci: bool = False) -> tuple[int, dict[str, str], str]:
    (folder / "test_them.py").write_text(TESTS)
    record = folder / "record"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "JTAI", "CI"))}
    env |= {"JTAI_TEST_RECORD": str(record), "PYTHONPATH": str(ROOT)} | ({"CI": "true"} if ci else {})
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider"]
    command += [
        "-c",
        os.devnull,
        "--rootdir",
        str(folder),
        "-p",
        "tools.pytest_record",
        *arguments,
        str(folder),
    ]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    return done.returncode, {line["id"].split("::")[1]: line["outcome"] for line in lines}, done.stdout


@pytest.mark.parametrize("spread", [[], ["-n", "2"]], ids=["alone", "two workers"])
def test_every_outcome_is_written_down(tmp_path: Path, spread: list[str]) -> None:
    _, outcomes, _ = run(tmp_path, *spread)
    assert outcomes == {
        "test_good": "passed",
        "test_bad": "failed",
        "test_skipped": "skipped",
        "test_clearing_up": "failed",
    }


def test_a_skip_is_let_pass_on_a_persons_machine(tmp_path: Path) -> None:
    code, _, _ = run(tmp_path, "-k", "good or skipped")
    assert code == 0


def test_a_skip_fails_the_run_in_ci_and_is_named_with_its_reason(tmp_path: Path) -> None:
    code, _, said = run(tmp_path, "-k", "good or skipped", ci=True)
    assert code == 1
    assert "test_them.py::test_skipped: no browser here" in said
