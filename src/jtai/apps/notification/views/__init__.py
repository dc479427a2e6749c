"""Pages of day 0: calls, confirmations, the LSCB task, the set-up discussion and what it agrees."""
