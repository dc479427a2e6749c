"""Every address. Each app keeps its own; `/i/<ref>/` belongs to one inspection."""

from django.urls import include, path

from jtai.apps.inspections.stage import stages

urlpatterns = [
    path("", include("jtai.apps.accounts.urls")),
    path("", include("jtai.apps.drafts.urls")),
    path("", include("jtai.apps.public_site.urls")),
    *[path("", include(stage.urls)) for stage in stages()],
    path("", include("jtai.apps.workspace.urls")),
]

handler400 = "jtai.config.errors.bad_request"
handler403 = "jtai.config.errors.not_allowed"
handler404 = "jtai.config.errors.not_found"
handler500 = "jtai.config.errors.failed"
