"""A list of children comes in (paragraph 19, ADR 0010)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from jtai.apps.audit.models import Event
from jtai.apps.selection import queries
from jtai.apps.selection.models import Child, ChildList
from tests.factories.selection import csv_list, list_sent


def upload(world, data: bytes, *, by=None, day=0, clock="16:00"):
    if world.inspection.dcs_told_at is None:
        world.open_to_local()
    world.move_clock(day, clock)
    client = world.client(by or world.person("dcs"))
    file = SimpleUploadedFile("list.csv", data, content_type="text/csv")
    return client, client.post(world.page("child-list-new"), {"title": "Theme", "file": file})


@pytest.mark.requirement("R-019-1")
def test_a_list_with_a_name_column_is_refused_naming_it_and_nothing_is_kept(any_world):
    _, answer = upload(any_world, b"Child ID,Full name\nC-1,Alex Ferrow\n")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Column 2, “Full name”, holds names." in page
    assert "Alex Ferrow" not in page
    assert ChildList.objects.count() == 0


@pytest.mark.requirement("R-019-1")
def test_a_date_of_birth_becomes_whole_years_and_workers_and_postcodes_are_dropped(world):
    data = b"Child ID,Date of Birth,Gender,Allocated Worker,Postcode\n"
    data += b"C-1,14/03/2009,Female,Sam Thornby,ZZ1 1ZZ\n"
    client, answer = upload(world, data)
    assert answer.status_code == 303
    report = client.get(answer["Location"]).content.decode()
    row = ChildList.objects.get()
    assert len(row.report) == 3
    for column in ("Date of Birth", "Allocated Worker", "Postcode"):
        assert f"“{column}”" in report
    assert client.post(answer["Location"], {}).status_code == 303
    child = Child.objects.get()
    assert child.age == 7
    assert not any("birth" in field.name or "name" in field.name for field in Child._meta.get_fields())
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM selection_child")
        stored = str(cursor.fetchall())
    assert "2009" not in stored and "Thornby" not in stored and "ZZ1" not in stored


@pytest.mark.requirement("R-019-1")
def test_a_duplicate_among_120_is_named_with_both_rows(any_world):
    lines = ["Child ID,Age", *[f"C-{n:04d},9" for n in range(119)], "C-0007,11"]
    _, answer = upload(any_world, "\n".join(lines).encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Row 121 has the same number as row 9 (C-0007)" in page
    assert Child.objects.count() == 0


def test_a_list_is_checked_then_used_and_then_it_is_with_the_lead(world):
    client, answer = upload(world, csv_list())
    check = client.get(answer["Location"]).content.decode()
    assert "40 children, no errors" in check
    assert not queries.has_list(world.inspection)
    assert client.post(answer["Location"], {}).status_code == 303
    assert queries.has_list(world.inspection)
    assert ChildList.objects.get().rows == []
    assert client.post(answer["Location"], {}).status_code == 409
    actions = Event.objects.filter(chain=world.inspection.ref).values_list("action", flat=True)
    assert {"child-list.checked", "child-list.sent"} <= set(actions)


def test_a_checked_list_can_be_thrown_away(world):
    client, answer = upload(world, csv_list())
    assert client.post(answer["Location"], {"discard": "yes"}).status_code == 303
    assert ChildList.objects.get().rows == []
    assert not queries.has_list(world.inspection)


@pytest.mark.requirement("R-T00-5")
def test_the_first_list_is_due_at_the_end_of_day_0_and_a_late_one_still_unlocks_the_choice(january):
    world = january
    world.open_to_local()
    world.move_clock(0, "15:00")
    waiting = world.client(world.lead).get(world.page("children")).content.decode()
    assert "Tuesday 9 February 2016" in waiting
    closed = world.client(world.lead).get(world.page("children-shortlist")).content.decode()
    assert "The list has not arrived" in closed
    list_sent(world, day=1, clock="08:00")
    list_sent(world, csv_list(3), day=1, clock="08:10")
    world.move_clock(1, "08:30")
    page = world.client(world.lead).get(world.page("children")).content.decode()
    told = page[page.index("Received after") :][:80]
    assert "Tuesday 9 February 2016" in told and "17:30" in told
    assert page.count("In use") == 2
    assert world.client(world.lead).get(world.page("children-shortlist")).status_code == 200


def test_two_lists_are_merged_on_the_childs_number(world):
    list_sent(world, csv_list(10))
    list_sent(world, csv_list(12))
    assert Child.objects.count() == 12
    assert Child.objects.get(child_id="C-0001").lists.count() == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Age,Gender\n7,Female\n", "No column holds the children"),
        (b"Child ID\n", "The list has no children"),
        (b"Child ID,Age\nC-1,seven\n", "is not an age in years"),
        (b"Child ID,NHS Number\nC-1,1\n", "holds NHS numbers"),
        (b"Child ID,UPN\nC-1,1\n", "holds unique pupil numbers"),
        (b"Child ID,Home address\nC-1,1\n", "holds addresses"),
        (b"Child ID,Notes\nC-1,1\n", "holds free text"),
        (b"Child ID,Age\nAlex Ferrow,7\n", "looks like a full name"),
        (b"Child ID,Age\n943 476 5919,7\n", "looks like an NHS number"),
        (b"Child ID,Age\n,7\n", "has no number for the child"),
        (b"Child ID,Age\nC-\xff,7\n", "Line 2 is not UTF-8 text"),
        (b"Child ID,Date of birth\nC-1,31/02/2009\n", "is not a date we can read"),
    ],
)
def test_each_fault_has_its_sentence_beside_the_file(world, data, sentence):
    _, answer = upload(world, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "’")
    assert ChildList.objects.count() == 0


def test_every_fault_is_said_at_once(world):
    _, answer = upload(world, b"Child ID,Age\nC-1,x\nC-1,5\n,6\n")
    page = answer.content.decode()
    assert "Row 2" in page and "Row 3 has the same number" in page and "Row 4" in page


def test_who_may_send_a_list(world, foreign):
    world.open_to_local()
    world.move_clock(0, "15:00")
    url = world.page("child-list-new")
    assert world.client(world.person("dcs")).get(url).status_code == 200
    assert world.client(world.person("agency-contributor", "local-authority")).get(url).status_code == 200
    for body in ("police", "ccg"):
        assert world.client(world.person("agency-contributor", body)).get(url).status_code == 403
    for role in ("lead-inspector", "team-inspector", "link-person"):
        assert world.client(world.person(role)).get(url).status_code == 403
        assert world.client(world.person(role)).post(url, {}).status_code == 403
    assert world.client(foreign.lead).get(url).status_code == 404


def test_opening_the_children_leaves_an_event_for_who_read(world):
    list_sent(world)
    reader = world.person("team-inspector", "cqc")
    world.client(reader).get(world.page("children"))
    event = Event.objects.filter(chain=world.inspection.ref, action="child-list.read").latest("sequence")
    assert event.actor == str(reader.pk)


def test_ages_are_counted_on_the_day_of_notification():
    from jtai.core.selection import read_list

    data = b"Child ID,DOB\nA,06/09/2008\nB,07/09/2008\nC,2017-01-01\n"
    report = read_list(data, notified_on=date(2016, 9, 6))
    assert [child.age for child in report.children] == [8, 7, -1]
