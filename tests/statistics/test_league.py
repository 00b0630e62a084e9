"""Shares drawn together, ranks with limits, and funnel limits: by hand and against printed results."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.league import beta_binomial, drawn_shares, league_table, overdispersion, ranked_shares
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def of_councils(*counts: tuple[int, int]) -> pd.DataFrame:
    """Estimates of councils A, B, C ... and the whole, on one answer."""
    rows = [(chr(65 + place), *pair) for place, pair in enumerate(counts)]
    rows.append(("ALL", sum(x for x, _ in counts), sum(n for _, n in counts)))
    table = pd.DataFrame(rows, columns=["council", "count", "base"])
    return table.assign(item="a", option="top2", group="total", value=table["count"] / table["base"])


def test_spread_beyond_chance_gives_the_size_by_hand() -> None:
    # 4 of 20 and 16 of 20: mean 1/2, weights 1/2. Chance: 1/4 x 2 x (1/4) / 20 = 1/160. Spread: 0.3^2 = 0.09.
    # Room: 1/4 x 1/2 - 1/160 = 19/160. Part: (0.09 - 0.00625) / 0.11875 = 0.70526; size (1 - g) / g = 0.41791.
    mean, size = beta_binomial([4, 16], [20, 20])
    assert (mean, size) == pytest.approx((0.5, 0.4179104))
    # (4 + 0.5 x 0.41791) / 20.41791
    assert drawn_shares([4, 16], [20, 20], mean, size).tolist() == pytest.approx([0.2061404, 0.7938596])


def test_councils_no_further_apart_than_chance_are_all_drawn_to_the_mean(study: Study) -> None:
    table = league_table(study, of_councils((9, 20), (10, 20), (11, 20)), "a", "top2")
    assert table["drawn"].tolist() == [0.5] * 3
    assert table[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[2, 1, 3]] * 3


def test_ranks_stand_with_limits_and_alike_councils_are_not_told_apart(study: Study) -> None:
    # 90% at one, 10% at another, two in the middle: only the ends are certain
    table = league_table(study, of_councils((10, 100), (50, 100), (49, 100), (90, 100)), "a", "top2")
    ranks = table.set_index("council")[["rank_low", "rank_high"]].T.to_dict("list")
    assert ranks == {"D": [1, 1], "B": [2, 3], "C": [2, 3], "A": [4, 4]}
    assert table["council"].tolist() == ["D", "B", "C", "A"]
    assert (table["low"] < table["drawn"]).all()
    assert (table["drawn"] < table["high"]).all()


def test_a_council_under_the_minimum_base_is_in_no_league(study: Study) -> None:
    table = league_table(study, of_councils((10, 100), (9, 9), (60, 100)), "a", "top2")
    assert table["council"].tolist() == ["C", "A"]


def test_a_league_without_councils_is_empty_with_its_columns(study: Study) -> None:
    table = league_table(study, of_councils((1, 9)), "a", "top2")
    assert table.empty
    assert {"drawn", "rank", "rank_low", "rank_high"} <= set(table.columns)


def test_the_same_seed_gives_the_same_league_and_the_order_of_rows_does_not_matter(study: Study) -> None:
    rows = of_councils((10, 100), (50, 100), (49, 100))
    pd.testing.assert_frame_equal(
        league_table(study, rows, "a", "top2"), league_table(study, rows.iloc[::-1], "a", "top2")
    )
    other = with_settings(study, seed=2)
    assert not league_table(study, rows, "a", "top2")["low"].equals(league_table(other, rows, "a", "top2")["low"])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=8))
def test_a_drawn_share_lies_between_the_councils_own_and_the_mean(counts: list[tuple[int, int]]) -> None:
    x, n = np.array([x for x, _ in counts]), np.array([x + no + 1 for x, no in counts])
    mean, size = beta_binomial(x, n)
    found = drawn_shares(x, n, mean, size)
    low, high = np.minimum(x / n, mean), np.maximum(x / n, mean)
    assert ((low - 1e-9 <= found) & (found <= high + 1e-9)).all()


def test_spread_beyond_chance_is_as_funnelplotr_prints_it() -> None:
    # FunnelPlotR 0.6.0 on its own test data: log of observed over expected, variance one over expected
    observed, expected = np.array([100, 150, 180, 80, 120, 225]), np.array([108, 112, 165, 95, 100, 220])
    z = np.log(observed / expected) * np.sqrt(expected)
    assert z == pytest.approx([-0.7998026, 3.0916813, 1.1176814, -1.6749891, 1.8232156, 0.3333263], abs=5e-8)
    assert overdispersion(z, 1 / expected) == pytest.approx((2.149053099, 0.01211849146), rel=1e-9)


def test_spread_no_wider_than_chance_adds_nothing_between_councils() -> None:
    assert overdispersion([0.5, -0.5, 0.2, -0.2], [0.01] * 4)[1] == 0


def test_places_of_any_table_are_ranked_alike(study: Study) -> None:
    rows = of_councils((10, 100), (50, 100), (49, 100), (90, 100))
    counts = rows[rows["council"] != "ALL"].rename(columns={"council": "school"})[["school", "base", "count"]]
    found = ranked_shares(counts, name="school", seed=study.settings.illustration.seed)
    expected = league_table(study, rows, "a", "top2").rename(columns={"council": "school"})
    pd.testing.assert_frame_equal(found, expected)
