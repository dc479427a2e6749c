"""Factories walk legal transitions, so no test starts from an impossible state."""
