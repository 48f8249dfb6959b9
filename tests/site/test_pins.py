"""constraints.txt from pip's report."""

from __future__ import annotations

from nlpbook.site.pins import HEADER, constraints


def wheel(name: str, version: str) -> dict[str, object]:
    return {"metadata": {"name": name, "version": version}, "download_info": {"url": "https://example.org/x.whl"}}


def test_pins_are_sorted_normalised_and_without_build_labels_or_addresses() -> None:
    report = {"install": [wheel("torch", "2.13.0+cpu"), wheel("Markdown_Exec", "1.12.6"), wheel("nlpbook", "0.1.0")]}
    assert constraints(report) == HEADER + "markdown-exec==1.12.6\ntorch==2.13.0\n"


def test_the_packages_of_one_torch_build_are_left_to_torch() -> None:
    report = {"install": [wheel("nvidia-cublas-cu13", "13.0"), wheel("triton", "3.7"), wheel("cuda-bindings", "13.0")]}
    assert constraints(report) == HEADER
