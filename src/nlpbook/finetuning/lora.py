r"""LoRA: beside a frozen linear map, a second one of low rank that is trained, $h = W x + \frac{\alpha}{r} B A x$."""

import math
from collections.abc import Iterable, Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["LoRALinear", "add_lora", "lora_layers", "merge_all"]


class LoRALinear(nn.Module):
    """A linear map that is frozen, and its low-rank update.

    A is drawn as torch draws the weights of a linear map, B is zero: at the start the update is zero and the map does
    what it did before.

    Attributes:
        base: The linear map, frozen. While merged, its weight holds the update.
        down: A, shape (r, d_in), trained.
        up: B, shape (d_out, r), trained.
        scale: alpha / r.
        merged: Whether the update has been added to the base.
    """

    def __init__(self, base: nn.Linear, rank: int, alpha: float, generator: torch.Generator) -> None:
        """Freeze a linear map and give it an update.

        Args:
            base: The map, d_in to d_out; kept, not copied, and frozen.
            rank: r, from 1 to the smaller of d_in and d_out.
            alpha: Above 0; the update is multiplied by alpha / r.
            generator: Seeded, on the device of the map.

        Raises:
            ValueError: The rank or alpha is out of range.

        Source:
            Hu et al. (2022), "LoRA: Low-rank adaptation of large language models", section 4.1.
        """
        super().__init__()
        if not 1 <= rank <= min(base.in_features, base.out_features):
            raise ValueError(f"rank must be from 1 to {min(base.in_features, base.out_features)}, got {rank}")
        if not alpha > 0:
            raise ValueError(f"alpha must be above 0, got {alpha}")
        self.base = base.requires_grad_(False)
        like = base.weight
        self.down = nn.Parameter(like.new_empty(rank, base.in_features))
        self.up = nn.Parameter(like.new_zeros(base.out_features, rank))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5), generator=generator)
        self.scale = alpha / rank
        self.merged = False

    def forward(self, x: Tensor) -> Tensor:
        """Shape (..., d_in) to (..., d_out). Vectors are rows here, so W x becomes x W^T."""
        out: Tensor = self.base(x)
        if self.merged:
            return out
        low = functional.linear(x, self.down)  # (..., r)
        return out + self.scale * functional.linear(low, self.up)

    def update(self) -> Tensor:
        """The whole update, shape (d_out, d_in), of rank r at most."""
        return self.scale * self.up @ self.down

    @torch.no_grad()
    def merge(self) -> None:
        """Add the update to the base weight: from now on the layer costs what it cost before.

        Raises:
            ValueError: It is merged already; twice would count the update twice.
        """
        if self.merged:
            raise ValueError("merged must be False before merge, got True")
        self.base.weight += self.update()
        self.merged = True

    @torch.no_grad()
    def unmerge(self) -> None:
        """Subtract the update again, so that training can go on or another update take its place.

        Raises:
            ValueError: It is not merged.
        """
        if not self.merged:
            raise ValueError("merged must be True before unmerge, got False")
        self.base.weight -= self.update()
        self.merged = False


def add_lora(
    model: nn.Module, targets: Iterable[str], rank: int, alpha: float, generator: torch.Generator
) -> list[LoRALinear]:
    """Wrap every linear map of a model whose own name is among the targets.

    Args:
        model: Changed in place. What is outside the wrapped maps is left as it is: freeze it first.
        targets: Last parts of names, such as "query" and "value".
        rank: r.
        alpha: The update is multiplied by alpha / r.
        generator: Seeded.

    Returns:
        The new layers, in the order of the model.

    Raises:
        ValueError: A target names no linear map of the model.

    Examples:
        >>> model = nn.ModuleDict({"query": nn.Linear(4, 4), "key": nn.Linear(4, 4)})
        >>> layer, = add_lora(model, ["query"], 1, 1.0, torch.Generator())
        >>> layer is model["query"], layer.down.shape, layer.up.shape
        (True, torch.Size([1, 4]), torch.Size([4, 1]))
    """
    wanted = set(targets)
    places = [
        (parent, name, part)
        for parent in list(model.modules())
        if not isinstance(parent, LoRALinear)
        for name, part in parent.named_children()
        if name in wanted and isinstance(part, nn.Linear)
    ]
    missing = wanted - {name for _, name, _ in places}
    if missing or not wanted:
        raise ValueError(f"targets must name linear maps of the model, got {sorted(missing)}")
    layers = []
    for parent, name, part in places:
        layer = LoRALinear(part, rank, alpha, generator)
        setattr(parent, name, layer)
        layers.append(layer)
    return layers


def lora_layers(model: nn.Module) -> Iterator[LoRALinear]:
    """All LoRA layers inside a model."""
    return (part for part in model.modules() if isinstance(part, LoRALinear))


def merge_all(model: nn.Module) -> None:
    """Merge every LoRA layer inside a model.

    Raises:
        ValueError: One of them is merged already.
    """
    for layer in lora_layers(model):
        layer.merge()
