"""Journeys: whole inspections through the pages, in a browser, against a real server."""
