"""A service that is not fit to be one does not start: each fault is said in a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.architecture.services import (
    GUNICORN,
    KEY,
    LOCAL,
    NOT_STARTED,
    environment,
    free_port,
    python,
    running,
    service,
)

NINE = "kQma9_a4ZQ9_-mZ_a_-k4-4Z4944aa__44kQ_m_4_-kaQ-44kZQkaQZk"
# What is wrong, and the words that name it.
WRONG_ENVIRONMENT = {
    "no secret": ({"JTAI_SECRET_KEY": ""}, "JTAI_SECRET_KEY is not set"),
    "a short secret": ({"JTAI_SECRET_KEY": KEY[:49]}, "has 49 characters"),
    "one letter": ({"JTAI_SECRET_KEY": "x" * 64}, "repeats itself"),
    "nine characters": (
        {"JTAI_SECRET_KEY": "kQma9_a4ZQ9_-mZ_a_-k4-4Z4944aa__44kQ_m_4_-kaQ-44kZQkaQZk"},
        "repeats itself",
    ),
    "a row of letters": ({"JTAI_SECRET_KEY": "".join(map(chr, range(40, 120)))}, "repeats itself"),
    "a phrase again and again": ({"JTAI_SECRET_KEY": "Quick-brown.fox;" * 5}, "repeats itself"),
    "the secret of the tests": ({"JTAI_SECRET_KEY": "tests only; " + "x" * 40}, "that others know"),
    "Django's own example": ({"JTAI_SECRET_KEY": "django-insecure-" + KEY}, "that others know"),
    "words of the guide": ({"JTAI_SECRET_KEY": "a long random text, kept apart " + KEY}, "that others know"),
    "no name": ({"JTAI_HOSTS": ""}, "JTAI_HOSTS is empty"),
    "any name": ({"JTAI_HOSTS": "*"}, 'JTAI_HOSTS holds "*"'),
    "any name among others": ({"JTAI_HOSTS": "jtai.invalid,*"}, 'JTAI_HOSTS holds "*"'),
    "any name of a domain": ({"JTAI_HOSTS": "*.invalid"}, 'JTAI_HOSTS holds "*"'),
    "an address for a name": ({"JTAI_HOSTS": "https://jtai.invalid"}, "JTAI_HOSTS contains something"),
    "a dot for a name": ({"JTAI_HOSTS": "."}, "JTAI_HOSTS contains something"),
    "links without HTTPS": ({"JTAI_ADDRESS": "http://jtai.invalid"}, "JTAI_ADDRESS does not begin"),
}
# Settings of one's own upon those of a service.
WRONG_SETTINGS = {
    "the session over HTTP": ("SESSION_COOKIE_SECURE = False", "SESSION_COOKIE_SECURE is off"),
    "the token over HTTP": ("CSRF_COOKIE_SECURE = False", "CSRF_COOKIE_SECURE is off"),
    "a session for scripts": ("SESSION_COOKIE_HTTPONLY = False", "SESSION_COOKIE_HTTPONLY is off"),
    "a session of any name": ('SESSION_COOKIE_NAME = "sessionid"', "SESSION_COOKIE_NAME does not begin"),
    "a token of any name": ('CSRF_COOKIE_NAME = "csrftoken"', "CSRF_COOKIE_NAME does not begin"),
    "a session of a domain": ('SESSION_COOKIE_DOMAIN = ".invalid"', "SESSION_COOKIE_NAME does not begin"),
    "a token of a path": ('CSRF_COOKIE_PATH = "/jtai/"', "CSRF_COOKIE_NAME does not begin"),
    "debugging": ("DEBUG = True", "DEBUG is on"),
    "the demonstration": ("JTAI_DEMONSTRATION_ALLOWED = True", "JTAI_DEMONSTRATION_ALLOWED is on"),
    "plain HTTP": ("SECURE_SSL_REDIRECT = False", "SECURE_SSL_REDIRECT is off"),
    "messages into the log": (
        'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
        "EMAIL_BACKEND",
    ),
    "any name": ('ALLOWED_HOSTS = ["*"]', 'JTAI_HOSTS holds "*"'),
    "a known secret": ('SECRET_KEY = "tests only; " + "x" * 40', "that others know"),
}
STARTERS = {
    "gunicorn": GUNICORN,
    "gunicorn as others start it": ["-m", "gunicorn", "jtai.config.wsgi", "--no-control-socket"],
    "the WSGI application": ["-c", "import jtai.config.wsgi"],
    "the worker": ["manage.py", "send_messages", "--keep-going"],
    "Django's own server": ["manage.py", "runserver", "--noreload"],
    "the tables": ["manage.py", "migrate"],
    "a command": ["manage.py", "sweep_files"],
}


def refused(done, words: str) -> None:
    """It ended with the sentence and nothing else: no traceback, and not the exit code of a success."""
    assert done.returncode == NOT_STARTED, (done.returncode, done.stdout, done.stderr)
    assert words in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


@pytest.mark.parametrize("fault", WRONG_ENVIRONMENT)
def test_what_the_environment_says_wrong_is_named(fault: str, tmp_path: Path) -> None:
    told, words = WRONG_ENVIRONMENT[fault]
    refused(python("-c", "import jtai.config.wsgi", env=service(tmp_path, **told)), words)


@pytest.mark.parametrize("fault", WRONG_SETTINGS)
def test_what_settings_of_ones_own_make_wrong_is_named(fault: str, tmp_path: Path) -> None:
    line, words = WRONG_SETTINGS[fault]
    (tmp_path / "own_settings.py").write_text(f"from jtai.config.settings.production import *\n\n{line}\n")
    env = service(tmp_path, DJANGO_SETTINGS_MODULE="own_settings")
    env["PYTHONPATH"] += f":{tmp_path}"
    refused(python("-c", "import jtai.config.wsgi", env=env), words)


def test_the_secret_of_run_is_not_one_of_a_service(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(KEY)
    refused(python("-c", "import jtai.config.wsgi", env=service(tmp_path)), "that ./run made")


@pytest.mark.parametrize("starter", STARTERS)
def test_whatever_starts_it_is_held_to_it(starter: str, tmp_path: Path) -> None:
    refused(python(*STARTERS[starter], env=service(tmp_path, JTAI_HOSTS="*")), 'JTAI_HOSTS holds "*"')


@pytest.mark.parametrize("starter", STARTERS)
def test_without_settings_nothing_starts(starter: str, tmp_path: Path) -> None:
    env = environment(JTAI_DATA_DIR=str(tmp_path))
    refused(python(*STARTERS[starter], env=env), "DJANGO_SETTINGS_MODULE is not set")
    assert list(tmp_path.iterdir()) == []


def test_settings_that_are_not_there_are_named(tmp_path: Path) -> None:
    env = service(tmp_path, DJANGO_SETTINGS_MODULE="jtai.config.settings.prodution")
    refused(python(*STARTERS["the worker"], env=env), "jtai.config.settings.prodution")


SERVING = ("gunicorn", "the worker", "Django's own server")


@pytest.mark.parametrize("starter", SERVING)
def test_a_database_that_is_away_is_said(starter: str, tmp_path: Path) -> None:
    env = service(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    refused(python(*STARTERS[starter], env=env), "The database does not answer")


@pytest.mark.parametrize("starter", SERVING)
def test_tables_that_are_not_there_are_said(starter: str, tmp_path: Path) -> None:
    refused(python(*STARTERS[starter], env=service(tmp_path)), "manage.py migrate")


MAKE = """
import django; django.setup()
from django.utils import timezone
from jtai.apps.accounts.actions import create_account
create_account(email="lead.inspector@demonstration.invalid", full_name="Alex Ferrow",
               password="practice makes steady", by=None, at=timezone.now())
