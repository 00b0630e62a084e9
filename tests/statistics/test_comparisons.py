"""A difference from the rest is told only where chance would not make it, among all that is looked at."""

import dataclasses

import pandas as pd
import pytest
from scipy import stats

from analysis.statistics.comparisons import (
    DifferenceRule,
    against_rest,
    compared_shares,
    council_verdicts,
    group_differences,
    ordinal_tests,
    paired_rows,
    rank_tests,
)
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.study.wordings import Finding
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"
Counts = tuple[int, int, int, int]  # count and base here, count and base elsewhere

# Fisher's exact test, two-sided, by hand: all here and none elsewhere, of n and n, has 2 / C(2n, n):
# 3: 2/20 = 0.1; 4: 2/70 = 0.0286; 5: 2/252 = 0.0079; 6: 2/924 = 0.0022
SIX: Counts = (6, 6, 0, 6)
FIVE_LOWER: Counts = (0, 5, 5, 5)
FOUR: Counts = (4, 4, 0, 4)
THREE: Counts = (3, 3, 0, 3)
TEA: Counts = (3, 4, 1, 4)  # Fisher's tea: 17/35 = 0.4857 (Agresti, Categorical Data Analysis, 3.5.2)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def of_findings(study: Study, *names: str) -> Study:
    """The study with these findings alone, each on an item of its own name."""
    return dataclasses.replace(study, findings=tuple(Finding(name, "", name, "top2", "higher", {}) for name in names))


def estimated(rows: list[tuple[str, str, int, int]]) -> pd.DataFrame:
    """Estimates from rows of council, item, count, base."""
    table = pd.DataFrame(rows, columns=["council", "item", "count", "base"])
    return table.assign(group="total", option="top2")


def told(study: Study, *tables: Counts) -> dict[str, str]:
    """Verdicts at C1 of findings a, b, c ..., each with its table."""
    rows = []
    for name, (count, base, rest_count, rest_base) in zip("abcd", tables, strict=False):
        rows += [("C1", name, count, base), ("ALL", name, count + rest_count, base + rest_base)]
    found = council_verdicts(of_findings(study, *"abcd"[: len(tables)]), estimated(rows))
    return dict(zip(found["item"], found["verdict"], strict=True))


def test_p_values_are_fishers(study: Study) -> None:
    rows = [("C1", "a", 3, 4), ("ALL", "a", 4, 8), ("C1", "b", 6, 6), ("ALL", "b", 6, 12)]
    found = council_verdicts(of_findings(study, "a", "b"), estimated(rows))
    assert found["p"].tolist() == pytest.approx([17 / 35, 2 / 924])
    assert found[["count", "base", "rest_count", "rest_base"]].to_numpy().tolist() == [[3, 4, 1, 4], [6, 6, 0, 6]]


def test_one_finding_alone_is_told_at_five_percent(study: Study) -> None:
    assert told(study, FOUR) == {"a": "higher"}
    assert told(study, THREE) == {"a": "similar"}


def test_among_four_findings_a_second_p_of_three_percent_is_not_enough(study: Study) -> None:
    # Benjamini-Hochberg, limits 0.0125, 0.025, 0.0375, 0.05; p 0.0022, 0.0286, 0.1, 0.4857: the first alone
    expected = {"a": "higher", "b": "similar", "c": "similar", "d": "similar"}
    assert told(study, SIX, FOUR, THREE, TEA) == expected


def test_a_later_finding_under_its_limit_carries_the_earlier_ones(study: Study) -> None:
    # p 0.0022, 0.0286, 0.0286, 0.4857: the third is under 0.0375, and so are told all three (it steps up)
    expected = {"a": "higher", "b": "higher", "c": "higher", "d": "similar"}
    assert told(study, SIX, FOUR, FOUR, TEA) == expected


def test_a_clearly_smaller_share_is_lower(study: Study) -> None:
    assert told(study, FIVE_LOWER) == {"a": "lower"}


