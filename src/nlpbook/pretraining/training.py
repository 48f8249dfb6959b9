"""Training a causal language model: the loop, and the measurement on held-out text."""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from nlpbook.pretraining.packing import pack, random_blocks
from nlpbook.pretraining.schedule import warmup_cosine
from nlpbook.transformer.gpt import GPT, next_token_loss

__all__ = ["History", "Plan", "mean_surprise", "train"]


@dataclass(frozen=True)
class Plan:
    """How to train.

    Attributes:
        steps: Updates of the weights, at least 1.
        batch: Blocks per step, B.
        length: Tokens per block, T.
        peak: Highest learning rate.
        warmup: Steps on the way up to it.
        floor: Lowest rate, as a share of the peak.
        decay: Weight decay of matrices; vectors have none.
        clip: Longest gradient; a longer one is shortened to that.
    """

    steps: int
    batch: int = 16
    length: int = 64
    peak: float = 3e-3
    warmup: int = 50
    floor: float = 0.1
    decay: float = 0.1
    clip: float = 1.0

    def rate(self, step: int) -> float:
        """Learning rate of a step, counted from 0."""
        return warmup_cosine(step, self.peak, self.warmup, self.steps, self.floor * self.peak)


@dataclass
class History:
    """What happened.

    Attributes:
        losses: Mean surprise of each step's batch, in nats.
        norms: Length of each step's gradient before it was cut.
    """

    losses: list[float] = field(default_factory=list)
    norms: list[float] = field(default_factory=list)


def train(
    model: GPT,
    stream: Tensor,
    plan: Plan,
    generator: torch.Generator,
) -> History:
    """Teach the model, in place, to guess the next token.

    Args:
        model: In train mode.
        stream: Token numbers, shape (N,), on the model's device.
        plan: How.
        generator: Draws the blocks; on the CPU.

    Returns:
        Loss and length of the gradient at each step.

    Raises:
        ValueError: The plan does not fit the stream or the model.

    Cost:
        About 6 operations per parameter and token.
    """
    optimiser = _optimiser(model, plan)
    history = History()
    for step in range(plan.steps):
        for group in optimiser.param_groups:
            group["lr"] = plan.rate(step)
        inputs, targets = random_blocks(
            stream, plan.batch, plan.length, generator
        )
        loss = next_token_loss(model(inputs), targets)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        norm = nn.utils.clip_grad_norm_(
            model.parameters(), plan.clip
        )
        optimiser.step()
        history.losses.append(loss.item())
        history.norms.append(norm.item())
    return history


def _optimiser(model: nn.Module, plan: Plan) -> torch.optim.AdamW:
    """AdamW with weight decay on matrices and tables only."""
    matrices = [p for p in model.parameters() if p.ndim >= 2]
    vectors = [p for p in model.parameters() if p.ndim < 2]
    groups = [{"params": matrices, "weight_decay": plan.decay}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=plan.peak, betas=(0.9, 0.95), fused=True)


@torch.no_grad()
def mean_surprise(model: GPT, stream: Tensor, length: int | None = None, batch: int = 64) -> float:
    """Average surprise per token of a text, in nats.

    The text is cut into blocks, and the model begins each one without knowing what came before: the number is a little
    higher than with full context everywhere.

    Args:
        model: Set to eval mode for the time of the call.
        stream: Token numbers, shape (N,).
        length: Tokens of a block; by default all that the model can see.
        batch: Blocks at once.

    Raises:
        ValueError: The stream is shorter than a block.
    """
    rows, nexts = pack(stream.tolist(), length or model.shape.longest)
    training = model.training
    model.eval()
    total = 0.0
    for first in range(0, len(rows), batch):
        inputs = torch.tensor(rows[first : first + batch], device=stream.device)
        targets = torch.tensor(nexts[first : first + batch], device=stream.device)
        total += next_token_loss(model(inputs), targets).item() * targets.numel()
    model.train(training)
    return total / (len(rows) * len(rows[0]))
