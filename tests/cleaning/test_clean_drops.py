"""Every return is kept, or dropped by the first rule that fits and told; its status is the share of answers."""

import pandas as pd
import pytest

from analysis.cleaning import clean
from analysis.study.study import Study
from tests.support.made_returns import NAME, cleaned, member, told


def test_each_return_is_dropped_by_the_first_rule_that_fits(study: Study) -> None:
    # each stands for a rule and for every rule after it, and keeps the earlier ones out
    account = cleaned(
        study,
        member(1),
        member(2, 0, council_found="TEST", person="hash-1"),
        member(3, 5, link="Preview"),
        member(4, 0, council_found="Nowhere", person="hash-1"),
        member(5, 1, council_found="Nowhere", person="hash-1"),
        member(6, 1, person="hash-1"),
        member(7, 5, person="hash-1", ended="01/04/2018 09:00:00"),
    )
    assert [[name, rule] for name, _, rule in told(account, *clean.RULES)] == [
        ["members-2", "test"],
        ["members-3", "test"],
        ["members-4", "blank"],
        ["members-5", "out_of_frame"],
        ["members-6", "break_off"],
        ["members-7", "repeat"],
    ]
    assert account.answers["return_id"].tolist() == ["members-1"]
    assert account.reconciliation.to_numpy().tolist() == [["returns/members.csv", 7, 1, 0, 0, 2, 0, 1, 1, 1, 1]]
    assert list(account.reconciliation.columns) == [
        "file",
        "received",
        "kept",
        "dropped_withdrawn",
        "dropped_superseded",
        "dropped_test",
        "dropped_late",
        "dropped_blank",
        "dropped_out_of_frame",
        "dropped_break_off",
        "dropped_repeat",
    ]


def test_a_rule_that_is_not_applied_keeps_its_returns_and_leaves_the_others(study: Study) -> None:
    rows = [member(1), member(2, person="hash-1"), member(3, link="Preview"), member(4, 1)]
    invited = pd.DataFrame(
        [("members", NAME, 3, "invited/members.csv", 2)], columns=["tool", "council_found", "invited", "file", "line"]
    )
    notices = pd.DataFrame(columns=["file", "line", "rule", "found", "action"], dtype=str)
    kept = {
        rules: clean.clean_returns(study, pd.DataFrame(rows), notices, invited, keep=rules)
        .answers["return_id"]
        .tolist()
        for rules in ((), ("repeat",), ("test", "break_off"))
    }
    assert kept == {
        (): ["members-2"],
        ("repeat",): ["members-1", "members-2"],
        ("test", "break_off"): ["members-2", "members-3", "members-4"],
    }


def test_a_test_is_told_with_what_gives_it_away(study: Study) -> None:
    account = cleaned(study, member(1, council_found="TEST"), member(2, link="Preview"))
    assert ["TEST" in told(account, "test")[0][1], "Preview" in told(account, "test")[1][1]] == [True, True]


def test_each_drop_says_what_was_done(study: Study) -> None:
    account = cleaned(study, member(1), member(2, 0))
    dropped = account.issues[account.issues["rule"] == "blank"]
    assert dropped.to_numpy().tolist() == [
        ["returns/members.csv", 3, "members-2", "C1", "", "blank", "blank", "dropped: no question answered"]
    ]


@pytest.mark.parametrize(
    ("answered", "status"),
    [(0, "blank"), (1, "break_off"), (2, "partial"), (3, "partial"), (4, "complete"), (5, "complete")],
)
def test_a_status_is_the_share_of_questions_answered(study: Study, answered: int, status: str) -> None:
    coded = pd.DataFrame([member(1, answered)])
    assert clean.return_statuses(study, coded).tolist() == [status]


def test_a_comment_alone_leaves_a_return_blank(study: Study) -> None:
    assert clean.return_statuses(study, pd.DataFrame([member(1, 0, comment="given")])).tolist() == ["blank"]


def test_an_answer_not_on_the_scale_makes_no_return_more_complete(study: Study) -> None:
    account = cleaned(study, member(1, 4, value="Sort of"))
    assert account.answers[["status", "value"]].to_numpy().tolist() == [["partial", ""]]
