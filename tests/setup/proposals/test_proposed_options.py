"""Options of one question stay together: none goes to another question, and what is not known of them is told."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.setup.proposals.heading_cuts import Cut, heading_cuts
from analysis.setup.proposals.propose import propose_mapping
from analysis.study.loading import load_unmapped
from analysis.study.study import Study
from tests.support.accepted import named_as, offer_sample, without_row, write_public
from tests.support.offered_exports import ASKED, NOWHERE, ONE, items_of, study_without_mapping, told, without, write

SKILLS = "What stops you? - A lack of skills"


@pytest.mark.parametrize(
    ("heading", "cut"),
    [
        ("What stops you? (choice=Other (please say))", Cut("What stops you?", "Other (please say)")),
        ("What stops you? [Other (please say)]", Cut("What stops you?", "Other (please say)")),
        ("What stops you? - Other (please say) - Text", Cut("What stops you?", "Other (please say)")),
        ("Other (please say):What stops you?", Cut("What stops you?", "Other (please say)")),
        ("about_you/barriers/other", Cut("barriers", "other")),
        ("about_you/What stops you?/Time/money", Cut("What stops you?", "Time/money")),
        ("barriers___other", Cut("barriers", "other")),
    ],
)
def test_a_heading_is_cut_as_its_platform_joins_it(heading: str, cut: Cut) -> None:
    assert cut in heading_cuts(heading)


def test_a_new_option_is_none_of_those_known_and_the_item_is_not_certain(study: Study, exports: Path) -> None:
    # `A lack of fun` shares three words of four with the option whose column is not there
    header = ["What stops you? - A lack of fun" if name == SKILLS else name for name in ASKED]
    write(exports / "members.csv", header, ["A lack of fun" if cell == "A lack of skills" else cell for cell in ONE])
    (file,) = propose_mapping(study, exports, NOWHERE).files
    assert {one.option: one.how for one in file.placing.placed if one.item == "barriers"} == {
        "money": "incomplete",
        "other": "incomplete",
    }
    said = told(study, exports)
    assert "column 'What stops you? - A lack of fun': an option that item barriers does not have." in said
    assert "item barriers has no column for skills" in said
    assert "2 things to decide" in said


def test_columns_that_begin_alike_are_never_a_whole_question(study: Study, exports: Path) -> None:
    header = ["What stops you today? - Rain", "What stops you today? - Snow"]
    write(exports / "members.csv", [*without([SKILLS, *ASKED[4:6]]), *header], [*ONE[:3], *ONE[6:], "Rain", "-"])
    placed = items_of(propose_mapping(study, exports, NOWHERE))
    assert not set(header) & set(placed)


@pytest.mark.parametrize("kind", ["multi", "single"])
@pytest.mark.parametrize(
    "column",
    ["pets___z", "pets/z", "pets[z]", "pets (choice=z)", "z:pets"],
)
def test_a_column_marked_as_an_option_is_never_a_whole_question(
    column: str, kind: str, tmp_path: Path, exports: Path
) -> None:
    folder = tmp_path / "small"
    study_without_mapping(folder)
    with (folder / "questionnaire.csv").open("a", encoding="utf-8") as lines:
        lines.write(f"animals,members,,,{kind},barriers,,,pets,anifeiliaid\n")
    write(exports / "members.csv", [*ASKED, column], [*ONE, "1"], [*ONE, "0"])
    study = load_unmapped(folder)
    assert column not in items_of(propose_mapping(study, exports, NOWHERE))
    if kind == "multi":
        assert f"column '{column}': an option that item animals does not have." in told(study, exports)


@pytest.mark.parametrize("column", ["barriers___z", "about_you/barriers/z", "barriers[SQ009]"])
def test_an_option_of_an_items_code_that_is_not_known_is_told_as_that(column: str, study: Study, exports: Path) -> None:
    write(exports / "members.csv", [*ASKED, column], [*ONE, "1"], [*ONE, "0"])
    assert column not in items_of(propose_mapping(study, exports, NOWHERE))
    assert f"column '{column}': an option that item barriers does not have." in told(study, exports)


def test_an_option_of_a_reworded_question_is_not_the_whole_of_it(study: Study, exports: Path) -> None:
    column = "Our leaders value data [Y]"
    write(exports / "members.csv", [*without(["Leaders value data."]), column], [*without(["Agree"], ONE), "1"])
    assert column not in items_of(propose_mapping(study, exports, NOWHERE))


def test_a_slash_between_words_marks_no_option(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "small"
    study_without_mapping(folder)
    with (folder / "questionnaire.csv").open("a", encoding="utf-8") as lines:
        lines.write("car,members,,,single,yes_no,,,Do you own a car or bike?,Oes gennych gar neu feic?\n")
        lines.write("chair,members,,,single,yes_no,,,Do you trust him/her?,Ydych chi'n ymddiried?\n")
    header = ["Do you own a car/bike?", "Do you trust him/her?/Ann"]
    write(exports / "members.csv", [*ASKED, *header], [*ONE, "Yes", "1"])
    placed = items_of(propose_mapping(load_unmapped(folder), exports, NOWHERE))
    assert [placed.get(name) for name in header] == ["car", None]


def test_one_row_of_two_grids_is_asked_about(study: Study, exports: Path) -> None:
    grids = ["Is it so? - Leaders value data.", "Does it matter? - Leaders value data."]
    write(
        exports / "members.csv",
        [*without(["Leaders value data."]), *grids],
        [*without(["Agree"], ONE), "Agree", "Agree"],
    )
    assert not set(grids) & set(items_of(propose_mapping(study, exports, NOWHERE)))
    assert "like 'Leaders value data.' (item value), but not clearly it" in told(study, exports)


def test_a_column_of_all_options_is_left_out_where_each_has_its_own(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ["What stops you?", *ASKED], ["A lack of skills", *ONE])
    assert "What stops you?" not in items_of(propose_mapping(study, exports, NOWHERE))
    said = told(study, exports)
    assert "column 'What stops you?' holds together what the columns of its options hold: left out." in said
    assert "0 things to decide" in said


def test_a_text_cut_short_that_may_be_two_questions_is_neither(tmp_path: Path, exports: Path) -> None:
    folder = tmp_path / "small"
    study_without_mapping(folder)
    with (folder / "questionnaire.csv").open("a", encoding="utf-8") as lines:
        lines.write("north,members,,,comment,,,,In the last twelve months what helped the north?,\n")
        lines.write("south,members,,,comment,,,,In the last twelve months what helped the south?,\n")
    write(exports / "members.csv", [*ASKED, "In the last twelve months ..."], [*ONE, "Boats"])
    assert "In the last twelve months ..." not in items_of(propose_mapping(load_unmapped(folder), exports, NOWHERE))


def test_words_beside_an_answer_whose_scale_has_no_other_are_told_with_the_row_to_add(
    study: Study, exports: Path
) -> None:
    beside = "Is your ward online? - Other (please specify)"
    write(exports / "members.csv", [*ASKED, beside], [*ONE, "In parts"])
    said = told(study, exports)
    assert (
        f"column '{beside}': words beside an answer of item ward, of whose answer scale no option has the role" in said
    )
    assert "answer_scales.csv: yes_no,other,other,,Other (please specify),Other (please specify)" in said


def test_option_first_columns_of_a_question_not_known_become_one_question(study: Study, exports: Path) -> None:
    added = ["Maps:Which tools?", "Pens:Which tools?"]
    write(exports / "members.csv", [*ASKED, *added], [*ONE, "Maps", "-"], [*ONE, "-", "Pens"])
    (addition,) = propose_mapping(study, exports, NOWHERE).additions
    assert (addition.text, addition.columns) == ("Which tools?", tuple(added))


def test_cells_that_hold_options_put_together_otherwise_are_told(study: Study, exports: Path) -> None:
    # codes with spaces between, as KoboToolbox's column of the whole question has them
    header = [name for name in ASKED if not name.startswith("What stops you?")]
    rows = [[*ONE[:3], *ONE[6:], cell] for cell in ("skills money", "money other")]
    write(exports / "members.csv", [*header, "What stops you?"], *rows)
    assert "options put together as smartsurvey does not" in told(study, exports)


def generic(path: Path, header: Sequence[str], *rows: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([header, *rows])


ID_ROW = "returns/members.csv,{},members,return_id,"


@pytest.mark.parametrize("platform", ["generic"])
def test_what_describes_a_return_is_proposed_by_names_that_platforms_use(
    platform: str, tmp_path: Path, exports: Path
) -> None:
    study = named_generic(tmp_path)
    header = ["Respondent ID", "Start Date", "Date Submitted", *ASKED]
    generic(exports / "members.csv", header, ["1", "2019-05-01", "2019-05-02", *ONE], ["2", "2019-05-01", "", *ONE])
    placed = items_of(propose_mapping(study, exports, NOWHERE))
    assert [placed.get(name) for name in header[:3]] == ["return_id", "started", "ended"]
    assert "Respondent ID" not in told(study, exports)


def test_a_column_called_an_id_whose_cells_recur_is_none_and_what_to_do_is_told(tmp_path: Path, exports: Path) -> None:
    study = named_generic(tmp_path)
    generic(exports / "members.csv", ["Respondent ID", *ASKED], ["1", *ONE], ["1", *ONE])
    assert "Respondent ID" not in items_of(propose_mapping(study, exports, NOWHERE))
    said = told(study, exports)
    assert "`returns/members.csv,COLUMN,members,return_id,`" in said
    assert "`returns/members.csv,(line),members,return_id,` makes a return's line its id" in said


def test_what_mapping_declares_is_in_the_rows_and_no_tick_is_guessed(tmp_path: Path, exports: Path) -> None:
    study = named_generic(
        tmp_path,
        "file,column,tool,item,option,ticked,not_ticked\n"
        "returns/members.csv,(line),members,return_id,,,\n"
        "returns/members.csv,cp1252,members,encoding,,,\n"
        f"returns/members.csv,{SKILLS},members,barriers,skills,1,0\n",
    )
    generic(exports / "members.csv", ASKED, ONE, ONE)
    proposal = propose_mapping(study, exports, NOWHERE)
    rows = {row.column: row for row in proposal.rows}
    assert (rows["(line)"].item, rows["cp1252"].item) == ("return_id", "encoding")
    assert {row.column: row.ticked for row in proposal.rows if row.ticked} == {SKILLS: "1"}
    assert "will be refused" not in told(study, exports)


def named_generic(folder: Path, mapping: str = "file,column,tool,item,option\n") -> Study:
    """The small study whose members answer on a platform of no reader, and its mapping.csv."""
    study_without_mapping(folder / "small")
    tools = folder / "small" / "tools.csv"
    tools.write_text(
        tools.read_text("utf-8").replace("members,members,smartsurvey", "members,members,generic"), "utf-8"
    )
    (folder / "small" / "mapping.csv").write_text(mapping, "utf-8")
    return load_unmapped(folder / "small")


def test_a_file_of_none_but_options_not_known_is_the_tools_and_each_is_told(tmp_path: Path) -> None:
    offered = offer_sample(tmp_path, "option_first")
    named_as(offered, "redcap")
    for item in ("agree1", "agree2"):
        without_row(offered, item)
    columns = ["bar___1", "bar___2"]
    write_public(offered, ["record_id", "redcap_event_name", *columns], ["1", "", "1", "0"], ["2", "", "0", "1"])
    assert offered.placed == {}
    assert all(f"column '{column}': an option that item bar does not have." in offered.told for column in columns)
    assert "2 things to decide" in offered.told
