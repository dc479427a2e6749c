"""Walks the choice of children: list sent, first choice sent, information in, tracked children sent."""

from __future__ import annotations

from jtai.apps.selection import actions, queries
from jtai.apps.selection.models import ChildList, ChildSet
from tests.factories.world import World

GENDERS = ("Female", "Male")
ETHNICITIES = ("White British", "Mixed", "Asian", "Black")
STAGES = ("Referral", "Child in need", "Child protection", "Looked after")


def csv_list(count: int = 40, *, probation_every: int = 4, header: str = "") -> bytes:
    """An invented list whose values are spread evenly."""
    lines = [header or "Child ID,Age,Gender,Ethnicity,Disability,Stage,Probation"]
    for n in range(count):
        lines.append(
            f"C-{n:04d},{n % 18},{GENDERS[n % 2]},{ETHNICITIES[n % 4]},{'Yes' if n % 8 == 0 else 'No'},"
            f"{STAGES[(n // 2) % 4]},{'Yes' if n % probation_every == 0 else 'No'}"
        )
    return "\n".join(lines).encode()


def list_sent(world: World, data: bytes | None = None, *, day: int = 0, clock: str = "16:30") -> ChildList:
    """The director has sent the list."""
    if world.inspection.dcs_told_at is None:
        world.open_to_local()
    at, dcs = world.moment(day, clock), world.person("dcs")
    checked = actions.check_list(
        inspection=world.inspection, title="Theme", data=data or csv_list(), by=dcs, at=at
    )
    return actions.use_list(inspection=world.inspection, child_list=checked, by=dcs, at=at)


def all_reasons(world: World, stage: str, ids: list[str], considered: str = "") -> dict[str, str]:
    """A reason for every warning of this choice."""
    from jtai.apps.selection.actions.choosing import check

    return {p.code: "A reason." for p in check(world.inspection, stage, ids, considered) if not p.blocks}


def send(world: World, stage: str, ids: list[str], *, day: int, clock: str, **more: str) -> ChildSet:
    """Send a choice with a reason for each warning."""
    considered = more.pop("context_considered", "")
    return actions.publish(
        inspection=world.inspection,
        stage=stage,
        child_ids=ids,
        context_considered=considered,
        reasons=all_reasons(world, stage, ids, considered),
        by=world.lead,
        at=world.moment(day, clock),
        **more,
    )


def shortlist_sent(world: World, data: bytes | None = None) -> ChildSet:
    """The first choice went out on day 1 at 11:20."""
    list_sent(world, data)
    size = world.inspection.edition.selection.shortlist_size
    ids = [child.child_id for child in queries.pool_of(world.inspection, "shortlist")][:size]
    return send(world, "shortlist", ids, day=1, clock="11:20")


def tracked_sent(world: World, data: bytes | None = None, count: int = 6) -> ChildSet:
    """The tracked children went out on day 2 at 16:40."""
    shortlist_sent(world, data)
    ids = [child.child_id for child in queries.pool_of(world.inspection, "tracked")]
    at = world.moment(2, "14:30")
    actions.receive_data(inspection=world.inspection, child_ids=ids, by=world.person("dcs"), at=at)
    return send(world, "tracked", ids[:count], day=2, clock="16:40")
