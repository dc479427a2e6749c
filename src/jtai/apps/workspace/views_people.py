"""People with an account: what the administrator keeps. Roles in an inspection are given in its team."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from jtai.apps.accounts import actions
from jtai.apps.accounts.models import ServiceRole, User
from jtai.apps.accounts.password_first import require_service
from jtai.apps.accounts.queries import people as all_people
from jtai.apps.inspections.page import posted, show, submit
from jtai.core.framework import available_editions, load_edition
from jtai.ui.forms import ConfirmForm, PlainForm, PrintedForm
from jtai.ui.together import APART

A_PAGE = 50


class SearchForm(PlainForm):
    q = django_forms.CharField(label="Name, address or job title", required=False, max_length=100)


class PersonForm(PrintedForm):
    """Who somebody is. What they may do in an inspection comes from their role there."""

    boxes = APART

    full_name = django_forms.CharField(label="Name", max_length=150)
    email = django_forms.EmailField(label="E-mail address", max_length=254)
    body = django_forms.ChoiceField(
        label="Inspectorate or kind of agency",
        required=False,
        help_text="People from an agency are sent nothing before the call to their director is logged.",
    )
    job_title = django_forms.CharField(label="Job title", max_length=150, required=False)
    phone = django_forms.CharField(label="Telephone", max_length=40, required=False)
    is_social_care_hmi = django_forms.BooleanField(
        label="Social care HMI: may lead an inspection (paragraph 8)", required=False
    )
    is_senior_hmi = django_forms.BooleanField(
        label="Senior HMI: may be quality assurance manager (paragraphs 92 and 93)", required=False
    )
    service_roles = django_forms.MultipleChoiceField(
        label="Roles for the whole service",
        choices=ServiceRole.Role.choices,
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        pairs = [*bodies(local=False).items(), *bodies(local=True).items()]
        self.choose("body", [("", "None of these"), *pairs])


class NewPersonForm(PersonForm):
    """The same of somebody who has no account: there is nothing yet that others could have changed."""

    boxes = ""


def bodies(*, local: bool) -> dict[str, str]:
    """Names of the inspectorates, or of the kinds of agency, of all editions by code."""
    found: dict[str, str] = {}
    for code in available_editions():
        edition = load_edition(code)
        found |= {one.code: one.name for one in (edition.agencies if local else edition.inspectorates)}
    return found


def people(request: Any) -> HttpResponse:
    """Everybody with an account, fifty on a page; a search by name, address or job title."""
    require_service(request.user, "read", "service-people")
    form = SearchForm(request.GET if "q" in request.GET else None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    page = Paginator(all_people(words), A_PAGE).get_page(request.GET.get("page"))
    names = bodies(local=False) | bodies(local=True)
    context = {
        "page": page,
        "words": words,
        "rows": [(one, names.get(one.body, ""), state_of(one)) for one in page],
    }
    return show(request, "workspace/people.html", context, form=form)


def state_of(person: User) -> str:
    """How it stands with the account, as the list says it."""
    if person.closed_at:
        return "Closed"
    if not person.is_active:
        return "Opens with the call"
    return "Open" if person.has_usable_password() else "No password yet"


def person_new(request: Any) -> HttpResponse:
    """Make an account; its owner is written to with a link to choose a password."""
    require_service(request.user, "write", "service-people")
    form = NewPersonForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: actions.add_person(
            **form.cleaned_data,
            is_local=form.cleaned_data["body"] in bodies(local=True),
            by=request.user,
            at=request.real_now,
        ),
        done=lambda made: reverse("person", args=[made.pk]),
        message="Account created.",
    )
    return answer or show(request, "workspace/person_new.html", form=form)


def person(request: Any, user_id: int) -> HttpResponse:
    """One account: what is kept of the person, and what can be done with it."""
    require_service(request.user, "write", "service-people")
    somebody = get_object_or_404(User, pk=user_id)
    known = {name: getattr(somebody, name) for name in PersonForm.base_fields if name != "service_roles"}
    form = PersonForm(posted(request), initial=known | {"service_roles": sorted(somebody.service_roles)})
    answer = submit(
        request,
        form,
        lambda: actions.change_person(
            user=somebody, **form.cleaned_data, by=request.user, at=request.real_now
        ),
        done=reverse("person", args=[somebody.pk]),
        message="Changes saved.",
    )
    context = {"somebody": somebody, "state": state_of(somebody)}
    return answer or show(request, "workspace/person.html", context, form=form)


def person_link(request: Any, user_id: int) -> HttpResponse:
    """Write to somebody with a link to choose a password.

    Where no mail leaves the machine the page shows the link as well: somebody has to hand it over.
    """
    require_service(request.user, "write", "service-people")
    somebody = get_object_or_404(User, pk=user_id)
    made: list[str] = []
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: made.append(actions.send_link(user=somebody, by=request.user, at=request.real_now)),
        done=reverse("person", args=[somebody.pk]),
        message="A link is on its way.",
    )
    if made and not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        context = {"somebody": somebody, "link": request.build_absolute_uri(made[0])}
        return show(request, "workspace/person_link_made.html", context)
    return answer or show(request, "workspace/person_link.html", {"somebody": somebody}, form=form)


def person_close(request: Any, user_id: int) -> HttpResponse:
    """Close an account, after asking."""
    return _confirmed(request, user_id, "close", actions.close_account, "Account closed.")


def person_open(request: Any, user_id: int) -> HttpResponse:
    """Open an account that an administrator closed."""
    return _confirmed(request, user_id, "open", actions.open_again, "Account opened again.")


def _confirmed(request: Any, user_id: int, what: str, act: Any, message: str) -> HttpResponse:
    require_service(request.user, "write", "service-people")
    somebody = get_object_or_404(User, pk=user_id)
    form = ConfirmForm(posted(request))
    answer = submit(
        request,
        form,
        lambda: act(user=somebody, by=request.user, at=request.real_now),
        done=reverse("person", args=[somebody.pk]),
        message=message,
    )
    return answer or show(request, f"workspace/person_{what}.html", {"somebody": somebody}, form=form)
