"""Begin an inspection and change what it is about."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from jtai.apps.accounts.models import User
from jtai.apps.inspections.access import record, require
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.inspections.queries import qualifications_of
from jtai.apps.library import queries as library
from jtai.core.areas import check_area, find
from jtai.core.framework import available_editions, load_edition
from jtai.core.moments import Moment, real_moment
from jtai.core.planning import Member, check_member
from jtai.core.results import Problem, blocks, refuse, require_none


@transaction.atomic
def plan_inspection(
    *,
    kind: str,
    edition_id: str,
    area_code: str,
    theme_code: str = "",
    clock_at: datetime | None = None,
    by: User,
    at: datetime,
) -> Inspection:
    """Begin an inspection with its planner as lead inspector, or a practice one with its coordinator.

    at is real time. Paragraphs 1, 4 and 8; ADR 0004 for the clock; ADR 0308 for invented areas.
    """
    moment = Moment(now=clock_at, real=at) if clock_at and kind != Inspection.Kind.REAL else real_moment(at)
    problems = _check(kind, edition_id, area_code, theme_code, moment.today, by)
    require_none(problems)
    area = find(area_code, on=moment.today)
    assert area is not None
    theme = library.latest_theme(theme_code) if theme_code else None
    inspection = Inspection.objects.create(
        ref=_new_ref(),
        kind=kind,
        edition_id=edition_id,
        theme_code=theme_code,
        theme_revision=theme.revision if theme else 0,
        theme_checksum=theme.checksum if theme else "",
        area_code=area.code,
        area_name=area.name,
        clock_at=moment.now if kind != Inspection.Kind.REAL else None,
        calendar_version=library.latest_calendar().version,
        created_at=at,
        created_by=by,
    )
    _add_planner(inspection, by, moment)
    record(
        inspection,
        "inspection.planned",
        by=by,
        at=moment,
        object_kind="inspection",
        object_id=inspection.ref,
        codes={"kind": kind, "edition": edition_id, "area": area_code, "theme": theme_code},
    )
    return inspection


def _new_ref() -> str:
    """A reference that names nothing."""
    alphabet = "23456789bcdfghjkmnpqrstvwxz"
    return "j" + "".join(secrets.choice(alphabet) for _ in range(7))


def _add_planner(inspection: Inspection, by: User, moment: Moment) -> None:
    edition = inspection.edition
    practice = inspection.kind == Inspection.Kind.PRACTICE and "practice-coordinator" in by.service_roles
    role = "practice-coordinator" if practice else edition.team.lead_role
    Membership.objects.create(
        inspection=inspection,
        user=by,
        role=role,
        # The coordinator works on the inspectors' side of a rehearsal from its first day.
        side="service" if practice else "inspectorate",
        body="" if practice else edition.team.lead_inspectorate,
        started_at=moment.now,
        by=by,
    )


def _check(
    kind: str, edition_id: str, area_code: str, theme_code: str, today: date, by: User
) -> list[Problem]:
    problems: list[Problem] = []
    if edition_id not in available_editions():
        message = f"There is no edition “{edition_id}”. Choose one of {', '.join(available_editions())}."
        return [blocks("edition-unknown", message, "", "edition")]
    edition = load_edition(edition_id)
    if kind == Inspection.Kind.DEMONSTRATION and not settings.JTAI_DEMONSTRATION_ALLOWED:
        problems.append(
            blocks(
                "demonstration-refused",
                ("This service does not allow demonstration inspections."),
                "",
                "kind",
            )
        )
    practice = kind == Inspection.Kind.PRACTICE and "practice-coordinator" in by.service_roles
    if not practice:
        planner = Member(
            edition.team.lead_role,
            by.body,
            qualifications_of(by),
            label="The person who plans the inspection",
        )
        problems += [p.on("lead") for p in check_member(edition, planner)]
    # A service does not start with an invented area in its database (ADR 0255): none is rehearsed in there.
    invented = kind != Inspection.Kind.REAL and not settings.JTAI_IS_SERVICE
    problems += check_area(area_code, on=today, invented_allowed=invented)
    if theme_code:
        problems += _check_theme(theme_code, edition_id, kind)
    return problems


def _check_theme(theme_code: str, edition_id: str, kind: str) -> list[Problem]:
    theme = library.latest_theme(theme_code)
    if theme is None or edition_id not in theme.editions:
        message = "Choose a theme that this edition lists, or load its file first (Editions and themes)."
        return [blocks("theme-unknown", message, "Guidance, paragraph 4", "theme")]
    if theme.invented and kind == Inspection.Kind.REAL:
        message = "This theme is invented, for practice only. Choose a theme of the guidance."
        return [blocks("theme-invented", message, "Guidance, paragraph 4", "theme")]
    return []


@transaction.atomic
def change_theme(*, inspection: Inspection, theme_code: str, by: User, at: Moment) -> None:
    """Choose or change the theme; pinned with its revision, and fixed once the DCS was told (para 4)."""
    require(by, "plan", "inspection", inspection)
    if inspection.dcs_told_at:
        refuse(
            "The theme cannot be changed after the DCS has been notified.",
            "Guidance, paragraph 4",
            kind="moment",
        )
    require_none(_check_theme(theme_code, inspection.edition_id, inspection.kind))
    theme = library.latest_theme(theme_code)
    assert theme is not None
    inspection.theme_code, inspection.theme_revision = theme.code, theme.revision
    inspection.theme_checksum = theme.checksum
    inspection.save(update_fields=["theme_code", "theme_revision", "theme_checksum"])
    record(
        inspection,
        "inspection.theme-chosen",
        by=by,
        at=at,
        codes={"theme": theme.code, "revision": theme.revision},
    )


@transaction.atomic
def change_front_door_name(*, inspection: Inspection, name: str, by: User, at: Moment) -> None:
    """What the area calls its front door: shown on every page from then on (para 7, footnote 2)."""
    require(by, "write", "set-up", inspection)
    inspection.front_door_name = " ".join(name.split())[:80]
    inspection.save(update_fields=["front_door_name"])
    record(inspection, "inspection.front-door-named", by=by, at=at, content=inspection.front_door_name)


@transaction.atomic
def pause(*, inspection: Inspection, reason: str, by: User, at: Moment) -> None:
    """Stop the inspection for a time, with a reason (side state, ADR 0303)."""
    require(by, "stop", "inspection", inspection)
    if not reason.strip():
        require_none([blocks("reason-missing", "Say why the inspection is paused.", "", "reason")])
    inspection.paused_at = at.now
    inspection.save(update_fields=["paused_at"])
    record(inspection, "inspection.paused", by=by, at=at, content=reason.strip())


@transaction.atomic
def resume(*, inspection: Inspection, by: User, at: Moment) -> None:
    """Take the inspection up again."""
    require(by, "stop", "inspection", inspection)
    inspection.paused_at = None
    inspection.save(update_fields=["paused_at"])
    record(inspection, "inspection.resumed", by=by, at=at)
