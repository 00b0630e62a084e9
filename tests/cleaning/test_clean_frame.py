"""A return or an invitation belongs to a council of the frame, known by any of its names and by no guess."""

import unicodedata

import pandas as pd
import pytest

from analysis.cleaning import clean
from analysis.cleaning.councils import match_councils
from analysis.study.study import Study
from tests.support.made_returns import NAME, citizen, cleaned, member, told

WRITINGS = {
    "its code": ("C1", "C1"),
    "its name in Welsh": ("Cyngor Sir Ynys Môn", "C1"),
    "its short name": ("Ynys Môn", "C1"),
    "accents apart (NFD)": (unicodedata.normalize("NFD", "Ynys Môn"), "C1"),
    "no accents": ("Ynys Mon", "C1"),
    "mojibake that is an alias": ("Ynys MÃ´n", "C1"),
    "capitals and spaces": ("  ISLE OF  ANGLESEY\u00a0COUNTY COUNCIL", "C1"),
    "a curly apostrophe": ("St David’s Council", "C2"),
    "commas or none": ("Vale Hill and Marsh Council", "C3"),
    "a council that does not exist": ("Borsetshire", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("written", "code"), WRITINGS.values(), ids=WRITINGS)
def test_a_council_is_known_by_any_of_its_names_and_by_no_guess(study: Study, written: str, code: str) -> None:
    assert match_councils(study, pd.Series([written])).tolist() == [code]


def test_a_council_by_an_alias_is_kept_and_noted(study: Study) -> None:
    account = cleaned(study, member(1, council_found="Anglesey"), member(2, council_found="Ynys Môn"))
    assert account.answers["council"].tolist() == ["C1", "C1"]
    assert told(account, "council_alias") == [["members-1", "Anglesey", "council_alias"]]


def test_a_council_out_of_the_frame_is_told_as_it_was_written(study: Study) -> None:
    account = cleaned(study, member(1), member(2, council_found="Borsetshire"))
    assert told(account, "out_of_frame") == [["members-2", "Borsetshire", "out_of_frame"]]


def test_a_respondent_without_a_region_is_out_of_the_frame_and_one_without_a_measure_is_not(study: Study) -> None:
    account = cleaned(
        study, citizen(1), citizen(2, region=""), citizen(3, told=""), citizen(4, told="", region=""), member(1)
    )
    assert told(account, *clean.RULES) == [["public-P2", "", "out_of_frame"], ["public-P4", "blank", "blank"]]
    assert account.public[["return_id", "council", "group", "told", "region"]].to_numpy().tolist() == [
        ["public-P1", "ALL", "public", "yes", "North"],
        ["public-P3", "ALL", "public", "", "North"],
    ]
    assert account.answers["return_id"].tolist() == ["members-1"]


def invited_lines(*lines: tuple[str, str, int]) -> pd.DataFrame:
    rows = [
        (tool, council, many, f"invited/{tool}.csv", line) for line, (tool, council, many) in enumerate(lines, start=2)
    ]
    return pd.DataFrame(rows, columns=["tool", "council_found", "invited", "file", "line"])


def test_members_invited_unlike_the_seats_are_noted_and_an_unknown_council_is_left_out(study: Study) -> None:
    # seats: C1 three, C2 two, C3 two; officers have none
    lines = invited_lines(
        ("members", NAME, 3), ("members", "Tyddewi", 1), ("staff", NAME, 9), ("members", "Nowhere", 4)
    )
    frame, issues = clean.place_invited(study, lines)
    assert frame[["council", "group", "invited", "line"]].to_numpy().tolist() == [
        ["C1", "members", 3, 2],
        ["C2", "members", 1, 3],
        ["C1", "officers", 9, 4],
    ]
    assert issues[["rule", "council", "found"]].fillna("").to_numpy().tolist() == [
        ["out_of_frame", "", "Nowhere"],
        ["invited_not_seats", "C2", "1 invited, 2 seats"],
        ["invited_not_seats", "C3", "0 invited, 2 seats"],
    ]
