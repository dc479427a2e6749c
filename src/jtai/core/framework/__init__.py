"""The framework as data (paragraphs of the editions stand beside each value in `jtai/editions`)."""
