"""Clearance: statements of the draft out to each council, comments back, and a log of what was changed and why."""

import csv
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from analysis.errors import SheetError
from analysis.exchange.sheets.clearance_sheet import COLUMNS, read_log
from analysis.exchange.sheets.receive import Account, receive_sheet
from analysis.exchange.sheets.send import send_sheets
from analysis.exchange.sheets.sheet_kinds import KINDS
from analysis.paths import Folders
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.texts import csv_text
from tests.support.places import ROOT, TESTS

HERE = TESTS / "studies"
ALDER, BIRCH = "X06000001", "X06000002"
PAGE = """<html><body><main><h1>Toy</h1><p class="state">Sent out.</p>
<p>Leaders here value data, say <span data-number="a">50%</span> of those who answered. So it is.</p>
<ul><li>=HYPERLINK is a way to begin a sentence.</li></ul><table><tr><td>A cell of four words.</td></tr></table>
</main></body></html>"""
LEADERS = "Leaders here value data, say 50% of those who answered."
MENDED = PAGE.replace("Leaders here value data, say", "Leaders here are said to value data by")
COMMENT = {"comment": "It is the cabinet that does", "said_by": "the chief executive", "date": "2018-11-02"}
ANSWER = {"answer": "changed", "why": "they are right", "answered_by": "the lead author", "answered_on": "2018-11-09"}


class Place:
    """The toy study with a release for clearance, and what is public beside it."""

    def __init__(self, folder: Path) -> None:
        definition = Path(shutil.copytree(HERE / "toy", folder / "toy"))
        outputs = folder / "outputs" / "toy"
        self.held = Folders(folder, definition, folder / "raw" / "toy", folder / "processed" / "toy", outputs)
        self.sheets = self.held.internal / "sheets"
        self.release("draft-1", "2018-10-01")
        for council in (ALDER, BIRCH):
            self.say(self.held.public, council, PAGE)

    @property
    def study(self) -> Study:
        return load_study(self.held.definition)

    def release(self, name: str, date: str, state: str = "for-clearance") -> None:
        folder = self.held.outputs / "releases" / name
        for council in (ALDER, BIRCH):
            self.say(folder / "public", council, PAGE)
        (folder / "manifest.json").write_text(json.dumps({"date": date, "state": state}), encoding="utf-8")

    @staticmethod
    def say(public: Path, council: str, page: str) -> None:
        path = public / "reports" / council / "report.en.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")

    def out(self, kind: str) -> dict[str, int]:
        return send_sheets(KINDS[kind], self.study, self.held)[1]

    def rows(self, sheet: str) -> list[dict[str, str]]:
        """The rows of a sheet as they went out."""
        names, *rows = openpyxl.load_workbook(self.sheets / sheet).worksheets[0].iter_rows(values_only=True)
        return [{str(name): str(cell or "") for name, cell in zip(names, row, strict=True)} for row in rows]

    def back(self, sheet: str, answers: dict[str, str], text: str = LEADERS) -> Account:
        """The sheet filled in for one statement, saved as CSV and taken in."""
        rows = [row | (answers if row["text"] == text else {}) for row in self.rows(sheet)]
        path = self.held.outputs / "back.csv"
        path.write_text(csv_text([list(rows[0]), *(list(row.values()) for row in rows)]), encoding="utf-8")
        return receive_sheet(KINDS.values(), self.study, self.held, path)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_each_council_gets_the_statements_of_its_report_and_room_for_comment(place: Place) -> None:
    assert place.out("clearance") == {f"clearance-{ALDER}.xlsx": 2, f"clearance-{BIRCH}.xlsx": 2}
    assert place.rows(f"clearance-{ALDER}.xlsx") == [
        {"statement": f"draft-1/{ALDER}/2", "text": LEADERS, "comment": "", "said_by": "", "date": ""},
        {"statement": f"draft-1/{ALDER}/4", "text": "=HYPERLINK is a way to begin a sentence.", "comment": "",
         "said_by": "", "date": ""},
    ]  # fmt: skip


