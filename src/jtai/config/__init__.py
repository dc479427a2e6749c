"""The wiring: settings, addresses, system checks."""
