"""What each cell of the table lets a person do, in words, and the sentence when it does not.

A line is `action: words`, under its material; the words complete "Your role in this inspection does not allow
you to …". A cell of the table without a line here, and a line without a cell, fail a test.
"""

# A line of the table is a line of the text, however long it is.

from __future__ import annotations

from collections.abc import Collection

from jtai.core.access.table import GROUPS, TABLE

TEXT = """
inspection
    read: read about this inspection
    plan: change the theme of the inspection
    schedule: set the day of notification
    stop: pause the inspection or continue it
team
    read: read who is in the team
    write: change the team
health-and-safety
    read: read health and safety records
    write: write health and safety records
contacts
    read: read the list of contacts
    write: change the list of contacts
timeline
    read: read the dates of the inspection
    record: record when something happened in the inspection
calendar
    read: read the closure days and the holds on publication
    write: change the closure days
hold
    read: read the holds on publication
    write: hold publication back
clock
    read: see the time in this practice inspection
    write: move the time in this practice inspection
history
    read: read what has happened in this inspection
departure
    read: read why something was done differently from the guidance
audit
    read: read the audit trail

briefing
    read: read the pre-inspection briefing
    write: write the pre-inspection briefing
    issue: issue the pre-inspection briefing
    mark-read: confirm that you have read the briefing
    discuss: record the discussion of the briefing
    go-on: continue before everybody has read the briefing
briefing-restricted
    read: read the restricted part of the briefing
    write: write the restricted part of the briefing
    release: release the restricted part of the briefing
performance-data
    read: read the performance data
    write: change the performance data
briefing-note
    read: read the briefing note to the team
    write: write the briefing note to the team

call-to-dcs
    read: read the record of the call to the director of children's services
    write: record the call to the director of children's services
calls
    read: read the records of the calls to leaders
    write: record a call to a leader
lscb-task
    read: read whether the safeguarding board was informed
    write: record that the safeguarding board was informed
notice
    read: read this notification letter
    write: send this notification letter
set-up
    read: read about the set-up discussion
    write: record the set-up discussion
    reply: answer the times offered for the set-up discussion
arrangement
    read: read the arrangements for the days on site
    write: change the arrangements for the days on site
    confirm: confirm an arrangement for the days on site
serious-incident
    read: read about serious incidents
    write: record a serious incident
contact-sheet
    read: read the contact sheet
    share: share the contact sheet
link-person
    read: read who the link person is
    write: name the link person

request-item
    read: read this request for information
    write: ask for information
    accept: accept or query what was sent
    supply: send this information
extra-request
    read: read what was asked for beyond the list
    propose: ask for or offer something beyond the list
    decide: decide what is asked for beyond the list
document
    read: open this document
    download: download this file
    offer-context: send information about the local area to all inspectors
    review: mark this document as reviewed
    allocate: give documents to inspectors
contributor
    read: read who can send files
    invite: invite people to send files
system-access
    read: read which inspectors have access to electronic files
    write: record which inspectors have access to electronic files

child-list
    read: read this list of children
    supply: send the list of children
child-list-unsent
    read: open a list of children that somebody else has not sent yet
    settle: send or discard a list of children that somebody else checked
child-context
    read: read the notes on the local context
    write: write a note on the local context
selection
    read: read which children were selected
    write: select children
child-data
    read: read information about this child
    supply: record that more information on the children was sent

notebook
    read: read this note
    read-where-shared: read the shared notes of this inspectorate
    write: write this note
evidence
    read: read the evidence records
    write: write this evidence record
    submit: submit this evidence record
    review: review evidence records
    challenge: question an evidence record
    answer: answer a question about this evidence record
sea
    read: read the summary evaluation of evidence
    write: write this entry of the summary evaluation
    agree: agree this entry of the summary evaluation
    review: review the summary evaluation
    look-through: confirm that you have reviewed the summary evaluation
    unlock: unlock or lock the summary evaluation
sea-when-drafting-ends
    read: read the summary evaluation of evidence once the letter is drafted
coverage
    read: read how far the criteria are covered
    propose: propose that there is enough evidence on a criterion
    decide: decide whether there is enough evidence on a criterion
contribution
    read: read what this inspector has contributed

meeting
    read: read about this meeting
    write: plan or record this meeting
    nominate: name the people who attend
meeting-internal
    read: read about meetings of the team
    write: plan or record meetings of the team
finding
    read: read the findings
    propose: propose a finding
    submit: submit a finding
    change-state: change the status of a finding
    discuss: write a note on a finding
    decide-priority: decide whether a finding is a priority action
presented-finding
    read: read the findings that were shared with leaders
key-findings
    read: read the key findings of each inspector
    send: send key findings of your own
agency-message
    read: read messages for this agency
    write: write a message for this agency
    share: share a message with this agency
separate-offer
    read: read the offer of a separate meeting
    write: offer a separate meeting
    answer: answer the offer of a separate meeting

letter
    read: read the letter of findings before it is sent
    start: start the letter of findings
    contribute: contribute to the letter of findings
    write: write the letter of findings
    check: check the letter of findings
    comment: comment on the letter of findings
letter-draft-agreement
    read: read who has agreed the draft letter
    sign: agree the draft letter
letter-signature
    read: read who has signed the letter
    sign: sign this version of the letter
letter-edit
    read: read the editor's changes to the letter
    write: edit the letter
letter-people
    read: read who signs and who receives the letter
    write: change who signs and who receives the letter
accuracy-dispatch
    read: read how the draft letter is sent to the director of children's services
    send: send the draft letter to the director of children's services
accuracy-draft
    read: read the draft letter
    open: open the draft letter to leaders
accuracy-comment
    read: read this comment on the draft letter
    write: comment on the draft letter
accuracy-response
    read: read the response to the draft letter
    send: send the response to the draft letter
accuracy-decision
    read: read what is decided on the comments before the letter is sent
    decide: decide on the comments on the draft letter
accuracy-reply
    read: read the reply to the comments on the draft letter
letter-agreement
    read: read who has agreed the changed letter
    sign: agree the changed letter
distribution
    read: read who receives the letter
    write: change who receives the letter
pre-publication
    read: read the letter before it is published
    send: send the letter before it is published
    receive: confirm that the letter has arrived
publication
    read: read how and when the letter was published
    publish: publish the letter
    withdraw: withdraw the published letter
statement-decision
    read: read the decision on the statement of proposed action
    write: decide whether a statement of proposed action is needed
separate-letter
    read: read this letter to one agency
    write: write a letter from this inspectorate to one agency
problem
    read: read this problem with the inspection
    raise: report a problem with the inspection
    resolve: resolve a problem with the inspection
qa-note
    read: read the notes on quality assurance
    write: write a note on quality assurance

service-people
    read: read the list of accounts
    write: change accounts
service-editions
    read: read the editions and themes
    write: load editions and themes
service-audit
    read: read the audit trail of the service
service-messages
    read: read the messages of the service
    write: send the messages of the service again
"""

