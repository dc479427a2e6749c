"""Takes the words of somebody who is not signed in through the sign-in page, without a script.

The sign-in page carries them in a hidden field. After signing in they become a draft of that person, if the
form was made for them; of nobody else (ADR 0230).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import QueryDict

from jtai.apps.drafts import actions, form_ids
from jtai.apps.drafts.models import Draft
from jtai.apps.drafts.values import holds_words, pairs_of
from jtai.core.results import Refused

FIELD = "carried"


class _NoFiles(FileUploadHandler):
    """Reads past the files of a form: only its words are wanted."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def read_words_only(request: Any) -> QueryDict:
    """The fields of a posted form; its files are not kept anywhere."""
    if not hasattr(request, "_post"):
        request.upload_handlers = [_NoFiles(request)]
    return request.POST


def packed(request: Any) -> str:
    """What the sign-in page carries: where it was sent to, the id of the form, its words; "" if nothing."""
    fields = read_words_only(request)
    form_id = fields.get(form_ids.FIELD, "")
    pairs = pairs_of(fields)
    if not form_ids.is_ours(form_id) or not holds_words(pairs):
        return ""
    title = fields.get("draft-title", "")
    return json.dumps([request.get_full_path(), form_id, title, pairs], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was carried for this person: saved as their draft, or only to be shown, because it cannot be."""

    draft: Draft | None = None
    fields: QueryDict | None = None


def unpacked(text: str, user: Any, at: datetime) -> Unpacked | None:
    """Save what was carried as a draft of the person who has now signed in; None when it was another's.

    What no page of this service made is empty.
    """
    try:
        address, form_id, title, pairs = json.loads(text)
        fields = QueryDict(mutable=True)
        for name, values in pairs:
            fields.setlist(str(name), [str(value) for value in values])
    except (ValueError, TypeError, RecursionError):
        return Unpacked()
    fields[form_ids.FIELD] = str(form_id)
    fields["draft-title"] = str(title)
    if not form_ids.is_ours(str(form_id)):
        return Unpacked()
    if form_ids.belongs_to(str(form_id), user) is None:
        return None
    try:
        return Unpacked(actions.carry(user=user, address=str(address), fields=fields, at=at), fields)
    except Refused:
        # Too long for a draft, or its page is no more: shown once, to copy.
        return Unpacked(None, fields)
