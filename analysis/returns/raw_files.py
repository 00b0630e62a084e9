"""Which raw files are a tool's exports, by the names and patterns of mapping.csv, and which files nothing reads."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import RawFileError
from analysis.study.rows import ENCODING, Column, Tool
from analysis.study.study import Study

COUNCIL = "{council}"  # stands in a pattern where a file's name or folder says the council
INVITED = "invited"


@dataclass(frozen=True)
class Export:
    """One export of a tool. name: its path below the raw folder; council: as its name or folder says, else blank.

    pattern: the name in mapping.csv that it fits. Exports of one pattern and one council are of one survey: a later
    one holds the returns of an earlier one again. encoding: as mapping.csv declares it; blank where it does not.
    """

    tool: Tool
    path: Path
    name: str
    pattern: str
    council: str
    columns: tuple[Column, ...]
    encoding: str = ""


def study_exports(study: Study, raw: Path) -> list[Export]:
    """Every export of every tool, in the order of tools and names.

    Raises RawFileError where a tool has none, a file fits two names of mapping.csv, or no ordinary file stands there.
    """
    there = _names(raw)
    found = [export for tool in study.tools.values() for export in exports_of(study, raw, tool, there)]
    for name in there:
        fitting = [export.pattern for export in found if export.name == name]
        if len(fitting) > 1:
            raise RawFileError(
                f"{raw / name}: mapping.csv names it as {' and as '.join(fitting)}; one of them is expected. "
                "Correct mapping.csv."
            )
    return found


def exports_of(study: Study, raw: Path, tool: Tool, there: list[str]) -> list[Export]:
    """A tool's exports. there: the files of the raw folder. Raises RawFileError where it has none."""
    found = [
        _export(tool, raw, name, pattern, fits.groupdict().get("council", ""), mapped)
        for pattern, mapped in _patterns(study, tool).items()
        for name in there
        if (fits := name_expression(pattern).fullmatch(name))
    ]
    if not found:
        raise RawFileError(
            f"{raw}: no file {' or '.join(_patterns(study, tool))}; tool {tool.tool} has one. "
            "Put the export there, or correct mapping.csv."
        )
    return found


def _export(tool: Tool, raw: Path, name: str, pattern: str, council: str, mapped: tuple[Column, ...]) -> Export:
    encoding = next((row.column for row in mapped if row.item == ENCODING), "")
    columns = tuple(row for row in mapped if row.item != ENCODING)
    return Export(tool, raw / name, name, pattern, council, columns, encoding)


def _patterns(study: Study, tool: Tool) -> dict[str, tuple[Column, ...]]:
    """Name or pattern of a tool's files -> what their columns are."""
    found: dict[str, list[Column]] = {}
    for column in study.tables["mapping.csv"]:
        if column.tool == tool.tool:
            found.setdefault(column.file, []).append(column)
    return {pattern: tuple(columns) for pattern, columns in found.items()}


def name_expression(pattern: str) -> re.Pattern[str]:
    """What fits a name of mapping.csv: `*` for anything in one name, `{council}` for a council."""
    pieces = (re.escape(piece).replace(r"\*", "[^/]*") for piece in pattern.split(COUNCIL))
    return re.compile("(?P<council>[^/]+)".join(pieces))


def unread_files(study: Study, raw: Path, read: list[Export]) -> Iterator[str]:
    """Files beside the exports and the lists of those invited that nothing reads."""
    known = {export.name for export in read} | {f"{INVITED}/{tool}.csv" for tool in study.tools}
    folders = {pattern.split("/")[0] for tool in study.tools.values() for pattern in _patterns(study, tool)}
    for name in _names(raw):
        if name not in known and name.split("/")[0] in folders | {INVITED}:
            yield name


def _names(raw: Path) -> list[str]:
    """Every file below a raw folder. Raises RawFileError where one is a link, a pipe or a device."""
    found, faults = ordinary_files(raw)
    if faults:
        raise RawFileError(faults[0])
    return found


def ordinary_files(raw: Path) -> tuple[list[str], list[str]]:
    """Every ordinary file below a raw folder; and what is wrong with each link, pipe or device."""
    found, faults = [], []
    for folder, below, files in os.walk(raw):
        for path in (Path(folder, name) for name in (*below, *files)):
            kind = path.lstat().st_mode
            if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
                faults.append(
                    f"{path}: no ordinary file is there, but a link, a pipe or a device; raw files and their folders "
                    "are ordinary. Put the export itself there."
                )
            if stat.S_ISREG(kind):
                found.append(path.relative_to(raw).as_posix())
    return sorted(found), sorted(faults)
