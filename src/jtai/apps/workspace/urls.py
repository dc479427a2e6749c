from django.urls import path

from jtai.apps.workspace import views

urlpatterns = [
    path("", views.home, name="start"),
    path("home", views.home, name="home"),
    path("inspections", views.inspections, name="inspections"),
    path("i/<str:ref>/", views.overview, name="overview"),
]
