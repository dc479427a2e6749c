from django.urls import path

from jtai.apps.briefing import views

urlpatterns = [
    path("i/<str:ref>/briefing", views.briefing, name="briefing"),
    path("i/<str:ref>/briefing/section/<slug:code>", views.section, name="briefing-section"),
    path("i/<str:ref>/briefing/section/<slug:code>/document", views.attach, name="briefing-attach"),
    path("i/<str:ref>/briefing/document/<int:pk>", views.attachment, name="briefing-attachment"),
    path("i/<str:ref>/briefing/issue", views.issue, name="briefing-issue"),
    path("i/<str:ref>/briefing/issued", views.issued, name="briefing-issued"),
    path("i/<str:ref>/briefing/release", views.release, name="briefing-release"),
    path("i/<str:ref>/briefing/readers", views.readers, name="briefing-readers"),
    path("i/<str:ref>/briefing/discussion", views.discussion, name="briefing-discussion"),
    path("i/<str:ref>/briefing/data", views.performance_data, name="performance-data"),
    path("i/<str:ref>/briefing/data/add", views.performance_data_new, name="performance-data-new"),
    path("i/<str:ref>/briefing/data/<int:pk>", views.performance_data_item, name="performance-data-item"),
    path(
        "i/<str:ref>/briefing/data/<int:pk>/file", views.performance_data_file, name="performance-data-file"
    ),
]
