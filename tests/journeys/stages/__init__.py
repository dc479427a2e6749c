"""The stages of the long journey, one module each."""
