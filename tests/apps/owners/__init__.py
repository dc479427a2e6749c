"""What each action is asked with, and whose the thing is: declared here, not read from code (ADR 0215)."""
