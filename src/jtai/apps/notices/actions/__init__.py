"""What is done with messages: `outbox` queues them, in a request; `sending` sends them, in the worker."""

from jtai.apps.notices.actions.outbox import mark_read, queue, queue_again
from jtai.apps.notices.actions.sending import GIVEN_UP, MOST_ATTEMPTS, Sent, send_waiting

__all__ = ["GIVEN_UP", "MOST_ATTEMPTS", "Sent", "mark_read", "queue", "queue_again", "send_waiting"]