LOCAL = frozenset(GROUPS["@local"].split())
DIRECTOR, LEAD = "dcs", "lead-inspector"
NOT_ALLOWED = "Your role in this inspection does not allow"


def _parse(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    material = ""
    for line in filter(str.strip, text.splitlines()):
        if line.startswith(" "):
            action, _, words = line.strip().partition(": ")
            found[material][action] = words
        else:
            material = line.strip()
            found[material] = {}
    return found


WORDS = _parse(TEXT)


def refusal(roles: Collection[str], action: str, material: str) -> str:
    """The sentence for somebody with these roles: what they may not do, and whom to ask."""
    words = WORDS.get(material, {}).get(action, "do this")
    if material.startswith("service-"):
        return f"Your account does not allow you to {words}. Ask an administrator."
    yours = "None of your roles in this inspection allows" if len(roles) > 1 else NOT_ALLOWED
    may = frozenset(cell.role for cell in TABLE.get(material, {}).get(action, ()))
    return f"{yours} you to {words}. {whom(roles, may)}"


def whom(roles: Collection[str], may: Collection[str]) -> str:
    """Whom to ask: never the person themselves, and nobody who may not do it either.

    Local people ask the director where the director may, everybody else the lead inspector.
    """
    local = bool(roles) and set(roles) <= LOCAL
    if local and may and not LOCAL & set(may):
        return "Only the inspectorates may do this."
    if local and DIRECTOR not in roles:
        return "Ask the director of children's services."
    if LEAD in roles:
        return "Ask the person whose task it is."
    return "Ask the lead inspector."
