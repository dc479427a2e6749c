"""Every refusal of settings is met by a fault of the list; every setting is decided on (ADR 0255).

The faults themselves are tried with real processes in `test_refusals.py`. Here each condition of
`config/refusals.py` is taken out in turn: a list that would not notice does not hold.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from jtai.config import refusals
from tests.architecture.services import KEY, ROOT
from tests.architecture.test_refusals import WRONG_ENVIRONMENT, WRONG_SETTINGS

SOURCE = ast.parse(Path(refusals.__file__).read_text())
# What the environment says, as the settings of a service read it.
READ_AS = {"JTAI_SECRET_KEY": "SECRET_KEY", "JTAI_HOSTS": "ALLOWED_HOSTS", "JTAI_ADDRESS": "JTAI_ADDRESS"}
# Settings of `production.py` that no refusal looks at, and why not.
NOT_REFUSED = {
    "JTAI_IS_SERVICE": "whoever says that it is no service is not asked",
    "DATABASES": "asked by connecting: apps/chores/fitness.py",
    "SECURE_HSTS_SECONDS": "for whoever owns the domain to say",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": "for whoever owns the domain to say",
    "SECURE_PROXY_SSL_HEADER": "follows from JTAI_BEHIND_PROXY, which only its owner knows",
    **dict.fromkeys(
        (f"EMAIL_{name}" for name in ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS")),
        "the owner's mail server; messages hold a link and no case material",
    ),
}


@pytest.fixture
def good(tmp_path: Path) -> dict[str, Any]:
    """Settings with which a service may start."""
    (tmp_path / "secret").write_text("of ./run: " + KEY[::-1])
    cookies = {
        f"{kind}_COOKIE_{name}": value
        for kind, own in (("SESSION", "__Host-jtai-session"), ("CSRF", "__Host-jtai-csrf"))
        for name, value in (("SECURE", True), ("NAME", own), ("DOMAIN", None), ("PATH", "/"))
    }
    return cookies | {
        "SECRET_KEY": KEY,
        "DATA_DIR": tmp_path,
        "ALLOWED_HOSTS": ["jtai.invalid"],
        "JTAI_ADDRESS": "https://jtai.invalid",
        "SESSION_COOKIE_HTTPONLY": True,
        "DEBUG": False,
        "JTAI_DEMONSTRATION_ALLOWED": False,
        "SECURE_SSL_REDIRECT": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    }


def faults(good: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Each fault of the lists by its name: the settings with it, and the words that name it."""
    for name, (told, words) in WRONG_ENVIRONMENT.items():
        values = dict(good)
        for variable, text in told.items():
            values[READ_AS[variable]] = text.split(",") if variable == "JTAI_HOSTS" else text
        yield name, values, words
    for name, (line, words) in WRONG_SETTINGS.items():
        values = dict(good)
        exec(line, {}, values)
        yield f"{name} (own settings)", values, words
    yield "the secret of ./run", dict(good) | {"SECRET_KEY": "of ./run: " + KEY[::-1]}, "that ./run made"


def missed(problems: Any, good: Mapping[str, Any]) -> list[str]:
    """Faults that these refusals let through, or name with other words."""
    return [
        name
        for name, values, words in faults(good)
        if not any(words in sentence for sentence in problems(values))
    ]


def test_good_settings_meet_no_refusal_and_every_fault_meets_its_own(good: dict[str, Any]) -> None:
    assert refusals.setting_problems(good) == []
    assert missed(refusals.setting_problems, good) == []


def without(number: int) -> ast.Module:
    """The module with one condition taken out: an `if` that is never so, or a part of an `and` or `or`."""
    made = copy.deepcopy(SOURCE)
    node, part = conditions(made)[number]
    if part is None:
        node.test = ast.Constant(False)
    else:
        node.values[part] = ast.Constant(isinstance(node.op, ast.And))
    return ast.fix_missing_locations(made)


def conditions(module: ast.Module) -> list[tuple[Any, int | None]]:
    found: list[tuple[Any, int | None]] = []
    for node in ast.walk(module):
        if isinstance(node, ast.If):
            found.append((node, None))
        elif isinstance(node, ast.BoolOp) and not _is_for_missing_values(node):
            found += [(node, part) for part in range(len(node.values))]
    return found


def _is_for_missing_values(node: ast.BoolOp) -> bool:
    """`x or ""`: what stands in for a setting that is not there."""
    last = node.values[-1]
    return isinstance(node.op, ast.Or) and (
        (isinstance(last, ast.Constant) and last.value == "")
        or (isinstance(last, ast.List) and not last.elts)
    )


def test_no_condition_can_be_taken_out_without_a_fault_getting_through(good: dict[str, Any]) -> None:
    found = conditions(SOURCE)
    assert len(found) > 20
    unnoticed = []
    for number, (node, part) in enumerate(found):
        changed: dict[str, Any] = {"__name__": "changed"}
        exec(compile(without(number), "changed", "exec"), changed)
        problems = changed["setting_problems"]
        try:
            noticed = bool(missed(problems, good)) or problems(good) != []
        except Exception:
            noticed = True
        if not noticed:
            unnoticed.append(f"line {node.lineno}, part {part}: {ast.unparse(node)[:80]}")
    assert unnoticed == []


def test_every_setting_of_a_service_is_refused_when_wrong_or_says_why_not() -> None:
    module = ast.parse((ROOT / "src/jtai/config/settings/production.py").read_text())
    targets = [node.targets[0] for node in module.body if isinstance(node, ast.Assign)]
    names = {one.id for one in targets if isinstance(one, ast.Name)}
    asked = set()
    for node in ast.walk(SOURCE):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            asked.add(node.value)
    asked |= {f"{kind}_COOKIE_{part}" for kind in ("SESSION", "CSRF") for part in ("SECURE", "NAME")}
    assert "SECRET_KEY" in names and len(names) > 15
    assert names - asked - set(NOT_REFUSED) == set()
    assert set(NOT_REFUSED) <= names
