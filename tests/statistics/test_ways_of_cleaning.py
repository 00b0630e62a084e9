"""Ways of cleaning compared, on the toy: each movement worked out by hand (toy/toy_flow.py lists the returns)."""

import dataclasses

import pandas as pd
import pytest

from analysis.cleaning import clean
from analysis.returns import read
from analysis.returns.invited import read_invited
from analysis.statistics.ways_of_cleaning import WAYS, headline_movements, ways_of_cleaning
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.definitions import with_settings
from tests.support.places import TESTS

STUDIES = TESTS / "studies"


class Toy:
    """The toy's raw files as read, and cleaned as declared."""

    def __init__(self) -> None:
        self.study: Study = load_study(STUDIES / "toy")
        self.received, self.notices = read.read_returns(self.study, STUDIES / "raw" / "toy")
        self.invited = read_invited(self.study, STUDIES / "raw" / "toy")
        self.cleaned = clean.clean_returns(self.study, self.received, self.notices, self.invited)

    def flagged(self, rule: str, *return_ids: str) -> pd.DataFrame:
        """The comparison where issues flag some of the kept returns."""
        kept = pd.concat([self.cleaned.answers, self.cleaned.public])
        rows = kept.loc[kept["return_id"].isin(return_ids), ["file", "line", "return_id", "council"]]
        issues = pd.concat([self.cleaned.issues, rows.assign(rule=rule)]).fillna("")
        return ways_of_cleaning(
            self.study, self.received, self.invited, dataclasses.replace(self.cleaned, issues=issues)
        )


@pytest.fixture(scope="module")
def toy() -> Toy:
    return Toy()


@pytest.fixture(scope="module")
def compared(toy: Toy) -> pd.DataFrame:
    return ways_of_cleaning(toy.study, toy.received, toy.invited, toy.cleaned)


