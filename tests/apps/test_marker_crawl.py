"""Every role reads everything of a marked inspection, at every stage (ADR 0211).

Each text of each material carries a mark of its own; a mark may be seen only where the access table gives the
person who sees it that material, of that owner, in that state.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models, transaction
from django.template import Template

from jtai.core.access import TABLE
from tests.apps.crawl.declared import TEXTS
from tests.apps.crawl.declared_first import BYTES
from tests.apps.crawl.elsewhere import NO_PAGE, UNANSWERED, UNSHOWN, WITHOUT, WORDLESS
from tests.apps.crawl.reading import Crawl, read_all
from tests.apps.crawl.stages import cast_of, stages
from tools.generated.addresses import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R-SE-6")]
# Reading is the same on both databases.
on_sqlite = pytest.mark.on_sqlite


@pytest.fixture(scope="module")
def crawl(django_db_setup: None, django_db_blocker: object) -> Crawl:
    found = Crawl()
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:  # type: ignore[attr-defined]
        # Nobody looks at the contexts of these pages; copying them for the test client takes long.
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        # Whoever is told to wait reads nothing, and a page that is not read shows no leak.
        patch.setattr("django.conf.settings.JTAI_MISSES_LIMIT", 1_000_000)
        with transaction.atomic():
            cast = cast_of("2016-08")
            for stage, walked in stages(cast):
                read_all(cast, stage, walked, found)
            transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    return found


@on_sqlite
def test_no_text_is_seen_where_the_table_does_not_give_it(crawl):
    lines = sorted(f"{' | '.join(where)}: {', '.join(sorted(who))}" for where, who in crawl.leaks.items())
    assert not lines, "\n" + "\n".join(lines)


@on_sqlite
def test_no_page_failed(crawl):
    assert sorted(crawl.errors) == []
    assert crawl.requests > 5000


@on_sqlite
def test_every_declared_text_was_seen_by_somebody(crawl):
    assert {text.name for text in [*TEXTS, BYTES]} - set(crawl.seen) == set(UNSHOWN)


@on_sqlite
def test_every_material_of_the_table_was_read_by_somebody(crawl):
    assert set(TABLE) - crawl.materials == set(NO_PAGE) | set(WORDLESS)


@on_sqlite
def test_every_address_answered_somebody(crawl):
    assert crawl.walked - crawl.answered == set(UNANSWERED)


# Page and where its link leads, with the reason why it may lead to a refusal.
KEPT = {("drafts", "accuracy-send"): "a draft stays with its author, whatever page they may open now"}


def shut(found):
    lines = (
        f"{' | '.join(where)}: {', '.join(sorted(who))}"
        for where, who in found.items()
        if where[:2] not in KEPT
    )
    return sorted(lines)


@on_sqlite
def test_every_link_leads_to_a_page_that_its_reader_may_open(crawl):
    assert not (lines := shut(crawl.shut_links)), f"{len(lines)}:\n" + "\n".join(lines)


@on_sqlite
def test_every_form_may_be_sent_by_whoever_is_shown_it(crawl):
    assert not (lines := shut(crawl.shut_forms)), f"{len(lines)}:\n" + "\n".join(lines)
    assert crawl.offers > 500


def test_materials_without_a_page_have_none_and_the_wordless_have_one():
    asked = {words.partition(" ")[2] for one in addresses() for words in (one.asked, one.posted)}
    assert set(NO_PAGE) & asked == set()
    assert set(NO_PAGE) | set(WORDLESS) <= set(TABLE)
    assert not set(NO_PAGE) & set(WORDLESS)


def fields_with_words() -> Iterator[tuple[str, str]]:
    """Every field of our models that can hold words; choices hold codes."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
    for model in apps.get_models():
        if model.__module__.startswith("jtai."):
            for field in model._meta.concrete_fields:
                if isinstance(field, kinds) and not field.choices:
                    yield model._meta.label, field.name


def test_every_field_that_can_hold_words_is_declared_or_listed_with_its_reason():
    declared = {(text.model, text.field) for text in TEXTS}
    listed = {
        (model, name)
        for model, name in fields_with_words()
        if name in WITHOUT.get(model, {}) or "*" in WITHOUT.get(model, {})
    }
    assert sorted(set(fields_with_words()) - declared - listed) == []
    assert sorted(declared & listed) == []


def test_the_list_of_fields_without_words_of_a_material_is_true():
    known = set(fields_with_words())
    named = {(model, name) for model, names in WITHOUT.items() for name in names if name != "*"}
    assert sorted(named - known) == []
    assert sorted(set(WITHOUT) - {model for model, _ in known}) == []
    assert [reason for names in WITHOUT.values() for reason in names.values() if len(reason) < 20] == []
