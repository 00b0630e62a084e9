"""What was renamed, added or lost since the questionnaire: told with exactly what to do."""

import csv
from pathlib import Path

from analysis.setup.proposals.propose import propose_mapping
from analysis.study.loading import load_unmapped
from analysis.study.study import Study
from tests.support.offered_exports import (
    ASKED,
    NOWHERE,
    ONE,
    SHIPPED_RETURNS,
    cyfrif,
    items_of,
    study_without_mapping,
    told,
    without,
    write,
)

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
    first = propose_mapping(study, exports, NOWHERE)
    assert [one.columns for one in first.additions] == [tuple(added[:2]), *((name,) for name in added[2:])]
    for file, found in (
        ("questionnaire.csv", [one.question for one in first.additions if one.question]),
        ("answer_scales.csv", [row for one in first.additions for row in one.options]),
    ):
        with (folder / file).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{row}\n" for row in found)
    second = propose_mapping(load_unmapped(folder), exports, NOWHERE)
    assert second.additions == ()
    wanted = {added[0]: "tools maps", added[1]: "tools other", added[2]: "fun", added[4]: "and"}
    assert items_of(second).items() >= (wanted | {added[3]: "barriers old_systems"}).items()


def test_a_column_in_other_words_is_placed_where_one_question_is_clearly_nearest(study: Study, exports: Path) -> None:
    write(
        exports / "members.csv",
        [*without(["Leaders value data."]), "Our leaders value data."],
        [*without(["Agree"], ONE), "Agree"],
    )
    proposal = propose_mapping(study, exports, NOWHERE)
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
    proposal = propose_mapping(study, exports, NOWHERE)
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
    assert items_of(propose_mapping(study, exports, NOWHERE))["Who leads?"] == "leads"
    assert "column 'Q9. Who leads?' asks the same as 'Who leads?', which the proposed row maps." in told(study, exports)


def test_a_question_asked_by_every_tool_is_added_for_all(study: Study, exports: Path) -> None:
    write(exports / "members.csv", [*ASKED, "Is it fun?"], [*ONE, "No"])
    write(exports / "staff.csv", [*without(["Is your ward online?"]), "Is it fun?"], [*ONE[:-1], "Yes"])
    (addition,) = propose_mapping(study, exports, NOWHERE).additions
    assert addition.question == "fun,all,,,single,yes_no,,,Is it fun?,"


def test_answers_that_recur_and_are_of_no_scale_are_told_as_a_choice_without_saying_them(
    study: Study, exports: Path
) -> None:
    rows = [[*ONE, answer] for answer in ("Leek", "Pea", "Leek", "Pea", "Leek", "Pea")]
    write(exports / "members.csv", [*ASKED, "Which soup?"], *rows)
    said = told(study, exports)
    assert "The same few answers stand in it again and again: if it is a choice" in said
    assert "Leek" not in said
