"""The notebook: its owner's alone, first times that never change."""

from __future__ import annotations

from uuid import uuid4

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.evidence import actions
from jtai.apps.evidence.models import NotebookEntry


def kept(world, user, at, text="Six people, forty minutes."):
    return actions.keep_note(
        inspection=world.inspection,
        note_id=uuid4(),
        values={"heading": "Strategy discussion", "text": text},
        version=0,
        by=user,
        at=at,
    )


def typed_note(note=None, **changes):
    return {
        "id": str(note.pk if note else uuid4()),
        "version": str(note.version if note else 0),
        "heading": "Strategy discussion",
        "text": "Six people, forty minutes.",
        **changes,
    }


def test_a_note_is_written_and_gone_on_with_from_its_page(world):
    at, ti = world.move_clock(10, "11:00"), world.person("team-inspector", "cqc")
    client, data = world.client(ti), typed_note()
    answer = client.post(world.page("note-new"), data)
    assert answer.status_code == 303
    assert "Saved at " in client.get(answer.url).content.decode()
    note = NotebookEntry.objects.get()
    assert (note.recorded_at, note.inspectorate) == (at.now, "cqc")
    assert "Strategy discussion" in client.get(world.page("notebook")).content.decode()


@pytest.mark.requirement("R-076-1")
def test_the_notebook_is_its_owners_and_the_first_time_never_changes(any_world):
    world = any_world
    at, ti = world.move_clock(10, "11:00"), world.person("team-inspector", "cqc")
    note = kept(world, ti, at)
    first = (note.recorded_at, note.received_at)
    other_body = world.client(world.person("team-inspector", "hmic"))
    assert other_body.get(world.page("note", note.pk)).status_code == 403
    assert other_body.get(world.page("note-write", note.pk)).status_code == 403
    assert (
        other_body.post(world.page("note-write", note.pk), typed_note(note, text="Mine now.")).status_code
        == 403
    )
    same_body = world.client(world.person("team-inspector", "cqc", 1))
    assert same_body.get(world.page("note", note.pk)).status_code == 403
    world.move_clock(11, "09:00")
    changed = typed_note(note, text="Seven people, forty minutes.")
    assert world.client(ti).post(world.page("note-write", note.pk), changed).status_code == 303
    note.refresh_from_db()
    assert (note.recorded_at, note.received_at) == first
    assert (note.version, note.text) == (2, "Seven people, forty minutes.")
    page = world.client(ti).get(world.page("note", note.pk)).content.decode()
    assert "Seven people" in page and "Six people" in page and "First written 11:00" in page


def test_where_an_inspectorate_chose_so_its_own_people_and_the_qa_manager_read(world, settings):
    settings.JTAI_SHARED_NOTEBOOKS = ["cqc"]
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    note = kept(world, ti, at)
    theirs = kept(world, world.person("team-inspector", "hmic"), at)
    for user in (world.person("team-inspector", "cqc", 1), world.person("qa-manager")):
        assert world.client(user).get(world.page("note", note.pk)).status_code == 200
        assert world.client(user).get(world.page("note", theirs.pk)).status_code == 403
        assert world.client(user).get(world.page("note-write", note.pk)).status_code == 403
    for user in (world.person("team-inspector", "hmic", 1), world.lead):
        assert world.client(user).get(world.page("note", note.pk)).status_code == 403
    assert "colleagues of CQC" in world.client(ti).get(world.page("notebook")).content.decode()


def test_two_windows_lose_nothing(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    note, client = kept(world, ti, at), world.client(ti)
    opened, page = typed_note(note), world.page("note-write", note.pk)
    assert client.post(page, {**opened, "text": "First window."}).status_code == 303
    answer = client.post(page, {**opened, "text": "Second window."})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "First window." in shown and "Second window." in shown
    joined = {**opened, "version": "2", "text": "Both windows."}
    assert client.post(page, joined).status_code == 303


def test_writing_and_reading_leave_events_without_words(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    note = kept(world, ti, at)
    world.client(ti).get(world.page("note", note.pk))
    events = Event.objects.filter(chain=world.inspection.ref, action__startswith="notebook.")
    assert set(events.values_list("action", flat=True)) == {"notebook.kept", "notebook.read"}
    assert not events.filter(canonical__contains="forty").exists()


@pytest.mark.parametrize(
    ("role", "status"), [("dcs", 403), ("signatory", 403), ("analyst", 200), ("qa-manager", 200)]
)
def test_who_has_a_notebook(world, role, status):
    world.move_clock(10)
    world.open_to_local()
    client = world.client(world.person(role))
    assert client.get(world.page("notebook")).status_code == status
    assert client.post(world.page("note-new"), typed_note()).status_code == (303 if status == 200 else 403)


def test_a_note_of_another_inspection_is_not_found(world, foreign):
    note = kept(foreign, foreign.person("team-inspector", "cqc"), foreign.move_clock(10))
    client = world.client(world.lead)
    assert client.get(world.page("note", note.pk)).status_code == 404
    assert client.post(world.page("note-new"), typed_note(note)).status_code in (403, 404)


def test_an_empty_notebook_says_whose_it_is(world):
    page = world.client(world.lead).get(world.page("notebook")).content.decode()
    assert "No notes yet. Notes here are yours, and your inspectorate stores them." in page
