"""Addresses anybody may open."""

from django.urls import path

from jtai.apps.public_site import views

urlpatterns = [
    path("help", views.plain, {"page": "help"}, name="help"),
    path("accessibility", views.plain, {"page": "accessibility"}, name="accessibility"),
    path("privacy", views.plain, {"page": "privacy"}, name="privacy"),
    path("letters", views.letters, name="public-letters"),
    path("letters/<slug:slug>", views.letter, name="public-letter"),
    path("letters/<slug:slug>/versions/<int:number>", views.letter, name="public-letter-version"),
    path("letters/<slug:slug>/versions/<int:number>/letter.pdf", views.pdf, name="public-letter-pdf"),
]
