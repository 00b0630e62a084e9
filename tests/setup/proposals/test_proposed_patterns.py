"""A column, a folder or a file's name says which council; exports of one survey become one pattern."""

from pathlib import Path

import pytest

from analysis.setup.proposals.export_files import fits_file
from analysis.setup.proposals.propose import propose_mapping
from analysis.study.study import Study
from tests.support.offered_exports import ASKED, NOWHERE, ONE, files_of, items_of, told, write


def test_the_council_is_the_column_in_which_councils_stand(study: Study, exports: Path) -> None:
    # two of the three cells are names of councils known: an alias and a short name
    rows = [[cell, *ONE[1:]] for cell in ("Anglesey", "Vale", "Atlantis")]
    write(exports / "members.csv", ["Where do you work?", *ASKED[1:]], *rows)
    assert items_of(propose_mapping(study, exports, NOWHERE))["Where do you work?"] == "council"
    said = told(study, exports)
    assert "column 'Where do you work?' (council): of its 3 names 1 is no council's known here" in said
    assert "Atlantis" not in said


def test_a_question_about_the_council_is_not_taken_for_its_name(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ["Is your council kind?", *ASKED[1:]], ["Yes", *ONE[1:]])
    proposal = propose_mapping(study, exports, NOWHERE)
    assert "council" not in items_of(proposal).values()
    assert "no column names the council, nor does the file's name or folder" in told(study, exports)


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
    proposal = propose_mapping(study, exports, NOWHERE)
    assert files_of(proposal) == [pattern]
    assert len(proposal.rows) == 8  # the columns that are asked, once
    assert "no column names the council" not in told(study, exports)


def test_one_export_with_a_column_for_the_council_keeps_its_name(study: Study, exports: Path) -> None:
    write(exports / "members Vale.csv", ASKED, ONE)
    assert files_of(propose_mapping(study, exports, NOWHERE)) == ["returns/members Vale.csv"]


def test_exports_that_differ_in_dates_or_numbers_become_one_pattern(study: Study, exports: Path) -> None:
    for name in ("members.csv", "members (1).csv", "members_2018-05-01.csv"):
        write(exports / name, ASKED, ONE)
    assert files_of(propose_mapping(study, exports, NOWHERE)) == ["returns/members*.csv"]
    assert "returns/members*.csv: 3 files, of one survey, a later one in place of an earlier." in told(study, exports)


def test_a_pattern_takes_in_no_other_file(study: Study, exports: Path) -> None:
    for name in ("members1.csv", "members2.csv"):
        write(exports / name, ASKED, ONE)
    write(exports / "members_of_the_club.csv", ["Which soup?"], ["Leek"])
    assert files_of(propose_mapping(study, exports, NOWHERE)) == ["returns/members1.csv", "returns/members2.csv"]


def test_exports_with_other_columns_keep_names_of_their_own(study: Study, exports: Path) -> None:
    write(exports / "members1.csv", ASKED, ONE)
    write(exports / "members2.csv", ["Q1. " + ASKED[1], ASKED[0], *ASKED[2:]], [ONE[1], ONE[0], *ONE[2:]])
    assert files_of(propose_mapping(study, exports, NOWHERE)) == ["returns/members1.csv", "returns/members2.csv"]


def test_an_export_that_lacks_a_column_of_its_pattern_is_told(study: Study, exports: Path) -> None:
    write(exports / "Vale" / "members.csv", ASKED[1:], ONE[1:])
    write(exports / "Anglesey" / "members.csv", ASKED[1:-1], ONE[1:-1])
    assert "Anglesey/members.csv has no 'Is your ward online?': it would be refused." in told(study, exports)


def test_a_pattern_stands_for_one_folder_or_part_of_a_name() -> None:
    assert fits_file("returns/{council}/members*.csv", "returns/Vale/members_2.csv")
    assert not fits_file("returns/{council}.csv", "returns/Vale/members.csv")