def shares(table: pd.DataFrame, way: str) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Count, base and printed percent of each counted figure under a way."""
    rows = table[(table["way"] == way) & (table["group"] != "public")]
    parts = zip(rows["count"], rows["base"], rows["percent"], strict=True)
    return dict(zip(zip(rows["figure"], rows["group"], strict=True), parts, strict=True))


def points(table: pd.DataFrame, figure: str, group: str = "total") -> list[float]:
    rows = table[(table["figure"] == figure) & (table["group"] == group)].set_index("way")
    return rows.loc[list(WAYS), "points"].tolist()


def by_hand(officers: str, members: str, total: str, leaders: str, decisions: str) -> dict[tuple[str, str], tuple]:
    """Figures written `count base percent`."""
    figures = [("response_rate", group) for group in ("officers", "elected_members", "total")]
    figures += [("leaders_value_data", "total"), ("decisions_use_data", "total")]
    written = (officers, members, total, leaders, decisions)
    return {key: tuple(map(int, text.split())) for key, text in zip(figures, written, strict=True)}


def test_each_way_counts_the_returns_it_says(compared: pd.DataFrame) -> None:
    assert shares(compared, "as_declared") == by_hand("6 14 43", "6 16 38", "12 30 40", "6 12 50", "6 12 50")
    # The partials are officers 104 and 106, members 204 and 208. Of the other eight, 101, 102 and 201 say that leaders
    # value data, and 101, 102, 201, 202 and 207 that decisions rest on it.
    assert shares(compared, "partials_out") == by_hand("4 14 29", "4 16 25", "8 30 27", "3 8 38", "5 8 63")
    # The break-off is member 206, who strongly agrees on leaders and says nothing on decisions.
    assert shares(compared, "break_offs_count") == by_hand("6 14 43", "7 16 44", "13 30 43", "7 13 54", "6 12 50")
    # The repeat is member 203, who agrees to both.
    assert shares(compared, "repeats_stay") == by_hand("6 14 43", "7 16 44", "13 30 43", "7 13 54", "7 13 54")


def test_movements_are_points_from_as_declared(compared: pd.DataFrame) -> None:
    # 8/30 - 12/30 and 13/30 - 12/30; 3/8 - 6/12 and 7/13 - 6/12; the public survey has no such returns.
    total = [0, 100 * -4 / 30, 100 / 30, 100 / 30, 0, 0]
    assert points(compared, "response_rate") == pytest.approx(total)
    leaders = [0, -12.5, 100 * (7 / 13 - 1 / 2), 100 * (7 / 13 - 1 / 2), 0, 0]
    assert points(compared, "leaders_value_data") == pytest.approx(leaders)
    assert points(compared, "satisfied", "public") == [0, 0, 0, 0, 0, 0]


def test_only_the_whole_is_compared(compared: pd.DataFrame) -> None:
    assert "council" not in compared
    groups = {"response_rate": ["officers", "elected_members", "total"], "satisfied": ["public"]}
    groups |= {finding: ["total"] for finding in ("leaders_value_data", "decisions_use_data")}
    assert {name: list(dict.fromkeys(rows["group"])) for name, rows in compared.groupby("figure")} == groups
    assert (compared.groupby(["figure", "group"])["way"].agg(list).map(tuple) == WAYS).all()


def test_with_no_flagged_return_taking_them_out_changes_nothing(compared: pd.DataFrame) -> None:
    declared = compared[compared["way"] == "as_declared"].drop(columns="way").reset_index(drop=True)
    for way in ("speeders_out", "straight_liners_out"):
        same = compared[compared["way"] == way].drop(columns="way").reset_index(drop=True)
        pd.testing.assert_frame_equal(same, declared)


def test_a_flagged_return_is_taken_out_under_its_own_rule_alone(toy: Toy) -> None:
    # Officer 101 strongly agrees on leaders and agrees on decisions: 5 of 14, 11 of 30, 5 of 11 twice.
    table = toy.flagged("speeder", "officers-101")
    assert shares(table, "speeders_out") == by_hand("5 14 36", "6 16 38", "11 30 37", "5 11 45", "5 11 45")
    assert shares(table, "straight_liners_out") == shares(table, "as_declared")


def test_the_public_survey_is_weighted_anew(toy: Toy) -> None:
    # Without the woman who is satisfied: two women who are not and a man who is, half and half in the population.
    table = toy.flagged("straight_line", "public-P1").set_index(["way", "figure"])
    row = table.loc["straight_liners_out", "satisfied"].squeeze()
    assert (row["base"], row["percent"], round(row["points"], 6)) == (3, 50, round(100 * (1 / 2 - 2 / 3), 6))


def test_a_way_under_which_the_survey_cannot_be_weighted_has_no_figure(toy: Toy) -> None:
    # Without the one man, no weights give men their half.
    table = toy.flagged("straight_line", "public-P5").set_index(["way", "figure"])
    row = table.loc["straight_liners_out", "satisfied"].squeeze()
    assert row["base"] == 3
    assert row[["count", "value", "percent", "points"]].isna().all()


def test_repeats_may_bring_more_returns_than_people_and_stop_nothing(toy: Toy) -> None:
    # Members invited: 3 at Alder, 2 at Birch, 1 at Cedar, all of whom returned; the repeat makes seven of six.
    seats = dict(zip(("Alder Council", "Birch Council", "Cedar Council"), (3, 2, 1), strict=True))
    members = toy.invited["tool"] == "members"
    full = toy.invited.assign(invited=toy.invited["invited"].mask(members, toy.invited["council_found"].map(seats)))
    cleaned = clean.clean_returns(toy.study, toy.received, toy.notices, full)
    found = shares(ways_of_cleaning(toy.study, toy.received, full, cleaned), "repeats_stay")
    assert found["response_rate", "elected_members"] == (7, 6, 117)


def test_leaving_partials_out_is_cleaning_with_a_stricter_rule(toy: Toy) -> None:
    strict = with_settings(toy.study, partial_from=toy.study.settings.cleaning.complete_from)
    cleaned = clean.clean_returns(strict, toy.received, toy.notices, toy.invited)
    complete = toy.cleaned.answers[toy.cleaned.answers["status"] == "complete"]
    assert sorted(cleaned.answers["return_id"]) == sorted(complete["return_id"])


def test_movements_stand_beside_what_is_declared(compared: pd.DataFrame) -> None:
    read = headline_movements(compared)
    assert list(read.columns) == ["figure", "group", "base", "percent", *WAYS[1:]]
    assert read.iloc[2].tolist() == ["response_rate", "total", 30, 40, -13.3, 3.3, 3.3, 0.0, 0.0]
