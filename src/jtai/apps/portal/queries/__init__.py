"""Reads of the portal: items and their dates, documents and their readers, counts by agency."""

from jtai.apps.portal.queries.documents import (
    Line,
    about_document,
    documents_visible_to,
    needing_a_reader,
    outstanding_by_inspector,
    review_due_at,
    reviewers,
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
from jtai.apps.portal.queries.words import agency_names, due_words, inspectorate_names

__all__ = [
    "AgencyCounts",
    "Due",
    "ItemLine",
    "Line",
    "about_document",
    "about_item",
    "agency_names",
    "counts_by_agency",
    "documents_visible_to",
    "due_words",
    "inspectorate_names",
    "item_lines",
    "items_visible_to",
    "needing_a_reader",
    "outstanding_by_inspector",
    "planned_sets",
    "received_and_outstanding",
    "review_due_at",
    "reviewers",
    "unreviewed_of",
    "wanted_of",
]
