"""Councils are known by every name people write, and mended only where the mended name is one."""

import pandas as pd
import pytest

from analysis.cleaning.councils import alias_issues, match_councils
from analysis.matching import repaired_text
from analysis.study.loading import load_study
from tests.support.places import TESTS

SMALL = load_study(TESTS / "samples" / "small")


NAMES = ["Ynys Môn", "YNYS MÔN", "Ynys Mo\u0302n", "Ynys Mon", "Ynys MÃ´n", "C1"]
MENDED = ["Ynys Môn\u200b", "Ynys_x0020_Môn", "<b>Ynys Mon</b>", "Ynys M&ocirc;n", "Ynys MÃƒÂ´n", "1. Ynys Môn"]


@pytest.mark.parametrize("text", [*NAMES, *MENDED])
def test_one_council_by_its_names(text: str) -> None:
    assert match_councils(SMALL, pd.Series([text])).tolist() == ["C1"]


def test_mended_text_that_names_no_council_names_none() -> None:
    assert match_councils(SMALL, pd.Series(["Ynys Enlli Ã´n", ""])).tolist() == ["", ""]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("MÃ´n", "Môn"),
        ("Cytunoâ€™n gryf", "Cytuno’n gryf"),
        ("â€\x9d", "”"),  # one of the five bytes that cp1252 gives no letter
        ("Môn", "Môn"),  # right already: the letter alone is no UTF-8
        ("Ŵyr", "Ŵyr"),  # no letter of cp1252: it cannot have been read as that
        ("plain", "plain"),
        ("MÃƒÂ´n", "Môn"),  # twice
        ("â\x80\x99", "’"),  # read as latin-1
    ],
)
def test_only_text_that_was_utf_8_is_mended(text: str, mended: str) -> None:
    assert repaired_text(text) == mended


def test_what_was_mended_in_a_councils_name_is_told() -> None:
    placed = pd.DataFrame({"council_found": ["Ynys Môn\u200b", "Ynys Môn"], "group": "members", "council": "C1"})
    told = alias_issues(SMALL, placed)
    assert told[["found", "rule", "action"]].to_numpy().tolist() == [
        ["Ynys M\\u00f4n\\u200b", "mended_text", "read as C1; mended: invisible letters"]
    ]


def test_a_mended_name_and_an_alias_are_told_apart_and_an_own_name_is_not_told() -> None:
    found = ["Ynys Môn", "Cyngor Sir Ynys MÃ´n", "Ynys Mon"]
    placed = pd.DataFrame({"council_found": found, "group": "members", "council": "C1"})
    told = alias_issues(SMALL, placed)
    assert told[["found", "rule", "action"]].to_numpy().tolist() == [
        ["Cyngor Sir Ynys M\\u00c3\\u00b4n", "mended_text", "read as C1; mended: mojibake"],
        ["Ynys Mon", "council_alias", "read as C1"],
    ]
