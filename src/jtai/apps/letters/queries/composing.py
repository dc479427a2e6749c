"""Puts the letter together: the working copy, the edition's fixed words, the decision on the statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jtai.apps.inspections import dates
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.models import Letter, Point, StatementDecision
from jtai.apps.letters.queries.evidence import points_of
from jtai.core.framework.model import Edition, LetterSection
from jtai.core.letter import (
    Addressee,
    ContactCard,
    Document,
    LetterSectionText,
    PointText,
    RecipientRow,
    SentenceText,
    Signatory,
    recipient_rows,
    split,
)
from jtai.words import counted, day_date, listed, long_date

MARKS = {
    Inspection.Kind.PRACTICE: "Practice. Not a real inspection.",
    Inspection.Kind.DEMONSTRATION: "Demonstration. The area and everything in this letter are invented.",
}


def compose(letter: Letter) -> Document:
    """The letter as it would be submitted now."""
    inspection = letter.inspection
    rules = inspection.edition.letter
    words = _words(inspection)
    return Document(
        title=rules.reference.format_map(words),
        dated=long_date(dated_on(letter)) if dated_on(letter) else "",  # type: ignore[arg-type]
        addressees=tuple(_addressees(inspection)),
        salutation=rules.salutation.format_map(words),
        opening=_numbered("opening", opening_text(letter)),
        sections=tuple(_sections(letter)),
        closing="Yours sincerely",
        signatories=tuple(_signatories(inspection)),
        notes=tuple(_notes(letter)),
        mark=MARKS.get(Inspection.Kind(inspection.kind), ""),
        statement=_statement(letter),
    )


def dated_on(letter: Letter) -> date | None:
    """The date printed: the one chosen, or the planned day of publication."""
    return letter.dated_on or dates.due_on(letter.inspection, publishing_milestone(letter.inspection))


def publishing_milestone(inspection: Inspection) -> str:
    """The milestone of the step that publishes."""
    return inspection.edition.publishing_step.milestone


def opening_text(letter: Letter) -> str:
    """The opening: the lead's own words, or the edition's with everything filled in."""
    return letter.opening or letter.inspection.edition.letter.opening.format_map(_words(letter.inspection))


def fieldwork_of(inspection: Inspection) -> tuple[date, date] | None:
    """First and last day on site, or None while day 0 is not set."""
    if inspection.day_zero is None:
        return None
    week = inspection.edition.fieldwork
    return dates.day(inspection, week.first_day), dates.day(inspection, week.last_day)


def _words(inspection: Inspection) -> dict[str, str]:
    edition = inspection.edition
    site = fieldwork_of(inspection)
    theme = dates.theme_of(inspection)
    return {
        "theme": theme.short_title if theme else inspection.theme_code,
        "area_name": inspection.area_name,
        "fieldwork_start": long_date(site[0]) if site else "",
        "fieldwork_end": long_date(site[1]) if site else "",
        "inspectorates": listed(
            [
                one.name if one.name == one.short_name else f"{one.name} ({one.short_name})"
                for one in edition.inspectorates
            ]
        ),
        "legal_basis": edition.legal_basis,
    }


def contact_cards(inspection: Inspection) -> list[ContactCard]:
    rows = inspection.contacts.order_by("pk")
    return [ContactCard(c.contact_role, c.name, c.email, c.local_title, c.pk) for c in rows]


def recipients_of(inspection: Inspection) -> list[RecipientRow]:
    """The list of paragraph 90 or 91 with the contacts that are recorded."""
    return recipient_rows(inspection.edition, contact_cards(inspection))


def _addressees(inspection: Inspection) -> Iterable[Addressee]:
    agencies = {a.code: a.name for a in inspection.edition.agencies}
    names = {row.agency: row.name for row in inspection.local_agencies.order_by("-pk")}
    for row in recipients_of(inspection):
        code = inspection.edition.contact_role(row.role).agency
        title = next((card.title for card in row.contacts if card.title), "") or row.role_title
        yield Addressee(title, names.get(code, agencies.get(code, "")))


def sections_in_order(letter: Letter) -> list[LetterSection]:
    """The edition's sections; areas for priority action come first of the findings where the lead says so."""
    sections = list(letter.inspection.edition.letter.sections)
    if not letter.priority_first:
        return sections
    urgent_types = {kind.code for kind in letter.inspection.edition.finding_types if kind.needs_trigger}
    urgent = [one for one in sections if one.finding_type in urgent_types]
    rest = [one for one in sections if one not in urgent]
    place = next((n for n, one in enumerate(rest) if one.finding_type), 0)
    return [*rest[:place], *urgent, *rest[place:]]


