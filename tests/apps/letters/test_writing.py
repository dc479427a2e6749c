"""Writing the letter: one letter, points with ids, contributions, conflicts."""

from __future__ import annotations

import json
import re

import pytest

from jtai.apps.audit.models import Event
from jtai.apps.findings.models import Finding
from jtai.apps.letters import actions
from jtai.apps.letters.actions.writing import text_of
from jtai.apps.letters.models import Contribution, Letter
from jtai.core.results import ProblemsFound, Refused
from tests.factories.letters import fed_back, started, written


@pytest.mark.requirement("R-T16-1")
def test_a_second_letter_is_refused_and_the_first_takes_in_everybodys_findings(any_world):
    letter = started(any_world)
    assert letter.points.filter(finding__isnull=False).count() == Finding.objects.count() == 2
    with pytest.raises(Refused, match="already has its letter"):
        actions.start(
            inspection=any_world.inspection, reasons={}, by=any_world.lead, at=any_world.moment(15, "10:00")
        )
    assert Letter.objects.count() == 1


def test_the_letter_follows_the_feedback_meeting_and_is_the_leads(world):
    world.open_to_local()
    at = world.moment(12, "10:00")
    with pytest.raises(Refused, match="feedback meeting") as refused:
        actions.start(inspection=world.inspection, reasons={}, by=world.lead, at=at)
    assert refused.value.decision.kind == "moment"
    fed_back(world)
    assert world.client(world.person("team-inspector")).post(world.page("letter")).status_code == 403
    assert world.client(world.lead).post(world.page("letter")).status_code == 303
    assert Event.objects.filter(action="letter.started").exists()


def test_points_are_brought_in_once_and_stand_in_the_sections_of_their_findings(world):
    letter = started(world)
    assert set(letter.points.values_list("section", flat=True)) == {"strengths", "development"}
    police = letter.points.get(section="development")
    assert (police.target, police.agency) == ("agency", "police")
    actions.bring_in_findings(letter=letter, by=world.lead, at=world.moment(14, "11:00"))
    assert letter.points.count() == 2
    assert set(Finding.objects.values_list("in_letter", flat=True)) == {True}


def test_sentences_keep_their_ids_and_a_stale_save_shows_both_texts(world):
    letter = started(world)
    point = letter.points.get(section="strengths")
    first, second = point.sentences.all()
    client = world.client(world.lead)
    page = world.page("letter-point", point.pk)
    shown = {"version": point.version, "target": "partnership", "finding": str(point.finding_id)}
    answer = client.post(page, shown | {"text": f"{first.text} Something new. {second.text}"})
    assert answer.status_code == 303
    kept = list(point.sentences.values_list("pk", "text"))
    assert [key for key, _ in kept if key in (first.pk, second.pk)] == [first.pk, second.pk]
    assert len(kept) == 3
    stale = client.post(page, shown | {"text": "My own words."})
    assert stale.status_code == 409
    body = stale.content.decode()
    assert "Something new." in body
    assert "My own words." in body
    assert "Somebody saved this point before you" in body
    point.refresh_from_db()
    again = client.post(page, shown | {"version": point.version, "text": "My own words."})
    assert again.status_code == 303
    assert text_of(point) == "My own words."
    assert Event.objects.filter(action="letter.point-saved").count() == 2


def test_points_move_and_are_taken_out_by_the_lead_alone(world):
    letter = started(world)
    first = letter.points.get(section="strengths")
    second = actions.add_point(
        letter=letter,
        section="strengths",
        values={"text": "Second."},
        by=world.lead,
        at=world.moment(14, "12:00"),
    )
    client = world.client(world.lead)
    client.post(world.page("letter-point-act", second.pk, "up"))
    assert list(letter.points.filter(section="strengths")) == [second, first]
    other = world.client(world.person("team-inspector"))
    assert other.post(world.page("letter-point-act", first.pk, "drop")).status_code == 403
    client.post(world.page("letter-point-act", first.pk, "drop"))
    assert list(letter.points.filter(section="strengths", dropped_at=None)) == [second]


