"""One line in the log for each refusal: who, what and when, as data (ASVS V16.2.1, V16.2.2)."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.http import HttpResponse

log = logging.getLogger("jtai.refused")
ALWAYS = (401, 403, 404, 429)


def note(request: Any, response: HttpResponse) -> None:
    """Log a refusal. The page by its name and the inspection by its reference: a path can hold a token."""
    refused = response.status_code == 409 and getattr(request, "was_refused", False)
    if response.status_code not in ALWAYS and not refused:
        return
    match = getattr(request, "resolver_match", None)
    user = getattr(request, "user", None)
    line = {
        "at": request.real_now.astimezone().isoformat(timespec="milliseconds"),
        "status": response.status_code,
        "who": user.pk if user is not None and user.is_authenticated else None,
        "method": request.method,
        "page": (match.view_name if match else None) or None,
        "inspection": match.kwargs.get("ref") if match else None,
        "reference": getattr(request, "error_reference", None),
    }
    log.warning("%s", json.dumps(line))
