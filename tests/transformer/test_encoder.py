"""Blocks and the encoder: torch's layer norm and the library's BERT with the packaged weights are the outside truth."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from nlpbook.data.models import encoder_folder
from nlpbook.tokenizers import BertTokenizer
from nlpbook.transformer import Block, Encoder, EncoderShape, LayerNorm, causal_mask, initialise, padding_mask
from nlpbook.transformer.loading import load_minilm, read_shape

TEXTS = [
    "The cat sat on the mat because it was tired.",
    "Zoë doesn't like 3½ espressos, does she?",
    "Short.",
]
TINY = EncoderShape(vocabulary=11, width=8, layers=2, heads=2, inner=16, longest=7)


@pytest.fixture(scope="module")
def minilm() -> tuple[Encoder, BertTokenizer]:
    return load_minilm()


def test_layer_norm_is_torchs() -> None:
    x = torch.randn(3, 5, generator=torch.Generator().manual_seed(0))
    ours, theirs = LayerNorm(5), nn.LayerNorm(5)
    for norm in (ours, theirs):
        nn.init.constant_(norm.weight, 2.0)
        nn.init.constant_(norm.bias, -1.0)
    torch.testing.assert_close(ours(x), theirs(x))


@pytest.mark.parametrize("pre_norm", [True, False])
def test_a_block_is_torchs_encoder_layer(pre_norm: bool) -> None:
    ours = Block(8, 2, 16, pre_norm=pre_norm)
    initialise(ours, torch.Generator().manual_seed(0), std=0.3)
    theirs = nn.TransformerEncoderLayer(8, 2, 16, 0.0, "gelu", batch_first=True, norm_first=pre_norm)
    heads = ours.attention
    names = {
        "self_attn.in_proj_weight": torch.cat([heads.query.weight, heads.key.weight, heads.value.weight]),
        "self_attn.in_proj_bias": torch.cat([heads.query.bias, heads.key.bias, heads.value.bias]),
        "self_attn.out_proj.weight": heads.output.weight, "self_attn.out_proj.bias": heads.output.bias,
        "linear1.weight": ours.feed_forward.up.weight, "linear1.bias": ours.feed_forward.up.bias,
        "linear2.weight": ours.feed_forward.down.weight, "linear2.bias": ours.feed_forward.down.bias,
        "norm1.weight": ours.attention_norm.weight, "norm1.bias": ours.attention_norm.bias,
        "norm2.weight": ours.feed_forward_norm.weight, "norm2.bias": ours.feed_forward_norm.bias,
    }  # fmt: skip
    theirs.load_state_dict({name: value.detach() for name, value in names.items()})
    x = torch.randn(2, 5, 8, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(ours(x, causal_mask(5))[0], theirs(x, src_mask=~causal_mask(5)))


def test_the_packaged_encoder_is_the_librarys(minilm: tuple[Encoder, BertTokenizer]) -> None:
    transformers = pytest.importorskip("transformers")
    encoder, tokenizer = minilm
    rows, lengths = tokenizer.encode_batch(TEXTS)
    ids, allowed = torch.tensor(rows), padding_mask(lengths)
    segments = torch.zeros_like(ids)
    segments[:, 4:] = 1
    theirs = transformers.AutoModel.from_pretrained(str(encoder_folder()), attn_implementation="eager").eval()
    with torch.no_grad():
        ours = encoder(ids, allowed, segments)
        found = theirs(ids, allowed[:, 0, 0].long(), segments, output_hidden_states=True, output_attentions=True)
    real = allowed[:, 0, 0]
    for layer, states in enumerate(found.hidden_states):
        torch.testing.assert_close(ours.states[:, layer][real], states[real], atol=1e-4, rtol=0)
    for layer, weights in enumerate(found.attentions):
        torch.testing.assert_close(ours.maps[:, layer], weights, atol=1e-4, rtol=0)


def test_padding_changes_nothing(minilm: tuple[Encoder, BertTokenizer]) -> None:
    encoder, tokenizer = minilm
    rows, lengths = tokenizer.encode_batch(TEXTS)
    with torch.no_grad():
        together = encoder(torch.tensor(rows), padding_mask(lengths)).last
        alone = encoder(torch.tensor([rows[2][: lengths[2]]])).last
    torch.testing.assert_close(together[2, : lengths[2]], alone[0], atol=1e-5, rtol=0)


def test_states_and_maps_have_their_shapes() -> None:
    encoder = Encoder(TINY, dropout=0.1).eval()
    found = encoder(torch.arange(10).view(2, 5))
    assert found.states.shape == (2, 3, 5, 8)
    assert found.maps.shape == (2, 2, 2, 5, 5)
    assert torch.equal(found.last, found.states[:, 2])


def test_initialising_twice_with_one_seed_is_the_same() -> None:
    one, two = Encoder(TINY), Encoder(TINY)
    for encoder in (one, two):
        initialise(encoder, torch.Generator().manual_seed(7))
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))


def test_arguments_are_checked() -> None:
    encoder = Encoder(TINY)
    for wrong in (torch.zeros(8, dtype=torch.long), torch.zeros(1, 8, dtype=torch.long)):
        with pytest.raises(ValueError, match="ids must have shape"):
            encoder(wrong)
    with pytest.raises(ValueError, match="layers must be at least 1, got 0"):
        EncoderShape(vocabulary=2, width=4, layers=0, heads=2, inner=8)
    with pytest.raises(ValueError, match="heads must divide the width 4, got 3"):
        EncoderShape(vocabulary=2, width=4, layers=1, heads=3, inner=8)
    with pytest.raises(ValueError, match="config must be of model_type 'bert'"):
        read_shape({"model_type": "gpt2"})
