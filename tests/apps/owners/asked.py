"""What each action is asked with: its line of the access table, and the thing it is handed.

A line is `action: question + question | parameter = model`. A model in brackets may be left out of a call.
`?` means that the question depends on the thing: see `whose.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT = """
accounts.add_person: write service-people
accounts.change_person: write service-people | user = accounts.User
accounts.close_account: write service-people | user = accounts.User
accounts.open_again: write service-people | user = accounts.User
accounts.send_link: write service-people | user = accounts.User
library.add_bank_holiday: write service-editions
library.load_theme_file: write service-editions

briefing.keep_performance_data: write performance-data | draft = briefing.PerformanceData
briefing.submit_performance_data: write performance-data | draft = briefing.PerformanceData
briefing.go_on_without_readings: go-on briefing
briefing.mark_read: mark-read briefing
briefing.record_discussion: discuss briefing
briefing.attach: ? | code = section
briefing.keep_section: ? | code = section
briefing.issue: issue briefing
briefing.release_restricted: release briefing-restricted

evidence.agree: agree sea | entry = evidence.SEAEntry
evidence.object_to: agree sea | entry = evidence.SEAEntry
evidence.enter: write sea | entry = evidence.SEAEntry
evidence.keep_entry: write sea | entry_id = evidence.SEAEntry
evidence.withdraw_entry: write sea | entry = evidence.SEAEntry
evidence.reopen: unlock sea | entry = evidence.SEAEntry
evidence.lock_again: unlock sea | entry = evidence.SEAEntry
evidence.keep_note: write notebook | note_id = evidence.NotebookEntry
evidence.add_note: challenge evidence | row = evidence.EvidenceRecord
evidence.answer_note: answer evidence | note = evidence.RecordNote
evidence.keep_record: write evidence | record_id = evidence.EvidenceRecord
evidence.submit_record: submit evidence | row = evidence.EvidenceRecord
evidence.withdraw_record: submit evidence | row = evidence.EvidenceRecord
evidence.clear_flag: ? | flag = evidence.QualityFlag
evidence.flag: review sea | thing = evidence.SEAEntry
evidence.decide_enough: decide coverage
evidence.propose_enough: propose coverage
evidence.mark_review: look-through sea

findings.answer_offer: answer separate-offer | offer = findings.SeparateOffer
findings.drop_offer: write separate-offer | offer = findings.SeparateOffer
findings.make_offer: write separate-offer | offer = findings.SeparateOffer
findings.share_message: share agency-message | message = findings.AgencyMessage
findings.write_message: write agency-message | message = findings.AgencyMessage
findings.decide_priority: decide-priority finding | finding = findings.Finding
findings.make_key: change-state finding | finding = findings.Finding
findings.make_provisional: change-state finding | finding = findings.Finding
findings.step_back: change-state finding | finding = findings.Finding
findings.keep_key_findings: send key-findings
findings.send_key_findings: send key-findings
findings.omit_from_letter: write letter | finding = findings.Finding
findings.mark_in_letter: write letter | finding = findings.Finding
findings.reinstate: write letter | finding = findings.Finding
findings.add_note: discuss finding | finding = findings.Finding
findings.add_point: write meeting | meeting = leaders
findings.present: change-state finding | findings = [findings.Finding]
findings.remove_point: write meeting | point = findings.OutlinePoint
findings.tell: change-state finding | finding = findings.Finding
findings.keep: propose finding | finding = findings.Finding
findings.revise: ? | finding = findings.Finding
findings.submit: submit finding | finding = findings.Finding
findings.withdraw: propose finding | finding = findings.Finding

inspections.add_closure_day: write calendar
inspections.remove_closure_day: write calendar | closure = inspections.ClosureDay
inspections.take_calendar: write calendar
inspections.add_hold: write hold
inspections.lift_hold: write hold | hold = inspections.PublicationHold
inspections.move_clock: write clock
inspections.record_milestone: record timeline
inspections.schedule: schedule inspection
inspections.accept: own invitation | invitation = inspections.Invitation
inspections.decline: own invitation | invitation = inspections.Invitation
inspections.add_contact: write contacts
inspections.change_contact: write contacts | contact = inspections.Contact
inspections.add_local_agency: write contacts
inspections.add_member: write team
inspections.change_member: write team | membership = inspections.Membership
inspections.end_member: write team | membership = inspections.Membership
inspections.confirm_team: write team
inspections.change_front_door_name: write set-up
inspections.change_theme: plan inspection
inspections.pause: stop inspection
inspections.resume: stop inspection

