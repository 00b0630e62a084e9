"""The coverage study, and a small part of the simulations of `make null`, as tests."""

import pytest

from analysis.study.loading import load_study
from tests.support.places import ROOT
from tools.benchmarks import coverage, null

SHIPPED = ROOT / "analysis" / "studies" / "data_maturity_2018"


@pytest.mark.parametrize(("base", "frame"), [(37, 61), (8, 75)])
def test_the_interval_covers_and_is_no_wider_than_strict_inversion(base: int, frame: int) -> None:
    found = coverage.measured(base, frame)
    assert found["least"] >= 0.95
    assert found["width"] <= 1.02


def test_walds_interval_falls_to_61_percent_where_one_of_61_holds_it() -> None:
    # the one is not among the 37 with chance 24/61; then the interval is 0 to 0: it covers in 37/61 = 0.607
    found = coverage.measured(37, 61)
    assert found["wald"] == pytest.approx(37 / 61)
    assert found["wald_at"] == 1


def test_a_gap_of_30_points_on_one_of_the_findings_is_told_in_four_of_five() -> None:
    planted = null.planted
    assert planted(load_study(SHIPPED), 0.5, 60, finite=True) >= 0.8
