"""The demonstration goes out of a database whole, and what is real stays as it is."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from jtai.apps.accounts.actions import create_account
from jtai.apps.accounts.models import User
from jtai.apps.audit.models import Event, Head
from jtai.apps.audit.queries import chains, verify
from jtai.apps.inspections import actions
from jtai.apps.inspections.models import Inspection, Membership
from jtai.apps.library.models import StoredFile
from jtai.apps.notices.models import Message
from jtai.apps.workspace.checks import no_demonstration
from jtai.apps.workspace.demonstration.build import _in_fieldwork, service_accounts
from jtai.apps.workspace.demonstration.clearing import clear
from jtai.core.areas import invented_codes
from jtai.core.results import ProblemsFound
from tests.forms.browser import only_form

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator@council.invalid"
# Kept whatever is cleared: what the software itself made of its tables, when its chores ran, the trail of
# the service.
OURS = {"contenttypes.ContentType", "auth.Permission", "sites.Site", "chores.Chore"}


def rows() -> dict[str, int]:
    return {
        model._meta.label: count
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in OURS and (count := model._base_manager.count())
    }


def practice(area: str = "E06000014") -> Inspection:
    """A rehearsal of a real partnership in its own area, by a coordinator with an account of their own."""
    by = User.objects.filter(email=COORDINATOR).first() or create_account(
        email=COORDINATOR,
        full_name="A Coordinator",
        service_roles=["practice-coordinator"],
        by=None,
        at=timezone.now(),
    )
    return actions.plan_inspection(
        kind="practice",
        edition_id="2016-08",
        area_code=area,
        clock_at=timezone.now(),
        by=by,
        at=timezone.now(),
    )


def said(settings) -> list[str]:
    settings.JTAI_IS_SERVICE = True
    found = [one.msg for one in no_demonstration(None)]
    settings.JTAI_IS_SERVICE = False
    return found


@pytest.fixture
def files(settings, tmp_path):
    settings.JTAI_FILES_DIR, settings.JTAI_HEADS_DIR = tmp_path / "files", tmp_path / "heads"
    settings.JTAI_OUTBOX_DIR = tmp_path / "outbox"
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_is_left_and_the_trails_hold(files, settings):
    settings.EMAIL_BACKEND = "jtai.apps.notices.backends.ConsoleAndFile"
    before = rows()
    service_accounts()
    cast = _in_fieldwork()
    call_command("send_messages", stdout=StringIO())
    assert len(said(settings)) == 2
    assert StoredFile.objects.exists() and list((files / "outbox").iterdir())
    ended = Head.objects.get(chain=cast.inspection.ref)
    out = StringIO()
    call_command("clear_demonstration", "--yes", stdout=out)
    assert f"{cast.inspection.ref}: Demonstration, Northmere" in out.getvalue()
    assert "Removed 1 inspection" in out.getvalue()
    left = rows()
    assert {label: n for label, n in left.items() if before.get(label) != n and "audit." not in label} == {}
    assert [path for path in files.rglob("*") if path.is_file() and "heads" not in str(path)] == []
    assert said(settings) == []
    told = Event.objects.get(chain="service", action="demonstration.cleared")
    assert ended.hash in told.canonical
    assert {chain: verify(chain) for chain in chains()} == {"service": None, cast.inspection.ref: None}


@pytest.mark.django_db(transaction=True)
def test_a_chain_that_goes_on_after_it_was_cleared_does_not_hold(files):
    service_accounts()
    cast = _in_fieldwork()
    ref = cast.inspection.ref
    clear(at=timezone.now())
    Head.objects.create(chain=ref, sequence=1, hash="0" * 64)
    fault = verify(ref)
    assert fault is not None and "was removed with the demonstration" in fault.message


def test_what_is_real_stays_and_its_people_of_the_demonstration_are_closed(files, settings):
    real = practice()
    known = create_account(
        email="someone@demonstration.invalid", full_name="S", password="x", by=None, at=timezone.now()
    )
    _join(real, known)
    done = clear(at=timezone.now())
    assert (done.inspections, done.accounts, done.closed) == (0, 0, 1)
    known.refresh_from_db()
    assert not known.is_active and not known.has_usable_password()
    assert Inspection.objects.filter(pk=real.pk).exists() and verify(real.ref) is None
    assert said(settings) == []
    assert clear(at=timezone.now()).closed == 0


def _join(real: Inspection, user: User) -> None:
    Membership.objects.create(
        inspection=real, user=user, role="qa-manager", side="inspectorate", body="ofsted",
        started_at=timezone.now(), by=real.created_by,
    )  # fmt: skip


def test_a_rehearsal_in_an_invented_area_goes_too(files, settings):
    made = practice(sorted(invented_codes())[0])
    assert len(said(settings)) == 1
    assert clear(at=timezone.now()).inspections == 1
    assert not Inspection.objects.filter(pk=made.pk).exists()
    assert User.objects.filter(email=COORDINATOR).exists()


def test_a_message_to_nobody_of_it_stays(files):
    real = practice()
    Message.objects.create(
        key="k", kind="t", to_name="A", to_email="a@council.invalid", subject="s", body="b", chain=real.ref,
        message_id="<1@x>", written_at=timezone.now(), queued_at=timezone.now(),
    )  # fmt: skip
    clear(at=timezone.now())
    assert Message.objects.count() == 1


def test_with_nothing_there_nothing_is_done(files):
    out = StringIO()
    call_command("clear_demonstration", stdout=out)
    assert out.getvalue() == "There is no demonstration in this database. Nothing was changed.\n"
    assert not Event.objects.exists()


def test_a_service_lets_nobody_rehearse_in_an_invented_area(settings, client):
    settings.JTAI_IS_SERVICE = True
    with pytest.raises(ProblemsFound) as found:
        practice(sorted(invented_codes())[0])
    assert {problem.code for problem in found.value.problems} == {"area-invented"}
    real = practice()
    client.force_login(real.created_by, backend="django.contrib.auth.backends.ModelBackend")
    form = only_form(client.get("/inspections/new"), holding="area")
    offered = [words for control in form.controls if control.name == "area" for words, _ in control.options]
    assert len(offered) > 100
    assert not set(offered) & set(invented_codes())
