"""The gate: what a small base would tell is withheld, the rest is flagged, and rounded half up."""

import dataclasses
from types import MappingProxyType

import pandas as pd
import pytest

from analysis.disclosure.gate import (
    barriers_table,
    items_table,
    release_items,
    release_levels,
    release_public,
    release_response,
)
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
COLUMNS = ["council", "group", "item", "option", "base", "count", "value", "low", "high"]


@pytest.fixture(scope="module")
def study() -> Study:
    """The small study: minimum base 10, low base under 30; `value` is asked of officers and members."""
    return load_study(SMALL)


def estimates(item: str = "value", council: str = "C1", **groups: tuple[int, int]) -> pd.DataFrame:
    """Estimates of one option: for each group its count and base."""
    rows = [
        (council, group, item, "agree", base, count, count / base, 0.1, 0.9) for group, (count, base) in groups.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def flags(study: Study, **groups: tuple[int, int]) -> dict[str, str]:
    released = release_items(study, estimates(**groups))
    return dict(zip(released["group"], released["flag"], strict=True))


def test_under_the_minimum_base_only_the_base_stands(study: Study) -> None:
    released = release_items(study, estimates(officers=(4, 9), members=(20, 40), total=(24, 49)))
    row = released[released["group"] == "officers"].iloc[0]
    assert (row["base"], row["flag"]) == (9, "suppressed")
    assert row[["count", "value", "low", "high", "percent"]].isna().all()


@pytest.mark.parametrize(("base", "flag"), [(9, "suppressed"), (10, "low base"), (29, "low base"), (30, ""), (31, "")])
def test_a_base_is_withheld_under_ten_and_flagged_under_thirty(study: Study, base: int, flag: str) -> None:
    # the other group is large, so that the base alone decides
    assert flags(study, officers=(1, base), members=(1, 50), total=(2, base + 50))["officers"] == flag


def test_one_small_group_withholds_every_group_and_leaves_the_total(study: Study) -> None:
    # 49 - 40 would tell the nine officers
    found = flags(study, officers=(4, 9), members=(20, 40), total=(24, 49))
    assert found == {"officers": "suppressed", "members": "suppressed", "total": ""}


def test_a_silent_group_withholds_the_other_and_leaves_the_total(study: Study) -> None:
    assert flags(study, members=(20, 40), total=(20, 40)) == {"members": "suppressed", "total": ""}


def test_two_groups_large_enough_are_both_told(study: Study) -> None:
    found = flags(study, officers=(10, 31), members=(20, 40), total=(30, 71))
    assert found == {"officers": "", "members": "", "total": ""}


def test_a_total_under_the_minimum_is_withheld_too(study: Study) -> None:
    assert set(flags(study, officers=(1, 4), members=(1, 5), total=(2, 9)).values()) == {"suppressed"}


def test_a_question_asked_of_one_group_is_not_withheld_for_the_group_that_was_not_asked(study: Study) -> None:
    released = release_items(study, estimates("ward", "ALL", members=(20, 40), total=(20, 40)))
    assert released["flag"].tolist() == ["", ""]


def test_one_councils_small_group_does_not_withhold_another_councils(study: Study) -> None:
    small = estimates(council="C1", officers=(4, 9), members=(20, 40), total=(24, 49))
    large = estimates(council="C2", officers=(10, 31), members=(20, 40), total=(30, 71))
    released = release_items(study, pd.concat([small, large], ignore_index=True))
    assert (released.loc[released["council"] == "C2", "flag"] == "").all()


def test_the_minimum_base_is_the_studys(study: Study) -> None:
    lower = with_settings(study, minimum_base=9)
    assert flags(lower, officers=(4, 9), members=(20, 40), total=(24, 49)) == {
        "officers": "low base",
        "members": "",
        "total": "",
    }


# 1/8 = 12.5; 3/40 = 7.5; 57/200 = 28.5 and 121/200 = 60.5, both under it as binary fractions
@pytest.mark.parametrize(
    ("count", "base", "percent"), [(5, 40, 13), (3, 40, 8), (57, 200, 29), (123, 200, 62), (0, 40, 0), (40, 40, 100)]
)
def test_percentages_are_rounded_half_up_from_the_counts(study: Study, count: int, base: int, percent: int) -> None:
    both = (count, base)
    released = release_items(study, estimates(officers=both, members=both, total=(2 * count, 2 * base)))
    assert released["percent"].tolist() == [percent] * 3


def test_the_estimates_given_are_left_as_they_were(study: Study) -> None:
    given = estimates(officers=(4, 9), members=(20, 40), total=(24, 49))
    before = given.copy()
    release_items(study, given)
    pd.testing.assert_frame_equal(given, before)


def test_response_rates_are_told_with_their_counts_even_where_they_are_small(study: Study) -> None:
    rates = pd.DataFrame(
        [["C1", "members", 8, 1, 1 / 8], ["C1", "officers", 0, 0, float("nan")], ["ALL", "total", 40, 29, 29 / 40]],
        columns=["council", "group", "invited", "returned", "rate"],
    )
    released = release_response(study, rates)
    assert released.drop(columns="rate").fillna(-1).to_numpy().tolist() == [
        ["C1", "Isle of Anglesey County Council", "members", 8, 1, 13],
        ["C1", "Isle of Anglesey County Council", "officers", 0, 0, -1],
        ["ALL", "All", "total", 40, 29, 73],
    ]


def test_levels_are_flagged_by_their_base(study: Study) -> None:
    levels = pd.DataFrame(
        {"council": ["C1", "C2", "C3"], "characteristic": "culture", "base": [9, 29, 30], "level": [pd.NA, 2, 3]}
    ).assign(stable=["stable", "borderline", "stable"])
    released = release_levels(study, levels)
    assert released["flag"].tolist() == ["suppressed", "low base", ""]
    assert released["stable"].tolist() == ["", "borderline", "stable"]
    assert list(released.columns) == ["council", "characteristic", "level", "stable", "flag"]


def of_the_public(*rows: tuple[int, float]) -> pd.DataFrame:
    """Estimates of the public survey: base and share of each."""
    table = pd.DataFrame(rows, columns=["base", "value"])
    return table.assign(effective_base=table["base"] * 0.9, low=0.1, high=0.9)


def test_weighted_shares_are_printed_half_up(study: Study) -> None:
    released = release_public(study, of_the_public((200, 0.125), (200, 0.365), (200, 0.004)))
    assert released["percent"].tolist() == [13, 37, 0]


def test_of_a_public_survey_under_the_minimum_base_only_the_base_stands(study: Study) -> None:
    released = release_public(study, of_the_public((9, 0.5), (10, 0.5)))
    assert released["base"].tolist() == [9, 10]
    assert released.drop(columns="base").iloc[0].isna().all()
    assert released["percent"].tolist()[1] == 50


def test_each_item_is_in_one_of_the_two_published_tables(study: Study) -> None:
    both = [estimates(item, officers=(9, 30), members=(9, 30), total=(18, 60)) for item in ("value", "barriers")]
    released = release_items(study, pd.concat(both, ignore_index=True))
    items, barriers = items_table(study, released), barriers_table(study, released)
    assert (set(items["item"]), set(barriers["item"])) == ({"value"}, {"barriers"})
    assert list(items.columns) == [
        "council",
        "group",
        "item",
        "option",
        "base",
        "value",
        "low",
        "high",
        "percent",
        "flag",
    ]
    assert list(barriers.columns) == ["council", "group", "item", "option", "base", "count", "percent", "flag"]


def test_a_name_is_published_as_it_is_whatever_it_holds(study: Study) -> None:
    council = dataclasses.replace(study.councils["C1"], name_en="<b>{7*7}</b> =SUM(A1)")
    others = study.tables["councils.csv"][1:]
    renamed = dataclasses.replace(study, tables=MappingProxyType({**study.tables, "councils.csv": (council, *others)}))
    rates = pd.DataFrame([["C1", "total", 8, 1, 1 / 8]], columns=["council", "group", "invited", "returned", "rate"])
    assert release_response(renamed, rates)["council_name"].tolist() == ["<b>{7*7}</b> =SUM(A1)"]


def test_a_small_count_of_dont_know_is_told_only_where_the_study_says_why(study: Study) -> None:
    rows = [("C1", "officers", "value", option, 40, count)
            for option, count in (("agree", 37), ("dont_know", 3), ("neither", 0))]  # fmt: skip
    table = pd.DataFrame(rows, columns=COLUMNS[:6]).assign(value=0.5, low=0.1, high=0.9)
    table = pd.concat(
        [table, table.assign(group="members"), table.assign(group="total", base=80, count=table["count"] * 2)]
    )
    held = with_settings(study, threshold=5)
    said = with_settings(held, dont_know_harmless="It is no answer to the question.")
    told = [
        release_items(each, table).query("group == 'officers' and option == 'dont_know'")["flag"].item()
        for each in (held, said)
    ]
    assert told == ["suppressed", ""]
