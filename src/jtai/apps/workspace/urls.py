from django.urls import path

from jtai.apps.workspace import views, views_dates, views_guidance, views_library, views_people

urlpatterns = [
    path("", views.home, name="start"),
    path("home", views.home, name="home"),
    path("inspections", views.inspections, name="inspections"),
    path("guidance", views_guidance.index, name="guidance-index"),
    path("guidance/<str:edition_id>", views_guidance.guidance, name="guidance"),
    path("admin/editions", views_library.editions, name="editions"),
    path("admin/themes/new", views_library.theme_new, name="theme-new"),
    path("admin/calendar/new", views_library.holiday_new, name="holiday-new"),
    path("admin/people", views_people.people, name="people"),
    path("admin/people/new", views_people.person_new, name="person-new"),
    path("admin/people/<int:user_id>", views_people.person, name="person"),
    path("admin/people/<int:user_id>/link", views_people.person_link, name="person-link"),
    path("admin/people/<int:user_id>/close", views_people.person_close, name="person-close"),
    path("admin/people/<int:user_id>/open", views_people.person_open, name="person-open"),
    path("i/<str:ref>/calendar", views_library.repin, name="calendar-repin"),
    path("i/<str:ref>/", views.overview, name="overview"),
    path("i/<str:ref>/timeline", views_dates.timeline, name="timeline"),
    path("i/<str:ref>/timeline.ics", views_dates.ics, name="timeline-ics"),
    path("i/<str:ref>/timeline/<str:code>", views_dates.why_date, name="why-date"),
    path("i/<str:ref>/history", views_dates.history, name="history"),
]
