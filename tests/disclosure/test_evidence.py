"""The evidence of a report: what passed the gate and nothing else, each number with the lines it comes from."""

from typing import Any

import pandas as pd
import pytest

from analysis.disclosure.cut import Released, build_evidence
from analysis.disclosure.evidence import Evidence
from analysis.disclosure.gate import release_items, release_levels, release_public, release_response
from analysis.errors import ClaimError, WithheldError
from analysis.statistics.comparisons import council_verdicts
from analysis.statistics.estimates import item_estimates
from analysis.statistics.maturity import maturity_levels
from analysis.statistics.response import response_rates
from analysis.statistics.row_sets import line_ranges, row_sets
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(SMALL)


def returns(
    council: str, tool: str, group: str, value: str, many: int, first: int, ward: str = ""
) -> list[dict[str, Any]]:
    """Returns that all say the same, on lines that follow each other."""
    row = {
        "council": council,
        "tool": tool,
        "group": group,
        "value": value,
        "averse": "",
        "barriers": "",
        "leads": "",
        "comment": "",
        "ward": ward,
        "file": f"returns/{tool}.csv",
    }
    return [row | {"line": first + place, "return_id": f"{tool}-{first + place}"} for place in range(many)]


# C1: 20 officers, 12 of them agree, and 10 members, 6 agree: all can be told.
# C2: 15 officers, 3 agree, and 4 members: the groups are withheld, the total of 19 stands.
# C3: 9 officers: all is withheld.
ANSWERS = pd.DataFrame(
    [
        *returns("C1", "staff", "officers", "agree", 12, 2),
        *returns("C1", "staff", "officers", "disagree", 8, 14),
        *returns("C1", "members", "members", "agree", 6, 2, "yes"),
        *returns("C1", "members", "members", "disagree", 4, 8, "no"),
        *returns("C2", "staff", "officers", "agree", 3, 22),
        *returns("C2", "staff", "officers", "disagree", 12, 25),
        *returns("C2", "members", "members", "agree", 4, 12),
        *returns("C3", "staff", "officers", "agree", 9, 37),
    ]
)
INVITED = pd.DataFrame(
    [
        ["staff", "officers", "C1", 40, "invited/staff.csv", 2],
        ["members", "members", "C1", 20, "invited/members.csv", 2],
        ["staff", "officers", "C2", 20, "invited/staff.csv", 3],
        ["members", "members", "C2", 8, "invited/members.csv", 3],
        ["staff", "officers", "C3", 9, "invited/staff.csv", 4],
    ],
    columns=["tool", "group", "council", "invited", "file", "line"],
)
PUBLIC = pd.DataFrame(
    [["told", "weighted", 200, 150.5, 0.125, 0.1, 0.2], ["told", "unweighted", 200, 200.0, 0.3, 0.2, 0.4]],
    columns=["item", "measure", "base", "effective_base", "value", "low", "high"],
)


BASES = {"officers": 15, "members": 4}
WHY = {"officers": "a group that was asked is under", "members": "fewer than the minimum base"}


def cut(study: Study, answers: pd.DataFrame = ANSWERS) -> dict[str, dict[str, Any]]:
    """Evidence of every report, through the gate."""
    estimates, levels = item_estimates(study, answers, INVITED), maturity_levels(study, answers)
    rates = release_response(study, response_rates(INVITED, answers, whole=study.whole))
    told = release_items(study, estimates)
    released = Released(rates, told, levels, council_verdicts(study, estimates), release_public(study, PUBLIC), True)
    return build_evidence(study, released)


@pytest.fixture(scope="module")
def evidence(study: Study) -> dict[str, Evidence]:
    return {unit: Evidence(study, content) for unit, content in cut(study).items()}


def test_a_councils_own_numbers_have_their_exact_parts_and_rows(evidence: dict[str, Evidence]) -> None:
    # 18 of 30 agree; 12 of 20 officers, under 30: low base
    total, officers = (evidence["C1"].number("proportion", "value", group, "top2") for group in ("total", "officers"))
    assert (total.shown, total.numerator, total.denominator, total.value, total.flag) == ("60%", 18, 30, 0.6, "")
    assert total.row_set == "C1/total/value"
    assert (officers.shown, officers.numerator, officers.base, officers.flag) == ("60%", 12, 20, "low base")
    assert evidence["C1"].number("count", "value", option="top2").printed == 18
    assert evidence["C1"].number("base", "value").printed == 30


