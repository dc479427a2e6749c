"""Pages of findings, in the order of their life."""
