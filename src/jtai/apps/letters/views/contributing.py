"""What team inspectors contribute, and what the lead does with it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.findings.models import Finding
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.models import Contribution, Letter
from jtai.apps.letters.views.shared import finding_choices, the_letter


@inspection_page("letter", "contribute")
def contributions(request: PageRequest) -> HttpResponse:
    """Mine, and for everybody on the team those that were offered; drafts are their author's alone."""
    letter = the_letter(request)
    rows = letter.contributions.filter(~Q(state="draft") | Q(author=request.user)).select_related("author")
    context = {
        "rows": rows,
        "sections": _titles(letter),
        "may_answer": request.viewer.may("write", "letter"),
    }
    return show(request, "letters/contributions.html", context, paragraphs=["82"])


def _titles(letter: Letter) -> dict[str, str]:
    return {one.code: one.title for one in letter.inspection.edition.letter.sections}


def _form(request: PageRequest, letter: Letter, initial: dict[str, object]) -> forms.ContributionForm:
    return forms.ContributionForm(
        posted(request),
        initial=initial,
        sections=list(_titles(letter).items()),
        findings=finding_choices(letter),
    )


@inspection_page("letter", "contribute")
def contribution(request: PageRequest, contribution: UUID | None = None) -> HttpResponse:
    """Write a contribution; "Keep" keeps it, "Offer" hands it to the lead as well."""
    letter = the_letter(request)
    row = _mine(letter, contribution, request) if contribution else None
    initial: dict[str, object] = {"version": row.version if row else 0}
    if row:
        initial |= {"section": row.section, "finding": str(row.finding_id or ""), "text": row.text}
    form = _form(request, letter, initial)

    def act() -> Contribution:
        chosen = form.cleaned_data["finding"]
        finding = Finding.objects.filter(inspection=letter.inspection, pk=chosen).first() if chosen else None
        values = {
            "section": form.cleaned_data["section"],
            "text": form.cleaned_data["text"],
            "finding": finding,
        }
        kept = actions.contribute(
            letter=letter,
            contribution=row,
            version=form.cleaned_data["version"],
            values=values,
            by=request.user,
            at=request.at,
        )
        if "offer" in request.POST:
            return actions.offer(contribution=kept, by=request.user, at=request.at)
        return kept

    message = "Contribution sent to the lead inspector." if "offer" in request.POST else "Draft saved."
    page = reverse("letter-contributions", args=[request.inspection.ref])
    if answer := submit(request, form, act, done=page, message=message):
        return answer
    offer_again(form, row, {"Text": "text"})
    return show(request, "letters/contribution.html", {"row": row}, form=form, paragraphs=["82"])


def _mine(letter: Letter, key: UUID, request: PageRequest) -> Contribution:
    found = letter.contributions.filter(pk=key, author=request.user).first()
    if found is None:
        raise Http404
    found.letter = letter
    return found


@inspection_page("letter", "write")
def answer(request: PageRequest, contribution: UUID) -> HttpResponse:
    """The lead takes a contribution into the letter, or gives it back with what is to be done."""
    letter = the_letter(request)
    row = letter.contributions.filter(pk=contribution).exclude(state="draft").select_related("author").first()
    if row is None:
        raise Http404
    row.letter = letter
    page = reverse("letter-contributions", args=[request.inspection.ref])
    if request.method == "POST" and "merge" in request.POST:
        made = actions.merge(contribution=row, by=request.user, at=request.at)
        return HttpResponseRedirect(
            f"{reverse('letter-write', args=[request.inspection.ref])}#point-{made.pk}", status=303
        )
    form = forms.AnswerForm(posted(request))
    if done := submit(
        request,
        form,
        lambda: actions.give_back(
            contribution=row, answer=form.cleaned_data["answer"], by=request.user, at=request.at
        ),
        done=page,
        message="Contribution returned to its author.",
    ):
        return done
    context = {"row": row, "section": _titles(letter).get(row.section, row.section)}
    return show(request, "letters/answer.html", context, form=form, paragraphs=["82"])
