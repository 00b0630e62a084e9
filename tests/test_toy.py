"""The toy study: three councils, twelve returns that count, every expected figure worked out by hand.

The returns that count, as tests/studies/raw/toy has them (file and line; blank where not answered):

    council  group     line  leaders value data  level        law stops you  barriers       decisions
    Alder    officers  2     strongly agree      3            no             skills trust   agree
    Alder    officers  3     agree               3            no             skills         agree
    Alder    officers  5     neither                          yes            trust          agree
    Alder    members   2     agree               3            no             skills         agree
    Alder    members   3     disagree (Welsh)    2            yes            other          agree
    Alder    members   8     don't know          don't know   don't know     skills trust   agree
    Birch    officers  6     disagree            2            yes            skills         disagree
    Birch    members   5     agree                            yes            trust          disagree
    Birch    members   6     neither             1 corrected  yes            skills trust   disagree
    Cedar    officers  7     agree               (Level 9)    no             skills         disagree
    Cedar    officers  9     strongly disagree   1            no             skills         disagree
    Cedar    members   9     strongly agree                   don't know     trust          disagree
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import papermill
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import (
    alternatives,
    disclosure,
    evidence,
    findings,
    response,
    returns,
    rows,
    slices,
    statistics,
    store,
    weights,
)  # fmt: skip
from analysis.clean import Cleaned, clean
from analysis.errors import WithheldError
from analysis.evidence import Evidence
from analysis.report.exporter import ReportExporter
from analysis.study import Study, load_study

STUDIES = Path(__file__).parent / "studies"
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
STEPS = ("01_returns", "02_clean", "03_response", "04_public_survey", "05_statistics", "06_national_report")
UNITS = {"Alder": "X06000001", "Birch": "X06000002", "Cedar": "X06000003", "Woodland": "X92000009"}
ALDER, BIRCH, CEDAR, WOODLAND = UNITS.values()
GROUPS = {"officers": "officers", "members": "elected_members", "total": "total"}


@dataclass(frozen=True)
class Flow:
    """What the steps of the flow give, and the folder of all that they wrote."""

    study: Study
    cleaned: Cleaned
    found: pd.DataFrame
    verdicts: pd.DataFrame
    levels: pd.DataFrame
    released: pd.DataFrame
    folder: Path

    def outputs(self, name: str) -> str:
        """A table of outputs as it was written."""
        return (self.folder / "outputs" / "toy" / f"{name}.csv").read_text(encoding="utf-8")

    def evidence(self, council: str) -> Evidence:
        """A report's evidence as its notebook loads it."""
        with in_force(self.folder):
            return evidence.load(UNITS[council])


