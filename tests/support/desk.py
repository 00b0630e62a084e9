"""A desk from which the toy's sheets of corrections go out, and to which they come back."""

import csv
import shutil
from pathlib import Path
from typing import Any

import openpyxl

from analysis.exchange.sheets.receive import Account, receive_sheet
from analysis.exchange.sheets.send import send_sheets
from analysis.exchange.sheets.sheet_kinds import KINDS
from analysis.paths import Folders
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.texts import csv_text
from tests.support.places import TESTS

STUDIES = TESTS / "studies"
ALDER, BIRCH = "X06000001", "X06000002"
HEADER = "file,return_id,item,found,corrected,reason,agreed_by,date\n"
SHIPPED_ROW = (
    "returns/members.csv,members-205,level_leadership,Level 11,Level 1,a key struck twice,the member,2018-05-01\n"
)
ANSWER = {"corrected": "Agree", "reason": "slip of the pen", "agreed_by": "the officer", "date": "2018-06-01"}


class Place:
    """A copy of the toy study: two officers of Alder said what no option fits, one is of a council nobody knows."""

    def __init__(self, folder: Path) -> None:
        self.definition = Path(shutil.copytree(STUDIES / "toy", folder / "toy"))
        self.raw = Path(shutil.copytree(STUDIES / "raw" / "toy", folder / "raw" / "toy"))
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
        return send_sheets(KINDS["corrections"], self.study, self.held, only)[1]

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
        return receive_sheet(KINDS.values(), self.study, self.held, path)


def told(account: Account) -> list[tuple[int, str, str]]:
    return [(outcome.row, outcome.outcome, outcome.what) for outcome in account.outcomes]


def actions(place: Place) -> list[str]:
    """What became of the corrections."""
    from analysis.cleaning.clean import clean_returns

    received, notices = read_returns(place.study, place.raw)
    issues = clean_returns(place.study, received, notices, read_invited(place.study, place.raw)).issues
    return list(issues.loc[issues["rule"] == "correction", "action"])
