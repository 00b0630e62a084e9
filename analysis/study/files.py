"""A definition's files as their rows, and what is wrong with them: header, number of cells, kind of each cell."""

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

Row = TypeVar("Row")


def read_rows(path: Path, kind: type[Row], faults: list[str]) -> tuple[Row, ...] | None:
    """Rows of one definition file; what is wrong is added to faults, with its row as a spreadsheet counts.

    None where the file or a row of it is not there whole. A cell that cannot be read counts as nothing, so that all
    the rest of the definition can be checked.
    """
    if not path.is_file():
        faults.append(f"{path}: no such file; a definition has one. Add it, with the columns {_names(kind)}.")
        return None
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:  # Excel's `CSV UTF-8` begins with a mark
            records = list(csv.reader(lines, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(f"{path}: {error}; CSV in UTF-8, its quotes closed, is expected. Save it as that.")
        return None
    expected = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    if not records or records[0] != expected:
        found = ",".join(records[0]) if records else "nothing"
        faults.append(f"{path}, row 1: columns {found}; expected {','.join(expected)}. Correct the header.")
        return None
    rows = [_row(path, number, cells, kind, faults) for number, cells in enumerate(records[1:], start=2)]
    return None if None in rows else tuple(row for row in rows if row is not None)


def _row(path: Path, number: int, cells: list[str], kind: type[Row], faults: list[str]) -> Row | None:
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    if len(cells) != len(fields):
        faults.append(f"{path}, row {number}: {len(cells)} cells; the header has {len(fields)}. Correct row {number}.")
        return None
    values = {}
    for field, cell in zip(fields, cells, strict=True):
        try:
            values[field.name] = _value(cell.strip(), field.type)
        except ValueError:
            faults.append(
                f"{path}, row {number}: {field.name} is {cell!r}; {_allowed(field.type)}. Correct row {number}."
            )
            values[field.name] = None if isinstance(field.type, UnionType) else field.type()  # type: ignore[operator]
    return kind(**values)


def _value(cell: str, kind: Any) -> Any:
    """A cell as the type of its field."""
    if isinstance(kind, UnionType):
        return None if cell == "" else _value(cell, get_args(kind)[0])
    if get_origin(kind) is tuple:
        return tuple(cell.split())
    return CONVERT[kind](cell)


def _yes(cell: str) -> bool:
    if cell not in ("yes", ""):
        raise ValueError(cell)
    return cell == "yes"


CONVERT: dict[Any, Callable[[str], Any]] = {str: str, int: int, float: float, bool: _yes}


def _allowed(kind: Any) -> str:
    plain = get_args(kind)[0] if isinstance(kind, UnionType) else kind
    return {int: "a whole number is expected", float: "a number is expected"}.get(plain, "yes or blank is expected")


def _names(kind: type) -> str:
    return ",".join(field.name for field in dataclasses.fields(kind))
