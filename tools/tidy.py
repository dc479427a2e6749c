"""Puts files into the form that `./test checks` asks for: the imports and lines of Python.

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
    return 0


if __name__ == "__main__":
    sys.exit(main())
