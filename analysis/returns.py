"""Raw files as received: one row a return with its file and line, and nothing that says who replied."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.definition import Column, Tool
from analysis.errors import RawFileError
from analysis.provenance import expected_hashes, file_hash
from analysis.readers import PLATFORMS
from analysis.readers.platform import Platform
from analysis.readers.sheet import Sheet, read_delimited
from analysis.study import Study

ABOUT = ["return_id", "file", "line", "tool", "council_found", "started", "ended", "person", "link"]


def read_returns(study: Study, raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every return of every tool as received, and what reading noticed.

    First: one row a return - return_id, file (relative to raw), line, tool, council_found, started, ended,
    person (a salted hash, blank if unknown), link; then a column an item with the answer as written,
    several ticked options joined by `;`. Second: issues - file, line, rule, found, action.
    Raises RawFileError where a file is missing or cannot be trusted.
    """
    parts, notices = [], []
    for tool in study.tools.values():
        for path in _files(study, raw, tool):
            sheet = PLATFORMS[tool.platform].read(path)
            name = path.relative_to(raw).as_posix()
            parts.append(_received(study, tool, sheet, name))
            if not sheet.records:
                notices.append((name, "1", "no_returns", "a header alone", "nothing to keep"))
            if sheet.encoding not in ("", "utf-8", "utf-8-sig"):
                notices.append((name, "1", "encoding", sheet.encoding, "read in that encoding"))
    notices += _checksum_notices(raw)
    received = pd.concat(parts, ignore_index=True).fillna("")
    items = [item for item in study.items if item in received.columns]
    return received[ABOUT + items], pd.DataFrame(
        notices, columns=["file", "line", "rule", "found", "action"], dtype=str
    )


def faults(study: Study, raw: Path) -> list[str]:
    """Why each raw file that would be refused would be; empty if all can be read."""
    found = []
    for tool in study.tools.values():
        for read in _readings(study, raw, tool):
            try:
                read()
            except RawFileError as error:
                found.append(str(error))
    return found


def _readings(study: Study, raw: Path, tool: Tool) -> Iterator[Callable[[], object]]:
    """Each file of a tool, to be read on its own."""
    try:
        paths = _files(study, raw, tool)
    except RawFileError:
        yield partial(_files, study, raw, tool)
        paths = []
    for path in paths:
        yield partial(_read, study, tool, path)
    if tool.group in study.groups:
        yield lambda: list(_invited_of(raw, tool))


def _read(study: Study, tool: Tool, path: Path) -> pd.DataFrame:
    return _received(study, tool, PLATFORMS[tool.platform].read(path), path.name)


def _files(study: Study, raw: Path, tool: Tool) -> list[Path]:
    """A tool's export files: those that mapping.csv names, by name or pattern."""
    patterns = dict.fromkeys(column.file for column in study.tables["mapping.csv"] if column.tool == tool.tool)
    found = sorted({path for pattern in patterns for path in raw.glob(pattern)})
    if not found:
        raise RawFileError(
            f"{raw}: no file {' or '.join(patterns)}; tool {tool.tool} has one. "
            "Put the export there, or correct mapping.csv."
        )
    return found


def _received(study: Study, tool: Tool, sheet: Sheet, name: str) -> pd.DataFrame:
    platform = PLATFORMS[tool.platform]
    cells = pd.DataFrame([record.cells for record in sheet.records], columns=range(len(sheet.header)), dtype=str)
    table = pd.DataFrame({"file": name, "line": [record.line for record in sheet.records], "tool": tool.tool})
    for field in ABOUT[4:]:
        column = platform.about.get(field)
        place = sheet.place(column) if column else None
        table[field] = "" if place is None else cells[place].str.strip()
    table["person"] = table["person"].map(lambda found: _hashed(found, study.settings.salt))
    table["return_id"] = (
        tool.tool + "-" + cells[_place(sheet, platform.about["return_id"], "the platform writes one")].str.strip()
    )
    columns = [column for column in study.tables["mapping.csv"] if column.tool == tool.tool]
    for item in dict.fromkeys(column.item for column in columns):
        target = "council_found" if item == "council" else item
        table[target] = _answers(study, sheet, cells, [column for column in columns if column.item == item], platform)
    return table


