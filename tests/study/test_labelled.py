"""The labelled file says what returns.csv says, and is the same bytes whenever it is made."""

import time
from pathlib import Path

import pandas as pd
import pytest

from analysis.cleaning.clean import clean_returns
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.labelled import sav_bytes
from analysis.study.loading import load_study
from analysis.study.study import Study
from tests.support.places import TESTS

pyreadstat = pytest.importorskip("pyreadstat")

HERE = TESTS / "studies"
CODED = ("council", "tool", "group", "status")


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(HERE / "toy")


@pytest.fixture(scope="module")
def answers(study: Study) -> pd.DataFrame:
    raw = HERE / "raw" / "toy"
    return clean_returns(study, *read_returns(study, raw), read_invited(study, raw)).answers


def read_back(content: bytes, folder: Path) -> tuple[pd.DataFrame, object]:
    path = folder / "returns.sav"
    path.write_bytes(content)
    return pyreadstat.read_sav(path)


def codes_noted(about: object) -> dict[tuple[str, float], str]:
    """(variable, number) -> text code, as the file's documents say it."""
    lines = [line.strip().partition(" = ") for line in about.notes]
    pairs = ((*left.rsplit(" ", 1), code) for left, _, code in lines)
    return {(name, float(number)): code for name, number, code in pairs}


def test_what_is_read_back_is_what_the_table_says(study: Study, answers: pd.DataFrame, tmp_path: Path) -> None:
    found, about = read_back(sav_bytes(study, answers), tmp_path)
    codes = codes_noted(about)
    back = {}
    for name in answers.columns:
        if name in study.items and study.items[name].kind == "multi":
            options = [option.code for option in study.options(name)]
            ticked = [f"{name}_{place}" for place in range(1, len(options) + 1)]
            back[name] = [
                ";".join(code for code, cell in zip(options, row, strict=True) if cell == 1)
                for row in found[ticked].itertuples(index=False)
            ]
            assert (found[ticked].isna().all(axis=1) == (answers[name] == "")).all()
        elif name in study.items or name in CODED:
            back[name] = [codes.get((name, number), "") for number in found[name]]
        else:
            back[name] = found[name].tolist()
    pd.testing.assert_frame_equal(pd.DataFrame(back)[list(answers)], answers, check_dtype=False)


def test_variables_and_values_are_labelled_in_the_order_of_the_scale(
    study: Study, answers: pd.DataFrame, tmp_path: Path
) -> None:
    _, about = read_back(sav_bytes(study, answers), tmp_path)
    assert about.column_names_to_labels["leaders_value_data"] == "Leaders here value data."
    assert about.variable_value_labels["leaders_value_data"] == {
        1: "Strongly agree", 2: "Agree", 3: "Neither agree nor disagree", 4: "Disagree", 5: "Strongly disagree",
        6: "Don't know",
    }  # fmt: skip
    assert about.variable_value_labels["council"] == {1: "Alder Council", 2: "Birch Council", 3: "Cedar Council"}
    assert about.column_names_to_labels["barriers_2"] == "A lack of trust (trust): What stops better use of data?"
    assert about.variable_value_labels["barriers_2"] == {0: "Not ticked", 1: "Ticked"}
    assert about.variable_measure["leaders_value_data"] == "ordinal"


def test_the_bytes_do_not_hang_on_the_clock(
    study: Study, answers: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sav_bytes(study, answers)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    time.sleep(1.1)
    assert sav_bytes(study, answers) == first
    assert first[4:64].rstrip() == b"@(#) SPSS DATA FILE - Cyfrif"
    assert first[92:109] == b"01 Jan 8000:00:00"
    monkeypatch.undo()
    time.tzset()


def test_a_comment_is_given_or_not_and_its_words_stay_away(tmp_path: Path) -> None:
    small = load_study(HERE.parent / "samples" / "small")
    found, about = read_back(sav_bytes(small, pd.DataFrame({"comment": ["given", ""]})), tmp_path)
    assert found["comment"].fillna(0).tolist() == [1, 0]
    assert about.variable_value_labels["comment"] == {1: "Given; its words stay in the raw files"}


def test_nothing_ticked_is_missing_and_not_unticked(tmp_path: Path) -> None:
    small = load_study(HERE.parent / "samples" / "small")
    found, _ = read_back(sav_bytes(small, pd.DataFrame({"barriers": ["skills;other", ""]})), tmp_path)
    ticked = found[["barriers_1", "barriers_2", "barriers_3"]]
    assert ticked.fillna(-1).to_numpy().tolist() == [[1, 0, 1], [-1, -1, -1]]
