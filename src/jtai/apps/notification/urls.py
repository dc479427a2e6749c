from django.urls import path

from jtai.apps.notification import views

urlpatterns = [
    path("i/<str:ref>/calls", views.call_sheet, name="call-sheet"),
    path("i/<str:ref>/calls/made", views.call_made, name="call-made"),
    path("i/<str:ref>/calls/lists/<slug:body>", views.call_list, name="call-list"),
    path(
        "i/<str:ref>/calls/lists/<slug:body>/<slug:contact_role>/<int:contact>",
        views.leader_call,
        name="leader-call",
    ),
    path("i/<str:ref>/lscb", views.lscb, name="lscb-task"),
    path("i/<str:ref>/messages", views.messages_sent, name="messages-sent"),
    path("i/<str:ref>/messages/read/<int:pk>", views.message, name="message"),
    path("i/<str:ref>/messages/<int:contact>", views.notice, name="notice"),
    path("i/<str:ref>/messages/<int:contact>/again", views.notice_again, name="notice-again"),
    path("i/<str:ref>/set-up", views.set_up, name="set-up"),
    path("i/<str:ref>/set-up/offer", views.offer, name="set-up-offer"),
    path("i/<str:ref>/set-up/reply", views.reply, name="set-up-reply"),
    path("i/<str:ref>/set-up/attendance", views.attendance, name="set-up-attendance"),
    path("i/<str:ref>/set-up/agenda/<slug:code>", views.agenda_point, name="agenda-point"),
    path("i/<str:ref>/set-up/close", views.close, name="set-up-close"),
    path("i/<str:ref>/set-up/closed", views.closed, name="set-up-closed"),
    path("i/<str:ref>/set-up/front-door", views.front_door, name="front-door-name"),
    path("i/<str:ref>/arrangements", views.arrangements, name="arrangements"),
    path("i/<str:ref>/arrangements/<slug:code>", views.arrangement, name="arrangement"),
    path(
        "i/<str:ref>/arrangements/<slug:code>/confirm", views.arrangement_confirm, name="arrangement-confirm"
    ),
    path("i/<str:ref>/link-person", views.link_person, name="link-person"),
    path("i/<str:ref>/incidents", views.incidents, name="serious-incidents"),
    path("i/<str:ref>/incidents/add", views.incident_new, name="serious-incident-new"),
    path("i/<str:ref>/contact-sheet", views.contact_sheet, name="contact-sheet"),
    path("i/<str:ref>/contact-sheet/share", views.contact_sheet_share, name="contact-sheet-share"),
    path("i/<str:ref>/staff-information", views.staff_information, name="staff-information"),
    path(
        "i/<str:ref>/staff-information/change",
        views.staff_information_change,
        name="staff-information-change",
    ),
    path(
        "i/<str:ref>/staff-information/share", views.staff_information_share, name="staff-information-share"
    ),
]
