"""A briefing written, issued and read, each by the actions a person uses."""

from __future__ import annotations

from jtai.apps.accounts.models import User
from jtai.apps.briefing import actions, queries
from jtai.core.moments import Moment
from tests.factories.kept import kept
from tests.factories.world import World

ANALYSTS_DAY = -2


def write_briefing(world: World, at: Moment | None = None, *, leave_out: str = "") -> None:
    """Every section gets an answer: the first some words, the restricted one words of CQC, the rest none."""
    inspection, analyst = world.inspection, world.person("analyst")
    moment = at or world.moment(ANALYSTS_DAY, "11:00")
    for number, section in enumerate(inspection.edition.briefing_sections):
        if section.code == leave_out:
            continue
        holder = inspection.edition.other_inspectorates[0].code
        actions.keep_section(
            inspection=inspection,
            code=section.code,
            answer="included" if number == 0 or section.restricted else "none-found",
            text="Two earlier inspections asked for better planning." if number == 0 else "",
            parts={holder: "A worker wrote about waiting times."} if section.restricted else None,
            by=analyst,
            at=moment,
        )


def issue_briefing(world: World, at: Moment | None = None) -> None:
    """Written and issued by the analyst, two working days before day 0 unless told otherwise."""
    moment = at or world.moment(ANALYSTS_DAY, "15:00")
    write_briefing(world, moment)
    actions.issue(inspection=world.inspection, by=world.person("analyst"), at=moment)


def gate_readers(world: World) -> list[User]:
    """The lead and one inspector of each other inspectorate (day -1)."""
    others = [world.person("team-inspector", i.code) for i in world.inspection.edition.other_inspectorates]
    return [world.lead, *others]


def read_briefing(world: World, readers: list[User] | None = None, at: Moment | None = None) -> None:
    """These people confirm, the day before day 0 unless told otherwise."""
    moment = at or world.moment(-1, "10:00")
    issue = queries.last_issue(world.inspection)
    assert issue is not None
    for reader in gate_readers(world) if readers is None else readers:
        actions.mark_read(inspection=world.inspection, number=issue.number, by=reader, at=moment)


@kept
def briefed(world: World) -> World:
    """Ready for notification: issued, and read by those who must."""
    issue_briefing(world)
    read_briefing(world)
    return world
