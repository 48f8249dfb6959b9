"""The unigram model: every piece has a chance, and a word is cut where the product of the chances is greatest."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

__all__ = ["em_step", "expected_counts", "learn_unigram", "prune", "seed_pieces", "segment", "segmentations"]

LogChances = Mapping[str, float]


def segmentations(word: str, log_chances: LogChances) -> Iterator[tuple[list[str], float]]:
    """Every way to cut the word into known pieces, each with its log-probability. Up to 2^(letters - 1) ways.

    Examples:
        >>> [pieces for pieces, _ in segmentations("ab", {"a": -1.0, "b": -1.0, "ab": -3.0})]
        [['a', 'b'], ['ab']]
    """
    if not word:
        yield [], 0.0
    for end in range(1, len(word) + 1):
        piece = word[:end]
        if piece in log_chances:
            for rest, value in segmentations(word[end:], log_chances):
                yield [piece, *rest], log_chances[piece] + value


def segment(
    word: str,
    log_chances: LogChances,
) -> tuple[list[str], float]:
    """The most probable way to cut a word (Viterbi's algorithm).

    For each place, the best cut of everything before it is the best
    last piece after the best cut of the rest: left to right, once.

    Args:
        word: The letters to cut.
        log_chances: Each piece with its log-probability.

    Returns:
        The pieces, and the sum of their log-probabilities.

    Raises:
        ValueError: No pieces cover the word.

    Examples:
        >>> segment("hugs", {"h": -3, "ug": -1, "hug": -2, "s": -1})
        (['hug', 's'], -3.0)
    """
    best = [0.0] + [-math.inf] * len(word)  # of word[:end]
    back = [0] * (len(word) + 1)  # where the last piece begins
    longest = max(map(len, log_chances), default=0)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - longest), end):
            chance = log_chances.get(word[start:end], -math.inf)
            if best[start] + chance > best[end]:
                best[end] = best[start] + chance
                back[end] = start
    if best[-1] == -math.inf:
        raise _not_covered(word)
    pieces: list[str] = []
    end = len(word)
    while end > 0:
        pieces.append(word[back[end] : end])
        end = back[end]
    return pieces[::-1], best[-1]


def expected_counts(frequencies: Mapping[str, int], log_chances: LogChances) -> tuple[dict[str, float], float]:
    """How often each piece is used, all cuts of each word weighted by their probability, and the log-likelihood.

    Forward sums come from the left, backward sums from the right; what passes through a piece is their product.

    Raises:
        ValueError: No pieces cover a word.

    Examples:
        >>> counts, _ = expected_counts({"ab": 4}, {p: math.log(0.5) for p in ("a", "b", "ab")})
        >>> {piece: round(count, 3) for piece, count in sorted(counts.items())}
        {'a': 1.333, 'ab': 2.667, 'b': 1.333}
    """
    counts: defaultdict[str, float] = defaultdict(float)
    total = 0.0
    longest = max(map(len, log_chances), default=0)
    for word, frequency in frequencies.items():
        edges = [
            (start, end, log_chances[word[start:end]])
            for end in range(1, len(word) + 1)
            for start in range(max(0, end - longest), end)
            if word[start:end] in log_chances
        ]
        forward = [0.0] + [-math.inf] * len(word)
        for start, end, chance in edges:
            forward[end] = _log_add(forward[end], forward[start] + chance)
        if forward[-1] == -math.inf:
            raise _not_covered(word)
        backward = [-math.inf] * len(word) + [0.0]
        for start, end, chance in sorted(edges, key=lambda edge: -edge[0]):
            backward[start] = _log_add(backward[start], backward[end] + chance)
        for start, end, chance in edges:
            through = forward[start] + chance + backward[end] - forward[-1]
            if through > -math.inf:
                counts[word[start:end]] += frequency * math.exp(through)
        total += frequency * forward[-1]
    return dict(counts), total


def em_step(frequencies: Mapping[str, int], log_chances: LogChances) -> tuple[dict[str, float], float]:
    """One round of training: count the uses of each piece under the present chances, and make them the new chances.

    Returns:
        The new log-probabilities, which sum to 1 as probabilities, and the log-likelihood of the words before the
        step; it never falls from one step to the next.

    Source:
        Kudo (2018), section 3.2; expectation-maximisation: Dempster, Laird and Rubin (1977).
    """
    counts, likelihood = expected_counts(frequencies, log_chances)
    total = math.fsum(counts.values())
    return {piece: math.log(count / total) for piece, count in counts.items() if count / total > 0}, likelihood


def seed_pieces(frequencies: Mapping[str, int], n_pieces: int, longest: int = 8) -> dict[str, float]:
    """A large first vocabulary: all characters, and the substrings that cover the most letters.

    Raises:
        ValueError: A size is below 1.
    """
    if n_pieces < 1 or longest < 1:
        raise ValueError(f"n_pieces and longest must be at least 1, got {n_pieces} and {longest}")
    counts: Counter[str] = Counter()
    for word, frequency in frequencies.items():
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + longest) + 1):
                counts[word[start:end]] += frequency
    characters = [piece for piece in counts if len(piece) == 1]
    others = sorted((p for p in counts if len(p) > 1), key=lambda p: (-counts[p] * len(p), p))
    kept = characters + others[: max(0, n_pieces - len(characters))]
    total = sum(counts[piece] for piece in kept)
    return {piece: math.log(counts[piece] / total) for piece in kept}


def prune(frequencies: Mapping[str, int], log_chances: LogChances, n_pieces: int) -> dict[str, float]:
    """Drop the pieces whose loss the text would feel least; single characters always stay.

    The loss of a piece: its expected uses, times what its best replacement by other pieces costs in log-probability.
    """
    counts, _ = expected_counts(frequencies, log_chances)
    loss: dict[str, float] = {}
    for piece, chance in log_chances.items():
        if len(piece) > 1:
            others = {p: value for p, value in _parts(piece, log_chances).items() if p != piece}
            loss[piece] = counts.get(piece, 0.0) * (chance - segment(piece, others)[1])
    characters = [piece for piece in log_chances if len(piece) == 1]
    kept = sorted(loss, key=lambda piece: (-loss[piece], piece))[: max(0, n_pieces - len(characters))]
    total = math.log(math.fsum(math.exp(log_chances[piece]) for piece in [*characters, *kept]))
    return {piece: log_chances[piece] - total for piece in [*characters, *kept]}


def learn_unigram(
    frequencies: Mapping[str, int], n_pieces: int, *, n_seed: int | None = None, rounds: int = 2
) -> dict[str, float]:
    """Train from many pieces down to few: estimate, drop a quarter, and again until `n_pieces` are left.

    Args:
        frequencies: Word to how often it occurs.
        n_pieces: Size of the vocabulary; never below the number of different characters.
        n_seed: Size of the first vocabulary, by default ten times as many.
        rounds: Steps of estimation before each pruning, at least 1.

    Returns:
        Each piece with its log-probability.

    Raises:
        ValueError: A size is below 1.
    """
    if n_pieces < 1 or rounds < 1:
        raise ValueError(f"n_pieces and rounds must be at least 1, got {n_pieces} and {rounds}")
    chances = seed_pieces(frequencies, n_seed or 10 * n_pieces)
    characters = {letter for word in frequencies for letter in word}
    while True:
        for _ in range(rounds):
            estimated, _ = em_step(frequencies, chances)
            floor = min(estimated.values())
            chances = estimated | {c: floor for c in characters if c not in estimated}  # no letter gets lost
        target = max(n_pieces, len(characters))
        if len(chances) <= target:
            return chances
        chances = prune(frequencies, chances, max(target, int(0.75 * len(chances))))


def _parts(word: str, log_chances: LogChances) -> dict[str, float]:
    """The pieces that stand somewhere in the word."""
    spans = (word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1))
    return {span: log_chances[span] for span in spans if span in log_chances}


def _not_covered(word: str) -> ValueError:
    """What to raise when no row of pieces makes up the word."""
    return ValueError(f"log_chances must hold pieces that cover the word, got none for {word!r}")


def _log_add(a: float, b: float) -> float:
    """log(exp(a) + exp(b)) without overflow."""
    high, low = max(a, b), min(a, b)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
