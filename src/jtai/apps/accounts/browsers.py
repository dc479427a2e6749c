"""Where a request comes from: its address, its browser, and whether the browser is known for a name."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "jtai-known"
KNOWN_DAYS = 90
MOST_NAMES = 8
FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("FxiOS", "Firefox"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def address_of(request: HttpRequest) -> str:
    """The address of a request; of IPv6 the network, which is what one office or one home is given."""
    text = request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(text)
    except ValueError:
        return ""
    if found.version == 4:
        return str(found)
    return str(ip_network(f"{found}/64", strict=False).network_address)


def browser_of(request: HttpRequest) -> str:
    """Family and system, such as "Firefox on Windows"."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    family = next((name for sign, name in FAMILIES if sign in agent), "Another browser")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return f"{family} on {system}" if system else family


def hash_of_name(email: str) -> str:
    """What stands for a typed address where only its sameness matters."""
    return salted_hmac("jtai.accounts.name", email.strip().casefold(), algorithm="sha256").hexdigest()


def is_known(request: HttpRequest, email: str) -> bool:
    """Has this browser signed in with this name before? Only whoever has its cookie can say so."""
    wanted = _mark(email)
    return any(constant_time_compare(one, wanted) for one in _marks(request))


def remember_browser(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """After a right password: this browser is known for this name."""
    marks = [mark for mark in _marks(request) if mark != _mark(email)][: MOST_NAMES - 1]
    response.set_cookie(
        _cookie(),
        ".".join([_mark(email), *marks]),
        max_age=KNOWN_DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(email: str) -> str:
    return salted_hmac(
        "jtai.accounts.known-browser", email.strip().casefold(), algorithm="sha256"
    ).hexdigest()[:32]


def _marks(request: HttpRequest) -> list[str]:
    return [mark for mark in request.COOKIES.get(_cookie(), "").split(".") if len(mark) == 32][:MOST_NAMES]


def _cookie() -> str:
    return f"__Host-{COOKIE}" if settings.SESSION_COOKIE_SECURE else COOKIE
