"""Heads and events. What is hashed is the text stored beside it, never a column read back (ADR 0006)."""

from __future__ import annotations

from django.db import models


class Head(models.Model):
    """Where a chain stands. One row for each chain, locked as the last step of an action."""

    chain = models.CharField(max_length=40, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class EventQuerySet(models.QuerySet["Event"]):
    def in_chain(self, chain: str) -> EventQuerySet:
        return self.filter(chain=chain).order_by("sequence")


class Event(models.Model):
    """One thing done or read. Ids, codes and hashes only: no free text and no name."""

    chain = models.CharField(max_length=40)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField(help_text="real time")
    clock_at = models.DateTimeField(help_text="the inspection's clock")
    actor = models.CharField(max_length=40, blank=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    canonical = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="one_event_at_a_place")]
        indexes = [models.Index(fields=["chain", "object_kind", "object_id"], name="events_of_a_thing")]
