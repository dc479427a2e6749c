"""Addresses of meetings."""

from django.urls import path

from jtai.apps.meetings import views

urlpatterns = [
    path("i/<str:ref>/meetings", views.meetings, name="meetings"),
    path("i/<str:ref>/meetings/plan", views.plan, name="meetings-plan"),
    path("i/<str:ref>/meetings/new", views.new, name="meeting-new"),
    path("i/<str:ref>/meetings/<int:pk>", views.meeting, name="meeting"),
    path("i/<str:ref>/meetings/<int:pk>/time", views.time, name="meeting-time"),
    path("i/<str:ref>/meetings/<int:pk>/invite", views.invite, name="meeting-invite"),
    path("i/<str:ref>/meetings/<int:pk>/start", views.start, name="meeting-start"),
    path("i/<str:ref>/meetings/<int:pk>/record", views.record, name="meeting-record"),
    path("i/<str:ref>/meetings/<int:pk>/attending", views.attending, name="meeting-attending"),
    path("i/<str:ref>/meetings/<int:pk>/attending/add", views.attendee_new, name="meeting-add"),
    path(
        "i/<str:ref>/meetings/<int:pk>/attending/<int:who>/remove",
        views.attendee_remove,
        name="meeting-remove",
    ),
    path("i/<str:ref>/meetings/<int:pk>/close", views.close, name="meeting-close"),
    path("i/<str:ref>/meetings/<int:pk>/closed", views.closed, name="meeting-closed"),
    path("i/<str:ref>/meetings/<int:pk>/cancel", views.cancel, name="meeting-cancel"),
]
