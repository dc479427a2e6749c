"""Pages of coverage: what we know and what is missing, one criterion, who contributed what."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.evidence import actions, forms, queries
from jtai.apps.evidence.models import EvidenceRecord, SEAEntry
from jtai.apps.evidence.picture import picture_of
from jtai.apps.evidence.terms import Terms
from jtai.apps.inspections.access import record_read, require
from jtai.apps.inspections.page import PageRequest, inspection_page, posted, show, submit
from jtai.core.access import About
from jtai.core.coverage import CriterionCoverage
from jtai.words import counted


@inspection_page("coverage", "read")
def coverage(request: PageRequest) -> HttpResponse:
    """The matrix: criteria by inspectorate and by route, gaps first (paragraphs 5 to 7 and 53)."""
    terms = Terms.of(request.inspection)
    view = queries.coverage_of(request.inspection)
    weakest = view.weakest[0] if view.weakest else None
    context = {
        "view": view,
        "terms": terms,
        "grid": [_line(row, terms, view) for row in view.rows],
        "weakest": [_line(row, terms, view) for row in view.weakest],
        "open_first": terms.slug_of(weakest.criterion) if weakest else "",
        "inspectorates": terms.inspectorates(),
        "routes": terms.routes(),
        "scope_rows": [
            (words, "Yes" if view.scope[code] else "Gap") for code, words in terms.scope_elements()
        ],
        "missing": [terms.criterion(code) for code in view.evidenced.missing],
        "silent": queries.without_workforce(request.inspection),
        "one_voice": [(row.criterion, terms.slug_of(row.criterion)) for row in view.one_voice],
        "contradictions": [(row.criterion, terms.slug_of(row.criterion)) for row in view.contradictions],
        "picture": picture_of(view, terms),
        "reviews": queries.review_marks(request.inspection)[:5],
        "may_review": request.viewer.may("look-through", "sea"),
        "may_see_contributions": request.viewer.may("read", "contribution"),
    }
    return show(request, "evidence/coverage.html", context, paragraphs=["5", "7", "72", "79"])


def _line(row: CriterionCoverage, terms: Terms, view: queries.CoverageView) -> dict[str, Any]:
    decided = view.decided.get(row.criterion)
    return {
        "code": row.criterion,
        "slug": terms.slug_of(row.criterion),
        "words": terms.criterion(row.criterion),
        "by_inspectorate": [
            {
                "name": name,
                "evidence": row.number("evidence", inspectorate=code),
                "entries": row.number("entry", inspectorate=code),
            }
            for code, name in terms.inspectorates()
        ],
        "by_route": [(name, row.number("evidence", route=code)) for code, name in terms.routes()],
        "evidence": row.number("evidence"),
        "entries": row.number("entry"),
        "voices": len(row.voices),
        "state": _state_words(row, bool(decided and decided.enough), bool(view.proposed.get(row.criterion))),
    }


def _state_words(row: CriterionCoverage, decided: bool, proposed: bool) -> str:
    if not row.covered:
        return "Nothing yet"
    words = []
    if row.one_voice:
        words.append("one inspector")
    if row.contradicts:
        words.append("conflicting judgements")
    if not row.in_the_sea:
        words.append("not in the SEA")
    if decided:
        words.append("enough, decided")
    elif proposed:
        words.append("enough, proposed")
    text = ", ".join(words) or counted(len(row.voices), "inspector")
    return text[0].upper() + text[1:]


def _criterion(request: PageRequest, slug: str) -> str:
    code = Terms.of(request.inspection).code_of(slug)
    if code is None:
        raise Http404
    return code


@inspection_page("coverage", "read")
def criterion(request: PageRequest, slug: str) -> HttpResponse:
    """One criterion: what supports, what contradicts, what has been proposed and decided."""
    code = _criterion(request, slug)
    record_read(request.inspection, "coverage", by=request.user, at=request.at, object_id=code)
    terms, view = Terms.of(request.inspection), queries.coverage_of(request.inspection)
    viewer = request.viewer
    context = {
        "code": code,
        "slug": slug,
        "words": terms.criterion(code),
        "terms": terms,
        "row": view.row(code),
        "voices": counted(len(view.row(code).voices), "inspector"),
        "sides": _sides(request, code, terms) if viewer.may("read", "evidence") else [],
        "decided": view.decided.get(code),
        "proposed": view.proposed.get(code, []),
        "may_write": viewer.may("write", "evidence"),
        "may_propose": viewer.may("propose", "coverage"),
        "may_decide": viewer.may("decide", "coverage"),
    }
    return show(request, "evidence/criterion.html", context, paragraphs=["7", "72"])


def _sides(request: PageRequest, code: str, terms: Terms) -> list[dict[str, Any]]:
    """What speaks each way: entries first, then records."""
    entries = SEAEntry.objects.filter(inspection=request.inspection).counting().with_code("criteria", code)
    records = (
        EvidenceRecord.objects.filter(inspection=request.inspection).counting().with_code("criteria", code)
    )
    return [
        {
            "title": words,
            "entries": list(entries.filter(judgement=judgement).select_related("author").order_by("number")),
            "records": list(records.filter(judgement=judgement).select_related("author").order_by("number")),
        }
        for judgement, words in terms.judgements()
    ]


@inspection_page("coverage", "propose")
def propose(request: PageRequest, slug: str) -> HttpResponse:
    """Any inspector proposes that there is enough."""
    code = _criterion(request, slug)
    form = forms.SufficiencyForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.propose_enough(
            inspection=request.inspection,
            criterion=code,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=request.at,
        ),
        done=reverse("criterion", args=[request.inspection.ref, slug]),
        message="Your proposal is shown beside the criterion. The lead inspector decides with the team.",
    )
    context = {"words": Terms.of(request.inspection).criterion(code), "slug": slug}
    return answer or show(request, "evidence/propose.html", context, form=form, paragraphs=["72"])


@inspection_page("coverage", "decide")
def decide(request: PageRequest, slug: str) -> HttpResponse:
    """The lead decides, naming who agreed."""
    code, terms = _criterion(request, slug), Terms.of(request.inspection)
    people = [one for one in queries.inspectors_of(request.inspection) if one.user.pk != request.user.pk]
    colleagues = [
        (one.user.pk, f"{one.user.full_name}, {terms.inspectorate(one.inspectorate)}") for one in people
    ]
    form = forms.DecisionForm(posted(request), colleagues=colleagues)
    answer = submit(
        request,
        form,
        lambda: actions.decide_enough(
            inspection=request.inspection,
            criterion=code,
            enough=form.cleaned_data["enough"] == "yes",
            reason=form.cleaned_data["reason"],
            agreed_with=User.objects.filter(pk__in=form.cleaned_data["agreed_with"]),
            by=request.user,
            at=request.at,
        ),
        done=reverse("criterion", args=[request.inspection.ref, slug]),
        message="Decision recorded, with those who agreed.",
    )
    view = queries.coverage_of(request.inspection)
    context = {
        "words": terms.criterion(code),
        "slug": slug,
        "row": view.row(code),
        "proposed": view.proposed.get(code, []),
    }
    return answer or show(request, "evidence/decide.html", context, form=form, paragraphs=["72"])


@inspection_page("contribution", "read")
def contributions(request: PageRequest) -> HttpResponse:
    """What each inspector has contributed, with open flags: everybody's for the lead, one's own else."""
    rows = queries.contributions_of(request.inspection)
    everybody = request.viewer.may("read", "contribution", About())
    if not everybody:
        rows = [row for row in rows if row.inspector.user.pk == request.user.pk]
    context = {"rows": rows, "terms": Terms.of(request.inspection), "everybody": everybody}
    return show(request, "evidence/contributions.html", context, paragraphs=["71"])


@inspection_page("contribution", "read")
def contribution(request: PageRequest, user_id: int) -> HttpResponse:
    """One inspector's contributions and what is open on them."""
    require(request.user, "read", "contribution", request.inspection, About(own=user_id == request.user.pk))
    rows = queries.contributions_of(request.inspection)
    row = next((one for one in rows if one.inspector.user.pk == user_id), None)
    if row is None:
        raise Http404
    context = {"row": row, "facts": _contribution_facts(row)}
    return show(request, "evidence/contribution.html", context, paragraphs=["31", "71"])


def _contribution_facts(row: queries.Contribution) -> list[tuple[str, object]]:
    late = f" ({row.late_entries} late)" if row.late_entries else ""
    return [
        ("Notes in the notebook", row.notes),
        ("Evidence submitted", row.records),
        ("Drafts", row.drafts),
        ("SEA entries", f"{row.entries}{late}"),
        ("Entries of colleagues with their findings", row.joint_entries),
        ("Workforce, management or leadership", "In the SEA" if row.on_workforce else "No entry yet"),
        ("Proposals that there is enough", row.proposals),
        ("Notes on colleagues' records", row.challenges_made),
    ]
