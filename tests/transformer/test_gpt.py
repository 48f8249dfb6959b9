"""The GPT: the library's GPT-2 with the same weights, the promise of the mask, and the cache that changes nothing."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from nlpbook.costs import gpt_parameters
from nlpbook.transformer.generation import generate
from nlpbook.transformer.gpt import GPT, Cache, GPTShape, next_token_loss
from nlpbook.transformer.gpt_loading import from_library_names
from nlpbook.transformer.sampling import Sampler, next_probabilities

SHAPE = GPTShape(vocabulary=13, width=16, layers=3, heads=4, longest=12)


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def wild(shape: GPTShape = SHAPE) -> GPT:
    """A model whose weights are large enough to matter."""
    model = GPT(shape, generator=seeded())
    with torch.no_grad():
        for weight in model.parameters():
            weight.add_(0.3 * torch.randn(weight.shape, generator=seeded(1)))
    return model.eval()


@pytest.fixture(scope="module")
def model() -> GPT:
    return wild()


def test_the_librarys_gpt2_with_the_same_weights_gives_the_same_logits() -> None:
    transformers = pytest.importorskip("transformers")
    config = transformers.GPT2Config(
        vocab_size=13, n_embd=16, n_layer=3, n_head=4, n_positions=12, attn_implementation="eager",
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
    )  # fmt: skip
    torch.manual_seed(3)
    theirs = transformers.GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        for weight in theirs.parameters():
            weight.add_(0.2 * torch.randn(weight.shape, generator=seeded(4)))
    ours = GPT(SHAPE).eval()
    ours.load_state_dict(from_library_names(theirs.state_dict()))
    ids = torch.randint(13, (2, 12), generator=seeded(5))
    with torch.no_grad():
        torch.testing.assert_close(ours(ids), theirs(ids).logits, atol=2e-5, rtol=1e-5)
    written = generate(ours, ids[:, :3], 8, Sampler(top_k=1))
    mask = torch.ones(2, 3, dtype=torch.long)
    expected = theirs.generate(ids[:, :3], attention_mask=mask, max_new_tokens=8, do_sample=False, pad_token_id=0)
    kept = expected.shape[1]
    assert torch.equal(written[:, :kept], expected)


def test_the_loss_of_the_library_is_ours() -> None:
    transformers = pytest.importorskip("transformers")
    config = transformers.GPT2Config(vocab_size=13, n_embd=16, n_layer=1, n_head=2, n_positions=12)
    theirs = transformers.GPT2LMHeadModel(config).eval()
    ids = torch.randint(13, (2, 9), generator=seeded(6))
    with torch.no_grad():
        result = theirs(ids, labels=ids)  # it shifts by itself
        torch.testing.assert_close(next_token_loss(result.logits[:, :-1], ids[:, 1:]), result.loss)


@pytest.mark.parametrize("shape", [SHAPE, GPTShape(50, 8, 1, 1, 4)])
def test_parameters_are_what_the_formula_says(shape: GPTShape) -> None:
    counted = gpt_parameters(shape.vocabulary, shape.width, shape.layers, shape.longest)
    assert GPT(shape).n_parameters == counted


def test_no_place_sees_the_future(model: GPT) -> None:
    ids = torch.randint(13, (1, 10), generator=seeded(7))
    changed = ids.clone()
    changed[0, 6] = (changed[0, 6] + 1) % 13
    with torch.no_grad():
        before, after = model(ids), model(changed)
    assert torch.equal(before[:, :6], after[:, :6])
    assert not torch.allclose(before[:, 6:], after[:, 6:])


@settings(max_examples=25, deadline=None)
@given(cuts=st.lists(st.integers(1, 4), min_size=1, max_size=4), seed=st.integers(0, 99))
def test_reading_in_pieces_with_a_cache_changes_nothing(cuts: list[int], seed: int) -> None:
    model = wild()
    n = min(sum(cuts), SHAPE.longest)
    ids = torch.randint(13, (2, n), generator=seeded(seed))
    cache, pieces, start = Cache(), [], 0
    with torch.no_grad():
        for cut in cuts:
            piece = ids[:, start : start + cut]
            if piece.shape[1]:
                pieces.append(model(piece, cache))
            start += cut
        torch.testing.assert_close(torch.cat(pieces, 1), model(ids), atol=1e-5, rtol=1e-4)
    assert len(cache) == n


@pytest.mark.parametrize("pick", [{"top_k": 1}, {"temperature": 0.8}, {"top_k": 5, "top_p": 0.9}])
@pytest.mark.parametrize("n", [0, 5, 20])
def test_the_cache_changes_no_token(model: GPT, pick: dict[str, float], n: int) -> None:
    prompt = torch.tensor([[1, 2, 3], [4, 5, 6]])
    with_cache = generate(model, prompt, n, Sampler(3, **pick))  # type: ignore[arg-type]
    without = generate(model, prompt, n, Sampler(3, **pick), use_cache=False)  # type: ignore[arg-type]
    assert torch.equal(with_cache, without)
    assert with_cache.shape == (2, 3 + n)
    assert torch.equal(with_cache[:, :3], prompt)


@given(
    logits=st.lists(st.floats(-5, 5), min_size=2, max_size=8),
    temperature=st.floats(0.2, 3),
    top_k=st.one_of(st.none(), st.integers(1, 10)),
    top_p=st.one_of(st.none(), st.floats(0.05, 1)),
)
def test_what_is_kept_is_a_distribution(
    logits: list[float], temperature: float, top_k: int | None, top_p: float | None
) -> None:
    scores = torch.tensor(logits, dtype=torch.float64)
    chances = next_probabilities(scores, temperature, top_k, top_p)
    assert chances.sum().item() == pytest.approx(1)
    assert chances[scores.argmax()] > 0
    assert int((chances > 0).sum()) <= (top_k or len(logits))
    kept = chances > 0
    if not bool(kept.all()):
        assert scores[kept].min() >= scores[~kept].max()


@pytest.mark.parametrize(("top_k", "top_p"), [(3, None), (None, 0.7), (5, 0.5)])
def test_the_librarys_filters_keep_the_same_tokens(top_k: int | None, top_p: float | None) -> None:
    process = pytest.importorskip("transformers.generation.logits_process")
    scores = torch.randn(4, 30, generator=seeded(8))
    theirs: Tensor = scores / 0.7
    if top_k:
        theirs = process.TopKLogitsWarper(top_k)(None, theirs)
    if top_p:
        theirs = process.TopPLogitsWarper(top_p)(None, theirs)
    torch.testing.assert_close(next_probabilities(scores, 0.7, top_k, top_p), theirs.softmax(-1))


def test_a_seed_gives_the_same_text_again(model: GPT) -> None:
    prompt = torch.tensor([[1]])
    first, second, other = (generate(model, prompt, 9, Sampler(seed, temperature=2.0)) for seed in (1, 1, 2))
    assert torch.equal(first, second)
    assert not torch.equal(first, other)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: GPTShape(13, 16, 3, 5, 12), "heads must divide the width 16, got 5"),
        (lambda: GPTShape(0, 16, 3, 4, 12), "vocabulary must be at least 1, got 0"),
        (lambda: wild()(torch.zeros(1, 13, dtype=torch.long)), "end within 12 places"),
        (lambda: wild()(torch.zeros(3, dtype=torch.long)), "shape"),
        (lambda: next_token_loss(torch.zeros(1, 3, 4), torch.zeros(1, 2)), "targets"),
        (lambda: Sampler(temperature=0.0), "temperature must be above 0, got 0.0"),
        (lambda: Sampler(top_k=0), "top_k must be at least 1, got 0"),
        (lambda: next_probabilities(torch.zeros(3), top_p=1.5), "top_p must be above 0 and at most 1, got 1.5"),
        (lambda: generate(wild(), torch.zeros(1, 0, dtype=torch.long), 1, Sampler()), "prompt must have shape"),
        (lambda: generate(wild(), torch.zeros(1, 1, dtype=torch.long), -1, Sampler()), "n must be at least 0, got -1"),
    ],
)
def test_mistakes_are_named(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        call()
