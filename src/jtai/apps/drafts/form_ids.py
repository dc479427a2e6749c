"""The id a page gives to each of its forms: a random number, signed for one person and one page.

text = make(user, path)          # goes into a hidden field named FIELD
belongs_to(text, user)           # the id, when the page was made for this person; otherwise None
was_shown_at(text, user, path)   # was this person shown the form on the page with this path?
other(text)                      # another id for the same person and page
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, NamedTuple

from django.core import signing

FIELD = "form-id"
_SALT = "jtai.form"


class _Made(NamedTuple):
    form_id: uuid.UUID
    owner: str
    page: str


def make(user: Any, path: str, form_id: uuid.UUID | None = None) -> str:
    """A new id for a form of this person on this page, or the given id once more."""
    return _signer().sign(f"{(form_id or uuid.uuid4()).hex}.{user.pk}.{_page(path)}")


def belongs_to(text: str, user: Any) -> uuid.UUID | None:
    """The id in `text` if it was made here and for this person; nobody can make one for somebody else."""
    made = _read(text)
    return made.form_id if made and made.owner == str(user.pk) else None


def was_shown_at(text: str, user: Any, path: str) -> bool:
    """Was the form with this id shown to this person on the page with this path?"""
    made = _read(text)
    return made is not None and made.owner == str(user.pk) and made.page == _page(path)


def other(text: str) -> str:
    """A new id for the same person and page, when another window goes on with the old one."""
    made = _read(text)
    return _signer().sign(f"{uuid.uuid4().hex}.{made.owner}.{made.page}") if made else ""


def is_ours(text: str) -> bool:
    """Was it made here, for whomever?"""
    return _read(text) is not None


def _page(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:16]


def _read(text: str) -> _Made | None:
    try:
        number, owner, page = _signer().unsign(text).split(".")
        return _Made(uuid.UUID(number), owner, page)
    except (signing.BadSignature, ValueError):
        return None


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
