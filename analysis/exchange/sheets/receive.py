"""Sheets coming back: every row compared with what went out, and accounted for."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import SheetError
from analysis.exchange.sheets.home import write_whole
from analysis.exchange.sheets.kind import Column, Kind, Row, quoted_cell, squeezed_text
from analysis.exchange.sheets.send import sheets_folder
from analysis.paths import Folders
from analysis.returns.readers.sheet import Sheet
from analysis.returns.readers.tabular import read_table
from analysis.study.study import Study
from analysis.texts import csv_text

OUTCOMES = ("accepted", "wrong", "unchanged", "missing")
Line = tuple[int, dict[str, str]]  # the file's row, and its cells by column


@dataclass(frozen=True)
class Outcome:
    """What became of one row. row: where it stands in the file; 0 if nowhere. key: what names it, blank if unknown."""

    row: int
    key: tuple[str, ...]
    outcome: str
    what: str


@dataclass(frozen=True)
class Account:
    """Every row of a sheet that came back, every row that did not, and the file that tells it."""

    kind: Kind
    outcomes: tuple[Outcome, ...]
    path: Path

    def counted(self) -> dict[str, int]:
        found = Counter(outcome.outcome for outcome in self.outcomes)
        return {name: found[name] for name in OUTCOMES}


def receive_sheet(kinds: Collection[Kind], study: Study, held: Folders, path: Path) -> Account:
    """Take a sheet in: answers that are well go where they belong; the account says what became of each row.

    Raises SheetError where the file is no sheet that goes out, RawFileError where it cannot be read.
    """
    sheet = _read(path)
    kind = next((kind for kind in kinds if all(sheet.place(column.name) is not None for column in kind.columns)), None)
    if kind is None:
        names = "; ".join(f"{kind.name}: {', '.join(column.name for column in kind.columns)}" for kind in kinds)
        raise SheetError(
            f"{path}, row 1: the columns are those of no sheet that goes out ({names}). "
            "Put the header back, and the rows on the first page."
        )
    lines = list(_lines(kind, sheet))
    asked = {kind.key(row.cells): row for row in kind.rows(study, held)}
    often = Counter(kind.key(cells) for _, cells in lines)
    outcomes, answered = list(_strangers(kind, sheet)), []
    for line in lines:
        outcome, row = _judged(kind, line, asked, often)
        outcomes.append(outcome)
        answered += [row] if row else []
    outcomes += _missing(kind, asked, often)
    if answered:
        kind.take(study, held, answered)
    account = Account(kind, tuple(outcomes), sheets_folder(held) / f"{path.stem}.account.csv")
    _write(account)
    return account


def _read(path: Path) -> Sheet:
    suffix = path.suffix.casefold()
    if suffix not in (".xlsx", ".csv"):
        raise SheetError(f"{path}: {suffix or 'no suffix'}; .xlsx or .csv is read. Save the sheet as one of them.")
    return read_table(path)


def _records(sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    return zip(sheet.lines, zip(*sheet.columns, strict=True), strict=True)


def _lines(kind: Kind, sheet: Sheet) -> Iterator[Line]:
    """Rows with a word in them."""
    places = {column.name: sheet.place(column.name) or 0 for column in kind.columns}
    for line, cells in _records(sheet):
        found = {name: cells[place] for name, place in places.items()}
        if any(text.strip() for text in found.values()):
            yield line, found


def _strangers(kind: Kind, sheet: Sheet) -> Iterator[Outcome]:
    """Columns that somebody added: their words go nowhere, and nobody shall think they did."""
    own = {sheet.place(column.name) for column in kind.columns}
    for place, name in enumerate(sheet.header):
        if place not in own and any(cells[place].strip() for _, cells in _records(sheet)):
            said = "is none of this sheet, its words are not taken in. Put them in a column it has."
            what = f"column {quoted_cell(name)} {said}"
            yield Outcome(1, _no_key(kind), "wrong", what)


def _no_key(kind: Kind) -> tuple[str, ...]:
    return tuple("" for _ in kind.named("key"))


def _judged(
    kind: Kind, line: Line, asked: Mapping[tuple[str, ...], Row], often: Mapping[tuple[str, ...], int]
) -> tuple[Outcome, Row | None]:
    """What becomes of a row, and the row as answered where its answers are taken in."""
    number, cells = line
    key = kind.key(cells)
    filled = {name: cells[name] for name in kind.named("answer")}
    if key not in asked:
        named = ", ".join(f"{name} {quoted_cell(cells[name])}" for name in kind.named("key"))
        what = f"{named}: no such row goes out now. Leave the other columns as they were, or send the sheet out again."
        return Outcome(number, _no_key(kind), "wrong", what), None
    row = asked[key]
    faults = [f"this row stands {often[key]} times; once is allowed"] if often[key] > 1 else []
    faults += _changed(kind, row, cells)
    answers: dict[str, str] = {}
    if _answered(filled, row):
        found = [_answer(column, row, cells[column.name]) for column in kind.columns if column.read]
        answers = {name: value for name, value, _ in found}
        faults += [fault for _, _, fault in found if fault]
        if row.settled and not faults and answers != row.answers:
            faults.append("answered before, and otherwise; what stands now is changed in the study itself")
    if faults:
        return Outcome(number, key, "wrong", f"{'; '.join(faults)}. Correct row {number}."), None
    if not answers or answers == row.answers:
        return Outcome(number, key, "unchanged", "taken in before" if row.settled else "nothing filled in"), None
    return Outcome(number, key, "accepted", "taken in"), dataclasses.replace(row, answers=answers)


def _answered(filled: Mapping[str, str], row: Row) -> bool:
    """Whether somebody wrote an answer: something there that is not what went out."""
    before = {name: "" if row.settled else text for name, text in row.answers.items()}
    return any(squeezed_text(text) != squeezed_text(before[name]) for name, text in filled.items())


def _changed(kind: Kind, row: Row, cells: Mapping[str, str]) -> list[str]:
    return [
        f"{name} was {quoted_cell(row.cells[name])} and is {quoted_cell(cells[name])}; it must stay"
        for name in kind.named("shown")
        if squeezed_text(cells[name]) != squeezed_text(row.cells[name])
    ]


def _answer(column: Column, row: Row, text: str) -> tuple[str, str, str]:
    """A column's name, its answer as it is kept, and what is wrong with it."""
    assert column.read is not None
    try:
        return column.name, column.read(row, text.strip()), ""
    except ValueError as error:
        return column.name, "", f"{column.name} is {quoted_cell(text) if text.strip() else 'blank'}; {error}"


def _missing(
    kind: Kind, asked: Mapping[tuple[str, ...], Row], came: Mapping[tuple[str, ...], int]
) -> Iterator[Outcome]:
    """Rows of the same sheets that are not in the file."""
    units = {asked[key].unit for key in came if key in asked}
    for key, row in asked.items():
        if row.unit in units and not row.settled and key not in came:
            yield Outcome(0, key, "missing", "goes out now and is not in the file; nothing changed")


def _write(account: Account) -> None:
    header = ["row", *account.kind.named("key"), "outcome", "what"]
    rows = [[found.row or "", *found.key, found.outcome, found.what] for found in account.outcomes]
    write_whole(account.path, csv_text([header, *rows]).encode())
