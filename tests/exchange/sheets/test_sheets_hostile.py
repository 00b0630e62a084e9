"""Hostile text goes out as text and comes back as it is."""

import openpyxl
import pytest

from analysis.texts import csv_text
from tests.support.desk import ALDER, ANSWER, Place, actions

RETURNS = (("101", "officers"), ("102", "officers"), ("201", "members"))
HOSTILE = (
    '=HYPERLINK("http://example.org","x")', "+1", "-1+1", "@SUM(A1)", "<script>&amp;", "_x0041_", "#N/A", "TRUE",
    "2018-06-01", "\u202eright to left", "two\r\nlines", "bell\x07", "not a character \uffff", "x" * 40_000,
)  # fmt: skip


@pytest.fixture
def hostile(place: Place) -> Place:
    """Alder's officers and a member wrote all of it: 14 texts, no more than six questions each."""
    questions = [(user, file, column) for user, file in RETURNS for column in ("Q1", "Q2", "Q3", "Q5", "Q6", "Q7")]
    for (user, file, column), text in zip(questions, HOSTILE, strict=False):
        place.say(user, column, text, file=file)
    place.send()
    return place


def test_hostile_text_goes_out_as_text_and_stays_as_it_is(hostile: Place) -> None:
    sheet = openpyxl.load_workbook(hostile.sheets / f"corrections-{ALDER}.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(max_col=7) for cell in row} == {"s"}
    found = {row["found"] for row in hostile.rows()}
    changed = {"_x0041_": "_x005F_x0041_", "two\r\nlines": "two\nlines", "bell\x07": "bell\ufffd"}
    changed |= {"not a character \uffff": "not a character \ufffd", "x" * 40_000: "x" * 30_000}
    assert found == {changed.get(text, text) for text in HOSTILE}


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_corrections_of_hostile_text_fit(hostile: Place, suffix: str) -> None:
    rows = [row | ANSWER | {"corrected": row["allowed"].split(" | ")[0]} for row in hostile.rows()]
    if suffix == ".csv":  # what a workbook writes as a code stands there as it is
        rows = [row | {"found": row["found"].replace("_x005F_", "_")} for row in rows]
    assert hostile.back(rows, f"back{suffix}").counted() == {"accepted": 14, "wrong": 0, "unchanged": 0, "missing": 0}
    applied = [action for action in actions(hostile) if action.startswith("applied")]
    assert len(applied) == 15  # one was there before


def test_a_lone_carriage_return_stays_in_its_cell() -> None:
    assert csv_text([["one\rtwo", "three"]]) == '"one\rtwo",three\n'
