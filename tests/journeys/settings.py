"""Settings of the server a journey talks to: those of the tests, with a folder of its own for its data."""

from jtai.config.settings.base import DATA_DIR, databases
from jtai.config.settings.test import *  # noqa: F403

DATABASES = databases()
# Nobody waits for the disk in a test; the file is gone when the journey ends.
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
JTAI_HEADS_DIR = DATA_DIR / "heads"
JTAI_FILES_DIR = DATA_DIR / "files"
JTAI_OUTBOX_DIR = DATA_DIR / "outbox"
EMAIL_BACKEND = "jtai.apps.notices.backends.ConsoleAndFile"
# A journey walks weeks in minutes and signs in once for each person.
JTAI_PASSWORD_MINUTES = JTAI_SESSION_IDLE_MINUTES = 24 * 60
