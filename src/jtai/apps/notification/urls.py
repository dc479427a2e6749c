from django.urls import path

from jtai.apps.notification.views import calls, notices, people, setup, sheets

urlpatterns = [
    path("i/<str:ref>/calls", calls.call_sheet, name="call-sheet"),
    path("i/<str:ref>/calls/made", calls.call_made, name="call-made"),
    path("i/<str:ref>/calls/lists/<slug:body>", calls.call_list, name="call-list"),
    path(
        "i/<str:ref>/calls/lists/<slug:body>/<slug:contact_role>/<int:contact>",
        calls.leader_call,
        name="leader-call",
    ),
    path("i/<str:ref>/lscb", calls.lscb, name="lscb-task"),
    path("i/<str:ref>/messages", notices.messages_sent, name="messages-sent"),
    path("i/<str:ref>/messages/read/<int:pk>", notices.message, name="message"),
    path("i/<str:ref>/messages/<int:contact>", notices.notice, name="notice"),
    path("i/<str:ref>/messages/<int:contact>/again", notices.notice_again, name="notice-again"),
    path("i/<str:ref>/set-up", setup.set_up, name="set-up"),
    path("i/<str:ref>/set-up/offer", setup.offer, name="set-up-offer"),
    path("i/<str:ref>/set-up/reply", setup.reply, name="set-up-reply"),
    path("i/<str:ref>/set-up/attendance", setup.attendance, name="set-up-attendance"),
    path("i/<str:ref>/set-up/agenda/<slug:code>", setup.agenda_point, name="agenda-point"),
    path("i/<str:ref>/set-up/close", setup.close, name="set-up-close"),
    path("i/<str:ref>/set-up/closed", setup.closed, name="set-up-closed"),
    path("i/<str:ref>/set-up/front-door", setup.front_door, name="front-door-name"),
    path("i/<str:ref>/arrangements", setup.arrangements, name="arrangements"),
    path("i/<str:ref>/arrangements/<slug:code>", setup.arrangement, name="arrangement"),
    path(
        "i/<str:ref>/arrangements/<slug:code>/confirm", setup.arrangement_confirm, name="arrangement-confirm"
    ),
    path("i/<str:ref>/link-person", people.link_person, name="link-person"),
    path("i/<str:ref>/incidents", people.incidents, name="serious-incidents"),
    path("i/<str:ref>/incidents/add", people.incident_new, name="serious-incident-new"),
    path("i/<str:ref>/contact-sheet", sheets.contact_sheet, name="contact-sheet"),
    path("i/<str:ref>/contact-sheet/share", sheets.contact_sheet_share, name="contact-sheet-share"),
    path("i/<str:ref>/staff-information", sheets.staff_information, name="staff-information"),
    path(
        "i/<str:ref>/staff-information/change",
        sheets.staff_information_change,
        name="staff-information-change",
    ),
    path(
        "i/<str:ref>/staff-information/share", sheets.staff_information_share, name="staff-information-share"
    ),
]
