"""Sizes, names and belongings: what a stranger would look for in the files themselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.static_checks import addresses

ROOT = Path(__file__).resolve().parents[2]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def committed() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_source_file_is_longer_than_can_be_read_at_once() -> None:
    # Django writes the migrations, and nobody reads them from top to bottom.
    written = [path for path in SOURCE if "migrations" not in path.parts]
    long = {short(p): n for p in written if (n := len(p.read_text().splitlines())) > LONGEST_FILE}
    assert long == {}


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text())
    found = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(f"{short(path)}:{n.name}", lines_of(n)) for n in found]


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """What it does; neither its parameters nor its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def test_no_function_is_longer_than_a_screen() -> None:
    sizes = [pair for path in SOURCE if "migrations" not in path.parts for pair in functions(path)]
    assert {name: size for name, size in sizes if size > LONGEST_FUNCTION} == {}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def says_something(path: Path) -> bool:
    """Django's own pieces (migrations, apps.py, urls.py) and empty files need no words."""
    return (
        "migrations" not in path.parts
        and path.name not in ("apps.py", "urls.py")
        and bool(path.read_text().strip())
    )


def test_every_module_says_what_it_is() -> None:
    silent = [short(path) for path in SOURCE if says_something(path) and not ast.get_docstring(tree(path))]
    assert silent == []


def test_every_public_function_of_the_core_says_what_it_does() -> None:
    silent = []
    for path in SOURCE:
        if "core" not in path.relative_to(ROOT / "src/jtai").parts[:1]:
            continue
        for node in ast.parse(path.read_text()).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                silent.append(f"{short(path)}:{node.name}")
    assert silent == []


def test_nothing_of_third_parties_is_committed() -> None:
    pattern = re.compile(r"\.min\.(js|css)$|\.(woff2?|ttf|otf|eot)$|(^|/)(vendor|node_modules)/")
    assert [name for name in committed() if pattern.search(name)] == []


def test_no_address_of_a_registry_and_no_path_of_one_machine_is_committed() -> None:
    assert addresses([ROOT / name for name in committed()]) == []


def test_such_an_address_would_be_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.static_checks.ROOT", tmp_path)
    path = tmp_path / "lock.txt"
    path.write_text("--index" + "-url x\n# /" + "work/elsewhere/file\nhttps://example.invalid/\n")
    assert len(addresses([path])) == 2


def test_the_guidance_is_attributed() -> None:
    text = (ROOT / "docs/reference/attribution.md").read_text()
    assert "Open Government Licence v3.0" in text
    assert "Crown copyright" in text
    assert (ROOT / "LICENCE").read_text().startswith("MIT")


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import date\n\nprint(date.today())\n",
        "from datetime import datetime\n\nprint(datetime.now())\n",
        "import random\n\nprint(random.random())\n",
        "from uuid import uuid4\n\nprint(uuid4())\n",
        "import time\n\nprint(time.time())\n",
    ],
)
def test_a_clock_or_a_die_in_the_core_is_refused(line: str) -> None:
    ruff = Path(sys.executable).parent / "ruff"
    command = [str(ruff), "check", "--no-cache", "--select", "TID251", "--stdin-filename"]
    planted, elsewhere = "src/jtai/core/planted.py", "src/jtai/apps/planted.py"

    def run(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, name, "-"], cwd=ROOT, input=line, capture_output=True, text=True, check=False
        )

    assert "TID251" in run(planted).stdout
    assert run(elsewhere).returncode == 0
