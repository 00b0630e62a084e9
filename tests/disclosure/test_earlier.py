"""What an earlier release told: it counts as known, and what the two together would tell is withheld."""

from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.gate import release_items
from tests.support.surveys import KEYS, Survey, allowed, estimates, published, ranges, survey

SEEDS = range(12, 17)


def told_by(study: Survey, table: pd.DataFrame, earlier: pd.DataFrame | None = None) -> pd.DataFrame:
    return release_items(cast(Any, study), table, earlier)


def known_to_readers(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Both releases as one table: a figure that either tells is told."""
    both = now.merge(before[[*KEYS, "count"]], on=KEYS, how="left", suffixes=("", "_before"))
    return both.assign(count=both["count"].fillna(both["count_before"]))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_still_secret_stays_so_beside_an_earlier_release_that_told_more(seed: int) -> None:
    study, table = survey(seed)
    before = published(study, told_by(study, table))
    held = before.index[before["count"].isna() & (before["base"] >= 10)]
    truth = before[KEYS].merge(table, on=KEYS)["count"]
    before.loc[held[::3], "count"] = truth[held[::3]]  # every third of those withheld was told before
    together = known_to_readers(published(study, told_by(study, table, before)), before)
    # what the earlier release gives away by itself, whatever the next withholds, cannot be mended
    mended_no_more = narrowed(study, known_to_readers(before.assign(count=np.nan), before))
    assert narrowed(study, together) <= mended_no_more


def narrowed(study: Survey, table: pd.DataFrame) -> set[Any]:
    """Withheld figures that the test's attacker narrows to less than they need."""
    found = ranges(study, table)
    short = found["high"] - found["low"] < np.array(list(allowed(study, found, table))) - 1e-6
    return set(found.loc[short, ["council", "group", "option"]].itertuples(index=False, name=None))


def test_without_minding_the_earlier_release_the_two_together_tell_more() -> None:
    told = 0
    for seed in SEEDS:
        study, table = survey(seed)
        alone = published(study, told_by(study, table))
        before = alone.assign(count=alone["count"].where(alone.index % 3 != 0))
        held = alone.index[alone["count"].isna() & (alone["base"] >= 10)]
        before.loc[held[::3], "count"] = alone[KEYS].merge(table, on=KEYS)["count"][held[::3]]
        by_itself = narrowed(study, known_to_readers(alone.assign(count=np.nan), before))
        told += len(narrowed(study, known_to_readers(alone, before)) - by_itself)
    assert told > 0


STUDY = Survey(("yes", "no", "other"), several=False)


def two(yes: int, no: int, other: int, *more: tuple[str, str, Any]) -> pd.DataFrame:
    """One council, both groups alike, and the whole; with more replies."""
    replies = [("C0", group, np.arange(3) == at) for group in ("officers", "members")
               for at, many in enumerate((yes, no, other)) for _ in range(many)]  # fmt: skip
    return estimates(STUDY, [*replies, *more])


def test_one_more_reply_is_not_told_by_the_difference_of_two_releases() -> None:
    before = published(STUDY, told_by(STUDY, two(20, 12, 8)))
    assert before["count"].notna().all()
    now = told_by(STUDY, two(20, 12, 8, ("C0", "officers", np.arange(3) == 1)), before)
    reasons = now.set_index(["group", "option"])["reason"]
    assert set(reasons[["officers", "total"]]) == {"earlier release"}
    assert set(reasons["members"]) == {""}


def test_ten_more_replies_may_be_told() -> None:
    before = published(STUDY, told_by(STUDY, two(20, 12, 8)))
    now = told_by(STUDY, two(25, 17, 8), before)
    assert set(now["reason"]) == {""}


def test_one_answer_corrected_is_not_told_by_the_difference() -> None:
    before = published(STUDY, told_by(STUDY, two(20, 12, 8)))
    now = told_by(STUDY, two(21, 11, 8), before)
    assert set(now["reason"]) == {"earlier release"}


def test_what_was_told_before_cannot_be_withheld_and_does_not_protect() -> None:
    # 3 say other: withheld, and with it `no` or `yes`; an earlier release told `no` already, so that `yes` must go
    table = two(20, 12, 3)
    before = published(STUDY, told_by(STUDY, table)).assign(count=np.nan)
    truth = before[KEYS].merge(table, on=KEYS)["count"]
    before["count"] = truth.where(before["option"] == "no")
    now = told_by(STUDY, table, before)
    reasons = now[now["group"] == "officers"].set_index("option")["reason"]
    assert reasons.to_dict() == {"yes": "secondary", "no": "", "other": "threshold"}


def test_an_earlier_release_that_says_the_same_changes_nothing() -> None:
    study, table = survey(13)
    alone = told_by(study, table)
    again = told_by(study, table, published(study, alone))
    told = ["before", "protects"]  # for whose sake: of several true answers another may be named
    pd.testing.assert_frame_equal(again.drop(columns=told), alone.drop(columns=told))
