"""A platform is recognised by its header; a doubtful header is refused with both names, a wrong platform with both."""

import shutil
from pathlib import Path

import pytest

from analysis.errors import RawFileError
from analysis.returns.readers.recognition import candidate_platforms
from tests.support.places import TESTS
from tests.support.reading import read_file

RETURNS = TESTS / "samples"

KNOWN = {
    "received/returns/members.csv": "smartsurvey",
    "received/returns/staff.xlsx": "microsoft_forms",
    "received/public_survey/public.csv": "generic",
    "nbsp_header_members.csv": "smartsurvey",
    "microsoft_forms/six_returns.csv": "microsoft_forms",
    "microsoft_forms/semicolons_between_columns.csv": "microsoft_forms",
    "qualtrics/six_returns.csv": "qualtrics",
    "qualtrics/import_ids_python_style.csv": "qualtrics",
    "qualtrics/legacy_two_header_rows_trailing_comma.csv": "qualtrics",
    "limesurvey/six_returns.csv": "limesurvey",
    "limesurvey/headings_by_text_answers_as_labels.csv": "limesurvey",
    "limesurvey/headings_by_code_and_text.csv": "limesurvey",
    "surveymonkey/six_returns.csv": "surveymonkey",
    "google_forms/six_returns.csv": "google_forms",
}


@pytest.mark.parametrize(("place", "platform"), KNOWN.items(), ids=KNOWN)
def test_an_export_is_recognised_by_its_header(place: str, platform: str) -> None:
    assert list(candidate_platforms(RETURNS / place)) == [platform]


@pytest.mark.parametrize(
    ("name", "platforms"),
    [
        ("two_platforms.csv", ["smartsurvey", "surveymonkey"]),
        ("id_and_timestamp.csv", ["google_forms", "generic"]),
        ("no_platform.csv", []),
    ],
)
def test_a_doubtful_header_may_be_of_each_platform_whose_signs_it_has(name: str, platforms: list[str]) -> None:
    assert list(candidate_platforms(RETURNS / "recognition" / name)) == platforms


def test_an_export_of_another_platform_than_the_studys_is_refused_with_what_was_found() -> None:
    path = RETURNS / "limesurvey" / "six_returns.csv"
    with pytest.raises(RawFileError) as caught:
        read_file("smartsurvey", path)
    assert str(caught.value) == (
        f"{path}, row 1: the header is of limesurvey (it has id, submitdate, startlanguage); "
        "tools.csv says smartsurvey. Correct tools.csv, or put the right export there."
    )


def test_a_header_with_two_platforms_signs_is_read_as_the_one_that_the_study_names() -> None:
    assert len(read_file("smartsurvey", RETURNS / "recognition" / "two_platforms.csv").lines) == 1


def test_a_workbook_of_another_platform_is_refused_too(tmp_path: Path) -> None:
    path = Path(shutil.copy(RETURNS / "received/returns/staff.xlsx", tmp_path / "members.xlsx"))
    with pytest.raises(RawFileError, match="the header is of microsoft_forms"):
        read_file("surveymonkey", path)


def test_generic_takes_any_header_that_a_study_maps() -> None:
    assert len(read_file("generic", RETURNS / "received/returns/members.csv").lines) == 2


def test_one_sign_alone_refuses_nothing_since_it_may_be_a_question() -> None:
    assert len(read_file("smartsurvey", RETURNS / "google_forms/six_returns.csv").lines) == 6
