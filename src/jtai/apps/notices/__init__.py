"""The outbox: messages are rows, sent after the commit that made them, once for each key (ADR 0007)."""