@contextmanager
def in_force(folder: Path) -> Iterator[None]:
    """The toy is the study in force; what it makes goes to a folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CYFRIF_STUDY", str(STUDIES / "toy"))
        patch.setenv("CYFRIF_RAW", str(STUDIES / "raw"))
        patch.setenv("CYFRIF_PROCESSED", str(folder / "processed"))
        patch.setenv("CYFRIF_OUTPUTS", str(folder / "outputs"))
        patch.delenv("CYFRIF_STAGE", raising=False)
        yield


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Flow:
    """The calls of notebooks 01 to 05, in their order, in this process."""
    folder = tmp_path_factory.mktemp("flow")
    with in_force(folder):
        return run_flow(store.study(), folder)


def run_flow(study: Study, folder: Path) -> Flow:
    received, notices = returns.read_returns(study, store.raw())
    listed = returns.read_invited(study, store.raw())
    cleaned = clean(study, received, notices, listed)
    store.keep("reconciliation", cleaned.reconciliation)
    store.keep("issues", cleaned.issues)
    store.keep("item_nonresponse", statistics.item_nonresponse(study, cleaned.answers))
    store.keep("ways_of_cleaning", alternatives.ways_of_cleaning(study, received, listed, cleaned))
    store.save("other_texts", cleaned.other_texts)
    store.save("dispositions", cleaned.dispositions)
    store.save_labelled(study, "returns", cleaned.answers)
    for name, table in (("returns", cleaned.answers), ("invited", cleaned.invited), ("public_answers", cleaned.public)):
        store.save(name, table)
    answers, invited, public = (store.load(name) for name in ("returns", "invited", "public_answers"))

    rates = store.save("response_rates", response.response_rates(invited, answers, whole=study.whole))
    store.publish("response_rates", disclosure.release_response(study, rates))
    keep_nonresponse(study, answers, invited)
    public = store.save("public_returns", public.assign(weight=weights.weigh(study, public)))
    shares = store.save("public_survey", statistics.public_estimates(study, public))
    store.publish("public_survey", disclosure.release_public(study, shares))
    store.keep("public_errors", statistics.public_errors(study, public))
    store.keep("public_tests", statistics.public_tests(study, public))

    found = store.save("statistics", statistics.item_estimates(study, answers, invited))
    verdicts, levels = statistics.verdicts(study, found), statistics.maturity_levels(study, answers)
    store.keep("comparisons", verdicts)
    store.keep("maturity_sensitivity", statistics.level_sensitivity(study, answers))
    store.keep("scales", statistics.scale_reliability(study, answers))
    codes = returns.read_codes(study, store.raw())
    store.keep("coding_agreement", statistics.code_agreement(study, codes, answers))
    earlier = disclosure.counts_of(*store.earlier())
    released = disclosure.release_items(study, found, earlier)
    coded = disclosure.release_codes(study, statistics.coded_themes(study, codes, answers), earlier)
    store.publish("comment_codes", disclosure.codes_table(coded))
    store.keep("suppression", disclosure.suppressions(released, coded))
    store.publish("items", disclosure.items_table(study, released))
    store.publish("barriers", disclosure.barriers_table(study, released))
    levels = disclosure.gated_levels(study, levels, released)
    store.publish("maturity", disclosure.release_levels(study, levels))
    verdicts = statistics.verdicts(study, disclosure.told(released))
    store.keep("row_sets", rows.row_sets(study, answers, invited, public))
    funnel = statistics.response_funnel(rates, whole=study.whole, group="total")
    for unit, content in slices.build(study, slices.release(study, rates, released, levels, verdicts), funnel).items():
        store.save_evidence(unit, content)
    return Flow(study, cleaned, found, verdicts, levels, released, folder)


def keep_nonresponse(study: Study, answers: pd.DataFrame, invited: pd.DataFrame) -> None:
    seen = store.load("dispositions")
    store.keep("outcomes", response.outcomes(study, invited, seen))
    classes = statistics.frame_classes(study, invited, answers)
    store.keep("response_by_frame", statistics.response_by_frame(classes))
    store.keep("early_and_late", statistics.early_and_late(study, answers, seen))
    counts = statistics.headline_counts(study, answers)
    store.keep("worst_case", statistics.worst_case(study, counts, invited))


def counted(found: pd.DataFrame, item: str) -> dict[tuple[str, str], list[int]]:
    """An item's estimates by council and group: the base, then each option's count in the order of the alphabet."""
    long = found[found["item"] == item].sort_values(["council", "group", "option"])
    by_place = long.groupby(["council", "group"])
    return {place: [int(rows["base"].iloc[0]), *rows["count"].astype(int)] for place, rows in by_place}


def by_hand(table: str) -> dict[tuple[str, str], list[int]]:
    """A hand-written table: council, group, base, counts."""
    cells = [line.split() for line in table.strip().splitlines()]
    return {(UNITS[council], GROUPS[group]): [int(cell) for cell in numbers] for council, group, *numbers in cells}


def test_every_received_return_is_kept_or_dropped_by_a_named_rule(flow: Flow) -> None:
    # 8 = 6 + a break-off + a repeat; 9 = 6 + a test + a blank + one from Elm, which is no council; 5 = 4 + one whose
    # sex, a margin, is not known.
    assert flow.outputs("internal/reconciliation") == (
        "file,received,kept,dropped_withdrawn,dropped_superseded,dropped_test,dropped_late,dropped_blank,"
        "dropped_out_of_frame,dropped_break_off,dropped_repeat\n"
        "public_survey/public_survey.csv,5,4,0,0,0,0,0,1,0,0\n"
        "returns/members.csv,8,6,0,0,0,0,0,0,1,1\n"
        "returns/officers.csv,9,6,0,0,1,0,1,1,0,0\n"
    )


def test_a_return_that_misses_a_question_is_partial_and_counts(flow: Flow) -> None:
    # Six of seven answered is 0.86, under the 0.90 of a complete return.
    status = flow.cleaned.answers.set_index("return_id")["status"]
    partial = ["members-204", "members-208", "officers-104", "officers-106"]
    assert sorted(status.index[status == "partial"]) == partial
    assert (status.drop(partial) == "complete").all()
    assert len(status) == 12


def test_every_problem_is_an_issue_with_its_file_and_line(flow: Flow) -> None:
    issues = flow.cleaned.issues
    noted = sorted(zip(issues["rule"], issues["file"].str.split("/").str[-1], issues["line"].astype(str), strict=True))
    assert noted == [
        ("answered_in_welsh", "members.csv", "3"),
        ("blank", "officers.csv", "10"),
        ("break_off", "members.csv", "7"),
        ("correction", "members.csv", "6"),
        ("council_alias", "officers.csv", "3"),
        ("invited_not_seats", "", ""),  # Alder: 5 invited, 6 seats
        ("not_on_scale", "officers.csv", "7"),
        ("other_text", "members.csv", "3"),
        ("out_of_frame", "officers.csv", "8"),
        ("out_of_frame", "public_survey.csv", "4"),
        ("repeat", "members.csv", "4"),
        ("test", "officers.csv", "4"),
    ]


def test_response_rates_are_returned_over_invited_and_totals_are_pooled(flow: Flow) -> None:
    # Alder in total: 6 of 9 = 66.67, 67 (the mean of 60 and 75 would give 68). Cedar's members: 1 of 8 = 12.5, half
    # up 13; in total 3 of 16 = 18.75, 19. Woodland: 6 of 16 = 37.5, 38; 6 of 14 = 42.86, 43; 12 of 30 = 40.
    assert flow.outputs("public/tables/response_rates") == (
        "council,council_name,group,invited,returned,rate,percent\n"
        "X06000001,Alder Council,elected_members,5,3,0.6,60\n"
        "X06000001,Alder Council,officers,4,3,0.75,75\n"
        "X06000001,Alder Council,total,9,6,0.6666666667,67\n"
        "X06000002,Birch Council,elected_members,3,2,0.6666666667,67\n"
        "X06000002,Birch Council,officers,2,1,0.5,50\n"
        "X06000002,Birch Council,total,5,3,0.6,60\n"
        "X06000003,Cedar Council,elected_members,8,1,0.125,13\n"
        "X06000003,Cedar Council,officers,8,2,0.25,25\n"
        "X06000003,Cedar Council,total,16,3,0.1875,19\n"
        "X92000009,Woodland,elected_members,16,6,0.375,38\n"
        "X92000009,Woodland,officers,14,6,0.4285714286,43\n"
        "X92000009,Woodland,total,30,12,0.4,40\n"
    )


def test_outcomes_are_those_of_the_best_return_of_each_person(flow: Flow) -> None:
    # Complete but for the four partial ones (members 204, 208, officers 104, 106). Member 206 broke off, officer 109
    # left it blank, both at Cedar: refusals here. The rest were silent. Test, repeat and Elm count nowhere.
    assert flow.outputs("internal/outcomes") == (
        "council,group,invited,complete,partial,refusal,non_contact,other,unknown,not_eligible\n"
        "X06000001,elected_members,5,3,0,0,2,0,0,0\n"
        "X06000001,officers,4,2,1,0,1,0,0,0\n"
        "X06000001,total,9,5,1,0,3,0,0,0\n"
        "X06000002,elected_members,3,1,1,0,1,0,0,0\n"
        "X06000002,officers,2,1,0,0,1,0,0,0\n"
        "X06000002,total,5,2,1,0,2,0,0,0\n"
        "X06000003,elected_members,8,0,1,1,6,0,0,0\n"
        "X06000003,officers,8,1,1,1,5,0,0,0\n"
        "X06000003,total,16,1,2,2,11,0,0,0\n"
        "X92000009,elected_members,16,4,2,1,9,0,0,0\n"
        "X92000009,officers,14,4,2,1,7,0,0,0\n"
        "X92000009,total,30,8,4,2,16,0,0,0\n"
    )


def test_late_returns_stand_beside_early_ones(flow: Flow) -> None:
    # Of the 12, four came on the 9th (early: a third), three on the 12th (the last quarter). Leaders: 3 of 4 early
    # (101, 102, 201), 1 of 3 late (208). Decisions: 4 of 4 early, 1 of 3 late (207).
    lines = [line.split(",")[:6] for line in flow.outputs("internal/early_and_late").splitlines()[1:]]
    assert lines == [
        ["leaders_value_data", "top2", "3", "4", "1", "3"],
        ["decisions_use_data", "top2", "4", "4", "1", "3"],
    ]


def test_bounds_of_a_headline_figure_leave_room_for_all_who_were_silent(flow: Flow) -> None:
    # Alder's total on decisions: 6 of 6 of 9 invited: 6/9 to 9/9. Cedar: 0 of 3 of 16: 0 to 13/16.
    lines = {
        tuple(row[:3]): row[4:]
        for row in (line.split(",") for line in flow.outputs("internal/worst_case").splitlines())
    }
    assert lines[ALDER, "total", "decisions_use_data"] == ["6", "6", "9", "1", "0.6666666667", "1", "0.3333333333"]
    assert lines[CEDAR, "total", "decisions_use_data"] == ["0", "3", "16", "0", "0", "0.8125", "0.8125"]


# --------------------------------------------------------------------------------------------------- estimates


def test_agreement_is_counted_by_council_and_group_with_its_two_sides(flow: Flow) -> None:
    # Base, then: agree, bottom2, disagree, don't know, neither, net, strongly agree, strongly disagree, top2.
    # bottom2 = disagree + strongly disagree; top2 = agree + strongly agree; net = top2 - bottom2.
    assert counted(flow.found, "leaders_value_data") == by_hand("""
        Alder     officers   3   1 0 0 0 1  2 1 0 2
        Alder     members    3   1 1 1 1 0  0 0 0 1
        Alder     total      6   2 1 1 1 1  2 1 0 3
        Birch     officers   1   0 1 1 0 0 -1 0 0 0
        Birch     members    2   1 0 0 0 1  1 0 0 1
        Birch     total      3   1 1 1 0 1  0 0 0 1
        Cedar     officers   2   1 1 0 0 0  0 0 1 1
        Cedar     members    1   0 0 0 0 0  1 1 0 1
        Cedar     total      3   1 1 0 0 0  1 1 1 2
        Woodland  officers   6   2 2 1 0 1  1 1 1 3
        Woodland  members    6   2 1 1 1 1  2 1 0 3
        Woodland  total     12   4 3 2 1 2  3 2 1 6
    """)


def test_an_answer_not_given_or_not_on_the_scale_leaves_the_base(flow: Flow) -> None:
    # Base, then levels 1, 2, 3, don't know. Nobody among Cedar's members answered, so there is no row for them.
    assert counted(flow.found, "level_leadership") == by_hand("""
        Alder     officers   2   0 0 2 0
        Alder     members    3   0 1 1 1
        Alder     total      5   0 1 3 1
        Birch     officers   1   0 1 0 0
        Birch     members    1   1 0 0 0
        Birch     total      2   1 1 0 0
        Cedar     officers   1   1 0 0 0
        Cedar     total      1   1 0 0 0
        Woodland  officers   4   1 1 2 0
        Woodland  members    4   1 1 1 1
        Woodland  total      8   2 2 3 1
    """)


def test_dont_know_is_an_answer_and_stays_in_the_base(flow: Flow) -> None:
    # Base, then don't know, no, yes.
    assert counted(flow.found, "regulation_view") == by_hand("""
        Alder     officers   3   0 2 1
        Alder     members    3   1 1 1
        Alder     total      6   1 3 2
        Birch     officers   1   0 0 1
        Birch     members    2   0 0 2
        Birch     total      3   0 0 3
        Cedar     officers   2   0 2 0
        Cedar     members    1   1 0 0
        Cedar     total      3   1 2 0
        Woodland  officers   6   0 4 2
        Woodland  members    6   2 1 3
        Woodland  total     12   2 5 5
    """)


def test_one_person_may_name_several_barriers_and_is_one_of_the_base(flow: Flow) -> None:
    # Base, then other, skills, trust.
    assert counted(flow.found, "barriers") == by_hand("""
        Alder     officers   3   0 2 2
        Alder     members    3   1 2 1
        Alder     total      6   1 4 3
        Birch     officers   1   0 1 0
        Birch     members    2   0 1 2
        Birch     total      3   0 2 2
        Cedar     officers   2   0 2 0
        Cedar     members    1   0 0 1
        Cedar     total      3   0 2 1
        Woodland  officers   6   0 5 2
        Woodland  members    6   1 3 4
        Woodland  total     12   1 8 6
    """)


@pytest.mark.parametrize(
    ("council", "group", "item", "option", "value", "low", "high"),
    [
        # 2 of Alder's 3 officers who replied, of 4 invited: among the 4 it is 2 or 3. With 2 of 4, two or more of
        # three drawn: 2/4 of the draws; with 3 of 4, two or fewer: 3/4. Neither is under 0.025: 2/4 to 3/4.
        ("Alder", "officers", "leaders_value_data", "top2", 2 / 3, 2 / 4, 3 / 4),
        # Both of Birch's members who replied, of 3 invited: 2 of 3 gives that in 1/3 of the draws, 3 of 3 always.
        ("Birch", "members", "regulation_view", "yes", 1.0, 2 / 3, 1.0),
        # None of Birch's 3, of 5 invited: 0, 1 or 2 of the 5; with 2, none of three drawn in 1/10 of the draws.
        ("Birch", "total", "barriers", "other", 0.0, 0.0, 2 / 5),
    ],
)
def test_interval_is_of_a_complete_frame(
    flow: Flow, council: str, group: str, item: str, option: str, value: float, low: float, high: float
) -> None:
    keys = flow.found.set_index(["council", "group", "item", "option"])
    row = keys.loc[(UNITS[council], GROUPS[group], item, option)]
    assert (row["value"], row["low"], row["high"]) == pytest.approx((value, low, high))


@given(st.permutations(range(12)))
@settings(deadline=None, max_examples=50)
def test_order_of_the_returns_changes_no_estimate(flow: Flow, order: list[int]) -> None:
    shuffled = flow.cleaned.answers.iloc[order]
    pd.testing.assert_frame_equal(
        statistics.item_estimates(flow.study, shuffled, flow.cleaned.invited), flow.found, check_dtype=False
    )


def test_level_is_the_mean_of_the_points_by_the_printed_rule(flow: Flow) -> None:
    # Leadership: agreeing 1, neither 0.5, disagreeing 0; level 1 is 0, level 2 is 0.5, level 3 is 1.
    #   Alder  (1 + 1 + .5 + 1 + 0) + (1 + 1 + 1 + .5) = 7 of 9 = 0.78, level 3; one person of six said don't know twice
    #   Birch  (0 + 1 + .5) + (.5 + 0) = 2 of 5 = 0.40, exactly where level 2 begins
    #   Cedar  (1 + 0 + 1) + 0 = 2 of 4 = 0.50, level 2
    # Data protection is asked the other way round, so that no is 1 and yes is 0.
    #   Alder  3 of 5 = 0.60, level 2;  Birch 0 of 3, level 1;  Cedar 2 of 2, a base of two and no level
    expected = pd.DataFrame(
        [
            (ALDER, "data_protection", 3.0, 5, 5, 3 / 5, 2),
            (ALDER, "leadership", 7.0, 9, 5, 7 / 9, 3),
            (BIRCH, "data_protection", 0.0, 3, 3, 0.0, 1),
            (BIRCH, "leadership", 2.0, 5, 3, 2 / 5, 2),
            (CEDAR, "data_protection", 2.0, 2, 2, 1.0, None),
            (CEDAR, "leadership", 2.0, 4, 3, 2 / 4, 2),
            (WOODLAND, "data_protection", 5.0, 10, 10, 5 / 10, 2),
            (WOODLAND, "leadership", 11.0, 18, 11, 11 / 18, 2),
        ],
        columns=["council", "characteristic", "points", "scored", "base", "score", "level"],
    ).astype({"level": "Int64"})
    pd.testing.assert_frame_equal(flow.levels[list(expected)], expected, check_dtype=False)


def test_level_under_the_minimum_base_is_withheld(flow: Flow) -> None:
    # Cuts of 0.30 and 0.55, or 0.50 and 0.75; without one question; one group's alone, where three or more scored:
    #   Alder's 0.60 is level 3 by the lower cuts. Its 0.78: officers 4.5 of 5, without the first question 3.5 of 4,
    #   without the second 3.5 of 5 = 0.70; level 3 throughout, and two members are too few to look at alone.
    #   Birch's 0 of 3 stays; its 0.40 is level 1 by the higher cuts. Cedar without the second: 2 of 3 = 0.67, level 3.
    #   Woodland's members 1 of 4 = 0.25, level 1; its 0.61 is level 3 by the lower cuts.
    assert flow.outputs("public/tables/maturity") == (
        "council,characteristic,level,stable,flag\n"
        "X06000001,data_protection,2,borderline,low base\n"
        "X06000001,leadership,3,stable,low base\n"
        "X06000002,data_protection,1,stable,low base\n"
        "X06000002,leadership,2,borderline,low base\n"
        "X06000003,data_protection,,,suppressed\n"
        "X06000003,leadership,2,borderline,low base\n"
        "X92000009,data_protection,2,borderline,\n"
        "X92000009,leadership,2,borderline,\n"
    )


def test_a_council_like_the_rest_is_similar_and_one_unlike_it_is_told(flow: Flow) -> None:
    # Fisher's exact test. Of 12 people 6 agree, in both questions; 6 of 12 can be chosen in 924 ways.
    #   Leaders: Alder 3 of 6, the commonest table, p = 1. Birch 1 of 3 and Cedar 2 of 3: 3 x C(9,5) = 378 ways each,
    #   the two commonest, p = 1.
    #   Decisions: Alder 6 of 6 and the rest 0 of 6: 1 way, and 1 as far the other way, p = 2/924; adjusted for two
    #   questions 4/924, under 0.05. Birch and Cedar 0 of 3: C(9,6) = 84 ways, and as many for 3 of 3, p = 168/924.
    expected = pd.DataFrame(
        [
            (ALDER, "decisions_use_data", "top2", 6, 6, 6, 0, 2 / 924, "higher"),
            (ALDER, "leaders_value_data", "top2", 6, 3, 6, 3, 1.0, "similar"),
            (BIRCH, "decisions_use_data", "top2", 3, 0, 9, 6, 168 / 924, "similar"),
            (BIRCH, "leaders_value_data", "top2", 3, 1, 9, 5, 1.0, "similar"),
            (CEDAR, "decisions_use_data", "top2", 3, 0, 9, 6, 168 / 924, "similar"),
            (CEDAR, "leaders_value_data", "top2", 3, 2, 9, 4, 1.0, "similar"),
        ],
        columns=["council", "item", "option", "base", "count", "rest_base", "rest_count", "p", "verdict"],
    )
    pd.testing.assert_frame_equal(flow.verdicts[list(expected)], expected, check_dtype=False)


def test_where_one_group_is_small_only_the_total_is_published(flow: Flow) -> None:
    # Minimum base 3, low base 6. Birch (1 and 2 people) and Cedar (2 and 1): the groups are withheld. Half up:
    # 1 of 6 = 16.67, 17; 4 of 6 = 66.67, 67; 2 of 3 = 67; 1 of 3 = 33; 5 of 6 = 83.33, 83; 1 of 12 = 8.33, 8.
    assert flow.outputs("public/tables/barriers") == (
        "council,group,item,option,base,count,percent,flag\n"
        "X06000001,elected_members,barriers,other,3,1,33,low base\n"
        "X06000001,elected_members,barriers,skills,3,2,67,low base\n"
        "X06000001,elected_members,barriers,trust,3,1,33,low base\n"
        "X06000001,officers,barriers,other,3,0,0,low base\n"
        "X06000001,officers,barriers,skills,3,2,67,low base\n"
        "X06000001,officers,barriers,trust,3,2,67,low base\n"
        "X06000001,total,barriers,other,6,1,17,\n"
        "X06000001,total,barriers,skills,6,4,67,\n"
        "X06000001,total,barriers,trust,6,3,50,\n"
        "X06000002,elected_members,barriers,other,2,,,suppressed\n"
        "X06000002,elected_members,barriers,skills,2,,,suppressed\n"
        "X06000002,elected_members,barriers,trust,2,,,suppressed\n"
        "X06000002,officers,barriers,other,1,,,suppressed\n"
        "X06000002,officers,barriers,skills,1,,,suppressed\n"
        "X06000002,officers,barriers,trust,1,,,suppressed\n"
        "X06000002,total,barriers,other,3,0,0,low base\n"
        "X06000002,total,barriers,skills,3,2,67,low base\n"
        "X06000002,total,barriers,trust,3,2,67,low base\n"
        "X06000003,elected_members,barriers,other,1,,,suppressed\n"
        "X06000003,elected_members,barriers,skills,1,,,suppressed\n"
        "X06000003,elected_members,barriers,trust,1,,,suppressed\n"
        "X06000003,officers,barriers,other,2,,,suppressed\n"
        "X06000003,officers,barriers,skills,2,,,suppressed\n"
        "X06000003,officers,barriers,trust,2,,,suppressed\n"
        "X06000003,total,barriers,other,3,0,0,low base\n"
        "X06000003,total,barriers,skills,3,2,67,low base\n"
        "X06000003,total,barriers,trust,3,1,33,low base\n"
        "X92000009,elected_members,barriers,other,6,1,17,\n"
        "X92000009,elected_members,barriers,skills,6,3,50,\n"
        "X92000009,elected_members,barriers,trust,6,4,67,\n"
        "X92000009,officers,barriers,other,6,0,0,\n"
        "X92000009,officers,barriers,skills,6,5,83,\n"
        "X92000009,officers,barriers,trust,6,2,33,\n"
        "X92000009,total,barriers,other,12,1,8,\n"
        "X92000009,total,barriers,skills,12,8,67,\n"
        "X92000009,total,barriers,trust,12,6,50,\n"
    )


def test_withheld_rows_carry_the_base_and_nothing_else(flow: Flow) -> None:
    # The level question: two of Alder's officers answered, so its groups are withheld and its total of 5 stands; two
    # people at Birch and one at Cedar answered, so nothing stands there.
    level = flow.released[flow.released["item"] == "level_leadership"]
    withheld = level[level["flag"] == "suppressed"]
    places = withheld.groupby(["council", "group"])["base"].first().to_dict()
    assert places == {
        (ALDER, "elected_members"): 3,
        (ALDER, "officers"): 2,
        (BIRCH, "elected_members"): 1,
        (BIRCH, "officers"): 1,
        (BIRCH, "total"): 2,
        (CEDAR, "officers"): 1,
        (CEDAR, "total"): 1,
    }
    assert withheld[["count", "value", "low", "high", "percent"]].isna().all(axis=None)
    told = level[level["flag"] != "suppressed"]
    assert set(zip(told["council"], told["group"], told["flag"], strict=True)) == {
        (ALDER, "total", "low base"),
        (WOODLAND, "elected_members", "low base"),
        (WOODLAND, "officers", "low base"),
        (WOODLAND, "total", ""),
    }


def test_asking_for_a_withheld_number_is_refused(flow: Flow) -> None:
    birch = flow.evidence("Birch")
    assert birch.number("proportion", "barriers", option="skills").shown == "67%"  # 2 of 3
    with pytest.raises(WithheldError, match="barriers skills officers"):
        birch.number("proportion", "barriers", "officers", "skills")


def test_raking_to_one_margin_gives_population_share_over_sample_share(flow: Flow) -> None:
    # Three women and a man, half and half in the population: a woman weighs 0.5 / 0.75 = 2/3, a man 0.5 / 0.25 = 2.
    weighed = weights.weigh(flow.study, flow.cleaned.public)
    assert dict(zip(flow.cleaned.public["return_id"], weighed, strict=True)) == pytest.approx(
        {"public-P1": 2 / 3, "public-P2": 2 / 3, "public-P4": 2 / 3, "public-P5": 2.0}
    )


def test_weighted_share_stands_beside_the_unweighted_one_with_its_effective_base(flow: Flow) -> None:
    # A woman and the man of four are satisfied: 2/4; weighted (2/3 + 2) / 4 = 2/3. Effective base: 16 over
    # 3 x 4/9 + 4 = 16/3 is 3. Wilson at 95%, z squared = 3.8415:
    #   2/4 of 4: half 1.96 / (1 + .96037) x sqrt(.25/4 + 3.8415/64) = .34996 round .5
    #   2/3 of 3: middle (.66667 + .64024) / 2.28049 = .57308; half .85945 x sqrt(.074074 + .106707) = .36542
    shown = [line.split(",") for line in flow.outputs("public/tables/public_survey").splitlines()]
    assert [(*row[:2], row[2], row[-1]) for row in shown] == [
        ("item", "measure", "base", "percent"),
        ("satisfied", "unweighted", "4", "50"),
        ("satisfied", "weighted", "4", "67"),
    ]
    assert [float(cell) for cell in shown[1][3:7]] == pytest.approx([4, 0.5, 0.15004, 0.84996], abs=1e-5)
    assert [float(cell) for cell in shown[2][3:7]] == pytest.approx([3, 2 / 3, 0.20766, 0.93850], abs=2e-5)


SHARE = st.floats(min_value=0.2, max_value=0.8)


@given(extra=st.lists(st.tuples(st.sampled_from("fm"), st.sampled_from("yo")), max_size=30), women=SHARE, young=SHARE)
@settings(deadline=None, max_examples=50)
def test_weights_add_up_to_the_sample_and_meet_the_margins(
    extra: list[tuple[str, str]], women: float, young: float
) -> None:
    # One respondent in each cell at least, so that the margins can be met.
    sample = pd.DataFrame([("f", "y"), ("f", "o"), ("m", "y"), ("m", "o"), *extra], columns=["sex", "age"])
    margins = {"sex": {"f": women, "m": 1 - women}, "age": {"y": young, "o": 1 - young}}
    raked = weights.rake(sample, margins, low=0, high=1e9)
    assert raked.sum() == pytest.approx(len(sample))
    for margin, shares in margins.items():
        held = raked.groupby(sample[margin]).sum() / len(sample)
        assert held.to_dict() == pytest.approx(shares, abs=1e-6)


def test_each_number_leads_back_to_its_lines(flow: Flow) -> None:
    # Lines as the table at the head of this file has them; officers are invited on a line a person (Alder 2 to 5),
    # members on a line a council.
    written = [line.rsplit(",", 2) for line in flow.outputs("internal/row_sets").splitlines()[1:]]
    lines = {(row_set, file): found for row_set, file, found in written}
    assert {key: lines[key] for key in lines if key[0] == f"{ALDER}/total/response"} == {
        (f"{ALDER}/total/response", "invited/members.csv"): "2",
        (f"{ALDER}/total/response", "invited/officers.csv"): "2-5",
        (f"{ALDER}/total/response", "returns/members.csv"): "2-3;8",
        (f"{ALDER}/total/response", "returns/officers.csv"): "2-3;5",
    }
    assert lines[f"{ALDER}/officers/level_leadership", "returns/officers.csv"] == "2-3"
    assert lines[f"{BIRCH}/total/leadership", "returns/members.csv"] == "5-6"
    assert lines[f"{WOODLAND}/total/barriers", "returns/officers.csv"] == "2-3;5-7;9"
    assert lines[f"{WOODLAND}/public/satisfied", "public_survey/public_survey.csv"] == "2-3;5-6"
    assert (f"{CEDAR}/elected_members/level_leadership", "returns/members.csv") not in lines


def test_levels_over_all_councils_are_counted_from_those_that_stand(flow: Flow) -> None:
    # Five levels stand: 3 and 2 at Alder, 2 and 1 at Birch, 2 at Cedar; four of the five are the first or second: 80%.
    woodland = flow.evidence("Woodland")
    assert [woodland.number(name).printed for name in ("levels", "low_levels", "low_levels_share")] == [5, 4, 80]
    assert [woodland.councils_at("leadership", level).printed for level in (1, 2, 3)] == [0, 2, 1]
    assert [woodland.councils_at("data_protection", level).printed for level in (1, 2, 3)] == [1, 1, 0]


def test_rest_is_every_other_council_together(flow: Flow) -> None:
    # Leaders: 6 of 12 agree. Without Birch's 1 of 3: 5 of 9 = 55.56, 56. Without Cedar's 2 of 3: 4 of 9 = 44.44, 44.
    rest = {
        name: flow.evidence(name).number("proportion", "leaders_value_data", option="top2", place="rest").printed
        for name in ("Alder", "Birch", "Cedar")
    }
    assert rest == {"Alder": 50, "Birch": 56, "Cedar": 44}


def test_advice_follows_a_weak_finding(flow: Flow) -> None:
    # Leaders value data: 1 of 3 at Birch is under half and weak; 3 of 6 at Alder is not. Training is advised to all.
    advised = {
        (name, theme): [row.recommendation for row in findings.advice(flow.evidence(name), theme)]
        for name in ("Alder", "Birch")
        for theme in ("vision", "skills")
    }
    assert advised == {
        ("Alder", "vision"): [],
        ("Alder", "skills"): ["train_people"],
        ("Birch", "vision"): ["say_who_leads"],
        ("Birch", "skills"): ["train_people"],
    }


@dataclass(frozen=True)
class Run:
    """All seven notebooks run by hand: the folder they wrote to, and each report's page."""

    folder: Path
    pages: dict[str, str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder, pages = tmp_path_factory.mktemp("notebooks"), {}
    with in_force(folder):
        for step in STEPS:
            executed = execute(step, folder / f"{step}.ipynb")
        pages["Woodland"] = page(executed)
        for name in ("Alder", "Cedar"):
            pages[name] = page(execute("07_council_report", folder / f"{name}.ipynb", council=UNITS[name]))
    return Run(folder, pages)


def execute(step: str, executed: Path, **parameters: str) -> Path:
    quiet = {"progress_bar": False, "log_output": False}
    papermill.execute_notebook(NOTEBOOKS / f"{step}.ipynb", executed, parameters, kernel_name="python3", **quiet)
    return executed


def page(executed: Path) -> str:
    return str(ReportExporter().from_filename(str(executed))[0])


def printed(page: str) -> dict[str, str]:
    """Every number of a page: its id and the text shown."""
    return dict(re.findall(r'data-number="([^"]+)"[^>]*>([^<]*)<', page))


def test_all_notebooks_run_and_print_the_response_rates(run: Run) -> None:
    # 6 of 9, 3 of 16, 12 of 30.
    assert f'data-number="{ALDER}/response_rate/total@{ALDER}.glance">67%</' in run.pages["Alder"]
    assert f'data-number="{CEDAR}/response_rate/total@{CEDAR}.glance">19%</' in run.pages["Cedar"]
    assert f'data-number="{WOODLAND}/response_rate/total@{WOODLAND}.glance">40%</' in run.pages["Woodland"]


def test_notebooks_write_the_tables_that_the_functions_give(run: Run, flow: Flow) -> None:
    by_notebooks, by_functions = (written(folder) for folder in (run.folder, flow.folder))
    by_notebooks.pop("processed/toy/received.csv")  # step 1 keeps which returns arrived; no later step reads it
    assert sorted(by_notebooks) == sorted(by_functions)
    assert [name for name in by_notebooks if by_notebooks[name] != by_functions[name]] == []


def written(folder: Path) -> dict[str, bytes]:
    found = [path for room in ("processed", "outputs") for path in (folder / room).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_page_of_a_council_with_small_groups_tells_no_group_s_answers(run: Run) -> None:
    # Cedar has two officers and one member: all questions but the level have a total of three, which may be told.
    told = [key for key in printed(run.pages["Cedar"]) if key.startswith(f"{CEDAR}/proportion/")]
    assert told
    assert [key for key in told if "/total/" not in key or "level_leadership" in key] == []


def test_page_says_that_a_level_under_the_minimum_base_is_not_known(run: Run) -> None:
    assert "Data protection: level not known (too few replies)." in run.pages["Cedar"]
    assert printed(run.pages["Cedar"])[f"{CEDAR}/level/leadership/total@{CEDAR}.requires"] == "2"


def test_pages_say_that_invented_returns_are_illustrative(run: Run) -> None:
    assert ["Illustrative data:" in text for text in run.pages.values()] == [True, True, True]


def test_toy_definition_has_no_faults() -> None:
    assert load_study(STUDIES / "toy").name == "toy"
