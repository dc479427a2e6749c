"""Every kind of write that people do at once in an inspection whose draft letter is with the local area.

Each is a function of the scene and of a generator of chances; it picks a row that is there at that moment, as
somebody does who has just opened a page, and acts on it. Who acts first is for the database to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from django.db.models import Model, QuerySet
from django.utils import timezone

from jtai.apps.accounts import actions as accounts
from jtai.apps.accounts.models import User
from jtai.apps.evidence import actions as evidence
from jtai.apps.evidence.models import EvidenceRecord, NotebookEntry, SEAEntry
from jtai.apps.findings import actions as findings
from jtai.apps.findings.models import AgencyMessage, Finding, SeparateOffer
from jtai.apps.inspections import actions as inspections
from jtai.apps.inspections.access import record_read
from jtai.apps.inspections.models import Contact, Inspection, Membership
from jtai.apps.letters import actions as letters
from jtai.apps.letters.models import AccuracyComment, Contribution, Dispatch, Letter, Point, Sentence
from jtai.apps.meetings import actions as meetings
from jtai.apps.meetings.models import Meeting
from jtai.apps.notification import actions as notification
from jtai.apps.portal import actions as portal
from jtai.apps.portal.models import ExtraRequest, RequestItem, SystemAccess
from jtai.apps.selection import actions as selection
from jtai.core.moments import Moment
from tests.factories.evidence import COMPLETE
from tests.factories.findings import STRENGTH
from tests.factories.letters import letter_at
from tests.factories.meetings import planned_meetings
from tests.factories.portal import incoming, open_requests
from tests.factories.selection import csv_list, list_sent
from tests.factories.world import World, account, planned

BODIES = ("cqc", "hmic", "hmip", "ofsted")


@dataclass
class Scene:
    """The world, the people and the moments; all of them are read by many threads and changed by none."""

    world: World
    administrator: User
    moments: dict[str, Moment] = field(default_factory=dict)

    @property
    def inspection(self) -> Inspection:
        return Inspection.objects.get(pk=self.world.inspection.pk)

    def at(self, when: str) -> Moment:
        moment = self.moments[when]
        return Moment(now=moment.now, real=timezone.now())

    def inspector(self, chance: Random) -> User:
        people = [
            u for (role, _), users in self.world.people.items() if role == "team-inspector" for u in users
        ]
        return chance.choice([*people, self.world.lead])


def scene() -> Scene:
    """The information is asked for, the list is there, and the draft letter has gone to the DCS."""
    world = open_requests(planned("2016-08"))
    list_sent(world, csv_list(24))
    planned_meetings(world)
    letter_at(world, "draft-sent")
    boss = account("administrator", service_roles=["administrator"])
    clocks = {
        "portal": (1, "10:00"),
        "field": (10, "14:00"),
        "findings": (11, "16:00"),
        "letter": (24, "10:00"),
    }
    return Scene(world, boss, {name: world.moment(*clock) for name, clock in clocks.items()})


class NothingThere(Exception):
    """There is nothing of the kind to act on yet."""


def some(rows: QuerySet[Any], chance: Random) -> Any:
    """A row that is there now, or None."""
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    return rows.filter(pk=chance.choice(keys)).first() if keys else None


def any_of(rows: QuerySet[Any], chance: Random) -> Any:
    """A row that is there now."""
    row = some(rows, chance)
    if row is None:
        raise NothingThere
    return row


def of_inspection(
    model: type[Model], scene: Scene, path: str = "inspection", **where: object
) -> QuerySet[Any]:
    return model._default_manager.filter(**{path: scene.world.inspection, **where})


Write = Callable[[Scene, Random], object]
WRITES: list[Write] = []


def write(times: int = 1) -> Callable[[Write], Write]:
    def add(act: Write) -> Write:
        WRITES.extend([act] * times)
        return act

    return add


@write(4)
def new_evidence(scene: Scene, chance: Random) -> object:
    by, at = scene.inspector(chance), scene.at("field")
    values = {**COMPLETE, "observed_at": at.now}
    return evidence.keep_record(
        inspection=scene.inspection, record_id=uuid4(), values=values, version=0, by=by, at=at
    )


@write(2)
def evidence_again(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(EvidenceRecord, scene).exclude(state="withdrawn"), chance)
    values = {"text": f"Seen again, {chance.random()}."}
    return evidence.keep_record(
        inspection=row.inspection,
        record_id=row.pk,
        values=values,
        version=row.version,
        by=row.author,
        at=scene.at("field"),
    )


@write(2)
def submit_evidence(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(EvidenceRecord, scene, state="draft"), chance)
    return evidence.submit_record(row=row, version=row.version, by=row.author, at=scene.at("field"))


@write()
def note_on_evidence(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(EvidenceRecord, scene, state="submitted"), chance)
    by = scene.inspector(chance)
    return evidence.add_note(row=row, kind="challenge", text="How do you know?", by=by, at=scene.at("field"))


@write()
def flag_evidence(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(EvidenceRecord, scene, state="submitted"), chance)
    return evidence.flag(
        thing=row, kind="unclear", note="Say who.", by=scene.world.lead, at=scene.at("field")
    )


@write(3)
def notebook(scene: Scene, chance: Random) -> object:
    note = some(of_inspection(NotebookEntry, scene), chance) if chance.random() < 0.5 else None
    by, at = note.author if note else scene.inspector(chance), scene.at("field")
    values = {"heading": "Visit", "text": f"Words {chance.random()}", "observed_at": at.now}
    return evidence.keep_note(
        inspection=scene.inspection,
        note_id=note.pk if note else uuid4(),
        values=values,
        version=note.version if note else 0,
        by=by,
        at=at,
    )


@write(2)
def sea_entry(scene: Scene, chance: Random) -> object:
    by = any_of(of_inspection(EvidenceRecord, scene, state="submitted"), chance).author
    entry = some(of_inspection(SEAEntry, scene, author=by), chance) if chance.random() < 0.5 else None
    records = of_inspection(EvidenceRecord, scene, author=by, state="submitted").values_list("pk", flat=True)
    values = evidence.EntryValues(
        evaluation=f"Agencies decide together because they meet early ({chance.random()}).",
        judgement="effective",
        criteria=("ESN 07",),
        evidence=tuple(str(pk) for pk in records[:2]),
    )
    return evidence.keep_entry(
        inspection=scene.inspection,
        entry_id=entry.pk if entry else uuid4(),
        values=values,
        version=entry.version if entry else 0,
        by=by,
        at=scene.at("field"),
    )


@write(2)
def enter_sea(scene: Scene, chance: Random) -> object:
    entry = any_of(of_inspection(SEAEntry, scene), chance)
    return evidence.enter(entry=entry, version=entry.version, by=entry.author, at=scene.at("field"))


@write()
def decide_coverage(scene: Scene, chance: Random) -> object:
    other = scene.world.person("team-inspector", "cqc")
    return evidence.decide_enough(
        inspection=scene.inspection,
        criterion="ESN 07",
        enough=True,
        reason="Three voices.",
        agreed_with=[other],
        by=scene.world.lead,
        at=scene.at("field"),
    )


@write(2)
def finding(scene: Scene, chance: Random) -> object:
    by = scene.inspector(chance)
    row = some(of_inspection(Finding, scene, state="draft", proposed_by=by), chance)
    row = row if chance.random() < 0.5 else None
    entries = of_inspection(SEAEntry, scene, state="entered").values_list("pk", flat=True)
    return findings.keep(
        inspection=scene.inspection,
        finding=row,
        values={**STRENGTH, "text": f"Together, {chance.random()}."},
        entries=list(entries[:3]),
        version=row.version if row else 0,
        by=by,
        at=scene.at("findings"),
    )


@write()
def submit_finding(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(Finding, scene, state="draft").select_related("inspection"), chance)
    return findings.submit(finding=row, reasons={}, by=row.proposed_by, at=scene.at("findings"))


@write()
def note_on_finding(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(Finding, scene).exclude(state="draft"), chance)
    return findings.add_note(
        finding=row, text="Said so.", said_by="", meeting=None, by=scene.world.lead, at=scene.at("findings")
    )


@write()
def key_findings(scene: Scene, chance: Random) -> object:
    by = scene.inspector(chance)
    mine = scene.inspection.key_findings.filter(inspector=by).first()
    return findings.keep_key_findings(
        inspection=scene.inspection,
        text=f"Mine: {chance.random()}.",
        records_complete=False,
        version=mine.version if mine else 0,
        by=by,
        at=scene.at("findings"),
    )


@write()
def message_for_an_agency(scene: Scene, chance: Random) -> object:
    return findings.write_message(
        inspection=scene.inspection,
        message=None,
        inspectorate="hmic",
        agency="police",
        text="Look at nights.",
        own_action=True,
        version=0,
        by=scene.world.person("team-inspector", "hmic"),
        at=scene.at("findings"),
    )


@write(2)
def go_on_with_an_offer(scene: Scene, chance: Random) -> object:
    by, at = scene.world.person("team-inspector", "hmic"), scene.at("findings")
    offer = any_of(
        of_inspection(SeparateOffer, scene, "message__inspection").select_related("message"), chance
    )
    if offer.message.state == AgencyMessage.State.DRAFT:
        signatory = scene.world.person("signatory", "hmic")
        return findings.share_message(message=offer.message, by=signatory, at=at)
    if offer.state == SeparateOffer.State.DUE:
        return findings.make_offer(offer=offer, proposed_start=at.now, by=by, at=at)
    leader = scene.world.person("agency-leader", "police")
    return findings.answer_offer(offer=offer, accept=True, by=leader, at=at)


@write(2)
def upload(scene: Scene, chance: Random) -> object:
    rows = of_inspection(RequestItem, scene, agency="police").select_related("inspection")
    file = incoming(name=f"file-{chance.randrange(10**6)}.pdf")
    by = scene.world.person("agency-contributor", "police")
    return portal.send_file(
        item=any_of(rows, chance), incoming=file, child_ref="1", by=by, at=scene.at("portal")
    )


@write()
def context_file(scene: Scene, chance: Random) -> object:
    by = scene.world.person("dcs")
    return portal.offer_context(
        inspection=scene.inspection, incoming=incoming(), title="Our area", by=by, at=scene.at("portal")
    )


@write()
def look_at_an_item(scene: Scene, chance: Random) -> object:
    rows = of_inspection(RequestItem, scene, state="received").select_related("inspection")
    row = any_of(rows, chance)
    ask = {"item": row, "version": row.version, "by": scene.world.lead, "at": scene.at("portal")}
    return portal.accept(**ask) if chance.random() < 0.5 else portal.query(text="Which year?", **ask)


@write(2)
def extra_request(scene: Scene, chance: Random) -> object:
    waiting = some(of_inspection(ExtraRequest, scene, state="proposed").select_related("inspection"), chance)
    if waiting and chance.random() < 0.5:
        return portal.decide_extra(
            extra=waiting,
            agreed=chance.random() < 0.5,
            reason="So.",
            by=scene.world.lead,
            at=scene.at("portal"),
        )
    item = any_of(of_inspection(RequestItem, scene), chance)
    return portal.propose_extra(
        inspection=scene.inspection,
        title="A plan",
        agency="police",
        why_necessary="It shows.",
        exceptional="Rare.",
        checked=[str(item.pk)],
        confirmed_not_there=True,
        by=scene.world.lead,
        at=scene.at("portal"),
    )


@write()
def system_access(scene: Scene, chance: Random) -> object:
    row = some(of_inspection(SystemAccess, scene).select_related("inspection"), chance)
    at = scene.at("portal")
    if row and chance.random() < 0.5:
        return portal.grant_access(access=row, on=at.today, by=scene.world.lead, at=at)
    who = scene.inspector(chance).pk
    return portal.ask_access(
        inspection=scene.inspection,
        inspector=who,
        agency="police",
        system="Records",
        by=scene.world.lead,
        at=at,
    )


@write()
def briefing_note(scene: Scene, chance: Random) -> object:
    inspection = scene.inspection
    note = getattr(inspection, "briefing_note", None)
    return portal.keep_note(
        inspection=inspection,
        text=f"Note {chance.random()}",
        version=note.version if note else 0,
        by=scene.world.lead,
        at=scene.at("portal"),
    )


@write()
def contributor(scene: Scene, chance: Random) -> object:
    held = of_inspection(Membership, scene, role="agency-contributor", ended_at=None, body="ccg")
    row = some(held.select_related("inspection", "user"), chance)
    if row and chance.random() < 0.5:
        return portal.end_contributor(membership=row, by=scene.world.person("dcs"), at=scene.at("portal"))
    return portal.invite_contributor(
        inspection=scene.inspection,
        full_name="A Sender",
        email=f"{uuid4().hex}@people.invalid",
        agency="ccg",
        by=scene.world.person("dcs"),
        at=scene.at("portal"),
    )


@write()
def team_change(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(Membership, scene, role="team-inspector", ended_at=None), chance)
    streams = [stream.code for stream in scene.world.inspection.edition.workstreams]
    return inspections.change_member(
        inspection=scene.inspection,
        membership=row,
        workstreams=[chance.choice(streams)],
        preparation_days=None,
        by=scene.world.lead,
        at=scene.at("portal"),
    )


@write()
def contact(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(Contact, scene, contact_role="pcc"), chance)
    values = {
        "contact_role": "pcc",
        "agency": "police",
        "name": f"N {chance.random()}",
        "phone": "01632 960997",
    }
    return inspections.change_contact(
        inspection=scene.inspection,
        contact=row,
        values=values,
        version=row.version,
        by=scene.world.lead,
        at=scene.at("portal"),
    )


@write()
def clock_and_name(scene: Scene, chance: Random) -> object:
    """The inspection's own row is written too."""
    by, at = scene.world.lead, scene.at("portal")
    if chance.random() < 0.5:
        return inspections.move_clock(inspection=scene.inspection, to=at.now, by=by, at=at)
    return inspections.change_front_door_name(inspection=scene.inspection, name="The Hub", by=by, at=at)


