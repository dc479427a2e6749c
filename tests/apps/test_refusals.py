"""A refusal is logged with who, what and when; every page has a way to sign out."""

from __future__ import annotations

import json
import logging
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from jtai.apps.accounts.actions import invitation_link
from tests.factories.world import account


def lines(caplog) -> list[dict]:
    return [json.loads(one.getMessage()) for one in caplog.records if one.name == "jtai.refused"]


def test_a_refusal_is_one_line_with_who_what_and_an_offset_time(world, caplog):
    who = world.person("team-inspector", "cqc")
    client = world.client(who)
    with caplog.at_level(logging.WARNING, "jtai.refused"):
        answer = client.post(world.page("team-add"))
        stranger = account("a stranger")
        world.client(stranger).get(world.page("plan"))
        client.get("/nowhere")
    refused, hidden, unknown = lines(caplog)
    assert (refused["status"], refused["who"], refused["method"], refused["page"]) == (
        403,
        who.pk,
        "POST",
        "team-add",
    )
    assert refused["inspection"] == world.inspection.ref
    assert refused["reference"] in answer.content.decode()
    assert datetime.fromisoformat(refused["at"]).utcoffset() is not None
    assert (hidden["status"], hidden["who"], hidden["page"]) == (404, stranger.pk, "plan")
    assert (unknown["status"], unknown["page"]) == (404, None)


def test_what_is_answered_is_not_a_refusal(world, caplog):
    with caplog.at_level(logging.INFO, "jtai.refused"):
        world.client(world.lead).get(world.page("plan"))
        Client().get("/sign-in")
    assert lines(caplog) == []


@pytest.mark.django_db
def test_no_token_no_path_and_no_name_is_in_the_line(caplog):
    person = account("a person")
    link = invitation_link(person)
    invitation_link(person)
    with caplog.at_level(logging.WARNING, "jtai.refused"):
        assert Client().get(link).status_code == 404
        assert Client().get("/nowhere/Jane-Doe?q=Jane").status_code == 404
    text = json.dumps(lines(caplog))
    assert link.split("/")[-1] not in text and "Jane" not in text and person.email not in text


def test_every_page_of_somebody_signed_in_leads_to_the_sign_out(world):
    """Pages, refusals, what does not exist, sheets to print: one link in the header, on any width."""
    client = world.client(world.lead)
    out = f'href="{reverse("sign-out")}"'
    for address in (
        "/home",
        "/account",
        "/guidance",
        world.page("plan"),
        world.page("team"),
        "/nowhere",
        "/help",
    ):
        page = client.get(address).content.decode()
        header = page.split("<header")[1].split("</header>")[0]
        assert out in header, address
        assert out not in header.split("<nav")[-1] or "<nav" not in header, "it must not hide in the menu"
    assert out not in Client().get("/sign-in").content.decode()
    refused = world.client(world.person("team-inspector", "cqc")).get(world.page("team-add"))
    assert refused.status_code == 403 and out in refused.content.decode()
