"""People who sign in by their e-mail address; roles are held in inspections, not here (ADR 0001)."""
