"""Who was invited: the lists of the frame, as received."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import RawFileError
from analysis.returns.raw_files import INVITED
from analysis.returns.readers.recognition import place_of
from analysis.returns.readers.tabular import read_table
from analysis.study.rows import Tool
from analysis.study.study import Study

Line = tuple[str, str, int, str, int]  # tool, council as found, people, file, line


def read_invited(study: Study, raw: Path) -> pd.DataFrame:
    """Who was invited: one row a line of the lists - tool, council_found, invited (people), file, line.

    A list names a council on each line, one line a person, or has a column `invited` with counts.
    Raises RawFileError where a tool's list is missing or its counts are no numbers.
    """
    lines = [line for tool in study.tools.values() if tool.group in study.groups for line in invited_by(raw, tool)]
    return pd.DataFrame(lines, columns=["tool", "council_found", "invited", "file", "line"])


def invited_by(raw: Path, tool: Tool) -> Iterator[Line]:
    """The lines of one tool's list."""
    name = f"{INVITED}/{tool.tool}.csv"
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
