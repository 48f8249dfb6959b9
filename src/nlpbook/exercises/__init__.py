"""The exercises room: read an answer, judge it, explain it.

The modules directly in this room use the standard library and the ground rooms only, because the very same code runs at
build time, in the tests and in the reader's browser. What needs more (YAML, Markdown) lives in `exercises.authoring`.
Importing the room imports nothing, so that the browser loads only what it uses.
"""
