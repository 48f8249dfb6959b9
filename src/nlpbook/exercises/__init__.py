"""The exercises room."""
