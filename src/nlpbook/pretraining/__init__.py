"""The pretraining room: objectives that need no labels, and the heads that put a pretrained encoder to work."""
