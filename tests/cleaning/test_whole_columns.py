"""What no rule knows is seen by a person: whole columns that mean one thing everywhere are told, and nothing drops."""

from typing import Any

import pytest

from analysis.cleaning.clean import Cleaned
from analysis.cleaning.whole_columns import LATE, LEAST, LOOK, MANY
from analysis.study.study import Study
from tests.support.made_returns import citizen, cleaned, member

ST_DAVIDS = "St David's Council"
MEMBERS = "returns/members.csv"


def varied(number: int, **said: Any) -> dict[str, Any]:
    """A member's return that has, beside its neighbours, nothing in common with all: each answer, council and day."""
    odd = number % 2 == 1
    one = {"value": "Agree", "averse": "Disagree", "leads": "The chief executive", "ward": "Yes"}
    two = {"value": "Disagree", "averse": "Agree", "leads": "Nobody", "ward": "No", "council_found": ST_DAVIDS}
    barriers = ("A lack of skills;", "Too little time, money or staff;", "Other (please say);")[number % 3]
    ended = f"{number % 28 + 1:02}/{4 + number % 2:02}/2018 09:00:00"
    return member(number, **{**(one if odd else two), "barriers": barriers, "ended": ended, **said})


def seen(account: Cleaned, *rules: str) -> list[tuple[str, str, str]]:
    """File, item and what was found, of what is to be looked at."""
    rows = account.issues[account.issues["rule"].isin(rules or (LOOK, LATE))]
    return [tuple(row) for row in rows[["file", "item", "found"]].astype(str).to_numpy()]


def alike(study: Study, many: int, **said: Any) -> list[tuple[str, str, str]]:
    return seen(cleaned(study, *(varied(number, **said) for number in range(many))))


def test_returns_that_differ_give_nothing_to_look_at(study: Study) -> None:
    assert alike(study, 6) == []


def test_an_item_with_one_answer_throughout_is_told_with_how_many(study: Study) -> None:
    assert alike(study, 6, value="Agree") == [(MEMBERS, "value", "all 6 answers are agree")]
    assert alike(study, 6, value="") == []  # nobody answered: the rate of nonresponse tells that


def test_an_option_that_all_chose_and_one_that_nobody_chose_are_told(study: Study) -> None:
    both = "A lack of skills;Other (please say);"
    assert alike(study, 6, barriers=both) == [
        (MEMBERS, "barriers", "all of 6 who answered chose other"),
        (MEMBERS, "barriers", "all of 6 who answered chose skills"),
        (MEMBERS, "barriers", "nobody of 6 who answered chose money"),
    ]


def test_all_returns_of_one_council_are_told_but_of_the_public_who_name_none(study: Study) -> None:
    name = "Isle of Anglesey County Council"
    assert alike(study, 6, council_found=name) == [(MEMBERS, "council", "all 6 returns are of one council")]
    people = [
        citizen(number, told=("Yes", "No")[number % 2], region=("North", "South")[number % 2]) for number in range(6)
    ]
    assert seen(cleaned(study, *people)) == []


def test_one_day_of_the_month_in_several_months_is_told_as_turned_dates_are(study: Study) -> None:
    # 4 September to 9 November, of days from 9 to 11 April with day and month in turned places
    account = cleaned(study, *(varied(number, ended=f"04/{9 + number % 3:02}/2018 09:00:00") for number in range(6)))
    assert seen(account) == [(MEMBERS, "", "all 6 dates are on day 4 of a month, in 3 months")]


def test_one_month_for_all_is_told_of_many_returns_alone(study: Study) -> None:
    def of_april(many: int) -> list[tuple[str, str, str]]:
        returns = (varied(number, ended=f"{number % 28 + 1:02}/04/2018 09:00:00") for number in range(many))
        return seen(cleaned(study, *returns))

    assert of_april(MANY - 1) == []
    assert of_april(MANY) == [(MEMBERS, "", f"all {MANY} dates are in one month, 2018-04")]


def test_a_tool_with_none_kept_is_told_with_why(study: Study) -> None:
    account = cleaned(study, varied(1, council_found="Atlantis"), varied(2, link="Preview"))
    assert seen(account) == [(MEMBERS, "", "none of 2 returns counts (out_of_frame 1, test 1)")]


@pytest.mark.parametrize(("late", "told"), [(4, True), (3, False), (6, True)])  # of six returns
def test_a_cut_off_that_drops_more_than_half_of_a_file_is_told_with_counts(study: Study, late: int, told: bool) -> None:
    returns = [varied(number, **({"ended": "04/10/2022 09:00:00"} if number < late else {})) for number in range(6)]
    expected = [(MEMBERS, "", f"{late} of 6 returns ended after {study.settings.cleaning.cut_off}")] if told else []
    assert seen(cleaned(study, *returns), LATE) == expected


def test_a_return_that_a_later_export_holds_again_is_none_of_those_that_the_cut_off_leaves(study: Study) -> None:
    late = {"ended": "04/10/2022 09:00:00"}
    account = cleaned(study, *(varied(number, mark="superseded") for number in (1, 2)), varied(3, **late))
    assert [found for _, _, found in seen(account, LATE)] == ["1 of 1 returns ended after 2020-01-31"]


def test_few_answers_alike_are_nothing_to_look_at(study: Study) -> None:
    assert alike(study, LEAST - 1, value="Agree", barriers="A lack of skills;") == []


def test_nothing_is_dropped_for_it(study: Study) -> None:
    account = cleaned(study, *(varied(number, value="Agree") for number in range(6)))
    assert len(account.answers) == 6


def test_only_returns_that_count_are_looked_at(study: Study) -> None:
    returns = [varied(number, value="Agree") for number in range(6)]
    assert seen(cleaned(study, *returns, varied(7, value="Disagree", link="Preview"))) == [
        (MEMBERS, "value", "all 6 answers are agree")
    ]
