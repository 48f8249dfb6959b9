"""Mutation testing of the grader: change one thing in it at a time, and see whether a test notices.

`python -m tests.mutation` (or `make mutants`) does it; `mutants` makes the changes, `graft` puts one into the running
grader, `campaign` runs the tests that reach it, and `survivors.yml` explains what no test notices.

Why not a kept tool: mutmut changes function bodies only, while half of this grader's rules are tables, patterns and
defaults of modules, and both mutmut and Cosmic Ray start the tests afresh for every change, two seconds of imports and
rendering each. Here the tests are collected once, and every change is tried in a fork that takes a few hundredths.
"""
