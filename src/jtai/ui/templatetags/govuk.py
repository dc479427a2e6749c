"""`{% load govuk %}`: the components that pages are made of.

{% form_fields form %}  {% field form.area %}  {% error_summary %}  {% button "Send" kind="warning" %}
{% tag "Late" %}  {% summary_list facts %}  {% task_list groups %}  {% timeline events %}
{% table rows headings="Child|Age#|Due" caption="The twenty" empty="No child yet." %}
{% details "Why this date" %}…{% enddetails %}  {% inset %}…{% endinset %}  {% warning "Once only." %}
{% panel "Letter sent" "Version 4, at 14:12" %}  {% pagination page %}  {% filter_form form %}
{% print_button %}  {% back_link href %}  {% paragraph_links paragraphs %}

Tables and summary lists with markup of the page's own in them: see `jtai.ui.blocks`.
"""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from jtai import words
from jtai.ui import blocks, components, labels, typed
from jtai.ui.forms import PlainForm, SummaryLine

register = template.Library()


def _filter(name: str, words_of: Callable[[Any], str]) -> None:
    """A filter that shows nothing of nothing."""
    register.filter(name, lambda value: "" if value in (None, "") else words_of(value))


_filter("day_date", words.day_date)
_filter("short_date", words.short_date)
_filter("long_date", words.long_date)
_filter("clock", words.clock)
_filter("at", words.clock_and_date)
_filter("duration", words.duration)
_filter("listed", words.listed)


@register.filter
def counted(number: int, noun: str) -> str:
    """`3|counted:"key finding"` and, with a verb after a comma, `3|counted:"key finding,is"`."""
    return words.counted(number, *noun.split(","))


register.tag("capture", blocks.capture)
register.tag("details", blocks.details)
register.tag("inset", blocks.inset)
register.tag("datatable", blocks.datatable)
register.tag("row", blocks.row)
register.tag("cell", blocks.cell)
register.tag("facts", blocks.facts)
register.tag("fact", blocks.fact)


def _shared(context: Context, **own: Any) -> dict[str, Any]:
    """What an inclusion needs of the page around it: the request, and the token of its forms."""
    return {"request": context.get("request"), "csrf_token": context.get("csrf_token"), **own}


@register.simple_tag(takes_context=True)
def name_page(context: Context, heading: str) -> str:
    """What this page is called, for the drafts of its forms."""
    if request := context.get("request"):
        request.page_name = " ".join(unescape(strip_tags(heading)).split())
    return ""


@register.simple_tag(takes_context=True)
def form_token(context: Context) -> SafeString:
    """In every form that is posted: the token against forgery, and an id, so that sent twice it is once.

    The id belongs to one person: what they typed goes through their sign-in and nobody else's (ADR 0231).
    """
    token, request = context.get("csrf_token"), context.get("request")
    make = getattr(request, "new_form_id", None)
    form_id = make() if make else ""
    draft = getattr(request, "draft", None)
    told = labels.to_carry(context.get("form"))
    is_second = "a-second-one" in getattr(request, "POST", {}) or getattr(draft, "asks_for_a_second", False)
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="form-id" value="{}" data-address="{}" data-seen="{}" data-whose="{}">'
        '<input type="hidden" name="draft-title" value="{}">{}{}',
        token or "",
        form_id,
        getattr(request, "draft_address", "") or (request.get_full_path() if form_id and request else ""),
        draft.stamp if draft else getattr(request, "draft_stamp", ""),
        request.user.pk if form_id and request else "",
        getattr(request, "page_name", ""),
        format_html('<input type="hidden" name="{}" value="{}">', labels.FIELD, told) if told else "",
        # The form asked whether a second one is meant: sent as it stands, it is (ADR 0233).
        mark_safe('<input type="hidden" name="a-second-one" value="yes">') if is_second else "",
    )


