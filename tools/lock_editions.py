"""Writes `editions.lock`: the SHA-256 of every released file of the editions and themes.

.venv/bin/python tools/lock_editions.py          locks files that are new
.venv/bin/python tools/lock_editions.py --again  locks changed files anew, before the first release only
"""

from __future__ import annotations

import sys
from pathlib import Path

EDITIONS = Path(__file__).resolve().parent.parent / "src" / "jtai" / "editions"
sys.path.insert(0, str(EDITIONS.parent.parent))

from jtai.core.framework.loading import LOCK, checksums  # noqa: E402


def main() -> int:
    """Lock what is not locked; refuse changed files unless told `--again`."""
    lock = EDITIONS / LOCK
    lines = lock.read_text(encoding="utf-8").splitlines() if lock.exists() else []
    locked = {name: value for value, name in (line.split() for line in lines)}
    present = checksums(EDITIONS)
    changed = sorted(name for name in locked if present.get(name) != locked[name])
    if changed and "--again" not in sys.argv[1:]:
        print(
            f"Released files were changed: {', '.join(changed)}. Put them back, or lock them "
            "anew with --again while there is no release (docs/adr/0102-released-files-are-locked.md).",
            file=sys.stderr,
        )
        return 1
    text = "".join(f"{present[name]}  {name}\n" for name in sorted(present))
    lock.write_text(text, encoding="utf-8")
    print(f"{len(present)} files are locked.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
