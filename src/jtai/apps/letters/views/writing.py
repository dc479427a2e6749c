"""Writing the working copy: each point is a form of its own, so that several people write at once."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jtai.apps.drafts import own_saves
from jtai.apps.evidence.models import SEAEntry
from jtai.apps.findings.models import Finding
from jtai.apps.inspections.ended import no_form
from jtai.apps.inspections.page import PageRequest, inspection_page, offer_again, posted, show, submit
from jtai.apps.letters import actions, forms
from jtai.apps.letters.actions.writing import text_of
from jtai.apps.letters.models import Letter, Point, Sentence
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.letters.queries.composing import next_steps_text, opening_text, sections_in_order
from jtai.apps.letters.queries.evidence import findings_of
from jtai.apps.letters.queries.overview import sign_line
from jtai.apps.letters.queries.sides import point_rows, sides_of
from jtai.apps.letters.views.shared import agency_choices, finding_choices, target_choices, the_letter


@inspection_page("letter", "contribute", post="write")
def write(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    if request.method == "POST":
        actions.bring_in_findings(letter=letter, by=request.user, at=request.at)
        return HttpResponseRedirect(request.path, status=303)
    rows = point_rows(letter)
    used = {row.point.finding_id for row in rows}
    sections = [
        {
            "section": section,
            "rows": [row for row in rows if row.point.section == section.code],
            "fixed": next_steps_text(letter) if section.purpose == "next-steps" else "",
        }
        for section in sections_in_order(letter)
    ]
    context = {
        "letter": letter,
        "sections": sections,
        "opening": opening_text(letter),
        "sides": sides_of(letter),
        "waiting": [one for one in findings_of(request.inspection) if one.pk not in used],
        "may_write": request.viewer.may("write", "letter"),
        "offered": letter.contributions.filter(state="offered").count(),
    }
    line = sign_line(chain_of(letter))
    return show(request, "letters/write.html", context, paragraphs=["82", "83"], turn_line=line)


@inspection_page("letter", "write")
def front(request: PageRequest) -> HttpResponse:
    letter = the_letter(request)
    initial = {
        "version": letter.version,
        "opening": letter.opening or opening_text(letter),
        "dated_on": letter.dated_on,
        "priority_first": letter.priority_first,
    }
    form = forms.FrontForm(posted(request), initial=initial)
    if answer := submit(
        request,
        form,
        lambda: actions.save_front(letter=letter, by=request.user, at=request.at, **form.cleaned_data),
        done=reverse("letter-write", args=[request.inspection.ref]),
        message="Letter heading saved.",
    ):
        return answer
    offer_again(form, letter, {"Opening": opening_text, "Dated": "dated_on"})
    return show(request, "letters/front.html", {"letter": letter}, form=form, paragraphs=["82"])


def _point_form(request: PageRequest, letter: Letter, initial: dict[str, object]) -> forms.PointForm:
    return forms.PointForm(
        posted(request),
        initial=initial,
        findings=finding_choices(letter),
        targets=target_choices(letter),
        agencies=agency_choices(letter),
    )


def _values(form: forms.PointForm, letter: Letter) -> dict[str, object]:
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    chosen = values.pop("finding")
    values["finding"] = (
        Finding.objects.filter(inspection=letter.inspection, pk=chosen).first() if chosen else None
    )
    return values


@inspection_page("letter", "write")
def point_new(request: PageRequest, section: str) -> HttpResponse:
    letter = the_letter(request)
    known = {one.code: one for one in request.inspection.edition.letter.sections}
    if section not in known:
        raise Http404
    form = _point_form(request, letter, {"version": 0})
    if answer := submit(
        request,
        form,
        lambda: actions.add_point(
            letter=letter, section=section, values=_values(form, letter), by=request.user, at=request.at
        ),
        done=lambda made: f"{reverse('letter-write', args=[request.inspection.ref])}#point-{made.pk}",
        message="Point saved.",
    ):
        return answer
    return show(request, "letters/point.html", {"section": known[section]}, form=form, paragraphs=["83"])


@inspection_page("letter", "write")
def point(request: PageRequest, point: UUID) -> HttpResponse:
    letter = the_letter(request)
    row = _the_point(request, letter, point)
    initial = {
        "version": row.version,
        "text": text_of(row),
        "finding": str(row.finding_id or ""),
        "target": row.target,
        "agency": row.agency,
        "about_theme": row.about_theme,
        "heading": row.heading,
    }
    form = _point_form(request, letter, initial)

    def save() -> None:
        saved = actions.save_point(
            point=row,
            version=own_saves.on_top(row.pk, form.cleaned_data["version"]),
            values=_values(form, letter),
            by=request.user,
            at=request.at,
        )
        own_saves.remember(saved.pk, saved.version)

    if answer := submit(
        request,
        form,
        save,
        done=f"{reverse('letter-write', args=[request.inspection.ref])}#point-{row.pk}",
        message="Point saved.",
    ):
        return answer
    offer_again(form, row, {f"As {row.written_by.full_name} saved it": text_of})
    context = {
        "row": row,
        "section": request.inspection.edition.letter.section(row.section),
        "sentences": row.sentences.all(),
    }
    return show(request, "letters/point.html", context, form=form, paragraphs=["83"])


def _the_point(request: PageRequest, letter: Letter, key: UUID) -> Point:
    found = letter.points.select_related("written_by").filter(pk=key).first()
    if found is None:
        raise Http404
    if found.dropped_at is not None:
        no_form(
            request,
            "This point was taken out of the letter",
            href=reverse("letter-write", args=[request.inspection.ref]),
            read="Go to the letter",
            kind="letter-point",
            pk=found.pk,
        )
    found.letter = letter
    return found


@inspection_page("letter", "write")
def point_act(request: PageRequest, point: UUID, act: str) -> HttpResponse:
    """Move a point up or down, or take it out."""
    row = _the_point(request, the_letter(request), point)
    if request.method != "POST" and act == "drop":
        section = request.inspection.edition.letter.section(row.section)
        context = {"row": row, "text": text_of(row), "section": section}
        return show(request, "letters/point_drop.html", context)
    if request.method == "POST":
        if act == "drop":
            actions.drop_point(point=row, by=request.user, at=request.at)
        else:
            actions.move_point(point=row, up=act == "up", by=request.user, at=request.at)
    page = reverse("letter-write", args=[request.inspection.ref])
    return HttpResponseRedirect(page if act == "drop" else f"{page}#point-{row.pk}", status=303)


@inspection_page("letter", "write")
def sentence(request: PageRequest, sentence: UUID) -> HttpResponse:
    """Which SEA entries carry this sentence."""
    letter = the_letter(request)
    row = Sentence.objects.filter(pk=sentence, point__letter=letter).select_related("point").first()
    if row is None:
        raise Http404
    row.point.letter = letter
    entries = list(SEAEntry.objects.filter(inspection=request.inspection, state="entered").order_by("number"))
    form = forms.SupportForm(
        posted(request),
        initial={"entries": [str(one.entry_id) for one in row.supports.all()]},
        entries=[(str(one.pk), f"SEA {one.number}: {one.evaluation[:120]}") for one in entries],
    )
    if answer := submit(
        request,
        form,
        lambda: actions.support(
            sentence=row,
            entries=[one for one in entries if str(one.pk) in form.cleaned_data["entries"]],
            by=request.user,
            at=request.at,
        ),
        done=reverse("letter-point", args=[request.inspection.ref, row.point_id]),
        message="Evidence for this sentence saved.",
    ):
        return answer
    return show(
        request, "letters/sentence.html", {"row": row, "entries": entries}, form=form, paragraphs=["83"]
    )
