"""When a chore was last done and by whom; which workers are alive."""

from __future__ import annotations

from django.db import models


class Chore(models.Model):
    """One kind of periodic work. `lease` says which worker is at it, until when it may be thought alive."""

    name = models.CharField(max_length=60, primary_key=True)
    lease = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, help_text="when it last went well")
    error = models.CharField(
        max_length=120, blank=True, help_text="kind of the last fault; empty: it went well"
    )

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A worker that has said lately that it is there."""

    name = models.CharField(max_length=120, primary_key=True, help_text="machine and process")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
