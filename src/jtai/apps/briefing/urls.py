from django.urls import path

from jtai.apps.briefing.views import performance, reading, writing

urlpatterns = [
    path("i/<str:ref>/briefing", reading.briefing, name="briefing"),
    path("i/<str:ref>/briefing/section/<slug:code>", writing.section, name="briefing-section"),
    path("i/<str:ref>/briefing/section/<slug:code>/document", writing.attach, name="briefing-attach"),
    path("i/<str:ref>/briefing/document/<int:pk>", writing.attachment, name="briefing-attachment"),
    path("i/<str:ref>/briefing/issue", writing.issue, name="briefing-issue"),
    path("i/<str:ref>/briefing/issued", writing.issued, name="briefing-issued"),
    path("i/<str:ref>/briefing/release", reading.release, name="briefing-release"),
    path("i/<str:ref>/briefing/readers", reading.readers, name="briefing-readers"),
    path("i/<str:ref>/briefing/discussion", reading.discussion, name="briefing-discussion"),
    path("i/<str:ref>/briefing/data", performance.performance_data, name="performance-data"),
    path("i/<str:ref>/briefing/data/add", performance.performance_data_new, name="performance-data-new"),
    path(
        "i/<str:ref>/briefing/data/<int:pk>", performance.performance_data_item, name="performance-data-item"
    ),
    path(
        "i/<str:ref>/briefing/data/<int:pk>/file",
        performance.performance_data_file,
        name="performance-data-file",
    ),
]
