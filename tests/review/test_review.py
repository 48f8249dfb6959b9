"""The review's plan, in Node on the real modules: see the .mjs files beside this one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from nlpbook.exercises.session import variant_seed
from nlpbook.site.assets import vendor_folder
from nlpbook.site.programs import find_node

HERE = Path(__file__).parent
SEEDS = {f"{name}#{n}": variant_seed(name, n) for name in ("words-as-points/cosine", "a/one") for n in (1, 2, 3)}


@pytest.fixture(scope="module")
def assets(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our modules and the vendor's, lying as they do in the site."""
    folder = tmp_path_factory.mktemp("assets")
    shutil.copytree(project / "overrides" / "assets" / "nlpbook" / "js", folder / "nlpbook" / "js")
    shutil.copytree(vendor_folder(project) / "libraries", folder / "vendor" / "libraries")
    return folder


@pytest.mark.parametrize("name", sorted(file.name for file in HERE.glob("*.test.mjs")))
def test_in_node(name: str, assets: Path) -> None:
    environment = {**os.environ, "NLPBOOK_ASSETS": str(assets), "NLPBOOK_SEEDS": json.dumps(SEEDS)}
    done = subprocess.run(
        [find_node(), "--test", HERE / name], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
