"""What every way of running the software has in common."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import environ

from jtai.config.stages import stage_apps
from jtai.words import LONDON

# Whatever these processes write, database, files, outbox and log, is for their owner alone (ADR 0256). Said
# here because every process reads the settings before it writes anything.
os.umask(0o077)

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
    # Backwards this is the order of locks (ADR 0250).
    "jtai.apps.audit",
    "jtai.apps.notices",
    "jtai.apps.chores",
    "jtai.apps.accounts",
    "jtai.apps.drafts",
    "jtai.apps.library",
    *stage_apps(),
    "jtai.apps.public_site",
    "jtai.apps.workspace",
]

MIDDLEWARE = [
    "jtai.config.requests.RequestLog",
    "jtai.config.requests.KnownMethods",
    "jtai.config.requests.BehindProxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jtai.apps.accounts.middleware.Sessions",
    "jtai.apps.drafts.middleware.FormsOnce",
    "jtai.apps.accounts.middleware.SignInRequired",
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
    {"NAME": "jtai.apps.accounts.passwords.NotTooLong"},
    {"NAME": "jtai.apps.accounts.passwords.NotCommon"},
    {"NAME": "jtai.apps.accounts.passwords.NotWhatAnybodyTries"},
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
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jtai.apps.accounts.views.locked_out"
AXES_VERBOSE = False
# Many names tried from one address are slowed down (ADR 0222): so many different names in so many minutes are
# free; then each waits, twice as long as the one before, up to so many seconds. Browsers that are known wait
# for nobody.
JTAI_SIGN_IN_NAMES = env.int("JTAI_SIGN_IN_NAMES", default=10)
JTAI_SIGN_IN_MINUTES = env.int("JTAI_SIGN_IN_MINUTES", default=15)
JTAI_SIGN_IN_LONGEST_WAIT = env.int("JTAI_SIGN_IN_LONGEST_WAIT", default=60)
# After so many minutes without opening a page somebody is signed out; after SESSION_COOKIE_AGE in any case.
JTAI_SESSION_IDLE_MINUTES = env.int("JTAI_SESSION_IDLE_MINUTES", default=60)
# Signing, publishing and administering ask for the password when it was given longer ago than this.
JTAI_PASSWORD_MINUTES = env.int("JTAI_PASSWORD_MINUTES", default=15)

LANGUAGE_CODE = "en-gb"
TIME_ZONE = LONDON.key
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
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

# A form's file stays in memory: nothing sent is ever written to disk in the clear. Files of the portal go
# through their own handler, which streams them to the one module that owns bytes (ADR 0150).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

EMAIL_SUBJECT_PREFIX = ""
# Seconds a mail server may take for one answer, and for one message altogether; only the worker waits.
EMAIL_TIMEOUT = env.int("JTAI_SMTP_TIMEOUT", default=10)
JTAI_MESSAGE_SECONDS = env.int("JTAI_MESSAGE_SECONDS", default=60)
# Where people open the service; messages carry links below it.
JTAI_ADDRESS = env.str("JTAI_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("JTAI_FROM_EMAIL", default="jtai@inspection.invalid")

# Where the software notes the heads of its trails outside the database (ADR 0006).
JTAI_HEADS_DIR = DATA_DIR / "heads"
JTAI_FILES_DIR = DATA_DIR / "files"
JTAI_OUTBOX_DIR = DATA_DIR / "outbox"
# The largest file that is taken, and what is left free on the disk, in bytes.
JTAI_FILE_LIMIT = env.int("JTAI_FILE_LIMIT", default=10 * 1000**3)
JTAI_FILES_RESERVE = env.int("JTAI_FILES_RESERVE", default=256 * 1024**2)
# After so many addresses that lead to nothing within so many minutes a person waits (429).
JTAI_MISSES_LIMIT = env.int("JTAI_MISSES_LIMIT", default=10)
JTAI_MISSES_MINUTES = env.int("JTAI_MISSES_MINUTES", default=15)
JTAI_DEMONSTRATION_ALLOWED = False
# Unsent words: the most characters of one draft, and after how many days without a change it is deleted.
JTAI_DRAFT_LIMIT = env.int("JTAI_DRAFT_LIMIT", default=400_000)
JTAI_DRAFT_DAYS = env.int("JTAI_DRAFT_DAYS", default=90)
# Set by the settings of a service: it starts only when settings and database are fit for one (ADR 0255).
JTAI_IS_SERVICE = False
# Is there a proxy of our own in front, which writes X-Forwarded-Proto and X-Forwarded-For itself?
JTAI_BEHIND_PROXY = env.bool("JTAI_BEHIND_PROXY", default=False)
# How often, in minutes, the worker looks for half files that a crash left behind (0: never).
JTAI_SWEEP_MINUTES = env.int("JTAI_SWEEP_MINUTES", default=60)
# Codes of the inspectorates whose own people read each other's notebooks (ADR 0163).
JTAI_SHARED_NOTEBOOKS = env.list("JTAI_SHARED_NOTEBOOKS", default=[])
JTAI_PORTAL_RISK_ASSESSED_ON = env.str("JTAI_PORTAL_RISK_ASSESSED_ON", default="")

# No path, query, referrer, body or address of a person reaches a log (ADR 0257): requests have their own
# line (config/requests.py); what Django and axes would say of them, with paths and names, is left out.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "jtai.config.logs.PlainFormatter"}},
    # Python prints what has no handler at all: to leave something out takes one that does nothing.
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "jtai": {"level": "INFO"},
        **{
            name: {"handlers": ["nowhere"], "propagate": False}
            for name in ("django.request", "django.security", "django.server", "axes")
        },
    },
}


# How long a save waits for another one, in seconds; afterwards the answer is "busy" with everything typed.
JTAI_WRITE_WAIT = env.float("JTAI_WRITE_WAIT", default=5.0)
# SQLite only: how many threads of a process may wait for its one writer; fewer than there are threads.
JTAI_WAITING_WRITERS = env.int("JTAI_WAITING_WRITERS", default=2)
# PostgreSQL only: the longest that one statement may take, in seconds; 0 for no limit.
JTAI_STATEMENT_LIMIT = env.float("JTAI_STATEMENT_LIMIT", default=60.0)


def sqlite(path: Path | str) -> dict:
    """SQLite as it is meant to be used by several threads: WAL, one writer at a time, a door before it."""
    return {
        "ENGINE": "jtai.apps.database.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": JTAI_WRITE_WAIT,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def postgres() -> dict:
    """What DATABASE_URL names: one connection for each thread, kept for a minute, with limits to waiting."""
    found = env.db("DATABASE_URL")
    limits = {
        "lock_timeout": JTAI_WRITE_WAIT * 2,
        "statement_timeout": JTAI_STATEMENT_LIMIT,
        "idle_in_transaction_session_timeout": 60,
    }
    words = " ".join(f"-c {name}={int(seconds * 1000)}" for name, seconds in limits.items())
    options = found.setdefault("OPTIONS", {})
    options["options"] = f"{words} {options.get('options', '')}".strip()
    options.setdefault("connect_timeout", 5)
    # No pool: one that is smaller than the threads makes them wait half a minute and then fail.
    return found | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def databases() -> dict:
    """PostgreSQL when DATABASE_URL names one, otherwise SQLite in the data folder."""
    if env.str("DATABASE_URL", default=""):
        return {"default": postgres()}
    return {"default": sqlite(DATA_DIR / "jtai.sqlite3")}
