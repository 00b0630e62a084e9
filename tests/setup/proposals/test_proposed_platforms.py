"""A file is read as the platform that tools.csv names for it; where that reader refuses it, its reason is told."""

from pathlib import Path

import pytest

from tests.support.accepted import chosen, named_as, offer_sample, without_row, write_public

ASKED = ("Leaders here value data.", "People here can analyse data.")
FOLLOWED = "Put the tool's name in the file's name"  # it bears it


@pytest.mark.parametrize("platform", ["limesurvey", "smartsurvey", "alchemer", "kobotoolbox", "redcap"])
def test_a_file_without_the_platforms_id_is_read_and_the_id_asked_for(platform: str, tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, platform)
    without_row(offered, "bar")
    write_public(offered, ASKED, ("Agree", "Disagree"), ("Agree", "Agree"))
    assert f"public.csv: {platform}, tool public; 2 of 2 questions placed." in offered.told
    row = "public_survey/public.csv,(line),public,return_id,"
    assert f"`{row}` makes a return's line its id" in offered.told
    with (offered.study / "mapping.csv").open("a", encoding="utf-8") as lines:
        lines.write(f"{row}\n")
    assert chosen(offered.accept(), "agree2") == {"d": 1, "a": 1}


def test_two_header_rows_are_known_by_an_id_of_no_space(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, "surveymonkey")
    without_row(offered, "bar")
    header = ("RespondentID", "Do you like soup?", *ASKED)
    write_public(
        offered, header, ("", *["Response"] * 3), ("8", "Yes", "Agree", "Agree"), ("9", "No", "Agree", "Agree")
    )
    assert offered.placed["RespondentID"] == "return_id"
    assert chosen(offered.accept(), "agree1") == {"a": 2}


@pytest.mark.parametrize("header", [ASKED, ("RespondentID", *ASKED)])
def test_a_return_is_not_taken_for_a_second_header_row(header: tuple[str, ...], tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, "surveymonkey")
    write_public(offered, header, *[("8", "Pea soup", "Agree")[-len(header) :]] * 2)
    (line,) = [line for line in offered.told.splitlines() if "refused" in line]
    assert line.startswith("public.csv: refused. row 2: no row of options; SurveyMonkey writes one")
    assert "a file with one header row is read as generic" in line
    assert "Pea soup" not in offered.told
    assert FOLLOWED not in offered.told
    # followed
    named_as(offered, "generic")
    assert "public.csv: generic, tool public; 2 of 3 questions placed." in offered.told


def test_why_the_named_platforms_reader_refuses_is_told_with_its_remedy(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, "qualtrics")
    write_public(offered, ASKED, ("Agree", "Disagree"), ("Agree", "Agree"), ("Agree", "Agree"))
    (line,) = [line for line in offered.told.splitlines() if "refused" in line]
    assert line.startswith("public.csv: refused. row 3: no import ids; Qualtrics writes three header rows")
    assert line.endswith("If the file is not of qualtrics, as tools.csv says, correct it there.")
    assert FOLLOWED not in offered.told


def test_a_header_that_is_clearly_of_two_others_is_told_with_what_tools_csv_says(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, "limesurvey")
    header = ("UserID", "Started", "Ended", "Respondent ID", "Collector ID", "Start Date", "End Date")
    write_public(offered, header, ("1",) * len(header))
    (line,) = [line for line in offered.told.splitlines() if "refused" in line]
    assert "; tools.csv says limesurvey. Correct tools.csv, or put the right export there." in line
    assert FOLLOWED not in line
