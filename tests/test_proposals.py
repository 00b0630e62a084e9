"""New exports against a definition: what is proposed for mapping.csv, and what an analyst is told to do."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.proposals import Proposal, as_csv, propose
from analysis.proposals.account import account
from analysis.proposals.files import fits
from analysis.proposals.wording import without_number
from analysis.study import Study, load_study, load_unmapped

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "analysis" / "studies" / "data_maturity_2018"
SHIPPED_RETURNS = ROOT / "data" / "raw" / "data_maturity_2018" / "returns"
FIXTURES = ROOT / "tests" / "returns"
NOWHERE = Path("/nowhere")
ABOUT = ["UserID", "Started", "Ended"]
ASKED = ["Council", "Leaders value data.", "We avoid risk.", "What stops you? - A lack of skills"]
ASKED += ["What stops you? - Too little time, money or staff", "What stops you? - Other (please say)", "Who leads?"]
ASKED += ["What would help?", "Is your ward online?"]
ONE = ["Isle of Anglesey County Council", "Agree", "Disagree", "A lack of skills", "-", "-"]
ONE += ["The chief executive", "More money", "Yes"]


def study_without_mapping(folder: Path, source: Path = FIXTURES / "small") -> Study:
    """A team's copy of a definition, its mapping.csv still a header alone."""
    shutil.copytree(source, folder)
    (folder / "mapping.csv").write_text("file,column,tool,item,option\n")
    return load_unmapped(folder)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return study_without_mapping(tmp_path / "small")


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    return tmp_path / "exports"


