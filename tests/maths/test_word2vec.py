"""Word2vec by hand: chances, losses, gradients, noise, subsampling and trees."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpbook import maths

number = st.floats(-3, 3, allow_nan=False)
vector = st.lists(number, min_size=3, max_size=3)
table = st.lists(vector, min_size=2, max_size=6)
counts = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(1, 50), min_size=2, max_size=12)
STEP = 1e-5


def slope(loss, values: list[float]) -> list[float]:  # type: ignore[no-untyped-def]
    """The gradient by small steps to both sides."""
    found = []
    for place in range(len(values)):
        up, down = list(values), list(values)
        up[place] += STEP
        down[place] -= STEP
        found.append((loss(up) - loss(down)) / (2 * STEP))
    return found


@given(vector, table)
def test_the_chances_of_all_neighbours_sum_to_one(centre: list[float], contexts: list[list[float]]) -> None:
    chances = maths.skip_gram_probabilities(centre, contexts)
    assert math.fsum(chances) == pytest.approx(1.0)
    assert maths.skip_gram_loss(centre, contexts, 1) == pytest.approx(-math.log(chances[1]))


@given(vector, table)
def test_the_softmax_gradients_are_those_of_the_loss(centre: list[float], contexts: list[list[float]]) -> None:
    by_steps = slope(lambda v: maths.skip_gram_loss(v, contexts, 0), centre)
    assert maths.skip_gram_gradient(centre, contexts, 0) == pytest.approx(by_steps, abs=1e-5)
    for word, gradient in enumerate(maths.skip_gram_context_gradients(centre, contexts, 0)):
        changed = slope(
            lambda u, word=word: maths.skip_gram_loss(centre, [*contexts[:word], u, *contexts[word + 1 :]], 0),
            contexts[word],
        )
        assert gradient == pytest.approx(changed, abs=1e-5)


@given(vector, vector, table)
def test_the_negative_sampling_gradients_are_those_of_the_loss(
    centre: list[float], context: list[float], negatives: list[list[float]]
) -> None:
    assert maths.sgns_centre_gradient(centre, context, negatives) == pytest.approx(
        slope(lambda v: maths.sgns_loss(v, context, negatives), centre), abs=1e-5
    )
    assert maths.sgns_context_gradient(centre, context) == pytest.approx(
        slope(lambda u: maths.sgns_loss(centre, u, negatives), context), abs=1e-5
    )
    assert maths.sgns_negative_gradient(centre, negatives[0]) == pytest.approx(
        slope(lambda u: maths.sgns_loss(centre, context, [u, *negatives[1:]]), negatives[0]), abs=1e-5
    )


@given(vector, vector, table)
def test_a_small_step_never_raises_the_loss(
    centre: list[float], context: list[float], negatives: list[list[float]]
) -> None:
    before = maths.sgns_loss(centre, context, negatives)
    after = maths.sgns_loss(*maths.sgns_step(centre, context, negatives, rate=1e-4))
    assert after <= before + 1e-9


def test_the_workbooks_example() -> None:
    contexts = [[1, 1], [0, 1], [1, 0], [-1, 0], [0, -1]]
    assert maths.skip_gram_probabilities([1, 0], contexts)[0] == pytest.approx(0.348, abs=5e-4)
    assert maths.skip_gram_gradient([1, 0], contexts, 0)[0] == pytest.approx(-0.351, abs=5e-4)
    assert maths.sgns_loss_of_scores(2.0, [-0.5, 0.3]) == pytest.approx(1.4554, abs=5e-5)


@given(counts)
def test_three_quarters_lift_the_rare_words(occurrences: dict[str, int]) -> None:
    noise = maths.noise_distribution(occurrences)
    assert math.fsum(noise.values()) == pytest.approx(1.0)
    total = sum(occurrences.values())
    for low, high in pairwise(sorted(occurrences, key=lambda word: occurrences[word])):
        lift_low, lift_high = (noise[word] * total / occurrences[word] for word in (low, high))
        assert lift_low >= lift_high - 1e-12
    assert len({round(p, 12) for p in maths.noise_distribution(occurrences, power=0).values()}) == 1


@given(st.floats(1e-6, 1.0), st.floats(1e-6, 1e-2))
def test_keeping_and_discarding_make_one(share: float, threshold: float) -> None:
    keep = maths.keep_probability(share, threshold)
    assert 0 < keep <= 1
    assert keep + maths.discard_probability(share, threshold) == pytest.approx(1.0)
    assert keep <= maths.keep_probability_in_code(share, threshold) <= 1
    if share <= threshold:
        assert keep == 1


def test_the_most_frequent_word_of_the_slides() -> None:
    assert maths.discard_probability(0.07, 1e-5) == pytest.approx(0.988, abs=5e-4)


@given(counts)
def test_huffman_codes_are_free_of_prefixes_and_short_for_frequent_words(occurrences: dict[str, int]) -> None:
    codes = maths.huffman_codes(occurrences)
    assert math.fsum(2.0 ** -len(code) for code in codes.values()) == pytest.approx(1.0)
    assert not any(b.startswith(a) for a, b in pairwise(sorted(codes.values())))
    for rare, frequent in pairwise(sorted(codes, key=lambda word: occurrences[word])):
        if occurrences[rare] < occurrences[frequent]:
            assert len(codes[rare]) >= len(codes[frequent])
    total = sum(occurrences.values())
    entropy = maths.entropy([n / total for n in occurrences.values()])
    assert entropy - 1e-9 <= maths.mean_code_length(occurrences, codes) < entropy + 1


@given(counts, vector, st.randoms(use_true_random=False))
def test_all_walks_through_the_tree_sum_to_one(occurrences: dict[str, int], centre: list[float], chance) -> None:  # type: ignore[no-untyped-def]
    paths = maths.huffman_paths(maths.huffman_codes(occurrences))
    nodes = [[chance.uniform(-2, 2) for _ in centre] for _ in range(len(occurrences) - 1)]
    assert {node for path in paths.values() for node, _ in path} == set(range(len(nodes)))
    total = math.fsum(math.exp(maths.path_log_probability(centre, nodes, path)) for path in paths.values())
    assert total == pytest.approx(1.0)


@pytest.mark.parametrize(("n", "depth"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (50_000, 16), (65_537, 17)])
def test_depth_of_a_balanced_tree(n: int, depth: int) -> None:
    assert maths.balanced_depth(n) == depth


@pytest.mark.parametrize(("call", "message"), [
    (lambda: maths.skip_gram_loss([1], [[1]], 1), "observed must be a place from 0 to 0, got 1"),
    (lambda: maths.skip_gram_probabilities([1], []), "contexts must hold the vector of at least one word"),
    (lambda: maths.sgns_loss([1], [1], []), "negatives must hold at least one word"),
    (lambda: maths.sgns_step([1], [1], [[1]], 0), "rate must be above 0, got 0"),
    (lambda: maths.noise_distribution({"a": 0}), "counts must all be above 0"),
    (lambda: maths.keep_probability(0), "share must be above 0 and at most 1, got 0"),
    (lambda: maths.discard_probability(0.1, 0), "threshold must be above 0, got 0"),
    (lambda: maths.huffman_codes({"a": 1}), "counts must hold at least two words"),
    (lambda: maths.path_log_probability([1], [[1]], [(1, 0)]), "path must lead through nodes 0 to 0"),
    (lambda: maths.mean_vector([]), "vectors must be at least one"),
    (lambda: maths.balanced_depth(0), "n_words must be at least 1, got 0"),
])
def test_mistakes_are_named(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=message):
        call()
