"""How a fault of a definition is said: its file, its row or line, what was found, what is allowed."""

from collections.abc import Iterable
from typing import Any

from analysis.study.study import Study
from analysis.study.toml_places import Address


def row_fault(study: Study, file: str, number: int, what: str) -> str:
    """A fault of one row of a file."""
    return f"{study.folder / file}, row {number}: {what} Correct row {number}."


def toml_fault(study: Study, file: str, address: Address, what: str) -> str:
    """A fault of one key of a TOML file."""
    return f"{study.folder / file}, line {study.files.line_in(file, address)}: {what}"


def numbered_rows(study: Study, file: str) -> Iterable[tuple[int, Any]]:
    """Rows of a file, each with its line as a spreadsheet counts."""
    return enumerate(study.tables[file], start=2)