"""


@pytest.fixture(scope="module")
def demonstration(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an account of the demonstration; the test that clears it comes last."""
    folder = Path(shutil.copytree(tables, tmp_path_factory.mktemp("demonstration") / "data"))
    env = environment(DJANGO_SETTINGS_MODULE=LOCAL, JTAI_DATA_DIR=str(folder))
    done = python("-c", MAKE, env=env)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("starter", SERVING)
def test_an_account_of_the_demonstration_is_refused(starter: str, demonstration: Path) -> None:
    refused(python(*STARTERS[starter], env=service(demonstration)), "manage.py clear_demonstration")


def test_djangos_check_for_services_says_it_too(demonstration: Path) -> None:
    done = python("manage.py", "check", "--deploy", env=service(demonstration))
    assert done.returncode != 0
    assert "1 account of the demonstration" in done.stderr


def test_once_the_demonstration_is_cleared_the_service_starts(demonstration: Path, tmp_path: Path) -> None:
    env = service(demonstration)
    said_no = python("manage.py", "clear_demonstration", env=env, input="no\n")
    assert said_no.returncode == 1 and "Nothing was changed" in said_no.stdout
    cleared = python("manage.py", "clear_demonstration", "--yes", env=env)
    assert cleared.returncode == 0, cleared.stderr
    assert "Removed 0 inspections (0 rows), 1 account" in cleared.stdout
    port = free_port()
    with running([*GUNICORN, "--bind", f"127.0.0.1:{port}"], env, tmp_path / "log", port):
        pass


def test_run_does_not_build_its_demonstration_in_the_data_of_a_service(tables: Path) -> None:
    done = python("tools/start.py", "--check", env=service(tables))
    assert done.returncode == 1
    assert "./run builds and serves the demonstration" in done.stderr
    assert "Traceback" not in done.stderr
