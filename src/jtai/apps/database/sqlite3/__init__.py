"""SQLite as Django knows it, with a door in front of its one writer."""
