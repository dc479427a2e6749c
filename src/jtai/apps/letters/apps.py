from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "jtai.apps.letters"
    label = "letters"
