"""The trail: put in order, hashed, checked against what is noted outside (ADR 0006)."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from jtai.apps.audit import contents
from jtai.apps.audit.actions import GENESIS, record, sha256
from jtai.apps.audit.models import Event, Head
from jtai.apps.audit.queries import chains, verify

NOW = datetime(2016, 9, 6, 9, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_heads(settings, tmp_path):
    """Each test has its own notes outside the database."""
    settings.JTAI_HEADS_DIR = tmp_path / "heads"
    return settings.JTAI_HEADS_DIR


def write(n: int = 1, chain: str = "jtest", **fields: object) -> Event:
    for _ in range(n):
        with transaction.atomic():
            event = record(chain, "thing.done", actor="7", at=NOW, clock_at=NOW, **fields)
    return event


@pytest.mark.django_db(transaction=True)
def test_events_follow_one_another_and_the_chain_holds():
    write(3)
    first, second, third = Event.objects.in_chain("jtest")
    assert first.previous == GENESIS
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert verify("jtest") is None


@pytest.mark.django_db(transaction=True)
def test_eight_threads_lose_no_event_and_make_one_chain():
    # Real connections and real transactions: the head row puts the actions of an inspection in order.
    started, failures = threading.Barrier(8), []

    def work() -> None:
        try:
            started.wait()
            for _ in range(12):
                write()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(Event.objects.in_chain("jtest").values_list("sequence", flat=True)) == list(range(1, 97))
    assert verify("jtest") is None


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_in_the_transaction_of_what_it_tells_of():
    with pytest.raises(RuntimeError):
        record("jtest", "thing.done", actor="7", at=NOW, clock_at=NOW)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("jtest", "thing.done", actor="7", at=NOW, clock_at=NOW)
        raise ZeroDivisionError
    assert Event.objects.count() == 0
    assert verify("jtest") is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("canonical", '{"action":"other"}'),
        ("action", "thing.undone"),
        ("actor", "8"),
        ("clock_at", datetime(2016, 9, 7, tzinfo=UTC)),
        ("previous", "f" * 64),
        ("content_hash", "e" * 64),
        ("object_id", "99"),
    ],
)
def test_a_changed_event_is_named(column, value):
    write(3)
    Event.objects.filter(sequence=2).update(**{column: value})
    fault = verify("jtest")
    assert fault is not None
    assert fault.sequence == 2


@pytest.mark.django_db(transaction=True)
def test_a_missing_event_is_named():
    write(3)
    Event.objects.filter(sequence=2).delete()
    fault = verify("jtest")
    assert fault is not None and fault.sequence == 2 and "missing" in fault.message


@pytest.mark.django_db(transaction=True)
def test_a_tail_cut_together_with_its_head_is_found_by_the_note_outside():
    write(3)
    third = Event.objects.get(sequence=3)
    third.delete()
    second = Event.objects.get(sequence=2)
    Head.objects.update(sequence=2, hash=second.hash)
    fault = verify("jtest")
    assert fault is not None and fault.sequence == 3 and "tail was cut" in fault.message


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_was_removed_whole_is_still_known():
    write(2)
    Event.objects.all().delete()
    Head.objects.all().delete()
    assert "jtest" in chains()
    assert verify("jtest") is not None


@pytest.mark.django_db(transaction=True)
def test_a_rewritten_chain_differs_from_the_heads_noted_outside(own_heads):
    write(2)
    before = [path.read_text() for path in own_heads.glob("*.jsonl")]
    Event.objects.all().delete()
    Head.objects.all().delete()
    write(2, codes={"other": 1})
    for path, text in zip(own_heads.glob("*.jsonl"), before, strict=True):
        Path(path).write_text(text)
    fault = verify("jtest")
    assert fault is not None and "noted outside" in fault.message


@pytest.mark.django_db(transaction=True)
def test_content_that_was_changed_since_is_found():
    kept = {"5": "the words"}
    contents.register("test-thing", kept.get)
    write(object_kind="test-thing", object_id="5", content="the words")
    assert verify("jtest") is None
    kept["5"] = "other words"
    fault = verify("jtest")
    assert fault is not None and "changed since" in fault.message
    kept.clear()
    fault = verify("jtest")
    assert fault is not None and "not there any more" in fault.message


@pytest.mark.django_db(transaction=True)
def test_an_event_holds_the_hash_of_what_was_written_and_never_its_words():
    event = write(content="Child 7F3A said something private")
    assert event.content_hash == sha256("Child 7F3A said something private")
    assert "private" not in event.canonical


@pytest.mark.django_db(transaction=True)
def test_the_command_says_that_all_is_well_and_names_the_first_broken_link(capsys):
    write(2)
    call_command("audit", "verify")
    assert "2 events" in capsys.readouterr().out
    Event.objects.filter(sequence=1).update(actor="9")
    with pytest.raises(SystemExit) as stopped:
        call_command("audit", "verify")
    assert stopped.value.code == 1
    assert "jtest" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_the_notes_outside_are_lines_of_json(own_heads):
    event = write(1)
    lines = [json.loads(line) for path in own_heads.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert {"chain": "jtest", "sequence": 1, "hash": event.hash} in lines
