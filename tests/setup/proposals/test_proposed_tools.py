"""The tool of an export is the one whose questions its columns are."""

import shutil
from pathlib import Path

from analysis.setup.proposals.propose import propose_mapping
from analysis.study.loading import load_unmapped
from analysis.study.study import Study
from tests.support.offered_exports import ASKED, FIXTURES, NOWHERE, ONE, rows_of, told, without, write


def test_the_tool_is_the_one_whose_questions_the_columns_are(study: Study, exports: Path) -> None:
    write(exports / "a.csv", ASKED, ONE)
    write(exports / "b.csv", without(["Is your ward online?"]), ONE[:-1])
    found = propose_mapping(study, exports, NOWHERE).files
    # members ask all six questions; staff ask five of them, and b.csv has just those
    assert [(file.export.name, file.placing.tool) for file in found] == [("a.csv", "members"), ("b.csv", "staff")]


def test_a_files_name_decides_between_tools_that_fit_alike(study: Study, exports: Path) -> None:
    write(exports / "members 2018.csv", without(["Is your ward online?"]), ONE[:-1])
    assert propose_mapping(study, exports, NOWHERE).files[0].placing.tool == "members"


def test_tools_that_fit_alike_are_both_told_and_no_rows_proposed(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "alike"
    shutil.copytree(FIXTURES / "small", folder)
    questionnaire = (folder / "questionnaire.csv").read_text().replace("ward,members,", "ward,all,")
    (folder / "questionnaire.csv").write_text(questionnaire)
    (folder / "mapping.csv").write_text("")
    write(exports / "all.csv", ASKED, ONE)
    study = load_unmapped(folder)
    assert propose_mapping(study, exports, NOWHERE).rows == ()
    assert "fits members and staff alike: no rows proposed" in told(study, exports)


def test_a_file_of_another_survey_gets_no_rows(study: Study, exports: Path) -> None:
    # one of the six questions of members, one of the five of staff: under a third of either
    write(exports / "canteen.csv", ["Who leads?", "Which soup?"], ["None", "Leek"])
    assert propose_mapping(study, exports, NOWHERE).rows == ()
    assert "canteen.csv: smartsurvey; no tool fits: staff comes nearest, 1 of 5 questions placed" in told(
        study, exports
    )


def test_a_platform_that_tools_csv_has_otherwise_is_told_with_its_row(study: Study, exports: Path) -> None:
    shutil.copy(FIXTURES / "qualtrics" / "six_returns.csv", exports / "members.csv")
    assert "tools.csv, row 2: platform of members is smartsurvey; the file is of qualtrics." in told(study, exports)


def test_a_doubtful_platform_is_told_with_both_unless_tools_csv_names_it(study: Study, exports: Path) -> None:
    header = ["Respondent ID", "Collector ID", "Start Date", "End Date", *ASKED]
    write(exports / "one.csv", header, ["1", "2", "3", "4", *ONE])
    write(exports / "members.csv", header, ["1", "2", "3", "4", *ONE])
    proposal = propose_mapping(study, exports, NOWHERE)
    assert [file.name for file in proposal.unread] == ["one.csv"]
    assert "smartsurvey (UserID, Started, Ended) or surveymonkey (Respondent ID" in proposal.unread[0].why
    assert [(file.export.name, file.export.platform) for file in proposal.files] == [("members.csv", "smartsurvey")]


def test_the_survey_of_the_public_goes_to_its_own_folder(study: Study, exports: Path) -> None:
    (exports / "whole.csv").write_text("id,Were you told?,region\n1,Yes,North\n")
    wanted = {("public_survey/whole.csv", "Were you told?", "public", "told", "")}
    wanted |= {("public_survey/whole.csv", "region", "public", "region", "")}
    assert rows_of(propose_mapping(study, exports, NOWHERE)) == wanted
