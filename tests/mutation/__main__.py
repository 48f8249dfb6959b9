"""`python -m tests.mutation`: try mutants of the grader, a stratified sample or all of them, and list the survivors."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import Phase, settings

from .campaign import ROOT, Campaign, grader_files
from .mutants import Mutant, mutants

GROUPS = (
    "number_tables value_tables kind_tables slot_tables drawing_tables check_tables stage_tables program_tables "
    "card_tables door_tables judging reading markup page session running languages golden"
)
TESTS = [
    *(f"tests/exercises/test_{name}.py" for name in GROUPS.split()),
    *(f"--deselect=tests/exercises/test_session.py::test_{name}" for name in ("items_are_plain_json", "keys")),
]
"""Quick tests of the grader; the others are about the authoring side, read the whole book or start processes."""
SURVIVORS = ROOT / "tests" / "mutation" / "survivors.yml"
"""Changes that no test can notice, each with the reason."""
MOST_BROKEN = 3
"""Tests that may fail under tracing; more means that something else is wrong."""
LEAST = 0.9
"""The share of mutants that the tests must kill."""


def main() -> int:
    """Run it; the exit status says whether enough were killed."""
    options = _options()
    found_only = (Phase.explicit, Phase.generate)  # a failure is enough; a smaller one would take long
    settings.register_profile(
        "mutants", max_examples=10, derandomize=True, database=None, deadline=None, phases=found_only
    )
    chosen = _sample([m for file in grader_files() for m in mutants(file)], options)
    said: dict[Mutant, str] = {}
    explained = {entry["mutant"] for entry in yaml.safe_load(SURVIVORS.read_text(encoding="utf-8")) or []}

    def tell(mutant: Mutant, outcome: str) -> None:
        said[mutant] = outcome
        if options.log:
            with options.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps([mutant.place, outcome], ensure_ascii=False) + "\n")
        if (outcome == "survived" and mutant.place not in explained) or options.verbose:
            print(f"{outcome}: {mutant.name}", flush=True)

    plugin = Campaign(chosen, tell)
    quick = ["--assert=plain", "--hypothesis-profile=mutants"]  # explaining a failure takes longer than finding it
    arguments = ["-q", "--no-header", "--timeout=0", "-p", "no:cacheprovider", "-p", "no:faulthandler", *quick, *TESTS]
    pytest.main([str(argument) for argument in arguments], plugins=[plugin])
    if len(plugin.broken) > MOST_BROKEN or not said:
        print(f"the tests fail without any change: {plugin.broken}")
        return 2
    return _report(said, plugin.broken, options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="so many, from every file in proportion (0: all)")
    parser.add_argument("--seed", type=int, default=1, help="which sample (1)")
    parser.add_argument("--only", default="", help="only files whose path ends in this, such as kinds/order.py")
    parser.add_argument("--out", type=Path, help="write outcomes as JSON")
    parser.add_argument("--log", type=Path, help="write every outcome at once, one a line")
    parser.add_argument("--again", type=Path, help="only those that a log calls survived")
    parser.add_argument("--verbose", action="store_true", help="tell of killed ones too")
    return parser.parse_args()


def _sample(everything: list[Mutant], options: argparse.Namespace) -> list[Mutant]:
    """Every n-th of a shuffled file, so that each file has its share."""
    print(f"{len(everything)} mutants in {len({m.file for m in everything})} files", flush=True)
    everything = [mutant for mutant in everything if str(mutant.file).endswith(options.only)]
    if options.again:
        said = [json.loads(line) for line in options.again.read_text(encoding="utf-8").splitlines()]
        return [mutant for mutant in everything if [mutant.place, "survived"] in said]
    if not options.sample or options.sample >= len(everything):
        return everything
    random, chosen = Random(options.seed), []
    share = options.sample / len(everything)
    for file in dict.fromkeys(mutant.file for mutant in everything):
        own = [mutant for mutant in everything if mutant.file == file]
        chosen += random.sample(own, min(len(own), math.ceil(share * len(own))))
    random.shuffle(chosen)  # so that a run that is stopped early has seen a bit of everything
    return chosen


def wilson(hits: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson (1927).

    Examples:
        >>> [round(end, 3) for end in wilson(90, 100)]
        [0.826, 0.945]
    """
    share, middle = hits / of, 1 + z * z / of
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (share + z * z / (2 * of) - half) / middle, (share + z * z / (2 * of) + half) / middle


def _report(said: dict[Mutant, str], broken: list[str], out: Path | None) -> int:
    killed = sum(outcome != "survived" for outcome in said.values())
    low, high = wilson(killed, len(said))
    per_file = (
        Counter(mutant.file.name for mutant in said),
        Counter(m.file.name for m, o in said.items() if o != "survived"),
    )
    for name, count in per_file[0].items():
        print(f"  {name}: {per_file[1][name]} of {count}")
    share = killed / len(said)
    print(f"tests left out, as they fail when they are watched: {broken or 'none'}")
    print(f"{killed} of {len(said)} killed: {share:.1%} (95 % interval {low:.1%} to {high:.1%})")
    if out:
        rows = [{"mutant": mutant.name, "file": str(mutant.file.relative_to(ROOT)), "line": mutant.line,
                 "what": mutant.what, "outcome": outcome} for mutant, outcome in said.items()]  # fmt: skip
        out.write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    return 0 if share >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
