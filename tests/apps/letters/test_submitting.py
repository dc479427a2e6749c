"""Submitting a version: every check is asked, a refusal leaves the working copy as it is."""

from __future__ import annotations

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.findings import actions as finding_actions
from jtai.apps.findings.models import Finding
from jtai.apps.letters import actions
from jtai.apps.letters.models import Point
from jtai.core.results import ProblemsFound
from tests.factories.letters import STRENGTH, add_summary, chain, letter_at, started, submit, walk, written


def problems(world, letter, **changes) -> dict[str, str]:
    """Codes and messages of what stands against submitting."""
    with pytest.raises(ProblemsFound) as found:
        submit(world, letter, **changes)
    assert not letter.versions.exists()
    return {one.code: one.message for one in found.value.problems}


@pytest.mark.requirement("R-072-8")
def test_without_the_owners_statement_nothing_is_submitted(any_world):
    letter = written(any_world)
    assert set(problems(any_world, letter, owner_confirmed=False)) == {"owner-unconfirmed"}
    version = submit(any_world, letter)
    assert version.owner_statement == any_world.inspection.edition.letter.owner_statement


def test_the_page_shows_each_problem_and_keeps_the_ticks(world):
    letter = written(world)
    client = world.client(world.lead)
    answer = client.post(world.page("letter-submit"), {"confirmed": ["plain"]})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "concise and evaluative" in body
    assert 'value="plain"' in body.split("checked")[0][-400:]
    assert not letter.versions.exists()
    ticks = [one.code for one in world.inspection.edition.letter.confirmations]
    sent = client.post(world.page("letter-submit"), {"confirmed": ticks, "owner": "on"})
    assert sent.status_code == 303
    done = client.get(sent.headers["Location"]).content.decode()
    assert "Version 1" in done
    assert "Next:" in done


@pytest.mark.requirement("R-083-2")
def test_a_point_without_evidence_is_listed_and_stops_the_draft(any_world):
    letter = written(any_world)
    point = letter.points.get(section="strengths")
    Point.objects.filter(pk=point.pk).update(finding=None)
    found = problems(any_world, letter)
    assert "Agencies meet early" in found["rests-on-nothing"]
    page = any_world.client(any_world.lead).get(any_world.page("letter-write")).content.decode()
    assert "Agencies meet early" in page.split("No evidence</h3>")[1].split("</ul>")[0]
    trace = any_world.client(any_world.person("qa-manager"))
    assert trace.get(any_world.page("letter-checks")).content.decode().count("has no evidence yet") == 1
    sentence = point.sentences.first()
    entry = Finding.objects.first().entries.first()
    actions.support(sentence=sentence, entries=[entry], by=any_world.lead, at=any_world.moment(15, "10:00"))
    submit(any_world, letter)
    assert chain(letter).version.number == 1


@pytest.mark.requirement("R-083-4")
def test_a_point_without_a_target_is_refused_in_august_and_taken_in_january(world, january):
    letter = written(world)
    Point.objects.filter(letter=letter, section="strengths").update(target="")
    assert set(problems(world, letter)) == {"target-missing"}
    assert letter.points.filter(section="strengths").count() == 1
    other = written(january)
    Point.objects.filter(letter=other).update(target="", agency="")
    assert submit(january, other).number == 1


def test_the_letter_prints_whom_a_point_is_about(world):
    version = submit(world, written(world))
    page = world.client(world.lead).get(world.page("letter-version", version.number)).content.decode()
    assert "<strong>Northmere police:</strong>" in page
    assert "<strong>Partnership:</strong>" in page


@pytest.mark.requirement("R-084-1")
def test_the_summary_is_first_and_mandatory_in_august_and_unknown_in_january(world, january):
    letter = started(world)
    assert "section-missing-summary" in problems(world, letter)
    add_summary(world, letter)
    version = submit(world, letter)
    assert version.document["sections"][0]["code"] == "summary"
    assert version.document["sections"][0]["heading"] == "Summary of findings"
    other = submit(january, started(january))
    assert "summary" not in {one["code"] for one in other.document["sections"]}


@pytest.mark.requirement("R-084-2")
def test_a_summary_that_says_nothing_of_the_theme_asks_for_a_reason(world):
    letter = started(world)
    add_summary(world, letter, about_theme=False)
    assert set(problems(world, letter, reasons={})) == {"summary-without-theme"}
    reasons = {"summary-without-theme": "The theme is in every section."}
    submit(world, letter, reasons=reasons)
    assert (
        world.inspection.departures.get(rule="summary-without-theme").reason
        == "The theme is in every section."
    )


@pytest.mark.requirement("R-083-1")
def test_an_undefined_acronym_is_pointed_at_and_an_unconfirmed_check_stops(any_world):
    letter = written(any_world)
    point = letter.points.get(section="strengths")
    actions.save_point(
        point=point,
        version=point.version,
        values={"text": "The MASH decides early.", "finding": point.finding, "target": "partnership"},
        by=any_world.lead,
        at=any_world.moment(15, "09:00"),
    )
    page = any_world.client(any_world.lead).get(any_world.page("letter-checks")).content.decode()
    assert "“MASH” is not spelled out" in page
    ticks = [one.code for one in any_world.inspection.edition.letter.confirmations if one.code != "plain"]
    assert set(problems(any_world, letter, confirmed=ticks)) == {"unconfirmed-plain"}
    submit(any_world, letter)


