"""`./run`: one machine, SQLite unless told otherwise, the demonstration allowed."""

from .base import *  # noqa: F403
from .base import DATA_DIR, databases, env

DATA_DIR.mkdir(parents=True, exist_ok=True)


def _local_secret() -> str:
    """A secret of this machine, made on the first start and kept in the data folder."""
    path = DATA_DIR / "secret"
    if not path.exists():
        import secrets

        path.write_text(secrets.token_urlsafe(48))
        path.chmod(0o600)
    return path.read_text().strip()


SECRET_KEY = env.str("JTAI_SECRET_KEY", default="") or _local_secret()
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = databases()
JTAI_DEMONSTRATION_ALLOWED = True
EMAIL_BACKEND = "jtai.apps.notices.backends.ConsoleAndFile"
# Assets are found by name without a build step; the manifest belongs to production.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 60
