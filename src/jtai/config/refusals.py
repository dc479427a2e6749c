"""What the settings of a service must not be: each fault in a sentence that says what to do (ADR 0255).

Plain Python, because it is asked while the settings are being read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from jtai.words import counted

LEAST_SECRET = 50
LEAST_VARIETY = 10
# Words of examples: no random text holds one of them but by a chance of one in millions.
KNOWN_WORDS = (
    "secret", "password", "changeme", "change-me", "change_me", "example", "insecure", "tests only",
    "long random text", "replace", "your-key",
)  # fmt: skip
MAKE_SECRET = 'Make one with: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
HOST_NAME = re.compile(r"^\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:]+\]$", re.IGNORECASE)
COOKIE_PREFIX = "__Host-"
# Parts of the names of mail back ends that print, keep or lose messages. Links to passwords are in these.
NO_MAIL = ("console", "filebased", "locmem", "dummy", "notices.backends")


def setting_problems(values: Mapping[str, Any]) -> list[str]:
    """Every fault of these settings of a service, in sentences; none when it may start."""
    return [
        *_secret_problems(str(values.get("SECRET_KEY") or ""), Path(values["DATA_DIR"])),
        *_host_problems(list(values.get("ALLOWED_HOSTS") or [])),
        *_cookie_problems(values),
        *_other_problems(values),
    ]


def _secret_problems(secret: str, data: Path) -> list[str]:
    if not secret:
        return [f"JTAI_SECRET_KEY is not set. {MAKE_SECRET}"]
    if any(word in secret.lower() for word in KNOWN_WORDS):
        return [f"JTAI_SECRET_KEY is one that others know, from a test or an example. {MAKE_SECRET}"]
    if secret == _local_secret(data):
        return [f"JTAI_SECRET_KEY is the one that ./run made for this machine. {MAKE_SECRET}"]
    if len(secret) < LEAST_SECRET:
        there = counted(len(secret), "character")
        return [f"JTAI_SECRET_KEY has {there}; it needs at least {LEAST_SECRET}. {MAKE_SECRET}"]
    if not _is_varied(secret):
        return [f"JTAI_SECRET_KEY repeats itself: it can be guessed. {MAKE_SECRET}"]
    return []


def _local_secret(data: Path) -> str:
    """The secret of ./run in this data folder; "" where there is none, or none that can be read."""
    try:
        return (data / "secret").read_text().strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_varied(secret: str) -> bool:
    """Has it many characters, in no regular order, and no piece again and again?"""
    pairs = list(pairwise(secret))
    steps = {ord(after) - ord(before) for before, after in pairs}
    return (
        len(set(secret)) >= LEAST_VARIETY and len(steps) >= LEAST_VARIETY and len(set(pairs)) * 2 > len(pairs)
    )


def _host_problems(hosts: list[str]) -> list[str]:
    names = [str(host).strip() for host in hosts]
    if not any(names):
        return ["JTAI_HOSTS is empty. Set it to the names people type, such as jtai.example.org."]
    if any("*" in name for name in names):
        return ['JTAI_HOSTS holds "*", which lets anybody choose the name. Set it to the names people type.']
    if any(not HOST_NAME.match(name) for name in names):
        return [
            "JTAI_HOSTS contains something that is not a name. Leave out https://, ports and empty places."
        ]
    return []


def _cookie_problems(values: Mapping[str, Any]) -> list[str]:
    found = []
    for kind in ("SESSION", "CSRF"):
        if values.get(f"{kind}_COOKIE_SECURE") is not True:
            found.append(f"{kind}_COOKIE_SECURE is off: the cookie would go over plain HTTP. Leave it on.")
        name = str(values.get(f"{kind}_COOKIE_NAME", ""))
        wide = values.get(f"{kind}_COOKIE_DOMAIN") or values.get(f"{kind}_COOKIE_PATH", "/") != "/"
        if not name.startswith(COOKIE_PREFIX) or wide:
            found.append(
                f"{kind}_COOKIE_NAME does not begin with {COOKIE_PREFIX}, or the cookie has a domain or "
                "a path of its own: another site of the domain could set it. Leave these as they come."
            )
    if values.get("SESSION_COOKIE_HTTPONLY") is not True:
        found.append("SESSION_COOKIE_HTTPONLY is off: a script could read the session. Leave it on.")
    return found


def _other_problems(values: Mapping[str, Any]) -> list[str]:
    found = []
    if values.get("DEBUG"):
        found.append("DEBUG is on: error pages would show settings and material. Leave it off.")
    if values.get("JTAI_DEMONSTRATION_ALLOWED"):
        found.append("JTAI_DEMONSTRATION_ALLOWED is on: a service holds no demonstration. Leave it off.")
    if values.get("SECURE_SSL_REDIRECT") is not True:
        found.append("SECURE_SSL_REDIRECT is off: pages would be served over plain HTTP. Leave it on.")
    if any(part in str(values.get("EMAIL_BACKEND", "")) for part in NO_MAIL):
        found.append("EMAIL_BACKEND prints, stores or loses messages instead of sending them. Leave it out.")
    if not str(values.get("JTAI_ADDRESS", "")).startswith("https://"):
        found.append(
            "JTAI_ADDRESS does not begin with https://. Set it to where people open the service, "
            "or leave it out."
        )
    return found
