"""Settings of a worker in a process of its own: a file database, and mail by SMTP to a port of the test."""

import os

from jtai.config.settings.base import DATA_DIR, databases
from jtai.config.settings.test import *  # noqa: F403

DATABASES = databases()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("JTAI_TEST_SMTP_PORT", "9"))
JTAI_HEADS_DIR, JTAI_FILES_DIR = DATA_DIR / "heads", DATA_DIR / "files"
