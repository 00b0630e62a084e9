"""Options that hold commas are found in a cell that joins them by commas; a person's own words stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.returns.readers.ticked import split_ticked

LABELS = ["Skills", "Time, money or staff", "Time", "Trust, of residents", "Money, time"]

CELLS = {
    "": [],
    "Skills": ["Skills"],
    "Time, money or staff": ["Time, money or staff"],  # not `Time` and words left over
    "Time, Skills": ["Time", "Skills"],
    "Skills, Time, money or staff, Trust, of residents": ["Skills", "Time, money or staff", "Trust, of residents"],
    "SKILLS,Time,  money or staff.": ["SKILLS", "Time,  money or staff."],
    "Skills, We lack time, and will": ["Skills", "We lack time, and will"],
}


@pytest.mark.parametrize(("cell", "parts"), CELLS.items(), ids=list(CELLS))
def test_known_options_are_found_longest_first(cell: str, parts: list[str]) -> None:
    assert split_ticked(cell, LABELS) == parts


def test_an_option_that_would_leave_words_over_gives_way_to_shorter_ones() -> None:
    # longest first alone would take `A, B` and leave `C`
    assert split_ticked("A, B, C", ["A", "A, B", "B, C"]) == ["A", "B, C"]


def test_a_cell_with_very_many_options_is_split_at_once() -> None:
    assert len(split_ticked(", ".join(["A"] * 20_000), ["A", "A, A"])) == 10_000


@given(st.lists(st.sampled_from(LABELS[:2] + LABELS[3:4]), unique=True))
def test_options_that_begin_alike_nowhere_come_back_as_they_were_joined(ticked: list[str]) -> None:
    assert split_ticked(", ".join(ticked), LABELS[:2] + LABELS[3:4]) == ticked
