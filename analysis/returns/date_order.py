"""Day first or month first: declared for a tool, proved by its file, or asked. Never guessed."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, replace
from functools import cache

from analysis.errors import RawFileError
from analysis.returns.moments import order_in_format
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.sheet import Column, Remark, Sheet
from analysis.study.files import columns_of
from analysis.study.rows import DAY_FIRST, MONTH_FIRST, Tool
from analysis.study.study import Study
from analysis.texts import csv_text

NUMBERS = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)")
SAID = {DAY_FIRST: "day first", MONTH_FIRST: "month first"}
OTHER = {DAY_FIRST: MONTH_FIRST, MONTH_FIRST: DAY_FIRST}
SHOWN = 3
Place = tuple[str, str]  # line, and the date that stands there
Ways = Mapping[str, datetime.date]  # order -> the day that a date is, read in it


def date_order(study: Study, tool: Tool, sheet: Sheet, columns: Iterable[Column]) -> tuple[str, list[Remark]]:
    """In which order the dates of a file are read: `day_first` or `month_first`, and what is to be told of it.

    Raises RawFileError where the dates prove another order than is declared; where none is declared and they prove
    both, or neither though it makes a difference.
    """
    dates = [(str(line), text) for column in columns for line, text in zip(sheet.lines, column, strict=True) if text]
    proofs = _proofs(dates)
    declared = declared_order(study, tool)
    if declared:
        if OTHER[declared] in proofs and declared not in proofs:
            raise _other_order(sheet, tool, declared, *proofs[OTHER[declared]])
        return declared, []
    if len(proofs) > 1:
        raise _both_orders(sheet, tool, proofs)
    for order, (line, text) in proofs.items():
        return order, [
            Remark(line, "date_order", f"{SAID[order]}, as {text} shows", "all dates of the file are read so")
        ]
    doubtful = [(line, text) for line, text in dates if len(set(ways_to_read(text).values())) > 1]
    if doubtful:
        raise _no_order(sheet, tool, doubtful)
    return DAY_FIRST, []  # no date is another day if it is read month first


def declared_order(study: Study, tool: Tool) -> str:
    """What tools.csv says of a tool's dates; else study.toml's date_format, where it speaks for the platform."""
    if tool.dates or not PLATFORMS[tool.platform].dates_by_study:
        return tool.dates
    return order_in_format(study.settings.cleaning.date_format)


def ways_to_read(text: str) -> Ways:
    """The days that a date in numbers may be; none for what can be read in one order alone, such as 2018-04-09."""
    found = NUMBERS.match(text)
    return _days(found[0]) if found else {}


@cache
def _days(numbers: str) -> Ways:
    first, second, year = map(int, re.split("[/.-]", numbers))
    return dict(_known_days(year, {DAY_FIRST: (second, first), MONTH_FIRST: (first, second)}))


def _known_days(year: int, orders: dict[str, tuple[int, int]]) -> Iterator[tuple[str, datetime.date]]:
    for order, (month, day) in orders.items():
        try:
            yield order, datetime.date(year, month, day)
        except ValueError:
            continue


def _proofs(dates: Iterable[Place]) -> dict[str, Place]:
    """Order -> the first date that can be read in no other."""
    proofs: dict[str, Place] = {}
    for line, text in dates:
        ways = ways_to_read(text)
        if len(ways) == 1:
            proofs.setdefault(next(iter(ways)), (line, text))
    return proofs


def _other_order(sheet: Sheet, tool: Tool, declared: str, line: str, text: str) -> RawFileError:
    where = "tools.csv" if tool.dates else "date_format of study.toml"
    return RawFileError(
        f"{sheet.path}, line {line}: date {text} is {SAID[OTHER[declared]]}, and no date shows otherwise; {where} "
        f"says {SAID[declared]}. If the whole file is so, {_remedy(tool, OTHER[declared])}; else correct the line."
    )


def _both_orders(sheet: Sheet, tool: Tool, proofs: Mapping[str, Place]) -> RawFileError:
    shown = " and ".join(f"line {line} has {text}, {SAID[order]}" for order, (line, text) in sorted(proofs.items()))
    return RawFileError(
        f"{sheet.path}: dates in two orders: {shown}; one is expected. Export the file again in one. Or, "
        f"if the others may count as unknown, {_remedy(tool, DAY_FIRST)}; or {MONTH_FIRST} at its end."
    )


def _no_order(sheet: Sheet, tool: Tool, doubtful: Iterable[Place]) -> RawFileError:
    by_day = {_two_days(ways_to_read(text)): (line, text) for line, text in reversed(list(doubtful))}
    first = sorted(by_day.items(), key=lambda found: int(found[1][0]))[:SHOWN]
    read = "; ".join(f"line {line}: {text}, {days}" for days, (line, text) in first)
    return RawFileError(
        f"{sheet.path}: dates with the day or the month first, and none says which ({read}); one order is expected. "
        f"If the first of each two days is right, {_remedy(tool, DAY_FIRST)}; if the second, {MONTH_FIRST} at its end."
    )


def _two_days(ways: Ways) -> str:
    return " or ".join(f"{ways[order].day} {ways[order]:%B %Y}" for order in (DAY_FIRST, MONTH_FIRST))


def _remedy(tool: Tool, order: str) -> str:
    """What is to be written in tools.csv: the names of its columns, and the tool's whole row."""
    row = csv_text([astuple(replace(tool, dates=order))]).strip()
    return f"in tools.csv, below {','.join(columns_of(Tool))}, write {row}"
