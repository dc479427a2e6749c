"""Which column of a list is taken for what, by its header (ADR 0010).

Headers differ from area to area, so they are compared in small letters without signs.
"""

# A pattern is one line.
# ruff: noqa: E501

from __future__ import annotations

import re

# What is kept, by the headers it is known under.
KEPT = {
    "child_id": (
        "child id",
        "child unique id",
        "unique id",
        "unique child id",
        "child reference",
        "id",
        "ref",
    ),
    "age": ("age", "age of child years", "age of child", "age years", "age in years", "age band"),
    "date_of_birth": ("date of birth", "dob", "birth date", "born", "date of birth or edd"),
    "gender": ("gender", "sex"),
    "ethnicity": ("ethnicity", "ethnic origin", "ethnic group"),
    "disability": ("disability", "disabled", "does the child have a disability", "has disability"),
    "stage": (
        "stage",
        "stage of involvement",
        "status",
        "case status",
        "involvement",
        "threshold",
        "threshold category",
        "legal status",
    ),
    "probation": (
        "probation",
        "probation involvement",
        "nps or crc",
        "nps crc",
        "nps crc involvement",
        "involvement of probation",
    ),
    "family": ("family", "family id", "family identifier", "family reference", "family ref", "sibling group"),
    "needs": ("communication needs", "communication support", "interpreter", "needs interpreter"),
}

# Refused by name: the whole list is sent back.
REFUSED = {
    "holds names": (
        r"\b(full|first|last|sur|fore|given|middle|family|preferred|known as|child s?|childs|mother s?|father s?"
        r"|parent s?|carer s?|young person s?) ?names?\b|^names?$|^surname$|^forenames?$|^initials and surname$"
    ),
    "holds NHS numbers": r"\bnhs\b",
    "holds unique pupil numbers": r"\bupns?\b|\bunique pupil\b",
    "holds addresses": r"\baddress(es)?\b|\bstreet\b|\bhouse number\b|\bemail\b|\be mail\b|\b(tele)?phone\b|\bmobile\b",
    "holds free text": r"\bnotes?\b|\bcomments?\b|\bfree text\b|\bdescription\b|\bdetails\b|\bnarrative\b|\bsummary\b|\breasons?\b",
}

# Dropped, with a line in the report.
DROPPED = {
    "holds names of workers": r"\b(allocated|case|key|social|lead) (worker|practitioner|professional|manager)\b|\bworker\b|\bteam manager\b",
    "is a postcode": r"\bpost ?code\b",
}


def plain(header: str) -> str:
    """A header in small letters, without signs and double blanks."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", header.replace("\u00a0", " ").lower()).split())


def kept_as(header: str) -> str:
    """The column this header stands for, or ""."""
    words = plain(header)
    return next((column for column, headers in KEPT.items() if words in headers), "")


def why_refused(header: str) -> str:
    """Why a list with this column is refused, or ""."""
    return _why(REFUSED, plain(header)) if not why_dropped(header) else ""


def why_dropped(header: str) -> str:
    """Why this column is not kept, or ""."""
    return _why(DROPPED, plain(header))


def _why(patterns: dict[str, str], words: str) -> str:
    return next((why for why, pattern in patterns.items() if re.search(pattern, words)), "")
