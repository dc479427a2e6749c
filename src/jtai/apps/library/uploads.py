"""Files that a browser sends in a plain form, streamed straight to the store.

    @csrf_exempt                                          # the outer view: the body is not touched yet
    @inspection_page("request-item", "read", post="supply")
    def send(request, item):
        row = ...                                         # may this person? before the first byte is read
        return receive_stream(request, lambda request: _send(request, row))

The check of the CSRF token reads `request.POST`, and Django would parse the body to plaintext temporary files
by then. So the only upload handler is ours and is set first; the inner view is csrf_protect-ed, as Django's
documentation says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_protect

from jtai.apps.drafts.sending import claim
from jtai.apps.library.files import CHUNK, Incoming, remove_unless_committed, size_limit
from jtai.core.results import Decision, Refused, refuse


class ReceivedFile(UploadedFile):
    """What a form's file field gets: name, size and type, with the bytes already on disk as `incoming`."""

    def __init__(self, incoming: Incoming, charset: str | None) -> None:
        super().__init__(
            file=None,
            name=incoming.name,
            content_type=incoming.claimed_type,
            size=incoming.size,
            charset=charset,
        )
        self.incoming = incoming

    def close(self) -> None:
        """Nothing is open: the bytes lie in the store."""


class StreamToStore(FileUploadHandler):
    """Writes each file of a form to the store as it arrives; never to a temporary file, never to memory."""

    chunk_size = CHUNK

    def __init__(self, request: HttpRequest, *, limit: int, most_files: int = 1) -> None:
        super().__init__(request)
        self.limit = limit
        self.most_files = most_files
        self.received: list[Incoming] = []
        self.refusal: Decision | None = None
        self._expected = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self._expected = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if len(self.received) == self.most_files:
            raise SkipFile
        with _Stopping(self):
            incoming = Incoming(
                name=self.file_name or "",
                claimed_type=self.content_type or "",
                limit=self.limit,
                expected=self._expected,
            )
            self.received.append(incoming)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        with _Stopping(self):
            self.received[-1].write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        with _Stopping(self):
            self.received[-1].seal()
        return ReceivedFile(self.received[-1], self.charset)

    def tidy(self) -> None:
        """Remove what no action has kept."""
        for incoming in self.received:
            remove_unless_committed(incoming)


class _Stopping:
    """A refusal by the store stops the upload; the rest of the body is read and thrown away."""

    def __init__(self, handler: StreamToStore) -> None:
        self.handler = handler

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Refused):
            self.handler.refusal = error.decision
            # Read to its end, so that the browser shows our answer instead of a broken connection.
            raise StopUpload(connection_reset=False) from error


def receive_stream(
    request: Any, view: Callable[[Any], HttpResponse], *, limit: int | None = None, most_files: int = 1
) -> HttpResponse:
    """Answer with `view(request)`, files streamed to the store. What the view does not keep is removed."""
    if settings.SECURE_SSL_REDIRECT and not request.is_secure():
        refuse(
            "Files are taken over HTTPS only. Open this page with https:// and send again.",
            "Guidance, paragraph 18",
        )
    handler = StreamToStore(request, limit=size_limit() if limit is None else limit, most_files=most_files)
    request.upload_handlers = [handler]
    request.stream_to_store = handler
    try:
        return csrf_protect(_once(view))(request)
    finally:
        handler.tidy()


def _once(view: Callable[[Any], HttpResponse]) -> Callable[[Any], HttpResponse]:
    """The view, unless the same form was sent before; the body has been read by now."""

    def answer(request: Any) -> HttpResponse:
        earlier = claim(request) if request.method == "POST" else None
        return earlier or view(request)

    return answer


def refusal_of(request: Any) -> Decision | None:
    """Why the store refused a file of this request, or None. Ask after the form was bound."""
    handler: StreamToStore | None = getattr(request, "stream_to_store", None)
    return handler.refusal if handler else None
