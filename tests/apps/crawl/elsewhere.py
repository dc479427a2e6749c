"""What is no text of a material, what no page shows, and materials without words: each with its reason.

An entry that is not true any more fails the tests of `test_marker_crawl.py`.
"""

from __future__ import annotations

CODE = "a code of the edition, of a theme or of a workflow: nobody types it"
NAME = "names of people and of the area stand beside what they did, for everybody who reads that"
MADE = "made by the service: an id, a hash, an address, a mark; no words of anybody"
FIXED = "words of the edition, copied when they were agreed to"
ACCOUNT = "of an account, not of an inspection; a page of its own and of the administrator shows it"
SERVICE = "of the service, not of an inspection"
CHOSEN = "chosen from the values of the list of children or of the edition"

# Model: {field: reason}; for the whole model "*".
WITHOUT: dict[str, dict[str, str]] = {
    "accounts.LinkRequest": {"*": ACCOUNT},
    "accounts.SignInTry": {"*": ACCOUNT},
    "accounts.UserSession": {"*": ACCOUNT},
    "accounts.User": {"password": ACCOUNT, "full_name": NAME, "job_title": NAME, "body": CODE,
                      "made_for": MADE},
    "audit.Head": {"*": MADE},
    "audit.Event": {"*": "ids, codes and hashes only: the audit trail holds no words (ADR 0006)"},
    "chores.Chore": {"*": SERVICE},
    "chores.Worker": {"*": SERVICE},
    "drafts.Draft": {"address": MADE, "chain": MADE, "page": MADE, "sent_to": MADE},
    "drafts.FormSave": {"*": MADE},
    "drafts.Sending": {"*": MADE},
    "library.CalendarVersion": {"*": SERVICE},
    "library.ThemeFile": {"*": SERVICE},
    "library.StoredFile": {
        "chain": MADE, "owner": CODE, "media_type": CODE, "claimed_type": CODE, "sha256": MADE,
    },
    "inspections.Inspection": {
        "ref": MADE, "edition_id": CODE, "theme_code": CODE, "theme_checksum": MADE, "area_code": CODE,
        "area_name": NAME, "calendar_version": CODE, "readings": CODE,
    },
    "inspections.Counter": {"*": CODE},
    "inspections.Membership": {"*": CODE},
    "inspections.Invitation": {"role": CODE, "body": CODE, "terms": "ticks and codes for the role"},
    "inspections.LocalAgency": {"agency": CODE},
    "inspections.Contact": {"contact_role": CODE, "agency": CODE, "pronoun": CODE},
    "inspections.MilestoneFact": {"*": CODE},
    "inspections.Departure": {
        "rule": CODE, "source": CODE, "material": CODE, "body": CODE, "object_kind": CODE, "object_id": MADE,
    },
    "briefing.Briefing": {"state": CODE},
    "briefing.Section": {"code": CODE},
    "briefing.Attachment": {"body": CODE},
    "briefing.PerformanceData": {"state": CODE},
    "briefing.Discussion": {"criteria": CODE},
    "notification.CallToDirector": {"state": CODE, "ticks": CODE},
    "notification.CallList": {"body": CODE},
    "notification.LeaderCall": {"body": CODE, "contact_role": CODE},
    "notification.LscbTold": {"contact_role": CODE},
    "notification.WrittenNotice": {"code": CODE, "body": CODE, "message_key": MADE},
    "notification.SetUp": {"state": CODE},
    "notification.AgendaAnswer": {"code": CODE},
    "notification.Arrangement": {"code": CODE, "state": CODE},
    "notification.SeriousIncident": {"agency": CODE},
    "notices.Message": {
        "key": MADE, "chain": MADE, "kind": CODE, "to_name": NAME, "to_role": CODE, "to_body": CODE,
        "to_email": "the address of a contact, marked there", "subject": FIXED, "link": MADE,
        "message_id": MADE, "error": "of the mail server; no page shows it yet",
    },
    "portal.RequestSet": {"inspectorate": CODE},
    "portal.RequestItem": {
        "code": CODE, "agency": CODE, "inspectorate": CODE, "milestone": CODE, "paragraph": CODE,
        "kind": CODE, "child_ref": MADE,
    },
    "portal.Document": {"agency": CODE, "inspectorate": CODE, "child_ref": MADE},
    "portal.ExtraRequest": {"agency": CODE, "inspectorate": CODE},
    "portal.SystemAccess": {"agency": CODE},
    "selection.ChildList": {"sha256": MADE},
    "selection.Child": {"key": MADE},
    "selection.ChildSet": {"balance": CHOSEN},
    "evidence.Sufficiency": {"criterion": CODE},
    "evidence.NotebookEntry": {"inspectorate": CODE},
    "evidence.NotebookVersion": {"content_hash": MADE},
    "evidence.EvidenceRecord": {
        "inspectorate": CODE, "judgement": CODE, "practice_label": CODE, "method": CODE, "route": CODE,
        "child_ref": MADE, "sector": CODE, "criteria": CODE, "scope_elements": CODE,
    },
    "evidence.EvidenceVersion": {"content_hash": MADE},
    "evidence.SEAEntry": {"inspectorate": CODE, "judgement": CODE, "criteria": CODE, "scope_elements": CODE},
    "evidence.SEAContributor": {"inspectorate": CODE},
    "evidence.SEAVersion": {"content_hash": MADE},
    "meetings.Meeting": {"code": CODE, "inspectorate": CODE, "agency": CODE},
    "meetings.AgendaOutcome": {"item": CODE},
    "meetings.Attendance": {"role": CODE, "body": CODE},
    "findings.AgencyMessage": {"inspectorate": CODE, "agency": CODE},
    "findings.SeparateOffer": {"answered_role": CODE},
    "findings.Finding": {
        "type": CODE, "target": CODE, "agency": CODE, "inspectorate": CODE, "scope_element": CODE,
        "criteria": CODE, "subtype": CODE, "triggers": CODE,
    },
    "findings.FindingVersion": {"state": CODE},
    "findings.FindingNote": {"said_by": CODE},
    "findings.PriorityDecision": {"tests": CODE, "role": CODE},
    "findings.KeyFindingsSubmission": {"inspectorate": CODE},
    "findings.OutlinePoint": {"section": CODE},
    "letters.Contribution": {"section": CODE, "inspectorate": CODE},
    "letters.Point": {"section": CODE, "target": CODE, "agency": CODE},
    "letters.LetterVersion": {"digest": MADE, "reopens": CODE, "confirmed": CODE, "owner_statement": FIXED},
    "letters.SignOff": {"step": CODE, "role": CODE, "body": CODE, "digest": MADE, "statement": FIXED},
    "letters.Refusal": {"step": CODE, "role": CODE, "body": CODE},
    "letters.Dispatch": {"reading": CODE},
    "letters.DispatchRecipient": {"group": CODE, "contact_role": CODE, "delivery": CODE},
    "letters.Publication": {
        "slug": MADE, "area_name": NAME, "theme_title": FIXED, "digest": MADE, "package": MADE, "mark": MADE,
    },
    "letters.AccuracyComment": {"body": CODE, "state": CODE},
    "letters.Consultation": {"inspectorate": CODE},
    "letters.StatementDecision": {"reading": CODE, "readings": CODE},
    "letters.SeparateLetter": {"inspectorate": CODE, "agency": CODE},
}  # fmt: skip

