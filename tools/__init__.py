"""Scripts of the project's own: setting up, checking, making the generated pages."""
