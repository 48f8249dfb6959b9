"""Puts Jupyter Book 1 into an environment of its own, and registers the kernel that both notebook tools use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.layouts import KERNEL
from bench.tools import BOOK_VENV, KERNELS

PINS = ("jupyter-book==1.0.4.post1", "jupyter-cache==1.0.1")


def register_kernel(folder: Path = KERNELS) -> None:
    """Write the kernel's description: this Python, so that notebooks see the same torch as everyone else."""
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    file = folder / "kernels" / KERNEL / "kernel.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"argv": argv, "display_name": "Benchmark", "language": "python"}), encoding="utf-8")


def install_jupyter_book(limit: float = 180.0) -> str | None:
    """Install Jupyter Book 1 with jupyter-cache unless it is there.

    Args:
        limit: Seconds the installation may take.

    Returns:
        None when it can be used, else why not, in one line.
    """
    done = BOOK_VENV / "installed"
    if done.exists() and done.read_text(encoding="utf-8") == " ".join(PINS):
        return None
    shutil.rmtree(BOOK_VENV, ignore_errors=True)
    start = time.monotonic()
    steps = ([sys.executable, "-m", "venv", str(BOOK_VENV)], [str(BOOK_VENV / "bin" / "pip"), "install", "-q", *PINS])
    try:
        for step in steps:
            left = limit - (time.monotonic() - start)
            subprocess.run(step, check=True, capture_output=True, text=True, timeout=max(1.0, left))
    except subprocess.TimeoutExpired:
        return f"installing {PINS[0]} was not finished after {limit:.0f} s"
    except subprocess.CalledProcessError as error:
        lines = (error.stderr or "").strip().splitlines()
        return f"installing {PINS[0]} failed: {lines[-1][:160] if lines else f'exit status {error.returncode}'}"
    done.write_text(" ".join(PINS), encoding="utf-8")
    return None
