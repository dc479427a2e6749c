from django.urls import path

from jtai.apps.inspections import views, views_invited

urlpatterns = [
    path("inspections/new", views.new, name="inspection-new"),
    path("invited/<int:pk>", views_invited.invited, name="invited"),
    path("i/<str:ref>/plan", views.plan, name="plan"),
    path("i/<str:ref>/plan/theme", views.theme, name="plan-theme"),
    path("i/<str:ref>/plan/day-0", views.day_zero, name="plan-day-zero"),
    path("i/<str:ref>/plan/pause", views.pause, name="plan-pause"),
    path("i/<str:ref>/team", views.team, name="team"),
    path("i/<str:ref>/team/add", views.member_new, name="team-add"),
    path("i/<str:ref>/team/<int:pk>", views.member, name="team-member"),
    path("i/<str:ref>/team/<int:pk>/end", views.member_end, name="team-end"),
    path("i/<str:ref>/contacts", views.contacts, name="contacts"),
    path("i/<str:ref>/contacts/add", views.contact_new, name="contact-new"),
    path("i/<str:ref>/contacts/agency", views.agency_new, name="agency-new"),
    path("i/<str:ref>/contacts/<int:pk>", views.contact, name="contact"),
    path("i/<str:ref>/holds", views.holds, name="holds"),
    path("i/<str:ref>/holds/closure", views.closure_new, name="closure-new"),
    path("i/<str:ref>/holds/closure/<int:pk>/remove", views.closure_remove, name="closure-remove"),
    path("i/<str:ref>/holds/add", views.hold_new, name="hold-new"),
    path("i/<str:ref>/holds/<int:pk>/lift", views.hold_lift, name="hold-lift"),
    path("i/<str:ref>/clock", views.clock, name="clock"),
]