letters.comment: write accuracy-comment | existing = letters.AccuracyComment
letters.offer_comment: write accuracy-comment | existing = letters.AccuracyComment
letters.finish_comments: write accuracy-comment | dispatch = letters.Dispatch
letters.include: send accuracy-response | existing = letters.AccuracyComment
letters.join: send accuracy-response | existing = letters.AccuracyComment
letters.leave_out: send accuracy-response | existing = letters.AccuracyComment
letters.send_response: send accuracy-response | letter = letters.Letter
letters.open_draft: open accuracy-draft | dispatch = letters.Dispatch
letters.contribute: contribute letter | contribution = letters.Contribution
letters.offer: contribute letter | contribution = letters.Contribution
letters.give_back: write letter | contribution = letters.Contribution
letters.merge: write letter | contribution = letters.Contribution
letters.circulate: write letter | letter = letters.Letter
letters.confirm_considered: decide accuracy-decision | letter = letters.Letter
letters.decide_comment: decide accuracy-decision | existing = letters.AccuracyComment
letters.edit_sentence: write letter-edit | letter = letters.Letter
letters.finish_review: write letter-edit | letter = letters.Letter
letters.undo_edit: write letter-edit | edit = letters.Edit
letters.sign: ? | step = step
letters.refuse_to_sign: ? | step = step
letters.send_draft: send accuracy-dispatch | letter = letters.Letter
letters.send_prepublication: send pre-publication | letter = letters.Letter
letters.confirm_receipt: receive pre-publication | dispatch = letters.Dispatch
letters.publish: publish publication | letter = letters.Letter
letters.replace_published: publish publication | letter = letters.Letter
letters.withdraw: withdraw publication | letter = letters.Letter
letters.keep_separate: write separate-letter | existing = letters.SeparateLetter
letters.issue_separate: write separate-letter | existing = letters.SeparateLetter
letters.consult: write statement-decision | letter = letters.Letter
letters.decide_statement: write statement-decision | letter = letters.Letter
letters.submit_version: write letter | letter = letters.Letter
letters.start: start letter
letters.add_point: write letter | letter = letters.Letter
letters.bring_in_findings: write letter | letter = letters.Letter
letters.save_front: write letter | letter = letters.Letter
letters.drop_point: write letter | point = letters.Point
letters.move_point: write letter | point = letters.Point
letters.save_point: write letter | point = letters.Point
letters.support: write letter | sentence = letters.Sentence

meetings.start: ? | meeting = meetings.Meeting
meetings.cancel: ? | meeting = meetings.Meeting
meetings.close: ? | meeting = meetings.Meeting
meetings.record_attendance: ? | meeting = meetings.Meeting
meetings.record_outcomes: ? | meeting = meetings.Meeting
meetings.add_attendee: ? | meeting = meetings.Meeting
meetings.invite: ? | meeting = meetings.Meeting
meetings.move: ? | meeting = meetings.Meeting
meetings.remove_attendee: ? | row = meetings.Attendance
meetings.add_meeting: ? | code = kind of meeting
meetings.plan_meetings: write meeting

notification.keep_call: write call-to-dcs
notification.close_call: write call-to-dcs
notification.log_leader_call: write calls | body = inspectorate
notification.tell_lscb: write lscb-task
notification.send_notice: write notice | contact = inspections.Contact
notification.send_again: write notice | notice = notification.WrittenNotice
notification.name_link_person: write link-person
notification.add_incident: write serious-incident
notification.answer_no_incidents: write serious-incident
notification.offer_set_up: write set-up
notification.reply_to_offer: reply set-up
notification.close_set_up: write set-up
notification.keep_attendance: write set-up
notification.note_agenda: write set-up
notification.write_arrangement: write arrangement
notification.confirm_arrangement: confirm arrangement
notification.share_contact_sheet: share contact-sheet
notification.share_staff_information: share contact-sheet
notification.write_staff_information: write set-up

