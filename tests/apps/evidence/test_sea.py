"""SEA entries: written from evidence, agreed, entered in time, revised, locked, opened again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.drafts.form_ids import FIELD
from jtai.apps.evidence import actions, queries
from jtai.apps.evidence.actions.entry_words import values_for
from jtai.apps.evidence.models import SEAEntry, SEAVersion
from jtai.apps.inspections.facts import record_fact
from jtai.apps.notices.models import Message
from jtai.core.results import ProblemsFound, Refused
from jtai.words import LONDON
from tests.factories.evidence import draft, entered, entry_draft, submitted, typed_entry
from tests.factories.world import planned
from tests.forms.browser import only_form


@pytest.fixture
def cqc(any_world):
    return any_world.person("team-inspector", "cqc")


def at_london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.requirement("R-076-2")
def test_an_entry_is_written_from_evidence_and_shows_its_source_ids(any_world, cqc):
    world, at = any_world, any_world.move_clock(10, "14:00")
    one, two = submitted(world, by=cqc, at=at), submitted(world, by=world.lead, at=at)
    client = world.client(cqc)
    offered = client.get(world.page("sea-new") + f"?evidence={one.pk}").content.decode()
    assert f'value="{one.pk}" checked' in offered and f'value="{two.pk}"' in offered
    data = typed_entry([one, two], enter="yes")
    answer = client.post(world.page("sea-new"), data)
    assert answer.status_code == 303
    page = world.client(world.person("team-inspector", "hmic")).get(answer.url).content.decode()
    for row in (one, two):
        assert world.page("evidence-record", row.pk) in page and f"Evidence {row.number}" in page


def test_keeping_refuses_nothing_and_only_its_author_reads_the_draft(world):
    cqc = world.person("team-inspector", "cqc")
    world.move_clock(10)
    data = typed_entry([], evaluation="Half a", judgement="", criteria=["ESN 99"])
    assert world.client(cqc).post(world.page("sea-new"), data).status_code == 303
    entry = SEAEntry.objects.get()
    assert (entry.state, entry.evaluation, entry.criteria) == ("draft", "Half a", ["ESN 99"])
    for other in (world.lead, world.person("qa-manager")):
        client = world.client(other)
        assert client.get(world.page("sea-entry", entry.pk)).status_code == 404
        assert "Half a" not in client.get(world.page("sea")).content.decode()


def test_two_windows_on_one_draft_lose_nothing(world):
    cqc = world.person("team-inspector", "cqc")
    world.move_clock(10)
    client, opened = world.client(cqc), typed_entry([], evaluation="Half a")
    assert client.post(world.page("sea-new"), opened).status_code == 303
    page, opened = world.page("sea-write", opened["id"]), {**opened, "version": "1"}
    assert client.post(page, {**opened, "evaluation": "First window."}).status_code == 303
    answer = client.post(page, {**opened, "evaluation": "Second window."})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "First window." in shown and "Second window." in shown and 'name="version" value="2"' in shown
    assert client.post(page, {**opened, "version": "2", "evaluation": "Both."}).status_code == 303
    assert SEAEntry.objects.get().evaluation == "Both."


def test_a_draft_saved_after_a_colleague_revised_does_not_go_over_their_words(world):
    at = world.move_clock(10)
    ti, hmic = (world.person("team-inspector", body) for body in ("cqc", "hmic"))
    entry = entered(world, [submitted(world, by=ti, at=at)], by=ti, at=at, contributors=(hmic.pk,))
    client, page = world.client(ti), world.page("sea-write", entry.pk)
    opened = {one.name: one.value for one in only_form(client.get(page)).controls}
    data = typed_entry(list(entry.evidence.all()), id=str(entry.pk), contributors=[str(hmic.pk)])
    data |= {FIELD: opened[FIELD], "version": str(entry.version), "evaluation": "Mine, and better."}

    theirs = replace(values_for(entry, hmic), evaluation="Theirs meanwhile.")
    words = {"values": theirs, "version": entry.version, "by": hmic, "at": at}
    actions.keep_entry(inspection=world.inspection, entry_id=entry.pk, **words)
    actions.enter(entry=entry, version=entry.version, by=hmic, at=at)

    assert client.post(page, data).status_code == 303
    answer = client.post(page, {**data, "enter": "yes"})
    assert answer.status_code == 409 and "Theirs meanwhile." in answer.content.decode()
    entry.refresh_from_db()
    assert entry.evaluation == "Theirs meanwhile."


@pytest.mark.requirement("R-077-2")
def test_an_entry_without_a_judgement_or_an_evaluation_is_refused_and_kept(any_world, cqc):
    world, at = any_world, any_world.move_clock(10)
    row = submitted(world, by=cqc, at=at)
    for changes, words in [
        ({"judgement": ""}, "Decide which this is"),
        ({"judgement": "not-judged"}, "Decide which this is"),
        ({"evaluation": " "}, "Enter your evaluation"),
        ({"evidence": []}, "Choose at least one submitted evidence record"),
        ({"criteria": []}, "Choose at least one criterion"),
    ]:
        data = typed_entry([row], **{**changes, "enter": "yes"})
        answer = world.client(cqc).post(world.page("sea-new"), data)
        assert answer.status_code == 422 and words in answer.content.decode(), words
        assert SEAEntry.objects.get(pk=data["id"]).state == "draft"


def test_a_description_is_hinted_at_and_not_refused(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    row = submitted(world, by=ti, at=at)
    words = "Six people met in a room for forty minutes and then they went home."
    entry = entry_draft(world, [row], by=ti, at=at, evaluation=words)
    page = world.client(ti).get(world.page("sea-write", entry.pk)).content.decode()
    assert "This reads like a description" in page
    assert actions.enter(entry=entry, version=entry.version, by=ti, at=at).state == "entered"


def test_drafts_and_withdrawn_records_are_no_evidence_for_an_entry(world, foreign):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    gone = submitted(world, by=ti, at=at)
    actions.withdraw_record(row=gone, reason="Consent withdrawn.", by=ti, at=at)
    theirs = submitted(foreign, by=foreign.person("team-inspector", "cqc"), at=foreign.move_clock(10))
    for rows in ([gone], [draft(world, by=ti, at=at)], [theirs]):
        entry = entry_draft(world, rows, by=ti, at=at)
        with pytest.raises(ProblemsFound, match="Choose at least one submitted"):
            actions.enter(entry=entry, version=entry.version, by=ti, at=at)


@pytest.mark.requirement("R-077-1")
def test_the_team_reads_the_sea_and_agencies_never_do(any_world, cqc, db):
    world, at = any_world, any_world.move_clock(10)
    world.open_to_local()
    entry = entered(world, [submitted(world, by=cqc, at=at)], by=cqc, at=at)
    stranger = planned("2016-08", area="X00000002").person("team-inspector", "cqc")
    for name, args in (("sea", ()), ("sea-entry", (entry.pk,)), ("sea-missing", ()), ("coverage", ())):
        address = world.page(name, *args)
        for role in ("team-inspector", "analyst", "qa-manager", "signatory"):
            assert world.client(world.person(role)).get(address).status_code == 200, (name, role)
        for role in (
            "dcs",
            "agency-leader",
            "agency-contributor",
            "link-person",
            "lscb-chair",
            "senior-officer",
        ):
            assert world.client(world.person(role)).get(address).status_code == 403, (name, role)
        assert world.client(stranger).get(address).status_code == 404
    for role in ("dcs", "analyst", "signatory"):
        posted = world.client(world.person(role)).post(world.page("sea-new"), typed_entry([]))
        assert posted.status_code == 403, role


def test_approvers_read_the_sea_once_the_draft_letter_is_agreed(world):
    approver, at = world.person("regional-director"), world.move_clock(14)
    assert world.client(approver).get(world.page("sea")).status_code == 403
    first = world.inspection.edition.letter.sign_off_chain[0].milestone
    record_fact(world.inspection, first, by=world.lead, at=at)
    assert world.client(approver).get(world.page("sea")).status_code == 200
    assert world.client(world.person("editor")).get(world.page("sea")).status_code == 403


@pytest.mark.requirement("R-078-1")
def test_three_contributors_agree_before_their_joint_entry_is_in_the_sea(any_world, cqc):
    world, at = any_world, any_world.move_clock(10, "14:00")
    three = [
        world.lead,
        world.person("team-inspector", "hmic"),
        world.person("team-inspector", "hmi-probation"),
    ]
    row = submitted(world, by=cqc, at=at)
    data = typed_entry([row], contributors=[str(user.pk) for user in three], enter="yes")
    assert world.client(cqc).post(world.page("sea-new"), data).status_code == 303
    entry = SEAEntry.objects.get()
    assert entry.state == "agreeing" and queries.sea_entries(world.inspection) == []
    assert Message.objects.filter(kind="sea-agreement", chain=world.inspection.ref).count() == 3
    for n, user in enumerate(three):
        page = world.client(user).get(world.page("sea-entry", entry.pk)).content.decode()
        assert f"{3 - n} of 3" in page
        agreed = {"version": str(entry.version), "agree": "yes"}
        assert world.client(user).post(world.page("sea-agree", entry.pk), agreed).status_code == 303
    entry.refresh_from_db()
    assert entry.state == "entered"
    page = world.client(world.person("qa-manager")).get(world.page("sea-entry", entry.pk)).content.decode()
    assert all(user.full_name in page for user in three) and page.count("Agreed, ") == 3


def test_only_inspectors_can_be_contributors(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    row = submitted(world, by=ti, at=at)
    others = tuple(world.person(role).pk for role in ("dcs", "signatory", "qa-manager"))
    assert not entry_draft(world, [row], by=ti, at=at, contributors=others).contributors.exists()


def test_who_is_no_contributor_cannot_agree_and_a_change_can_be_asked(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    colleague = world.person("team-inspector", "hmic")
    row = submitted(world, by=ti, at=at)
    entry = entry_draft(world, [row], by=ti, at=at, contributors=(colleague.pk,))
    entry = actions.enter(entry=entry, version=entry.version, by=ti, at=at)
    page = world.page("sea-agree", entry.pk)
    outsider = world.person("team-inspector", "hmi-probation")
    assert world.client(outsider).post(page, {"version": entry.version, "agree": "1"}).status_code in (
        403,
        404,
    )
    client = world.client(colleague)
    blank = client.post(page, {"version": entry.version, "object": "1"})
    assert blank.status_code == 422 and "Say what has to change" in blank.content.decode()
    asked = {"version": entry.version, "object": "1", "wants_changed": "The police were there too."}
    assert client.post(page, asked).status_code == 303
    assert (
        "The police were there too."
        in world.client(ti).get(world.page("sea-entry", entry.pk)).content.decode()
    )
    data = typed_entry(
        [row], id=str(entry.pk), version=str(entry.version), evaluation="Well, and with the police."
    )
    data |= {"contributors": [str(colleague.pk)], "enter": "1"}
    assert world.client(ti).post(world.page("sea-write", entry.pk), data).status_code == 303
    stale = client.post(page, {"version": entry.version, "agree": "1"})
    assert stale.status_code == 409
    entry.refresh_from_db()
    assert client.post(page, {"version": entry.version, "agree": "1"}).status_code == 303
    entry.refresh_from_db()
    assert entry.state == "entered"


@pytest.mark.requirement("R-078-2")
def test_an_entry_is_due_two_days_after_its_evidence_and_before_the_meeting(db):
    august, january = planned("2016-08"), planned("2016-01", day_zero=date(2016, 2, 9))
    cases = [
        (august, at_london(2016, 9, 19, 11, 0), at_london(2016, 9, 21, 17, 30)),
        (august, at_london(2016, 9, 21, 11, 0), at_london(2016, 9, 22, 15, 30)),
        (january, at_london(2016, 2, 22, 11, 0), at_london(2016, 2, 24, 17, 30)),
        (january, at_london(2016, 2, 24, 11, 0), at_london(2016, 2, 25, 15, 30)),
    ]
    for world, observed, due in cases:
        ti, at = world.person("team-inspector", "cqc"), world.move_clock(12, "12:00")
        row = submitted(world, by=ti, at=at, observed_at=observed)
        page = world.client(ti).get(world.page("sea")).content.decode()
        assert f"{due:%H:%M}" in page and f"{due:%d %b %Y}".lstrip("0") in page
        assert entry_draft(world, [row], by=ti, at=at).due_at == due


def test_a_late_entry_is_taken_and_shown_as_late(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(9, "11:00")
    row = submitted(world, by=cqc, at=at)
    late = world.move_clock(11, "18:00")
    entry = entered(world, [row], by=cqc, at=late)
    page = world.client(cqc).get(world.page("sea-entry", entry.pk)).content.decode()
    assert "30 minutes late" in page
    (told,) = queries.sea_entries(world.inspection)
    assert told.late_by == timedelta(minutes=30)


@pytest.mark.requirement("R-078-3")
def test_the_gate_lists_evidence_without_an_entry_and_a_new_entry_after_the_start_asks_for_a_reason(
    any_world, cqc
):
    world = any_world
    world.move_clock(12, "12:00")
    at, colleague = world.moment(12, "12:00"), world.person("team-inspector", "hmic")
    rows = [submitted(world, by=by, at=at) for by in (cqc, cqc, colleague, world.lead)]
    entered(world, [submitted(world, by=cqc, at=at)], by=cqc, at=at)
    world.move_clock(12, "15:25")
    page = world.client(world.lead).get(world.page("sea-missing")).content.decode()
    assert "Evidence that is in no SEA entry: 4" in page
    for row in rows:
        assert f"Evidence {row.number}" in page and row.author.full_name in page
    world.move_clock(12, "15:31")
    data = typed_entry([rows[0]], enter="yes")
    answer = world.client(cqc).post(world.page("sea-new"), data)
    assert answer.status_code == 422
    assert "Say why this entry comes after it" in answer.content.decode()
    data |= {"version": "1", "after_meeting_reason": "The health visitor telephoned at 15:20."}
    assert world.client(cqc).post(world.page("sea-write", data["id"]), data).status_code == 303
    page = world.client(world.lead).get(world.page("sea-missing")).content.decode()
    assert "Evidence that is in no SEA entry: 3" in page


@pytest.mark.requirement("R-078-4")
def test_an_entry_is_revised_on_friday_and_its_versions_are_kept(any_world, cqc):
    world, at = any_world, any_world.move_clock(12, "14:00")
    row = submitted(world, by=cqc, at=at)
    entry = entered(world, [row], by=cqc, at=at)
    world.move_clock(13, "11:00")
    data = typed_entry(
        [row], id=str(entry.pk), version=str(entry.version), evaluation="Better, since the meeting."
    )
    page = world.page("sea-write", entry.pk)
    assert world.client(cqc).post(page, {**data, "keep": "yes"}).status_code == 303
    colleague = world.client(world.lead)
    assert "since the meeting" not in colleague.get(world.page("sea-entry", entry.pk)).content.decode()
    assert world.client(cqc).post(page, {**data, "enter": "yes"}).status_code == 303
    shown = colleague.get(world.page("sea-entry", entry.pk)).content.decode()
    assert "since the meeting" in shown and "version 2" in shown
    first = colleague.get(world.page("sea-version", entry.pk, 1)).content.decode()
    assert "made together and early" in first and "since the meeting" not in first
    assert queries.sea_entry(world.inspection, entry.pk).version == 2


@pytest.mark.requirement("R-078-5")
def test_the_sea_locks_at_the_end_of_friday_and_the_lead_opens_it_again_with_a_reason(db):
    cases = [
        (planned("2016-08"), date(2016, 9, 23), date(2016, 9, 26)),
        (planned("2016-01", day_zero=date(2016, 2, 9)), date(2016, 2, 26), date(2016, 2, 29)),
    ]
    for world, friday, monday in cases:
        ti, at = world.person("team-inspector", "cqc"), world.move_clock(12, "14:00")
        row = submitted(world, by=ti, at=at)
        entry = entered(world, [row], by=ti, at=at)
        page = world.page("sea-write", entry.pk)

        def revise(words, world=world, ti=ti, row=row, entry=entry, page=page):
            entry.refresh_from_db()
            data = typed_entry(
                [row], id=str(entry.pk), version=str(entry.version), evaluation=words, enter="1"
            )
            return world.client(ti).post(page, data)

        assert world.move_clock(13, "18:00").now.date() == friday
        assert revise("Better at 18:00.").status_code == 303
        world.move_clock(13, "23:58")
        assert revise("Better at 23:58.").status_code == 303
        world.move_clock(13, "23:59")
        assert revise("Better at 23:59.").status_code == 409
        assert world.move_clock(14, "09:00").now.date() == monday
        refused = revise("Better on Monday.")
        assert refused.status_code == 409
        assert (
            "The SEA is locked" in refused.content.decode()
            and "Better on Monday." in refused.content.decode()
        )
        lock = world.page("sea-entry-lock", entry.pk)
        assert world.client(ti).post(lock, {"reason": "I want to."}).status_code == 403
        assert world.client(world.lead).post(lock, {"reason": " "}).status_code == 422
        assert world.client(world.lead).post(lock, {"reason": "A number was wrong."}).status_code == 303
        assert revise("Better on Monday.").status_code == 303
        assert world.client(world.lead).post(lock, {}).status_code == 303
        assert revise("Better again.").status_code == 409
        shown = world.client(world.lead).get(world.page("sea-entry", entry.pk)).content.decode()
        assert "A number was wrong." in shown and "Locked again" in shown


def test_after_the_lock_nothing_new_is_entered_until_the_whole_sea_is_opened(world):
    at, ti = world.move_clock(12, "14:00"), world.person("team-inspector", "cqc")
    row = submitted(world, by=ti, at=at)
    late = world.move_clock(14, "09:00")
    entry = entry_draft(world, [row], by=ti, at=late, after_meeting_reason="Found on the train.")
    with pytest.raises(Refused, match="locked"):
        actions.enter(entry=entry, version=entry.version, by=ti, at=late)
    with pytest.raises(Refused, match="locked"):
        submitted(world, by=ti, at=late, observed_at=at.now)
    client = world.client(world.lead)
    assert client.post(world.page("sea-lock"), {"reason": "One entry was forgotten."}).status_code == 303
    assert actions.enter(entry=entry, version=entry.version, by=ti, at=late).state == "entered"
    assert client.post(world.page("sea-lock"), {}).status_code == 303
    assert "Open it again, with a reason" in client.get(world.page("sea")).content.decode()


def test_the_sea_is_not_opened_again_while_it_is_open(world):
    world.move_clock(12)
    answer = world.client(world.lead).post(world.page("sea-lock"), {"reason": "To be sure."})
    assert answer.status_code == 409 and "The SEA is already open" in answer.content.decode()


def test_two_who_revise_the_same_entry_lose_nothing(world):
    at, ti = world.move_clock(12, "14:00"), world.person("team-inspector", "cqc")
    colleague = world.person("team-inspector", "hmic")
    row = submitted(world, by=ti, at=at)
    entry = entered(world, [row], by=ti, at=at, contributors=(colleague.pk,))
    opened = typed_entry(
        [row], id=str(entry.pk), version=str(entry.version), contributors=[str(colleague.pk)]
    )
    page = world.page("sea-write", entry.pk)
    mine = {**opened, "evaluation": "The author's words are better.", "enter": "1"}
    theirs = {**opened, "evaluation": "The colleague's words are better.", "enter": "1"}
    assert world.client(ti).post(page, mine).status_code == 303
    answer = world.client(colleague).post(page, theirs)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "The author&#x27;s words" in shown and "The colleague&#x27;s words" in shown
    again = world.client(colleague).get(page).content.decode()
    assert "The author&#x27;s words" in again and "The colleague&#x27;s words" in again
    entry.refresh_from_db()
    assert world.client(colleague).post(page, {**theirs, "version": str(entry.version)}).status_code == 303
    assert entry.versions.count() == 3
    row_of = entry.contributors.get(user=colleague)
    assert row_of.agreed_at is not None


def test_who_did_not_write_an_entry_does_not_change_it(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10)
    row = submitted(world, by=cqc, at=at)
    entry = entered(world, [row], by=cqc, at=at)
    data = typed_entry(
        [row], id=str(entry.pk), version=str(entry.version), evaluation="Other words, better.", enter="1"
    )
    for other in (world.lead, world.person("team-inspector", "hmic")):
        client = world.client(other)
        assert client.post(world.page("sea-write", entry.pk), data).status_code == 403
        assert client.post(world.page("sea-new"), data).status_code == 403
        assert client.post(world.page("sea-withdraw", entry.pk), {"reason": "x"}).status_code == 403


def test_an_entry_is_withdrawn_with_a_reason_and_no_longer_in_the_sea(world):
    at, ti = world.move_clock(10), world.person("team-inspector", "cqc")
    entry = entered(world, [submitted(world, by=ti, at=at)], by=ti, at=at)
    page = world.page("sea-withdraw", entry.pk)
    assert world.client(ti).post(page, {"reason": ""}).status_code == 422
    assert world.client(ti).post(page, {"reason": "Said twice."}).status_code == 303
    assert queries.sea_entries(world.inspection) == []
    assert "Said twice." in world.client(world.lead).get(world.page("sea-entry", entry.pk)).content.decode()
    assert world.client(ti).post(page, {"reason": "Again."}).status_code == 409


@pytest.mark.requirement("R-079-2")
def test_a_flag_of_the_lead_notifies_the_author(any_world, cqc):
    world, at = any_world, any_world.move_clock(11)
    entry = entered(world, [submitted(world, by=cqc, at=at)], by=cqc, at=at)
    page, flagged = world.page("sea-flag", entry.pk), {"kind": "descriptive-only", "note": "What follows?"}
    assert world.client(cqc).post(page, flagged).status_code == 403
    assert world.client(world.lead).post(page, flagged).status_code == 303
    message = Message.objects.get(kind="quality-flag", chain=world.inspection.ref)
    assert message.to_user_id == cqc.pk and "descriptive only" in message.heading
    assert "What follows?" not in message.body
    assert "Descriptive only" in world.client(cqc).get(world.page("sea-entry", entry.pk)).content.decode()
    assert "quality of your recording" in world.client(cqc).get("/home").content.decode()
    made = entry.flags.get()
    clear = world.page("flag-clear", made.pk)
    assert world.client(cqc).post(clear).status_code == 403
    assert world.client(world.lead).post(clear).status_code == 303
    assert world.client(world.lead).post(clear).status_code == 409


def test_every_step_leaves_its_event_and_the_chain_holds(world):
    cqc = world.person("team-inspector", "cqc")
    at = world.move_clock(10)
    row = submitted(world, by=cqc, at=at)
    entry = entered(world, [row], by=cqc, at=at, contributors=(world.lead.pk,))
    world.client(world.lead).get(world.page("sea-entry", entry.pk))
    events = Event.objects.filter(chain=world.inspection.ref)
    told = set(events.values_list("action", flat=True))
    assert {"sea.kept", "sea.agreement-asked", "sea.agreed", "sea.entered", "sea.read"} <= told
    assert not events.filter(canonical__contains="together and early").exists()
    assert verify(world.inspection.ref) is None
    SEAVersion.objects.update(content="{}")
    assert verify(world.inspection.ref) is not None
