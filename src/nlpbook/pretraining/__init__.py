"""The pretraining room: from raw text to a trained model, by the next word or by gaps, and its heads.

Import from the modules themselves, as `nlpbook.pretraining.packing`: a frozen result depends on what its cell imports,
and through a common front door it would depend on everything in the room.
"""
