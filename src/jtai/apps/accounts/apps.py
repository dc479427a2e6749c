from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jtai.apps.accounts"
    label = "accounts"
