"""The letter at a glance, its checks, what it rests on, its people."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from jtai.apps.inspections.models import Membership
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.apps.letters import actions
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.composing import accuracy_paragraph, recipients_of
from jtai.apps.letters.queries.facts import remarks_of
from jtai.apps.letters.queries.overview import body_words, history, next_act, sign_line, step_rows
from jtai.apps.letters.queries.sides import point_rows, sides_of
from jtai.apps.letters.views.shared import letter_or_none, the_letter
from jtai.core.framework.model import Edition
from jtai.ui.forms import ConfirmForm

NOT_STARTED = (
    "Drafting starts when the key findings have been received. The lead inspector starts the letter."
)


@inspection_page("letter", "read", post="start")
def overview(request: PageRequest) -> HttpResponse:
    letter = letter_or_none(request)
    if letter is None:
        return _start(request)
    chain = chain_of(letter)
    context = {
        "letter": letter,
        "chain": chain,
        "steps": step_rows(chain, request.viewer),
        "act": next_act(chain, request.viewer),
        "events": history(letter),
        "versions": letter.versions.select_related("by").order_by("-number"),
        "may_write": request.viewer.may("write", "letter"),
        "may_contribute": request.viewer.may("contribute", "letter"),
        "reads_copy": request.viewer.may("contribute", "letter"),
        "statement": getattr(letter, "statement", None),
        "separate": request.inspection.separate_letters.filter(state="issued").count(),
    }
    return show(
        request,
        "letters/overview.html",
        context,
        paragraphs=["82", accuracy_paragraph(request.inspection.edition)],
        turn_line=sign_line(chain),
    )


def _start(request: PageRequest) -> HttpResponse:
    form = ConfirmForm(posted(request))
    page = reverse("letter-write", args=[request.inspection.ref])
    if answer := submit(
        request,
        form,
        lambda: actions.start(
            inspection=request.inspection, reasons=form.reasons, by=request.user, at=request.at
        ),
        done=page,
        message="Letter started. Add the key findings first.",
    ):
        return answer
    may_start = request.viewer.may("start", "letter")
    context = {"may_start": may_start, "empty": NOT_STARTED}
    return show(request, "letters/start.html", context, form=form, paragraphs=["82"])


@inspection_page("letter", "read")
def checks(request: PageRequest) -> HttpResponse:
    """What the checks of the letter say (paragraphs 83 to 91)."""
    letter = the_letter(request)
    remarks = remarks_of(letter)
    groups = [
        ("These stop the letter", [one for one in remarks if one.weight == "blocks"]),
        ("These need a reason", [one for one in remarks if one.weight == "warns"]),
        ("Suggestions", [one for one in remarks if one.weight == "hint"]),
    ]
    points = {str(row.point.pk) for row in point_rows(letter)}
    context = {"groups": [(title, rows) for title, rows in groups if rows], "points": points}
    return show(request, "letters/checks.html", context, paragraphs=["83"])


@inspection_page("letter", "contribute")
def rests_on(request: PageRequest) -> HttpResponse:
    """Point, finding, SEA entries, and what leaders were told: the trace of paragraph 91 or 92."""
    letter = the_letter(request)
    return show(
        request,
        "letters/rests_on.html",
        {"rows": point_rows(letter), "sides": sides_of(letter)},
        paragraphs=[request.inspection.edition.team.qa_paragraph],
    )


@inspection_page("letter-people", "read")
def people(request: PageRequest) -> HttpResponse:
    """Who signs, and who receives (paragraph 90/91): names that are missing come first."""
    edition = request.inspection.edition
    rows = request.inspection.memberships.filter(ended_at=None).select_related("user")
    steps = []
    for step in edition.letter.sign_off_chain:
        holders = [
            row
            for row in rows
            if row.role in step.who and (not step.each_inspectorate or row.body in step.each_inspectorate)
        ]
        here = {row.body for row in holders}
        shown = [_with_body(row, edition) for row in holders]
        missing = [
            edition.inspectorate(code).short_name for code in step.each_inspectorate if code not in here
        ]
        steps.append(
            {"step": step, "holders": shown, "missing": missing or ([] if holders else ["nobody yet"])}
        )
    recipients = sorted(recipients_of(request.inspection), key=lambda row: not row.missing)
    context = {
        "steps": steps,
        "recipients": recipients,
        "may_write": request.viewer.may("write", "letter-people"),
    }
    paragraph = (
        edition.letter.recipients[0].paragraph if edition.letter.recipients else edition.letter.paragraph
    )
    return show(request, "letters/people.html", context, paragraphs=[accuracy_paragraph(edition), paragraph])


def _with_body(row: Membership, edition: Edition) -> str:
    whom = body_words(edition, row.body)
    return f"{row.user.full_name} ({whom})" if whom else row.user.full_name