def test_response_is_told_for_each_group_and_in_total(evidence: dict[str, Evidence]) -> None:
    # 20 of 40 and 10 of 20; C3: 9 of 9, all that were invited
    found = [evidence["C1"].number(name, group="officers").shown for name in ("invited", "returned", "response_rate")]
    assert found == ["40", "20", "50%"]
    assert evidence["C3"].number("response_rate").shown == "100%"


def test_a_withheld_group_is_refused_as_withheld_and_its_total_stands(evidence: dict[str, Evidence]) -> None:
    # fifteen officers would be told beside four members
    for group in BASES:
        with pytest.raises(WithheldError, match=rf"^C2: proportion value top2 .* is withheld: {WHY[group]}.*; ask"):
            evidence["C2"].number("proportion", "value", group, "top2")
        assert evidence["C2"].number("base", "value", group).printed == BASES[group]
    # 7 of 19 = 36.8
    assert evidence["C2"].number("proportion", "value", option="top2").shown == "37%"


def test_what_was_never_asked_is_refused_as_unknown(evidence: dict[str, Evidence]) -> None:
    with pytest.raises(ClaimError, match="C1: there is no proportion ward yes total own; check the item"):
        evidence["C1"].number("proportion", "ward", option="yes")


def test_an_item_of_one_tool_is_told_of_the_whole_and_in_no_councils_report(evidence: dict[str, Evidence]) -> None:
    assert evidence["ALL"].number("proportion", "ward", option="yes").shown == "60%"
    assert evidence["C1"].find("proportion", "ward", option="yes", place="whole") is None


def test_the_rest_and_the_whole_stand_as_printed_without_their_parts(evidence: dict[str, Evidence]) -> None:
    # the whole: 18 + 7 + 9 of 30 + 19 + 9 = 34/58 = 58.6; the rest of C1: 16 of 28 = 57.1
    rest, whole = (
        evidence["C1"].number("proportion", "value", option="top2", place=place) for place in ("rest", "whole")
    )
    assert (rest.shown, whole.shown) == ("57%", "59%")
    assert [(number.numerator, number.denominator, number.base, number.row_set) for number in (rest, whole)] == [
        (None, None, None, ""),
        (None, None, None, ""),
    ]
    assert rest.key != whole.key


def test_nothing_of_a_withheld_council_can_be_had_by_comparison(evidence: dict[str, Evidence]) -> None:
    assert evidence["C3"].find("proportion", "value", option="top2") is None
    assert evidence["C3"].find("proportion", "value", option="top2", place="rest") is None
    assert evidence["C3"].verdict("value") == ""
    assert evidence["C3"].level("culture") is None


def test_a_council_is_compared_where_it_may_be_told(evidence: dict[str, Evidence]) -> None:
    # 18 of 30 against 16 of 28: no difference; 7 of 19 against 27 of 39 (p 0.02): fewer
    assert [evidence[unit].verdict("value") for unit in ("C1", "C2")] == ["similar", "lower"]


def test_the_public_surveys_share_is_the_weighted_one_half_up(evidence: dict[str, Evidence]) -> None:
    number = evidence["ALL"].number("public_proportion", "told", "public")
    assert (number.shown, number.value) == ("13%", 0.125)
    assert evidence["C1"].number("public_proportion", "told", "public", place="whole").shown == "13%"


def test_councils_at_each_level_are_counted_where_a_level_is_known(evidence: dict[str, Evidence]) -> None:
    # C1 18/30 = 0.6: level 2; C2 7/19 = 0.37: level 1; C3 has nine answers: none
    assert [evidence["C1"].councils_at("culture", level).printed for level in (1, 2, 3)] == [1, 1, 0]
    assert evidence["ALL"].number("low_levels_share").shown == "100%"
    assert evidence["ALL"].number("levels").printed == 2
    level = evidence["C1"].level("culture")
    assert level is not None
    assert (level.printed, level.numerator, level.denominator) == (2, 18, 30)


