"""What goes out as a spreadsheet comes back with every row accounted for, whatever a spreadsheet program did to it."""

import csv
import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from analysis.cli import cyfrif
from analysis.errors import DefinitionError, SheetError
from analysis.paths import Folders
from analysis.returns import read_invited, read_returns
from analysis.sheets import KINDS, corrections, receive, send
from analysis.sheets.home import replace_file
from analysis.sheets.kind import Options, Row, a_choice, a_date, some_words
from analysis.sheets.receive import Account
from analysis.study import Study, load_study
from analysis.texts import csv_text

HERE = Path(__file__).parent / "studies"
ALDER, BIRCH = "X06000001", "X06000002"
HEADER = "file,return_id,item,found,corrected,reason,agreed_by,date\n"
SHIPPED_ROW = (
    "returns/members.csv,members-205,level_leadership,Level 11,Level 1,a key struck twice,the member,2018-05-01\n"
)
ANSWER = {"corrected": "Agree", "reason": "slip of the pen", "agreed_by": "the officer", "date": "2018-06-01"}


class Place:
    """A copy of the toy study: two officers of Alder said what no option fits, one is of a council nobody knows."""

    def __init__(self, folder: Path) -> None:
        self.definition = Path(shutil.copytree(HERE / "toy", folder / "toy"))
        self.raw = Path(shutil.copytree(HERE / "raw" / "toy", folder / "raw" / "toy"))
        self.outputs = folder / "outputs" / "toy"
        self.held = Folders(folder, self.definition, self.raw, folder / "processed" / "toy", self.outputs)
        self.sheets = self.held.internal / "sheets"
        self.say("101", "Q1", "Agreed")
        self.say("102", "Q6", "Agreed")
        self.say("106", "Q2", "Level 1")
        self.say("107", "Council", "Borsetshire")

    @property
    def study(self) -> Study:
        return load_study(self.definition)

    @property
    def corrections(self) -> str:
        return (self.definition / "corrections.csv").read_bytes().decode()

    def say(self, user: str, column: str, text: str, file: str = "officers") -> None:
        """Put another answer in one return."""
        path = self.raw / "returns" / f"{file}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        place = next(place for place, name in enumerate(header) if name.startswith(column))
        for row in rows:
            row[place] = text if row[0] == user else row[place]
        path.write_text(csv_text([header, *rows]), encoding="utf-8", newline="")

    def send(self, *only: str) -> dict[str, int]:
        return send(KINDS["corrections"], self.study, self.held, only)[1]

    def rows(self, unit: str = ALDER) -> list[dict[str, Any]]:
        """A sheet's rows as they went out."""
        sheet = openpyxl.load_workbook(self.sheets / f"corrections-{unit}.xlsx").worksheets[0]
        header, *rows = ([cell or "" for cell in row] for row in sheet.iter_rows(values_only=True))
        return [dict(zip(header, row, strict=True)) for row in rows]

    def back(self, rows: list[dict[str, Any]], name: str = "back.xlsx") -> Account:
        """A sheet with these rows, taken in."""
        path = self.held.root / name
        table = [list(rows[0]), *(list(row.values()) for row in rows)]
        if path.suffix == ".csv":
            path.write_text(csv_text(table), encoding="utf-8", newline="")
        else:
            book = openpyxl.Workbook()
            for number, row in enumerate(table, start=1):
                for place, cell in enumerate(row, start=1):
                    book.active.cell(number, place, cell)
                    if isinstance(cell, str) and cell.startswith("="):
                        book.active.cell(number, place).data_type = "s"
            book.save(path)
        return receive(KINDS.values(), self.study, self.held, path)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def told(account: Account) -> list[tuple[int, str, str]]:
    return [(outcome.row, outcome.outcome, outcome.what) for outcome in account.outcomes]


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
    study = load_study(HERE.parent / "returns" / "small")
    one = pd.Series({"file": "f", "line": 2, "return_id": "r", "tool": "members", "comment": "words", "value": "words"})
    assert [row.cells["found"] for row in corrections._row(study, one, "value", "C1")] == ["words"]
    assert list(corrections._row(study, one, "comment", "C1")) == []


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


def actions(place: Place) -> list[str]:
    """What became of the corrections."""
    from analysis.clean import clean

    received, notices = read_returns(place.study, place.raw)
    issues = clean(place.study, received, notices, read_invited(place.study, place.raw)).issues
    return list(issues.loc[issues["rule"] == "correction", "action"])


def test_an_answer_is_taken_in_once_and_applied(place: Place) -> None:
    place.send()
    rows = place.rows()
    rows[1] |= ANSWER
    new = "returns/officers.csv,officers-102,analytics_skills,Agreed,Agree,slip of the pen,the officer,2018-06-01\n"
    assert told(place.back(rows)) == [(2, "unchanged", "nothing filled in"), (3, "accepted", "taken in")]
    assert place.corrections == HEADER + SHIPPED_ROW + new
    assert actions(place) == ["applied: corrected to Level 1", "applied: corrected to Agree"]
    assert told(place.back(rows)) == [(2, "unchanged", "nothing filled in"), (3, "unchanged", "taken in before")]
    assert place.corrections == HEADER + SHIPPED_ROW + new
    assert place.send() == {f"corrections-{ALDER}.xlsx": 1, "corrections-unplaced.xlsx": 1}
    rows[1]["corrected"] = "Disagree"
    assert place.back(rows).counted()["wrong"] == 1
    assert place.corrections == HEADER + SHIPPED_ROW + new


