"""Addresses of findings."""

from django.urls import path

from jtai.apps.findings.views import agencies, deciding, feedback, key_findings, writing

urlpatterns = [
    path("i/<str:ref>/findings", writing.findings, name="findings"),
    path("i/<str:ref>/findings/new", writing.new, name="finding-new"),
    path("i/<str:ref>/findings/agree", deciding.agree, name="findings-agree"),
    path("i/<str:ref>/findings/present", feedback.present, name="findings-present"),
    path("i/<str:ref>/findings/presented", feedback.presented, name="findings-presented"),
    path("i/<str:ref>/findings/revisions", writing.revisions, name="findings-revisions"),
    path("i/<str:ref>/findings/children", key_findings.children, name="findings-children"),
    path("i/<str:ref>/findings/<uuid:pk>", writing.finding, name="finding"),
    path("i/<str:ref>/findings/<uuid:pk>/edit", writing.edit, name="finding-edit"),
    path("i/<str:ref>/findings/<uuid:pk>/state", deciding.state, name="finding-state"),
    path("i/<str:ref>/findings/<uuid:pk>/priority", deciding.priority, name="finding-priority"),
    path("i/<str:ref>/findings/<uuid:pk>/note", deciding.note, name="finding-note"),
    path("i/<str:ref>/findings/<uuid:pk>/tell", deciding.tell, name="finding-tell"),
    path("i/<str:ref>/findings/<uuid:pk>/withdraw", writing.withdraw, name="finding-withdraw"),
    path("i/<str:ref>/told", deciding.told, name="told"),
    path("i/<str:ref>/outline", feedback.outline, name="outline"),
    path("i/<str:ref>/outline/sheet", feedback.outline_sheet, name="outline-sheet"),
    path("i/<str:ref>/outline/add", feedback.point_new, name="outline-add"),
    path("i/<str:ref>/outline/<int:pk>/remove", feedback.point_remove, name="outline-remove"),
    path("i/<str:ref>/feedback", feedback.summary, name="feedback-summary"),
    path("i/<str:ref>/key-findings", key_findings.key_findings, name="key-findings"),
    path("i/<str:ref>/key-findings/mine", key_findings.mine, name="key-findings-mine"),
    path("i/<str:ref>/one-agency", agencies.one_agency, name="one-agency"),
    path("i/<str:ref>/one-agency/new", agencies.message_new, name="message-new"),
    path("i/<str:ref>/one-agency/<uuid:pk>/edit", agencies.message_edit, name="message-edit"),
    path("i/<str:ref>/one-agency/<uuid:pk>/share", agencies.message_share, name="message-share"),
    path("i/<str:ref>/one-agency/<uuid:pk>/offer", agencies.offer, name="offer-make"),
    path("i/<str:ref>/one-agency/<uuid:pk>/answer", agencies.answer, name="offer-answer"),
]
