"""Finds, fills and sends the forms of pages as a browser without a script does."""
