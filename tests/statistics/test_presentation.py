"""The rule of NCHS for presenting a proportion: limits as printed, the rule by hand."""

import pandas as pd
import pytest

from analysis.statistics.presentation import presentation_flags


def flagged(base: int, value: float, **others: float) -> pd.Series:
    return presentation_flags(pd.DataFrame([{"base": base, "value": value, **others}])).iloc[0]


@pytest.mark.parametrize(
    ("count", "base", "limits", "said"),
    [
        # Newcombe (1998), Stat Med 17:857-872, Table I, method 5: Clopper and Pearson's limits; relative 0.1149/0.308
        (81, 263, (0.2527, 0.3676), ""),
        (15, 148, (0.0578, 0.1617), ""),  # 0.1039 / 0.1014 = 1.03 of the share
        # limits of the published report's figures by R (binom.test)
        (8, 75, (0.047190, 0.199402), "withhold: relative width"),  # 0.1522 / 0.1067 = 1.43
        (67, 75, (0.800598, 0.952810), "note: complement"),  # the same, of those who did not
        (37, 61, (0.473136, 0.729271), ""),  # 0.2561 wide, under 0.30
        (90, 750, (0.097608, 0.145429), ""),  # 0.0478 wide: narrow enough, whatever the share
    ],
)
def test_limits_as_printed_and_what_the_rule_makes_of_them(
    count: int, base: int, limits: tuple[float, float], said: str
) -> None:
    found = flagged(base, count / base)
    assert found["width"] == pytest.approx(limits[1] - limits[0], abs=1e-4)
    assert found["relative_width"] == pytest.approx((limits[1] - limits[0]) * base / count, abs=2e-3)
    assert found["presentation"] == said


def test_few_respondents_or_few_effective_ones_are_withheld() -> None:
    assert flagged(29, 0.5)["presentation"] == "withhold: base"
    assert flagged(300, 0.5, effective_base=29.9)["presentation"] == "withhold: base"


def test_a_wide_interval_is_withheld_whatever_the_share() -> None:
    # 15 of 30: 0.313 to 0.687 (Clopper & Pearson), 0.374 wide
    assert flagged(30, 0.5)["width"] == pytest.approx(0.374, abs=1e-3)
    assert flagged(30, 0.5)["presentation"] == "withhold: width"


def test_nobody_or_everybody_is_for_a_person_to_judge() -> None:
    assert flagged(100, 0.0)["presentation"] == "review: none or all"
    assert flagged(100, 1.0)["presentation"] == "review: none or all"
    # 0 of 100: from 0 to 1 - 0.025 ** (1 / 100) = 0.0362
    assert flagged(100, 0.0)["width"] == pytest.approx(1 - 0.025**0.01)


def test_weights_and_few_degrees_of_freedom_widen_the_interval() -> None:
    plain, weighted = flagged(263, 81 / 263), flagged(263, 81 / 263, effective_base=148.0)
    assert weighted["width"] > plain["width"]
    few = flagged(263, 81 / 263, degrees=7)
    assert few["presentation"] == "review: degrees"
    assert few["width"] > plain["width"]


def test_an_effective_base_over_the_base_is_taken_as_the_base() -> None:
    assert flagged(75, 8 / 75, effective_base=200.0)["width"] == pytest.approx(flagged(75, 8 / 75)["width"])
