"""Whose a row is and in which state: what the declarations need beyond the names of its fields."""

from __future__ import annotations

from typing import Any

from jtai.apps.accounts.models import User
from jtai.apps.briefing.models import Attachment, PerformanceData
from jtai.apps.portal.models import Document
from jtai.core.access import About
from tests.apps.crawl.places import Row, When


def published(row: Row) -> bool:
    return row.number > 0


def is_draft_set(row: Row) -> bool:
    return row.number == 0


def about_lists(row: Row, user: object) -> About:
    return About(body="local-authority")


def about_child(row: Row, user: object) -> About:
    asked = row.inspection.request_items.filter(child_ref=row.key).exclude(child_ref="")
    return About(bodies=frozenset({"local-authority", *asked.values_list("agency", flat=True)}))


def about_set(row: Row, user: object) -> About:
    asked = row.inspection.request_items.filter(child_ref__in=[c.key for c in row.children.all()])
    agencies = asked.exclude(child_ref="").values_list("agency", flat=True) if row.stage == "tracked" else ()
    return About(bodies=frozenset({"local-authority", *agencies}))


def about_document(row: Row, user: User) -> About:
    given = row.allocations.filter(inspector=user, ended_at=None).exists()
    return About(
        own=row.sent_by_id == user.pk,
        bodies=frozenset({row.agency, row.inspectorate}),
        allocated=given or row.label == "context",
    )


def of_message(row: Row, user: User) -> About:
    return About(own=row.to_user_id == user.pk, body=row.to_body)


def dispatched(kind: str) -> When:
    return lambda row: row.dispatches.filter(kind=kind).exists()


def opened(row: Row, user: User) -> About:
    """The DCS opened the draft to this leader, and the response was not sent yet (paragraph 95)."""
    sent = row.dispatches.filter(kind="accuracy").last()
    open_to = sent is not None and sent.openings.filter(user=user).exists()
    return About(allocated=bool(open_to and not hasattr(sent, "response")))


def copy_sent(row: Row) -> bool:
    return row.dispatch.letter.dispatches.filter(kind="prepublication").exists()


def invited(row: Row, user: User) -> About:
    return About(own=row.attendance.filter(user=user).exists())


def for_leaders(row: Row) -> bool:
    return row.code != "separate" and (row.kind is None or bool(row.kind.attendance.local))


def for_team(row: Row) -> bool:
    return row.code != "separate" and not for_leaders(row)


def not_separate(row: Row) -> bool:
    return not separate(row)


def separate(row: Row) -> bool:
    return row.code == "separate"


def of_the_file(row: Row) -> Any:
    """The document, performance data or attachment that this stored file belongs to."""
    return (
        Document.objects.filter(stored=row).first()
        or PerformanceData.objects.filter(stored=row).first()
        or Attachment.objects.filter(stored=row).first()
    )


def is_document(row: Row) -> bool:
    return isinstance(of_the_file(row), Document)


def is_data(state: str) -> When:
    return lambda row: getattr(of_the_file(row), "state", "") == state


def is_attachment(restricted: bool) -> When:
    return lambda row: isinstance(held := of_the_file(row), Attachment) and bool(held.body) == restricted


def about_stored(row: Row, user: User) -> About:
    return about_document(of_the_file(row), user)


def about_attached(row: Row, user: User) -> About:
    return About(body=of_the_file(row).body)


def addressed(row: Row, user: User) -> About:
    """The notice is to this person, or of their inspectorate."""
    return About(own=row.contact.user_id == user.pk, body=row.body)


def on_the_list(row: Row, user: User) -> About:
    return About(own=row.inspection.contacts.filter(user=user).exists())


def contributing(row: Row, user: User) -> About:
    return About(own=row.contributors.filter(user=user).exists())


def of_inspectorate(row: Row, user: User) -> About:
    return About(body=row.inspectorate)


def of_holder(row: Row, user: User) -> About:
    return About(body="cqc")


def was_presented(row: Row) -> bool:
    """This very version was presented to leaders."""
    return bool(row.number == row.finding.presented_version)


def is_feedback(row: Row) -> bool:
    """The feedback meeting, at which findings were presented."""
    return row.code == "feedback" and row.inspection.findings.exclude(presented_at=None).exists()
