"""Addresses of the portal. Each carries the reference and ids only (ADR 0005)."""

from django.urls import path

from jtai.apps.portal.views import documents, extras, items, lists, note, people

ITEM = "i/<str:ref>/requests/<uuid:item>"

urlpatterns = [
    path("i/<str:ref>/requests", lists.requests, name="requests"),
    path("i/<str:ref>/requests/send-out", lists.send_out, name="requests-send"),
    path("i/<str:ref>/requests/sent", lists.sent, name="requests-sent"),
    path("i/<str:ref>/requests/portal", lists.information, name="portal-information"),
    path("i/<str:ref>/requests/extra", extras.extras, name="extras"),
    path("i/<str:ref>/requests/extra/new", extras.new, name="extra-new"),
    path("i/<str:ref>/requests/extra/<int:pk>", extras.extra, name="extra"),
    path("i/<str:ref>/requests/extra/<int:pk>/withdraw", extras.withdraw, name="extra-withdraw"),
    path(ITEM, items.item, name="request-item"),
    path(f"{ITEM}/send", items.send, name="request-send"),
    path(f"{ITEM}/other-route", items.other_route, name="request-other-route"),
    path(f"{ITEM}/cannot", items.cannot, name="request-cannot"),
    path(f"{ITEM}/query", items.query, name="request-query"),
    path(f"{ITEM}/answer", items.answer, name="request-answer"),
    path(f"{ITEM}/ask-again", items.ask_again, name="request-ask-again"),
    path("i/<str:ref>/receipts/<uuid:document>", items.receipt, name="receipt"),
    path("i/<str:ref>/documents", documents.documents, name="documents"),
    path("i/<str:ref>/documents/context", documents.context, name="context-new"),
    path("i/<str:ref>/documents/allocate", documents.allocate, name="documents-allocate"),
    path("i/<str:ref>/documents/allocated", documents.finish, name="documents-finish"),
    path("i/<str:ref>/documents/outstanding", documents.outstanding, name="documents-outstanding"),
    path(
        "i/<str:ref>/documents/allocations/<int:pk>/take-back",
        documents.take_back,
        name="allocation-take-back",
    ),
    path("i/<str:ref>/documents/<uuid:document>", documents.document, name="document"),
    path("i/<str:ref>/documents/<uuid:document>/download", documents.download, name="document-download"),
    path("i/<str:ref>/contributors", people.contributors, name="contributors"),
    path("i/<str:ref>/contributors/invite", people.invite, name="contributor-invite"),
    path("i/<str:ref>/contributors/<int:pk>/link", people.link, name="contributor-link"),
    path("i/<str:ref>/contributors/<int:pk>/end", people.end, name="contributor-end"),
    path(
        "i/<str:ref>/contributors/invitations/<int:pk>/end",
        people.end_invited,
        name="contributor-invitation-end",
    ),
    path("i/<str:ref>/systems", people.systems, name="systems"),
    path("i/<str:ref>/systems/add", people.system_new, name="system-new"),
    path("i/<str:ref>/systems/<int:pk>/<str:what>", people.system_day, name="system-day"),
    path("i/<str:ref>/preparation", note.preparation, name="preparation"),
    path("i/<str:ref>/briefing/note", note.note, name="briefing-note"),
    path("i/<str:ref>/briefing/note/write", note.write, name="briefing-note-write"),
    path("i/<str:ref>/briefing/note/issue", note.issue, name="briefing-note-issue"),
]
