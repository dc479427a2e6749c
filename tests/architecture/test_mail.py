"""Mail leaves from the worker only: nothing that answers people speaks to a mail server (ADR 0259)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.services import ROOT

SOURCE = ROOT / "src/jtai"
# What speaks to a mail server, or leads there; and who may name it.
SPEAKING = {
    "django.core.mail",
    "smtplib",
    "send_mail",
    "send_mass_mail",
    "mail_admins",
    "mail_managers",
    "email_user",
    "AdminEmailHandler",
}
SENDING = {
    "send_waiting",
    "keep_going",
    "mail_of",
    "jtai.apps.notices.post",
    "jtai.apps.notices.worker",
    "jtai.apps.notices.actions.sending",
}
SPEAKERS = {"apps/notices/post.py", "apps/notices/backends.py"}
WORKER = {
    "apps/notices/actions/__init__.py",
    "apps/notices/actions/sending.py",
    "apps/notices/worker.py",
    "apps/notices/management/commands/send_messages.py",
    # A command too: nobody waits for a page while it runs.
    "apps/workspace/management/commands/demo.py",
}


def named(source: str) -> Iterator[str]:
    """Every module, name, attribute and dotted word of a file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            yield from node.value.split(".")


def faults(files: dict[str, str]) -> list[str]:
    found = []
    for name, source in files.items():
        words = set(named(source))
        if name not in SPEAKERS and (spoken := words & SPEAKING):
            found.append(f"{name} speaks to a mail server: {sorted(spoken)}")
        if name not in SPEAKERS | WORKER and (sent := words & SENDING):
            found.append(f"{name} sends what waits: {sorted(sent)}")
    return found


def sources() -> dict[str, str]:
    return {str(path.relative_to(SOURCE)): path.read_text() for path in SOURCE.rglob("*.py")}


def test_nothing_but_the_worker_sends_mail() -> None:
    assert faults(sources()) == []


def test_those_that_may_are_still_there() -> None:
    assert set(sources()) >= SPEAKERS | WORKER


@pytest.mark.parametrize(
    "line",
    [
        "from django.core.mail import send_mail",
        "import smtplib",
        "from jtai.apps.notices import actions\n\nactions.send_waiting()",
        "from jtai.apps.notices.actions import send_waiting",
        "from jtai.apps.notices.worker import Worker",
        'user.email_user("subject", "text")',
        'HANDLER = "django.utils.log.AdminEmailHandler"',
    ],
)
def test_a_page_that_did_would_be_named(line: str) -> None:
    assert len(faults({"apps/accounts/views.py": line})) == 1
