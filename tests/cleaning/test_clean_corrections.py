"""A correction is applied where it still fits, and every one is told."""

import pytest

from analysis.study.rows import Correction
from analysis.study.study import Study
from tests.support.made_returns import cleaned, member, with_tables


def correction(**said: str) -> Correction:
    row = {
        "file": "returns/members.csv",
        "return_id": "members-1",
        "item": "value",
        "found": "Sort of",
        "corrected": "Agree",
        "reason": "asked",
        "agreed_by": "A. Auditor",
        "date": "2018-05-01",
    }
    return Correction(**(row | said))


def test_a_correction_is_applied_where_it_still_fits_and_told(study: Study) -> None:
    corrected = with_tables(
        study, corrections=(correction(), correction(item="council", found="Nowhere", corrected="C2"))
    )
    account = cleaned(corrected, member(1, value="Sort of", council_found="Nowhere"), member(2, value="Sort of"))
    assert account.answers[["return_id", "council", "value"]].to_numpy().tolist() == [
        ["members-2", "C1", ""],
        ["members-1", "C2", "agree"],
    ]
    actions = account.issues[account.issues["rule"] == "correction"]
    assert actions[["line", "return_id", "council", "item", "found", "action"]].to_numpy().tolist() == [
        [2, "members-1", "C2", "council", "Nowhere", "applied: corrected to C2"],
        [2, "members-1", "C2", "value", "Sort of", "applied: corrected to Agree"],
    ]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ({"found": "Perhaps"}, "not applied: no longer matches, something else stands there"),
        ({"return_id": "members-9"}, "unused: no such return"),
        ({"file": "returns/staff.xlsx"}, "unused: no such return"),
    ],
)
def test_a_correction_that_fits_no_longer_changes_nothing_and_is_told(
    study: Study, gone: dict[str, str], told: str
) -> None:
    account = cleaned(with_tables(study, corrections=(correction(**gone),)), member(1, value="Sort of"))
    assert account.answers["value"].tolist() == [""]
    action = account.issues.loc[account.issues["rule"] == "correction", "action"].tolist()
    assert action == [told]


def test_a_corrected_comment_is_not_repeated_among_the_issues(study: Study) -> None:
    row = correction(item="comment", found="Ring Ann on 01234", corrected="")
    account = cleaned(with_tables(study, corrections=(row,)), member(1, comment="Ring Ann on 01234"))
    assert "01234" not in account.issues.to_csv()
