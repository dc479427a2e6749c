"""No text of any form and of any table without a limit, and each is told before it is reached (ADR 0241)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.db import models

from jtai.apps.database import limits
from jtai.apps.inspections.models import PublicationHold
from jtai.core.results import ProblemsFound
from jtai.ui import typed
from jtai.ui.forms import PlainForm
from tests.factories.world import World


def kinds(parent: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for child in parent.__subclasses__():
        yield child
        yield from kinds(child)


def ours(parent: type[forms.BaseForm]) -> list[type[forms.BaseForm]]:
    __import__("jtai.config.urls")
    found = {one for one in kinds(parent) if one.__module__.startswith("jtai.")}
    return sorted(found, key=lambda one: (one.__module__, one.__qualname__))


def texts() -> list[tuple[str, type[PlainForm], str, forms.Field]]:
    return [
        (f"{form.__module__}.{form.__qualname__}.{name}", form, name, field)
        for form in ours(PlainForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, forms.UUIDField)
        and not isinstance(field.widget, forms.PasswordInput)
    ]


def tables() -> list[type[models.Model]]:
    return [one for one in apps.get_models() if one.__module__.startswith("jtai.")]


def test_every_form_is_a_plain_form():
    assert [one for one in ours(forms.BaseForm) if not issubclass(one, PlainForm)] == []
    assert len(ours(PlainForm)) > 100


def test_every_text_of_every_form_refuses_what_is_too_long_and_says_by_how_much():
    without = []
    for where, _, name, field in texts():
        made = type("Made", (PlainForm,), {name: field})
        limit = typed.limit_of(field)
        if limit is None or limit > typed.WORK:
            without.append(where)
            continue
        filling = f"{'x' * (limit - 12)}@x.example.org"
        for over, refused in ((0, False), (1, True)):
            form = made({name: "x" * over + filling[-limit:] if over else filling[-limit:]})
            said = " ".join(line.message for line in form.summary)
            if ("too long" in said) is not refused:
                without.append(f"{where} {over}: {said}")
    assert without == []


def test_every_text_of_every_form_says_its_limit_on_the_page():
    silent = []
    for where, _, name, field in texts():
        bound = type("Made", (PlainForm,), {name: field})()[name]
        if bound.is_hidden:
            continue
        markup = str(bound.form)
        limit = typed.limit_of(field)
        told = f'data-jtai-limit="{limit}"' in markup and f"up to {limit:,} characters" in markup
        if not told or f'id="id_{name}-info"' not in markup or f"id_{name}-info" not in bound.described_by:
            silent.append(where)
    assert silent == []


def test_the_reason_for_continuing_says_its_limit_too():
    form = PlainForm({"reason-late": "x", "warning-late": "Late."})
    assert 'data-jtai-limit="4000"' in str(form) and "up to 4,000 characters" in str(form)


def test_every_form_of_long_writing_has_its_save_line():
    without = []
    for form in ours(PlainForm):
        areas = {name: f for name, f in form.base_fields.items() if isinstance(f.widget, forms.Textarea)}
        made = type("Made", (PlainForm,), dict(areas))()
        if made.has_long_writing != bool(areas) or ("data-jtai-save" in str(made)) != bool(areas):
            without.append(form)
    assert without == []


def is_refused(model: type[models.Model], row: models.Model) -> bool:
    try:
        limits.check(model, row)
    except ProblemsFound as found:
        return "1 character too long" in str(found)
    return False


def test_no_column_holds_more_than_its_limit():
    unwatched = []
    for model in tables():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField):
                continue
            if f"{model._meta.label_lower} {field.name}" in limits.MADE:
                continue
            row = model(**{field.name: "x" * ((field.max_length or typed.WORK) + 1)})
            if not is_refused(model, row):
                unwatched.append(f"{model._meta.label} {field.name}")
    assert unwatched == []


def test_what_is_listed_as_made_is_there():
    columns = {f"{m._meta.label_lower} {f.name}" for m in tables() for f in m._meta.concrete_fields}
    assert limits.MADE - columns == set()


def test_a_row_that_is_saved_is_looked_at(world: World):
    row = PublicationHold(
        inspection=world.inspection,
        first_on=world.moment(1).today,
        last_on=world.moment(2).today,
        reason="x" * (typed.WORK + 1),
        by=world.lead,
        at=world.moment(1).now,
    )
    with pytest.raises(ProblemsFound, match="too long"):
        row.save()
    assert PublicationHold.objects.count() == 0


def test_a_line_break_counts_once_and_blanks_at_the_edges_do_not_count():
    made = type("Made", (PlainForm,), {"text": forms.CharField(max_length=9, widget=forms.Textarea)})
    form = made({"text": "\r\n one\r\n\r\ntwo1 \u00a0\r\n"})
    assert form.is_valid() and form.cleaned_data["text"] == "one\n\ntwo1"
    assert not made({"text": "one\r\n\r\ntwo12"}).is_valid()