@register.inclusion_tag("components/save_line.html")
def save_line(form: Any, first: str = "") -> dict[str, Any]:
    """Makes a form of long writing save itself; `form_fields` has it, a page with fields of its own asks.

    Of a form that was sent and comes again, only what became of these words now is true.
    """
    known = "" if form.is_restored else form.saved_line if form.was_sent else first
    unsent = form.was_sent and not form.saved_line
    return {"saves": form.has_long_writing, "unsent": unsent, "first": known}


@register.inclusion_tag("components/unsent.html", takes_context=True)
def unsent_words(context: Context) -> dict[str, Any]:
    """A form comes again with something to put right: where its words are meanwhile (ADR 0234)."""
    form, save = context.get("form"), getattr(context.get("request"), "save_unsent", None)
    if save is None or not has_errors(context):
        return {}
    stored = isinstance(form, PlainForm) and form.stored_as
    saved_at = save(bool(stored))
    if isinstance(form, PlainForm) and (stored or saved_at):
        form.saved_line = f"Draft saved at {words.clock(saved_at)}" if saved_at else "Saved as a draft"
    return {"stored": stored, "saved_at": saved_at}


@register.simple_tag
def form_fields(form: Any, saved: str = "") -> SafeString:
    """Hidden fields, fields in their order, the warnings that ask for a reason, the save line.

    saved: what the page knows of the words in it, such as "Saved at 14:02".
    """
    return form.render("components/form_fields.html", {"form": form, "saved": saved})


@register.simple_tag
def field(bound: Any, label: str = "", heading: bool = False) -> SafeString:
    """One field. `heading=True` makes its label the heading of the page."""
    return bound.form.render(
        bound.field.template_name or "components/field.html",
        {"field": bound, "label": label or bound.shown_label, "heading": heading},
    )


@register.inclusion_tag("components/warning_reasons.html")
def warning_reasons(form: Any) -> dict[str, Any]:
    """The boxes "Reason for continuing", for a page that lays out its fields itself."""
    return {"warnings": form.standing_warnings, "limit": typed.REASON}


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    """Problems of the page and of its form, each once."""
    lines: list[SummaryLine] = []
    form = context.get("form")
    if isinstance(form, PlainForm):
        lines += form.summary
    said = {line.message for line in lines}
    for problem in context.get("problems") or ():
        if problem.message not in said:
            anchor = _anchor(form, problem)
            lines.append(SummaryLine(problem.message, anchor, getattr(problem, "source", "")))
    return {"lines": lines}


def _anchor(form: Any, problem: Any) -> str:
    name = getattr(problem, "field", None)
    if isinstance(form, PlainForm) and name in form.fields:
        return f"#{form[name].focus_id}"  # type: ignore[attr-defined]
    return ""


@register.simple_tag(takes_context=True)
def has_errors(context: Context) -> bool:
    """Whether the title of the page begins with "Error: "."""
    form = context.get("form")
    return bool(context.get("problems")) or (isinstance(form, PlainForm) and bool(form.summary))


@register.inclusion_tag("components/button.html")
def button(
    text: str,
    name: str = "",
    value: str = "",
    kind: str = "primary",
    href: str = "",
    visually_hidden: str = "",
    formaction: str = "",
) -> dict[str, Any]:
    """A button of a form, or with `href` a link that looks like one."""
    modifier = {"secondary": "govuk-button--secondary", "warning": "govuk-button--warning"}.get(kind, "")
    return locals()


@register.simple_tag
def tag(text: str) -> SafeString:
    """One of the ten status words in its colour; any other word is plain text.

    Written here and not in a file, which would end in a line break: a tag may stand before a full stop.
    """
    if text not in components.STATUSES:
        return format_html("{}", text)
    if colour := components.STATUSES[text]:
        return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)
    return format_html('<span class="jtai-cannot-start">{}</span>', text)


@register.inclusion_tag("components/summary_list.html")
def summary_list(facts: Any, borders: bool = True) -> dict[str, Any]:
    """`Fact`s, dictionaries, or pairs of key and value."""
    rows = [components.as_(components.Fact, fact, "key", "value", "change_href") for fact in facts]
    return {"rows": rows, "borders": borders, "any_change": any(row.change_href for row in rows)}


