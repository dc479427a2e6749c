"""Puts files into the form that `./test checks` asks for: imports and lines of Python, tags of templates.

.venv/bin/python tools/tidy.py                all of src, tests and tools
.venv/bin/python tools/tidy.py src/jtai/ui    only these
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def main() -> int:
    places = sys.argv[1:] or [str(ROOT / name) for name in ("src", "tests", "tools")]
    subprocess.run([f"{BIN}/ruff", "check", "--quiet", "--fix", *places], check=False)
    subprocess.run([f"{BIN}/ruff", "format", "--quiet", *places], check=False)
    templates = [str(path) for place in places for path in Path(place).rglob("templates/**/*.html")]
    if templates:
        subprocess.run([f"{BIN}/djade", "--target-version", "5.2", *templates], check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
