from django.urls import path

from jtai.apps.selection import views

urlpatterns = [
    path("i/<str:ref>/children", views.children, name="children"),
    path("i/<str:ref>/children/import", views.list_new, name="child-list-new"),
    path("i/<str:ref>/children/import/<int:pk>", views.list_check, name="child-list"),
    path("i/<str:ref>/children/context", views.context_new, name="child-context"),
    path("i/<str:ref>/children/shortlist", views.shortlist, name="children-shortlist"),
    path("i/<str:ref>/children/tracked", views.tracked, name="children-tracked"),
    path("i/<str:ref>/children/sent/<int:pk>", views.sent, name="children-sent"),
    path("i/<str:ref>/children/information", views.data, name="child-data"),
    path("i/<str:ref>/children/child/<uuid:child>", views.child, name="child"),
]
