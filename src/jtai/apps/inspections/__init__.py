"""One inspection: its plan, people, dates, clock and holds; and the door every page of it goes through."""
