"""Who was invited: the lists of the frame, as received."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import RawFileError
from analysis.returns.persons import hashed_person
from analysis.returns.raw_files import INVITED
from analysis.returns.readers.recognition import place_of
from analysis.returns.readers.tabular import read_table
from analysis.study.rows import Tool
from analysis.study.study import Study

EMAIL = ("email", "e-mail", "email address", "e-mail address", "e-bost", "ebost", "cyfeiriad e-bost")
Line = tuple[str, str, int, str, int]  # tool, council as found, people, file, line


def read_invited(study: Study, raw: Path) -> pd.DataFrame:
    """Who was invited: one row a line of the lists - tool, council_found, invited (people), file, line.

    A list names a council on each line, one line a person, or has a column `invited` with counts.
    Raises RawFileError where a tool's list is missing or its counts are no numbers.
    """
    lines = [line for tool in study.tools.values() if tool.group in study.groups for line in invited_by(raw, tool)]
    return pd.DataFrame(lines, columns=["tool", "council_found", "invited", "file", "line"])


def list_of(tool: str) -> str:
    """The file of a tool's list, relative to raw."""
    return f"{INVITED}/{tool}.csv"


def invited_people(study: Study, raw: Path, tool: str) -> dict[int, str] | None:
    """Who stands on each line of a tool's list, as the hash that returns have; None where it does not say."""
    listed = read_table(raw / list_of(tool))
    place = next((found for found in map(listed.place, EMAIL) if found is not None), None)
    if place is None or listed.place("invited") is not None:
        return None
    salt = study.settings.cleaning.salt
    people = (hashed_person(text.strip(), salt) for text in listed.columns[place])
    return dict(zip(listed.lines, people, strict=True))


def invited_by(raw: Path, tool: Tool) -> Iterator[Line]:
    """The lines of one tool's list."""
    name = list_of(tool.tool)
    sheet = read_table(raw / name)
    counted = sheet.place("invited")
    councils = sheet.columns[place_of(sheet, "council", "an invited list has one")]
    counts = sheet.columns[counted] if counted is not None else ["1"] * len(sheet.lines)
    for line, council, count in zip(sheet.lines, councils, counts, strict=True):
        if not count.strip().isdecimal():
            raise RawFileError(
                f"{sheet.path}, line {line}: invited is {count!r}; a whole number is expected. Correct the list."
            )
        yield tool.tool, council.strip(), int(count), name, line
