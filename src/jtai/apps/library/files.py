"""The one module that owns bytes (ADR 0150): nothing else opens a case file, and nobody sees a path.

    incoming = Incoming(name="plan.pdf", claimed_type="application/pdf")
    incoming.write(chunk)                                        # as often as there are chunks
    stored = keep(incoming, inspection_ref=ref, owner="police")  # the row, with SHA-256 and size

    for chunk in Reader(stored): ...

What a browser sends comes through `library.uploads`, which makes an `Incoming` and lets the action `keep` it.
Bytes lie under `incoming/` until the row that speaks of them is committed; a file without a row is swept
away, so a failure at any point leaves nothing half-written. Encryption (later) changes this module only.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from jtai.apps.database.after import after_commit
from jtai.apps.library.kinds import HEAD, check_kind, clean_name, media_type_of
from jtai.apps.library.models import StoredFile
from jtai.core.results import Decision, Problem, Refused, blocks, no, require_none
from jtai.words import file_size

CHUNK = 1024 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def size_limit() -> int:
    """The largest file that is taken, in bytes."""
    return int(settings.JTAI_FILE_LIMIT)


def too_large(limit: int) -> Decision:
    """The answer to a file above the limit."""
    return no(
        f"This file is larger than {file_size(limit)}, which is the limit. It was not saved. "
        "Split it, or supply it by another secure route and record that here.",
        "Guidance, paragraph 18",
        kind="too-large",
    )


def no_room() -> Decision:
    """The answer when the disk is full or cannot be written."""
    return no(
        "There is no room for this file just now. It was not saved and nothing else was changed. Try "
        "again later, or supply it by another secure route. Tell the administrator.",
        kind="unavailable",
    )


@contextmanager
def _answering_for_the_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise Refused(no_room()) from error
        raise Refused(
            no(
                "The store of files cannot be reached just now. Nothing was changed. Try again later.",
                kind="unavailable",
            )
        ) from error


class Incoming:
    """Bytes on their way in: counted and hashed as they come, read by nobody until they are kept."""

    def __init__(
        self, *, name: str, claimed_type: str = "", limit: int | None = None, expected: int = 0
    ) -> None:
        self.id = uuid.uuid4()
        self.name = clean_name(name)
        self.claimed_type = claimed_type[:120]
        self.limit = size_limit() if limit is None else limit
        self.size = 0
        self.head = b""
        self.kept = False
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        with _answering_for_the_disk():
            _make_room(expected)
            handle = os.open(_incoming(self.id), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            self._file = os.fdopen(handle, "wb", buffering=0)

    def write(self, chunk: bytes) -> None:
        """Add bytes. Refused when the limit is passed or the disk is full; nothing is left then."""
        self.size += len(chunk)
        if self.size > self.limit:
            self.discard()
            raise Refused(too_large(self.limit))
        if len(self.head) < HEAD:
            self.head += chunk[: HEAD - len(self.head)]
        self._hash.update(chunk)
        assert self._file is not None
        try:
            with _answering_for_the_disk():
                _write_all(self._file, chunk)
        except Refused:
            self.discard()
            raise

    def seal(self) -> None:
        """All bytes are there: put them on the disk for good. Still nobody's file until kept."""
        if self._file is None:
            return
        try:
            with _answering_for_the_disk():
                os.fsync(self._file.fileno())
                self._file.close()
                _sync_folder(_incoming(self.id).parent)
        except Refused:
            self.discard()
            raise
        self._file = None

    def discard(self) -> None:
        """Leave nothing behind."""
        if self._file is not None:
            self._file.close()
            self._file = None
        _incoming(self.id).unlink(missing_ok=True)

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    @property
    def media_type(self) -> str:
        return media_type_of(self.head, self.name)

    def problems(self) -> list[Problem]:
        """What speaks against keeping it."""
        if self.size == 0:
            return [blocks("file-empty", "This file is empty. Choose another file.", "", "file")]
        return check_kind(self.head, self.name)