@pytest.mark.requirement("R-005-1")
def test_the_draft_names_its_legal_basis(any_world):
    version = submit(any_world, written(any_world))
    assert "section 20 of the Children Act 2004" in version.document["opening"][0]["text"]
    page = any_world.client(any_world.lead).get(any_world.page("letter-version", 1)).content.decode()
    assert "section 20 of the Children Act 2004" in page


@pytest.mark.requirement("R-082-1")
def test_the_letter_is_addressed_to_the_recipients_of_the_edition(any_world):
    version = submit(any_world, written(any_world))
    edition = any_world.inspection.edition
    roles = [
        edition.contact_role(one.contact).title
        for group in edition.letter.recipients
        for one in group.recipients
    ]
    assert [one["role"] for one in version.document["addressees"]] == roles
    assert len(roles) == 12
    names = [contact.name for contact in any_world.inspection.contacts.all()]
    assert not any(name in version.content for name in names)


def test_areas_for_priority_action_stand_first_where_the_lead_says_so(world):
    letter = written(world)
    add = {"text": "Act now on delays.", "finding": Finding.objects.first(), "target": "partnership"}
    actions.add_point(
        letter=letter, section="priority-action", values=add, by=world.lead, at=world.moment(15, "09:00")
    )
    actions.save_front(
        letter=letter,
        version=letter.version,
        opening="",
        dated_on=None,
        priority_first=True,
        by=world.lead,
        at=world.moment(15, "09:00"),
    )
    version = submit(world, letter)
    order = [one["code"] for one in version.document["sections"]]
    assert order == ["summary", "priority-action", "strengths", "development", "next-steps"]


def test_a_new_version_needs_a_reason_ends_signatures_and_the_trail_verifies(world):
    letter = written(world)
    submit(world, letter)
    walk(world, letter, "inspectorates-draft")
    with pytest.raises(ProblemsFound, match="what is different"):
        submit(world, letter, reason=" ")
    submit(world, letter, at=world.moment(20, "10:00"), reason="A sentence was wrong.")
    assert chain(letter).step("draft-agreed").open
    assert not chain(letter).step("inspectorates-draft").open
    events = Event.objects.filter(action="letter.version-submitted")
    assert events.count() == 2
    assert {one.object_kind for one in events} == {"letter-version"}
    assert verify(world.inspection.ref) is None


@pytest.mark.requirement("R-092-3")
def test_the_trace_lists_what_is_unlinked_and_what_was_told_and_then_changed_or_dropped(any_world):
    letter = written(any_world)
    strength = letter.points.get(section="strengths").finding
    later = any_world.moment(15, "10:00")
    finding_actions.revise(
        finding=strength,
        values={**STRENGTH, "text": "Agencies meet early in most cases."},
        entries=[one.pk for one in strength.entries.all()],
        version=strength.version,
        quality_reason="The records show most, not all.",
        reasons={},
        by=any_world.lead,
        at=later,
    )
    dropped = letter.points.get(section="development")
    actions.drop_point(point=dropped, by=any_world.lead, at=later)
    unlinked = {"text": "Nothing carries this.", "target": "partnership"}
    actions.add_point(letter=letter, section="development", values=unlinked, by=any_world.lead, at=later)
    page = any_world.client(any_world.lead).get(any_world.page("letter-rests-on")).content.decode()
    assert "SEA 1:" in page
    assert "Evidence: 1" in page
    lists = page.split("What to review")[1]
    assert dropped.finding.title in lists.split("Shared with leaders, then left out")[1].split("<h3")[0]
    changed = lists.split("Shared with leaders, then changed")[1].split("<h3")[0]
    assert "The records show most, not all." in changed
    assert "Nothing carries this." in lists.split("No evidence</h3>")[1].split("<h3")[0]
    day = any_world.inspection.edition.milestone("draft-agreed").last_day
    assert (
        "Nothing carries this."
        in problems(any_world, letter, at=any_world.moment(day, "10:00"))["rests-on-nothing"]
    )


@pytest.mark.requirement("R-083-3")
def test_the_page_prints_the_confirmations_in_the_words_of_the_edition(any_world):
    written(any_world)
    page = any_world.client(any_world.lead).get(any_world.page("letter-submit")).content.decode()
    ticks = page.split("I have read the letter for each of these")[1]
    word, other = {"2016-08": ("criteria", "requirements"), "2016-01": ("requirements", "criteria")}[
        any_world.inspection.edition_id
    ]
    assert word in ticks
    assert other not in ticks


@pytest.mark.requirement("R-085-1")
def test_a_letter_on_nine_of_the_twenty_two_criteria_passes(any_world):
    known = [one.code for one in any_world.inspection.edition.criteria]
    assert len(known) == 22
    letter = written(any_world)
    Finding.objects.filter(type="strength").update(criteria=known[:8])
    Finding.objects.filter(type="development").update(criteria=known[8:9])
    cited = {code for one in Finding.objects.all() for code in one.criteria}
    assert len(cited) == 9
    assert submit(any_world, letter, reasons={}).number == 1


def test_versions_are_compared_whatever_figures_the_address_holds(world):
    letter_at(world, "draft-sent")
    client = world.client(world.lead)
    for asked in ("from=²&to=1", "from=٢&to=１", "from=%00&to=99999999999999999999", "from=-1&to=%ED%A0%80"):
        assert client.get(f"{world.page('letter-compare')}?{asked}").status_code == 200
