"""A raw file's cells, read by contract: text only, one field count, nothing guessed, each record with its line."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = (",", ";")
READ = "UTF-8, UTF-16 and cp1252 are read"


@dataclass(frozen=True)
class Record:
    """One record. line: the physical line where it begins; in a workbook the sheet's row."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A file's header and records. encoding: as found; empty for a workbook."""

    path: Path
    encoding: str
    header: tuple[str, ...]
    records: tuple[Record, ...]

    def place(self, column: str) -> int | None:
        """Where a column stands; its header compared without regard to spaces and case."""
        wanted = normal(column)
        return next((place for place, name in enumerate(self.header) if normal(name) == wanted), None)


def read_bytes(path: Path) -> bytes:
    """Content of a raw file. Raises RawFileError where it is missing, empty or no ordinary file."""
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        raise RawFileError(f"{path}: no ordinary file is there; a raw file is one. Put the export there as downloaded.")
    content = path.read_bytes()
    if not content:
        raise RawFileError(f"{path}: the file is empty; an export has a header row. Download it again.")
    return content


def decode(path: Path, content: bytes) -> tuple[str, str]:
    """Text of a file, and the encoding it was found in: by its mark, else UTF-8, else cp1252."""
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    for encoding in marked or ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise RawFileError(f"{path}: its bytes are no text in any encoding known here; {READ}. Export it as UTF-8.")


def read_delimited(path: Path, delimiter: str = ",") -> Sheet:
    """A delimited file. Raises RawFileError naming the line of a ragged record, a stray quote or a NUL."""
    encoding, records = read_records(path, delimiter)
    return sheet_of(path, encoding, records[0].cells, records[1:])


def read_records(path: Path, delimiter: str = ",") -> tuple[str, list[Record]]:
    """A delimited file's encoding and all its records, those of the header among them."""
    text, encoding = decode(path, read_bytes(path))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise RawFileError(f"{path}, line {line}: a NUL byte; text is expected. Download the export again.")
    records = list(_records(path, text, delimiter))
    if not records:
        raise RawFileError(f"{path}: no header row; an export has one. Download it again.")
    return encoding, records


def sheet_of(path: Path, encoding: str, names: Iterable[str], records: Sequence[Record]) -> Sheet:
    """A sheet of those column names and records. Raises RawFileError where a record is ragged or a name twice there."""
    header = tuple(name.strip() for name in names)
    check_header(path, header)
    check_widths(path, len(header), records)
    return Sheet(path, encoding, header, tuple(records))


def check_widths(path: Path, width: int, records: Iterable[Record]) -> None:
    for record in records:
        if len(record.cells) != width:
            raise RawFileError(
                f"{path}, line {record.line}: {len(record.cells)} fields; the header has {width}. "
                "Answers would shift a column: correct the line, or export the file again."
            )


def read_opening(path: Path) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """A delimited file's delimiter and first two records, where a platform writes its headers.

    The delimiter is `;` where the header has more columns with it than with `,`. No records where none can be read.
    """
    text, _ = decode(path, read_bytes(path))
    openings = {delimiter: _opening(path, text, delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda delimiter: max(map(len, openings[delimiter][:1]), default=0))
    return delimiter, openings[delimiter]


def _opening(path: Path, text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    try:
        return tuple(record.cells for record in islice(_records(path, text, delimiter), 2))
    except RawFileError:  # its quotes do not fit this delimiter
        return ()


def delimiter_of(path: Path) -> str:
    return read_opening(path)[0]


def _records(path: Path, text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RawFileError(
                f"{path}, line {begins}: {error}; quotes must be closed and doubled inside. Export the file again."
            ) from error
        if cells:
            yield Record(begins, tuple(cells))


def check_header(path: Path, header: tuple[str, ...]) -> None:
    seen: dict[str, str] = {}
    for name in header:
        if name and normal(name) in seen:
            raise RawFileError(
                f"{path}, row 1: column {name!r} stands twice; each column once is expected. Export the file again."
            )
        seen[normal(name)] = name
