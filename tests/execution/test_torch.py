"""Pages with torch: imported once, one thread, the same numbers each time."""

from __future__ import annotations

from typing import Any

import pytest

from nlpbook.execution import new_runner

Book = Any
pytest.importorskip("torch")

TRAIN = """
import random
import numpy as np
import torch
print(torch.get_num_threads(), random.random(), np.random.rand(), torch.rand(1).item())
model = torch.nn.Linear(4, 2)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(3):
    loss = model(torch.randn(8, 4)).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
loss
"""


def test_training_gives_the_same_numbers_in_every_page_and_build(book: Book) -> None:
    pages = [book.cell(TRAIN, name) for name in ("a", "b")]
    first = book.run(*pages)
    cells = [result.cells[0] for result in first.values()]
    assert cells[0].stdout == cells[1].stdout and cells[0].stdout.startswith("1 ")
    assert cells[0].value == cells[1].value and "tensor(" in (cells[0].value or "")
    again = book.one(book.cell(TRAIN + "\n"), jobs=1)
    assert again.state == "cached" and again.cells[0].value == cells[0].value


def test_what_is_imported_beforehand(book: Book) -> None:
    """Nothing heavy for pages that do not ask for it."""
    book.write("src/helper.py", "def f():\n    import matplotlib.pyplot\n")
    engine = book.engine()
    engine.run([book.cell("import sys\nprint('torch' in sys.modules, 'numpy' in sys.modules)")])
    assert engine.runner.loaded == set()
    engine.run([book.cell("import helper\nimport sys\nprint('torch' in sys.modules)")])
    assert engine.runner.loaded == {"numpy", "matplotlib.pyplot", "matplotlib.backends.backend_svg"}


def test_a_runner_is_warmed_ahead_for_what_is_missing_and_outlives_engines(book: Book) -> None:
    page = book.cell("import numpy\nnumpy.ones(2).sum()")
    runner = new_runner(book.root)
    try:
        book.engine(runner=runner).warm([page])
        assert runner.loaded == {"numpy"}
        zygote = runner.process
        with book.engine(runner=runner) as engine:
            assert engine.run([page])[page.path].state == "run"
        assert runner.process is zygote is not None
        assert zygote.poll() is None
        fresh = new_runner(book.root)
        book.engine(runner=fresh).warm([page])
        assert fresh.process is None  # the result is known
    finally:
        runner.close()
