"""A wrong row is told and nothing of it is taken in; a file of no kind is refused."""

import pytest
from click.testing import CliRunner

from analysis.command.cli import cyfrif
from analysis.errors import DefinitionError, SheetError
from analysis.exchange.sheets.home import replace_file
from analysis.exchange.sheets.receive import receive_sheet
from analysis.exchange.sheets.sheet_kinds import KINDS
from analysis.texts import csv_text
from tests.support.desk import ANSWER, HEADER, SHIPPED_ROW, Place, told

OPTIONS = (
    "'Strongly agree', 'Agree', 'Neither agree nor disagree', 'Disagree', 'Strongly disagree', 'Don't know' are allowed"
)
WORDS = "plain words are expected, without an e-mail address, not beginning with = + - @"
WRONG = {
    "an answer that is no option": ({"corrected": "Agreed!"}, f"corrected is 'Agreed!'; {OPTIONS}"),
    "no answer beside a reason": ({"corrected": " "}, f"corrected is blank; {OPTIONS}"),
    "no reason": ({"reason": ""}, f"reason is blank; {WORDS}"),
    "a formula": ({"reason": "=1+1"}, f"reason is '=1+1'; {WORDS}"),
    "an e-mail address": ({"agreed_by": "ask o1@toy.example"}, f"agreed_by is 'ask (e-mail)'; {WORDS}"),
    "no day": ({"date": ""}, "date is blank; a day written as 2018-06-01 is expected"),
    "a day that may be two": ({"date": "01/06/2018"}, "date is '01/06/2018'; a day written as 2018-06-01 is expected"),
    "a day that is none": ({"date": "2018-02-30"}, "date is '2018-02-30'; a day written as 2018-06-01 is expected"),
    "another answer found": ({"found": "Disagree"}, "found was 'Agreed' and is 'Disagree'; it must stay"),
    "another question": ({"question": "?"}, "question was 'Leaders here value data.' and is '?'; it must stay"),
}


@pytest.mark.parametrize(("changed", "said"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_told_and_nothing_of_it_is_taken_in(place: Place, changed: dict[str, str], said: str) -> None:
    place.send()
    first, second = place.rows()
    account = place.back([first | ANSWER | changed, second | ANSWER | {"corrected": "cytuno"}], "back.csv")
    assert told(account) == [(2, "wrong", f"{said}. Correct row 2."), (3, "accepted", "taken in")]
    assert "officers-101" not in place.corrections
    assert "officers-102,analytics_skills,Agreed,cytuno," in place.corrections


def test_a_row_that_stands_twice_is_wrong_both_times(place: Place) -> None:
    place.send()
    first, _ = place.rows()
    account = place.back([first | ANSWER, first | ANSWER | {"corrected": "Disagree"}])
    said = "this row stands 2 times; once is allowed."
    assert told(account)[:2] == [(2, "wrong", f"{said} Correct row 2."), (3, "wrong", f"{said} Correct row 3.")]
    assert place.corrections == HEADER + SHIPPED_ROW


def test_a_row_that_nobody_sent_is_wrong(place: Place) -> None:
    place.send()
    account = place.back([place.rows()[0] | ANSWER | {"return_id": "officers-999"}])
    (outcome,) = account.outcomes
    assert (outcome.row, outcome.key, outcome.outcome) == (2, ("", "", ""), "wrong")
    assert "return_id 'officers-999'" in outcome.what


def test_words_in_a_column_of_their_own_are_told(place: Place) -> None:
    place.send()
    account = place.back([row | {"Notes": "see letter"} for row in place.rows()])
    assert [row for row, outcome, _ in told(account) if outcome == "wrong"] == [1]
    assert "'Notes'" in account.outcomes[0].what


def test_a_file_of_another_kind_is_refused(place: Place) -> None:
    place.send()
    with pytest.raises(SheetError, match=r"corrections: file, line, .* Put the header back"):
        place.back([{"file": "x", "found": "y"}])
    with pytest.raises(SheetError, match=r"\.ods; \.xlsx or \.csv is read"):
        receive_sheet(KINDS.values(), place.study, place.held, place.held.root / "back.ods")


def test_a_definition_that_would_be_wrong_is_left_as_it_was(place: Place) -> None:
    with pytest.raises(DefinitionError) as caught:
        replace_file(place.study, "corrections.csv", HEADER + "f,r,no_such_item,a,b,c,d,e\n")
    assert str(place.definition / "corrections.csv") in str(caught.value)
    assert place.corrections == HEADER + SHIPPED_ROW
    assert not [path for path in place.definition.iterdir() if path.name.startswith(".")]


def test_no_two_kinds_of_sheet_have_the_same_columns() -> None:
    headers = {tuple(column.name for column in kind.columns) for kind in KINDS.values()}
    assert len(headers) == len(KINDS)


def test_the_command_says_what_it_did_and_ends_with_10_where_a_row_is_wrong(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STUDY", "RAW", "PROCESSED", "OUTPUTS"):
        monkeypatch.setenv(f"CYFRIF_{name}", "")
    options = ["--study", str(place.definition)]
    for name in ("raw", "processed", "outputs"):
        options += [f"--{name}", str(place.held.root / name)]
    out = CliRunner().invoke(cyfrif, ["sheet", "out", "corrections", "--council", "Gwern", *options])
    assert out.output == f"1 sheets, 2 rows: {place.sheets}\n"
    first, second = place.rows()
    place.back([first, second])
    back = place.held.root / "back.csv"
    back.write_text(csv_text([first, (first | ANSWER | {"date": ""}).values(), second.values()]), encoding="utf-8")
    came = CliRunner().invoke(cyfrif, ["sheet", "in", str(back), *options])
    assert came.exit_code == 10
    assert f"{back}, row 2: date is blank" in came.stderr
    assert came.stdout == f"0 accepted, 1 wrong, 1 unchanged, 0 missing: {place.sheets / 'back.account.csv'}\n"
    other = CliRunner().invoke(cyfrif, ["sheet", "out", "praise", *options])
    assert other.exit_code == 2
