"""Every address. Each app keeps its own; `/i/<ref>/` belongs to one inspection."""

from importlib.util import find_spec

from django.urls import include, path

# A stage is wired as soon as its app has addresses; the order is that of an inspection.
STAGES = [
    "inspections",
    "briefing",
    "notification",
    "portal",
    "selection",
    "evidence",
    "meetings",
    "findings",
    "letters",
    "workspace",
]
_ready = [name for name in STAGES if find_spec(f"jtai.apps.{name}.urls")]

urlpatterns = [
    path("", include("jtai.apps.accounts.urls")),
    path("", include("jtai.apps.drafts.urls")),
    *([path("", include("jtai.apps.library.urls"))] if find_spec("jtai.apps.library.urls") else []),
    *([path("", include("jtai.apps.public_site.urls"))] if find_spec("jtai.apps.public_site.urls") else []),
    *[path("", include(f"jtai.apps.{name}.urls")) for name in _ready],
]

handler400 = "jtai.config.errors.bad_request"
handler403 = "jtai.config.errors.not_allowed"
handler404 = "jtai.config.errors.not_found"
handler500 = "jtai.config.errors.failed"