portal.send_requests: write request-item | inspectorate = inspectorate
portal.ask_for_each_child: write request-item
portal.ask_again: write request-item | item = portal.RequestItem
portal.accept: accept request-item | item = portal.RequestItem
portal.query: accept request-item | item = portal.RequestItem
portal.answer: supply request-item | item = portal.RequestItem
portal.decline: supply request-item | item = portal.RequestItem
portal.say_not_available: supply request-item | item = portal.RequestItem
portal.send_file: supply request-item | item = portal.RequestItem
portal.record_other_route: supply request-item | item = portal.RequestItem
portal.propose_extra: propose extra-request | agency = agency
portal.decide_extra: decide extra-request | extra = portal.ExtraRequest
portal.withdraw_extra: propose extra-request | extra = portal.ExtraRequest
portal.invite_contributor: invite contributor
portal.end_contributor: invite contributor | membership = contributor
portal.renew_invitation: invite contributor | membership = contributor
portal.end_invitation: invite contributor | invitation = inspections.Invitation
portal.allocate: allocate document
portal.finish_allocation: allocate document
portal.take_back: allocate document | allocation = portal.Allocation
portal.mark_reviewed: review document | document = portal.Document
portal.note_download: download document | document = portal.Document
portal.offer_context: offer-context document
portal.keep_note: write briefing-note
portal.issue_note: write briefing-note
portal.ask_access: write system-access
portal.grant_access: write system-access | access = portal.SystemAccess
portal.revoke_access: write system-access | access = portal.SystemAccess

selection.keep_draft: write selection
selection.publish: write selection
selection.amend: write selection
selection.check_list: supply child-list
selection.use_list: supply child-list + settle child-list-unsent | child_list = selection.ChildList
selection.discard_list: supply child-list + settle child-list-unsent | child_list = selection.ChildList
selection.add_context_note: write child-context
selection.receive_data: supply child-data
"""

# Parts of other actions: whoever calls them has asked. No page and no command calls one; a test looks.
PARTS = {
    "accounts.create_account": "makes the row; the action that adds or invites a person has asked",
    "accounts.note": "writes the event of an action of accounts",
    "accounts.write_link": "queues a link; an administrator's action or the owner's own request asks",
    "findings.finalise": "part of the last signature of the letter",
    "inspections.invite": "part of inviting a contributor and of naming the link person",
    "inspections.join": "part of adding a member and of accepting an invitation",
    "letters.add_sign_off": "part of every step of the chain",
    "letters.new_version": "part of submitting, circulating and finishing a review",
    "letters.record_sign_off": "the event of a step",
    "letters.record_version": "the event of a version",
    "letters.settle": "what follows from a step that is complete",
    "notification.open_set_up": "part of logging the call to the director",
    "notification.release_lists": "part of logging the call to the director",
    "notification.tell_director_about_lscb": "part of logging the call to the director",
    "portal.note_entered": "what an action of a later stage says has come in",
    "portal.tick_milestone": "what follows once everything is in",
    "selection.tell_requests": "what follows a list or the data on the children",
}
# Called by pages, and true of them: nothing belongs to anybody yet, or each part of it is asked by itself.
ELSEWHERE = {
    "inspections.plan_inspection": "there is no inspection yet; tests/apps/inspections/test_plan.py",
    "portal.make_requests": "sends each set with send_requests, and only those the person may send",
}


@dataclass(frozen=True)
class Asked:
    """One line: what the table is asked, and the thing, if the action takes one."""

    questions: tuple[tuple[str, str], ...]
    parameter: str = ""
    thing: str = ""


def _line(text: str) -> tuple[str, Asked]:
    name, _, rest = text.partition(": ")
    questions, _, thing = rest.partition(" | ")
    parameter, _, what = thing.partition(" = ")
    asked = tuple(one.split() for one in questions.split(" + ") if one != "?")
    return name, Asked(tuple((action, material) for action, material in asked), parameter, what)


ASKED = dict(_line(line) for line in TEXT.strip().splitlines() if line)
