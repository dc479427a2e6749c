"""The data folder belongs to its owner alone: nobody else on the machine reads the database or the log."""

from __future__ import annotations

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def close_to_others(data: Path | str, open_folder: Path | str) -> list[str]:
    """Take from everybody else what they may do in the data folder, but for `open_folder` (static files).

    Gives back what could not be mended, in a sentence each. Links are not followed.
    """
    data, left_open = Path(data), Path(open_folder)
    if not data.is_dir():
        return []
    faults = _close([data])
    for folder, names, files in os.walk(data):
        here = Path(folder)
        names[:] = [name for name in names if here / name != left_open]
        faults += _close(here / name for name in (*names, *files))
    return faults[:1]


def _close(paths: object) -> list[str]:
    faults = []
    for path in paths:  # type: ignore[attr-defined]
        try:
            mode = path.lstat().st_mode
            if mode & OTHERS and not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) & ~OTHERS)
        except FileNotFoundError:
            continue  # the worker or a request has just removed it
        except OSError as error:
            faults.append(
                f"{path} can be read by others and this could not be changed ({error.strerror}). "
                "Give the data folder to the account that runs JTAI."
            )
    return faults
