"""The solver of the week on site. Only its own process imports the constraint solver it stands on."""
