"""Settings: `base` for all, then `local` (./run), `test` and `production`."""
