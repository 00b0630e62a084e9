"""The same 200 returns, written in the habits that teams have: equal returns come out, or the file is refused."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from analysis.cleaning.clean import Cleaned
from analysis.errors import RawFileError
from analysis.study.study import Study
from tests.support.layouts.layouts import LAYOUTS
from tests.support.layouts.scene import cleaned, define, place, written
from tests.support.layouts.survey import answers_csv, as_text, records
from tests.support.layouts.tables import Cell, Table
from tests.support.layouts.writers import OPTIONS, Layout

MADE = records()
OPTION_COLUMNS = {
    name: layout
    for name, layout in LAYOUTS.items()
    if layout.suffix != ".xlsx" and sum(item == "barriers" for _, item, _ in layout.mapping) > 1
}
DATED = {name: layout for name, layout in LAYOUTS.items() if layout.times and layout.suffix == ".csv"}
PEOPLED = {name: layout for name, layout in LAYOUTS.items() if layout.people}
PAIRS = {  # what a ticked option's column holds, and any other; blank: the label, `#` its place
    "1 and 0": ("1", "0"), "Yes and No": ("Yes", "No"), "TRUE and FALSE": ("TRUE", "FALSE"), "1 and blank": ("1", ""),
    "labels and Not selected": ("", "Not selected"), "its number": ("#", ""), "1 and 2": ("1", "2"),
    "1 and -99": ("1", "-99"), "Mentioned and Not mentioned": ("Mentioned", "Not mentioned"),
}  # fmt: skip
ASKED = {"1 and 2", "1 and -99"}  # where no platform writes them so
BY_STUDY = ("smartsurvey", "microsoft_forms")  # platforms for which date_format speaks
ORDERS = {"day_first": "%d/%m/%Y %H:%M:%S", "month_first": "%m/%d/%Y %H:%M:%S"}
LABELS = {
    "skills": "A lack of skills", "time": "Too little time", "money": "Too little time, money or staff",
    "other": "Other (please say)",
}  # fmt: skip
WRITTEN_SO = {"1 and 2": "limesurvey", "1 and -99": "qualtrics"}  # the platform that writes them so


def declared(study: Study, **values: str) -> Study:
    """The study whose tools declare the order of dates."""
    tools = tuple(replace(tool, **values) for tool in study.tables["tools.csv"])
    return replace(study, tables=MappingProxyType({**study.tables, "tools.csv": tools}))


def account_of(folder: Path, layout: Layout, table: Table, **values: str) -> Cleaned:
    study = declared(define(folder / "study", {"members": layout}), **values)
    place(folder / "raw", layout, table)
    return cleaned(study, folder / "raw")


def returns_in(folder: Path, account: Cleaned, layout: Layout) -> str:
    """returns.csv but for file and line; and for the id where it is the line."""
    found = written(folder / "answers.csv", account, "file", "line")
    if layout.ids:
        return as_text(found)
    return as_text([found[0], *sorted((["", *row[1:]] for row in found[1:]), key=lambda row: (row[1], row[2], row))])


def expected_of(layout: Layout, *, people: bool = True) -> str:
    return as_text(answers_csv(MADE, people=people and layout.people, times=layout.times, ids=layout.ids))


def with_ticks(layout: Layout, tick: str, none: str) -> Table:
    """The layout's table with each option's column in that pair; a column of words alone beside it stays."""
    table = layout.write(MADE)
    first = next(column for column, item, _ in layout.mapping if item == "barriers")
    names = table.head[0]
    alike = (name for name in names if name and first.startswith(name.split(". ")[0]))  # code and text; question alone
    begin = names.index(first if first in names else next(alike))

    def cell(number: int, code: str) -> str:
        mark = {"": LABELS[code], "#": str(OPTIONS.index(code) + 1)}.get(tick, tick)
        return mark if code in MADE[number].codes("barriers") else none

    rows = [list(row) for row in table.rows]
    for number, row in enumerate(rows):
        row[begin : begin + len(OPTIONS)] = [cell(number, code) for code in OPTIONS]
    return replace(table, rows=rows)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("name", OPTION_COLUMNS)
def test_ticks_in_each_of_the_ways_are_read_or_asked(tmp_path: Path, name: str, pair: str) -> None:
    layout = OPTION_COLUMNS[name]
    table = with_ticks(layout, *PAIRS[pair])
    words_prove = [option for _, item, option in layout.mapping if item == "barriers"].count("other") > 1
    if pair in ASKED and not words_prove and WRITTEN_SO[pair] != layout.platform:
        with pytest.raises(RawFileError, match="question barriers"):
            account_of(tmp_path, layout, table)
    else:
        assert returns_in(tmp_path, account_of(tmp_path, layout, table), layout) == expected_of(layout)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", DATED)
def test_dates_in_both_orders_come_out_where_they_are_declared(tmp_path: Path, name: str, order: str) -> None:
    layout = DATED[name]
    table = replace(layout.write(MADE), day=ORDERS[order])
    account = account_of(tmp_path, layout, table, dates=order)
    assert returns_in(tmp_path, account, layout) == expected_of(layout)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("name", DATED)
def test_dates_in_no_declared_order_are_proved_or_refused(tmp_path: Path, name: str, order: str) -> None:
    # some days are over 12, so that the file proves its order; the small study's date_format says day first of some
    layout = DATED[name]
    table = replace(layout.write(MADE), day=ORDERS[order])
    if layout.platform in BY_STUDY and order == "month_first":
        with pytest.raises(RawFileError, match="says day first"):
            account_of(tmp_path, layout, table)
    else:
        assert returns_in(tmp_path, account_of(tmp_path, layout, table), layout) == expected_of(layout)


def changed_texts(table: Table, change: Callable[[str], str]) -> Table:
    def all_of(row: list[Cell]) -> list[Cell]:
        return [
            change(cell) if isinstance(cell, str) and not isinstance(cell, datetime.datetime) else cell for cell in row
        ]

    return replace(table, rows=list(map(all_of, table.rows)))


@pytest.mark.parametrize("name", PEOPLED)
def test_one_word_in_place_of_all_addresses_is_nobody(tmp_path: Path, name: str) -> None:
    layout = PEOPLED[name]
    masked = changed_texts(
        layout.write(MADE), lambda text: "REDACTED" if text.casefold().endswith(".example") else text
    )
    account = account_of(tmp_path, layout, masked)
    assert returns_in(tmp_path, account, layout) == expected_of(layout, people=False)
    assert "no_person" in set(account.issues["rule"])


@pytest.mark.parametrize("name", LAYOUTS)
def test_letters_that_cannot_be_seen_change_no_answer(tmp_path: Path, name: str) -> None:
    layout = LAYOUTS[name]
    spoiled = {label: f"{label[:3]}\u200b{label[3:]}\u00ad" for label in LABELS.values()} | {"Agree": "Ag\u200bree"}
    table = changed_texts(layout.write(MADE), lambda text: spoiled.get(text, text))
    table = replace(table, encoding="utf-8" if table.encoding == "cp1252" else table.encoding)
    assert returns_in(tmp_path, account_of(tmp_path, layout, table), layout) == expected_of(layout)
