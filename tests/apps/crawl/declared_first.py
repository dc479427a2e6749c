"""Texts of planning, briefing, notification, requests and the choice of children: days -12 to 8."""

from __future__ import annotations

from tests.apps.crawl import abouts as a
from tests.apps.crawl.marking import Text, texts
from tests.apps.crawl.places import Everybody, Owner, Place, bodies, body, own, state

CONTACT = (
    Place("contacts"),
    Place("contact-sheet"),
    Place("team"),
    Place("call-to-dcs"),
    Place("calls", about=bodies("agency")),
    Place("notice"),
    Place("letter-people"),
    Place("distribution"),
    Place("arrangement"),
    Place("set-up"),
)
TEAM = (
    Place("team"),
    Place("contacts"),
    Place("contact-sheet"),
    Place("contributor"),
    Place("service-people"),
)
ITEM = Place("request-item", about=bodies("agency", "inspectorate"))
ITEM_OF = Place("request-item", about=bodies("item.agency", "item.inspectorate"))
DOCUMENT = Place("document", about=a.about_document)
FILE = (
    Place("performance-data", when=a.is_data("submitted")),
    Place("performance-data", "write", when=a.is_data("draft")),
    Place("briefing", when=a.is_attachment(restricted=False)),
    Place("briefing-restricted", about=a.about_attached, when=a.is_attachment(restricted=True)),
)

FIRST_TEXTS: list[Text] = [
    # inspections
    *texts("accounts.User", "email phone", *TEAM, Owner("team", "pk"), Everybody("team")),
    *texts("inspections.Inspection", "front_door_name", Place("contact-sheet"), Place("inspection")),
    *texts("inspections.LocalAgency", "name", Place("inspection")),
    *texts(
        "inspections.Contact",
        "name local_title phone deputy_name deputy_phone",
        *CONTACT,
        Owner("contacts", "user_id"),
    ),
    *texts("inspections.Contact", "email deputy_email", *CONTACT),
    *texts(
        "inspections.Invitation",
        "full_name email job_title",
        Place("contributor"),
        Owner("contributor", "user_id", roles=False),
    ),
    *texts("drafts.Draft", "fields title", Owner("", "user_id", roles=False)),
    *texts("inspections.ClosureDay", "reason", Place("calendar"), Place("timeline")),
    *texts("inspections.PublicationHold", "reason", Place("calendar"), Place("hold")),
    *texts(
        "inspections.Departure",
        "message reason",
        Place("departure", about=body("body"), also=lambda row: row.material),
    ),
    # briefing
    *texts("briefing.Section", "text", Place("briefing", "write")),
    *texts("briefing.Section", "parts", Place("briefing-restricted", "write")),
    *texts("briefing.Issue", "content", Place("briefing"), part="-parts"),
    *texts("briefing.Issue", "content", Place("briefing-restricted", about=a.of_holder), part="parts"),
    *texts(
        "briefing.PerformanceData",
        "title source period measures note",
        Place("performance-data", when=state("submitted")),
        Place("performance-data", "write"),
    ),
    *texts("briefing.Discussion", "text", Place("briefing")),
    # notification
    *texts("notification.CallToDirector", "note", Place("call-to-dcs")),
    *texts("notification.LeaderCall", "reason", Place("calls", about=body("body"))),
    *texts("notification.WrittenNotice", "content", Place("notice", about=a.addressed)),
    *texts("notification.SetUp", "place dial_in", Place("set-up"), Place("notice", about=a.on_the_list)),
    *texts("notification.SetUp", "others_present", Place("set-up")),
    *texts("notification.AgendaAnswer", "note", Place("set-up")),
    *texts(
        "notification.Arrangement", "text owner action action_owner", Place("arrangement"), Place("set-up")
    ),
    *texts("notification.SeriousIncident", "text", Place("serious-incident")),
    *texts("notification.StaffInformation", "text", Place("contact-sheet"), Place("set-up")),
    *texts("notification.Sharing", "content", Place("contact-sheet"), Place("set-up")),
    *texts(
        "notices.Message",
        "heading body attachments",
        Place("notice", about=a.of_message),
        Place("service-messages"),
        Owner("notice", "to_user_id"),
    ),
    # portal
    *texts("library.StoredFile", "name", Place("document", about=a.about_stored, when=a.is_document), *FILE),
    *texts("portal.RequestItem", "title state_reason", ITEM),
    *texts("portal.Document", "description", DOCUMENT),
    *texts("portal.Document", "title", DOCUMENT, ITEM_OF),
    *texts("portal.ItemQuery", "text answer", ITEM_OF),
    *texts(
        "portal.ExtraRequest",
        "title exceptional why_necessary reason",
        Place("extra-request", about=bodies("agency", "inspectorate")),
    ),
    *texts("portal.SystemAccess", "system", Place("system-access", about=body("agency"))),
    *texts("portal.BriefingNote", "text", Place("briefing-note", "write")),
    *texts("portal.IssuedNote", "text", Place("briefing-note")),
    # selection
    *texts(
        "selection.ChildList",
        "title",
        Place("child-list", about=a.about_lists, when=state("used")),
        Place("child-list-unsent", about=own("sent_by_id"), when=state("checked")),
    ),
    *texts("selection.ChildList", "rows report", Place("child-list-unsent", about=own("sent_by_id"))),
    *texts(
        "selection.Child",
        "child_id gender ethnicity disability stage family needs",
        Place("child-data", about=a.about_child),
    ),
    *texts("selection.ContextNote", "text", Place("child-context")),
    *texts(
        "selection.ChildSet",
        "context_considered",
        Place("selection", "write", when=a.is_draft_set),
        Place("child-context", when=a.published),
    ),
    *texts("selection.ChildSet", "reason", Place("selection", about=a.about_set, when=a.published)),
]

# What stands in a file, not in a row.
BYTES = Text(
    "library.StoredFile",
    "(bytes)",
    (Place("document", "download", about=a.about_stored, when=a.is_document), *FILE),
)
