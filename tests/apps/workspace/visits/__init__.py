"""A stage that only the tests have: visits to schools, between the choice of children and the evidence."""
