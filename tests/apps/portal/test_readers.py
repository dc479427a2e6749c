"""The page says who can open a file, and that is who can: both come from the access table (ADR 0213)."""

from __future__ import annotations

import pytest

from jtai.apps.inspections.access import held_by
from jtai.apps.portal import queries
from jtai.apps.portal.models import Document
from jtai.core.access import decide
from tests.factories.portal import asked, came, item_of

TITLES = {"dcs": "director of children's services", "lscb-chair": "LSCB chair"}


def said(world, lines, role, body):
    """Do the lines name this role, of this body?"""
    title = world.inspection.edition.role(role).title
    title = title if title.split()[0].isupper() else title[:1].lower() + title[1:]
    names = queries.agency_names(world.inspection) | {
        one.code: one.short_name for one in world.inspection.edition.inspectorates
    }
    mine = [line for line in lines if line.startswith(f"{names.get(body, body)}: ")]
    return any(title in line for line in [*mine, lines[0]])


@pytest.fixture(scope="module")
def sent(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            world = asked()
            for agency in ("police", "local-authority"):
                came(world, item_of(world, "rest-of-annex-a", agency))
            yield world
            transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("agency", ["police", "local-authority"])
@pytest.mark.parametrize("label", ["asked", "context"])
def test_who_is_named_may_and_who_may_is_named(sent, agency, label):
    document = Document.objects.get(inspection=sent.inspection, agency=agency)
    document.label, document.sent_by = label, sent.lead
    lines = queries.document_readers(document)
    for (role, body), users in sent.people.items():
        held = held_by(users[0], sent.inspection)
        about = queries.about_document(document, users[0])
        about = type(about)(bodies=about.bodies, allocated=about.allocated)
        may = bool(decide(held, "download", "document", about))
        assert said(sent, lines, role, body) == may, (role, body, lines)


@pytest.mark.django_db
def test_the_words_stand_where_a_file_is_sent_and_where_it_is_read(sent):
    item = item_of(sent, "rest-of-annex-a", "police")
    lines = queries.file_readers(item)
    assert any(line.startswith("Northmere police: ") and "agency contributor" in line for line in lines)
    assert "inspectors it is given to" in lines
    client = sent.client(sent.person("agency-leader", "police"))
    document = item.documents.get()
    for url in (
        sent.page("request-send", item.pk),
        sent.page("request-item", item.pk),
        sent.page("document", document.pk),
    ):
        page = client.get(url).content.decode()
        assert all(f"<li>{line}</li>" in page for line in lines), url
    context = client.get(sent.page("context-new")).content.decode()
    assert "director of children" in context and "team inspector" in context


@pytest.mark.django_db
def test_the_item_says_that_a_file_came_without_its_name_to_who_may_not_open_it(sent):
    item = item_of(sent, "rest-of-annex-a", "police")
    item.documents.update(description="MARK-WORDS")
    url = sent.page("request-item", item.pk)
    for role, body, shown in (
        ("team-inspector", "cqc", False),
        ("team-inspector", "hmic", True),
        ("link-person", "", False),
    ):
        page = sent.client(sent.person(role, body)).get(url).content.decode()
        assert ("information.pdf" in page) == shown and ("MARK-WORDS" in page) == shown, role
