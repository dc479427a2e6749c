"""Forms of day 0 and the set-up. They parse and phrase; the rules are in the core."""

from __future__ import annotations

from typing import Any

from django import forms

from jtai.apps.inspections.models import Contact
from jtai.apps.notices.models import Message
from jtai.apps.notification.models import LeaderCall, SeriousIncident, SetUp
from jtai.core.framework.model import AgendaItem, Edition, Workstream
from jtai.ui.forms import DateTimeField, PhoneField, PlainForm, PrintedForm, VersionForm
from jtai.ui.together import APART, TOGETHER
from jtai.ui.wording import lower_first

TEAM = "the team of this inspection"
LEADERS = "the team of this inspection and the local leaders"


class CallForm(VersionForm):
    """The call sheet; anything may be missing while it is kept as a draft."""

    ticks = forms.MultipleChoiceField(
        label="What you said in this call", required=False, widget=forms.CheckboxSelectMultiple
    )
    contact = forms.ChoiceField(label="Who you called", required=False, widget=forms.RadioSelect)
    deputy_took_it = forms.BooleanField(label="The deputy took the call", required=False)
    called_at = DateTimeField(label="When the call was made", required=False)
    note = forms.CharField(
        label="Note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "readers": f"{TEAM} and the DCS"}),
    )
    mark_optional = False

    def __init__(self, *args: Any, edition: Edition, people: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("ticks", [(tick.code, tick.title) for tick in edition.call_ticks])
        self.choose("contact", [(str(person.pk), person.name) for person in people])


class LeaderCallForm(PlainForm):
    outcome = forms.ChoiceField(
        label="What happened?", choices=LeaderCall.Outcome.choices, widget=forms.RadioSelect
    )
    called_at = DateTimeField(label="When you spoke", required=False)
    reason = forms.CharField(
        label="Why no call was made",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "readers": TEAM}),
        help_text="For example: the post is vacant and there is no deputy.",
    )
    mark_optional = False


class LscbForm(PlainForm):
    told = forms.MultipleChoiceField(
        label="Who has been notified?", required=False, widget=forms.CheckboxSelectMultiple
    )
    mark_optional = False

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("told", people)


class SendForm(PlainForm):
    """Carries the fingerprint of the text on the page, so that what is read is what goes."""

    seen = forms.CharField(widget=forms.HiddenInput)


class MessageFilter(PlainForm):
    """Above the list of messages."""

    state = forms.ChoiceField(
        label="Status", required=False, choices=[("", "All"), *Message.State.choices], widget=forms.Select
    )


class OfferForm(PrintedForm):
    boxes = TOGETHER
    starts_at = DateTimeField(label="When does the discussion begin?", required=False)
    place = forms.CharField(label="Place", max_length=200, required=False)
    dial_in = forms.CharField(
        label="How to join by telephone",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "readers": LEADERS}),
        help_text="The number and the code of the conference call. They are sent with every invitation.",
    )
    mark_optional = False


class ReplyForm(PlainForm):
    reply = forms.ChoiceField(
        label="Can you take part?",
        choices=[(value, label) for value, label in SetUp.Reply.choices if value],
        widget=forms.RadioSelect,
    )


class AttendanceForm(PrintedForm):
    boxes = APART
    attendees = forms.MultipleChoiceField(
        label="Leaders who took part", required=False, widget=forms.CheckboxSelectMultiple
    )
    others_present = forms.CharField(
        label="Others, by job role",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "readers": LEADERS}),
    )
    mark_optional = False

    def __init__(self, *args: Any, people: list[tuple[Contact, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("attendees", [(str(c.pk), f"{c.name}, {title}") for c, title in people])


class AgendaForm(VersionForm):
    boxes = TOGETHER
    note = forms.CharField(
        label="Note", required=False, widget=forms.Textarea(attrs={"rows": 5, "readers": f"{TEAM}, the DCS"})
    )
    nothing_to_note = forms.BooleanField(label="No questions", required=False)
    mark_optional = False

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if item.kind != "question":
            self.fields["nothing_to_note"].label = "Covered"


class ArrangementForm(VersionForm):
    boxes = TOGETHER
    text = forms.CharField(
        label="What is agreed", required=False, widget=forms.Textarea(attrs={"rows": 5, "readers": LEADERS})
    )
    owner = forms.CharField(
        label="Who is responsible",
        max_length=150,
        required=False,
        help_text="A job role, for example: link person.",
    )
    state = forms.ChoiceField(
        label="What is its status?",
        choices=[("agreed", "Agreed"), ("open", "Open: carried to the first meeting on site")],
        widget=forms.RadioSelect,
    )
    mark_optional = False


class ConfirmArrangementForm(PlainForm):
    in_place = forms.ChoiceField(
        label="Is it in place?", choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect
    )
    action = forms.CharField(
        label="What will be done about it",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "readers": LEADERS}),
    )
    action_owner = forms.CharField(
        label="Who will do it",
        max_length=150,
        required=False,
        help_text="A job role, for example: head of IT.",
    )
    action_due_at = DateTimeField(label="When it is due", required=False)
    mark_optional = False


class LinkPersonForm(PlainForm):
    full_name = forms.CharField(label="Name", max_length=150, required=False)
    job_title = forms.CharField(label="Job title", max_length=150, required=False)
    body = forms.ChoiceField(label="Agency", required=False)
    phone = PhoneField(label="Telephone", required=False)
    email = forms.EmailField(label="E-mail address", required=False)
    has_access = forms.BooleanField(
        label="This person has access to the senior leaders of the agencies", required=False
    )
    has_authority = forms.BooleanField(
        label="This person has enough authority to answer the lead inspector’s requests", required=False
    )
    mark_optional = False

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("body", [("", "Choose"), *((a.code, a.name) for a in edition.agencies)])


class IncidentForm(PlainForm):
    kind = forms.ChoiceField(
        label="What is it?", required=False, choices=SeriousIncident.Kind.choices, widget=forms.RadioSelect
    )
    how_it_stands = forms.ChoiceField(
        label="What is the status of its notification?",
        required=False,
        choices=SeriousIncident.Status.choices,
        widget=forms.RadioSelect,
    )
    agency = forms.ChoiceField(label="Agency concerned", required=False)
    text = forms.CharField(
        label="What inspectors need to know",
        required=False,
        help_text="No names: use job roles and reference numbers.",
        widget=forms.Textarea(attrs={"rows": 4, "readers": "the team of this inspection and the DCS"}),
    )
    mark_optional = False

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agency", [("", "Choose"), *((a.code, a.name) for a in edition.agencies)])


class StaffInformationForm(PrintedForm):
    boxes = APART
    text = forms.CharField(
        label="Information for staff",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "readers": "everybody the leaders give it to"}),
    )
    mark_optional = False


class FrontDoorForm(PrintedForm):
    boxes = APART
    name = forms.CharField(label="The area’s own name", max_length=80, required=False)
    mark_optional = False

    def __init__(self, *args: Any, part: Workstream, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = f"What does the area call its {lower_first(part.title)}?"
        name.help_text = f"For example: {part.local_name}. Leave it empty to say “{part.title}”."
