"""What later stages may want to hear about accounts."""

from django.dispatch import Signal

# Sent in the transaction in which the owner of an account chose a password with a link; user=.
password_chosen = Signal()
