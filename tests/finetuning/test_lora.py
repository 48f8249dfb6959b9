"""LoRA: nothing changes at the start, merged equals unmerged, and the library's LoRA on the same weights agrees."""

from __future__ import annotations

import copy

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from nlpbook.costs import lora_parameters
from nlpbook.data.models import encoder_folder
from nlpbook.finetuning import LoRALinear, add_lora, count_trained, freeze, lora_layers, merge_all
from nlpbook.maths import lora_forward, lora_merge, lora_update, matmul
from nlpbook.transformer import padding_mask
from nlpbook.transformer.loading import load_minilm


def make(inputs: int = 6, outputs: int = 4, rank: int = 2, alpha: float = 3.0, seed: int = 0) -> LoRALinear:
    generator = torch.Generator().manual_seed(seed)
    base = nn.Linear(inputs, outputs)
    nn.init.normal_(base.weight, generator=generator)
    return LoRALinear(base, rank, alpha, generator)


def stir(layer: LoRALinear, seed: int = 1) -> LoRALinear:
    """As after training: B is no longer zero."""
    nn.init.normal_(layer.up, generator=torch.Generator().manual_seed(seed))
    return layer


def test_at_the_start_the_layer_does_what_it_did() -> None:
    layer = make()
    x = torch.randn(5, 3, 6)
    torch.testing.assert_close(layer(x), layer.base(x), rtol=0, atol=0)
    assert not layer.update().any()


def test_only_the_factors_are_trained() -> None:
    layer = make(6, 4, 2)
    assert count_trained(layer) == lora_parameters(6, 4, 2)
    layer(torch.randn(3, 6)).sum().backward()
    assert layer.base.weight.grad is None
    assert layer.up.grad is not None and layer.up.grad.any()
    assert layer.down.grad is not None and not layer.down.grad.any()  # B = 0 hides A from the first gradient


def test_both_factors_zero_never_learn() -> None:
    layer = make()
    nn.init.zeros_(layer.down)
    layer(torch.randn(3, 6)).square().sum().backward()
    assert layer.down.grad is not None and not layer.down.grad.any()
    assert layer.up.grad is not None and not layer.up.grad.any()


@given(st.integers(1, 8), st.integers(1, 8), st.integers(1, 4), st.floats(0.5, 32), st.integers(0, 100))
@settings(max_examples=30, deadline=None)
def test_merged_equals_unmerged(inputs: int, outputs: int, rank: int, alpha: float, seed: int) -> None:
    layer = stir(make(inputs, outputs, min(rank, inputs, outputs), alpha, seed)).double()
    before, x = layer.base.weight.clone(), torch.randn(3, inputs, dtype=torch.double)
    apart = layer(x)
    layer.merge()
    torch.testing.assert_close(layer(x), apart)
    layer.unmerge()
    torch.testing.assert_close(layer.base.weight, before)
    torch.testing.assert_close(layer(x), apart)


def test_merging_twice_is_refused() -> None:
    layer = make()
    with pytest.raises(ValueError, match="merged must be True"):
        layer.unmerge()
    layer.merge()
    with pytest.raises(ValueError, match="merged must be False"):
        layer.merge()


def test_the_rank_of_the_update() -> None:
    layer = stir(make(9, 8, 3))
    assert torch.linalg.matrix_rank(layer.update()) == 3


@pytest.mark.parametrize(("rank", "alpha", "message"), [(0, 1.0, "rank"), (5, 1.0, "rank"), (2, 0.0, "alpha")])
def test_what_is_refused(rank: int, alpha: float, message: str) -> None:
    with pytest.raises(ValueError, match=f"{message} must"):
        make(6, 4, rank, alpha)


def test_targets_must_exist() -> None:
    model = nn.ModuleDict({"query": nn.Linear(4, 4)})
    generator = torch.Generator()
    for targets in ([], ["qeury"], ["query", "value"]):
        with pytest.raises(ValueError, match="targets must name"):
            add_lora(model, targets, 1, 1.0, generator)
    assert not list(lora_layers(model))


def test_plain_lists_agree() -> None:
    layer = stir(make(5, 3, 2, alpha=7.0)).double()
    weight, down, up = (m.tolist() for m in (layer.base.weight, layer.down, layer.up))
    x = [0.5, -1.0, 2.0, 0.0, 1.5]
    ours = lora_forward(weight, down, up, x, alpha=7.0)
    theirs = layer(torch.tensor(x, dtype=torch.double)) - layer.base.bias
    assert ours == pytest.approx(theirs.tolist())
    assert [row[0] for row in matmul(lora_merge(weight, down, up, 7.0), [[v] for v in x])] == pytest.approx(ours)
    torch.testing.assert_close(torch.tensor(lora_update(down, up, 7.0), dtype=torch.double), layer.update())
    with pytest.raises(ValueError, match="up must"):
        lora_update(weight, up)
    with pytest.raises(ValueError, match="shape of weight"):
        lora_merge([[1.0]], down, up)
    with pytest.raises(ValueError, match="up must"):
        lora_forward([[1.0] * 5], down, up, x)


def test_the_library_computes_the_same_with_the_same_factors() -> None:
    peft = pytest.importorskip("peft")
    transformers = pytest.importorskip("transformers")
    encoder, tokenizer = load_minilm()
    rows, lengths = tokenizer.encode_batch(["A film of rare beauty.", "Dull, loud and far too long, alas."])
    ids, allowed = torch.tensor(rows), padding_mask(lengths)
    freeze(encoder)
    layers = add_lora(encoder, ["query", "value"], 4, 12.0, torch.Generator().manual_seed(0))
    theirs = transformers.AutoModel.from_pretrained(encoder_folder(), attn_implementation="eager").eval()
    wrapped = peft.get_peft_model(
        theirs, peft.LoraConfig(r=4, lora_alpha=12, target_modules=["query", "value"], lora_dropout=0.0)
    )
    modules = [part for part in wrapped.modules() if isinstance(part, peft.tuners.lora.Linear)]
    assert len(modules) == len(layers) == 12
    for number, (layer, module) in enumerate(zip(layers, modules, strict=True)):
        stir(layer, number)
        with torch.no_grad():
            layer.up *= 0.1
            module.lora_A["default"].weight.copy_(layer.down)
            module.lora_B["default"].weight.copy_(layer.up)
    assert count_trained(encoder) == count_trained(wrapped) == lora_parameters(384, 384, 4, 12)
    mask = allowed[:, 0, 0].long()
    with torch.no_grad():
        apart = encoder(ids, allowed).last
        expected = wrapped(input_ids=ids, attention_mask=mask).last_hidden_state
        torch.testing.assert_close(apart[mask.bool()], expected[mask.bool()], rtol=1e-4, atol=1e-4)
        merged = copy.deepcopy(encoder)
        merge_all(merged)
        torch.testing.assert_close(merged(ids, allowed).last, apart, rtol=1e-4, atol=1e-4)
        plain = wrapped.merge_and_unload()
        ours = merged.blocks[3].attention.query.base.weight
        torch.testing.assert_close(ours, plain.encoder.layer[3].attention.self.query.weight)
