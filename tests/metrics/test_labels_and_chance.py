"""Labels, calibration, agreement, intervals and duels: properties, worked cases, and agreement with scikit-learn."""

from __future__ import annotations

import math
import warnings
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpbook.metrics import (
    accuracy_score,
    bootstrap_interval,
    bradley_terry,
    brier_score,
    chance_agreement,
    cohen_kappa,
    confusion_counts,
    distinct_n,
    elo_expected,
    elo_update,
    exact_match,
    expected_calibration_error,
    fleiss_kappa,
    greedy_matching,
    krippendorff_alpha,
    label_scores,
    macro_f1,
    matthews,
    mean_pass_at_k,
    micro_f1,
    normalize_answer,
    observed_agreement,
    paired_bootstrap,
    pass_at_k,
    reliability_bins,
    repeated_share,
    sign_flip_test,
    token_f1,
    wilson_interval,
)

LABEL_PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)
SURE = st.lists(
    st.tuples(st.one_of(st.floats(0, 1), st.sampled_from([i / 10 for i in range(11)])), st.booleans()),
    min_size=1,
    max_size=30,
)


def mean(values: object) -> float:
    return sum(values) / len(values)  # type: ignore[arg-type, call-overload]


# ---- labels


@settings(max_examples=100, deadline=None)
@given(LABEL_PAIRS)
def test_label_scores_agree_with_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    theirs = pytest.importorskip("sklearn.metrics")
    gold, predicted = map(list, zip(*pairs, strict=True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert accuracy_score(gold, predicted) == pytest.approx(theirs.accuracy_score(gold, predicted))
        macro = theirs.f1_score(gold, predicted, average="macro", zero_division=0)
        micro = theirs.f1_score(gold, predicted, average="micro", zero_division=0)
        assert macro_f1(gold, predicted) == pytest.approx(macro)
        assert micro_f1(gold, predicted) == pytest.approx(micro)
        assert matthews(gold, predicted) == pytest.approx(theirs.matthews_corrcoef(gold, predicted))
        scores = theirs.precision_recall_fscore_support(gold, predicted, labels=[1], zero_division=0)
        assert tuple(label_scores(gold, predicted, 1)) == pytest.approx([float(s[0]) for s in scores[:3]])


@settings(max_examples=100, deadline=None)
@given(LABEL_PAIRS, st.sampled_from(["none", "linear", "quadratic"]))
def test_kappa_agrees_with_scikit_learn(pairs: list[tuple[int, int]], weights: str) -> None:
    theirs = pytest.importorskip("sklearn.metrics")
    a, b = map(list, zip(*pairs, strict=True))
    if len({*a, *b}) == 1:
        assert cohen_kappa(a, b, weights) == 1.0  # scikit-learn divides by zero here
        return
    options = {"weights": None if weights == "none" else weights, "labels": [0, 1, 2, 3]}
    assert cohen_kappa(a, b, weights) == pytest.approx(theirs.cohen_kappa_score(a, b, **options), abs=1e-9)


@given(LABEL_PAIRS)
def test_kappa_is_agreement_beyond_chance(pairs: list[tuple[int, int]]) -> None:
    a, b = map(list, zip(*pairs, strict=True))
    observed, chance = observed_agreement(a, b), chance_agreement(a, b)
    if chance < 1:
        assert cohen_kappa(a, b) == pytest.approx((observed - chance) / (1 - chance), abs=1e-9)
    assert confusion_counts(a, b).total() == len(pairs)


def test_fleiss_kappa_of_his_own_kind_of_table() -> None:
    # Fourteen raters, ten items, five categories: the worked example that textbooks use.
    table = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    assert fleiss_kappa(table) == pytest.approx(0.210, abs=5e-4)


@given(st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=1, max_size=12))
def test_alpha_and_fleiss_differ_only_by_the_small_sample_term(ratings: list[list[int]]) -> None:
    table = [[row.count(label) for label in range(3)] for row in ratings]
    n = 3 * len(ratings)
    kappa, alpha = fleiss_kappa(table), krippendorff_alpha(ratings)
    if len({label for row in ratings for label in row}) > 1:
        assert 1 - alpha == pytest.approx((1 - kappa) * (n - 1) / n)
    else:
        assert kappa == alpha == 1.0


def test_alpha_skips_what_is_missing() -> None:
    full = [["a", "a"], ["b", "b"], ["a", "b"]]
    assert krippendorff_alpha([*full, ["a", None], [None, None]]) == krippendorff_alpha(full)


# ---- answers, code


def test_squad_answers() -> None:
    assert normalize_answer("An  Apple, the (red) one.") == "apple red one"
    assert exact_match("the Nile", "Nile!")
    assert token_f1("built in 1889", "1887 to 1889").f1 == pytest.approx(1 / 3)
    assert token_f1("the", "a") == (1.0, 1.0, 1.0)
    assert token_f1("the", "cat") == (0.0, 0.0, 0.0)
    assert token_f1("a b", "a c", normalize=False).f1 == 0.5


def test_pass_at_k_of_the_worked_example() -> None:
    assert pass_at_k(100, 20, 1) == pytest.approx(0.2)
    assert pass_at_k(100, 20, 10) == pytest.approx(1 - math.comb(80, 10) / math.comb(100, 10))
    assert round(pass_at_k(100, 20, 10), 2) == 0.90
    assert mean_pass_at_k([(10, 0), (10, 10)], 3) == 0.5


@given(st.integers(1, 7).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(1, n))))
def test_pass_at_k_counts_the_lucky_draws(numbers: tuple[int, int, int]) -> None:
    n, c, k = numbers
    draws = [any(place < c for place in drawn) for drawn in combinations(range(n), k)]
    assert pass_at_k(n, c, k) == pytest.approx(mean(draws))


