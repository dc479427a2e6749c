"""The long walk: every stage in the order of an inspection."""

from __future__ import annotations

from tests.journeys.stages import asking, before, fieldwork, findings, letter, plan

STAGES = (*plan.STAGES, *before.STAGES, *asking.STAGES, *fieldwork.STAGES, *findings.STAGES, *letter.STAGES)
