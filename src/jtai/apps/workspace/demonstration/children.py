"""Information asked for and sent, and the children chosen: days 0 to 8."""

from __future__ import annotations

from jtai.apps.library.files import Incoming
from jtai.apps.portal import actions as portal
from jtai.apps.portal.actions.supplying import OWN_PAGE
from jtai.apps.portal.models import SEVERAL, Document, RequestItem
from jtai.apps.selection import actions as selection
from jtai.apps.selection import queries as children
from jtai.apps.selection.actions.choosing import check
from jtai.apps.workspace.demonstration.cast import Cast

PDF = b"%PDF-1.7\n% An invented document of the demonstration.\n" + b"Plainly invented. " * 60 + b"\n%%EOF\n"
GENDERS = ("Female", "Male", "Male", "Female", "Female")
ETHNICITIES = (
    "White British",
    "White British",
    "Mixed",
    "Asian or Asian British",
    "White British",
    "Black or Black British",
)
STAGES = ("Referral", "Child in need", "Child protection plan", "Looked after", "Early help")
CONTEXT = "Two refuges closed this year and families have moved across the area."


def send_requests(cast: Cast) -> None:
    """Every inspectorate asks on day 0; most of it comes by day 5."""
    portal.make_requests(inspection=cast.inspection, by=cast.lead, at=cast.moment(0, "10:40"))
    rows = RequestItem.objects.filter(
        inspection=cast.inspection, child_level=False, kind="document"
    ).order_by("pk")
    for number, item in enumerate(rows):
        if number % 4 != 3:
            _send_file(cast, item, day=1 + number % 4)


def _send_file(cast: Cast, item: RequestItem, *, day: int) -> None:
    sender = next(
        (
            cast.person(role, item.agency)
            for role in ("agency-contributor", "agency-leader")
            if (role, item.agency) in cast.people
        ),
        cast.person("dcs"),
    )
    incoming = Incoming(name=f"{item.code}.pdf", claimed_type="application/pdf")
    incoming.write(PDF)
    portal.send_file(
        item=item,
        incoming=incoming,
        description="Sent for the demonstration.",
        child_ref=item.child_ref or (SEVERAL if item.child_level else ""),
        by=sender,
        at=cast.moment(day, "11:00"),
    )


def send_the_rest(cast: Cast) -> None:
    """Where the inspection goes on to its letter, nothing that was asked for is left open."""
    for item in RequestItem.objects.filter(inspection=cast.inspection, state="requested").order_by("pk"):
        if item.kind not in OWN_PAGE:
            _send_file(cast, item, day=5)
            continue
        portal.say_not_available(
            item=item,
            reason="There are no other lists.",
            version=item.version,
            by=cast.person("dcs"),
            at=cast.moment(2, "16:00"),
        )


def read_documents(cast: Cast) -> None:
    """On day 6 every document gets a reader; what came is accepted and the rest of the week is reading."""
    documents = Document.objects.filter(inspection=cast.inspection).order_by("sent_at", "pk")
    by_body: dict[str, list[str]] = {}
    for document in documents:
        by_body.setdefault(document.inspectorate, []).append(str(document.pk))
    for body, ids in by_body.items():
        reader = cast.person("team-inspector", body)
        portal.allocate(
            inspection=cast.inspection,
            documents=ids,
            inspectors=[reader.pk],
            by=cast.lead,
            at=cast.moment(6, "10:00"),
        )
    portal.finish_allocation(inspection=cast.inspection, by=cast.lead, at=cast.moment(6, "10:30"))
    for item in RequestItem.objects.filter(inspection=cast.inspection, state="received"):
        portal.accept(item=item, version=item.version, by=cast.lead, at=cast.moment(6, "11:00"))


def child_list(count: int = 62) -> bytes:
    """An invented list with numbers and no names."""
    lines = ["Child ID,Age,Gender,Ethnicity,Disability,Stage,Probation,Family reference,Allocated Worker"]
    for n in range(count):
        lines.append(
            f"NM-{1000 + 7 * n},{(n * 5) % 18},{GENDERS[n % 5]},{ETHNICITIES[n % 6]},"
            f"{'Yes' if n % 9 == 0 else 'No'},"
            f"{STAGES[(n // 3) % 5]},{'Yes' if n % 11 == 0 else 'No'},F{n // 2},"
            "A worker"
        )
    return "\n".join(lines).encode()


def choose(cast: Cast) -> None:
    """The list, the first choice on day 1, the tracked children on day 2."""
    inspection, director = cast.inspection, cast.person("dcs")
    at = cast.moment(0, "16:30")
    sent = selection.check_list(
        inspection=inspection, title="Children of the theme", data=child_list(), by=director, at=at
    )
    selection.use_list(inspection=inspection, child_list=sent, by=director, at=at)
    selection.add_context_note(inspection=inspection, text=CONTEXT, channel="list", by=director, at=at)
    rules = inspection.edition.selection
    pool = [child.child_id for child in children.pool_of(inspection, "shortlist")]
    step = len(pool) // rules.shortlist_size
    _publish(cast, "shortlist", pool[::step][: rules.shortlist_size], day=1, clock="11:20")
    chosen = [child.child_id for child in children.pool_of(inspection, "tracked")]
    selection.receive_data(inspection=inspection, child_ids=chosen, by=director, at=cast.moment(2, "14:30"))
    with_probation = [c.child_id for c in children.pool_of(inspection, "tracked") if c.probation][:1]
    others = [child_id for child_id in chosen if child_id not in with_probation]
    tracked = [*with_probation, *others[:: len(others) // rules.tracked_min]][: rules.tracked_max - 1]
    _publish(cast, "tracked", tracked, day=2, clock="16:20")


def _publish(cast: Cast, stage: str, ids: list[str], *, day: int, clock: str) -> None:
    considered = "Families who moved since the refuges closed are in the selection."
    problems = check(cast.inspection, stage, ids, considered)
    reasons = {
        p.code: "As near as the list allows; age and stage come first for this theme."
        for p in problems
        if not p.blocks
    }
    selection.publish(
        inspection=cast.inspection,
        stage=stage,
        child_ids=ids,
        context_considered=considered,
        reasons=reasons,
        by=cast.lead,
        at=cast.moment(day, clock),
    )


def write_note(cast: Cast) -> None:
    """The briefing note of day 3."""
    inspection = cast.inspection
    at = cast.moment(3, "15:00")
    text = (
        "Most of what was asked for has been received. The theme team starts with the tracked children. "
        "The front door team reads the audits of the last two quarters. "
        "Ask every agency how it hears the views of children."
    )
    note = portal.keep_note(inspection=inspection, text=text, version=0, by=cast.lead, at=at)
    portal.issue_note(inspection=inspection, version=note.version, by=cast.lead, at=at)
