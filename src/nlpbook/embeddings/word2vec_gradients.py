r"""Losses of the word2vec models for many pairs at once, their gradients written by hand and tested against autograd.

The by-hand versions for a single pair are `nlpbook.maths.skip_gram_gradient` and `nlpbook.maths.sgns_centre_gradient`.
All gradients are those of a loss: subtract them.
"""

import torch
from torch import Tensor
from torch.nn.functional import log_softmax, logsigmoid

__all__ = ["cbow_step", "full_softmax_step", "negative_sampling_step", "skip_gram_step"]


def full_softmax_step(centres: Tensor, table: Tensor, observed: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    r"""Skip-gram with the full softmax: summed loss, and the gradients for the centres and for every context vector.

    Args:
        centres: Vectors of B centre words, shape (B, D).
        table: Context vectors of all words, shape (V, D).
        observed: Row of the word seen near each centre, shape (B,).

    Returns:
        Loss in nats, shape (); gradient of the centres, (B, D); gradient of the table, (V, D).

    Cost:
        B * V dot products.
    """
    logs = log_softmax(centres @ table.T, dim=1)  # (B, V)
    rows = torch.arange(len(observed), device=observed.device)
    error = logs.exp()
    error[rows, observed] -= 1.0  # expected minus observed
    return -logs[rows, observed].sum(), error @ table, error.T @ centres


def negative_sampling_step(
    centres: Tensor, contexts: Tensor, negatives: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    r"""Skip-gram with negative sampling, every pair with noise words of its own.

    Args:
        centres: Vectors of B centre words, shape (B, D).
        contexts: Context vectors of the words seen near them, shape (B, D).
        negatives: Context vectors of K noise words for each pair, shape (B, K, D).

    Returns:
        Summed loss in nats, shape (); gradients of the three arguments, in their shapes.

    Cost:
        B * (K + 1) dot products.
    """
    good = (centres * contexts).sum(dim=1)  # (B,)
    bad = torch.einsum("bd,bkd->bk", centres, negatives)
    loss = -logsigmoid(good).sum() - logsigmoid(-bad).sum()
    pull = (torch.sigmoid(good) - 1.0)[:, None]  # (B, 1), below 0
    push = torch.sigmoid(bad)  # (B, K), above 0
    to_centres = pull * contexts + torch.einsum("bk,bkd->bd", push, negatives)
    return loss, to_centres, pull * centres, push[..., None] * centres[:, None, :]


def skip_gram_step(
    v: Tensor, u: Tensor, noise: Tensor, near: Tensor, k: int
) -> tuple[Tensor, Tensor, Tensor]:
    r"""Gradients of B blocks of text, as products of matrices.

    All pairs of a block share their noise words, each counted
    less. So nearly all the work is in six products of matrices.

    Args:
        v: Centre vectors of the words, shape (B, T, D).
        u: Context vectors of the same words, shape (B, T, D).
        noise: Context vectors of N noise words, shape (N, D).
        near: 1 where the word in column j stands in the window of
            the word in row i, else 0; shape (B, T, T).
        k: Noise words that each pair pays for.

    Returns:
        Gradients for v, u and noise, in their shapes.

    Source:
        Ji, Satish, Li and Dubey (2016), sharing noise in a window.
    """
    pull = (torch.sigmoid(v @ u.mT) - 1) * near  # (B, T, T)
    share = near.sum(-1, keepdim=True) * (k / len(noise))
    push = torch.sigmoid(v @ noise.T) * share  # (B, T, N)
    to_v = pull @ u + push @ noise
    to_noise = push.flatten(0, 1).mT @ v.flatten(0, 1)
    return to_v, pull.mT @ v, to_noise


def cbow_step(v: Tensor, u: Tensor, noise: Tensor, near: Tensor, k: int) -> tuple[Tensor, Tensor, Tensor]:
    r"""As `skip_gram_step`, for CBOW: the mean of the vectors in a window guesses the word in its middle.

    Args:
        v: Vectors of the words as members of a window, shape (B, T, D).
        u: Vectors of the same words as the word to guess, shape (B, T, D).
        noise: Vectors of N noise words to be told from it, shape (N, D).
        near: As in `skip_gram_step`, shape (B, T, T).
        k: Noise words that each guess pays for.

    Returns:
        Gradients for v, u and noise, in their shapes.
    """
    size = near.sum(-1, keepdim=True)  # (B, T, 1), words in each window
    weights = near / size.clamp(min=1.0)
    used = (size > 0).to(v.dtype)
    mean = weights @ v  # (B, T, D)
    pull = (torch.sigmoid((mean * u).sum(-1, keepdim=True)) - 1.0) * used
    push = torch.sigmoid(mean @ noise.T) * used * (k / len(noise))  # (B, T, N)
    to_mean = pull * u + push @ noise
    return weights.mT @ to_mean, pull * mean, push.flatten(0, 1).mT @ mean.flatten(0, 1)


def step_loss(
    v: Tensor, u: Tensor, noise: Tensor, near: Tensor, k: int, *, cbow: bool = False
) -> tuple[Tensor, Tensor]:
    """What the two steps above lower: the summed loss in nats, and how many guesses it is the sum of."""
    size = near.sum(-1, keepdim=True)
    heads, weights = (near / size.clamp(min=1.0) @ v, (size > 0).to(v.dtype)) if cbow else (v, size)
    bad = -(logsigmoid(-(heads @ noise.T)) * weights).sum() * (k / len(noise))
    if cbow:
        return bad - (logsigmoid((heads * u).sum(-1, keepdim=True)) * weights).sum(), weights.sum()
    return bad - (logsigmoid(v @ u.mT) * near).sum(), weights.sum()