def _sections(letter: Letter) -> Iterable[LetterSectionText]:
    points = points_of(letter)
    for section in sections_in_order(letter):
        mine = tuple(_point(letter, point) for point in points if point.section == section.code)
        if section.purpose == "next-steps":
            generated = PointText(section.code, _numbered(section.code, next_steps_text(letter)))
            yield LetterSectionText(section.code, section.heading, (generated, *mine))
        elif mine or section.shown == "always":
            yield LetterSectionText(section.code, section.heading, mine, bullets=bool(section.finding_type))


def _point(letter: Letter, point: Point) -> PointText:
    return PointText(
        id=str(point.pk),
        sentences=tuple(SentenceText(str(one.pk), one.text) for one in point.sentences.all()),
        label=target_words(letter, point.target, point.agency),
        heading=point.heading,
        target=point.target,
        agency=point.agency,
        finding=str(point.finding_id or ""),
    )


def target_words(letter: Letter, target: str, agency: str) -> str:
    """Whom a point is about, as printed before it (paragraph 83)."""
    if agency:
        names = {row.agency: row.name for row in letter.inspection.local_agencies.order_by("-pk")}
        return names.get(agency) or letter.inspection.edition.agency(agency).name
    return target.capitalize() if target else ""


def _numbered(prefix: str, text: str) -> tuple[SentenceText, ...]:
    return tuple(SentenceText(f"{prefix}-{n}", one) for n, one in enumerate(split(text), 1))


def accuracy_paragraph(edition: Edition) -> str:
    """The one on the check of factual accuracy and on managers who agree the letter (paragraph 94/95)."""
    track = edition.tracks.get("factual-accuracy")
    number = track.source.rpartition(" ")[2] if track else ""
    return number if number.isdigit() else edition.letter.paragraph


def separate_paragraph(edition: Edition) -> str:
    """The one on letters to one agency, before the list of recipients (paragraph 89/90)."""
    listed_in = edition.letter.recipients[0].paragraph if edition.letter.recipients else ""
    return str(int(listed_in) - 1) if listed_in.isdigit() else edition.letter.paragraph


def prints_statement(edition: Edition) -> bool:
    """Does the letter of this edition say whether a statement is asked for?"""
    return bool(edition.section_for("next-steps"))


def statement_paragraph(edition: Edition) -> str:
    """The one on the decision (paragraph 95/96); without next steps the one on the statement itself."""
    section = edition.section_for("next-steps")
    return edition.letter.section(section).paragraph if section else edition.statement.paragraph


def statement_of(letter: Letter) -> StatementDecision | None:
    return StatementDecision.objects.filter(letter=letter).first()


def next_steps_text(letter: Letter) -> str:
    """What the letter says of the statement of proposed action (paragraphs 95 to 98)."""
    decision = statement_of(letter)
    rules = letter.inspection.edition.statement
    if decision is None:
        return "The final letter will say whether a written statement of proposed action is asked for."
    if not decision.asked:
        return "No written statement of proposed action is asked for."
    others = listed(decision.cooperating) if decision.cooperating else "the partnership"
    values = {
        "statement_lead": decision.lead_agency,
        "statement_cooperators": others,
        "mailbox": rules.mailbox,
        "statement_due": day_date(decision.due_on) if decision.due_on else "",
    }
    return letter.inspection.edition.letter.next_steps.format_map(values)


def _statement(letter: Letter) -> dict[str, object] | None:
    decision = statement_of(letter)
    if decision is None:
        return None
    return {
        "asked": decision.asked,
        "lead": decision.lead_agency,
        "cooperating": list(decision.cooperating),
        "due_on": decision.due_on.isoformat() if decision.due_on else "",
    }


def _notes(letter: Letter) -> Iterable[str]:
    edition, decision = letter.inspection.edition, statement_of(letter)
    yield f"This joint inspection was carried out under {edition.legal_basis}."
    if decision is None or not decision.asked:
        return
    yield f"{edition.statement.legal_source}: {edition.links.regulations_statement}"
    readings = [
        f"on {day_date(date.fromisoformat(row['due_on']))}, counted {row['title'].lower()}"
        for row in decision.readings
    ]
    yield f"{counted(edition.statement_days, 'working day', 'ends')} {', or '.join(readings)}."


def _signatories(inspection: Inspection) -> Iterable[Signatory]:
    edition = inspection.edition
    rows = inspection.memberships.filter(
        role__in=edition.roles_like("signatory"), ended_at=None
    ).select_related("user")
    titles = {row.body: row.user.job_title for row in rows}
    approver = edition.role(edition.approver_role).title
    for one in edition.inspectorates:
        yield Signatory(one.name, approver if one.leads else titles.get(one.code, ""))
