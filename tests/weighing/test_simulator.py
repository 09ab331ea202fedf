"""Floors for the figures that the benchmark prints, on a few of its worlds."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest


@pytest.fixture(scope="module")
def simulator() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "weighing.py"
    spec = importlib.util.spec_from_file_location("weighing_benchmark", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["weighing_benchmark"] = module
    spec.loader.exec_module(module)
    return module


def test_nearer_the_truth_than_counting_articles(simulator: ModuleType) -> None:
    cells = np.concatenate([simulator.scored(simulator.world(seed))[0] for seed in range(20)])
    ours, share, noisy_or = (simulator.brier(cells[:, k], cells[:, 0]) for k in (1, 2, 3))
    assert ours < 0.075 and ours < 0.8 * share and ours < 0.6 * noisy_or
    assert simulator.calibration(cells[:, 1], cells[:, 0]) < 0.06


@pytest.mark.parametrize("cells", [1, 40])
def test_nine_intervals_in_ten_hold_the_truth(simulator: ModuleType, cells: int) -> None:
    """60 worlds: the standard error is 4 %, so the band is wider here than the benchmark's 86 to 94 %."""
    inside = np.mean([simulator.scored(simulator.world(5000 + k, cells=cells, accused=False))[1] for k in range(60)])
    assert 0.80 <= inside <= 0.98
