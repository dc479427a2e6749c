"""Forms of accounts."""

from __future__ import annotations

from django import forms
from django.contrib.auth import password_validation

from jtai.apps.accounts.models import User
from jtai.apps.accounts.passwords import LONGEST, TOO_LONG
from jtai.ui.forms import PlainForm


class AddressForm(PlainForm):
    """An e-mail address to sign in with, or to send a link to."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address, like name@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )


class SignInForm(AddressForm):
    """E-mail address and password."""

    password = forms.CharField(
        label="Password",
        max_length=LONGEST,
        strip=False,
        error_messages={"required": "Enter your password.", "max_length": TOO_LONG},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(PlainForm):
    """A new password, twice."""

    password = forms.CharField(
        label="New password",
        max_length=LONGEST,
        strip=False,
        error_messages={"required": "Enter a new password.", "max_length": TOO_LONG},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "width": "20"}),
    )
    again = forms.CharField(
        label="New password again",
        max_length=LONGEST,
        strip=False,
        error_messages={"required": "Enter the new password again.", "max_length": TOO_LONG},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "width": "20"}),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = " ".join(password_validation.password_validators_help_texts())

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if given.get("password") and given.get("password") != given.get("again"):
            self.add_error("again", "The two passwords do not match. Enter the same one twice.")
        return given


class PasswordAgainForm(PlainForm):
    """The password of whoever is signed in."""

    password = forms.CharField(
        label="Password",
        max_length=LONGEST,
        strip=False,
        error_messages={"required": "Enter your password.", "max_length": TOO_LONG},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "width": "20"}),
    )


class ChangePasswordForm(PasswordForm):
    """The password in use, and the new one twice."""

    old = forms.CharField(
        label="Current password",
        max_length=LONGEST,
        strip=False,
        error_messages={"required": "Enter your current password.", "max_length": TOO_LONG},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "width": "20"}),
    )
    field_order = ("old", "password", "again")
