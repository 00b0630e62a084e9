"""A definition's files as their rows, and what is wrong with them: header, number of cells, kind of each cell."""

import csv
import dataclasses
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from analysis.study.definition_files import DefinitionFiles
from analysis.study.nearest import nearest_listed

Row = TypeVar("Row")
WHOLE_NUMBER, NUMBER = re.compile(r"-?[0-9]+"), re.compile(r"-?[0-9]+(\.[0-9]+)?")


def read_rows(
    folder: Path, name: str, files: DefinitionFiles, kind: type[Row], faults: list[str]
) -> tuple[Row, ...] | None:
    """Rows of one definition file; what is wrong is added to faults, with its row as a spreadsheet counts.

    None where the file or a row of it is not there whole. A cell that cannot be read counts as nothing, so that all
    the rest of the definition can be checked.
    """
    path, expected = folder / name, columns_of(kind)
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    if name not in files.contents:
        needed = [column for column in expected if column not in optional_columns(kind)]
        faults.append(f"{path}: no such file; a definition has one. Add it, with the columns {','.join(needed)}.")
        return None
    try:
        records = [record.cells for record in files.records_of(name)]
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(f"{path}: {error}; CSV in UTF-8, its quotes closed, is expected. Save it as that.")
        return None
    header = records[0] if records else []
    if wrong := _wrong_header(header, expected, optional_columns(kind)):
        faults.extend(f"{path}, row 1: {what}" for what in wrong)
        return None
    columns = [_reader(column, fields[column].type) for column in header]
    read = [_values(path, number, cells, columns, faults) for number, cells in enumerate(records[1:], start=2)]
    return None if None in read else tuple(kind(**values) for values in read if values is not None)


def columns_of(kind: type) -> list[str]:
    """The columns of a file, by the class of its rows."""
    return [field.name for field in dataclasses.fields(kind)]


def optional_columns(kind: type) -> list[str]:
    """The columns that a file may leave out: those whose field has a default."""
    return [field.name for field in dataclasses.fields(kind) if field.default is not dataclasses.MISSING]


def _wrong_header(found: Sequence[str], known: Sequence[str], optional: Sequence[str]) -> list[str]:
    """What is wrong with the names of the columns."""
    expected = [name for name in known if name in found or name not in optional]
    twice = [name for name in dict.fromkeys(found) if found.count(name) > 1]
    wrong = [f"column {name!r} stands {found.count(name)} times; once is allowed. Take one away." for name in twice]
    for name in (name for name in dict.fromkeys(found) if name not in expected):
        left = [other for other in known if other not in found]
        allowed = nearest_listed(left, name) if left else f"none but {nearest_listed(known)}"
        wrong.append(f"column {name!r} is unknown; {allowed} is expected. Correct the header.")
    wrong += [f"no column {name!r}; expected {','.join(expected)}. Add it." for name in expected if name not in found]
    if not wrong and list(found) != list(expected):
        wrong.append(f"columns {','.join(found)}; expected {','.join(expected)}. Correct the header.")
    return wrong


class Reader(NamedTuple):
    """How the cells of a column are read. nothing: what stands for one that cannot be."""

    name: str
    kind: Any
    read: Callable[[str], Any]
    nothing: Any


def _values(
    path: Path, number: int, cells: list[str], columns: list[Reader], faults: list[str]
) -> dict[str, Any] | None:
    """The cells of a row by their columns, each as its kind."""
    if len(cells) != len(columns):
        faults.append(f"{path}, row {number}: {len(cells)} cells; the header has {len(columns)}. Correct row {number}.")
        return None
    values = {}
    for column, cell in zip(columns, cells, strict=True):
        try:
            values[column.name] = column.read(cell.strip())
        except ValueError:
            what = f"{column.name} is {cell!r}; {ALLOWED[column.kind]}"
            faults.append(f"{path}, row {number}: {what}. Correct row {number}.")
            values[column.name] = column.nothing
    return values


def _reader(name: str, kind: Any) -> Reader:
    if isinstance(kind, UnionType):
        plain = get_args(kind)[0]
        return Reader(name, plain, lambda cell: CONVERT[plain](cell) if cell else None, None)
    if get_origin(kind) is tuple:
        return Reader(name, kind, lambda cell: tuple(cell.split()), ())
    return Reader(name, kind, CONVERT[kind], kind())


def _whole(cell: str) -> int:
    if not WHOLE_NUMBER.fullmatch(cell):
        raise ValueError(cell)  # int() reads 1_000 and the digits of other scripts too
    return int(cell)


def _number(cell: str) -> float:
    if not NUMBER.fullmatch(cell):
        raise ValueError(cell)  # float() reads nan, inf and 1e9 too
    return float(cell)


def _yes(cell: str) -> bool:
    if cell not in ("yes", ""):
        raise ValueError(cell)
    return cell == "yes"


CONVERT: dict[Any, Callable[[str], Any]] = {str: str, int: _whole, float: _number, bool: _yes}
ALLOWED = {int: "a whole number is expected", float: "a number is expected", bool: "yes or blank is expected"}
