"""Raw files as received: one row a return with its file and line, and nothing that says who replied."""

import hashlib
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.definition import Column, Tool
from analysis.errors import RawFileError
from analysis.provenance import expected_hashes, file_hash
from analysis.readers import PLATFORMS
from analysis.readers import read as read_export
from analysis.readers.platform import ISO, Platform
from analysis.readers.sheet import Sheet, read_delimited
from analysis.readers.ticked import split_ticked
from analysis.study import Study

ABOUT = ["return_id", "file", "line", "tool", "council_found", "started", "ended", "person", "link"]
TIME = "%H:%M:%S"
Notice = tuple[str, str, str, str, str]  # file, line, rule, found, action


def read_returns(study: Study, raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every return of every tool as received, and what reading noticed.

    First: one row a return - return_id, file (relative to raw), line, tool, council_found, started, ended (as the
    study's date_format writes them), person (a salted hash, blank if unknown), link; then a column an item with the
    answer as written, several ticked options joined by `;`. Second: issues - file, line, rule, found, action.
    Raises RawFileError where a file is missing or cannot be trusted.
    """
    parts: list[pd.DataFrame] = []
    notices: list[Notice] = []
    for tool in study.tools.values():
        for path in _files(study, raw, tool):
            sheet = read_export(tool.platform, path)
            name = path.relative_to(raw).as_posix()
            dated, unread = _dated(study, PLATFORMS[tool.platform], _received(study, tool, sheet, name))
            parts.append(dated)
            notices += [*_file_notices(PLATFORMS[tool.platform], sheet, name), *unread]
    notices += _checksum_notices(raw)
    received = pd.concat(parts, ignore_index=True).fillna("")
    items = [item for item in study.items if item in received.columns]
    return received[ABOUT + items], pd.DataFrame(
        notices, columns=["file", "line", "rule", "found", "action"], dtype=str
    )


def _file_notices(platform: Platform, sheet: Sheet, name: str) -> Iterator[Notice]:
    if not sheet.records:
        yield name, "1", "no_returns", "a header alone", "nothing to keep"
    if sheet.encoding not in ("", "utf-8", "utf-8-sig"):
        yield name, "1", "encoding", sheet.encoding, "read in that encoding"
    if "return_id" not in platform.about:
        yield name, "1", "no_id", "the platform writes no id", "a return's line is its id"


def _dated(study: Study, platform: Platform, table: pd.DataFrame) -> tuple[pd.DataFrame, list[Notice]]:
    """Returns with the platform's dates as the study writes them, and each date that is none: it counts as unknown.

    The one place that knows how a platform writes dates; every later reader of them has the study's date_format.
    """
    day = study.settings.date_format
    dated, notices = table.copy(), []
    for field in ("started", "ended"):
        found = table[field].where(~table[field].isin(platform.missing), "")
        read = _dates(found, platform.dates or (f"{day} {TIME}", f"{day} %H:%M", day, ISO[0]))
        dated[field] = read.dt.strftime(f"{day} {TIME}").fillna("")
        for name, line, text in table.loc[(found != "") & read.isna(), ["file", "line", field]].itertuples(index=False):
            notices.append((name, str(line), "unread_date", text, f"{field}: counted as unknown"))
    return dated, notices


def _dates(written: pd.Series, formats: tuple[str, ...]) -> pd.Series:
    """Dates by the first format that fits each."""
    read = pd.to_datetime(written, format=formats[0], errors="coerce")
    for form in formats[1:]:
        read = read.fillna(pd.to_datetime(written.where(read.isna(), ""), format=form, errors="coerce"))
    return read


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
    return _received(study, tool, read_export(tool.platform, path), path.name)


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
    table["return_id"] = tool.tool + "-" + _ids(platform, sheet, cells, table["line"])
    columns = [column for column in study.tables["mapping.csv"] if column.tool == tool.tool]
    for item in dict.fromkeys(column.item for column in columns):
        target = "council_found" if item == "council" else item
        table[target] = _answers(study, sheet, cells, [column for column in columns if column.item == item], platform)
    return table


def _ids(platform: Platform, sheet: Sheet, cells: pd.DataFrame, lines: pd.Series) -> pd.Series:
    """The platform's ids; the lines where it writes none."""
    column = platform.about.get("return_id")
    return cells[_place(sheet, column, "the platform writes one")].str.strip() if column else lines.astype(str)


def _answers(study: Study, sheet: Sheet, cells: pd.DataFrame, columns: list[Column], platform: Platform) -> pd.Series:
    """An item's answers as written; several ticked options joined by `;`, whatever the platform's layout."""
    joined = pd.Series("", index=cells.index, dtype=str)
    for column in columns:
        place = _place(sheet, column.column, "mapping.csv names it")
        found = cells[place].str.replace("\xa0", " ").str.strip()
        found = found.where(~found.isin(platform.missing), "")
        joined = joined + _ticked(study, column, found, platform) if column.option else found
        if platform.separator != ";" and not column.option and column.item in study.items:
            joined = _split(study, column.item, joined)
    return joined


def _ticked(study: Study, column: Column, found: pd.Series, platform: Platform) -> pd.Series:
    """A column of one option: its label, or the words beside it, ended by `;`; blank where it is not ticked."""
    label = next(option.label_en for option in study.options(column.item) if option.code == column.option)
    found = found.mask(found.isin(platform.ticked), label).mask(found.isin(platform.not_ticked), "")
    return found.where(found == "", found + ";")


def _split(study: Study, item: str, found: pd.Series) -> pd.Series:
    """Answers in which commas stand between options, each option ended by `;` instead."""
    if study.items[item].kind != "multi":
        return found
    options = study.options(item)
    labels = [text for option in options for text in (option.label_en, option.label_cy, option.code) if text]
    split = {
        text: "".join(f"{part.replace(';', ',')};" for part in split_ticked(text, labels)) for text in found.unique()
    }
    return found.map(split)


def _place(sheet: Sheet, column: str, why: str) -> int:
    place = sheet.place(column)
    if place is None:
        near = get_close_matches(column, sheet.header, n=3, cutoff=0.4) or sheet.header[:12]
        names = ", ".join(repr(name) for name in near)
        raise RawFileError(
            f"{sheet.path}, row 1: no column {column!r}, and {why}; nearest of its {len(sheet.header)} are {names}. "
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


def _checksum_notices(raw: Path) -> list[Notice]:
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
    ended = pd.to_datetime(received["ended"], format=f"{study.settings.date_format} {TIME}", errors="coerce")
    by_file = received.assign(day=ended.dt.strftime("%Y-%m-%d")).groupby(["file", "tool"])
    return (
        by_file.agg(received=("line", "size"), first_day=("day", "min"), last_day=("day", "max"))
        .reset_index()
        .fillna("")
    )


def without_answers(received: pd.DataFrame) -> pd.DataFrame:
    """Which returns arrived: where each stands, nothing of what it says."""
    return received[["return_id", "file", "line", "tool", "council_found", "started", "ended"]]