# ---- calibration


@given(SURE, st.integers(1, 12))
def test_bins_lose_nobody(pairs: list[tuple[float, bool]], n_bins: int) -> None:
    sure, right = map(list, zip(*pairs, strict=True))
    bins = reliability_bins(sure, right, n_bins)
    assert sum(b.size for b in bins) == len(pairs)
    assert sum(b.size * b.accuracy for b in bins) == pytest.approx(sum(right))
    assert all(b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in bins)
    assert 0 <= expected_calibration_error(sure, right, n_bins) <= 1
    gap = abs(mean(sure) - mean(right))
    assert expected_calibration_error(sure, right, n_bins) >= gap - 1e-9  # one bin is the mildest judge


def test_upper_edges_belong_to_their_bin() -> None:
    bins = reliability_bins([0.0, 0.1, 0.3, 0.7, 1.0], [1, 1, 1, 1, 1], n_bins=10)
    assert [round(b.high, 1) for b in bins] == [0.1, 0.3, 0.7, 1.0]


@settings(max_examples=50, deadline=None)
@given(SURE)
def test_brier_agrees_with_scikit_learn(pairs: list[tuple[float, bool]]) -> None:
    theirs = pytest.importorskip("sklearn.metrics")
    sure, right = map(list, zip(*pairs, strict=True))
    if len(set(right)) == 2:
        assert brier_score(sure, right) == pytest.approx(theirs.brier_score_loss(right, sure))


# ---- intervals


def test_bootstrap_of_a_share_is_near_wilson() -> None:
    answers = [1] * 80 + [0] * 20
    drawn = bootstrap_interval(answers, mean, Random(28), rounds=2000)
    exact = wilson_interval(80, 100)
    assert drawn.estimate == exact.estimate == 0.8
    assert abs(drawn.low - exact.low) < 0.03 and abs(drawn.high - exact.high) < 0.03


def test_pairing_sees_what_two_intervals_hide() -> None:
    rng = Random(1)
    second = [rng.random() for _ in range(200)]
    first = [value + 0.02 for value in second]
    one, two = (bootstrap_interval(s, mean, Random(2), rounds=300) for s in (first, second))
    assert one.low < two.high  # the intervals overlap
    paired = paired_bootstrap(first, second, mean, Random(3), rounds=300)
    assert paired.low > 0 and paired.share_better == 1.0
    assert sign_flip_test(first, second, Random(4), rounds=300) < 0.01


def test_equal_systems_are_not_told_apart() -> None:
    scores = [0.1, 0.7, 0.3]
    assert paired_bootstrap(scores, scores, mean, Random(5), rounds=50) == (0, 0, 0, 0)
    assert sign_flip_test(scores, scores, Random(6), rounds=50) == 1.0


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_estimate(numbers: tuple[int, int]) -> None:
    estimate, low, high = wilson_interval(*numbers)
    assert 0 <= low <= estimate + 1e-12 and estimate - 1e-12 <= high <= 1 and low < high


