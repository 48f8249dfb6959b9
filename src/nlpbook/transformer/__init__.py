"""The transformer room: attention, masks, heads and blocks on tensors, and a BERT-like encoder made of them.

`nlpbook.transformer.loading` puts packaged weights into the encoder; it is imported from there, so that pages which
only attend do not depend on data.
"""

from nlpbook.transformer.attention import (
    Attended,
    Gradients,
    attend,
    attention_gradient,
    attention_scores,
    softmax_jacobian,
)
from nlpbook.transformer.blocks import Block, FeedForward, LayerNorm, initialise
from nlpbook.transformer.encoder import Encoded, Encoder, EncoderShape
from nlpbook.transformer.masks import band_mask, causal_mask, padding_mask
from nlpbook.transformer.multi_head import MultiHeadAttention, join_heads, split_heads
from nlpbook.transformer.reading import arriving_shares, looking_words, share_of_looks

__all__ = [
    "Attended",
    "Block",
    "Encoded",
    "Encoder",
    "EncoderShape",
    "FeedForward",
    "Gradients",
    "LayerNorm",
    "MultiHeadAttention",
    "arriving_shares",
    "attend",
    "attention_gradient",
    "attention_scores",
    "band_mask",
    "causal_mask",
    "initialise",
    "join_heads",
    "looking_words",
    "padding_mask",
    "share_of_looks",
    "softmax_jacobian",
    "split_heads",
]
