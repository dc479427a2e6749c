"""Forms of planning. They parse and phrase; the rules are in the core."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms
from django.conf import settings

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Inspection
from jtai.apps.library import queries as library
from jtai.core.areas import offered
from jtai.core.framework import Edition, available_editions, load_edition
from jtai.ui.forms import (
    DateField,
    DateTimeField,
    NumberField,
    PhoneField,
    PlainForm,
    PrintedForm,
    VersionForm,
)
from jtai.ui.together import APART, TOGETHER


class NewInspectionForm(PlainForm):
    """What the inspection is: real or practice, edition, theme, area."""

    kind = forms.ChoiceField(label="What do you want to plan?", widget=forms.RadioSelect)
    edition = forms.ChoiceField(label="Edition of the framework", widget=forms.RadioSelect)
    area = forms.ChoiceField(label="Local authority area")
    theme = forms.ChoiceField(
        label="Theme", required=False, help_text="You can choose it later, but not after notification."
    )
    clock_at = DateTimeField(
        label="When the practice clock starts", required=False, help_text="For a practice inspection only."
    )

    def __init__(self, *args: object, user: User, today: date, demonstration: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(Inspection.Kind.PRACTICE.value, "A practice inspection, with a clock you can move")]
        if user.is_social_care_hmi:
            kinds.insert(0, (Inspection.Kind.REAL.value, "An inspection"))
        self.choose("kind", kinds)
        self.choose(
            "edition", [(code, f"{load_edition(code).published} edition") for code in available_editions()]
        )
        areas = [(a.code, a.name) for a in offered(on=today, invented=False)]
        somewhere = [] if settings.JTAI_IS_SERVICE else offered(on=today, invented=True)
        invented = [(a.code, f"{a.name} (invented)") for a in somewhere]
        self.choose("area", [("", "Choose an area"), *areas, *invented])
        self.choose("theme", [("", "Choose later"), *_themes(None, invented=True)])


def _themes(edition_id: str | None, *, invented: bool) -> list[tuple[str, str]]:
    found = {}
    for code in [edition_id] if edition_id else available_editions():
        for theme in library.themes_for(code, invented=invented):
            found[theme.code] = theme.title + (" (invented)" if theme.invented else "")
    return list(found.items())


class ThemeForm(PrintedForm):
    boxes = APART
    theme = forms.ChoiceField(label="Theme", widget=forms.RadioSelect)

    def __init__(self, *args: object, inspection: Inspection, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        invented = inspection.kind != Inspection.Kind.REAL
        self.choose("theme", _themes(inspection.edition_id, invented=invented))


class DayZeroForm(PrintedForm):
    boxes = APART
    day_zero = DateField(label="Day of notification")

    def __init__(self, *args: object, edition: Edition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        usual = edition.fieldwork.usual_notification_weekday
        self.fields["day_zero"].help_text = f"Usually a {usual}. For example, 6 9 2016."


class MemberForm(PlainForm):
    """Add a person by their e-mail address to a role."""

    email = forms.EmailField(
        label="E-mail address", help_text="The person needs an account; the administrator makes it."
    )
    role = forms.ChoiceField(label="Role")
    body = forms.ChoiceField(label="For which inspectorate or agency", required=False)
    workstreams = forms.MultipleChoiceField(
        label="Workstreams",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everybody may add evidence on everything.",
    )
    preparation_days = NumberField(
        label="Days to prepare", required=False, min_value=Decimal(0), max_value=Decimal(20), decimal_places=1
    )

    def __init__(self, *args: object, edition: Edition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        roles = [(r.code, r.title) for r in edition.roles if r.side != "service"]
        bodies = [(i.code, i.short_name) for i in edition.inspectorates] + [
            (a.code, a.name) for a in edition.agencies
        ]
        self.choose("role", [("", "Choose a role"), *roles])
        self.choose("body", [("", "Choose"), *bodies])
        self.choose("workstreams", [(w.code, w.title) for w in edition.workstreams])


class MembershipForm(PrintedForm):
    boxes = APART
    workstreams = forms.MultipleChoiceField(
        label="Workstreams", required=False, widget=forms.CheckboxSelectMultiple
    )
    preparation_days = NumberField(
        label="Days to prepare", required=False, min_value=Decimal(0), max_value=Decimal(20), decimal_places=1
    )

    def __init__(self, *args: object, edition: Edition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.choose("workstreams", [(w.code, w.title) for w in edition.workstreams])


class InvitedForm(PlainForm):
    answer = forms.ChoiceField(
        label="Do you accept?",
        choices=[("accept", "Accept"), ("decline", "Decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you accept or decline."},
    )


class ContactForm(VersionForm):
    boxes = TOGETHER
    contact_role = forms.ChoiceField(label="Role of the contact")
    local_title = forms.CharField(
        label="Local title",
        required=False,
        max_length=150,
        help_text="If the area has another name for the role (para 68).",
    )
    name = forms.CharField(label="Name", max_length=150)
    phone = PhoneField(label="Telephone", required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    pronoun = forms.ChoiceField(
        label="Pronoun for letters",
        required=False,
        choices=[("", "Choose"), ("him", "him"), ("her", "her"), ("them", "them")],
        help_text="Annex B uses “him” or “her”.",
    )
    deputy_name = forms.CharField(label="Deputy's name", max_length=150, required=False)
    deputy_phone = PhoneField(label="Deputy's telephone", required=False)
    deputy_email = forms.EmailField(label="Deputy's e-mail address", required=False)

    def __init__(self, *args: object, edition: Edition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        roles = [(c.code, c.title) for c in edition.contact_roles]
        self.choose("contact_role", [("", "Choose"), *roles])


class AgencyForm(PlainForm):
    agency = forms.ChoiceField(label="Kind of agency")
    name = forms.CharField(label="Name of the agency", max_length=150)

    def __init__(self, *args: object, edition: Edition, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agency", [("", "Choose"), *((a.code, a.name) for a in edition.agencies)])


class ClosureForm(PlainForm):
    on = DateField(label="Closure day")
    reason = forms.CharField(label="Reason for closing", max_length=200)


class HoldForm(PlainForm):
    first_on = DateField(label="First day of the hold")
    last_on = DateField(label="Last day of the hold")
    reason = forms.CharField(label="Reason for the hold", max_length=200)


class ClockForm(PlainForm):
    to = DateTimeField(
        label="Date and time", help_text="By the practice clock. Everybody in this inspection sees it."
    )


class PauseForm(PlainForm):
    reason = forms.CharField(label="Reason for the pause", max_length=300)


class HappenedForm(PlainForm):
    happened_at = DateTimeField(label="Date and time it happened")
