"""Several exports of one survey: each return counts once, and what a later export is without is told."""

import pandas as pd
import pytest

from analysis.returns.supersession import mark_superseded

MOMENT = "%d/%m/%Y %H:%M:%S"
APRIL, MAY = "returns/members_2019-04-01.csv", "returns/members_2019-05-01.csv"
HEADER = ["return_id", "file", "line", "ended", "mark", "survey", "key"]


def received(*returns: tuple[str, str, int, str]) -> pd.DataFrame:
    """Returns of one survey: id, file, line, day of April or May; the id is the key."""
    rows = [
        (f"members-{name}", file, line, f"{day}/2019 09:00:00", "", "all", name) for name, file, line, day in returns
    ]
    return pd.DataFrame(rows, columns=HEADER)


def told(returns: pd.DataFrame) -> tuple[list[str], list[str], list[tuple[str, ...]]]:
    """Marks, ids, and what is told: file, line, rule, found."""
    marked, notices = mark_superseded(returns, MOMENT)
    return marked["mark"].tolist(), marked["return_id"].tolist(), [notice[:4] for notice in notices]


def test_a_later_export_holds_an_earlier_ones_returns_again_and_each_counts_once() -> None:
    marks, ids, notices = told(
        received(("1", APRIL, 2, "01/04"), ("2", APRIL, 3, "02/04"), ("1", MAY, 2, "01/04"), ("2", MAY, 3, "02/04"),
                 ("3", MAY, 4, "20/04"))
    )  # fmt: skip
    assert marks == ["superseded", "superseded", "", "", ""]
    assert ids == ["members-1", "members-2", "members-1", "members-2", "members-3"]
    assert notices == []


def test_a_return_that_the_later_export_is_without_is_told_and_counts() -> None:
    marks, _, notices = told(received(("1", APRIL, 2, "01/04"), ("2", APRIL, 3, "02/04"), ("1", MAY, 2, "03/05")))
    assert marks == ["superseded", "", ""]
    assert notices == [(APRIL, "3", "vanished", "members-2")]


def test_the_later_export_is_the_one_with_the_later_last_return_whatever_its_name() -> None:
    marks, _, _ = told(received(("1", MAY, 2, "01/04"), ("1", APRIL, 2, "01/04"), ("2", APRIL, 3, "09/05")))
    assert marks == ["superseded", "", ""]


def test_of_exports_that_end_alike_the_later_name_is_the_later_with_numbers_as_numbers() -> None:
    second, tenth = "returns/members (2).csv", "returns/members (10).csv"
    marks, _, _ = told(received(("1", tenth, 2, "01/04"), ("1", second, 2, "01/04")))
    assert marks == ["", "superseded"]


def test_exports_that_share_no_return_are_parts_of_a_survey_and_nothing_vanished() -> None:
    assert told(received(("1", APRIL, 2, "01/04"), ("2", MAY, 2, "01/05"))) == (
        ["", ""],
        ["members-1", "members-2"],
        [],
    )


def test_two_returns_of_one_file_under_one_id_both_count_and_are_told() -> None:
    # their keys hold all that stands in them, so that they differ
    returns = received(("1", APRIL, 2, "01/04"), ("1", APRIL, 3, "02/04")).assign(key=["1 agree", "1 disagree"])
    marks, ids, notices = told(returns)
    assert marks == ["", ""]
    assert ids == ["members-1", "members-1.2"]
    assert notices == [(APRIL, "3", "id_shared", "members-1")]


def test_two_returns_under_one_id_that_are_not_the_same_both_count() -> None:
    # a platform that counts ids in each form: the keys tell them apart, the ids do not
    returns = received(("1", APRIL, 2, "01/04"), ("1", MAY, 2, "01/05")).assign(key=["1 01/04", "1 01/05"])
    marks, ids, notices = told(returns)
    assert (marks, ids) == (["", ""], ["members-1", "members-1.2"])
    assert notices == [(MAY, "2", "id_shared", "members-1")]


def test_returns_of_two_surveys_never_supersede_each_other() -> None:
    returns = received(("1", APRIL, 2, "01/04"), ("1", MAY, 2, "01/04")).assign(
        survey=["C1", "C2"], return_id=["members-c1-1", "members-c2-1"]
    )
    assert told(returns) == (["", ""], ["members-c1-1", "members-c2-1"], [])


def test_what_was_withdrawn_is_neither_superseded_nor_vanished() -> None:
    returns = received(("1", APRIL, 2, "01/04"), ("2", APRIL, 3, "02/04"), ("2", MAY, 2, "02/04"))
    returns.loc[0, ["mark", "key", "return_id"]] = ["withdrawn", "", ""]
    assert told(returns) == (["withdrawn", "superseded", ""], ["", "members-2", "members-2"], [])


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [2, 1, 0]])
def test_the_order_in_which_files_are_read_does_not_matter(order: list[int]) -> None:
    returns = received(("1", APRIL, 2, "01/04"), ("1", MAY, 2, "01/04"), ("2", MAY, 3, "09/05"))
    marked, _ = mark_superseded(returns.iloc[order], MOMENT)
    assert marked.sort_index()["mark"].tolist() == ["superseded", "", ""]
