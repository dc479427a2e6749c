"""What follows a commit cannot fail it, and is done later (ADR 0251). Folders are really unwritable here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from threading import Event as Stop

import pytest
from django.core.management import call_command
from django.db import transaction

from jtai.apps.audit import outside
from jtai.apps.audit.actions import record
from jtai.apps.audit.models import Event, Head
from jtai.apps.audit.outside import Notes, catch_up, read_notes
from jtai.apps.audit.queries import not_noted, verify
from jtai.apps.database.after import after_commit, catch_up_all
from jtai.apps.library.files import Reader, settle_waiting
from jtai.apps.library.models import StoredFile
from jtai.apps.notices.worker import Worker
from jtai.core.moments import real_moment
from tests.factories.evidence import typed
from tests.factories.portal import PDF, asked, came, item_of
from tests.factories.world import planned

pytestmark = pytest.mark.django_db(transaction=True)
CHAIN = "jtest"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.JTAI_HEADS_DIR = tmp_path / "heads"
    settings.JTAI_FILES_DIR = tmp_path / "files"
    return tmp_path


def put_a_file_in_the_way(folder: Path) -> None:
    """Nothing can be written below it, not even by root."""
    if folder.is_dir():
        folder.rename(folder.with_name(f"{folder.name}-away"))
    folder.write_text("in the way")


def clear(folder: Path) -> None:
    folder.unlink()
    away = folder.with_name(f"{folder.name}-away")
    if away.is_dir():
        away.rename(folder)


def write(n: int = 1, chain: str = CHAIN) -> None:
    from django.utils import timezone

    for _ in range(n):
        with transaction.atomic():
            record(chain, "thing.done", actor="7", at=timezone.now(), clock_at=timezone.now())


def test_a_step_that_fails_is_logged_with_a_reference_and_the_next_one_is_done(caplog):
    done: list[str] = []
    with transaction.atomic():
        after_commit(lambda: done.append("first"), name="first", caught_up_by="nobody")
        after_commit(lambda: 1 / 0, name="dividing", caught_up_by="the worker")
        after_commit(lambda: done.append("third"), name="third", caught_up_by="nobody")
    assert done == ["first", "third"]
    assert "dividing failed (ZeroDivisionError), reference" in caplog.text
    assert "caught up by the worker" in caplog.text


def test_a_save_is_answered_as_saved_while_heads_cannot_be_noted(folders):
    world = planned()
    world.open_to_local()
    # A scene that is put back brings its trail and not what was noted of it.
    catch_up()
    put_a_file_in_the_way(folders / "heads")
    at = world.move_clock(10, "14:00")
    client = world.client(world.person("team-inspector", "cqc"))
    response = client.post(world.page("evidence-new"), typed(at))
    assert response.status_code == 303
    ref = world.inspection.ref
    assert Event.objects.filter(chain=ref, action="evidence.kept").count() == 1
    clear(folders / "heads")
    missing = not_noted(ref, read_notes())
    assert missing == 2  # the clock was moved, the evidence saved
    assert catch_up() == missing
    assert not_noted(ref, read_notes()) == 0
    assert verify(ref) is None


def test_on_a_full_disk_too(folders):
    write(2)
    (path,) = (folders / "heads").glob("*.jsonl")
    path.rename(folders / "whole")
    path.symlink_to("/dev/full")
    write(3)
    assert Head.objects.get(chain=CHAIN).sequence == 5
    path.unlink()
    (folders / "whole").rename(path)
    assert not_noted(CHAIN, read_notes()) == 3
    assert catch_up() == 3
    assert catch_up() == 0
    assert sorted(read_notes().of(CHAIN).sequences) == [1, 2, 3, 4, 5]


def test_not_noted_yet_is_told_apart_from_broken(folders, capsys):
    write(2)
    put_a_file_in_the_way(folders / "heads")
    write(1)
    clear(folders / "heads")
    call_command("audit", "verify", CHAIN)
    assert "3 events, holds (1 event not noted outside the database yet)" in capsys.readouterr().out
    call_command("audit", "verify", CHAIN, format="json")
    assert json.loads(capsys.readouterr().out)["chains"][0]["not_noted"] == 1
    catch_up()
    Event.objects.filter(chain=CHAIN, sequence=3).delete()
    Head.objects.filter(chain=CHAIN).update(sequence=2, hash=Event.objects.get(chain=CHAIN, sequence=2).hash)
    fault = verify(CHAIN)
    assert fault is not None
    assert "tail was cut" in fault.message


def test_a_line_cut_off_by_a_full_disk_does_not_swallow_the_next(folders):
    write(1)
    (path,) = (folders / "heads").glob("*.jsonl")
    with path.open("a") as notes:
        notes.write('{"chain": "jte')
    write(1)
    assert sorted(read_notes().of(CHAIN).sequences) == [1, 2]


def test_what_was_noted_is_read_on_from_where_the_last_reading_ended(folders):
    write(2)
    notes = Notes().refresh()
    (path,) = (folders / "heads").glob("*.jsonl")
    write(1)
    assert notes.of(CHAIN).furthest == 2
    assert notes.refresh().of(CHAIN).furthest == 3
    assert len(notes.of(CHAIN).sequences) == 3
    assert path.stat().st_mode & 0o077 == 0


def opened_while(act) -> list[str]:
    """The files of heads that were opened meanwhile."""
    opened: list[str] = []
    watching = True

    def hook(event: str, args: tuple) -> None:
        if watching and event == "open" and "heads-" in str(args[0]):
            opened.append(str(args[0]))

    sys.addaudithook(hook)
    act()
    watching = False
    return opened


def test_the_check_of_many_chains_reads_the_notes_once(folders, capsys):
    for n in range(12):
        write(1, chain=f"chain{n}")
    assert len(opened_while(lambda: call_command("audit", "verify"))) == 1
    assert capsys.readouterr().out.count("holds") >= 12


def test_a_file_that_could_not_be_put_away_is_there_all_the_same_and_put_away_later(folders):
    world = asked()
    (folders / "files").mkdir(exist_ok=True)
    put_a_file_in_the_way(folders / "files/kept")
    document = came(world, item_of(world, "rest-of-annex-a", "police"))
    stored = StoredFile.objects.get(pk=document.stored_id)
    clear(folders / "files/kept")
    assert b"".join(Reader(stored)) == PDF
    assert settle_waiting() == 1
    assert list((folders / "files/incoming").glob("*")) == []
    assert b"".join(Reader(stored)) == PDF


def test_the_worker_catches_up_every_minute_and_one_failure_does_not_stop_another(folders):
    write(1)
    put_a_file_in_the_way(folders / "files")
    (folders / "heads").rename(folders / "lost")
    Worker().one_pass(Stop())
    assert read_notes().of(CHAIN).furthest == 1
    catch_up_all()


def test_an_event_still_refuses_to_be_written_outside_a_transaction(folders):
    at = real_moment(outside.datetime.now(outside.UTC))
    with pytest.raises(RuntimeError):
        record(CHAIN, "thing.done", actor="7", at=at.real, clock_at=at.now)
