"""Runs a joint targeted area inspection, from the pre-inspection briefing to the published letter."""
