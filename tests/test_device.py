"""The device comes from what is there, unless NLPBOOK_DEVICE says otherwise."""

from __future__ import annotations

import pytest

from nlpbook.device import DeviceError, budget, describe, pick_device

torch = pytest.importorskip("torch")


def test_the_variable_overrides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLPBOOK_DEVICE", " CPU ")
    assert pick_device() == torch.device("cpu")
    assert budget() == "cpu"
    assert describe() == "CPU"


@pytest.mark.parametrize(
    ("cuda", "mps", "expected"), [(True, True, "cuda"), (False, True, "mps"), (False, False, "cpu")]
)
def test_cuda_goes_before_mps_before_cpu(monkeypatch: pytest.MonkeyPatch, cuda: bool, mps: bool, expected: str) -> None:
    monkeypatch.delenv("NLPBOOK_DEVICE", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert pick_device().type == expected
    assert budget() == ("gpu" if cuda else "cpu")


def test_a_wrong_or_absent_device_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NLPBOOK_DEVICE", "tpu")
    with pytest.raises(DeviceError, match="NLPBOOK_DEVICE must be one of cuda, mps, cpu, got 'tpu'"):
        pick_device()
    monkeypatch.setenv("NLPBOOK_DEVICE", "cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(DeviceError, match="asks for cuda, but torch finds no such device"):
        pick_device()