def test_the_whole_lists_the_response_of_every_council_by_group(evidence: dict[str, Evidence]) -> None:
    found = [(unit, group, str(rate.shown)) for unit, group, _, _, rate in evidence["ALL"].response()]
    assert found == [
        ("C1", "members", "50%"),
        ("C1", "officers", "50%"),
        ("C1", "total", "50%"),
        ("C2", "members", "50%"),
        ("C2", "officers", "75%"),
        ("C2", "total", "68%"),
        ("C3", "officers", "100%"),
        ("C3", "total", "100%"),
    ]


def test_options_are_ranked_by_how_many_named_them_and_level_ones_by_the_scale(study: Study) -> None:
    shares = {"skills": 5, "money": 8, "other": 5}
    own = [["proportion", "barriers", "total", code, n, n, 100, ""] for code, n in shares.items()]
    content = {"unit": "C1", "illustrative": True, "own": own, "withheld": [], "verdicts": []}
    assert [code for code, _ in Evidence(study, content).named("barriers")] == ["money", "skills", "other"]


def test_an_answer_elsewhere_that_no_council_prints_leaves_the_councils_evidence_as_it_was(study: Study) -> None:
    # the members' own question is told of the whole alone: 6 of 10, and 10 of 14 once C2's four members answer it
    answered = ANSWERS.assign(
        ward=ANSWERS["ward"].mask((ANSWERS["council"] == "C2") & (ANSWERS["tool"] == "members"), "yes")
    )
    before, after = cut(study), cut(study, answered)
    assert {unit: before[unit] == after[unit] for unit in before} == {"ALL": False, "C1": True, "C2": True, "C3": True}


def test_lines_are_written_as_ranges() -> None:
    assert line_ranges([12, 3, 2, 1, 9, 5, 4]) == "1-5;9;12"
    assert line_ranges([7]) == "7"
    assert line_ranges([]) == ""


def test_each_number_has_the_lines_of_the_returns_behind_it(study: Study) -> None:
    public = pd.DataFrame(
        [["ALL", "public", "public_survey/public.csv", line, told] for line, told in ((2, "yes"), (3, ""), (4, "no"))],
        columns=["council", "group", "file", "line", "told"],
    )
    sets = row_sets(study, ANSWERS, INVITED, public).set_index(["row_set", "file"])["lines"].to_dict()
    assert sets["C1/officers/value", "returns/staff.csv"] == "2-21"
    assert sets["C1/total/value", "returns/members.csv"] == "2-11"
    assert sets["C1/members/response", "invited/members.csv"] == "2"
    assert sets["ALL/total/response", "invited/staff.csv"] == "2-4"
    assert sets["ALL/total/ward", "returns/members.csv"] == "2-11"
    assert sets["ALL/public/told", "public_survey/public.csv"] == "2;4"
    assert sets["C2/total/culture", "returns/members.csv"] == "12-15"
    assert not [name for name, _ in sets if name.startswith("C1/") and name.endswith("/ward")]


def test_every_number_that_counts_answers_has_its_rows(study: Study, evidence: dict[str, Evidence]) -> None:
    public = pd.DataFrame([["ALL", "public", "p.csv", 2, "yes"]], columns=["council", "group", "file", "line", "told"])
    known = set(row_sets(study, ANSWERS, INVITED, public)["row_set"])
    for unit, each in evidence.items():
        for entry in cut(study)[unit]["own"]:
            number = each.find(*entry[:4])
            assert number is not None
            if entry[0] != "councils_at":
                assert number.row_set in known, number.key


def test_levels_that_may_be_told_are_those_released(study: Study, evidence: dict[str, Evidence]) -> None:
    told = release_items(study, item_estimates(study, ANSWERS, INVITED))
    released = release_levels(study, maturity_levels(study, ANSWERS), told).set_index("council")["level"]
    for unit in ("ALL", "C1", "C2", "C3"):
        level = evidence[unit].level("culture")
        assert (None if level is None else level.printed) == (None if pd.isna(released[unit]) else released[unit])