def write(path: Path, header: Sequence[str], *rows: Sequence[str]) -> None:
    """A SmartSurvey export of those columns, with what the platform adds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([*ABOUT, *header])
        writer.writerows([str(number), "", "", *row] for number, row in enumerate(rows, start=1))


def without(names: Iterable[str], wanted: Sequence[str] = ASKED) -> list[str]:
    return [name for name in wanted if name not in names]


def told(study: Study, exports: Path) -> str:
    return "\n".join(account(study, propose(study, exports, NOWHERE)))


def rows_of(proposal: Proposal) -> set[tuple[str, ...]]:
    return {tuple(row) for row in csv.reader(as_csv(proposal.rows).splitlines()[1:])}


def rows_in(path: Path) -> set[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {tuple(row) for row in list(csv.reader(lines))[1:]}


def items_of(proposal: Proposal) -> dict[str, str]:
    return {row.column: row.item + (f" {row.option}" if row.option else "") for row in proposal.rows}


def cyfrif(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analysis", "check", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


# from exports to a mapping


def test_the_shipped_exports_give_the_shipped_mapping() -> None:
    proposal = propose(load_study(SHIPPED), SHIPPED_RETURNS, SHIPPED_RETURNS.parent)
    assert rows_of(proposal) == {row for row in rows_in(SHIPPED / "mapping.csv") if row[0].startswith("returns/")}
    assert not proposal.additions


def test_a_team_without_a_mapping_gets_the_same_one_from_exports_and_questionnaire(tmp_path: Path) -> None:
    proposal = propose(study_without_mapping(tmp_path / "new", SHIPPED), SHIPPED_RETURNS.parent, NOWHERE)
    wanted = rows_in(SHIPPED / "mapping.csv")
    assert {(row[1], row[2], row[3], row[4]) for row in rows_of(proposal)} == {row[1:] for row in wanted}


def test_the_proposed_mapping_of_all_exports_is_a_valid_one(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    raw = SHIPPED_RETURNS.parent
    proposal = propose(study_without_mapping(folder, SHIPPED), raw, raw)
    (folder / "mapping.csv").write_text(as_csv(proposal.rows), encoding="utf-8")
    assert load_study(folder).tables["mapping.csv"] == proposal.rows
    assert {row.file for row in proposal.rows} == {row[0] for row in rows_in(SHIPPED / "mapping.csv")}


@pytest.mark.parametrize("mapping", ["", "any,thing\n", None], ids=["empty", "no mapping", "missing"])
def test_a_definition_whose_mapping_is_to_be_made_is_read(tmp_path: Path, mapping: str | None) -> None:
    shutil.copytree(FIXTURES / "small", tmp_path / "small")
    (tmp_path / "small" / "mapping.csv").unlink()
    if mapping is not None:
        (tmp_path / "small" / "mapping.csv").write_text(mapping)
    assert load_unmapped(tmp_path / "small").tables["mapping.csv"] == ()


@pytest.mark.parametrize(
    ("export", "mapping"),
    [
        ("smartsurvey/six_returns.csv", "smartsurvey/mapping.csv"),
        ("microsoft_forms/six_returns.csv", "microsoft_forms/mapping.csv"),
        ("qualtrics/six_returns.csv", "qualtrics/mapping.csv"),
        ("qualtrics/legacy_two_header_rows_trailing_comma.csv", "qualtrics/mapping.csv"),
        ("limesurvey/headings_by_code_and_text.csv", "limesurvey/mapping.csv"),
        ("limesurvey/headings_by_text_answers_as_labels.csv", "limesurvey/mapping_by_text.csv"),
        ("surveymonkey/six_returns.csv", "surveymonkey/mapping.csv"),
        ("google_forms/six_returns.csv", "google_forms/mapping.csv"),
    ],
)
def test_an_export_of_each_platform_gives_its_mapping(study: Study, exports: Path, export: str, mapping: str) -> None:
    shutil.copy(FIXTURES / export, exports / "members.csv")
    proposal = propose(study, exports, NOWHERE)
    assert rows_of(proposal) == rows_in(FIXTURES / mapping)
    assert proposal.files[0].export.platform == export.split("/")[0]


def test_an_export_with_codes_alone_is_to_be_exported_with_texts(study: Study, exports: Path) -> None:
    shutil.copy(FIXTURES / "limesurvey" / "six_returns.csv", exports / "members.csv")
    assert "codes and no questions: export it with the questions' texts" in told(study, exports)


def test_codes_that_mapping_has_or_that_are_items_are_placed(tmp_path: Path, exports: Path) -> None:
    study = study_without_mapping(tmp_path / "small")
    rows = "file,column,tool,item,option\nreturns/members.csv,Q9,members,leads,\n"
    (tmp_path / "small" / "mapping.csv").write_text(rows)
    write(exports / "members.csv", ["Council", "value", "averse", "barriers_skills", "barriers[money]", "Q9"], ONE[:6])
    study = load_unmapped(tmp_path / "small")
    wanted = {"value": "value", "averse": "averse", "Q9": "leads", "Council": "council"}
    wanted |= {"barriers_skills": "barriers skills", "barriers[money]": "barriers money"}
    assert items_of(propose(study, exports, NOWHERE)) == wanted


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Q1. Who leads?", "Who leads?"),
        ("Q12.\xa0Who leads?", "Who leads?"),
        ("1) Who leads?", "Who leads?"),
        ("Q1 - Who leads?", "Who leads?"),
        ("12. Who leads?", "Who leads?"),
        ("Question 3a: Who leads?", "Who leads?"),
        ("Cwestiwn 3. Pwy sy'n arwain?", "Pwy sy'n arwain?"),
        ("2 years on, who leads?", "2 years on, who leads?"),
        ("Quality of data?", "Quality of data?"),
    ],
)
def test_a_questions_number_is_taken_off(written: str, asked: str) -> None:
    assert without_number(written) == asked


def test_a_grid_gives_each_of_its_rows_an_item(study: Study, exports: Path) -> None:
    header = [
        "Council",
        "Q1. How far do you agree? - Leaders value data.",
        "Q1. How far do you agree? - We avoid risk.",
    ]
    write(exports / "members.csv", header, ONE[:3])
    wanted = {"Council": "council", header[1]: "value", header[2]: "averse"}
    assert items_of(propose(study, exports, NOWHERE)) == wanted


def test_other_is_other_whatever_stands_in_brackets_behind_it(study: Study, exports: Path) -> None:
    write(exports / "members.csv", [*ASKED[:5], "What stops you? - Other (write it in here)", *ASKED[6:]], ONE)
    (file,) = propose(study, exports, NOWHERE).files
    assert (file.placing.near, file.placing.unplaced) == ([], ())


def test_questions_in_welsh_are_placed(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ["Cyngor", "1. Pwy sy'n arwain?", "2. Beth sy’n eich atal? - Arall (nodwch)"])
    wanted = {
        "Cyngor": "council",
        "1. Pwy sy'n arwain?": "leads",
        "2. Beth sy’n eich atal? - Arall (nodwch)": "barriers other",
    }
    assert items_of(propose(study, exports, NOWHERE)) == wanted


# which tool


def test_the_tool_is_the_one_whose_questions_the_columns_are(study: Study, exports: Path) -> None:
    write(exports / "a.csv", ASKED, ONE)
    write(exports / "b.csv", without(["Is your ward online?"]), ONE[:-1])
    found = propose(study, exports, NOWHERE).files
    # members ask all six questions; staff ask five of them, and b.csv has just those
    assert [(file.export.name, file.placing.tool) for file in found] == [("a.csv", "members"), ("b.csv", "staff")]


def test_a_files_name_decides_between_tools_that_fit_alike(study: Study, exports: Path) -> None:
    write(exports / "members 2018.csv", without(["Is your ward online?"]), ONE[:-1])
    assert propose(study, exports, NOWHERE).files[0].placing.tool == "members"


def test_tools_that_fit_alike_are_both_told_and_no_rows_proposed(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "alike"
    shutil.copytree(FIXTURES / "small", folder)
    questionnaire = (folder / "questionnaire.csv").read_text().replace("ward,members,", "ward,all,")
    (folder / "questionnaire.csv").write_text(questionnaire)
    (folder / "mapping.csv").write_text("")
    write(exports / "all.csv", ASKED, ONE)
    study = load_unmapped(folder)
    assert propose(study, exports, NOWHERE).rows == ()
    assert "fits members and staff alike: no rows proposed" in told(study, exports)


def test_a_file_of_another_survey_gets_no_rows(study: Study, exports: Path) -> None:
    # one of the six questions of members, one of the five of staff: under a third of either
    write(exports / "canteen.csv", ["Who leads?", "Which soup?"], ["None", "Leek"])
    assert propose(study, exports, NOWHERE).rows == ()
    assert "canteen.csv: smartsurvey; no tool fits: staff comes nearest, 1 of 5 questions placed" in told(
        study, exports
    )


def test_a_platform_that_tools_csv_has_otherwise_is_told_with_its_row(study: Study, exports: Path) -> None:
    shutil.copy(FIXTURES / "qualtrics" / "six_returns.csv", exports / "members.csv")
    assert "tools.csv, row 2: platform of members is smartsurvey; the file is of qualtrics." in told(study, exports)


def test_the_survey_of_the_public_goes_to_its_own_folder(study: Study, exports: Path) -> None:
    (exports / "whole.csv").write_text("id,Were you told?,region\n1,Yes,North\n")
    wanted = {("public_survey/whole.csv", "Were you told?", "public", "told", "")}
    wanted |= {("public_survey/whole.csv", "region", "public", "region", "")}
    assert rows_of(propose(study, exports, NOWHERE)) == wanted


# what was renamed, added or lost

TOLD = """
members.csv: smartsurvey, tool members; 29 of 29 questions placed, 2 columns of them in other words.
  column "Q7. Which level best describes how well residents' data is joined up here?"
      was probably renamed from 'Q7. Which level best describes how customer data is joined up here?'
      (item level_integrated).
      The proposed row maps it. Check that it still asks the same; if not, take the row out.
  column 'Q14. The council is investing in data skills.'
      was probably renamed from 'Q14. This council invests in data skills.' (item invest_skills).
      The proposed row maps it. Check that it still asks the same; if not, take the row out.
  column 'Q30. Have you seen a data dashboard for your ward this year?': not in questionnaire.csv.
      Add the rows under 1 below, or leave it: it will not be kept.
  column 'Q31. What one change would you make?': not in questionnaire.csv.
      Add the rows under 2 below, or leave it: it will not be kept.
  column 'Council' (council): of its 41 names 2 are no council's known here, first on line 243, 256: add
      those that are one's to aliases.csv; a return of another counts nowhere.
  not kept, the platform's own: UserID, UserNo, Name, Email, IP Address, Unique ID, Started, Ended, Tracking Link.
