"""Ratings from duels: Elo, one game at a time, and Bradley-Terry, from all games at once."""

import math
from collections.abc import Mapping

from nlpbook.metrics.tokens import require_at_least_one

__all__ = ["bradley_terry", "elo_expected", "elo_update"]


def elo_expected(a: float, b: float) -> float:
    r"""Chance that a player rated `a` beats one rated `b`: $1 / (1 + 10^{(b - a) / 400})$.

    Source:
        Elo (1978), "The Rating of Chessplayers, Past and Present".

    Examples:
        >>> elo_expected(1500, 1500)
        0.5
        >>> round(elo_expected(1600, 1500), 2)
        0.64
    """
    return 1 / (1 + 10 ** ((b - a) / 400))


def elo_update(a: float, b: float, result: float, k: float = 32.0) -> tuple[float, float]:
    """Both ratings after one game: the surprise of the result moves them, in opposite directions.

    Args:
        a: Rating of the first player.
        b: Rating of the second player.
        result: Of the first player: 1 won, 0 lost, 0.5 drawn.
        k: Largest move in points, above 0.

    Raises:
        ValueError: The result is outside 0 to 1, or k is not above 0.

    Examples:
        >>> elo_update(1500, 1500, 1)
        (1516.0, 1484.0)
    """
    if not 0 <= result <= 1:
        raise ValueError(f"result must be from 0 to 1, got {result}")
    if not k > 0:
        raise ValueError(f"k must be above 0, got {k}")
    move = k * (result - elo_expected(a, b))
    return a + move, b - move


def bradley_terry(wins: Mapping[tuple[str, str], float], rounds: int = 200) -> dict[str, float]:
    r"""Ratings under which the duels that were seen are most likely: $P(i \text{ beats } j) = w_i / (w_i + w_j)$.

    Args:
        wins: (winner, loser) to number of duels; half a win for each side is a draw.
        rounds: Steps of the iteration.

    Returns:
        Player to rating on Elo's scale, $400 \log_{10} w$, with mean 0, in alphabetical order.

    Raises:
        ValueError: No duel, a negative count, or someone who never won or never lost: no finite rating fits. (Two
            groups that never met are not noticed; their ratings cannot be compared.)

    Cost:
        `rounds` passes over the pairs that met.

    Source:
        Bradley and Terry (1952); the iteration is Hunter (2004), "MM algorithms for generalized Bradley-Terry models".

    Examples:
        >>> ratings = bradley_terry({("a", "b"): 3, ("b", "a"): 1})
        >>> round(elo_expected(ratings["a"], ratings["b"]), 3)
        0.75
    """
    require_at_least_one("rounds", rounds)
    players = sorted({name for pair in wins for name in pair})
    won = {name: sum(n for (winner, _), n in wins.items() if winner == name) for name in players}
    lost = {name: sum(n for (_, loser), n in wins.items() if loser == name) for name in players}
    if not players or min(wins.values()) < 0 or min(won.values()) <= 0 or min(lost.values()) <= 0:
        raise ValueError(f"wins must hold a win and a loss of everybody, got wins {won} and losses {lost}")
    strength = dict.fromkeys(players, 1.0)
    for _ in range(rounds):
        faced = dict.fromkeys(players, 0.0)
        for (winner, loser), n in wins.items():
            share = n / (strength[winner] + strength[loser])
            faced[winner] += share
            faced[loser] += share
        strength = {name: won[name] / faced[name] for name in players}
        middle = math.exp(sum(map(math.log, strength.values())) / len(players))
        strength = {name: value / middle for name, value in strength.items()}
    return {name: 400 * math.log10(value) for name, value in strength.items()}
