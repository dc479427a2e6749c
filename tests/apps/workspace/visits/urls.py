from django.http import HttpResponse
from django.urls import path

from jtai.apps.inspections.page import PageRequest, inspection_page, show


@inspection_page("team", "read")
def visits(request: PageRequest) -> HttpResponse:
    return show(request, "layouts/page.html", {})


urlpatterns = [path("i/<str:ref>/visits", visits, name="visits")]
