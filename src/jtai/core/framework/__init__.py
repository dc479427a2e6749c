"""The framework as data: editions and themes read from TOML, with every fault reported at once.

    from jtai.core.framework import load_edition, load_theme, FrameworkFaults

    edition = load_edition("2016-08")              # cached; KeyError with a sentence if unknown
    edition.milestone("publish").first_day         # 43, from the data
    edition.milestone("acknowledge", "complaint")  # another track
    edition.criterion("ESN 07").title
    edition.lead_inspectorate.short_name           # "Ofsted"
    edition.letter.sign_off_chain                  # ordered steps, each with who, kind, milestone

    try:
        theme = parse_theme(text, source_name="our-theme.toml")   # a file somebody loads
    except FrameworkFaults as error:
        for fault in error.faults:                 # .file, .key, .message
            ...

No number, order or name of the guidance stands in code: ask the edition an inspection has pinned.
"""

from jtai.core.framework.faults import FrameworkFault, FrameworkFaults, UnknownEdition
from jtai.core.framework.loading import (
    also_editions_from,
    available_editions,
    available_themes,
    faulty_editions,
    faulty_themes,
    load_edition,
    load_theme,
    lock_faults,
    parse_theme,
    read_edition,
)
from jtai.core.framework.model import (
    Agency,
    Criterion,
    Edition,
    FindingType,
    FrameworkItem,
    Inspectorate,
    LetterRules,
    LetterSection,
    Meeting,
    Milestone,
    Notice,
    Reading,
    Role,
    SignOffStep,
    Theme,
    ThemeItem,
    Track,
)

__all__ = [
    "Agency",
    "Criterion",
    "Edition",
    "FindingType",
    "FrameworkFault",
    "FrameworkFaults",
    "FrameworkItem",
    "Inspectorate",
    "LetterRules",
    "LetterSection",
    "Meeting",
    "Milestone",
    "Notice",
    "Reading",
    "Role",
    "SignOffStep",
    "Theme",
    "ThemeItem",
    "Track",
    "UnknownEdition",
    "also_editions_from",
    "available_editions",
    "available_themes",
    "faulty_editions",
    "faulty_themes",
    "load_edition",
    "load_theme",
    "lock_faults",
    "parse_theme",
    "read_edition",
]
