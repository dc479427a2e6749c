from django.urls import path

from jtai.apps.drafts import views

urlpatterns = [
    path("drafts", views.drafts, name="drafts"),
    path("drafts/token", views.token, name="draft-token"),
    path("drafts/<uuid:form_id>", views.draft, name="draft"),
    path("drafts/<uuid:form_id>/discard", views.discard, name="draft-discard"),
]
