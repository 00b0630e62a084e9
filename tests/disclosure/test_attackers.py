"""Attackers who know the rules, or one return, find nothing in what the gate releases, and something without it."""

from typing import Any, cast

import pandas as pd
import pytest

from analysis.disclosure.attackers import known_returns, pairs_sharing, places_with_one
from analysis.disclosure.gate import release_items
from tests.support.surveys import KEYS, Survey, published, ranges, survey

PLACE = ["council", "group"]


def released(seed: int) -> tuple[Survey, pd.DataFrame]:
    study, estimates = survey(seed)
    return study, published(study, release_items(cast(Any, study), estimates))


def small_alone(study: Survey, told: pd.DataFrame) -> pd.DataFrame:
    """Places where one withheld answer alone can be under five, by the tests' own attack."""
    found = ranges(study, told)
    wide = found["high"] - found["low"] >= 5 - 1e-6
    answers = found[found["option"].isin(study.options_of) & wide]
    under = answers.assign(small=answers["low"] < 5 - 1e-6).groupby(PLACE)["small"].agg(["sum", "size"]).reset_index()
    return under[(under["sum"] == 1) & (under["size"] > 1)]


@pytest.mark.parametrize("seed", range(6))
def test_who_knows_one_return_narrows_no_figure_by_more_than_that_one(seed: int) -> None:
    study, told = released(seed)
    assert known_returns(cast(Any, study), told)["narrowed"].sum() == 0


@pytest.mark.parametrize("seed", [seed for seed in range(12) if not survey(seed)[0].several])
def test_of_the_answers_withheld_at_a_place_no_one_alone_can_be_small(seed: int) -> None:
    study, told = released(seed)
    assert places_with_one(cast(Any, study), told).empty
    assert small_alone(study, told).empty


def of_officers(**counts: tuple[int | None, int | None]) -> pd.DataFrame:
    """One council's officers, 40, and members, 40, by option; None is withheld."""
    rows = [("C1", group, "item", option, 40, count) for option, both in counts.items()
            for group, count in zip(("officers", "members"), both, strict=True)]  # fmt: skip
    totals = [
        ("C1", "total", "item", option, 80, None if None in both else sum(both)) for option, both in counts.items()
    ]
    return pd.DataFrame([*rows, *totals], columns=[*KEYS, "base", "count"]).astype({"count": float})


def test_two_that_share_ten_are_counted_and_which_is_small_is_open() -> None:
    study = Survey(("a", "b", "c"), several=False)
    told = of_officers(a=(None, None), b=(None, None), c=(25, 20))
    pairs = pairs_sharing(cast(Any, study), told)
    assert sorted(set(pairs["group"])) == ["members", "officers", "total"]
    assert places_with_one(cast(Any, study), told).empty


def test_one_known_return_narrows_a_pair_of_a_bare_table() -> None:
    # six of 20 gave a or b: a stranger knows 0 to 6, who gave b 0 to 5
    study = Survey(("a", "b", "c"), several=False, groups=("officers",))
    rows = [("C1", group, "item", option, 20, count) for group in ("officers", "total")
            for option, count in (("a", None), ("b", None), ("c", 14))]  # fmt: skip
    told = pd.DataFrame(rows, columns=[*KEYS, "base", "count"]).astype({"count": float})
    assert known_returns(cast(Any, study), told)["narrowed"].sum() == 0
    tight = told.assign(count=told["count"].replace(14, 16))  # four: 0 to 4, and 0 to 3
    found = ranges(study, tight)
    assert (found["high"] - found["low"]).max() < 5
    assert known_returns(cast(Any, study), tight)["narrowed"].sum() > 0
