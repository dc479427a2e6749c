"""What a person is told when something is too long, refused, or taken out; and where they can begin."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError

from jtai.ui import typed
from jtai.ui.fields import PhoneField
from tests.factories.letters import started
from tests.factories.world import World, account
from tests.forms.browser import browser, only_form, text_of

SOURCE = Path(__file__).resolve().parents[2] / "src/jtai"
JOIN = re.compile(r'"\s*"')


def test_nobody_is_sent_to_another_window_for_what_stands_on_the_page() -> None:
    found = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "another window to see" in JOIN.sub("", path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("01632 960321", "01632 960321"),
        ("+44 (0)1632 960321, extension 12", "+44 (0)1632 960321, extension 12"),
        ("٠١٦٣٢ ٩٦٠٣٢١", "01632 960321"),
        ("０１６３２−９６０３２１", "01632-960321"),
        ("\u200f01632\u202e 960321", "01632 960321"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_kept_in_ordinary_figures(number: str, kept: str) -> None:
    assert PhoneField(required=False).clean(typed.cleaned(PhoneField(), number)) == kept


def test_a_direction_mark_alone_is_taken_out_and_one_that_a_script_needs_stays() -> None:
    assert typed.prose("Room\u200f 2") == "Room 2"
    assert typed.prose("שלום\u200f!") == "שלום\u200f!"


@pytest.mark.parametrize("number", ["01632 ٩٦٠٣٢١", "०1632 960321", "01632 96032²", "①1632 960321"])
def test_a_telephone_number_of_two_scripts_is_refused_in_words(number: str) -> None:
    with pytest.raises(ValidationError, match="ordinary figures"):
        PhoneField(required=False).clean(number)


@pytest.mark.django_db
def test_a_refusal_gives_one_piece_of_advice(world: World) -> None:
    world.open_to_local()
    page = text_of(world.client(world.person("agency-leader", "police")).get(world.page("team-add")))
    main = page.split("<main")[1].split("Go to your home page")[0]
    assert len(re.findall(r"\b[Aa]sk\b|Only the inspectorates", main)) == 1
    assert "administrator" not in main


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["auditor", "administrator", "practice-coordinator"])
def test_somebody_of_the_service_is_told_where_to_begin(role: str) -> None:
    page = text_of(browser(account("somebody", service_roles=[role])).get("/home"))
    assert "What you look after" in page and "A lead inspector can add you" not in page


@pytest.mark.django_db
def test_a_page_of_six_megabytes_is_refused_with_the_limit_and_the_words_stay(world: World) -> None:
    client = browser(world.lead)
    url = world.page("contact-new")
    values = only_form(client.get(url), holding="contact_role").values()
    long = "Words that must not be lost. " * 220_000
    sent = urlencode({**values, "name": ["The name"], "local_title": [long]}, doseq=True)
    answer = client.post(url, sent, content_type="application/x-www-form-urlencoded")
    page = text_of(answer)
    assert answer.status_code == 413
    assert "5 MB of text" in page and "20,000 characters" in page
    assert "The name" in page and page.count("Words that must not be lost.") > 100_000


@pytest.mark.django_db
def test_a_point_is_taken_out_after_a_question(world: World) -> None:
    letter = started(world)
    point = letter.points.filter(dropped_at=None).first()
    address = world.page("letter-point-act", point.pk, "drop")
    client = browser(world.lead)
    assert f'href="{address}"' in text_of(client.get(world.page("letter-write")))
    page = client.get(address)
    assert "Take this point out of the letter?" in text_of(page)
    assert letter.points.filter(pk=point.pk, dropped_at=None).exists()
    assert client.post(address, only_form(page, holding="form-id").values()).status_code == 303
    assert not letter.points.filter(pk=point.pk, dropped_at=None).exists()


@pytest.mark.django_db
def test_a_contact_gives_no_access_and_tells_nothing_about_an_account(world: World) -> None:
    world.open_to_local()
    world.inspection.kind = "practice"
    world.inspection.save(update_fields=["kind"])
    officer = account("officer", body="police")
    client, url = browser(world.person("dcs")), world.page("contact-new")
    pages = set()
    for email in (officer.email, "nobody.here@people.invalid"):
        page = client.get(url)
        assert "gives nobody access" in text_of(page) and world.page("contributors") in text_of(page)
        form = only_form(page, holding="contact_role")
        roles = next(one.options for one in form.controls if one.name == "contact_role")
        role = next(value for value, _ in roles if value)
        typed_in = {"contact_role": [role], "name": ["Somebody"], "email": [email]}
        answer = client.post(url, form.values() | typed_in, follow=True)
        pages.add(text_of(answer).split("<main")[1].split("<table")[0])
        assert "It gives nobody access." in text_of(answer)
        world.inspection.contacts.filter(email=email).delete()
    assert len(pages) == 1
    assert not world.inspection.memberships.filter(user=officer).exists()
