from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "jtai.apps.library"
    label = "library"
