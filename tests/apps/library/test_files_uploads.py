"""What a browser sends in a plain form: streamed to the store, never to a temporary file or to memory."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from jtai.apps.library.models import StoredFile
from jtai.apps.portal.models import Document
from tests.factories.portal import PDF, asked, item_of

MIB = 1024 * 1024
BOUNDARY = "-------------invented"


class Body(io.RawIOBase):
    """A form with one large file, made as it is read: the test itself holds no more than a block."""

    def __init__(self, fields: dict[str, str], size: int, name: str = "large.pdf") -> None:
        self.head = b"".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        )
        self.head += (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode()
        self.tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        self.left, self.size = size, size
        self.block = b"%PDF-1.7\n" + os.urandom(64 * 1024)
        self.digest = hashlib.sha256()
        self.buffer = self.head
        self.ended = False
        self.seen: list[str] = []

    def __len__(self) -> int:
        return len(self.head) + self.size + len(self.tail)

    def readable(self) -> bool:
        return True

    def read(self, amount: int = -1) -> bytes:
        while len(self.buffer) < amount and not self.ended:
            if self.left:
                piece = self.block[: min(self.left, len(self.block))]
                self.left -= len(piece)
                self.digest.update(piece)
                self.buffer += piece
            else:
                self.buffer += self.tail
                self.ended = True
            self.look()
        given, self.buffer = self.buffer[:amount], self.buffer[amount:]
        return given

    def look(self) -> None:
        """Note any temporary file there is while the body is being read."""
        self.seen += [p.name for p in Path(tempfile.gettempdir()).glob("*.upload*")]


def post(client, address: str, body: Body) -> tuple[str, dict[str, str]]:
    """Send the form through the whole stack, as a server would."""
    answer: dict[str, object] = {}

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        answer["status"], answer["headers"] = status, dict(headers)

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": body,
        "wsgi.errors": io.StringIO(),
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_COOKIE": "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items()),
    }
    # The transaction of the test must survive the end of the request, as with Django's own client.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    try:
        response = WSGIHandler()(environ, start)
        b"".join(response)
        response.close()
    finally:
        request_started.connect(close_old_connections)
        request_finished.connect(close_old_connections)
    return str(answer["status"]), answer["headers"]  # type: ignore[return-value]


@pytest.fixture
def sending(db, settings, tmp_path):
    settings.JTAI_FILES_DIR = tmp_path / "files"
    world = asked()
    item = item_of(world, "rest-of-annex-a", "police")
    client = world.client(world.person("agency-contributor", "police"))
    address = world.page("request-send", item.pk)
    client.get(address)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    fields = {
        "csrfmiddlewaretoken": token,
        "version": str(item.version),
        "part": "whole",
        "description": "Plan",
    }
    return world, client, address, fields


def left_behind() -> list[Path]:
    folder = Path(settings.JTAI_FILES_DIR)
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


# JTAI_LARGE_UPLOAD=256 tries a file of that many MiB as well.
SIZES = [64, *map(int, filter(None, [os.environ.get("JTAI_LARGE_UPLOAD", "")]))]


@pytest.mark.parametrize("mebibytes", SIZES)
def test_a_large_file_is_streamed_in_bounded_memory_without_a_temporary_file(sending, mebibytes):
    world, client, address, fields = sending
    body = Body(fields, mebibytes * MIB)
    tracemalloc.start()
    status, headers = post(client, address, body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert status.startswith("303")
    document = Document.objects.get(inspection=world.inspection)
    assert headers["Location"] == world.page("receipt", document.pk)
    assert document.stored is not None
    assert (document.stored.size, document.stored.sha256) == (mebibytes * MIB, body.digest.hexdigest())
    assert peak < 12 * MIB
    assert body.seen == []


def test_a_wrong_token_is_refused_and_the_bytes_are_removed(sending):
    _, client, address, fields = sending
    status, _ = post(client, address, Body({**fields, "csrfmiddlewaretoken": "x" * 32}, MIB))
    assert status.startswith("403")
    assert not StoredFile.objects.exists()
    assert left_behind() == []


def test_an_outsider_is_turned_away_before_a_byte_of_the_file_is_read(sending, foreign):
    _, _, address, fields = sending
    body = Body(fields, 8 * MIB)
    status, _ = post(foreign.client(foreign.lead), address, body)
    assert status.startswith("404")
    assert body.left == 8 * MIB


def test_another_agency_may_send_and_not_here_and_nothing_of_its_file_is_kept(sending):
    """They may have written where an item was a moment ago: the words are read, the file is passed over."""
    world, _, address, fields = sending
    other = world.client(world.person("agency-contributor", "ccg"))
    assert post(other, address, Body(fields, 8 * MIB))[0].startswith("404")
    assert not StoredFile.objects.exists()
    assert left_behind() == []


def test_an_inspector_may_see_the_item_and_not_send_for_it(sending):
    world, _, address, fields = sending
    body = Body(fields, 8 * MIB)
    assert post(world.client(world.lead), address, body)[0].startswith("403")
    assert body.left == 8 * MIB


def test_too_large_is_413_with_what_was_typed_and_nothing_kept(sending, settings):
    settings.JTAI_FILE_LIMIT = MIB
    world, client, address, fields = sending
    status, _ = post(client, address, Body(fields, 3 * MIB))
    assert status.startswith("413")
    assert left_behind() == []
    form = {**fields, "file": SimpleUploadedFile("large.pdf", b"%PDF" + b"x" * (MIB + 1), "application/pdf")}
    page = client.post(address, form)
    assert page.status_code == 413
    assert "larger than 1 MB" in page.content.decode()
    assert ">\nPlan</textarea>" in page.content.decode()
    assert not Document.objects.filter(inspection=world.inspection).exists()


def test_a_full_disk_is_503_with_a_sentence_and_nothing_kept(sending, settings):
    settings.JTAI_FILES_RESERVE = 1 << 62
    world, client, address, fields = sending
    status, _ = post(client, address, Body(fields, MIB))
    assert status.startswith("503")
    assert left_behind() == []
    assert not Document.objects.filter(inspection=world.inspection).exists()


def test_a_refused_form_leaves_no_bytes(sending):
    world, client, address, fields = sending
    form = {**fields, "version": "77", "file": SimpleUploadedFile("plan.pdf", PDF, "application/pdf")}
    page = client.post(address, form)
    assert page.status_code == 409
    assert ">\nPlan</textarea>" in page.content.decode()
    assert not Document.objects.filter(inspection=world.inspection).exists()
    assert left_behind() == []


@pytest.mark.requirement("R-018-1")
def test_plain_http_is_refused_where_https_is_the_rule(sending, settings):
    settings.SECURE_SSL_REDIRECT = True
    world, client, address, fields = sending
    body = Body(fields, 2 * MIB)
    status, headers = post(client, address, body)
    assert status.startswith("301")
    assert headers["Location"].startswith("https://")
    assert body.left == 2 * MIB
    assert not Document.objects.filter(inspection=world.inspection).exists()
    settings.SECURE_SSL_REDIRECT = False
    page = client.get(world.page("portal-information")).content.decode()
    assert "never sends them by e-mail" in page
    assert "mailto:" not in page