# Declared, so that a page that shows it to the wrong person is found; and shown to nobody today.
UNSHOWN: dict[str, str] = {
    "findings.KeyFindingsSubmission.text": "in a box of its author alone; others read what was sent",
    "evidence.NotebookVersion.content": "earlier words of one's own note; no page shows them yet",
    "findings.FindingRevision.changes": "the page works the changes out anew from the versions",
    "letters.Edit.reason": "joins the reason of the version that is made of it",
    "letters.DispatchRecipient.email": "where it was sent; the list shows names",
    "notices.Message.attachments": "sent with the mail; no page shows them",
    "letters.AccuracyResponse.content": "kept to be hashed; the page shows the comments themselves",
    "notification.Sharing.content": "kept to be hashed; the page shows the sheet as it is now",
    "selection.ChildList.rows": "the checked rows wait until the list is used; the page shows the report",
}

# Cells of the table that no address asks for.
NO_PAGE: dict[str, str] = {
    "audit": "read on the machine, by the command line",
    "health-and-safety": "has no page yet",
    "problem": "has no page yet",
    "qa-note": "has no page yet",
    "service-audit": "read on the machine, by the command line",
    "service-messages": "has no page yet",
}
# Times, ticks and signatures: what is read there holds no words of anybody.
WORDLESS: dict[str, str] = {
    "accuracy-dispatch": "whether the draft may be sent, and when it was",
    "clock": "the time",
    "contribution": "how many records an inspector has made",
    "history": "events of the audit trail in fixed words",
    "letter-agreement": "who signed, and when",
    "letter-draft-agreement": "who signed, and when",
    "letter-signature": "who signed, and when",
    "link-person": "who the link person is: their particulars are marked as a member's",
    "lscb-task": "when the chair and the business manager were told",
    "service-editions": "editions and themes of the service",
}
# Addresses that answered nobody with a page: each with the reason.
LEADS_BACK = "carries out what another page posts; opened, it leads back there"
UNANSWERED: dict[str, str] = {
    "accuracy-finish": LEADS_BACK,
    "letter-edit-undo": LEADS_BACK,
}
