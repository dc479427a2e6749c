"""Who may read something, in words: worked out from the access table, never written by hand (ADR 0213)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import Document, RequestItem
from jtai.apps.portal.queries.items import about_item
from jtai.apps.portal.queries.words import agency_names, inspectorate_names
from jtai.core.access import TABLE, About, Held, decide
from jtai.core.framework.model import Edition
from jtai.core.framework.organisations import Role
from jtai.words import listed

CONTEXT = Document.Label.CONTEXT


def file_readers(item: RequestItem) -> list[str]:
    """Who may open a file that is sent for this item."""
    about = About(bodies=frozenset({item.agency, item.inspectorate}))
    return readers_by_body(item.inspection, "download", "document", about)


def document_readers(document: Document) -> list[str]:
    """Who may open this document."""
    about = About(
        bodies=frozenset({document.agency, document.inspectorate}), allocated=document.label == CONTEXT
    )
    return readers_by_body(document.inspection, "download", "document", about)


def context_readers(inspection: Inspection, bodies: Iterable[str]) -> list[str]:
    """Who may open context that somebody of these bodies sends."""
    leads = inspection.edition.lead_inspectorate.code
    about = About(bodies=frozenset({leads, *bodies}), allocated=True)
    return readers_by_body(inspection, "download", "document", about)


def item_readers(item: RequestItem) -> str:
    """Who may read what is written about this item."""
    return "; ".join(readers_by_body(item.inspection, "read", "request-item", about_item(item)))


def readers_by_body(inspection: Inspection, action: str, material: str, about: About) -> list[str]:
    """As "lead inspector and analyst", "HMIC: team inspector", "Northmere Police: agency contributor"."""
    edition = inspection.edition
    names = inspectorate_names(inspection) | agency_names(inspection)
    cells = TABLE[material][action]
    anybody: list[str] = []
    of_body: dict[str, list[str]] = {}
    for role in _roles(edition, [cell.role for cell in cells]):
        bodies = _bodies(edition, role)
        may = [body for body in bodies if decide([Held(role.code, body)], action, material, about)]
        if may == bodies:
            anybody.append(_title(role))
        else:
            for body in may:
                of_body.setdefault(body, []).append(_title(role))
    parts = [listed(anybody)] if anybody else []
    parts += [f"{names.get(body, body)}: {listed(titles)}" for body, titles in of_body.items()]
    return [*parts, *_besides({cell.scope for cell in cells}, about)]


def _besides(scopes: set[str], about: About) -> Iterator[str]:
    if "allocated" in scopes and not about.allocated:
        yield "inspectors it is given to"
    if "own" in scopes:
        yield "whoever sends it"


def _roles(edition: Edition, codes: list[str]) -> list[Role]:
    known = {role.code: role for role in edition.roles}
    return [known[code] for code in dict.fromkeys(codes) if code in known]


def _bodies(edition: Edition, role: Role) -> list[str]:
    """The bodies somebody may hold this role for."""
    if role.side == "local":
        return list(role.agencies) or [one.code for one in edition.agencies]
    return list(role.inspectorates) or [one.code for one in edition.inspectorates]


def _title(role: Role) -> str:
    """In the middle of a sentence: "team inspector", but "LSCB chair"."""
    first = role.title.split()[0]
    return role.title if first.isupper() else role.title[:1].lower() + role.title[1:]
