"""Writing with a trained model: the best symbol at each step, or a few beginnings kept side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from nlpbook.recurrent.decoder import Memory
from nlpbook.recurrent.pairs import END, START
from nlpbook.recurrent.translator import Translator

__all__ = ["Written", "beam_search", "write"]


@dataclass(frozen=True)
class Written:
    """What a model wrote.

    Attributes:
        symbols: The target, without the end mark.
        log_chance: Natural logarithm of its probability, the end mark included; at most 0.
        weights: For each step, the attention to each place of the source, the step of the end mark included; empty
            without attention.
    """

    symbols: tuple[str, ...]
    log_chance: float
    weights: list[list[float]]


def write(translator: Translator, sources: Sequence[Sequence[str]], *, limit: int = 30) -> list[Written]:
    """Write a target for each source, taking the most probable symbol at each step (greedy).

    Args:
        translator: A trained model.
        sources: At least one, none empty.
        limit: Steps after which writing stops, end mark or not; at least 1.

    Raises:
        ValueError: An argument is out of range, or a symbol unknown.
    """
    require_limit(limit)
    with torch.no_grad():
        memory, state = begin(translator, sources)
        symbol = torch.full((len(sources),), START, device=translator.device)
        ids, gains, weights = [], [], []
        for _ in range(limit):
            logits, state, looked = translator.model.decoder.step(symbol, state, memory)
            gain, symbol = torch.log_softmax(logits, dim=-1).max(dim=-1)
            ids.append(symbol)
            gains.append(gain)
            if looked is not None:
                weights.append(looked)
    columns = torch.stack(ids, dim=1).tolist()
    chances = torch.stack(gains, dim=1).tolist()
    looks = torch.stack(weights, dim=1).tolist() if weights else [[] for _ in sources]
    return [
        finish(translator, row, sum(chances[place][: steps(row)]), looks[place], len(sources[place]))
        for place, row in enumerate(columns)
    ]


def beam_search(translator: Translator, source: Sequence[str], width: int, *, limit: int = 30) -> list[Written]:
    """Keep the `width` most probable beginnings at each step; stop when as many are finished.

    Args:
        translator: A trained model.
        source: One source, not empty.
        width: Beginnings kept, at least 1; 1 is the same as writing greedily.
        limit: Steps after which unfinished ones are taken as they are.

    Returns:
        At most `width` targets, the most probable first; not corrected for length. At equal chances, the one that was
        found first.

    Raises:
        ValueError: An argument is out of range, or a symbol unknown.

    Cost:
        `width` times that of writing greedily.
    """
    require_limit(limit)
    if width < 1:
        raise ValueError(f"width must be at least 1, got {width}")
    done: list[tuple[float, list[int], list[list[float]]]] = []
    with torch.no_grad():
        memory, state = begin(translator, [source])
        live: list[tuple[float, list[int], list[list[float]]]] = [(0.0, [], [])]
        for _ in range(limit):
            last = torch.tensor([ids[-1] if ids else START for _, ids, _ in live], device=translator.device)
            rows = torch.zeros(len(live), dtype=torch.long, device=translator.device)
            logits, state, looked = translator.model.decoder.step(last, state, memory.rows(rows))
            gains = torch.log_softmax(logits, dim=-1)
            seen = looked.tolist() if looked is not None else [[] for _ in live]
            best = extend([chance for chance, _, _ in live], gains, width - len(done))
            grown = [(chance, [*live[row][1], symbol], [*live[row][2], seen[row]]) for chance, row, symbol in best]
            done += [kept for kept in grown if kept[1][-1] == END]
            going = [place for place, kept in enumerate(grown) if kept[1][-1] != END]
            if not going or len(done) >= width:
                break
            live = [grown[place] for place in going]
            state = state[torch.tensor([best[place][1] for place in going], device=translator.device)]
        else:
            done += live[: width - len(done)]
    done.sort(key=lambda kept: -kept[0])
    return [finish(translator, ids, chance, looks, len(source)) for chance, ids, looks in done]


def extend(chances: Sequence[float], gains: Tensor, keep: int) -> list[tuple[float, int, int]]:
    """The best `keep` of all beginnings with one more symbol: log chance, row and symbol."""
    totals = torch.tensor(chances, device=gains.device, dtype=gains.dtype).unsqueeze(1) + gains  # (rows, V)
    values, places = totals.flatten().topk(min(keep, totals.numel()))
    size = gains.shape[1]
    return [(value, place // size, place % size) for value, place in zip(values.tolist(), places.tolist(), strict=True)]


def begin(translator: Translator, sources: Sequence[Sequence[str]]) -> tuple[Memory, Tensor]:
    """Read the sources: the memory, and the decoder's first state."""
    batch = translator.batch([(source, ()) for source in sources])
    memory = translator.model.read(batch.source, batch.real)
    return memory, translator.model.decoder.first_state(memory)


def finish(
    translator: Translator, ids: Sequence[int], chance: float, looks: Sequence[Sequence[float]], length: int
) -> Written:
    """What was written, with the attention to padding and to steps after the end cut off."""
    rows = [list(row[:length]) for row in looks[: steps(ids)] if len(row)]
    return Written(translator.target.names(ids), chance, rows)


def steps(ids: Sequence[int]) -> int:
    """Steps up to the end mark, which counts; all of them if there is none."""
    return ids.index(END) + 1 if END in ids else len(ids)


def require_limit(limit: int) -> None:
    """Raise ValueError unless there is a step."""
    if limit < 1:
        raise ValueError(f"limit must be at least 1, got {limit}")
