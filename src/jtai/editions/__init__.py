"""What the published guidance says, as data. No logic; released files are locked by checksum."""
