"""Answers of every kind, from the nearly right to the absurd, and an independent judge of what may be called right.

`answers` makes them up from a seed, `oracle` says what no verdict may contradict, `trial` puts the two together.
"""
