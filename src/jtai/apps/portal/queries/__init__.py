"""Reads of the portal: items and their dates, documents and their readers, counts by agency."""

from jtai.apps.portal.queries.documents import (
    Line,
    about_document,
    documents_visible_to,
    needing_a_reader,
    outstanding_by_inspector,
    review_due_at,
    reviewers,
    to_be_read,
    unreviewed_of,
)
from jtai.apps.portal.queries.items import (
    AgencyCounts,
    Due,
    ItemLine,
    about_item,
    counts_by_agency,
    item_lines,
    items_visible_to,
    planned_sets,
    received_and_outstanding,
    wanted_of,
)
from jtai.apps.portal.queries.preparation import (
    Preparation,
    access_to_take_back,
    note_late,
    preparation_of,
)
from jtai.apps.portal.queries.sets import SetLine, milestone_due, set_lines
from jtai.apps.portal.queries.words import agency_names, due_words, inspectorate_names

__all__ = [
    "AgencyCounts",
    "Due",
    "ItemLine",
    "Line",
    "Preparation",
    "SetLine",
    "about_document",
    "about_item",
    "access_to_take_back",
    "agency_names",
    "counts_by_agency",
    "documents_visible_to",
    "due_words",
    "inspectorate_names",
    "item_lines",
    "items_visible_to",
    "milestone_due",
    "needing_a_reader",
    "note_late",
    "outstanding_by_inspector",
    "planned_sets",
    "preparation_of",
    "received_and_outstanding",
    "review_due_at",
    "reviewers",
    "set_lines",
    "to_be_read",
    "unreviewed_of",
    "wanted_of",
]
