"""The long walk: every stage in the order of an inspection."""

from __future__ import annotations

from tests.journeys.stages import plan

STAGES = (*plan.STAGES,)