def _answers(study: Study, sheet: Sheet, cells: pd.DataFrame, columns: list[Column], platform: Platform) -> pd.Series:
    """An item's answers as written; one column an option becomes the ticked options joined by `;`."""
    joined = pd.Series("", index=cells.index, dtype=str)
    for column in columns:
        place = _place(sheet, column.column, "mapping.csv names it")
        found = cells[place].str.replace("\xa0", " ").str.strip()
        found = found.where(~found.isin(platform.missing), "")
        joined = joined + found.where(found == "", found + platform.separator) if column.option else found
    return joined


def _place(sheet: Sheet, column: str, why: str) -> int:
    place = sheet.place(column)
    if place is None:
        names = ", ".join(repr(name) for name in sheet.header[:60])
        raise RawFileError(
            f"{sheet.path}, row 1: no column {column!r}, and {why}; it has {names}. "
            "Correct mapping.csv, or export it again."
        )
    return place


def _hashed(person: str, salt: str) -> str:
    """Who replied, as a hash that finds repeats and nobody."""
    if person.casefold() in ("", "-", "anonymous"):
        return ""
    return hashlib.sha256(f"{salt}\0{person.casefold()}".encode()).hexdigest()[:16]


def read_invited(study: Study, raw: Path) -> pd.DataFrame:
    """Who was invited: one row a line of the lists - tool, council_found, invited (people), file, line.

    A list names a council on each line, one line a person, or has a column `invited` with counts.
    Raises RawFileError where a tool's list is missing or its counts are no numbers.
    """
    rows: list[tuple[str, str, int, str, int]] = []
    for tool in study.tools.values():
        if tool.group not in study.groups:
            continue
        rows += _invited_of(raw, tool)
    return pd.DataFrame(rows, columns=["tool", "council_found", "invited", "file", "line"])


def _invited_of(raw: Path, tool: Tool) -> Iterator[tuple[str, str, int, str, int]]:
    name = f"invited/{tool.tool}.csv"
    sheet = read_delimited(raw / name)
    council, counted = _place(sheet, "council", "an invited list has one"), sheet.place("invited")
    for record in sheet.records:
        count = record.cells[counted].strip() if counted is not None else "1"
        if not count.isdecimal():
            raise RawFileError(
                f"{sheet.path}, line {record.line}: invited is {count!r}; a whole number is expected. Correct the list."
            )
        yield tool.tool, record.cells[council].strip(), int(count), name, record.line


def _checksum_notices(raw: Path) -> list[tuple[str, str, str, str, str]]:
    """Raw files that are not those SHA256SUMS lists."""
    expected = expected_hashes(raw)
    found = {name: file_hash(raw / name) for name in expected if (raw / name).is_file()}
    return [
        (name, "", "checksum", found.get(name, "missing")[:16], "noted; the run goes on")
        for name in expected
        if found.get(name) != expected[name]
    ]


def arrivals(study: Study, received: pd.DataFrame) -> pd.DataFrame:
    """One row a file: tool, returns received, first and last day."""
    ended = pd.to_datetime(received["ended"], format=f"{study.settings.date_format} %H:%M:%S", errors="coerce")
    by_file = received.assign(day=ended.dt.strftime("%Y-%m-%d")).groupby(["file", "tool"])
    return (
        by_file.agg(received=("line", "size"), first_day=("day", "min"), last_day=("day", "max"))
        .reset_index()
        .fillna("")
    )


def without_answers(received: pd.DataFrame) -> pd.DataFrame:
    """Which returns arrived: where each stands, nothing of what it says."""
    return received[["return_id", "file", "line", "tool", "council_found", "started", "ended"]]
