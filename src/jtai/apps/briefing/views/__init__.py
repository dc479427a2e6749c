"""Pages of the pre-inspection briefing, its readings, performance data and discussions."""
