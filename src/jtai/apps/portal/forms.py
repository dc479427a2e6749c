"""Forms of the portal. They parse and phrase; the rules are in the core and the actions."""

from __future__ import annotations

from django import forms

from jtai.apps.inspections.models import Inspection
from jtai.apps.portal.models import SEVERAL, BriefingNote, Document, RequestItem
from jtai.apps.portal.queries import agency_names, inspectorate_names
from jtai.apps.portal.queries.items import ItemLine
from jtai.core.workflows.request_item import REQUEST_ITEM
from jtai.ui.forms import DateField, DateTimeField, PlainForm, VersionForm
from jtai.ui.together import APART

PART = [("whole", "All of it"), ("part", "A part; the rest follows")]
SAID_BY_THE_PAGE = ""
"""Who reads a field is worked out from the access table for the item at hand: `say_readers`."""


def say_readers(form: forms.Form, words: str) -> None:
    """Print under every field that is read by others who reads it."""
    for field in form.fields.values():
        if "readers" in field.widget.attrs:
            field.widget.attrs["readers"] = words


class ItemsFilter(PlainForm):
    """Which items the list shows."""

    agency = forms.ChoiceField(label="Agency", required=False)
    inspectorate = forms.ChoiceField(label="Requested by", required=False)
    state = forms.ChoiceField(label="Status", required=False)
    mark_optional = False

    def __init__(self, *args: object, inspection: Inspection, agencies: set[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        names, inspectorates = agency_names(inspection), inspectorate_names(inspection)
        shown = [(code, name) for code, name in names.items() if code in agencies]
        self.choose("agency", [("", "Every agency"), *shown])
        self.choose("inspectorate", [("", "Every inspectorate"), *inspectorates.items()])
        states = [("open", "Still needed"), ("late", "Late"), *REQUEST_ITEM.titles.items()]
        self.choose("state", [("", "Every status"), *states])

    def keeps(self, line: ItemLine) -> bool:
        """Does this item pass the filter?"""
        wanted = self.cleaned_data if self.is_valid() else {}
        state = wanted.get("state")
        if state == "open" and not line.is_open:
            return False
        if state == "late" and not line.overdue:
            return False
        if state and state not in ("open", "late") and line.item.state != state:
            return False
        return all(
            not wanted.get(key) or getattr(line.item, key) == wanted[key]
            for key in ("agency", "inspectorate")
        )


class ItemForm(VersionForm):
    """What every step of an item carries: the version of it that was looked at."""


class SupplyForm(ItemForm):
    """What is said of something sent, by whichever route."""

    mark_optional = False
    child_ref = forms.CharField(
        label="Number of the child it is about",
        max_length=40,
        required=False,
        help_text=f"The number used in your lists, never a name. About more than one child: “{SEVERAL}”.",
        widget=forms.TextInput(attrs={"width": "10"}),
    )
    part = forms.ChoiceField(
        label="Is this all of the item or a part of it?",
        choices=PART,
        initial="whole",
        error_messages={"required": "Choose all of the item or a part of it."},
        widget=forms.RadioSelect,
    )
    description = forms.CharField(
        label="What it is (optional)",
        required=False,
        max_length=1000,
        help_text="What an inspector needs to know to use it. No names.",
        widget=forms.Textarea(attrs={"rows": 3, "readers": SAID_BY_THE_PAGE}),
    )

    def __init__(self, *args: object, item: RequestItem, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not item.child_level or item.child_ref:
            del self.fields["child_ref"]

    @property
    def is_part(self) -> bool:
        return self.cleaned_data["part"] == "part"


class SendForm(SupplyForm):
    """A file. Its field is the last, so that what was typed has arrived when the store refuses the file."""

    file = forms.FileField(label="File")


class OtherRouteForm(SupplyForm):
    def __init__(self, *args: object, item: RequestItem, **kwargs: object) -> None:
        super().__init__(*args, item=item, **kwargs)
        field = self.fields["description"]
        field.label = "By which secure route did it go?"
        field.help_text = "For example: CJSM e-mail to the analyst, Thursday 10:20, two documents. No names."


class CannotForm(ItemForm):
    """It will not come."""

    mark_optional = False
    which = forms.ChoiceField(
        label="Why can it not be sent?",
        choices=[
            ("not-available", "It does not exist, or cannot be obtained in time"),
            ("decline", "We decline to send it"),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "readers": SAID_BY_THE_PAGE}),
    )


class QueryForm(ItemForm):
    mark_optional = False
    text = forms.CharField(
        label="What is missing or unclear?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "readers": SAID_BY_THE_PAGE}),
    )


class AnswerForm(ItemForm):
    mark_optional = False
    text = forms.CharField(
        label="Your answer",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "readers": SAID_BY_THE_PAGE}),
    )


