"""What every page does when somebody else saved first: one piece beside `submit`."""

from __future__ import annotations

import pytest
from django import forms
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from jtai.apps.inspections import actions
from jtai.apps.inspections.models import Contact
from jtai.apps.inspections.page import offer_again, show, submit, try_action
from jtai.core.results import ProblemsFound, Refused, blocks, refuse
from jtai.ui.forms import VersionForm


class NameForm(VersionForm):
    name = forms.CharField(label="Name")


def page(world, typed: dict[str, str], act) -> HttpResponse:
    """A page that changes a contact, as a view would write it."""
    contact = Contact.objects.filter(inspection=world.inspection, contact_role="dcs").get()
    request = RequestFactory().post("/", typed)
    for middleware in (SessionMiddleware, MessageMiddleware):
        middleware(lambda _: HttpResponse()).process_request(request)
    request.user, request.inspection = world.lead, world.inspection
    form = NameForm(request.POST)
    if answer := submit(request, form, lambda: act(contact, form), done="/done"):
        return answer
    offer_again(form, contact, {"Name": "name", "Number": lambda now: now.phone, "Deputy": "deputy_email"})
    return show(request, "layouts/page.html", {}, form=form)


def change(world, contact: Contact, form: NameForm) -> None:
    values = {name: getattr(contact, name) for name in ("contact_role", "phone", "email")}
    actions.change_contact(
        inspection=world.inspection,
        contact=contact,
        values={**values, "name": form.cleaned_data["name"]},
        version=form.cleaned_data["version"],
        by=world.lead,
        at=world.moment(0),
    )


def test_after_a_clash_both_texts_are_there_and_the_next_try_goes_on_top(world):
    Contact.objects.filter(inspection=world.inspection, contact_role="dcs").update(
        name="Somebody <Else>", version=7
    )
    form = NameForm({"version": "1", "name": "Typed here"})
    contact = Contact.objects.get(inspection=world.inspection, contact_role="dcs")
    assert form.is_valid()
    assert try_action(form, lambda: change(world, contact, form)) is None
    assert (form.status, form.stale) == (409, True)
    assert offer_again(form, contact, {"Name": "name", "Deputy": "deputy_email"})
    assert form.theirs == [("Name", "Somebody <Else>")]
    assert (form["version"].value(), form["name"].value()) == ("7", "Typed here")
    answer = page(world, {"version": "1", "name": "Typed here"}, lambda c, f: change(world, c, f))
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "What somebody else saved meanwhile" in told and "Somebody &lt;Else&gt;" in told
    again = page(world, {"version": "7", "name": "Typed here"}, lambda c, f: change(world, c, f))
    assert again.status_code == 303
    assert Contact.objects.get(pk=contact.pk).name == "Typed here"


def refused(kind: str):
    def act(*_: object) -> None:
        refuse("Not now.", kind=kind)

    return act


def test_another_refusal_of_the_moment_shows_no_second_text(world):
    answer = page(world, {"version": "1", "name": "Typed here"}, refused("moment"))
    told = answer.content.decode()
    assert answer.status_code == 409 and "Not now." in told
    assert "What somebody else saved meanwhile" not in told


@pytest.mark.parametrize("kind", ["role", "hidden"])
def test_a_wrong_role_is_no_clash(world, kind):
    with pytest.raises(Refused):
        page(world, {"version": "1", "name": "Typed here"}, refused(kind))


def test_a_problem_of_the_content_is_no_clash(world):
    def act(*_: object) -> None:
        raise ProblemsFound([blocks("odd", "This name is odd.", "", "name")])

    answer = page(world, {"version": "1", "name": "Typed here"}, act)
    assert answer.status_code == 422 and "This name is odd." in answer.content.decode()


def test_without_anything_saved_there_is_nothing_to_show(world):
    form = NameForm({"version": "1", "name": "Typed here"})
    form.refused = form.stale = True
    assert offer_again(form, None, {"Name": "name"})
    # Nothing is kept any more: the next try makes it, and there is no other text to show.
    assert form.theirs == [] and form.data["version"] == "0"
    assert "meanwhile" not in render_to_string("layouts/page.html", {"form": form})