# ---- duels, diversity, matching


def test_bradley_terry_finds_the_chances_of_the_duels() -> None:
    strength = {"a": 4.0, "b": 2.0, "c": 1.0}
    wins = {(x, y): 60 * strength[x] / (strength[x] + strength[y]) for x in strength for y in strength if x != y}
    ratings = bradley_terry(wins)
    assert sum(ratings.values()) == pytest.approx(0, abs=1e-9)
    for (x, y), n in wins.items():
        assert elo_expected(ratings[x], ratings[y]) == pytest.approx(n / 60)


@given(st.floats(0, 3000), st.floats(0, 3000), st.sampled_from([0, 0.5, 1]))
def test_elo_moves_points_but_makes_none(a: float, b: float, result: float) -> None:
    new_a, new_b = elo_update(a, b, result)
    assert new_a + new_b == pytest.approx(a + b)
    assert elo_expected(a, b) + elo_expected(b, a) == pytest.approx(1)


def test_diversity() -> None:
    loop = "and then and then and then".split()
    assert distinct_n([loop], 2) == 2 / 5 and repeated_share(loop, 2) == 3 / 5
    assert distinct_n([["a"]], 2) == repeated_share(["a"], 2) == 0.0


def test_greedy_matching_can_use_a_partner_twice() -> None:
    score = greedy_matching([[0.9, 0.1], [0.8, 0.2]])
    assert (score.precision, score.recall) == (pytest.approx(0.85), pytest.approx(0.55))
    assert greedy_matching([[-0.5]]).f1 == 0.0


@pytest.mark.parametrize(("call", "says"), [
    (lambda: accuracy_score([], []), "gold and predicted must be as many, at least 1, got 0 and 0"),
    (lambda: cohen_kappa([1], [1, 2]), "a and b must be as many, at least 1, got 1 and 2"),
    (lambda: cohen_kappa([1], [1], weights="cubic"), "weights must be one of none, linear, quadratic, got 'cubic'"),
    (lambda: fleiss_kappa([[1, 0], [1, 0]]), "one sum, at least 2, got sums [1]"),
    (lambda: krippendorff_alpha([["a", None]]), "an item with at least two labels, got none in 1 items"),
    (lambda: pass_at_k(0, 0, 1), "samples must be at least 1, got 0"),
    (lambda: pass_at_k(5, 6, 1), "correct must be from 0 to 5, got 6"),
    (lambda: pass_at_k(5, 1, 6), "k must be from 1 to 5, got 6"),
    (lambda: mean_pass_at_k([], 1), "at least one problem, got none"),
    (lambda: brier_score([1.2], [1]), "probabilities must be from 0 to 1, got 1.2"),
    (lambda: reliability_bins([float("nan")], [1]), "confidences must be from 0 to 1, got nan"),
    (lambda: reliability_bins([0.5], [1], 0), "n_bins must be at least 1, got 0"),
    (lambda: bootstrap_interval([], mean, Random(0)), "items must hold at least one item, got none"),
    (lambda: bootstrap_interval([1], mean, Random(0), level=1), "level must be above 0 and below 1, got 1"),
    (lambda: paired_bootstrap([1], [1], mean, Random(0), rounds=0), "rounds must be at least 1, got 0"),
    (lambda: wilson_interval(3, 2), "successes must be from 0 to 2, got 3"),
    (lambda: wilson_interval(1, 2, z=0), "z must be above 0, got 0"),
    (lambda: elo_update(1, 1, 2), "result must be from 0 to 1, got 2"),
    (lambda: elo_update(1, 1, 1, k=0), "k must be above 0, got 0"),
    (lambda: bradley_terry({("a", "b"): 1}), "a win and a loss of everybody"),
    (lambda: greedy_matching([]), "a table with equal rows, got rows of [] numbers"),
])  # fmt: skip
def test_wrong_arguments_are_named(call: object, says: str) -> None:
    with pytest.raises(ValueError) as caught:
        call()  # type: ignore[operator]
    assert says in str(caught.value)
