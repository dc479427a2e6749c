"""The checks that run no test: style, types, import contracts, migrations, generated pages, addresses.

.venv/bin/python tools/static_checks.py
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

# Written in halves, so that this file is not itself a find.
REGISTRY_HOSTS = re.compile(
    "|".join(
        (
            "python" + "hosted",
            "pypi" + r"\.org/(simple|packages)",
            "registry\\.npm" + "js",
            "deb\\.debian" + r"\.org",
            "index" + "-url",
        )
    )
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(work|home|root)" + r"/[\w.-]+/")


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]


def templates() -> list[str]:
    """Every template of the project, as djade takes them: one by one."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("templates/**/*.html"))


def commands() -> list[Check]:
    """The slowest first, because two run at a time."""
    python = sys.executable
    return [
        Check("types", (f"{BIN}/mypy",)),
        Check("generated pages", (python, "tools/make_docs.py", "--check")),
        Check("import contracts", (f"{BIN}/lint-imports", "--no-cache")),
        Check("templates", (f"{BIN}/djade", "--target-version", "5.2", "--check", *templates())),
        Check("migrations", (python, "manage.py", "makemigrations", "--check", "--dry-run")),
        Check("system checks", (python, "manage.py", "check", "--fail-level", "WARNING")),
        Check("dead code", (python, "tools/dead_code.py")),
        Check("style", (f"{BIN}/ruff", "check", ".")),
        Check("format", (f"{BIN}/ruff", "format", "--check", ".")),
    ]


def run_one(check: Check) -> tuple[Check, bool, str, float]:
    began = time.monotonic()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "jtai.config.settings.test"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(check.command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return check, done.returncode == 0, done.stdout + done.stderr, time.monotonic() - began


def committed_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def addresses(paths: list[Path]) -> list[str]:
    """Addresses of package registries and paths of one machine, which no committed file may hold."""
    found = []
    for path in paths:
        if not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for number, line in enumerate(text.splitlines(), 1):
            for what, pattern in (
                ("registry address", REGISTRY_HOSTS),
                ("path of one machine", MACHINE_PATHS),
            ):
                if pattern.search(line):
                    found.append(f"{path.relative_to(ROOT)}:{number}: {what}: {line.strip()[:80]}")
    return found


def run_all() -> bool:
    """Run everything, two at a time; print what failed in full and the rest as one line each."""
    good = True
    with ThreadPoolExecutor(2) as pool:
        for check, passed, output, seconds in pool.map(run_one, commands()):
            print(f"{'ok    ' if passed else 'FAILED'} {check.name} ({seconds:.0f} s)", flush=True)
            if not passed:
                print(output.rstrip(), flush=True)
                good = False
    finds = addresses(committed_files())
    print(f"{'FAILED' if finds else 'ok    '} no registry address and no machine path is committed")
    for find in finds:
        print(find)
    return good and not finds


if __name__ == "__main__":
    sys.exit(0 if run_all() else 1)
