"""An inspection that has things of every owner, everybody in it, and another inspection beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db.models import Model, UUIDField
from django.utils import timezone

from jtai.apps.accounts.models import User
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import Dispatch, Letter
from jtai.apps.meetings.models import Meeting
from jtai.apps.portal.models import RequestItem
from jtai.apps.workspace.demonstration.build import _published as published_demonstration
from jtai.apps.workspace.demonstration.cast import Cast, service_accounts
from jtai.core.access import Held
from jtai.core.moments import Moment
from tests.factories.world import World, account, planned


@dataclass
class Scene:
    """The published inspection, the other one, and everybody with what they hold where."""

    cast: Cast
    other: World
    at: Moment
    foreign: dict[type[Model], Any] = field(default_factory=dict)
    _held: dict[int, list[Held]] = field(default_factory=dict)

    @property
    def inspection(self) -> Inspection:
        return self.cast.inspection

    @property
    def letter(self) -> Letter:
        return Letter.objects.select_related("inspection").get(inspection=self.inspection)

    def person(self, role: str, body: str = "", n: int = 0) -> User:
        return self.cast.person(role, body, n)

    def people(self) -> list[User]:
        """One holder of each role of each body, and a colleague of an inspector and of a leader."""
        twice = {("team-inspector", "cqc"), ("agency-leader", "police")}
        return [user for who, users in self.cast.people.items() for user in users[: 2 if who in twice else 1]]

    def strangers(self) -> list[User]:
        """Who has no part in the inspection: each role of the other one, the service, and those invited."""
        service = User.objects.filter(service_role_rows__isnull=False).distinct()
        invited = [one.user for one in self.inspection.invitations.select_related("user")]
        roles = {role: users[0] for (role, _), users in self.other.people.items()}
        return [*roles.values(), *service, *invited]

    def held(self, user: User) -> list[Held]:
        """The roles a person holds in the inspection, and in the service."""
        if user.pk not in self._held:
            rows = user.memberships.filter(inspection=self.inspection, ended_at=None)
            service = user.service_role_rows.values_list("role", flat=True)
            self._held[user.pk] = [row.held for row in rows] + [Held(role) for role in service]
        return self._held[user.pk]


def row(model: str, **values: Any) -> Any:
    cls: Any = apps.get_model(model)
    if isinstance(cls._meta.pk, UUIDField):
        values.setdefault("id", uuid4())
    return cls.objects.create(**values)


def build() -> Scene:
    """A demonstration gone all the way; what the demonstration leaves out is put beside it."""
    service_accounts()
    cast = published_demonstration()
    cast.people["agency-leader", "police"].append(_leader(cast))
    other = planned("2016-08", area="X00000002")
    other.open_to_local()
    other.inspection.refresh_from_db()
    scene = Scene(cast, other, cast.moment(43, "15:00"))
    _before(scene)
    _requests(scene)
    _fieldwork(scene)
    _letter(scene)
    return scene


def foreign(scene: Scene, thing: Any) -> Any:
    """A thing like this one in the other inspection, with what it hangs on."""
    model = type(thing)
    if isinstance(thing, Inspection):
        return scene.other.inspection
    if isinstance(thing, User):
        return scene.other.person("team-inspector", "cqc")
    if model not in scene.foreign:
        copy = model.objects.get(pk=thing.pk)
        copy.pk = uuid4() if isinstance(model._meta.pk, UUIDField) else None
        copy._state.adding = True
        for one in model._meta.concrete_fields:
            part = getattr(copy, one.name) if one.is_relation else None
            if part is None or isinstance(part, User):
                continue
            if one.one_to_one or leads_to_an_inspection(type(part)):
                setattr(copy, one.name, foreign(scene, part))
        copy.save(force_insert=True)
        scene.foreign[model] = copy
    return model.objects.get(pk=scene.foreign[model].pk)


def leads_to_an_inspection(model: Any) -> bool:
    """Does a row of this model belong to an inspection?"""
    if model is Inspection:
        return True
    parts = [one.related_model for one in model._meta.concrete_fields if one.is_relation and not one.null]
    return any(leads_to_an_inspection(part) for part in parts if part not in (model, User))


def _leader(cast: Cast) -> User:
    """A second leader of the police."""
    user = account("second leader", body="police")
    row(
        "inspections.Membership", inspection=cast.inspection, user=user, role="agency-leader", body="police",
        side="local", started_at=timezone.now(), by=cast.lead,
    )  # fmt: skip
    return user


def _before(scene: Scene) -> None:
    i, lead, now = scene.inspection, scene.cast.lead, scene.at.now
    analyst = scene.person("analyst")
    row("briefing.PerformanceData", inspection=i, title="A draft", author=analyst, changed_at=now)
    row("inspections.ClosureDay", inspection=i, on=date(2016, 12, 30), reason="Closed.", by=lead, at=now)
    days = {"first_on": date(2017, 3, 1), "last_on": date(2017, 3, 2)}
    row("inspections.PublicationHold", inspection=i, reason="Elections.", by=lead, at=now, **days)
    for by in (scene.person("dcs"), scene.person("link-person")):
        row(
            "inspections.Invitation", inspection=i, role="agency-contributor", body="police",
            user=account("invited", body="police"), full_name="Somebody", email="a@people.invalid",
            invited_at=now, invited_by=by,
        )  # fmt: skip
    row("notification.StaffInformation", inspection=i, number=1, text="Come in.", by=lead, at=now)


def _requests(scene: Scene) -> None:
    i, lead, now = scene.inspection, scene.cast.lead, scene.at.now
    item = RequestItem.objects.filter(inspection=i, agency="police").first()
    row("portal.ItemQuery", item=item, text="Which year?", asked_at=now, asked_by=lead)
    for agency, inspectorate, by in (
        ("police", "hmic", scene.person("agency-leader", "police")),
        ("ccg", "cqc", scene.person("team-inspector", "cqc")),
        ("local-authority", "ofsted", scene.person("dcs")),
    ):
        row(
            "portal.ExtraRequest", inspection=i, offered=False, title="More", agency=agency,
            inspectorate=inspectorate, why_necessary="Needed.", state="proposed", proposed_at=now,
            proposed_by=by,
        )  # fmt: skip
    row(
        "portal.SystemAccess",
        inspection=i,
        inspector=lead,
        agency="ccg",
        system="S",
        asked_at=now,
        asked_by=lead,
    )
    for by in (scene.person("agency-contributor", "local-authority"), scene.person("dcs")):
        row(
            "selection.ChildList", inspection=i, title="A list", sha256="0" * 64, rows=[], count=0,
            sent_by=by, checked_at=now,
        )  # fmt: skip


def _fieldwork(scene: Scene) -> None:
    i, lead, at = scene.inspection, scene.cast.lead, scene.at
    times = {"recorded_at": at.now, "received_at": at.real, "kept_at": at.real}
    inspector = scene.person("team-inspector", "cqc")
    for by, body in ((lead, "ofsted"), (inspector, "cqc")):
        row("evidence.NotebookEntry", inspection=i, author=by, inspectorate=body, heading="Mine", **times)
    # By number: keys made by lot would choose another one each time.
    submitted = EvidenceRecord.objects.filter(inspection=i, state="submitted").exclude(author=lead)
    record = submitted.order_by("number").first()
    entry = SEAEntry.objects.filter(inspection=i).exclude(author=inspector).order_by("number").first()
    assert record is not None and entry is not None
    row("evidence.RecordNote", record=record, kind="challenge", text="Why?", by=lead, at=at.now)
    row("evidence.SEAContributor", entry=entry, user=inspector, inspectorate="cqc")
    for thing in ({"entry": entry}, {"record": record}):
        row("evidence.QualityFlag", kind="unclear", by=lead, at=at.now, **thing)
    row("findings.Finding", inspection=i, number=90, proposed_by=inspector, proposed_at=at.now)
    row("findings.Finding", inspection=i, number=91, proposed_by=lead, proposed_at=at.now)
    meeting = Meeting.objects.filter(inspection=i, code="feedback").get()
    row("findings.OutlinePoint", meeting=meeting, order=90, text="A point", by=lead, at=at.now)
    for n, (inspectorate, agency) in enumerate(
        (("hmic", "police"), ("cqc", "ccg"), ("ofsted", "local-authority"))
    ):
        by = scene.person("team-inspector", inspectorate)
        message = row(
            "findings.AgencyMessage", inspection=i, number=90 + n, inspectorate=inspectorate, agency=agency,
            text="Look at nights.", own_action=True, written_by=by, written_at=at.now,
        )  # fmt: skip
        row("findings.SeparateOffer", message=message)
        separate = row(
            "meetings.Meeting", inspection=i, code=Meeting.SEPARATE, number=90 + n, on=at.today,
            planned_by=by, inspectorate=inspectorate, agency=agency, planned_at=at.now,
        )  # fmt: skip
        row("meetings.Attendance", meeting=separate, user=by, role="team-inspector", body=inspectorate)


def _letter(scene: Scene) -> None:
    i, letter, at = scene.inspection, scene.letter, scene.at
    dispatch = Dispatch.objects.filter(letter=letter, kind="accuracy").latest("pk")
    leader, inspector = scene.person("agency-leader", "police"), scene.person("team-inspector", "cqc")
    row("letters.DraftOpening", dispatch=dispatch, user=leader, opened_at=at.now, by=scene.person("dcs"))
    for n, (by, body) in enumerate(((leader, "police"), (scene.person("dcs"), "local-authority"))):
        row(
            "letters.AccuracyComment", dispatch=dispatch, number=90 + n, should_say="Other words.",
            author=by, body=body, written_at=at.now, kind="fact", evidence="A paper.",
        )  # fmt: skip
    section = letter.inspection.edition.letter.sections[0].code
    for by, body in ((inspector, "cqc"), (scene.cast.lead, "ofsted")):
        row(
            "letters.Contribution", letter=letter, section=section, text="Mine.", author=by,
            inspectorate=body, written_at=at.now,
        )  # fmt: skip
    version = letter.versions.latest("number")
    row(
        "letters.Edit", letter=letter, base=version, sentence=uuid4(), before="A.", after="B.",
        changes_meaning=False, by=scene.person("editor"), at=at.now,
    )  # fmt: skip
    for inspectorate, agency in (("hmic", "police"), ("cqc", "ccg"), ("ofsted", "local-authority")):
        row(
            "letters.SeparateLetter", inspection=i, inspectorate=inspectorate, agency=agency,
            reason="So.", text="Words.", written_by=scene.person("team-inspector", inspectorate),
            written_at=at.now,
        )  # fmt: skip


LATER = timedelta(days=1)
