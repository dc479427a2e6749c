"""What a password must be (ADR 0223). One longest length, wherever a password is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from jtai.apps.accounts.models import User
from jtai.core.framework import available_editions, load_edition
from jtai.words import counted

LONGEST = 200
# What has to be left of a password without the words that anybody would try first.
LEAST_OF_ITS_OWN = 8
SERVICE = ("jtai", "joint targeted area inspection", "inspection", "inspections", "password", "passphrase")
TOO_LONG = f"Use {counted(LONGEST, 'character')} or fewer."


class NotTooLong:
    """A password may be as long as the sign-in page takes, and no longer."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(TOO_LONG, code="password-too-long")

    def get_help_text(self) -> str:
        return f"It can have up to {counted(LONGEST, 'character')}."


class NotCommon(CommonPasswordValidator):
    """Not one of the list of common passwords that Django brings."""

    def get_error_message(self) -> str:
        return "This password is too common. Choose another password."


class NotWhatAnybodyTries:
    """Not made of the person's name, their address or the names of the service and the inspectorates."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is not None:
            local, _, domain = user.email.partition("@")
            own = [*_words([user.full_name, user.email]), local, domain]
            if _is_made_of(password, own):
                message = "Choose a password that is not your name or your e-mail address."
                raise ValidationError(message, code="password-own")
        if _is_made_of(password, _names_of_service()):
            message = "Choose a password that is not the name of this service or of an inspectorate."
            raise ValidationError(message, code="password-service")

    def get_help_text(self) -> str:
        return "Do not use your name, your e-mail address or the name of this service."


@cache
def _names_of_service() -> tuple[str, ...]:
    names = list(SERVICE)
    for code in available_editions():
        for body in load_edition(code).inspectorates:
            names += [body.code, body.short_name, body.name]
    return tuple(_words(names))


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in re.split(r"\W+|_", _plain(text)) if len(word) > 2]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _is_made_of(password: str, words: Iterable[str]) -> bool:
    """Is little left of the password without these words, digits and signs?"""
    left = before = _plain(password)
    for word in sorted({_plain(word) for word in words if len(word) > 2}, key=len, reverse=True):
        left = left.replace(word, " ")
    return left != before and sum(letter.isalpha() for letter in left) < LEAST_OF_ITS_OWN