To keep the columns that have no place, add these rows, look them over, and run this again:
  1. 'Have you seen a data dashboard for your ward this year?', asked by members
     questionnaire.csv: seen_data_dashboard_ward,members,,,single,yes_no,,,
     Have you seen a data dashboard for your ward this year?,
  2. 'What one change would you make?', asked by members
     questionnaire.csv: one_change_would_make,members,,,comment,,,,What one change would you make?,
no export here of leadership, services, performance, governance, digital, public: keep their rows of mapping.csv.
44 rows proposed; 4 things to decide; nothing was written.
"""


def test_columns_renamed_and_questions_added_tell_exactly_what_to_do(exports: Path) -> None:
    with (SHIPPED_RETURNS / "members.csv").open(encoding="utf-8-sig", newline="") as lines:
        header, *records = csv.reader(lines)
    joined_up = "Q7. Which level best describes how well residents' data is joined up here?"
    investing = "Q14. The council is investing in data skills."
    renamed = {
        "Q7. Which level best describes how customer data is joined up here?": joined_up,
        "Q14. This council invests in data skills.": investing,
    }
    header = [renamed.get(name, name) for name in header]
    header += ["Q30. Have you seen a data dashboard for your ward this year?", "Q31. What one change would you make?"]
    answers = ["Yes", "No", "Don't know"]
    with (exports / "members.csv").open("w", encoding="utf-8", newline="") as lines:
        added = [[*record, answers[number % 3], f"marmalade {number}"] for number, record in enumerate(records)]
        csv.writer(lines).writerows([header, *added])

    ran = cyfrif("--exports", exports)

    assert ran.returncode == 0
    proposed = list(csv.DictReader(ran.stdout.splitlines()))
    placed = {row["column"]: row["item"] for row in proposed}
    assert (placed[joined_up], placed[investing]) == ("level_integrated", "invest_skills")
    assert len(proposed) == 44  # as many rows as the shipped mapping has for members.csv
    assert "".join(ran.stderr.split()) == "".join(TOLD.split())
    assert "marmalade" not in ran.stdout + ran.stderr


def test_the_rows_that_are_told_place_the_columns_that_were_left(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "small"
    study = study_without_mapping(folder)
    added = ["Which tools? - Maps", "Which tools? - Other (say)", "Is it fun?", "What stops you? - Old systems", "And?"]
    write(exports / "members.csv", [*ASKED, *added], [*ONE, "Maps", "A pen", "Yes", "Old systems", "Well, well"])
    first = propose(study, exports, NOWHERE)
    assert [one.columns for one in first.additions] == [tuple(added[:2]), *((name,) for name in added[2:])]
    for file, found in (
        ("questionnaire.csv", [one.question for one in first.additions if one.question]),
        ("answer_scales.csv", [row for one in first.additions for row in one.options]),
    ):
        with (folder / file).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{row}\n" for row in found)
    second = propose(load_unmapped(folder), exports, NOWHERE)
    assert second.additions == ()
    wanted = {added[0]: "tools maps", added[1]: "tools other", added[2]: "fun", added[4]: "and"}
    assert items_of(second).items() >= (wanted | {added[3]: "barriers old_systems"}).items()


def test_a_column_in_other_words_is_placed_where_one_question_is_clearly_nearest(study: Study, exports: Path) -> None:
    write(
        exports / "members.csv",
        [*without(["Leaders value data."]), "Our leaders value data."],
        [*without(["Agree"], ONE), "Agree"],
    )
    proposal = propose(study, exports, NOWHERE)
    assert items_of(proposal)["Our leaders value data."] == "value"
    assert "is near to 'Leaders value data.' (item value)." in told(study, exports)


def test_a_column_as_near_to_two_questions_is_left_to_the_analyst(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "small"
    study_without_mapping(folder)
    with (folder / "questionnaire.csv").open("a") as lines:
        lines.write("north,members,,,comment,,,,What would help the north most?,\n")
        lines.write("south,members,,,comment,,,,What would help the south most?,\n")
    write(exports / "members.csv", [*ASKED, "What would help the coast most?"], [*ONE, "Boats"])
    study = load_unmapped(folder)
    proposal = propose(study, exports, NOWHERE)
    assert "What would help the coast most?" not in items_of(proposal)
    said = told(study, exports)
    assert (
        "like 'What would help the north most?' (item north) or 'What would help the south most?' (item south)" in said
    )
    assert "Boats" not in said


def test_an_item_without_a_column_is_told_with_what_to_do(study: Study, exports: Path) -> None:
    write(
        exports / "members.csv",
        [*without(["Who leads?"]), "Boss, then?"],
        [*without(["The chief executive"], ONE), "Ann"],
    )
    wanted = (
        "item leads ('Who leads?') has no column: the export lacks it, or asks it in quite other words: choose among "
    )
    assert wanted + "the 1 columns not placed, or take members out of its tools in questionnaire.csv." in told(
        study, exports
    )


def test_an_option_without_a_column_is_told(study: Study, exports: Path) -> None:
    write(exports / "members.csv", without(["What stops you? - A lack of skills"]), without(["A lack of skills"], ONE))
    assert "item barriers has no column for skills: they count as not ticked." in told(study, exports)


def test_two_columns_that_ask_the_same_are_told(study: Study, exports: Path) -> None:
    write(exports / "members.csv", [*ASKED, "Q9. Who leads?"], [*ONE, "None"])
    assert items_of(propose(study, exports, NOWHERE))["Who leads?"] == "leads"
    assert "column 'Q9. Who leads?' asks the same as 'Who leads?', which the proposed row maps." in told(study, exports)


def test_a_question_asked_by_every_tool_is_added_for_all(study: Study, exports: Path) -> None:
    write(exports / "members.csv", [*ASKED, "Is it fun?"], [*ONE, "No"])
    write(exports / "staff.csv", [*without(["Is your ward online?"]), "Is it fun?"], [*ONE[:-1], "Yes"])
    (addition,) = propose(study, exports, NOWHERE).additions
    assert addition.question == "fun,all,,,single,yes_no,,,Is it fun?,"


def test_answers_that_recur_and_are_of_no_scale_are_told_as_a_choice_without_saying_them(
    study: Study, exports: Path
) -> None:
    rows = [[*ONE, answer] for answer in ("Leek", "Pea", "Leek", "Pea", "Leek", "Pea")]
    write(exports / "members.csv", [*ASKED, "Which soup?"], *rows)
    said = told(study, exports)
    assert "The same few answers stand in it again and again: if it is a choice" in said
    assert "Leek" not in said


# the council


def test_the_council_is_the_column_in_which_councils_stand(study: Study, exports: Path) -> None:
    # two of the three cells are names of councils known: an alias and a short name
    rows = [[cell, *ONE[1:]] for cell in ("Anglesey", "Vale", "Atlantis")]
    write(exports / "members.csv", ["Where do you work?", *ASKED[1:]], *rows)
    assert items_of(propose(study, exports, NOWHERE))["Where do you work?"] == "council"
    said = told(study, exports)
    assert "column 'Where do you work?' (council): of its 3 names 1 is no council's known here" in said
    assert "Atlantis" not in said


def test_a_question_about_the_council_is_not_taken_for_its_name(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ["Is your council kind?", *ASKED[1:]], ["Yes", *ONE[1:]])
    proposal = propose(study, exports, NOWHERE)
    assert "council" not in items_of(proposal).values()
    assert "no column names the council, nor does the file's name or folder" in told(study, exports)


def files_of(proposal: Proposal) -> list[str]:
    return list(dict.fromkeys(row.file for row in proposal.rows))


@pytest.mark.parametrize(
    ("names", "pattern"),
    [
        (["Anglesey/members.csv", "Vale/members.csv"], "returns/{council}/members.csv"),
        (["members_C1.csv", "members_C2.csv"], "returns/members_{council}.csv"),
        (["Isle of Anglesey members.csv"], "returns/{council} members.csv"),
        (["wave/members-st-davids.csv".replace("-davids", " david's")], "returns/wave/members-{council}.csv"),
        (["members_C1_2018-04-01.csv", "members_C2_2018-04-02.csv"], "returns/members_{council}*.csv"),
    ],
)
def test_a_council_in_folders_or_names_becomes_one_pattern(
    study: Study, exports: Path, names: list[str], pattern: str
) -> None:
    for name in names:
        write(exports / name, ASKED[1:], ONE[1:])
    proposal = propose(study, exports, NOWHERE)
    assert files_of(proposal) == [pattern]
    assert len(proposal.rows) == 8  # the columns that are asked, once
    assert "no column names the council" not in told(study, exports)


def test_one_export_with_a_column_for_the_council_keeps_its_name(study: Study, exports: Path) -> None:
    write(exports / "members Vale.csv", ASKED, ONE)
    assert files_of(propose(study, exports, NOWHERE)) == ["returns/members Vale.csv"]


def test_exports_that_differ_in_dates_or_numbers_become_one_pattern(study: Study, exports: Path) -> None:
    for name in ("members.csv", "members (1).csv", "members_2018-05-01.csv"):
        write(exports / name, ASKED, ONE)
    assert files_of(propose(study, exports, NOWHERE)) == ["returns/members*.csv"]
    assert "returns/members*.csv: 3 files, of one survey, a later one in place of an earlier." in told(study, exports)


def test_a_pattern_takes_in_no_other_file(study: Study, exports: Path) -> None:
    for name in ("members1.csv", "members2.csv"):
        write(exports / name, ASKED, ONE)
    write(exports / "members_of_the_club.csv", ["Which soup?"], ["Leek"])
    assert files_of(propose(study, exports, NOWHERE)) == ["returns/members1.csv", "returns/members2.csv"]


def test_exports_with_other_columns_keep_names_of_their_own(study: Study, exports: Path) -> None:
    write(exports / "members1.csv", ASKED, ONE)
    write(exports / "members2.csv", ["Q1. " + ASKED[1], ASKED[0], *ASKED[2:]], [ONE[1], ONE[0], *ONE[2:]])
    assert files_of(propose(study, exports, NOWHERE)) == ["returns/members1.csv", "returns/members2.csv"]


def test_an_export_that_lacks_a_column_of_its_pattern_is_told(study: Study, exports: Path) -> None:
    write(exports / "Vale" / "members.csv", ASKED[1:], ONE[1:])
    write(exports / "Anglesey" / "members.csv", ASKED[1:-1], ONE[1:-1])
    assert "Anglesey/members.csv has no 'Is your ward online?': it would be refused." in told(study, exports)


def test_a_pattern_stands_for_one_folder_or_part_of_a_name() -> None:
    assert fits("returns/{council}/members*.csv", "returns/Vale/members_2.csv")
    assert not fits("returns/{council}.csv", "returns/Vale/members.csv")


# what is not read, and what is not said


def test_a_refused_file_is_told_and_the_others_go_on(exports: Path) -> None:
    shutil.copy(FIXTURES / "smartsurvey" / "six_returns.csv", exports / "members.csv")
    shutil.copy(FIXTURES / "ragged_row_line_3.csv", exports / "ragged.csv")
    ran = cyfrif("--exports", exports, "--study", FIXTURES / "small")
    assert ran.returncode == 11
    assert "ragged.csv: refused." in ran.stderr
    assert ran.stdout.count("returns/members.csv") == 9


def test_links_and_other_kinds_of_file_are_told_and_not_read(study: Study, exports: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "members.csv", ASKED, ONE)
    (exports / "linked").symlink_to(tmp_path / "elsewhere")
    (exports / "members.csv").symlink_to(tmp_path / "elsewhere" / "members.csv")
    (exports / "notes.docx").write_text("")
    proposal = propose(study, exports, NOWHERE)
    assert [(file.name, file.refused) for file in proposal.unread] == [
        ("linked", True),
        ("members.csv", True),
        ("notes.docx", False),
    ]
    assert proposal.rows == ()


def test_a_doubtful_platform_is_told_with_both_unless_tools_csv_names_it(study: Study, exports: Path) -> None:
    header = ["Respondent ID", "Collector ID", "Start Date", "End Date", *ASKED]
    write(exports / "one.csv", header, ["1", "2", "3", "4", *ONE])
    write(exports / "members.csv", header, ["1", "2", "3", "4", *ONE])
    proposal = propose(study, exports, NOWHERE)
    assert [file.name for file in proposal.unread] == ["one.csv"]
    assert "smartsurvey (UserID, Started, Ended) or surveymonkey (Respondent ID" in proposal.unread[0].why
    assert [(file.export.name, file.export.platform) for file in proposal.files] == [("members.csv", "smartsurvey")]


def test_a_folder_without_files_is_an_error(exports: Path) -> None:
    ran = cyfrif("--exports", exports, "--study", FIXTURES / "small")
    assert ran.returncode == 11
    assert f"{exports}: no file; exports as downloaded are expected." in ran.stderr


def test_columns_that_say_who_replied_are_never_proposed(study: Study, exports: Path) -> None:
    personal = ["Your e-mail address", "Contact?", "Phone number", "Your full name"]
    write(exports / "members.csv", [*ASKED, *personal], [*ONE, "ann@c1.example", "ann@c1.example", "1", "Ann"])
    proposal = propose(study, exports, NOWHERE)
    assert set(personal).isdisjoint(items_of(proposal))
    assert proposal.additions == ()
    said = told(study, exports)
    assert all(f"column '{name}' says who replied: leave it; it will not be kept." in said for name in personal)
    assert "ann@" not in said


def test_addresses_under_words_near_a_question_are_not_proposed(study: Study, exports: Path) -> None:
    header = ["Who leads it?" if name == "Who leads?" else name for name in ASKED]
    write(
        exports / "members.csv", header, ["ann@c1.example" if cell == "The chief executive" else cell for cell in ONE]
    )
    assert "Who leads it?" not in items_of(propose(study, exports, NOWHERE))


def test_an_address_in_a_comment_is_warned_of(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ASKED, ONE, [*ONE[:-2], "Write to ann@c1.example", "Yes"])
    said = told(study, exports)
    assert "column 'What would help?': somebody wrote an e-mail address in it" in said
    assert "ann@" not in said


def test_no_answer_stands_in_what_is_said(study: Study, exports: Path) -> None:
    secrets = [f"secret{number}" for number in range(len(ASKED) + 1)]
    write(exports / "members.csv", [*ASKED, "Another?"], secrets, secrets[::-1])
    for options in ([], ["--json"]):
        ran = cyfrif("--exports", exports, "--study", study.folder, *options)
        assert "secret" not in ran.stdout + ran.stderr


def test_a_heading_that_steers_a_terminal_is_told_as_plain_text_and_not_mapped(study: Study, exports: Path) -> None:
    write(
        exports / "members.csv",
        [*without(["Who leads?"]), "Who \x1b[31mleads?"],
        [*without(["The chief executive"], ONE), "None"],
    )
    ran = cyfrif("--exports", exports, "--study", study.folder)
    assert "holds characters that cannot be seen" in ran.stderr
    assert "\x1b" not in ran.stdout + ran.stderr


def test_a_file_name_that_steers_a_terminal_is_refused_and_told_as_plain_text(study: Study, exports: Path) -> None:
    write(exports / "mem\x1b[31mbers.csv", ASKED, ONE)
    assert propose(study, exports, NOWHERE).refused
    assert told(study, exports).startswith("mem [31mbers.csv: refused. a name that cannot be written in mapping.csv.")


def test_machines_get_the_same_as_data(exports: Path) -> None:
    shutil.copy(FIXTURES / "smartsurvey" / "six_returns.csv", exports / "members.csv")
    ran = cyfrif("--exports", exports, "--study", FIXTURES / "small", "--json")
    answer = json.loads(ran.stdout)
    assert len(answer["rows"]) == 9
    assert answer["rows"][0] == {
        "file": "returns/members.csv", "column": "Council", "tool": "members", "item": "council", "option": "",
    }  # fmt: skip
    assert (answer["files"][0]["tool"], answer["to_decide"]) == ("members", [])


def test_an_spss_file_says_what_each_variable_asks_by_its_label(tmp_path: Path) -> None:
    labels = {"id": "", "council": "Council", "Q1": "Q1. Leaders value data.", "Q2": "We avoid risk."}
    cases = pd.DataFrame({"id": ["1"], "council": ["Ynys Môn"], "Q1": [1.0], "Q2": [1.0]})
    pyreadstat.write_sav(cases, tmp_path / "members.sav", column_labels=labels)
    found = propose(load_study(FIXTURES / "small"), tmp_path, tmp_path / "raw")
    assert [(row.column, row.item) for row in found.rows if row.column.startswith("Q")] == [
        ("Q1", "value"),
        ("Q2", "averse"),
    ]
