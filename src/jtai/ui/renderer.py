"""Renders forms as GOV.UK components: named by FORM_RENDERER and used by every `PlainForm`."""

from django.forms.renderers import DjangoTemplates

from jtai.ui.bound_field import PlainBoundField


class PlainRenderer(DjangoTemplates):
    """Finds our templates in `ui/templates` and Django's own for anything we did not restyle."""

    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
    bound_field_class = PlainBoundField
