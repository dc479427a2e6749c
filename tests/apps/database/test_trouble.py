"""Trouble is told from mistakes by the codes of those who report it (ADR 0252)."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory

from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Head
from jtai.apps.database.trouble import STORE, NoWriterFree, is_twin, trouble_of
from jtai.config import errors


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "store"),
        (errno.EIO, "store"),
        (errno.EMFILE, "store"),
    ],
)
def test_a_disk_in_trouble_is_known_by_its_number(number, code):
    found = trouble_of(OSError(number, "of the disk"))
    assert found is not None
    assert found.code == code


def test_a_missing_file_is_trouble_in_our_own_folders_and_a_mistake_elsewhere(settings, tmp_path):
    settings.JTAI_FILES_DIR = tmp_path
    with pytest.raises(OSError) as ours:
        (tmp_path / "kept/7f").read_bytes()
    with pytest.raises(OSError) as elsewhere:
        Path("/nothing/there").read_bytes()
    assert trouble_of(ours.value) is STORE
    assert trouble_of(elsewhere.value) is None


@pytest.mark.django_db
def test_a_mistake_in_the_sql_is_no_trouble():
    with pytest.raises(DatabaseError) as mistake, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert trouble_of(mistake.value) is None
    assert errors.unavailable(RequestFactory().get("/"), mistake.value) is None
    assert errors.unavailable(RequestFactory().get("/"), ZeroDivisionError()) is None


@pytest.mark.django_db
def test_the_same_row_made_twice_is_told_from_other_faults_of_integrity():
    Head.objects.create(chain="one", hash="x")
    with pytest.raises(DatabaseError) as twin:
        Head.objects.bulk_create([Head(chain="one", hash="y")])
    assert is_twin(twin.value)
    assert trouble_of(twin.value) is None
    assert not is_twin(ZeroDivisionError())


@pytest.mark.django_db
def test_another_fault_of_integrity_is_no_twin():
    with pytest.raises(DatabaseError) as fault:
        User.objects.create(email="a@people.invalid", full_name=None)
    assert not is_twin(fault.value)


def test_whoever_is_not_let_in_to_wait_is_told_that_it_is_busy():
    found = trouble_of(NoWriterFree("database is locked"))
    assert found is not None
    assert found.code == "busy"
