"""The look: layouts, components, forms. Knows nothing of inspections."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "jtai.ui"
    label = "ui"