class ContextForm(PlainForm):
    mark_optional = False
    title = forms.CharField(
        label="What it is",
        required=False,
        max_length=300,
        help_text="For example: how our services are structured; presentation for the first day on site.",
    )
    file = forms.FileField(label="File")


class ExtraForm(PlainForm):
    """Something beyond the list, with the two tests of paragraph 17."""

    mark_optional = False
    title = forms.CharField(label="What is it?", required=False, max_length=300)
    # Before who may ask is looked at: of no agency nobody may.
    agency = forms.ChoiceField(
        label="Agency", error_messages={"required": "Choose the agency from the list."}
    )
    exceptional = forms.CharField(
        label="What are the exceptional circumstances?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_necessary = forms.CharField(
        label="Why is this needed?",
        required=False,
        help_text="For an accurate view of children's experiences and of how well services work.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "readers": "the inspectors, the DCS and the agency"}),
    )
    checked = forms.MultipleChoiceField(
        label="Tick every item you checked",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    confirmed_not_there = forms.BooleanField(
        label="I checked: it is not in these items, and will not be when they are received", required=False
    )

    def __init__(
        self, *args: object, offered: bool, agencies: dict[str, str], lines: list[ItemLine], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agency", [("", "Choose an agency"), *agencies.items()])
        self.choose("checked", [(str(line.item.pk), self._named(line)) for line in lines])
        if offered:
            del self.fields["exceptional"]
            self.fields["title"].label = "What do you offer?"

    @staticmethod
    def _named(line: ItemLine) -> str:
        child = f", child {line.item.child_ref}" if line.item.child_ref else ""
        return f"{line.agency}: {line.item.title}{child} ({line.state_words})"


class DecideExtraForm(PlainForm):
    mark_optional = False
    agreed = forms.ChoiceField(
        label="Is it agreed?",
        required=False,
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "readers": "the team, the DCS and the agency"}),
    )
    due_at = DateTimeField(
        label="When is it due? (optional)", required=False, help_text="Only if it is agreed."
    )

    @property
    def answer(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["agreed"])


class AllocateForm(PlainForm):
    """Documents on the left, inspectors on the right; many to many in one go."""

    mark_optional = False
    documents = forms.MultipleChoiceField(
        label="Documents", required=False, widget=forms.CheckboxSelectMultiple(attrs={"small": True})
    )
    inspectors = forms.MultipleChoiceField(
        label="Give them to", required=False, widget=forms.CheckboxSelectMultiple(attrs={"small": True})
    )

    def __init__(
        self,
        *args: object,
        documents: list[Document],
        agencies: dict[str, str],
        people: list[tuple[str, str]],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = []
        for document in documents:
            child = f", {document.child_words}" if document.child_ref else ""
            readers = ", ".join(
                one.inspector.full_name for one in document.allocations.all() if not one.ended_at
            )
            who = f"; read by {readers}" if readers else ""
            named.append(
                (str(document.pk), f"{document.title}{child}, {agencies.get(document.agency, '')}{who}")
            )
        self.choose("documents", named)
        self.choose("inspectors", people)


class InviteForm(PlainForm):
    full_name = forms.CharField(label="Name", max_length=150)
    email = forms.EmailField(label="E-mail address", max_length=254)
    job_title = forms.CharField(label="Job title", max_length=150, required=False)
    agency = forms.ChoiceField(label="Agency", help_text="They see only what is requested from this agency.")

    def __init__(self, *args: object, inspection: Inspection, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.choose("agency", [("", "Choose an agency"), *agency_names(inspection).items()])


class SystemForm(PlainForm):
    inspector = forms.ChoiceField(label="Inspector")
    agency = forms.ChoiceField(label="Agency")
    system = forms.CharField(label="Name of the system", max_length=150)

    def __init__(
        self, *args: object, inspection: Inspection, people: list[tuple[str, str]], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("inspector", [("", "Choose an inspector"), *people])
        self.choose("agency", [("", "Choose an agency"), *agency_names(inspection).items()])


class DayForm(PlainForm):
    on = DateField(label="Day")


class NoteForm(VersionForm):
    boxes = APART
    mark_optional = False
    text = forms.CharField(
        label="Briefing note",
        required=False,
        max_length=20000,
        help_text="What has been received, what is missing, what to review first. No names of children.",
        widget=forms.Textarea(attrs={"rows": 16, "readers": "the inspection team, once it is issued"}),
    )

    @classmethod
    def of(cls, note: BriefingNote | None, data: object) -> NoteForm:
        """The form over what was kept last."""
        initial = {"version": note.version if note else 0, "text": note.text if note else ""}
        return cls(data, initial=initial)