def test_each_councils_findings_are_a_family_of_their_own(study: Study) -> None:
    # `a`: C1 4 of 4, the others none of 4, p 0.0286. `b`, `c`, `d`: C1 like the rest, C2 and C3 far from it.
    # Among C1's four 0.0286 is over 0.0125. In one family of all twelve it would be seventh, under 0.0292, and told.
    counts = {"a": [(4, 4), (0, 2), (0, 2)]} | {name: [(5, 10), (10, 10), (0, 10)] for name in "bcd"}
    rows = [
        (unit, name, *many)
        for name, held in counts.items()
        for unit, many in zip(("C1", "C2", "C3"), held, strict=True)
    ]
    rows += [("ALL", name, sum(x for x, _ in held), sum(n for _, n in held)) for name, held in counts.items()]
    found = council_verdicts(of_findings(study, *counts), estimated(rows)).set_index(["council", "item"])["verdict"]
    assert found["C1"].to_dict() == dict.fromkeys("abcd", "similar")
    assert found["C2"].to_dict() == {"a": "similar"} | dict.fromkeys("bcd", "higher")


def test_a_council_that_is_all_there_is_has_no_rest_to_be_compared_with(study: Study) -> None:
    assert told(study, (3, 4, 0, 0)) == {}


def test_a_difference_stands_with_newcombes_limits_and_its_family(study: Study) -> None:
    # Newcombe (1998), Stat Med 17:873-890, method 10: 9 of 10 less 3 of 10 is 0.6, from 0.1705 to 0.8090
    rows = [("C1", "a", 9, 10), ("ALL", "a", 12, 20)]
    found = council_verdicts(of_findings(study, "a"), estimated(rows)).iloc[0]
    assert found["difference"] == pytest.approx(0.6)
    assert (round(found["low"], 4), round(found["high"], 4)) == (0.1705, 0.8090)
    assert found["family"] == "all that everybody was asked, of the council, Benjamini-Hochberg"


