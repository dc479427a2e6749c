"""Day 0: the call to the director, the calls after it, what was written, the set-up (paras 12-15)."""

from jtai.apps.notification.models.calls import CallList, CallToDirector, LeaderCall, LscbTold
from jtai.apps.notification.models.notices import WrittenNotice
from jtai.apps.notification.models.setup import (
    AgendaAnswer,
    Arrangement,
    IncidentAnswer,
    LinkPerson,
    SeriousIncident,
    SetUp,
    Sharing,
    StaffInformation,
)

__all__ = [
    "AgendaAnswer",
    "Arrangement",
    "CallList",
    "CallToDirector",
    "IncidentAnswer",
    "LeaderCall",
    "LinkPerson",
    "LscbTold",
    "SeriousIncident",
    "SetUp",
    "Sharing",
    "StaffInformation",
    "WrittenNotice",
]
