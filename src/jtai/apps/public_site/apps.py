from django.apps import AppConfig


class PublicSiteConfig(AppConfig):
    name = "jtai.apps.public_site"
    label = "public_site"
