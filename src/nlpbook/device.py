"""Where torch computes: CUDA, then Apple's MPS, then the CPU; NLPBOOK_DEVICE overrides.

Torch is imported when a device is asked for, not when this module is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import torch

__all__ = ["DeviceError", "budget", "describe", "pick_device"]

VARIABLE = "NLPBOOK_DEVICE"
NAMES = ("cuda", "mps", "cpu")


class DeviceError(RuntimeError):
    """NLPBOOK_DEVICE names a device that does not exist or is not there."""


def pick_device() -> torch.device:
    """The device that the book's torch code should use.

    Returns:
        The first of CUDA, MPS and CPU that is there, or the one that NLPBOOK_DEVICE names.

    Raises:
        DeviceError: NLPBOOK_DEVICE is none of cuda, mps, cpu, or that device is not there.
    """
    import torch

    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    wanted = os.environ.get(VARIABLE, "").strip().lower()
    if not wanted:
        return torch.device(next(name for name in NAMES if present[name]))
    if wanted not in present:
        raise DeviceError(f"{VARIABLE} must be one of {', '.join(NAMES)}, got {wanted!r}")
    if not present[wanted]:
        raise DeviceError(f"{VARIABLE} asks for {wanted}, but torch finds no such device here; unset it, or use cpu")
    return torch.device(wanted)


def budget() -> Literal["cpu", "gpu"]:
    """Which sizes fit: "gpu" on CUDA, "cpu" on everything slower.

    Examples:
        >>> sizes = {"cpu": 64, "gpu": 1024}
        >>> sizes[budget()] in sizes.values()
        True
    """
    return "gpu" if pick_device().type == "cuda" else "cpu"


def describe() -> str:
    """The device in words, such as "CPU" or the name of the graphics card."""
    import torch

    device = pick_device()
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return {"mps": "Apple GPU", "cpu": "CPU"}[device.type]
