"""A fault in the log says where it happened and of what kind it is, never what somebody typed."""

from __future__ import annotations

import logging
import sqlite3
import sys

import pytest
from django.db import IntegrityError, connection

from jtai.apps.accounts.models import User
from jtai.config.logs import PlainFormatter

NAME, SURNAME = "Quenby", "Fenmarsh"


def told(error: BaseException) -> str:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("jtai", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    return PlainFormatter().format(record)


def test_the_words_of_an_error_are_left_out_and_its_place_is_there():
    text = told(ValueError("no such child: Quenby Fenmarsh"))
    assert "Quenby" not in text and "builtins.ValueError" in text and "test_log_format.py" in text


def test_the_words_of_what_led_to_it_are_left_out_too():
    try:
        raise KeyError(NAME)
    except KeyError as first:
        error = RuntimeError(SURNAME)
        error.__cause__ = first
    text = told(error)
    assert NAME not in text and SURNAME not in text
    assert "builtins.KeyError" in text and "which led to" in text


@pytest.mark.django_db
def test_a_constraint_of_the_database_is_named_without_the_value():
    User.objects.create_user(email="quenby@people.invalid", full_name="Quenby")
    with pytest.raises(IntegrityError) as broken, connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET email = NULL")
    text = told(broken.value)
    assert "quenby" not in text.lower()
    kind = "sqlite3.IntegrityError: NOT NULL" if connection.vendor == "sqlite" else "state 23502"
    assert kind in text


def test_times_carry_their_offset():
    assert "+00:00 ERROR jtai failed" in told(sqlite3.OperationalError("database is locked"))
