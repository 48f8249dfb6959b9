"""Which rooms of the package are ground rooms: standard library only, so they also run in the browser."""

GROUND = ("maths", "ngrams", "tokenizers", "metrics", "costs")
"""Names of the ground rooms, lowest first; a room may import the rooms before it."""
