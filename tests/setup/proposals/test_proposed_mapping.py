"""From exports and the questionnaire to the rows of mapping.csv."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from analysis.setup.proposals.propose import as_csv, propose_mapping
from analysis.setup.proposals.wording import without_number
from analysis.study.loading import load_study, load_unmapped
from analysis.study.study import Study
from tests.support.offered_exports import (
    ASKED,
    FIXTURES,
    NOWHERE,
    ONE,
    SHIPPED,
    SHIPPED_RETURNS,
    cyfrif,
    items_of,
    rows_in,
    rows_of,
    study_without_mapping,
    told,
    write,
)


def test_the_shipped_exports_give_the_shipped_mapping() -> None:
    proposal = propose_mapping(load_study(SHIPPED), SHIPPED_RETURNS, SHIPPED_RETURNS.parent)
    assert rows_of(proposal) == {row for row in rows_in(SHIPPED / "mapping.csv") if row[0].startswith("returns/")}
    assert not proposal.additions


def test_a_team_without_a_mapping_gets_the_same_one_from_exports_and_questionnaire(tmp_path: Path) -> None:
    proposal = propose_mapping(study_without_mapping(tmp_path / "new", SHIPPED), SHIPPED_RETURNS.parent, NOWHERE)
    wanted = rows_in(SHIPPED / "mapping.csv")
    assert {(row[1], row[2], row[3], row[4]) for row in rows_of(proposal)} == {row[1:] for row in wanted}


def test_the_proposed_mapping_of_all_exports_is_a_valid_one(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    raw = SHIPPED_RETURNS.parent
    proposal = propose_mapping(study_without_mapping(folder, SHIPPED), raw, raw)
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
    proposal = propose_mapping(study, exports, NOWHERE)
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
    assert items_of(propose_mapping(study, exports, NOWHERE)) == wanted


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
    assert items_of(propose_mapping(study, exports, NOWHERE)) == wanted


def test_other_is_other_whatever_stands_in_brackets_behind_it(study: Study, exports: Path) -> None:
    write(exports / "members.csv", [*ASKED[:5], "What stops you? - Other (write it in here)", *ASKED[6:]], ONE)
    (file,) = propose_mapping(study, exports, NOWHERE).files
    assert (file.placing.near, file.placing.unplaced) == ([], ())


def test_questions_in_welsh_are_placed(study: Study, exports: Path) -> None:
    write(exports / "members.csv", ["Cyngor", "1. Pwy sy'n arwain?", "2. Beth sy’n eich atal? - Arall (nodwch)"])
    wanted = {
        "Cyngor": "council",
        "1. Pwy sy'n arwain?": "leads",
        "2. Beth sy’n eich atal? - Arall (nodwch)": "barriers other",
    }
    assert items_of(propose_mapping(study, exports, NOWHERE)) == wanted


def test_machines_get_the_same_as_data(exports: Path) -> None:
    shutil.copy(FIXTURES / "smartsurvey" / "six_returns.csv", exports / "members.csv")
    ran = cyfrif("--exports", exports, "--study", FIXTURES / "small", "--json")
    answer = json.loads(ran.stdout)
    assert len(answer["rows"]) == 9
    assert answer["rows"][0] == {
        "file": "returns/members.csv", "column": "Council", "tool": "members", "item": "council", "option": "",
        "ticked": "", "not_ticked": "",
    }  # fmt: skip
    assert (answer["files"][0]["tool"], answer["to_decide"]) == ("members", [])


def test_an_spss_file_says_what_each_variable_asks_by_its_label(tmp_path: Path) -> None:
    labels = {"id": "", "council": "Council", "Q1": "Q1. Leaders value data.", "Q2": "We avoid risk."}
    cases = pd.DataFrame({"id": ["1"], "council": ["Ynys Môn"], "Q1": [1.0], "Q2": [1.0]})
    pyreadstat.write_sav(cases, tmp_path / "members.sav", column_labels=labels)
    found = propose_mapping(load_study(FIXTURES / "small"), tmp_path, tmp_path / "raw")
    assert [(row.column, row.item) for row in found.rows if row.column.startswith("Q")] == [
        ("Q1", "value"),
        ("Q2", "averse"),
    ]
