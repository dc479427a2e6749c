"""The generated pages of docs/reference: each module has `make() -> dict[path, text]`."""
