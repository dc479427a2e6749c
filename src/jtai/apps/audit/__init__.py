"""The trail: one chain of events for each inspection, and the check that nothing was changed or cut."""
