"""The table a data protection officer would sign: material, action, roles and scope.

Written to be read. A line is `action: roles`; `role:own`, `role:body` and `role:allocated` narrow the
cell to a person's own things, to those of their own inspectorate or agency, or to those allocated to
them (or of their own body). `@name` stands for a group below. Where a row of the catalogue is narrower
than a cell was, the cell follows the row (ADR 0002).
"""

# A line of the table is a line of the text, however many roles it names.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A role that may, and the scope: "" any, "own", "body" or "allocated"."""

    role: str
    scope: str = ""


GROUPS = {
    "@inspectors": "lead-inspector team-inspector analyst",
    "@team": "lead-inspector team-inspector call-lead analyst qa-manager signatory",
    "@approvers": "regional-director national-director hmci",
    "@editors": "editor proof-reader",
    "@leaders": "dcs chief-executive agency-leader lscb-chair",
    "@local": "dcs chief-executive agency-leader lscb-chair lscb-business-manager link-person agency-contributor senior-officer",
}

TEXT = """
inspection
    read: @team @approvers @editors publisher @local practice-coordinator
    plan: lead-inspector practice-coordinator
    schedule: lead-inspector practice-coordinator
    stop: lead-inspector practice-coordinator
team
    read: @team @approvers @editors publisher @leaders link-person practice-coordinator
    write: lead-inspector practice-coordinator
health-and-safety
    read: lead-inspector team-inspector:own analyst:own qa-manager
    write: lead-inspector team-inspector:own analyst:own
contacts
    read: @team publisher @leaders link-person practice-coordinator
    write: lead-inspector link-person dcs practice-coordinator
timeline
    read: @team @approvers @editors publisher @local practice-coordinator
    record: lead-inspector
calendar
    read: @team @approvers publisher practice-coordinator
    write: lead-inspector practice-coordinator
hold
    read: @team @approvers publisher
    write: lead-inspector regional-director national-director
clock
    read: @team @approvers @editors publisher @local practice-coordinator
    write: lead-inspector practice-coordinator
history
    read: @team @local:own practice-coordinator
departure
    read: @team @approvers practice-coordinator
audit
    read: qa-manager auditor

briefing
    read: @team
    write: analyst
    issue: analyst
    mark-read: lead-inspector team-inspector call-lead analyst qa-manager signatory
    discuss: lead-inspector team-inspector analyst
    go-on: lead-inspector
briefing-restricted
    read: lead-inspector analyst team-inspector:body call-lead:body
    write: analyst
    release: lead-inspector analyst
performance-data
    read: @team
    write: analyst
briefing-note
    read: @team
    write: lead-inspector

call-to-dcs
    read: @team dcs:own
    write: lead-inspector
calls
    read: lead-inspector call-lead:body signatory:body qa-manager analyst team-inspector
    write: call-lead:body
lscb-task
    read: @team dcs lscb-chair:own lscb-business-manager:own
    write: dcs
notice
    read: lead-inspector qa-manager analyst call-lead:body signatory:body team-inspector @local:own
    write: lead-inspector call-lead:body
set-up
    read: @team dcs link-person
    write: lead-inspector
    reply: dcs lead-inspector
arrangement
    read: @team @leaders link-person
    write: lead-inspector
    confirm: lead-inspector link-person dcs
serious-incident
    read: @team dcs
    write: lead-inspector dcs
contact-sheet
    read: @team @leaders link-person lscb-business-manager
    share: lead-inspector
link-person
    read: @team @leaders link-person
    write: lead-inspector dcs

request-item
    read: @team dcs link-person chief-executive:body agency-leader:body agency-contributor:body lscb-chair:body
    write: lead-inspector call-lead:body
    accept: lead-inspector call-lead:body team-inspector:body analyst
    supply: dcs agency-leader:body agency-contributor:body chief-executive:body
extra-request
    read: @team dcs agency-leader:body link-person
    propose: lead-inspector team-inspector call-lead analyst dcs agency-leader:body
    decide: lead-inspector
document
    read: lead-inspector qa-manager analyst team-inspector:allocated call-lead:body signatory:body dcs link-person:body chief-executive:body agency-leader:body agency-contributor:body lscb-chair:body lscb-business-manager:body
    download: lead-inspector qa-manager analyst team-inspector:allocated call-lead:body signatory:body dcs:allocated dcs:own link-person:body chief-executive:body agency-leader:body agency-contributor:body lscb-chair:body lscb-business-manager:body
    offer-context: dcs chief-executive agency-leader lscb-chair
    review: lead-inspector team-inspector:allocated analyst call-lead:body
    allocate: lead-inspector
contributor
    read: dcs link-person lead-inspector
    invite: dcs link-person
system-access
    read: @team dcs link-person agency-leader:body
    write: lead-inspector link-person dcs

child-list
    read: @team dcs link-person:body agency-leader:body agency-contributor:body
    supply: dcs agency-contributor:body
child-list-unsent
    read: dcs agency-contributor:own
    settle: dcs agency-contributor:own
child-context
    read: @team dcs
    write: dcs lead-inspector
selection
    read: @team dcs link-person:body agency-leader:body
    write: lead-inspector
child-data
    read: @team dcs link-person:body agency-leader:body
    supply: dcs agency-contributor:body

notebook
    read: lead-inspector:own team-inspector:own analyst:own qa-manager:own
    read-where-shared: lead-inspector:body team-inspector:body analyst:body qa-manager
    write: lead-inspector:own team-inspector:own analyst:own qa-manager:own
evidence
    read: lead-inspector team-inspector analyst qa-manager call-lead signatory
    write: lead-inspector:own team-inspector:own analyst:own
    submit: lead-inspector:own team-inspector:own analyst:own
    review: lead-inspector qa-manager
    challenge: lead-inspector team-inspector
    answer: lead-inspector:own team-inspector:own analyst:own
sea
    read: @team
    write: lead-inspector:own team-inspector:own
    agree: lead-inspector:own team-inspector:own
    review: lead-inspector qa-manager
    look-through: lead-inspector team-inspector analyst qa-manager
    unlock: lead-inspector
sea-when-drafting-ends
    read: @approvers
coverage
    read: @team
    propose: lead-inspector team-inspector
    decide: lead-inspector
contribution
    read: lead-inspector qa-manager team-inspector:own analyst:own

meeting
    read: @team dcs agency-leader lscb-chair chief-executive link-person
    write: lead-inspector
    nominate: dcs
meeting-internal
    read: @team
    write: lead-inspector team-inspector
finding
    read: @team @approvers
    propose: lead-inspector team-inspector
    submit: lead-inspector team-inspector
    change-state: lead-inspector
    discuss: lead-inspector team-inspector
    decide-priority: lead-inspector qa-manager
presented-finding
    read: @team @approvers dcs agency-leader lscb-chair chief-executive
key-findings
    read: @team
    send: lead-inspector team-inspector analyst
agency-message
    read: lead-inspector team-inspector qa-manager signatory:body call-lead:body @approvers agency-leader:body dcs:body chief-executive:body
    write: team-inspector:body call-lead:body signatory:body lead-inspector:body
    share: signatory:body call-lead:body lead-inspector:body
separate-offer
    read: lead-inspector team-inspector qa-manager signatory:body call-lead:body agency-leader:body dcs:body chief-executive:body
    write: team-inspector:body call-lead:body signatory:body lead-inspector:body
    answer: agency-leader:body dcs:body chief-executive:body

letter
    read: @team @approvers @editors publisher
    start: lead-inspector
    contribute: lead-inspector team-inspector
    write: lead-inspector
    check: lead-inspector
    comment: qa-manager signatory @approvers @editors
letter-draft-agreement
    read: @team @approvers @editors
    sign: lead-inspector qa-manager
letter-signature
    read: @team @approvers @editors publisher
    sign: signatory:body @approvers lead-inspector
letter-edit
    read: @team @approvers @editors
    write: @editors
letter-people
    read: @team @approvers publisher
    write: lead-inspector
accuracy-dispatch
    read: @team @approvers publisher
    send: publisher lead-inspector regional-director national-director
accuracy-draft
    read: @team @approvers @editors dcs agency-leader:allocated lscb-chair:allocated chief-executive:allocated
    open: dcs
accuracy-comment
    read: dcs agency-leader:own lscb-chair:own chief-executive:own
    write: dcs agency-leader lscb-chair chief-executive
accuracy-response
    read: @team @approvers dcs
    send: dcs
accuracy-decision
    read: @team @approvers
    decide: lead-inspector qa-manager
accuracy-reply
    read: @team @approvers dcs
letter-agreement
    read: @team @approvers
    sign: lead-inspector:body signatory:body
distribution
    read: @team @approvers publisher
    write: publisher regional-director national-director
pre-publication
    read: @team @approvers @editors publisher dcs agency-leader lscb-chair chief-executive
    send: publisher regional-director national-director
    receive: dcs
publication
    read: @team @approvers publisher @leaders
    publish: publisher regional-director national-director
    withdraw: regional-director national-director
statement-decision
    read: @team @approvers publisher
    write: @approvers
separate-letter
    read: lead-inspector qa-manager signatory:body call-lead:body team-inspector agency-leader:body dcs:body lscb-chair:body
    write: signatory:body call-lead:body lead-inspector:body
problem
    read: lead-inspector qa-manager @local:own
    raise: @local
    resolve: lead-inspector qa-manager
qa-note
    read: qa-manager lead-inspector
    write: qa-manager

service-people
    read: administrator
    write: administrator
service-editions
    read: administrator @team
    write: administrator
service-audit
    read: auditor administrator
service-messages
    read: administrator
    write: administrator
"""


def _cells(text: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for word in text.split():
        name, _, scope = word.partition(":")
        names = GROUPS[name].split() if name.startswith("@") else [name]
        cells += [Cell(role, scope) for role in names]
    return tuple(cells)


def _parse(text: str) -> dict[str, dict[str, tuple[Cell, ...]]]:
    table: dict[str, dict[str, tuple[Cell, ...]]] = {}
    material = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        if not line.startswith(" "):
            material = line.strip()
            table[material] = {}
        else:
            action, _, roles = line.strip().partition(":")
            table[material][action] = _cells(roles)
    return table


TABLE = _parse(TEXT)
