"""The search box of the published letters."""

from __future__ import annotations

from django import forms

from jtai.ui.forms import PlainForm


class SearchForm(PlainForm):
    mark_optional = False

    q = forms.CharField(label="Area or theme", required=False, max_length=100)
