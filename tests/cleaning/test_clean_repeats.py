"""Of several returns of one person one counts: the latest of the most complete."""

from typing import Any

import pandas as pd

from analysis.cleaning import clean
from analysis.study.study import Study
from tests.support.made_returns import cleaned, member, told


def one_person(*returns: dict[str, Any]) -> list[dict[str, Any]]:
    return [found | {"person": "the same"} for found in returns]


def test_of_several_complete_returns_of_a_person_the_latest_counts(study: Study) -> None:
    # as text 02/05 stands before 30/04; as dates it is later
    returns = one_person(member(1, ended="30/04/2018 09:00:00"), member(2, ended="02/05/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-2"]


def test_a_complete_return_counts_before_a_later_partial_one(study: Study) -> None:
    returns = one_person(member(1, 5, ended="01/04/2018 09:00:00"), member(2, 3, ended="09/04/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-1"]


def test_of_partial_returns_alone_the_latest_counts(study: Study) -> None:
    returns = one_person(member(1, 3, ended="01/04/2018 09:00:00"), member(2, 2, ended="09/04/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-2"]


def test_a_return_that_is_dropped_for_itself_displaces_no_other(study: Study) -> None:
    returns = one_person(member(1, ended="01/04/2018 09:00:00"), member(2, link="Preview", ended="09/04/2018 09:00:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-1"]


def test_returns_without_a_known_person_are_never_repeats(study: Study) -> None:
    assert len(cleaned(study, member(1, person=""), member(2, person="")).answers) == 2


def test_the_account_does_not_depend_on_the_order_of_the_returns(study: Study) -> None:
    returns = [*one_person(member(1), member(2), member(3)), member(4, 1), member(5)]
    forth, back = cleaned(study, *returns), cleaned(study, *reversed(returns))
    pd.testing.assert_frame_equal(forth.answers, back.answers)
    assert told(forth, *clean.RULES) == told(back, *clean.RULES)


def test_a_return_with_an_unreadable_date_does_not_displace_one_that_is_dated(study: Study) -> None:
    returns = one_person(member(1, ended="03/04/2018 09:00:00"), member(2, ended="2018-04-01 09:00"))
    assert cleaned(study, *returns).answers["return_id"].tolist() == ["members-1"]
