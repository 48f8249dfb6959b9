"""The pretraining room: from raw text to a trained model.

Import from the modules themselves, as `nlpbook.pretraining.packing`: a frozen result depends on what its cell imports,
and through a common front door it would depend on everything in the room.
"""
