"""A file's records whatever its kind: by its name's end, text or workbook."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.returns.readers.delimited import delimited_records
from analysis.returns.readers.sav import sav_records
from analysis.returns.readers.sheet import Records, Sheet, sheet_of
from analysis.returns.readers.workbook import workbook_records

KINDS: dict[str, Callable[[Path], Records]] = {
    ".csv": delimited_records,
    ".txt": delimited_records,
    ".tsv": delimited_records,
    ".xlsx": workbook_records,
    ".sav": sav_records,
    ".zsav": sav_records,
}


def records_of(path: Path) -> Records:
    """All records of a file. Raises RawFileError where its kind is not known here, or it cannot be trusted."""
    if path.suffix.casefold() not in KINDS:
        raise RawFileError(
            f"{path}: a file of kind {path.suffix or 'unknown'}; {', '.join(KINDS)} are read. "
            "Export the returns as one of them."
        )
    return KINDS[path.suffix.casefold()](path)


def read_table(path: Path) -> Sheet:
    """A file with one header row."""
    records = records_of(path)
    _, header = next(records.rows)
    return sheet_of(records, header, records.rows)


def opening_records(path: Path) -> list[tuple[str, ...]]:
    """The first two records, where a platform writes its headers."""
    return [tuple(cells) for _, cells in islice(records_of(path).rows, 2)]
