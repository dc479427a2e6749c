"""What somebody typed and has not sent yet, and which forms were sent already (ADR 0230, 0231)."""
