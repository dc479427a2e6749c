"""Files whose bytes carry a mark: of each agency, of the briefing, of the figures."""

from __future__ import annotations

import re

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection
from jtai.apps.library import files
from jtai.apps.library.files import Incoming
from jtai.apps.library.models import StoredFile
from jtai.apps.portal import actions as portal
from jtai.apps.workspace.demonstration.cast import Cast
from tests.apps.crawl.abouts import of_the_file
from tests.apps.crawl.declared_first import BYTES
from tests.apps.crawl.extras import row
from tests.apps.crawl.marking import Mark, rows_of

NAME = re.compile(r"file-(9\d{4})\.csv")


def csv(number: int) -> Incoming:
    """A file whose name has no mark, and whose bytes have one."""
    incoming = Incoming(name=f"file-{number}.csv", claimed_type="text/csv")
    incoming.write(f"what,value\nMK{number}Q,1\n".encode())
    return incoming


def _kept(cast: Cast, number: int, owner: str) -> StoredFile:
    incoming = csv(number)
    incoming.seal()
    return files.keep(incoming, inspection_ref=cast.inspection.ref, owner=owner)


def attached(cast: Cast) -> None:
    """Figures sent and not yet sent; a document of a section, and one of the restricted section."""
    i, analyst, at = cast.inspection, cast.person("analyst"), cast.moment(-2, "16:00")
    for n, state in enumerate(("draft", "submitted")):
        row("briefing.PerformanceData", inspection=i, title=f"Figures {state}", state=state, author=analyst,
            changed_at=at.now, stored=_kept(cast, 90001 + n, "ofsted"))  # fmt: skip
    restricted = next(s.code for s in i.edition.briefing_sections if s.restricted)
    for n, (code, body) in enumerate(((i.edition.briefing_sections[0].code, ""), (restricted, "cqc"))):
        section = i.briefing.sections.get(code=code)
        row("briefing.Attachment", section=section, body=body, by=analyst, at=at.now,
            stored=_kept(cast, 90003 + n, body or "ofsted"))  # fmt: skip


def sent(cast: Cast) -> None:
    """A file of each agency, and one for all inspectors."""
    at = cast.moment(6, "14:10")
    _send(cast, 90005, "police", cast.person("agency-contributor", "police"))
    _send(cast, 90006, "local-authority", cast.person("agency-contributor", "local-authority"))
    # The DCS sends for an agency that has nobody of its own to send.
    _send(cast, 90007, "crc", cast.person("dcs"))
    portal.offer_context(inspection=cast.inspection, incoming=csv(90008), title="Context",
                         by=cast.person("agency-leader", "ccg"), at=at)  # fmt: skip


def _send(cast: Cast, number: int, agency: str, by: User) -> None:
    items = cast.inspection.request_items.filter(agency=agency, kind="document").order_by("position", "code")
    item = items.first()
    assert item is not None
    items.filter(pk=item.pk).update(state="requested", accepted_at=None, accepted_by=None)
    item.refresh_from_db()
    portal.send_file(item=item, incoming=csv(number), child_ref=item.child_ref or "several", by=by,
                     at=cast.moment(6, "14:10"))  # fmt: skip


def marks_of_files(inspection: Inspection) -> dict[str, Mark]:
    """The marks in the bytes of files."""
    marks = {}
    for stored in rows_of("library.StoredFile", inspection):
        if (found := NAME.search(stored.name)) and of_the_file(stored) is not None:
            marks[f"MK{found[1]}Q"] = Mark(BYTES, stored)
    return marks
