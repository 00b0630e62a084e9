"""A sheet holds what its council can mend, and nothing that says who replied; the same rows give the same bytes."""

import pandas as pd

from analysis.exchange.sheets import corrections_sheet
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from tests.support.desk import ALDER, ANSWER, BIRCH, Place
from tests.support.places import TESTS

SMALL = TESTS / "samples" / "small"


def test_each_council_gets_what_it_can_mend_and_unknown_councils_stand_apart(place: Place) -> None:
    assert place.send() == {f"corrections-{ALDER}.xlsx": 2, "corrections-unplaced.xlsx": 1}
    agree = "Strongly agree | Agree | Neither agree nor disagree | Disagree | Strongly disagree | Don't know"
    blank = dict.fromkeys(ANSWER, "")
    first = {"file": "returns/officers.csv", "line": "2", "return_id": "officers-101", "item": "leaders_value_data"}
    second = {"file": "returns/officers.csv", "line": "3", "return_id": "officers-102", "item": "analytics_skills"}
    assert place.rows() == [
        {**first, "question": "Leaders here value data.", "found": "Agreed", "allowed": agree, **blank},
        {**second, "question": "People here can analyse data.", "found": "Agreed", "allowed": agree, **blank},
    ]
    (unplaced,) = place.rows("unplaced")
    assert (unplaced["item"], unplaced["question"]) == ("council", "Council")
    assert unplaced["found"] == "Borsetshire"
    assert unplaced["allowed"] == "Alder Council | Birch Council | Cedar Council"


def test_a_return_that_is_dropped_whatever_it_says_goes_out_to_nobody(place: Place) -> None:
    place.say("103", "Q1", "Agreed")  # a preview
    assert [row["return_id"] for row in (place.send(), place.rows())[1]] == ["officers-101", "officers-102"]


def test_nobody_is_asked_for_the_council_of_a_respondent_of_the_public_survey(place: Place) -> None:
    place.say("P1", "sex", "", file="../public_survey/public_survey")  # not in the frame
    place.say("P2", "satisfied", "Rather", file="../public_survey/public_survey")
    place.send()
    assert [row["return_id"] for row in place.rows("unplaced")] == ["officers-107"]
    assert [row["found"] for row in place.rows(place.study.whole)] == ["Rather"]


def test_a_comment_never_goes_out() -> None:
    study = load_study(SMALL)
    one = pd.Series({"file": "f", "line": 2, "return_id": "r", "tool": "members", "comment": "words", "value": "words"})
    assert [row.cells["found"] for row in corrections_sheet._row(study, one, "value", "C1")] == ["words"]
    assert list(corrections_sheet._row(study, one, "comment", "C1")) == []


def test_nothing_that_says_who_replied_goes_out(place: Place) -> None:
    place.say("102", "Q6", "ask o2@toy.example")
    place.say("202", "Q4. What stops better use of data? - Other", "My own words", file="members")
    place.send()
    content = b"".join(path.read_bytes() for path in place.sheets.iterdir())  # stored, so text can be looked for
    assert b"ask (e-mail)" in content
    received, _ = read_returns(place.study, place.raw)
    people = [person.encode() for person in received["person"] if person]
    assert [word for word in (b"@toy.example", b"My own words", *people) if word in content] == []


def test_the_same_rows_give_the_same_bytes_and_earlier_sheets_go(place: Place) -> None:
    place.send()
    before = {path.name: path.read_bytes() for path in place.sheets.iterdir()}
    place.send()
    assert {path.name: path.read_bytes() for path in place.sheets.iterdir()} == before
    place.say("107", "Council", "Birch Council")
    place.send()
    assert {path.name for path in place.sheets.iterdir()} == {f"corrections-{ALDER}.xlsx"}
    assert place.held.internal.stat().st_mode & 0o777 == 0o700


def test_one_councils_sheet_leaves_the_others(place: Place) -> None:
    place.say("105", "Q1", "Agreed")  # of Birch
    place.send()
    (place.sheets / f"corrections-{ALDER}.xlsx").write_bytes(b"as it was")
    assert place.send(BIRCH) == {f"corrections-{BIRCH}.xlsx": 1}
    assert (place.sheets / f"corrections-{ALDER}.xlsx").read_bytes() == b"as it was"
