from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jtai.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from jtai.apps.accounts import sessions
        from jtai.apps.accounts.actions.passwords import answer_link_requests, forget_old
        from jtai.apps.chores.registry import register

        user_logged_in.connect(sessions.begin, dispatch_uid="sessions.begin")
        user_logged_out.connect(sessions.end, dispatch_uid="sessions.end")
        register("password-links", answer_link_requests, every=timedelta(seconds=10))
        register("sign-ins", forget_old, every=timedelta(hours=1))
