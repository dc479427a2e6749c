# A place is a line.
# ruff: noqa: E501
"""Where each form is: the stage of the inspection, the address, and somebody who may open it there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jtai.apps.accounts.models import User
from jtai.apps.inspections.models import Invitation
from jtai.apps.workspace.demonstration.cast import Cast
from tests.factories.selection import csv_list
from tests.forms.browser import browser
from tests.forms.filling import THEME, fill
from tests.forms.parsing import posted_forms
from tests.forms.sites import Site, watching
from tests.forms.things import urls
from tests.forms.trying import Opened, taken_back
from tools.generated.addresses import Address, addresses

# A form that asks back is filled in this often.
STEPS = 3


class Place(NamedTuple):
    """`who` is the role, the body and which of its holders."""

    template: str
    number: int
    stage: str
    address: str
    who: str

    @property
    def site(self) -> Site:
        return self.template, self.number

    def person(self, cast: Cast) -> User:
        role, body, n = [*self.who.split(" "), "", "0"][:3]
        return cast.person(role, body, int(n or 0))


def opened(place: Place, cast: Cast) -> Opened | None:
    """The form as this person has it on the screen, filled; of several things one that takes it."""
    best = None
    for url in _urls(place, cast):
        one = _opened_at(place, cast, url)
        if one is not None and one.takes:
            return one
        best = best or one
    return best


def _opened_at(place: Place, cast: Cast, url: str) -> Opened | None:
    user = place.person(cast)
    client = browser(user)
    with watching() as seen:
        answer = client.get(url)
    if answer.status_code != 200 or place.site not in seen:
        return None
    colleague = cast.person("editor" if user != cast.person("editor") else "proof-reader")
    form = posted_forms(answer)[seen.index(place.site)]
    for _ in range(STEPS):
        filled = fill(form, now=cast.inspection.clock_at, over=OVER.get(place.site))
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        one = Opened(user, url, form, filled, cast.inspection, cookies, colleague, site=place.site)
        with taken_back(), watching() as shown:
            answer = one.send(one.client())
        # A link to hand over is shown at once.
        one.takes = answer.status_code == 303 or (answer.status_code == 200 and place.site not in shown)
        if one.takes or place.site not in shown:
            break
        # A step between, or a reason that is asked for: the same form again, with more in it.
        form = posted_forms(answer)[shown.index(place.site)]
    return one


def _urls(place: Place, cast: Cast) -> Iterator[str]:
    one = next(one for one in addresses() if one.name == place.address)
    yield from urls(one, cast) if one.path.startswith("/i/") else _outside(one, cast)


def _outside(one: Address, cast: Cast) -> list[str]:
    if "<" not in one.path:
        return [reverse(one.name)]
    if one.name == "invited":
        return [reverse(one.name, args=[row.pk]) for row in Invitation.objects.all()]
    person = cast.person("closed" if one.name == "person-open" else "editor")
    return [reverse(one.name, args=[person.pk])]


# What certain fields take, where the first choice and any words will not do.
OVER: dict[Site, dict[str, Any]] = {
    ("workspace/theme_new.html", 1): {"file": SimpleUploadedFile("lantern.toml", THEME, "text/plain")},
    ("meetings/time.html", 1): {"starts": "10:00", "ends": "11:00"},
    ("inspections/member_new.html", 1): {
        "email": "spare@people.invalid",
        "role": "team-inspector",
        "body": "cqc",
    },
    ("selection/list_new.html", 1): {"file": SimpleUploadedFile("list.csv", csv_list(40), "text/csv")},
}
# Forms that no place opens, each with the reason.
NOT_VISITED: dict[Site, str] = {
    ("accounts/sign_in.html", 1): "filled in by every try in which a session had ended",
    ("accounts/carried_on.html", 1): "shown after many wrong passwords: tests/apps/drafts/test_carried.py",
    ("accounts/forgotten.html", 1): "asks for an e-mail address and nothing else: tests/apps/accounts",
    ("accounts/invitation.html", 1): "holds passwords only, which are never kept: tests/apps/accounts",
    ("accounts/change_password.html", 1): "holds passwords only, which are never kept: tests/apps/accounts",
    ("accounts/password_again.html", 1): "holds a password only, which is never kept: tests/apps/accounts",
    (
        "briefing/readers.html",
        1,
    ): "no scene holds a briefing that some have not read in time: tests/apps/briefing",
    (
        "portal/contributor_link.html",
        1,
    ): "no scene holds a link that ran out: tests/apps/portal/test_people.py",
    (
        "workspace/why_date.html",
        1,
    ): "the demonstration has no date left that is noted by hand: tests/apps/workspace",
    ("drafts/discard.html", 1): "needs a draft: tests/apps/drafts/test_pages.py",
}
PLACES: list[Place] = [
    Place("accounts/session_end.html", 1, "planned", "sessions-end", "administrator"),
    Place("accounts/sign_out.html", 1, "planned", "sign-out", "administrator"),
    Place("briefing/attach.html", 1, "planned", "briefing-attach", "analyst ofsted"),
    Place("briefing/briefing.html", 1, "called", "briefing", "signatory cqc"),
    Place("briefing/discussion.html", 1, "planned", "briefing-discussion", "lead-inspector ofsted"),
    Place("briefing/issue.html", 1, "briefed", "briefing-issue", "analyst ofsted"),
    Place("briefing/performance_form.html", 1, "planned", "performance-data-new", "analyst ofsted"),
    Place("briefing/release.html", 1, "planned", "briefing-release", "lead-inspector ofsted"),
    Place("briefing/section.html", 1, "planned", "briefing-section", "analyst ofsted"),
    Place("evidence/decide.html", 1, "planned", "criterion-decide", "lead-inspector ofsted"),
    Place("evidence/entry_agree.html", 1, "on site", "sea-agree", "team-inspector hmic"),
    Place("evidence/entry_withdraw.html", 1, "on site", "sea-withdraw", "team-inspector ofsted"),
    Place("evidence/entry_write.html", 1, "on site", "sea-new", "lead-inspector ofsted"),
    Place("evidence/flag.html", 1, "on site", "evidence-flag", "lead-inspector ofsted"),
    Place("evidence/flag_clear.html", 1, "on site", "flag-clear", "lead-inspector ofsted"),
    Place("evidence/note_write.html", 1, "planned", "note-new", "lead-inspector ofsted"),
    Place("evidence/propose.html", 1, "planned", "criterion-propose", "lead-inspector ofsted"),
    Place("evidence/record_note.html", 1, "on site", "evidence-note", "lead-inspector ofsted"),
    Place("evidence/record_withdraw.html", 1, "on site", "evidence-withdraw", "team-inspector ofsted"),
    Place("evidence/record_write.html", 1, "planned", "evidence-new", "lead-inspector ofsted"),
    Place("evidence/sea_lock.html", 1, "on site", "sea-lock", "lead-inspector ofsted"),
    Place("evidence/sea_review.html", 1, "planned", "sea-review", "lead-inspector ofsted"),
    Place("findings/message.html", 1, "planned", "message-new", "lead-inspector ofsted"),
    Place("findings/mine.html", 1, "planned", "key-findings-mine", "lead-inspector ofsted"),
    Place("findings/note.html", 1, "on site", "finding-note", "lead-inspector ofsted"),
    Place("findings/point.html", 1, "prepared", "outline-add", "lead-inspector ofsted"),
    Place("findings/point_remove.html", 1, "on site", "outline-remove", "lead-inspector ofsted"),
    Place("findings/priority.html", 1, "on site", "finding-priority", "lead-inspector ofsted"),
    Place("findings/share.html", 1, "on site", "message-share", "call-lead cqc"),
    Place("findings/tell.html", 1, "on site", "finding-tell", "lead-inspector ofsted"),
    Place("findings/withdraw.html", 1, "on site", "finding-withdraw", "lead-inspector ofsted"),
    Place("findings/write.html", 1, "on site", "finding-edit", "lead-inspector ofsted"),
    Place("inspections/agency.html", 1, "planned", "agency-new", "lead-inspector ofsted"),
    Place("inspections/clock.html", 1, "planned", "clock", "lead-inspector ofsted"),
    Place("inspections/closure.html", 1, "planned", "closure-new", "lead-inspector ofsted"),
    Place("inspections/closure_remove.html", 1, "planned", "closure-remove", "lead-inspector ofsted"),
    Place("inspections/contact.html", 1, "planned", "contact", "lead-inspector ofsted"),
    Place("inspections/day_zero.html", 1, "planned", "plan-day-zero", "lead-inspector ofsted"),
    Place("inspections/hold.html", 1, "planned", "hold-new", "lead-inspector ofsted"),
    Place("inspections/hold_lift.html", 1, "planned", "hold-lift", "lead-inspector ofsted"),
    Place("inspections/invited.html", 1, "asked", "invited", "invited"),
    Place("inspections/member.html", 1, "planned", "team-member", "lead-inspector ofsted"),
    Place("inspections/member_end.html", 1, "planned", "team-end", "lead-inspector ofsted"),
    Place("inspections/new.html", 1, "planned", "inspection-new", "lead-inspector ofsted"),
    Place("inspections/pause.html", 1, "planned", "plan-pause", "lead-inspector ofsted"),
    Place("inspections/team.html", 1, "planned", "team", "lead-inspector ofsted"),
    Place("inspections/theme.html", 1, "planned", "plan-theme", "lead-inspector ofsted"),
    Place("letters/answer.html", 1, "drafted", "letter-contribution-answer", "lead-inspector ofsted"),
    Place("letters/answer.html", 2, "drafted", "letter-contribution-answer", "lead-inspector ofsted"),
    Place("letters/consult.html", 1, "drafted", "letter-consult", "regional-director ofsted"),
    Place("letters/contribution.html", 1, "drafted", "letter-contribution", "team-inspector cqc"),
    Place("letters/front.html", 1, "drafted", "letter-front", "lead-inspector ofsted"),
    Place("letters/point.html", 1, "drafted", "letter-point", "lead-inspector ofsted"),
    Place("letters/refuse.html", 1, "submitted", "letter-refuse", "lead-inspector ofsted"),
    Place("letters/sentence.html", 1, "drafted", "letter-sentence", "lead-inspector ofsted"),
    Place("letters/separate_write.html", 1, "planned", "separate-letter-new", "lead-inspector ofsted"),
    Place("letters/sign.html", 1, "submitted", "letter-sign", "lead-inspector ofsted"),
    Place("letters/submit.html", 1, "submitted", "letter-submit", "lead-inspector ofsted"),
    Place("letters/write.html", 2, "drafted", "letter-write", "lead-inspector ofsted"),
    Place("letters/write.html", 3, "drafted", "letter-write", "lead-inspector ofsted"),
    Place("letters/point_drop.html", 1, "drafted", "letter-point-act", "lead-inspector ofsted"),
    Place("meetings/attendee_new.html", 1, "prepared", "meeting-add", "lead-inspector ofsted"),
    Place("meetings/attendee_remove.html", 1, "prepared", "meeting-remove", "lead-inspector ofsted"),
    Place("meetings/attending.html", 1, "prepared", "meeting-attending", "lead-inspector ofsted"),
    Place("meetings/cancel.html", 1, "prepared", "meeting-cancel", "lead-inspector ofsted"),
    Place("meetings/new.html", 1, "planned", "meeting-new", "lead-inspector ofsted"),
    Place("meetings/plan.html", 1, "planned", "meetings-plan", "lead-inspector ofsted"),
    Place("meetings/record.html", 1, "prepared", "meeting-record", "lead-inspector ofsted"),
    Place("notification/agenda_point.html", 1, "notified", "agenda-point", "lead-inspector ofsted"),
    Place("notification/arrangement.html", 1, "notified", "arrangement", "lead-inspector ofsted"),
    Place("notification/attendance.html", 1, "notified", "set-up-attendance", "lead-inspector ofsted"),
    Place("notification/front_door.html", 1, "planned", "front-door-name", "lead-inspector ofsted"),
    Place("notification/incident.html", 1, "notified", "serious-incident-new", "lead-inspector ofsted"),
    Place("notification/incidents.html", 1, "notified", "serious-incidents", "lead-inspector ofsted"),
    Place("notification/leader_call.html", 1, "called", "leader-call", "call-lead cqc"),
    Place("notification/link_person.html", 1, "notified", "link-person", "lead-inspector ofsted"),
    Place("notification/lscb.html", 1, "notified", "lscb-task", "dcs local-authority"),
    Place("notification/notice.html", 1, "called", "notice", "lead-inspector ofsted"),
    Place("notification/offer.html", 1, "notified", "set-up-offer", "lead-inspector ofsted"),
    Place("notification/reply.html", 1, "notified", "set-up-reply", "lead-inspector ofsted"),
    Place("notification/set_up_close.html", 1, "set up", "set-up-close", "lead-inspector ofsted"),
    Place("notification/share.html", 1, "notified", "contact-sheet-share", "lead-inspector ofsted"),
    Place("notification/staff_information_form.html", 1, "planned", "staff-information-change", "lead-inspector ofsted"),
    Place("portal/allocate.html", 1, "asked", "documents-allocate", "lead-inspector ofsted"),
    Place("portal/ask_again.html", 1, "asked", "request-ask-again", "lead-inspector ofsted"),
    Place("portal/cannot.html", 1, "asked", "request-cannot", "dcs local-authority"),
    Place("portal/context.html", 1, "notified", "context-new", "dcs local-authority"),
    Place("portal/contributor_end.html", 1, "notified", "contributor-end", "dcs local-authority"),
    Place("portal/contributor_link.html", 2, "asked", "contributor-link", "dcs local-authority"),
    Place("portal/extra.html", 1, "asked", "extra", "lead-inspector ofsted"),
    Place("portal/extra_new.html", 1, "asked", "extra-new", "lead-inspector ofsted"),
    Place("portal/extra_withdraw.html", 1, "asked", "extra-withdraw", "team-inspector cqc"),
    Place("portal/finish.html", 1, "prepared", "documents-finish", "lead-inspector ofsted"),
    Place("portal/invite.html", 1, "notified", "contributor-invite", "dcs local-authority"),
    Place("portal/item.html", 1, "asked", "request-item", "lead-inspector ofsted"),
    Place("portal/note_issue.html", 1, "asked", "briefing-note-issue", "lead-inspector ofsted"),
    Place("portal/note_write.html", 1, "planned", "briefing-note-write", "lead-inspector ofsted"),
    Place("portal/other_route.html", 1, "asked", "request-other-route", "dcs local-authority"),
    Place("portal/query.html", 1, "asked", "request-query", "lead-inspector ofsted"),
    Place("portal/send.html", 1, "asked", "request-send", "dcs local-authority"),
    Place("portal/send_out.html", 1, "notified", "requests-send", "lead-inspector ofsted"),
    Place("portal/system_day.html", 1, "asked", "system-day", "lead-inspector ofsted"),
    Place("portal/system_new.html", 1, "planned", "system-new", "lead-inspector ofsted"),
    Place("portal/take_back.html", 1, "prepared", "allocation-take-back", "lead-inspector ofsted"),
    Place("selection/choose.html", 1, "sent", "children-shortlist", "lead-inspector ofsted"),
    Place("selection/context.html", 1, "notified", "child-context", "dcs local-authority"),
    Place("selection/list_check.html", 1, "asked", "child-list", "dcs local-authority"),
    Place("workspace/holiday_new.html", 1, "planned", "holiday-new", "administrator"),
    Place("workspace/person.html", 1, "briefed", "person", "administrator"),
    Place("workspace/person_close.html", 1, "briefed", "person-close", "administrator"),
    Place("workspace/person_link.html", 1, "on site", "person-link", "administrator"),
    Place("workspace/person_new.html", 1, "briefed", "person-new", "administrator"),
    # by hand
    Place("letters/accuracy_comment.html", 1, "draft-sent", "accuracy-comment-new", "dcs local-authority"),
    Place("letters/accuracy_open.html", 1, "draft-sent", "accuracy-open", "dcs local-authority"),
    Place("letters/accuracy_sort.html", 1, "draft-sent", "accuracy-sort", "dcs local-authority"),
    Place("letters/correct.html", 1, "published", "letter-correct", "regional-director ofsted"),
    Place("letters/edit.html", 2, "ofsted-draft", "letter-edit", "editor ofsted"),
    Place("letters/edit_sentence.html", 1, "ofsted-draft", "letter-edit-sentence", "editor ofsted"),
    Place("letters/prepublication_copy.html", 1, "prepublication", "prepublication-copy", "dcs local-authority"),
    Place("letters/publish.html", 1, "prepublication", "letter-publish", "national-director ofsted"),
    Place("letters/statement.html", 1, "prepublication", "letter-statement", "regional-director ofsted"),
    Place("letters/withdraw.html", 1, "published", "letter-withdraw", "regional-director ofsted"),
    Place("workspace/repin.html", 1, "briefed", "calendar-repin", "lead-inspector"),
    Place("notification/call_sheet.html", 1, "briefed", "call-sheet", "lead-inspector"),
    Place("workspace/person_open.html", 1, "planned", "person-open", "administrator"),
    Place("workspace/theme_new.html", 1, "planned", "theme-new", "administrator"),
    Place("inspections/member_new.html", 1, "planned", "team-add", "lead-inspector"),
    Place("selection/list_new.html", 1, "set up", "child-list-new", "dcs"),
    Place("selection/data.html", 1, "listed", "child-data", "dcs"),
    Place("portal/answer.html", 1, "asked", "request-answer", "dcs"),
    Place("portal/invitation_end.html", 1, "asked", "contributor-invitation-end", "dcs"),
    Place("portal/document.html", 1, "planned week", "document", "team-inspector cqc"),
    Place("notification/notice_again.html", 1, "set up", "notice-again", "lead-inspector"),
    Place("notification/arrangement_confirm.html", 1, "prepared", "arrangement-confirm", "lead-inspector"),
    Place("meetings/time.html", 1, "planned week", "meeting-time", "lead-inspector"),
    Place("meetings/start.html", 1, "planned week", "meeting-start", "lead-inspector"),
    Place("meetings/invite.html", 1, "planned week", "meeting-invite", "lead-inspector"),
    Place("meetings/close.html", 1, "prepared", "meeting-close", "lead-inspector"),
    Place("evidence/record_answer.html", 1, "on site", "evidence-answer", "team-inspector hmic"),
    Place("findings/present.html", 1, "key", "findings-present", "lead-inspector"),
    Place("findings/state.html", 1, "on site", "finding-state", "lead-inspector"),
    Place("findings/agree.html", 1, "on site", "findings-agree", "lead-inspector"),
    Place("letters/write.html", 1, "begun", "letter-write", "lead-inspector"),
    Place("findings/answer.html", 1, "on site", "offer-answer", "agency-leader police"),
    Place("findings/offer.html", 1, "on site", "offer-make", "call-lead cqc"),
    Place("letters/edit.html", 1, "ofsted-draft", "letter-edit", "editor"),
    Place("letters/send.html", 1, "editors-draft", "letter-send", "publisher"),
    Place("letters/accuracy.html", 1, "commented", "accuracy", "agency-leader police"),
    Place("letters/accuracy_send.html", 1, "sorted", "accuracy-send", "dcs"),
    Place("letters/decide_one.html", 1, "response", "accuracy-decide-one", "lead-inspector"),
    Place("letters/circulate.html", 1, "decided", "accuracy-circulate", "lead-inspector"),
    Place("letters/prepublish.html", 1, "editors-final", "letter-prepublish", "publisher"),
    Place("letters/decide.html", 1, "circulated", "accuracy-decide", "qa-manager"),
    Place("letters/separate_letter.html", 1, "submitted", "separate-letter", "signatory cqc"),
    Place("letters/start.html", 1, "evidence closed", "letter", "lead-inspector"),
]  # fmt: skip
