"""What a file is: by its first bytes, not by what its name or its sender says."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

import puremagic

from jtai.core.results import Problem, blocks

HEAD = 8192
LONGEST_NAME = 150
PLAIN = "text/plain"
UNKNOWN = "application/octet-stream"

# Beginnings of programs for Windows, Linux and the Mac, of scripts, and of Windows shortcuts.
_PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"\xef\xbb\xbf#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_RUN_BY_NAME = re.compile(
    r"\.(apk|app|application|bat|chm|cmd|com|cpl|deb|dll|dmg|exe|gadget|hta|inf|jar|jse?|lnk|ms[cip]|pif|pkg"
    r"|ps[12]|psm1|py|reg|rpm|scf|scr|sh|sys|url|vb[es]?|ws[fh]|xll)$",
    re.IGNORECASE,
)


def clean_name(name: str) -> str:
    """The name of a file without path, control characters, marks that turn the writing round, and excess."""
    last = name.replace("\\", "/").split("/")[-1]
    # Cf holds the characters that make "exe.pdf" read "fdp.exe"; Cc the control characters.
    visible = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in ("Cc", "Cf")
    )
    tidy = re.sub(r"\s+", " ", visible).strip(" .")
    if not tidy:
        return "file"
    suffix = PurePosixPath(tidy).suffix[:20]
    return tidy if len(tidy) <= LONGEST_NAME else tidy[: LONGEST_NAME - len(suffix)].rstrip() + suffix


# What an office calls them; of any other picture, recording or text the family is enough.
_KINDS = {
    "application/pdf": "PDF document",
    "application/msword": "Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.ms-excel": "Excel workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.ms-powerpoint": "PowerPoint presentation",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint presentation",
    "application/zip": "ZIP archive",
    "text/csv": "table (CSV)",
    "image": "picture",
    "audio": "sound recording",
    "video": "video recording",
    "text": "plain text",
    "message": "e-mail message",
}


def kind_words(media_type: str) -> str:
    """PDF document; "file of another kind" where nobody would know more by a name."""
    family = media_type.partition("/")[0]
    return _KINDS.get(media_type) or _KINDS.get(family) or "file of another kind"


def media_type_of(head: bytes, name: str) -> str:
    """The media type that the first bytes show. Text is plain text, whatever its name says."""
    try:
        found = puremagic.magic_string(head, name)
    except (puremagic.PureError, ValueError):
        found = []
    if head.startswith(b"MZ") and b"\x00" not in head:
        # Two letters do not make a program: text may begin so.
        found = []
    # A guess that rests on the name alone comes with the least confidence.
    sure = [match.mime_type for match in found if match.mime_type and match.confidence > 0.1]
    if sure:
        return sure[0][:120]
    return PLAIN if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        # The last character may be cut in two by the end of what was looked at.
        return len(head) == HEAD and error.start > HEAD - 4
    return True


def check_kind(head: bytes, name: str) -> list[Problem]:
    """Programs, scripts and shortcuts are refused, under whatever name they come."""
    program = head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and b"\x00" in head)
    if not program and not _RUN_BY_NAME.search(name):
        return []
    message = (
        f"“{name}” is a program or a script, whatever its name says. Programs are not accepted. "
        "Send the document itself, as a PDF for instance."
    )
    return [blocks("file-is-a-program", message, "Guidance, paragraph 18", "file")]
