"""The same six returns give the same answers, whatever platform wrote them; who replied is kept for none."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analysis.errors import RawFileError
from analysis.returns.readers.platforms import PLATFORMS
from analysis.study import table_faults

WHERE = ["file", "line", "return_id"]
# by hand: 71 and 73 are of one person and the later counts; 74 is blank, 75 a trial
SIX = {
    "return_id": ["members-73", "members-72", "members-76"],
    "status": ["complete", "complete", "partial"],
    "value": ["strongly_agree", "agree", "agree"],
    "averse": ["disagree", "strongly_disagree", ""],
    "barriers": ["skills", "money", "money;other"],
    "leads": ["chief", "chief", "other"],
    "comment": ["", "", ""],
    "ward": ["no", "yes", ""],
}
LAYOUTS = [
    ("microsoft_forms", "six_returns.csv", "mapping.csv"),
    ("qualtrics", "six_returns.csv", "mapping.csv"),
    ("qualtrics", "import_ids_python_style.csv", "mapping.csv"),
    ("qualtrics", "legacy_two_header_rows_trailing_comma.csv", "mapping.csv"),
    ("limesurvey", "six_returns.csv", "mapping.csv"),
    ("limesurvey", "headings_by_text_answers_as_labels.csv", "mapping_by_text.csv"),
    ("limesurvey", "headings_by_code_and_text.csv", "mapping.csv"),
    ("limesurvey", "subquestions_after_underscores.csv", "mapping_of_underscores.csv"),
    ("limesurvey", "anonymous_1980_dates.csv", "mapping.csv"),
    ("surveymonkey", "six_returns.csv", "mapping.csv"),
    ("google_forms", "six_returns.csv", "mapping.csv"),
    ("google_forms", "time_with_zone.csv", "mapping.csv"),
    ("smartsurvey", "six_returns.xlsx", "mapping.csv"),
    ("microsoft_forms", "six_returns.xlsx", "mapping.csv"),
    ("qualtrics", "six_returns.xlsx", "mapping.csv"),
    ("limesurvey", "six_returns.xlsx", "mapping.csv"),
    ("surveymonkey", "six_returns.xlsx", "mapping.csv"),
    ("google_forms", "six_returns.xlsx", "mapping.csv"),
    ("spss", "six_returns.sav", "mapping.csv"),
    ("spss", "six_returns.zsav", "mapping.csv"),
    ("alchemer", "six_returns.csv", "mapping.csv"),
    ("kobotoolbox", "six_returns.csv", "mapping.csv"),
    ("kobotoolbox", "true_and_false.csv", "mapping_of_underscores.csv"),
    ("odk", "six_returns.csv", "mapping.csv"),
    ("redcap", "six_returns.csv", "mapping.csv"),
    ("redcap", "labels.csv", "mapping_of_labels.csv"),
]
IDS = [f"{platform} {fixture.removesuffix('.csv')}" for platform, fixture, _ in LAYOUTS]


def members(answers: pd.DataFrame) -> pd.DataFrame:
    """The members' kept returns in the order of their lines."""
    return answers[answers["tool"] == "members"].sort_values("line", ignore_index=True)


def test_six_returns_in_smartsurveys_layout_come_to_the_answers_counted_by_hand(clean_members) -> None:
    found = members(clean_members("smartsurvey", "six_returns.csv").answers).set_index("return_id")
    expected = pd.DataFrame(SIX).set_index("return_id")
    assert_frame_equal(found.loc[expected.index, list(expected)], expected, check_dtype=False)
    assert len(found) == 3


@pytest.mark.parametrize(("platform", "fixture", "mapping"), LAYOUTS, ids=IDS)
def test_six_returns_come_to_the_same_in_every_layout(platform, fixture, mapping, clean_members) -> None:
    expected = clean_members("smartsurvey", "six_returns.csv")
    found = clean_members(platform, fixture, mapping)
    assert_frame_equal(members(found.answers).drop(columns=WHERE), members(expected.answers).drop(columns=WHERE))
    assert_frame_equal(found.reconciliation.drop(columns="file"), expected.reconciliation.drop(columns="file"))
    assert_frame_equal(found.public, expected.public)


def test_where_the_platform_writes_no_id_the_line_is_the_id_and_it_is_said(read_members) -> None:
    received, notices = read_members("google_forms", "six_returns.csv")
    # the first return's comment has a line break, so the second begins on line 4
    assert received["return_id"].tolist() == [f"members-{line}" for line in (2, 4, 5, 6, 7, 8)]
    assert notices.loc[notices["rule"] == "no_id"].to_numpy().tolist() == [
        ["returns/members.csv", "1", "no_id", "the platform writes no id", "a return's line is its id"]
    ]


@pytest.mark.parametrize(("platform", "fixture", "mapping"), LAYOUTS, ids=IDS)
def test_who_replied_is_nowhere_in_what_was_received(platform, fixture, mapping, read_members) -> None:
    received, notices = read_members(platform, fixture, mapping)
    told = (received.to_csv() + notices.to_csv()).casefold()
    for secret in ("ann", "bob", "@", "192.0.2", "somebody", "recipient", "ipaddr", "e-mail"):
        assert secret not in told
    hashed = received["person"].tolist()
    assert (hashed[0], len(set(hashed)), "" in hashed) == (hashed[2], 5, False)


@pytest.mark.parametrize(("platform", "fixture", "mapping"), LAYOUTS, ids=IDS)
def test_dates_come_out_day_first_as_the_study_writes_them(platform, fixture, mapping, read_members) -> None:
    received, notices = read_members(platform, fixture, mapping)
    anonymous = fixture == "anonymous_1980_dates.csv"
    days = ["", ""] if anonymous else ["03/04/2018 09:10:00", "02/05/2018 09:10:00"]
    assert received["ended"].tolist()[::2][:2] == days
    assert "unread_date" not in set(notices["rule"])


@pytest.mark.parametrize("fixture", ["utc_midnight_in_summer.csv", "denver_python_style.csv"])
def test_a_return_after_midnight_falls_on_the_day_that_clocks_in_wales_showed(fixture, read_members) -> None:
    # 23:30 UTC on 30 April is 00:30 on 1 May (summer time), 23:30 on 3 December is itself; Denver is 6 and 7 h behind
    received, _ = read_members("qualtrics", fixture)
    assert received[["started", "ended"]].to_numpy().tolist() == [
        ["01/05/2018 00:30:00", "01/05/2018 00:50:00"],
        ["03/12/2018 23:30:00", "03/12/2018 23:50:00"],
    ]


def test_an_hour_of_the_afternoon_stays_one_with_a_zone_or_without(read_members) -> None:
    received, notices = read_members("google_forms", "time_in_halves_of_the_day.csv")
    assert received["ended"].tolist() == ["03/04/2018 13:05:00"] * 2
    assert "unread_date" not in set(notices["rule"])


def test_a_file_whose_dates_are_all_in_another_order_than_declared_is_refused_with_its_line(read_members) -> None:
    with pytest.raises(
        RawFileError, match=r"members\.csv, line 3: date 23/04/2018 09:00:00 is day first, .*tools\.csv"
    ):
        read_members("surveymonkey", "days_first.csv")


def test_every_platform_that_a_study_may_name_has_a_reader() -> None:
    assert tuple(PLATFORMS) == table_faults.PLATFORMS