def keep(incoming: Incoming, *, inspection_ref: str, owner: str) -> StoredFile:
    """Make a sealed `Incoming` a file of the inspection, in the transaction of the action that asks."""
    require_none(incoming.problems())
    incoming.seal()
    stored = StoredFile.objects.create(
        id=incoming.id,
        chain=inspection_ref,
        owner=owner,
        name=incoming.name,
        media_type=incoming.media_type,
        claimed_type=incoming.claimed_type,
        size=incoming.size,
        sha256=incoming.sha256,
        stored_at=timezone.now(),
    )
    incoming.kept = True
    after_commit(
        lambda: _settle(incoming.id), name=f"file {incoming.id}", caught_up_by="the worker, every minute"
    )
    return stored


class Reader:
    """Bytes of a stored file, in chunks; the last is given only when the whole agrees with its SHA-256."""

    def __init__(self, stored: StoredFile) -> None:
        with _answering_for_the_disk():
            self._file = _place_of(stored.pk).open("rb")
            held = os.fstat(self._file.fileno()).st_size
        self._expected = stored.sha256
        if held != stored.size:
            self.close()
            raise Refused(damaged())

    def __iter__(self) -> Iterator[bytes]:
        digest, waiting = hashlib.sha256(), b""
        try:
            while chunk := self._file.read(CHUNK):
                digest.update(chunk)
                if waiting:
                    yield waiting
                waiting = chunk
            if digest.hexdigest() != self._expected:
                raise Refused(damaged())
            if waiting:
                yield waiting
        finally:
            self.close()

    def close(self) -> None:
        self._file.close()


def damaged() -> Decision:
    """The answer when bytes are not those that were received."""
    return no(
        "The stored file is not the one that was received: its fingerprint differs. Tell the "
        "administrator and ask for the file again.",
        kind="unavailable",
    )


def sweep(older_than_seconds: float = 24 * 60 * 60) -> int:
    """Settle or remove what was left under `incoming/` by a crash. Gives back how many were removed."""
    removed = 0
    for path in _root("incoming").glob("*.part"):
        if time.time() - path.stat().st_mtime < older_than_seconds:
            continue
        if StoredFile.objects.filter(pk=path.stem).exists():
            _settle(uuid.UUID(path.stem))
        else:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def settle_waiting() -> int:
    """Put away every file whose row is committed and that is not in its place yet. Gives back how many."""
    waiting = {path.stem for path in _root("incoming").glob("*.part")}
    ids = list(StoredFile.objects.filter(pk__in=waiting).values_list("pk", flat=True))
    for id_ in ids:
        _settle(id_)
    return len(ids)


def remove_unknown() -> int:
    """Remove kept bytes that no row speaks of any more. Gives back how many files there were."""
    removed = 0
    for path in _root("kept").glob("*/*"):
        if not StoredFile.objects.filter(pk=path.name).exists():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def remove_unless_committed(incoming: Incoming) -> None:
    """At the end of a request: what no committed row speaks of is removed."""
    if not incoming.kept or not StoredFile.objects.filter(pk=incoming.id).exists():
        incoming.discard()


def _root(name: str) -> Path:
    folder = Path(settings.JTAI_FILES_DIR) / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _incoming(id_: uuid.UUID) -> Path:
    return _root("incoming") / f"{id_.hex}.part"


def _final(id_: uuid.UUID) -> Path:
    return _root("kept") / id_.hex[:2] / id_.hex


def _place_of(id_: uuid.UUID) -> Path:
    # Between the commit and the rename the bytes still lie under incoming/.
    final = _final(id_)
    return final if final.exists() else _incoming(id_)


def _settle(id_: uuid.UUID) -> None:
    """The row is committed: one atomic rename to where the file stays."""
    final = _final(id_)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if _incoming(id_).exists():
        _incoming(id_).replace(final)
        _sync_folder(final.parent)


def _make_room(expected: int) -> None:
    if shutil.disk_usage(_root("incoming")).free < expected + int(settings.JTAI_FILES_RESERVE):
        raise OSError(errno.ENOSPC, "less than the reserve would be left")


def _write_all(file: BinaryIO, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[file.write(view) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