@pytest.mark.requirement("R-082-2")
def test_a_contribution_shows_its_author_and_only_the_lead_merges_and_submits(any_world):
    letter = started(any_world)
    author = any_world.person("team-inspector", "cqc")
    client = any_world.client(author)
    new = any_world.page("letter-contribution-new")
    empty = client.post(new, {"version": 0, "section": "strengths", "text": "", "offer": "yes"})
    assert empty.status_code == 422
    answer = client.post(
        new, {"version": 0, "section": "strengths", "text": "Nurses are heard.", "offer": "yes"}
    )
    assert answer.status_code == 303
    row = Contribution.objects.get(text="Nurses are heard.")
    assert (row.author, row.inspectorate, row.state) == (author, "cqc", "offered")
    colleague = any_world.person("team-inspector", "hmic")
    shown = any_world.client(colleague).get(any_world.page("letter-contributions")).content.decode()
    assert author.full_name in shown
    assert "Nurses are heard." in shown
    merge = any_world.page("letter-contribution-answer", row.pk)
    assert client.post(merge, {"merge": "yes"}).status_code == 403
    assert client.post(any_world.page("letter-submit"), {}).status_code == 403
    assert any_world.client(any_world.lead).post(merge, {"merge": "yes"}).status_code == 303
    point = letter.points.get(contribution=row)
    assert text_of(point) == "Nurses are heard."
    assert (
        f"By {author.full_name}"
        in any_world.client(any_world.lead).get(any_world.page("letter-write")).content.decode()
    )
    assert Event.objects.filter(action="letter.contribution-merged").exists()


def test_a_draft_contribution_is_its_authors_alone_and_one_given_back_says_why(world):
    letter = started(world)
    author, at = world.person("team-inspector", "cqc"), world.moment(14, "12:00")
    values = {"section": "strengths", "text": "Not ready."}
    row = actions.contribute(letter=letter, contribution=None, version=0, values=values, by=author, at=at)
    assert (
        "Not ready." not in world.client(world.lead).get(world.page("letter-contributions")).content.decode()
    )
    assert world.client(world.lead).get(world.page("letter-contribution", row.pk)).status_code == 404
    actions.offer(contribution=row, by=author, at=at)
    with pytest.raises(ProblemsFound):
        actions.give_back(contribution=row, answer=" ", by=world.lead, at=at)
    actions.give_back(contribution=row, answer="Say how many.", by=world.lead, at=at)
    assert "Say how many." in world.client(author).get(world.page("letter-contributions")).content.decode()


@pytest.mark.requirement("R-090-1")
def test_what_leaders_heard_and_the_letter_leaves_out_is_listed_and_stops_nothing(any_world):
    letter = written(any_world)
    point = letter.points.get(section="development")
    title = point.finding.title
    actions.drop_point(point=point, by=any_world.lead, at=any_world.moment(14, "12:00"))
    actions.add_point(
        letter=letter,
        section="development",
        values={"text": "Another point.", "finding": letter.points.get(section="strengths").finding},
        by=any_world.lead,
        at=any_world.moment(14, "12:00"),
    )
    page = any_world.client(any_world.lead).get(any_world.page("letter-write")).content.decode()
    dropped = page.split("Shared with leaders, then left out")[1].split("<h3")[0]
    assert title in dropped
    any_world.move_clock(16, "09:00")
    ticks = [one.code for one in any_world.inspection.edition.letter.confirmations]
    form = {"confirmed": ticks, "owner": "on"}
    lead = any_world.client(any_world.lead)
    answer = lead.post(any_world.page("letter-submit"), form)
    asked = re.findall(r'name="(reason-[\w-]+)"', answer.content.decode())
    # Nothing asks about what is left out; a reason for something else may be asked for.
    assert not any(word in name for name in asked for word in ("omit", "drop", "told", "left"))
    if asked:
        answer = lead.post(any_world.page("letter-submit"), form | dict.fromkeys(asked, "A reason."))
    assert answer.status_code == 303
    assert title not in json.dumps(letter.versions.get().document)


def test_a_foreign_inspection_is_not_found(world, foreign):
    letter = started(world)
    point = letter.points.first()
    stranger = world.client(foreign.lead)
    for name, *rest in [
        ("letter",),
        ("letter-write",),
        ("letter-point", point.pk),
        ("letter-contributions",),
    ]:
        assert stranger.get(world.page(name, *rest)).status_code == 404
        assert stranger.post(world.page(name, *rest)).status_code == 404
    assert world.client(world.lead).get(world.page("letter-point", point.pk)).status_code == 200
    assert world.client(foreign.lead).get(foreign.page("letter-point", point.pk)).status_code == 404


def test_a_point_about_everybody_names_no_agency_whatever_was_chosen_before(world):
    letter = started(world)
    page = world.page("letter-point-new", "strengths")
    sent = {"version": "0", "text": "Everybody works together.", "target": "partnership", "agency": "police"}
    answer = world.client(world.lead).post(page, sent)
    assert answer.status_code == 303, answer.content.decode()
    made = letter.points.order_by("-order").filter(section="strengths").first()
    assert made is not None and (made.target, made.agency) == ("partnership", "")