def grouped(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Estimates of C1 from rows of item, group, count, base."""
    table = pd.DataFrame(rows, columns=["item", "group", "count", "base"])
    return table.assign(council="C1", option="top2")


def test_groups_are_compared_as_one_family_of_claims(study: Study) -> None:
    # 10 of 10 against 0 of 10: p 2 / C(20, 10) = 2/184756. 6 of 10 against 1 of 10: C(20, 7) = 77520 ways; 6 and 1
    # C(10,6) x 10 = 2100, 7 and 0 120, and as many the other way: p = 4440/77520 = 0.0573.
    # Holm: the least doubled, the greater as it is (no smaller than the first).
    rows = [("a", "officers", 10, 10), ("a", "members", 0, 10), ("b", "officers", 6, 10), ("b", "members", 1, 10)]
    found = group_differences(of_findings(study, "a", "b"), grouped(*rows))
    assert found["p"].tolist() == pytest.approx([2 / 184756, 4440 / 77520])
    assert found["adjusted"].tolist() == pytest.approx([4 / 184756, 4440 / 77520])
    assert found["verdict"].tolist() == ["higher", "similar"]
    assert set(found["family"]) == {"findings of the place, all pairs of groups, Holm"}


def test_a_group_under_the_minimum_base_is_not_compared(study: Study) -> None:
    rows = [("a", "officers", 10, 10), ("a", "members", 0, 9)]
    assert group_differences(of_findings(study, "a"), grouped(*rows)).empty


def test_whole_scales_are_compared_by_rank(study: Study) -> None:
    # Two officers strongly agree, two members disagree (don't know stands apart): ranks 1.5, 1.5, 3.5, 3.5 of four.
    # H = 12 / (4 x 5) x (3^2 / 2 + 7^2 / 2) - 3 x 5 = 2.4; ties 1 - 2 x (8 - 2) / (64 - 4) = 0.8; 2.4 / 0.8 = 3.
    # With one degree of freedom 3 is exceeded with chance 0.0833.
    said = ["strongly_agree", "strongly_agree", "dont_know", "disagree", "disagree"]
    answers = pd.DataFrame({"group": ["officers"] * 3 + ["members"] * 2, "value": said})
    found = ordinal_tests(study, answers)
    assert found[["item", "answered", "groups"]].to_numpy().tolist() == [["value", 4, 2]]
    assert found[["h", "p", "adjusted"]].iloc[0].tolist() == pytest.approx([3, 0.0832645, 0.0832645])


def test_a_scale_on_which_all_say_the_same_is_not_tested(study: Study) -> None:
    answers = pd.DataFrame({"group": ["officers", "members"], "value": ["agree", "agree"]})
    assert ordinal_tests(study, answers).empty


def test_any_tables_places_are_compared_with_all_the_others() -> None:
    # north 6 of 6, the others none of 6 together: p 2/924. Each place's one answer is a family of its own.
    counts = pd.DataFrame({"place": ["north", "south", "west"], "option": "yes", "base": [6, 4, 2], "count": [6, 0, 0]})
    found = against_rest(counts, DifferenceRule(method="bh"), place="place", of=["option"]).set_index("place")
    assert found.loc["north", ["rest_base", "rest_count"]].tolist() == [6, 0]
    assert found.loc["north", "p"] == pytest.approx(2 / 924)
    assert found["verdict"].to_dict() == {"north": "higher", "south": "similar", "west": "similar"}


def test_a_family_is_adjusted_by_itself_and_all_rows_are_one_without_it() -> None:
    # two pairs of 6 of 6 and none of 6, p 2/924 each: alone as they are, together doubled by Holm
    pairs = pd.DataFrame({"at": ["a", "b"], "count": 6, "base": 6, "other_count": 0, "other_base": 6})
    alone = compared_shares(pairs, DifferenceRule(), family=["at"])["adjusted"]
    assert alone.tolist() == pytest.approx([2 / 924] * 2)
    assert compared_shares(pairs, DifferenceRule())["adjusted"].tolist() == pytest.approx([4 / 924] * 2)


def test_the_z_test_tells_what_pearsons_chi_square_does() -> None:
    # cases.json: officers 37 of 61 against members 8 of 75, chi-square 37.968744; p of its root, two-sided
    pairs = pd.DataFrame({"count": [37], "base": [61], "other_count": [8], "other_base": [75]})
    row = compared_shares(pairs, DifferenceRule(test="z")).iloc[0]
    assert row["p"] == pytest.approx(2 * stats.norm.sf(37.968744**0.5), rel=1e-6)
    assert (row["verdict"], round(row["low"], 5), round(row["high"], 6)) == ("higher", 0.34558, 0.623903)


def test_pairs_of_a_column_stand_side_by_side_in_its_order() -> None:
    counts = pd.DataFrame({"group": ["x", "y", "z"], "option": "yes", "base": [1, 2, 3], "count": [1, 0, 2]})
    found = paired_rows(counts, "group", ["z", "x", "y"], on=["option"])
    assert found[["group", "other_group", "base", "other_base"]].to_numpy().tolist() == [
        ["z", "x", 3, 1], ["z", "y", 3, 2], ["x", "y", 1, 2],
    ]  # fmt: skip
    assert paired_rows(counts, "group", ["x"], on=["option"]).empty


def test_scores_of_any_table_are_compared_by_rank() -> None:
    # as in test_whole_scales_are_compared_by_rank: H = 3; a column of one value throughout has no row
    scores = pd.DataFrame({"q": [1.0, 1, float("nan"), 2, 2], "same": [1.0] * 5})
    found = rank_tests(scores, pd.Series(["a", "a", "a", "b", "b"]))
    assert found[["item", "answered", "groups"]].to_numpy().tolist() == [["q", 4, 2]]
    assert found["h"].tolist() == pytest.approx([3])