@register.inclusion_tag("components/task_list.html")
def task_list(groups: Any, level: int = 2, prefix: str = "task") -> dict[str, Any]:
    """`TaskGroup`s, each with its heading."""
    shown = []
    for group in groups:
        group = components.as_(components.TaskGroup, group, "title", "tasks")
        shown.append(
            {
                "title": group.title,
                "empty": group.empty,
                "tasks": [components.as_(components.Task, task) for task in group.tasks],
            }
        )
    return {"groups": shown, "level": level, "prefix": prefix}


@register.inclusion_tag("components/table.html")
def table(
    rows: Any,
    headings: Any = "",
    caption: str = "",
    first_column_header: bool = True,
    empty: str = "",
    caption_hidden: bool = False,
) -> dict[str, Any]:
    """A table that becomes one block a row, with its labels, on a narrow screen."""
    columns = components.headings_of(headings) if headings else []
    shown = [components.row_of(row, columns, first_column_header) for row in rows]
    return {
        "headings": columns,
        "rows": shown,
        "caption": caption,
        "caption_hidden": caption_hidden,
        "empty": empty,
    }


@register.inclusion_tag("components/timeline.html")
def timeline(events: Any, open_count: int = 5, level: int = 3) -> dict[str, Any]:
    """What has happened, newest first; all but the newest `open_count` folded."""
    shown = [components.as_(components.Event, event, "title", "by", "at", "text") for event in events]
    if all(event.at is not None for event in shown):
        shown = sorted(shown, key=lambda event: event.at, reverse=True)  # type: ignore[arg-type,return-value]
    return {"newest": shown[:open_count], "older": shown[open_count:], "level": level}


@register.inclusion_tag("components/warning.html")
def warning(text: str) -> dict[str, Any]:
    """An exclamation mark in a circle and one sentence of weight."""
    return {"text": text}


@register.inclusion_tag("components/panel.html")
def panel(title: str, body: str = "", level: int = 1) -> dict[str, Any]:
    """The green panel of a confirmation page; its title is the heading of the page."""
    return {"title": title, "body": body, "level": level}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any, parameter: str = "page") -> dict[str, Any]:
    """Links of a Django `Page`; the other parameters of the address stay."""
    request = context.get("request")
    query = request.GET.copy() if request else {}
    query.pop(parameter, None)
    rest = query.urlencode() if hasattr(query, "urlencode") else urlencode(query)
    start = f"?{rest}&{parameter}=" if rest else f"?{parameter}="
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "start": start, "gap": page.paginator.ELLIPSIS}


@register.inclusion_tag("components/filter_form.html", takes_context=True)
def filter_form(context: Context, form: Any, button: str = "Apply filters") -> dict[str, Any]:
    """A GET form in a folded box above a list; it stands open while a filter is set."""
    form.mark_optional = False
    request = context.get("request")
    used = bool(request and any(request.GET.get(name) for name in request.GET if name != "page"))
    return _shared(context, form=form, button=button, used=used)


@register.inclusion_tag("components/print_button.html")
def print_button(text: str = "Print this page") -> dict[str, Any]:
    """Printing needs a script; without one the browser's own menu does it, and nothing is shown."""
    return {"text": text}


@register.inclusion_tag("components/back_link.html")
def back_link(href: str, text: str = "Back") -> dict[str, Any]:
    return {"href": href, "text": text}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(items: Any) -> dict[str, Any]:
    """Pairs of text and address."""
    return {"items": [i if isinstance(i, dict) else {"text": i[0], "href": i[1]} for i in items]}


@register.inclusion_tag("components/paragraph_links.html")
def paragraph_links(paragraphs: Any) -> dict[str, Any]:
    """Guidance, paragraph 78."""
    return {"paragraphs": paragraphs}