def test_an_account_of_every_row_is_kept_beside_the_sheets(place: Place) -> None:
    place.send()
    rows = place.rows()
    account = place.back([rows[0] | ANSWER])
    assert account.path == place.sheets / "back.account.csv"
    assert account.path.read_text(encoding="utf-8") == (
        "row,file,return_id,item,outcome,what\n"
        "2,returns/officers.csv,officers-101,leaders_value_data,accepted,taken in\n"
        ",returns/officers.csv,officers-102,analytics_skills,missing,"
        "goes out now and is not in the file; nothing changed\n"
    )


def test_a_sheet_may_come_back_as_spreadsheet_programs_leave_it(place: Place) -> None:
    place.send()
    first, second = place.rows()
    day = {"date": datetime.datetime(2018, 6, 1)}
    blank = dict.fromkeys(first, "")
    rows = [blank, second | ANSWER | day, blank, first | ANSWER | day | {"line": 2}, blank]
    turned = [dict(reversed(list(row.items()))) | {"": None} for row in rows]  # columns turned round
    account = place.back(turned)
    assert [(row, outcome) for row, outcome, _ in told(account)] == [(3, "accepted"), (5, "accepted")]
    assert place.corrections.count(",2018-06-01\n") == 2


@pytest.mark.parametrize("between", [",", ";"])
def test_a_sheet_saved_as_csv_comes_in(place: Place, between: str) -> None:
    place.send()
    first, second = place.rows()
    path = place.held.root / "back.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.writer(lines, delimiter=between)
        writer.writerows([first, (first | ANSWER).values(), ["" for _ in first], second.values()])
    account = receive(KINDS.values(), place.study, place.held, path)
    assert account.counted() == {"accepted": 1, "wrong": 0, "unchanged": 1, "missing": 0}


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


def test_a_line_that_moved_in_a_later_export_does_not_matter(place: Place) -> None:
    place.send()
    assert place.back([row | ANSWER | {"line": "9"} for row in place.rows()]).counted()["accepted"] == 2


def test_corrections_stand_in_order_whenever_they_came(place: Place) -> None:
    place.send()
    first, second = place.rows()
    place.back([second | ANSWER])
    place.back([first | ANSWER])
    assert [line.split(",")[1] for line in place.corrections.splitlines()[1:]] == [
        "members-205",
        "officers-101",
        "officers-102",
    ]


def test_a_lone_carriage_return_stays_in_its_cell() -> None:
    assert csv_text([["one\rtwo", "three"]]) == '"one\rtwo",three\n'


def test_a_correction_that_no_longer_matches_gives_way(place: Place) -> None:
    place.say("205", "Q2", "Level 12", file="members")
    (unit,) = {name for name in place.send() if "unplaced" not in name and ALDER not in name}
    rows = place.rows(unit.removeprefix("corrections-").removesuffix(".xlsx"))
    assert [row["found"] for row in rows] == ["Level 12"]
    assert place.back([rows[0] | ANSWER | {"corrected": "Level 2"}]).counted()["accepted"] == 1
    assert place.corrections == HEADER + (
        "returns/members.csv,members-205,level_leadership,Level 12,Level 2,slip of the pen,the officer,2018-06-01\n"
    )


def test_a_council_is_corrected_by_any_of_its_names(place: Place) -> None:
    place.send()
    account = place.back([place.rows("unplaced")[0] | ANSWER | {"corrected": "CYNGOR BEDW"}])
    assert account.counted()["accepted"] == 1
    assert ",council,Borsetshire,CYNGOR BEDW," in place.corrections
    place.send()
    assert not (place.sheets / "corrections-unplaced.xlsx").exists()


def test_a_file_of_another_kind_is_refused(place: Place) -> None:
    place.send()
    with pytest.raises(SheetError, match=r"corrections: file, line, .* Put the header back"):
        place.back([{"file": "x", "found": "y"}])
    with pytest.raises(SheetError, match=r"\.ods; \.xlsx or \.csv is read"):
        receive(KINDS.values(), place.study, place.held, place.held.root / "back.ods")


def test_a_definition_that_would_be_wrong_is_left_as_it_was(place: Place) -> None:
    with pytest.raises(DefinitionError) as caught:
        replace_file(place.study, "corrections.csv", HEADER + "f,r,no_such_item,a,b,c,d,e\n")
    assert str(place.definition / "corrections.csv") in str(caught.value)
    assert place.corrections == HEADER + SHIPPED_ROW
    assert not [path for path in place.definition.iterdir() if path.name.startswith(".")]


def test_several_options_may_be_chosen_where_several_were_asked_for() -> None:
    row = Row("X", {}, {}, Options(("Skills", "Trust"), frozenset({"skills", "trust"}), several=True))
    assert a_choice(row, " Skills; trust ;") == "Skills;trust"
    with pytest.raises(ValueError, match="with `;` between several"):
        a_choice(row, "Skills; Money")
    with pytest.raises(ValueError, match="'Skills', 'Trust' are allowed"):
        a_choice(Row("X", {}, {}, Options(row.options.labels, row.options.known)), "Skills;Trust")


READS: tuple[tuple[Callable[[Row, str], str], str, str], ...] = (
    (a_date, "2018-06-01 00:00:00", "2018-06-01"),
    (a_date, " 2018-06-01 ", "2018-06-01"),
    (some_words, "two_x000D_\n words ", "two words"),
)


@pytest.mark.parametrize(("read", "text", "kept"), READS)
def test_an_answer_is_kept_in_one_way(read: Callable[[Row, str], str], text: str, kept: str) -> None:
    assert read(Row("X", {}, {}), text) == kept


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
