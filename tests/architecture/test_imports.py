"""The one-way rule holds, and a breach of each contract would be reported (docs/adr/0130)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from jtai.apps.inspections.stage import stages

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).parent / "lint-imports"

# A file of the source, the import planted in it, and words of the contract that must be named.
BREACHES = [
    ("core/results.py", "import jtai.apps.accounts.models", "then apps, then ui and core"),
    ("ui/forms.py", "import jtai.core.results", "strangers to each other"),
    ("words.py", "import jtai.core.moments", "then editions, then words"),
    ("apps/accounts/models.py", "import jtai.config.urls", "then apps, then ui and core"),
    ("core/access/table.py", "import jtai.core.workflows.engine", "Core packages do not know each other"),
    ("apps/accounts/models.py", "import jtai.apps.inspections.models", "A later stage"),
    ("apps/audit/models.py", "import jtai.apps.notices.models", "A later stage"),
    ("apps/accounts/models.py", "import jtai.apps.accounts.views", "Inside an app"),
    ("core/results.py", "import django.db.models", "The core is plain Python"),
    ("core/newcomer/__init__.py", "import jtai.core.access.table", "Core packages do not know each other"),
    ("core/results.py", "import jtai.core.framework.model", "What the whole core stands on"),
    ("apps/newcomer/__init__.py", "", "A later stage"),
    ("core/timetable/checking/check.py", "import jtai.core.timetable.solver.facts", "are strangers"),
    ("core/selection/verifying.py", "import jtai.core.selection.drawing", "The check of a receipt"),
    ("commands/selection.py", "import jtai.core.selection.optimiser.solver", "The solvers run in processes"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", "--no-logo", "--config", str(ROOT / ".importlinter")]
    env = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_every_contract_holds() -> None:
    done = lint(ROOT / "src")
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    leave = shutil.ignore_patterns("static", "templates", "__pycache__", "migrations")
    shutil.copytree(ROOT / "src/jtai", folder / "jtai", ignore=leave)
    return folder


@pytest.mark.parametrize(("name", "line", "contract"), BREACHES)
def test_a_breach_is_reported(copied: Path, name: str, line: str, contract: str) -> None:
    path = copied / "jtai" / name
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        done = lint(copied)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before)
    assert done.returncode == 1
    said = " ".join(done.stdout.split())
    broken = said.split("Broken contracts", 1)[1]
    assert contract in broken


def test_stages_stand_in_the_contract_as_they_declare_it() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:stages"]["layers"].split()
    declared = [stage.label for stage in stages()]
    assert [layer for layer in reversed(layers) if layer in declared] == declared
