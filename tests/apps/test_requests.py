"""What happens to every request first: its method, its address, its line in the log."""

from __future__ import annotations

import logging
import re

import pytest
from django.test import Client, RequestFactory

from jtai.config.requests import BehindProxy
from tools.generated.addresses import addresses

ODD = ("TRACE", "TRACK", "CONNECT", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "FOO")


def filled(path: str) -> str:
    """An address with something in each of its places."""
    return re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000007", re.sub(r"<(str:)?\w+>", "x", re.sub(
        r"<int:\w+>", "1", path)))  # fmt: skip


@pytest.mark.django_db
def test_no_address_answers_an_odd_method():
    client, answered = Client(), []
    for one in addresses():
        for method in ("TRACE", "PUT"):
            answer = client.generic(method, filled(one.path))
            if answer.status_code != 405:
                answered.append((one.name, method, answer.status_code))
    assert answered == []


@pytest.mark.parametrize("method", ODD)
def test_an_odd_method_is_refused_and_not_repeated(method):
    for path in ("/", "/sign-in", "/static/ui/jtai.css", "/no/such/page"):
        answer = Client().generic(method, path, HTTP_X_MINE="echo-of-mine")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
        assert b"echo-of-mine" not in answer.content


@pytest.mark.parametrize(
    ("behind", "header", "seen"),
    [
        (False, "10.9.8.7", "127.0.0.1"),
        (True, "10.9.8.7", "10.9.8.7"),
        (True, "1.2.3.4, 10.9.8.7", "10.9.8.7"),
        (True, "2001:db8::7", "2001:db8::7"),
        (True, "1.2.3.4, whatever", "127.0.0.1"),
        (True, "", "127.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(settings, behind, header, seen):
    settings.JTAI_BEHIND_PROXY = behind
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=header)
    BehindProxy(lambda given: given)(request)  # type: ignore[arg-type, return-value]
    assert request.META["REMOTE_ADDR"] == seen


@pytest.mark.django_db
def test_a_request_has_one_line_with_who_and_what_and_without_its_path(world, caplog):
    with caplog.at_level(logging.INFO, logger="jtai.requests"):
        world.client(world.lead).get(world.page("overview") + "?q=Quenby")
    (line,) = [one.getMessage() for one in caplog.records if one.name == "jtai.requests"]
    assert re.fullmatch(rf"GET overview 200 \d+ ms user {world.lead.pk} reference [0-9a-f]{{8}}", line)


@pytest.mark.django_db
def test_the_reference_on_an_error_page_is_the_one_of_the_line(client, caplog):
    with caplog.at_level(logging.INFO, logger="jtai.requests"):
        page = client.get("/no/such/page").content.decode()
    (line,) = [one.getMessage() for one in caplog.records if one.name == "jtai.requests"]
    assert line.startswith("GET - 404") and line.rpartition(" ")[2] in page
