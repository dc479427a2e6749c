"""How the trail hashes: the first link, the shape of an instant, and the hash itself."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

GENESIS = "0" * 64
# The chain of what belongs to no inspection.
SERVICE = "service"


def sha256(content: str | bytes) -> str:
    """Hash of written content, hex."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def instant(value: datetime) -> str:
    """UTC with microseconds, always the same shape."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
