"""Who replied, over what the frame knows: tests, funnel limits and the R-indicator, by hand."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics.representativeness import (
    frame_classes,
    funnel_limits,
    holm_adjusted,
    r_indicator,
    response_by_frame,
    response_funnel,
)
from analysis.study.loading import load_study
from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"


def classes(*rows: tuple[str, int, int]) -> pd.DataFrame:
    """Classes that differ by group alone: group, invited, returned."""
    table = pd.DataFrame(rows, columns=["group", "invited", "returned"])
    return table.assign(council="C1", council_type="town", region="north", tool=table["group"])


def test_classes_of_the_frame_are_councils_and_tools_with_what_is_known_of_them() -> None:
    study = load_study(TOY)
    alder, birch = list(study.councils)[:2]
    invited = pd.DataFrame(
        [(alder, "officers", 3), (alder, "officers", 1), (birch, "members", 2)], columns=["council", "tool", "invited"]
    )
    answers = pd.DataFrame([(alder, "officers")] * 2, columns=["council", "tool"])
    assert frame_classes(study, invited, answers).to_numpy().tolist() == [
        [alder, "Council", "Wood", "officers", "officers", 4, 2],
        [birch, "Council", "Wood", "elected_members", "members", 2, 0],
    ]


def test_two_groups_are_tested_exactly_and_one_category_is_not() -> None:
    # Fisher's tea: 3 of 4 against 1 of 4, p = 0.4857142857 (Agresti; cases.json `tables`). Group and tool are tested:
    # Holm doubles the least p, and the other may not be less.
    found = response_by_frame(classes(("a", 4, 3), ("b", 4, 1))).set_index(["variable", "category"])
    assert found.loc[("group", "a"), ["test", "p", "adjusted", "rate"]].tolist() == [
        "exact", pytest.approx(0.4857142857), pytest.approx(0.9714285714), 0.75,
    ]  # fmt: skip
    assert found.loc[("region", "north"), ["test", "invited"]].tolist() == ["", 8]
    assert np.isnan(found.loc[("region", "north"), "p"])


def test_many_people_in_three_categories_are_tested_by_chi_square() -> None:
    # Agresti's party table turned: 762, 327, 468 of 1246, 566, 945; chi2 30.070149 on 2, p = 2.953589e-07
    found = response_by_frame(classes(("a", 1246, 762), ("b", 566, 327), ("c", 945, 468)))
    row = found[found["variable"] == "group"].iloc[0]
    assert (row["test"], row["p"]) == ("chi-square", pytest.approx(2.953589e-07, rel=1e-6))


def test_holm_steps_down() -> None:
    # 0.01 x 3, 0.02 x 2, 0.04 x 1, never falling; a test not made counts for none
    assert holm_adjusted([0.04, 0.01, float("nan"), 0.02])[:2] == pytest.approx([0.04, 0.03])
    assert holm_adjusted([0.04, 0.01, float("nan"), 0.02])[3] == pytest.approx(0.04)


def test_funnel_limits_by_hand() -> None:
    # Ten invited, half reply. P(0 or 1) = 11/1024, P(0, 1 or 2) = 56/1024. 2.5% lies (56 - 25.6) / 45 = 0.6756 of the
    # way back from 2: 1.3244 of 10; the other end mirrored.
    low, high = funnel_limits(np.array([10]), 0.5, 0.95)
    assert (low[0], high[0]) == pytest.approx(((2 - 30.4 / 45) / 10, 1 - (2 - 30.4 / 45) / 10))


def test_a_council_is_outside_only_if_its_tail_is_under_two_and_a_half_percent() -> None:
    # Of 10: eight or more 56/1024 = 5.5%, nine or more 11/1024 = 1.07%, ten 0.098%, under 0.1%.
    rates = pd.DataFrame(
        [("ALL", 40, 20), ("C8", 10, 8), ("C9", 10, 9), ("CX", 10, 10), ("C1", 10, 1), ("C0", 0, 0)],
        columns=["council", "invited", "returned"],
    )
    rates = rates.assign(group="total", rate=rates["returned"] / rates["invited"].where(rates["invited"] > 0))
    found = response_funnel(rates, whole="ALL", group="total")
    assert dict(zip(found["council"], found["outside"], strict=True)) == {
        "C8": "", "C9": "95%", "CX": "99.8%", "C1": "95%",
    }  # fmt: skip


def test_the_r_indicator_of_two_groups_by_hand() -> None:
    # 8 of 10 and 2 of 10: S squared = 20 x 0.09 / 19; R = 1 - 2 x 0.30779 = 0.38443. By chance alone: 0.16 / 10 each,
    # less 0.25 / 20 of the mean = 0.0035; S squared 0.0912368; adjusted 1 - 2 x 0.302054
    found = r_indicator(classes(("a", 10, 8), ("b", 10, 2)))
    assert found["r"] == pytest.approx(1 - 2 * (20 * 0.09 / 19) ** 0.5)
    assert found["adjusted"] == pytest.approx(1 - 2 * (20 * 0.09 / 19 - 0.0035) ** 0.5)
    assert (found["people"], found["rate"]) == (20, 0.5)


def test_equal_rates_are_perfectly_even() -> None:
    assert r_indicator(classes(("a", 10, 5), ("b", 20, 10)))["r"] == pytest.approx(1)
