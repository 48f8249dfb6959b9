"""Fine-tuning learns a rule that can be learnt, changes the encoder, and repeats itself."""

from __future__ import annotations

import pytest
import torch

from nlpbook.pretraining.fine_tuning import TextClassifier, fine_tune, predict
from nlpbook.pretraining.word_rows import WordRows, draw_gaps, fixed_gaps
from nlpbook.transformer import Encoder, EncoderShape, initialise

SHAPE = EncoderShape(vocabulary=12, width=8, layers=1, heads=2, inner=16, longest=8)
ROWS = [[2, word, other, 3][: 3 + other % 2] for word in (5, 6) for other in (7, 8, 9, 10)] * 4
CLASSES = [row[1] - 5 for row in ROWS]


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def fresh() -> TextClassifier:
    encoder = Encoder(SHAPE)
    initialise(encoder, seeded(0), std=0.3)
    return TextClassifier(encoder, 2, seeded(1))


def test_it_learns_and_moves_the_encoder() -> None:
    model = fresh()
    before = model.encoder.tokens.weight.detach().clone()
    losses = fine_tune(model, ROWS, CLASSES, epochs=20, rate=1e-2, generator=seeded(2), size=8)
    assert len(losses) == 20
    assert losses[-1] < 0.3 < losses[0]
    assert predict(model, ROWS) == CLASSES
    assert not torch.equal(before, model.encoder.tokens.weight)


def test_it_repeats_itself() -> None:
    runs = [fine_tune(fresh(), ROWS, CLASSES, epochs=2, rate=1e-3, generator=seeded(2)) for _ in range(2)]
    assert runs[0] == runs[1]


def test_bad_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="rows and classes must have one length, at least 1, got 32 and 1"):
        fine_tune(fresh(), ROWS, [0], epochs=1, rate=1e-3, generator=seeded(0))
    with pytest.raises(ValueError, match="epochs and size must be at least 1"):
        fine_tune(fresh(), ROWS, CLASSES, epochs=0, rate=1e-3, generator=seeded(0))


def test_gaps_for_training_and_for_comparing() -> None:
    sentences = [["a", "b", "c", "d"], ["b", "c"], ["c", "a", "b"]] * 20
    rows = WordRows(sentences, size=8)  # d is unknown
    masked, allowed = draw_gaps(rows, sentences, 16, seeded(0), rate=0.5)
    assert masked.inputs.shape[0] == 16
    assert allowed.shape == (16, 1, 1, masked.inputs.shape[1])
    assert not set(masked.labels[masked.chosen].tolist()) & rows.special
    first, second = ([m.inputs.tolist() for m, _ in fixed_gaps(rows, sentences, rate=0.5)] for _ in range(2))
    assert first == second
    for masked, _ in fixed_gaps(rows, sentences, rate=0.5, size=7):
        assert (masked.inputs[masked.chosen] == rows.ids["[MASK]"]).all()
    with pytest.raises(ValueError, match="must be at least 1, got 0"):
        draw_gaps(rows, sentences, 0, seeded(0))
    with pytest.raises(ValueError, match="size must be at least 1, got 0"):
        next(fixed_gaps(rows, sentences, size=0))