@write()
def address_of_an_account(scene: Scene, chance: Random) -> object:
    """A key column of a row that everything points to."""
    user = User.objects.get(pk=scene.inspector(chance).pk)
    return accounts.change_person(
        user=user,
        email=f"{uuid4().hex}@people.invalid",
        full_name=user.full_name,
        by=scene.administrator,
        at=timezone.now(),
    )


@write()
def one_more_meeting(scene: Scene, chance: Random) -> object:
    at = scene.at("field")
    return meetings.add_meeting(
        inspection=scene.inspection, code="kit", on=at.today, by=scene.world.lead, at=at
    )


@write()
def attendance(scene: Scene, chance: Random) -> object:
    row = any_of(of_inspection(Meeting, scene, code="kit").select_related("inspection"), chance)
    by, at = scene.world.lead, scene.at("field")
    if row.state == Meeting.State.PLANNED:
        reasons = dict.fromkeys(("starts-early", "another-day"), "Agreed.")
        return meetings.start(meeting=row, started=at.now, reasons=reasons, by=by, at=at)
    if chance.random() < 0.5:
        came = {one.pk: True for one in row.attendance.all()}
        return meetings.record_attendance(meeting=row, came=came, modes={}, by=by, at=at)
    said = {item.code: f"Agreed {chance.random()}" for item in row.kind.agenda}
    return meetings.record_outcomes(
        meeting=row, outcomes=said, notes="", most_difference="", version=row.version, by=by, at=at
    )


