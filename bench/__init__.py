"""Measures the book's build against its peers, and its pages in a browser. The package never imports it.

Run it with `python -m bench`: it writes `docs/about/benchmarks.json` and renews the tables of `benchmarks.md` there.
"""
