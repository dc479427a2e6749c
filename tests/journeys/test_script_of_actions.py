"""The same walk at the level of actions, both editions, on whichever database is configured.

The demonstration is built by the actions the pages use; here its three inspections are looked at.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jtai.apps.audit.models import Event
from jtai.apps.audit.queries import verify
from jtai.apps.inspections.models import Inspection
from jtai.apps.letters.actions.commenting import include
from jtai.apps.letters.models import AccuracyComment, Letter
from jtai.apps.letters.queries.chain import chain_of
from jtai.apps.workspace import demonstration
from jtai.apps.workspace.demonstration.letter import walk
from jtai.apps.workspace.gather import duties_of, tasks_of, viewer_of

pytestmark = [pytest.mark.django_db, pytest.mark.on_both]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The demonstration, built once for this module; what a test changes of it is gone after that test."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield {cast.area: cast for cast in demonstration.build()}
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def test_both_editions_are_walked(built):
    assert {cast.inspection.edition_id for cast in built.values()} == {"2016-01", "2016-08"}
    assert all(cast.inspection.kind == Inspection.Kind.DEMONSTRATION for cast in built.values())


def test_each_stands_where_the_demonstration_puts_it(built):
    assert not Letter.objects.filter(inspection=built["Northmere"].inspection).exists()
    checked = chain_of(Letter.objects.get(inspection=built["Eastvale"].inspection))
    assert checked.step("draft-sent").complete and not checked.step("response").complete
    published = chain_of(Letter.objects.get(inspection=built["Westcombe"].inspection))
    assert all(step.complete for step in published.steps)


@pytest.mark.parametrize("area", ["Northmere", "Eastvale", "Westcombe"])
def test_the_trail_of_each_inspection_holds(built, area):
    chain = built[area].inspection.ref
    assert verify(chain) is None
    assert Event.objects.filter(chain=chain).count() > 100


def test_a_changed_event_is_named(built):
    """What was written into the trail cannot be written otherwise without being seen."""
    chain = built["Northmere"].inspection.ref
    event = Event.objects.filter(chain=chain).order_by("pk")[20]
    Event.objects.filter(pk=event.pk).update(actor="somebody else")
    fault = verify(chain)
    assert fault is not None


@pytest.mark.parametrize(
    "action",
    [
        "inspection.planned", "member.added", "briefing.issued", "briefing.read", "evidence.submitted",
        "finding.submitted", "clock.moved",
    ],
)  # fmt: skip
def test_every_kind_of_write_has_left_its_event(built, action):
    names = set(
        Event.objects.filter(chain=built["Northmere"].inspection.ref).values_list("action", flat=True)
    )
    assert action in names, sorted(names)


def test_the_published_letter_is_read_without_signing_in(built):
    outside = Client()
    listed = outside.get(reverse("public-letters"))
    assert listed.status_code == 200
    assert "Westcombe" in listed.content.decode()
    assert "Eastvale" not in listed.content.decode()
    inspection = built["Westcombe"].inspection
    inside = outside.get(reverse("letter-published", args=[inspection.ref]))
    assert inside.status_code == 302 and reverse("sign-in") in inside["Location"]
    assert inspection.ref not in listed.content.decode()


def test_the_january_inspection_goes_on_to_publication(built):
    """From the check of the draft to the published letter, by the same walk; its trail holds to the end."""
    cast = built["Eastvale"]
    written = Letter.objects.get(inspection=cast.inspection)
    for comment in AccuracyComment.objects.filter(dispatch__letter=written):
        include(existing=comment, by=cast.person("dcs"), at=cast.moment(26, "10:00"))
    walk(cast, written, "publish")
    assert all(step.complete for step in chain_of(written).steps)
    assert verify(cast.inspection.ref) is None
    assert "Eastvale" in Client().get(reverse("public-letters")).content.decode()


def test_a_finished_inspection_of_the_demonstration_leaves_nothing_to_do(built):
    """Whoever looks at a published inspection is not told of what was forgotten when it was built."""
    cast = built["Westcombe"]
    for user in {user for users in cast.people.values() for user in users}:
        viewer = viewer_of(user, cast.inspection, timezone.now())
        assert [line.duty.title for line in duties_of(viewer)] == [], user.email
    lead = viewer_of(cast.lead, cast.inspection, timezone.now())
    standing = {task.title: task.status for _, tasks in tasks_of(lead) for task in tasks}
    assert standing["Performance data"] == standing["Discussion before going on site"] == "Completed"
    assert {
        title for title, status in standing.items() if status in ("To do", "Late", "In progress")
    } == set()
    assert standing["Information requested"] == "Completed"
    signed_in = Client()
    signed_in.force_login(cast.lead, backend="django.contrib.auth.backends.ModelBackend")
    page = signed_in.get(reverse("set-up", args=[cast.inspection.ref])).content.decode()
    assert "Not recorded" not in page