def test_without_a_release_for_clearance_nothing_goes_out(place: Place) -> None:
    place.release("draft-1", "2018-10-01", "final")
    with pytest.raises(SheetError, match=r"no release for clearance\. Make one: cyfrif release"):
        place.out("clearance")


def test_what_goes_out_is_the_latest_draft_whatever_is_public(place: Place) -> None:
    place.release("draft-2", "2018-10-20")
    place.say(place.held.public, ALDER, MENDED)
    place.out("clearance")
    first = place.rows(f"clearance-{ALDER}.xlsx")[0]
    assert (first["statement"], first["text"]) == (f"draft-2/{ALDER}/2", LEADERS)


def test_a_comment_comes_into_the_log_and_its_statement_goes_out_no_more(place: Place) -> None:
    place.out("clearance")
    account = place.back(f"clearance-{ALDER}.xlsx", COMMENT)
    assert account.counted() == {"accepted": 1, "wrong": 0, "unchanged": 1, "missing": 0}
    (row,) = read_log(place.study)
    assert {name: row[name] for name in ("statement", "council", "text", *COMMENT)} == COMMENT | {
        "statement": f"draft-1/{ALDER}/2", "council": ALDER, "text": LEADERS,
    }  # fmt: skip
    assert place.out("clearance")[f"clearance-{ALDER}.xlsx"] == 1
    assert place.back(f"clearance-{ALDER}.xlsx", {}).counted()["wrong"] == 0


def test_an_answer_must_be_true_of_the_report_as_it_stands(place: Place) -> None:
    place.out("clearance")
    place.back(f"clearance-{ALDER}.xlsx", COMMENT)
    assert place.out("answers") == {"answers-all.xlsx": 1}
    untrue = place.back("answers-all.xlsx", ANSWER)
    assert "the statement still stands as it was sent" in untrue.outcomes[0].what
    assert read_log(place.study)[0]["answer"] == ""

    place.say(place.held.public, ALDER, MENDED)
    place.out("answers")
    kept = place.back("answers-all.xlsx", ANSWER | {"answer": "kept"})
    assert "the statement does not stand as it was sent" in kept.outcomes[0].what
    assert place.back("answers-all.xlsx", ANSWER).counted()["accepted"] == 1
    (row,) = read_log(place.study)
    assert row["now"] == "Leaders here are said to value data by 50% of those who answered."
    assert {name: row[name] for name in ANSWER} == ANSWER
    assert place.out("answers") == {}


def test_a_statement_that_is_gone_is_answered_as_changed(place: Place) -> None:
    place.out("clearance")
    place.back(f"clearance-{ALDER}.xlsx", COMMENT)
    place.say(place.held.public, ALDER, "<html><body><p>Nothing at all like it.</p></body></html>")
    place.out("answers")
    assert place.rows("answers-all.xlsx")[0]["now"] == ""
    assert place.back("answers-all.xlsx", ANSWER).counted()["accepted"] == 1


def test_the_log_is_no_part_of_the_definition_that_reports_depend_on(place: Place) -> None:
    before = place.study.hash
    place.out("clearance")
    place.back(f"clearance-{ALDER}.xlsx", COMMENT)
    assert place.study.hash == before
    with (place.held.definition / "clearance.csv").open(encoding="utf-8", newline="") as lines:
        assert tuple(next(csv.reader(lines))) == COLUMNS
    from analysis.engine.pipeline import load_pipeline

    pipeline = load_pipeline(ROOT / "notebooks" / "pipeline.toml")
    reading = [step for step in pipeline.steps if any(str(pattern) == "definition:**" for pattern in step.reads)]
    assert reading
    assert all(any(str(pattern) == "!definition:clearance.csv" for pattern in step.reads) for step in reading)
