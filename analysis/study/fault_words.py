"""How a fault of a definition is said: its file, its row, what was found, what is allowed."""

from collections.abc import Iterable
from typing import Any

from analysis.study.study import Study


def fault(study: Study, file: str, number: int, what: str) -> str:
    """A fault of one row of a file."""
    return f"{study.folder / file}, row {number}: {what} Correct row {number}."


def numbered(study: Study, file: str) -> Iterable[tuple[int, Any]]:
    """Rows of a file, each with its line as a spreadsheet counts."""
    return enumerate(study.tables[file], start=2)


def listed(known: Iterable[str]) -> str:
    """What is allowed, the first twelve of it by name."""
    names = [f"'{name}'" for name in known]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
