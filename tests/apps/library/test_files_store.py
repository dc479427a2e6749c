"""The one module that owns bytes: whole or not at all, in bounded memory, hashed on the way."""

from __future__ import annotations

import hashlib
import os
import resource
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from jtai.apps.library.files import (
    Incoming,
    Reader,
    damaged,
    keep,
    sweep,
)
from jtai.apps.library.kinds import check_kind, clean_name, media_type_of
from jtai.apps.library.models import StoredFile
from jtai.core.results import ProblemsFound, Refused

MIB = 1024 * 1024


def on_disk() -> list[Path]:
    return [path for path in Path(settings.JTAI_FILES_DIR).rglob("*") if path.is_file()]


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    settings.JTAI_FILES_DIR = tmp_path / "files"


def write(data: bytes = b"%PDF-1.7 words", name: str = "plan.pdf") -> StoredFile:
    incoming = Incoming(name=name, claimed_type="application/pdf")
    incoming.write(data)
    return keep(incoming, inspection_ref="jabc2345", owner="police")


@pytest.mark.django_db(transaction=True)
def test_a_file_comes_back_as_it_was_with_its_size_and_fingerprint():
    data = b"%PDF-1.7\n" + os.urandom(300_000)
    stored = write(data)
    assert (stored.size, stored.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert stored.media_type == "application/pdf"
    assert b"".join(Reader(stored)) == data


@pytest.mark.django_db(transaction=True)
def test_the_name_on_disk_says_nothing_of_the_file():
    stored = write(name="Alex Ferrow plan.pdf")
    (path,) = on_disk()
    assert path.name == stored.pk.hex
    assert path.parent.parent.name == "kept"
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_memory_stays_bounded_for_a_large_file():
    block = os.urandom(MIB)
    tracemalloc.start()
    incoming = Incoming(name="large.bin")
    for _ in range(64):
        incoming.write(block)
    stored = keep(incoming, inspection_ref="jabc2345", owner="police")
    read = sum(len(chunk) for chunk in Reader(stored))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == 64 * MIB
    assert peak < 8 * MIB


@pytest.mark.django_db(transaction=True)
def test_what_is_discarded_half_written_leaves_neither_row_nor_bytes():
    incoming = Incoming(name="a.pdf")
    incoming.write(b"half")
    assert len(on_disk()) == 1
    incoming.discard()
    assert on_disk() == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_afterwards_leaves_nothing_that_is_kept():
    @transaction.atomic
    def act() -> None:
        write()
        raise RuntimeError("the action was refused")

    with pytest.raises(RuntimeError):
        act()
    assert not StoredFile.objects.exists()
    assert [path.parent.name for path in on_disk()] == ["incoming"]
    assert sweep(older_than_seconds=0) == 1
    assert on_disk() == []


@pytest.mark.django_db
def test_a_file_can_be_read_before_its_transaction_has_ended():
    stored = write(b"words before the commit")
    assert b"".join(Reader(stored)) == b"words before the commit"


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_answered_with_a_sentence_before_anything_is_written(settings):
    settings.JTAI_FILES_RESERVE = 1 << 62
    with pytest.raises(Refused) as refused:
        Incoming(name="a.pdf")
    assert refused.value.decision.kind == "unavailable"
    assert "no room" in refused.value.decision.reason
    assert on_disk() == []


def write_blocks(incoming: Incoming, count: int) -> None:
    for _ in range(count):
        incoming.write(b"x" * MIB)


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_up_while_writing_leaves_nothing():
    """The system's own limit on the size of a file stands in for a disk that is full: the same error path."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6 * MIB, hard))
    try:
        incoming = Incoming(name="large.bin")
        with pytest.raises(Refused) as refused:
            write_blocks(incoming, 8)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.decision.kind == "unavailable"
    assert on_disk() == []


@pytest.mark.django_db(transaction=True)
def test_a_store_that_cannot_be_written_is_answered_with_a_sentence(settings, tmp_path):
    (tmp_path / "file").write_text("where the folder should be")
    settings.JTAI_FILES_DIR = tmp_path / "file"
    with pytest.raises(Refused) as refused:
        Incoming(name="a.pdf")
    assert refused.value.decision.kind == "unavailable"


@pytest.mark.django_db(transaction=True)
def test_a_file_above_the_limit_is_refused_and_nothing_of_it_is_kept(settings):
    settings.JTAI_FILE_LIMIT = 1000
    with pytest.raises(Refused) as refused:
        Incoming(name="a.pdf").write(b"x" * 1001)
    assert refused.value.decision.kind == "too-large"
    assert "1 kB" in refused.value.decision.reason
    assert on_disk() == []


@pytest.mark.django_db(transaction=True)
def test_an_empty_file_is_a_problem():
    incoming = Incoming(name="empty.pdf")
    with pytest.raises(ProblemsFound) as found:
        keep(incoming, inspection_ref="jabc2345", owner="police")
    assert found.value.problems[0].message == "This file is empty. Choose another file."


@pytest.mark.django_db(transaction=True)
def test_bytes_that_were_changed_on_disk_are_not_given_whole():
    stored = write(b"%PDF-1.7 " + b"a" * 200_000)
    (path,) = on_disk()
    path.write_bytes(b"%PDF-1.7 " + b"b" * 200_000)
    got = []
    with pytest.raises(Refused) as refused:
        for chunk in Reader(stored):
            got.append(chunk)
    assert refused.value.decision == damaged()
    assert len(b"".join(got)) < stored.size


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_missing_or_short_is_refused_before_the_first_byte():
    stored = write(b"a" * 5000)
    (path,) = on_disk()
    path.write_bytes(b"a" * 4999)
    with pytest.raises(Refused):
        Reader(stored)
    path.unlink()
    with pytest.raises(Refused):
        Reader(stored)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("C:\\Users\\someone\\plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("  .. ", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_lose_paths_and_what_cannot_be_seen(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"MZ\x90\x00\x03\x00" + b"\0" * 300, "invoice.pdf"),
        (b"\x7fELF\x02\x01\x01", "notes.txt"),
        (b"#!/bin/sh\necho words", "notes.txt"),
        (b"\xcf\xfa\xed\xfe\x07", "picture.png"),
        (b"echo words", "notes.BAT"),
        (b"words", "notes.js"),
        (b"L\x00\x00\x00\x01\x14\x02\x00rest", "plan.pdf"),
    ],
)
def test_programs_and_scripts_are_refused_under_any_name(head, name):
    (problem,) = check_kind(head, name)
    assert problem.blocks
    assert name in problem.message


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7\n", "plan.docx", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "plan.pdf", "image/png"),
        ("Größe, Zahl\n1,2\n".encode(), "list.csv", "text/plain"),
        (b"MZ, a surname that begins a line of text\n", "list.csv", "text/plain"),
        (b"\x01\x02\x03\x00\x99", "thing", "application/octet-stream"),
    ],
)
def test_what_a_file_is_comes_from_its_bytes(head, name, kind):
    assert check_kind(head, name) == []
    assert media_type_of(head, name) == kind
