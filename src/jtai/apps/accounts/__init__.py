"""People who sign in: the e-mail address is the name; roles are held in inspections, not here (decision 11)."""