@write()
def sheet_for_staff(scene: Scene, chance: Random) -> object:
    by, at = scene.world.lead, scene.at("portal")
    if chance.random() < 0.3:
        return notification.share_contact_sheet(inspection=scene.inspection, by=by, at=at)
    return notification.write_staff_information(inspection=scene.inspection, text="Come in.", by=by, at=at)


@write()
def choice_of_children(scene: Scene, chance: Random) -> object:
    ids = [f"C-{n:04d}" for n in chance.sample(range(24), 5)]
    return selection.keep_draft(
        inspection=scene.inspection,
        stage="shortlist",
        child_ids=ids,
        context_considered="",
        by=scene.world.lead,
        at=scene.at("portal"),
    )


@write(3)
def read_a_child(scene: Scene, chance: Random) -> object:
    return record_read(
        scene.inspection, "selection", by=scene.inspector(chance), at=scene.at("field"), object_id="7F3A"
    )


@write(3)
def edit_a_point(scene: Scene, chance: Random) -> object:
    rows = of_inspection(Point, scene, "letter__inspection", dropped_at=None).select_related(
        "letter__inspection"
    )
    row = any_of(rows, chance)
    words = ". ".join(f"Sentence {chance.randrange(5)}" for _ in range(chance.randrange(2, 6)))
    return letters.save_point(
        point=row,
        version=row.version,
        values={"text": f"{words}."},
        by=scene.world.lead,
        at=scene.at("letter"),
    )


