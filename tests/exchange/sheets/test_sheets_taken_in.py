"""A sheet that comes back is taken in once, whatever a spreadsheet program did to it; every row is accounted for."""

import csv
import datetime
from collections.abc import Callable

import pytest

from analysis.exchange.sheets.kind import Options, Row, a_choice, a_date, some_words
from analysis.exchange.sheets.receive import receive_sheet
from analysis.exchange.sheets.sheet_kinds import KINDS
from tests.support.desk import ALDER, ANSWER, HEADER, SHIPPED_ROW, Place, actions, told


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
    account = receive_sheet(KINDS.values(), place.study, place.held, path)
    assert account.counted() == {"accepted": 1, "wrong": 0, "unchanged": 1, "missing": 0}


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
