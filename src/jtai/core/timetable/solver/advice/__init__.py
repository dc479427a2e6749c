"""What would help where rules clash: single changes, the cheapest changes together, and their words."""
