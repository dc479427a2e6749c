"""Evidence records: keep, submit, read, withdraw."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.evidence import actions
from jtai.apps.evidence.models import EvidenceRecord, EvidenceVersion
from jtai.core.results import ProblemsFound, Refused
from jtai.words import LONDON
from tests.factories.evidence import COMPLETE, draft, entered, submitted, typed
from tests.factories.world import planned


@pytest.fixture
def cqc(any_world):
    return any_world.person("team-inspector", "cqc")


def listed(page):
    """Numbers of the records a list shows."""
    return [int(number) for number in re.findall(r">Evidence (\d+)<", page)]


def refused(world, user, data):
    """Submit what is typed; the answer is 422 and the draft is there."""
    answer = world.client(user).post(world.page("evidence-new"), {**data, "submit": "yes"})
    row = EvidenceRecord.objects.get(pk=data["id"])
    assert (answer.status_code, row.state) == (422, "draft")
    return answer.content.decode(), row


def test_a_record_is_kept_submitted_and_read_by_a_colleague(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10, "14:00")
    client, data = world.client(cqc), typed(at)
    kept = client.post(world.page("evidence-new"), {**data, "keep": "yes"})
    assert kept.status_code == 303
    page = client.get(kept.url).content.decode()
    assert "Saved at " in page and COMPLETE["text"] in page
    colleague = world.client(world.person("team-inspector", "hmic"))
    assert colleague.get(world.page("evidence-record", data["id"])).status_code == 404
    answer = client.post(world.page("evidence-write", data["id"]), {**data, "version": "1", "submit": "yes"})
    assert answer.status_code == 303
    page = colleague.get(answer.url).content.decode()
    assert COMPLETE["outcome"] in page and "Detective sergeant" in page
    row = EvidenceRecord.objects.get(pk=data["id"])
    assert (row.state, row.number, row.inspectorate) == ("submitted", 1, "cqc")
    assert row.observed_at == at.now and row.recorded_at == at.now


def test_keeping_refuses_nothing_and_only_its_author_reads_it(world):
    cqc = world.person("team-inspector", "cqc")
    world.move_clock(10)
    data = {
        "id": str(uuid4()),
        "version": "0",
        "text": "  Half a",
        "criteria": ["ESN 99"],
        "route": "by-boat",
    }
    assert world.client(cqc).post(world.page("evidence-new"), data).status_code == 303
    row = EvidenceRecord.objects.get(pk=data["id"])
    assert (row.text, row.criteria, row.state) == ("Half a", ["ESN 99"], "draft")
    assert world.client(cqc).get(world.page("evidence-write", row.pk)).status_code == 200
    for other in (world.lead, world.person("qa-manager"), world.person("team-inspector", "cqc", 1)):
        for name in ("evidence-record", "evidence-write", "evidence-version"):
            extra = (1,) if name == "evidence-version" else ()
            assert world.client(other).get(world.page(name, row.pk, *extra)).status_code in (403, 404)
        assert "Half a" not in world.client(other).get(world.page("evidence") + "?whose=all").content.decode()


def test_what_no_page_sends_is_kept_short_and_refused_by_name(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    data = typed(at, method="x" * 300, source_kind="y" * 300, criteria=["z\x00" * 300, "ESN 07"])
    assert world.client(ti).post(world.page("evidence-new"), {**data, "keep": "1"}).status_code == 303
    row = EvidenceRecord.objects.get()
    assert len(row.method) == 20 and row.criteria[1] == "ESN 07" and "\x00" not in row.criteria[0]
    page, _ = refused(world, ti, {**data, "version": "1"})
    assert "is not a criterion of this inspection" in page


def test_a_day_that_does_not_exist_is_said_beside_its_field_and_the_words_are_kept(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    data = typed(at, observed_at_day="31", observed_at_month="9")
    answer = world.client(ti).post(world.page("evidence-new"), {**data, "keep": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "September 2016 has no day 31" in page and COMPLETE["text"] in page
    assert not EvidenceRecord.objects.exists(), "nothing is half kept; the words are a draft of the form"
    again = {**data, "observed_at_day": "20", "keep": "yes"}
    assert world.client(ti).post(world.page("evidence-new"), again).status_code == 303


def test_a_second_press_of_the_button_makes_no_second_record(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    data = typed(at, keep="yes")
    for _ in range(2):
        assert world.client(ti).post(world.page("evidence-new"), data).status_code == 303
    assert EvidenceRecord.objects.count() == 1
    assert EvidenceRecord.objects.get().version == 1


@pytest.mark.requirement("R-075-1")
def test_without_a_criterion_it_cannot_be_submitted_and_the_draft_is_kept(any_world, cqc):
    at = any_world.move_clock(10)
    page, row = refused(any_world, cqc, typed(at, criteria=[]))
    assert "Choose at least one criterion" in page and "Guidance, paragraph 75" in page
    page, _ = refused(any_world, cqc, typed(at, outcome=" "))
    assert "Enter the effect on the child" in page
    assert row.text == COMPLETE["text"]


@pytest.mark.requirement("R-075-2")
def test_without_a_source_a_time_or_with_one_in_the_future_it_cannot_be_submitted(any_world, cqc):
    at = any_world.move_clock(10, "14:00")
    page, _ = refused(any_world, cqc, typed(at, observed_at_time=""))
    assert "Enter the time you observed this. You can leave the day as today." in page
    blank = {f"observed_at_{part}": "" for part in ("day", "month", "year", "time")}
    page, _ = refused(any_world, cqc, typed(at, **blank))
    assert "Enter the time you observed this" in page
    page, _ = refused(any_world, cqc, typed(at.now + timedelta(minutes=1)))
    assert "This time has not come yet: it is 14:00" in page
    page, _ = refused(any_world, cqc, typed(at, source_role="", source_reference=""))
    assert "Enter the job role of the person" in page
    page, _ = refused(any_world, cqc, typed(at, source_kind=""))
    assert "Choose what kind of source" in page


@pytest.mark.requirement("R-075-3")
def test_a_record_that_is_not_judged_cannot_be_submitted(any_world, cqc):
    at = any_world.move_clock(10)
    page, row = refused(any_world, cqc, typed(at, judgement="not-judged"))
    assert "Decide which this is: effective practice or area for development." in page
    assert row.judgement == "not-judged"


@pytest.mark.requirement("R-007-2")
def test_a_record_is_found_by_its_criterion_and_an_unknown_one_is_refused(any_world, cqc):
    at = any_world.move_clock(10)
    page, row = refused(any_world, cqc, typed(at, criteria=["ESN 99"]))
    assert "“ESN 99” is not a criterion of this inspection" in page
    assert row.criteria == ["ESN 99"]
    submitted(any_world, by=cqc, at=at, criteria=["ESN 07", "ESN 09"])
    submitted(any_world, by=cqc, at=at, criteria=["ESN 08"])
    page = any_world.client(cqc).get(any_world.page("evidence") + "?criterion=ESN+07").content.decode()
    assert "Evidence 2" in page and "Evidence 3" not in page


@pytest.mark.requirement("R-T12-1")
@pytest.mark.parametrize(
    ("edition", "zero", "stop"),
    [
        ("2016-01", date(2016, 2, 9), datetime(2016, 2, 25, 15, 0)),
        ("2016-08", date(2016, 9, 6), datetime(2016, 9, 22, 15, 0)),
    ],
)
def test_what_was_collected_after_evidence_closed_is_submitted_as_a_clarification_only(
    db, edition, zero, stop
):
    world = planned(edition, day_zero=zero)
    ti, stop = world.person("team-inspector", "cqc"), stop.replace(tzinfo=LONDON)
    at = world.move_clock(12, "16:00")
    assert at.now.date() == stop.date()
    client, before = world.client(ti), typed(stop - timedelta(minutes=1), submit="yes")
    assert client.post(world.page("evidence-new"), before).status_code == 303
    late = typed(stop + timedelta(minutes=1))
    page, row = refused(world, ti, late)
    assert "Evidence closed at 15:00" in page and row.text == COMPLETE["text"]
    asked = {**late, "version": str(row.version), "clarifies": "on"}
    page, _ = refused(world, ti, asked)
    assert "Say what this clarifies" in page
    row.refresh_from_db()
    reasoned = {
        **asked,
        "version": str(row.version),
        "clarification_reason": "The chair confirms it.",
        "submit": "1",
    }
    assert client.post(world.page("evidence-write", row.pk), reasoned).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.clarifies) == ("submitted", True)


@pytest.mark.requirement("R-030-2")
def test_an_inspector_of_the_theme_team_adds_front_door_evidence(any_world):
    world, at = any_world, any_world.move_clock(10)
    streams = {m.user_id: m.workstreams for m in world.inspection.memberships.filter(role="team-inspector")}
    ti = next(
        user
        for (role, _), users in world.people.items()
        for user in users
        if streams.get(user.pk) == ["deep-dive"]
    )
    answer = world.client(ti).post(world.page("evidence-new"), typed(at, criteria=["ESN 03"], submit="yes"))
    assert answer.status_code == 303
    page = world.client(ti).get(world.page("evidence") + "?part=front-door").content.decode()
    assert "Evidence 1" in page


@pytest.mark.requirement("R-059-1")
@pytest.mark.parametrize("edition", ["2016-01", "2016-08"])
def test_evidence_carries_a_criterion_of_the_framework_and_one_of_the_theme(db, edition):
    world = planned(edition, theme="example-moving-home")
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    assert 'value="EX 01"' in world.client(ti).get(world.page("evidence-new")).content.decode()
    data = typed(at, criteria=["ESN 05", "EX 01"], submit="yes")
    assert world.client(ti).post(world.page("evidence-new"), data).status_code == 303
    assert EvidenceRecord.objects.get().criteria == ["ESN 05", "EX 01"]


@pytest.mark.requirement("R-030-1")
def test_the_filter_by_sector_lists_that_sector_alone(any_world, cqc):
    at = any_world.move_clock(10)
    for sector in ("local-authority", "health", "police", "probation", "partnership"):
        submitted(any_world, by=cqc, at=at, sector=sector, text=f"Words on {sector}.")
    client = any_world.client(cqc)
    for n, sector in enumerate(["local-authority", "health", "police", "probation", "partnership"], 1):
        page = client.get(any_world.page("evidence") + f"?sector={sector}").content.decode()
        assert listed(page) == [n], sector


def test_every_filter_and_the_pages_of_the_list(world):
    at, cqc, hmic = (
        world.move_clock(10),
        world.person("team-inspector", "cqc"),
        world.person("team-inspector", "hmic"),
    )
    theirs = submitted(world, by=hmic, at=at, child_ref="2B07", route="sampling", judgement="development")
    for n in range(51):
        draft(world, by=cqc, at=at, text=str(n))
    client = world.client(cqc)
    first = client.get(world.page("evidence")).content.decode()
    assert "51 found" in first and len(listed(first)) == 50 and "page=2" in first
    assert len(listed(client.get(world.page("evidence") + "?page=2").content.decode())) == 1
    for query in (
        "child_ref=2b07",
        "route=sampling",
        "judgement=development",
        "inspectorate=hmic",
        "sea=not-in",
    ):
        page = client.get(world.page("evidence") + f"?whose=all&{query}").content.decode()
        assert listed(page) == [theirs.number] and "1 found" in page, query
    assert "No records match" in client.get(world.page("evidence") + "?method=documents").content.decode()


def test_a_submitted_record_is_changed_by_its_next_version_and_its_first_times_stay(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10, "14:00")
    row = submitted(world, by=cqc, at=at)
    first = (row.recorded_at, row.received_at, row.submitted_at)
    later, client = world.move_clock(11, "09:00"), world.client(cqc)
    data = typed(at, id=str(row.pk), text="Corrected words.")
    kept = client.post(
        world.page("evidence-write", row.pk), {**data, "version": str(row.version), "keep": "yes"}
    )
    assert kept.status_code == 303
    colleague = world.client(world.person("team-inspector", "hmic"))
    assert "Corrected words." not in colleague.get(world.page("evidence-record", row.pk)).content.decode()
    row.refresh_from_db()
    data = {**data, "version": str(row.version), "submit": "yes"}
    assert client.post(world.page("evidence-write", row.pk), data).status_code == 303
    page = colleague.get(world.page("evidence-record", row.pk)).content.decode()
    assert "Corrected words." in page and "version 2" in page
    assert COMPLETE["text"] in colleague.get(world.page("evidence-version", row.pk, 1)).content.decode()
    row.refresh_from_db()
    assert (row.recorded_at, row.received_at, row.submitted_at) == first
    assert list(row.versions.values_list("number", "at")) == [(1, at.now), (2, later.now)]


def test_two_windows_lose_nothing(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    row, client = draft(world, by=ti, at=at), world.client(ti)
    page = world.page("evidence-write", row.pk)
    opened = typed(at, id=str(row.pk), version=str(row.version))
    assert client.post(page, {**opened, "text": "First window.", "keep": "1"}).status_code == 303
    answer = client.post(page, {**opened, "text": "Second window.", "keep": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "First window." in shown and "Second window." in shown and "Both texts are below" in shown
    row.refresh_from_db()
    assert row.text == "First window." and f'name="version" value="{row.version}"' in shown
    joined = {**opened, "version": str(row.version), "text": "First and second window.", "keep": "1"}
    assert client.post(page, joined).status_code == 303


def test_a_withdrawn_record_stays_readable_with_its_reason_and_cannot_come_back(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    row, client = submitted(world, by=ti, at=at), world.client(ti)
    page = world.page("evidence-withdraw", row.pk)
    assert "Say why you withdraw this record" in client.post(page, {"reason": " "}).content.decode()
    assert world.client(world.lead).post(page, {"reason": "x"}).status_code == 403
    assert client.post(page, {"reason": "The consent was withdrawn."}).status_code == 303
    shown = world.client(world.lead).get(world.page("evidence-record", row.pk)).content.decode()
    assert "The consent was withdrawn." in shown and "no longer counts" in shown
    row.refresh_from_db()
    assert client.post(page, {"reason": "Again."}).status_code == 409
    with pytest.raises(Refused) as caught:
        actions.submit_record(row=row, version=row.version, by=ti, at=at)
    assert caught.value.decision.kind == "moment"


def test_only_the_author_submits(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10)
    row = draft(world, by=cqc, at=at)
    for other in (world.lead, world.person("qa-manager"), world.person("dcs")):
        with pytest.raises(Refused) as caught:
            actions.submit_record(row=row, version=row.version, by=other, at=at)
        assert caught.value.decision.kind == "role"
    with pytest.raises(ProblemsFound):
        actions.submit_record(row=draft(world, by=cqc, at=at, method=""), version=1, by=cqc, at=at)


def test_every_step_leaves_an_event_with_the_hash_of_the_words_and_none_of_them(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10)
    row = submitted(world, by=cqc, at=at)
    world.client(world.lead).get(world.page("evidence-record", row.pk))
    world.client(world.lead).get(world.page("evidence"))
    events = Event.objects.filter(chain=world.inspection.ref)
    assert {"evidence.kept", "evidence.submitted", "evidence.read"} <= set(
        events.values_list("action", flat=True)
    )
    assert not events.filter(canonical__contains="strategy discussion").exists()
    made = EvidenceVersion.objects.get()
    event = events.get(action="evidence.submitted")
    assert event.content_hash == made.content_hash and event.object_id == str(made.pk)
    assert verify(world.inspection.ref) is None
    changed = json.dumps({**json.loads(made.content), "text": "Other words."})
    EvidenceVersion.objects.filter(pk=made.pk).update(content=changed)
    assert verify(world.inspection.ref) is not None


def test_a_record_of_another_inspection_is_not_found(world, foreign):
    at, theirs = world.move_clock(10), foreign.move_clock(10)
    row = submitted(foreign, by=foreign.person("team-inspector", "cqc"), at=theirs)
    for name in ("evidence-record", "evidence-write", "evidence-withdraw", "evidence-note", "evidence-flag"):
        assert world.client(world.lead).get(world.page(name, row.pk)).status_code == 404
        assert world.client(world.lead).post(world.page(name, row.pk)).status_code == 404
        assert world.client(world.lead).get(foreign.page(name, row.pk)).status_code == 404
    data = typed(at, id=str(row.pk))
    assert world.client(world.lead).post(world.page("evidence-new"), data).status_code in (403, 404)


@pytest.mark.parametrize(
    ("role", "read", "write"),
    [
        ("lead-inspector", 200, 200),
        ("team-inspector", 200, 200),
        ("analyst", 200, 200),
        ("qa-manager", 200, 403),
        ("signatory", 200, 403),
        ("national-director", 403, 403),
        ("dcs", 403, 403),
        ("agency-contributor", 403, 403),
    ],
)
def test_who_opens_evidence(world, role, read, write):
    at = world.move_clock(10)
    world.open_to_local()
    row = submitted(world, by=world.person("team-inspector", "cqc"), at=at)
    client = world.client(world.person(role))
    assert client.get(world.page("evidence")).status_code == read
    assert client.get(world.page("evidence-record", row.pk)).status_code == read
    assert client.get(world.page("evidence-new")).status_code == write
    assert client.post(world.page("evidence-new"), typed(at, keep="1")).status_code == (
        303 if write == 200 else 403
    )


@pytest.mark.requirement("R-080-3")
def test_there_is_a_job_role_and_no_field_for_a_name(any_world, cqc):
    names = {f.name for f in EvidenceRecord._meta.get_fields()}
    assert "source_role" in names and not {n for n in names if "name" in n}
    page = any_world.client(cqc).get(any_world.page("evidence-new")).content.decode()
    assert "Job role of the person" in page and 'name="source_name"' not in page
    any_world.move_clock(10)
    at = any_world.moment(10)
    row = submitted(any_world, by=cqc, at=at, source_kind="person", method="interview-manager")
    said = json.loads(row.versions.get().content)
    assert said["source_role"] == "Detective sergeant" and not [key for key in said if "name" in key]


def test_a_record_says_which_entries_rest_on_it(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    row = submitted(world, by=ti, at=at)
    assert (
        "it is in no SEA entry yet"
        in world.client(ti).get(world.page("evidence-record", row.pk)).content.decode()
    )
    entry = entered(world, [row], by=ti, at=at)
    page = world.client(ti).get(world.page("evidence-record", row.pk)).content.decode()
    assert f"SEA entry {entry.number}" in page and "in no SEA entry yet" not in page


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("source_kind", "hearsay", "“hearsay” is not a kind of source. Choose one from the list."),
        ("period", "tomorrow", "“tomorrow” is not current practice or older information."),
    ],
)
def test_a_code_that_no_page_offers_is_kept_and_refused_when_submitted(world, name, code, sentence):
    at = world.move_clock(10)
    page, row = refused(world, world.person("team-inspector", "cqc"), typed(at, **{name: code}))
    assert sentence in page
    assert getattr(row, name) == code


def test_a_record_saved_in_another_window_is_offered_again_with_both_texts(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10)
    client, data = world.client(cqc), typed(at)
    client.post(world.page("evidence-new"), {**data, "keep": "yes"})
    address = world.page("evidence-write", data["id"])
    client.post(address, {**data, "version": "1", "text": "From the other window.", "keep": "yes"})
    stale = client.post(address, {**data, "version": "1", "text": "From this window.", "keep": "yes"})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "What somebody else saved meanwhile" in page
    assert "From the other window." in page and "From this window." in page
    assert 'name="version" value="2"' in page
    again = client.post(address, {**data, "version": "2", "text": "From this window.", "keep": "yes"})
    assert again.status_code == 303
