"""How a page looks: GOV.UK components and a form renderer. Knows nothing of inspections."""
