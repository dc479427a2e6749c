"""What an administrator keeps for all inspections: theme files and versions of the calendar."""
