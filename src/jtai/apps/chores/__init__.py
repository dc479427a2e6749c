"""What is done from time to time, by the worker and by nobody else: who does it, when, and how it went."""
