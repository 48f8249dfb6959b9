"""The maths room."""