@write(2)
def arrange_points(scene: Scene, chance: Random) -> object:
    rows = of_inspection(Point, scene, "letter__inspection", dropped_at=None).select_related(
        "letter__inspection"
    )
    row = any_of(rows, chance)
    ask = {"by": scene.world.lead, "at": scene.at("letter")}
    if chance.random() < 0.7:
        return letters.move_point(point=row, up=chance.random() < 0.5, **ask)
    return letters.add_point(
        letter=row.letter, section=row.section, values={"text": "More. And more."}, **ask
    )


@write(2)
def support_a_sentence(scene: Scene, chance: Random) -> object:
    rows = of_inspection(Sentence, scene, "point__letter__inspection")
    row = any_of(rows.select_related("point__letter__inspection"), chance)
    entries = list(of_inspection(SEAEntry, scene, state="entered")[:3])
    return letters.support(sentence=row, entries=entries, by=scene.world.lead, at=scene.at("letter"))


@write()
def findings_into_the_letter(scene: Scene, chance: Random) -> object:
    letter = Letter.objects.select_related("inspection").get(inspection=scene.world.inspection)
    return letters.bring_in_findings(letter=letter, by=scene.world.lead, at=scene.at("letter"))


@write(2)
def contribution(scene: Scene, chance: Random) -> object:
    letter = Letter.objects.select_related("inspection").get(inspection=scene.world.inspection)
    rows = Contribution.objects.select_related("letter__inspection", "finding").filter(letter=letter)
    row, at = some(rows, chance), scene.at("letter")
    if row is None or chance.random() < 0.4:
        found = some(of_inspection(Finding, scene, state="presented"), chance)
        section = letter.inspection.edition.letter.sections[0].code
        values = {"section": section, "text": "One. Two.", "finding": found}
        by = scene.inspector(chance)
        return letters.contribute(letter=letter, contribution=None, version=0, values=values, by=by, at=at)
    if row.state == Contribution.State.OFFERED:
        return letters.merge(contribution=row, by=scene.world.lead, at=at)
    return letters.offer(contribution=row, by=row.author, at=at)


@write(3)
def comment_on_the_draft(scene: Scene, chance: Random) -> object:
    dispatch = Dispatch.objects.select_related("letter__inspection").get(
        letter__inspection=scene.world.inspection
    )
    by, at = scene.world.person("dcs"), scene.at("letter")
    mine = dispatch.comments.filter(author=by, state=AccuracyComment._meta.get_field("state").default)
    row = some(mine, chance) if chance.random() < 0.5 else None
    values = {"kind": "fact", "should_say": f"Say {chance.random()}.", "evidence": "Audit."}
    return letters.comment(
        dispatch=dispatch, existing=row, version=row.version if row else 0, values=values, by=by, at=at
    )


@write()
def publication_hold(scene: Scene, chance: Random) -> object:
    at = scene.at("letter")
    return inspections.add_hold(
        inspection=scene.inspection,
        first_on=at.today,
        last_on=at.today,
        reason="Election.",
        by=scene.world.lead,
        at=at,
    )
