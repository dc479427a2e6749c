"""What every way of running the software has in common."""

from __future__ import annotations

from pathlib import Path

import environ

env = environ.Env()
ROOT = Path(__file__).resolve().parents[4]
DATA_DIR = Path(env.str("JTAI_DATA_DIR", default=str(ROOT / "var")))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "jtai.ui",
    "jtai.apps.audit",
    "jtai.apps.notices",
    "jtai.apps.accounts",
    "jtai.apps.library",
    "jtai.apps.inspections",
    "jtai.apps.briefing",
    "jtai.apps.notification",
    "jtai.apps.portal",
    "jtai.apps.selection",
    "jtai.apps.evidence",
    "jtai.apps.meetings",
    "jtai.apps.findings",
    "jtai.apps.letters",
    "jtai.apps.public_site",
    "jtai.apps.workspace",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jtai.apps.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jtai.config.middleware.Answers",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jtai.config.urls"
WSGI_APPLICATION = "jtai.config.wsgi.application"
FORM_RENDERER = "jtai.ui.renderer.PlainRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jtai.apps.workspace.frame.frame",
            ],
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How long the link of an invitation works, in seconds of real time.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "jtai.config.errors.csrf_failed"

# Colleagues share an office address: lock the name at that address, never the address alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# The name Django hands to its backends; the default, the name of our field, would count nothing.
AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jtai.apps.accounts.views.locked_out"
AXES_VERBOSE = False

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "worker-src": ["'self'"],
    }
}

# One file of case material may be of any size; forms without files stay small.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# A form's file stays in memory: nothing sent is ever written to disk in the clear. Files of the portal go
# through their own handler, which streams them to the one module that owns bytes (decision 18).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

EMAIL_SUBJECT_PREFIX = ""
EMAIL_TIMEOUT = 30  # seconds; a mail server that does not answer must not keep anybody waiting for ever
# Where people open the service; messages carry links below it.
JTAI_ADDRESS = env.str("JTAI_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("JTAI_FROM_EMAIL", default="jtai@inspection.invalid")

# Where the software notes the heads of its trails outside the database (decision 20).
JTAI_HEADS_DIR = DATA_DIR / "heads"
JTAI_FILES_DIR = DATA_DIR / "files"
JTAI_OUTBOX_DIR = DATA_DIR / "outbox"
# The largest file that is taken, and what is left free on the disk, in bytes.
JTAI_FILE_LIMIT = env.int("JTAI_FILE_LIMIT", default=10 * 1000**3)
JTAI_FILES_RESERVE = env.int("JTAI_FILES_RESERVE", default=256 * 1024**2)
JTAI_DEMONSTRATION_ALLOWED = False
JTAI_PORTAL_RISK_ASSESSED_ON = env.str("JTAI_PORTAL_RISK_ASSESSED_ON", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}


def sqlite(path: Path | str) -> dict:
    """SQLite as it is meant to be used by several threads: WAL, one writer at a time, patient."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def databases() -> dict:
    """PostgreSQL when DATABASE_URL names one, otherwise SQLite in the data folder."""
    if env.str("DATABASE_URL", default=""):
        return {"default": env.db("DATABASE_URL")}
    return {"default": sqlite(DATA_DIR / "jtai.sqlite3")}
