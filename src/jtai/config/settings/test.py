"""Tests: a cheap password hasher, messages kept in memory, the demonstration allowed."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import env, postgres, sqlite

_FOLDER = Path(tempfile.mkdtemp(prefix="jtai-test-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
SECRET_KEY = "tests only; " + "x" * 40
DEBUG = False
ALLOWED_HOSTS = ["*"]
if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": postgres()}
else:
    # A file, not memory: concurrency tests need real connections from several threads.
    DATABASES = {"default": sqlite(_FOLDER / "jtai.sqlite3")}
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JTAI_DEMONSTRATION_ALLOWED = True
JTAI_HEADS_DIR = _FOLDER / "heads"
JTAI_FILES_DIR = _FOLDER / "files"
JTAI_OUTBOX_DIR = _FOLDER / "outbox"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = True
AXES_ENABLED = True
