"""What the inspection remembers and asks: tables, pages and actions, one app for each stage."""
