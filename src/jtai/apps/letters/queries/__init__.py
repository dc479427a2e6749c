"""Reads of the letter."""
