"""Which return a record is: the platform's id, and what makes two records of one survey the same return."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from analysis.errors import RawFileError
from analysis.returns.raw_files import Export
from analysis.returns.readers.ids import is_id_as_number
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.sheet import Remark, Sheet
from analysis.study.rows import LINE


def record_ids(
    platform: Platform, sheet: Sheet, started: list[str], export: Export
) -> tuple[list[str], list[str], list[Remark]]:
    """The platform's ids, blank where it writes none; keys; what is to be told.

    A key is what makes two records of one survey the same return: the id; where ids are counted in each form, the
    moment it began too; where there is none, or a file has it twice, all that stands in the record. An id that lost
    its digits says nothing: people who answered alike stay apart. Raises RawFileError where the column of ids is not
    there.
    """
    name = platform.about.get("return_id")
    if name is None:
        declared = any(column.column == LINE for column in export.columns)
        why = "mapping.csv says so" if declared else "the platform writes no id"
        remark = Remark("1", "no_id", why, "a return's line is its id")
        return [""] * len(sheet.lines), _numbered(_contents(sheet)), [remark]
    ids = [found.strip() for found in sheet.columns[_place_of_ids(sheet, name, export)]]
    keys = [found or f"line {line}" for line, found in zip(sheet.lines, ids, strict=True)]
    if platform.counted:
        keys = [f"{key} {began}" for key, began in zip(keys, started, strict=True)]
    twice = {key for key, many in Counter(keys).items() if many > 1}
    if twice:
        contents = zip(_contents(sheet), _numbered(_contents(sheet)), strict=True)
        cells = (each if is_id_as_number(found) else alike for found, (alike, each) in zip(ids, contents, strict=True))
        keys = [f"{key} {content}" if key in twice else key for key, content in zip(keys, cells, strict=True)]
    return ids, keys, [*_faulty_ids(sheet, ids)]


def _place_of_ids(sheet: Sheet, name: str, export: Export) -> int:
    """Where the ids stand. Raises RawFileError with the row of mapping.csv by which a file without them is read."""
    place = sheet.place(name)
    if place is None:
        row = f"{export.pattern},{LINE},{export.tool.tool},return_id,"
        raise RawFileError(
            f"{sheet.path}, row 1: no column {name!r}, by which a return is known. If another column holds the ids, "
            f"name it in mapping.csv; if none does, add the row `{row}` there: a return's line is then its id."
        )
    return place


def _faulty_ids(sheet: Sheet, ids: list[str]) -> Iterator[Remark]:
    for line, found in zip(sheet.lines, ids, strict=True):
        if not found:
            yield Remark(str(line), "no_id", "blank", "its line is its id")
        elif is_id_as_number(found):
            yield Remark(str(line), "id_as_number", found, "kept; a spreadsheet took digits: download the export again")


def _contents(sheet: Sheet) -> Iterator[str]:
    """All that stands in each record, as a hash."""
    for cells in zip(*sheet.columns, strict=True):
        yield hashlib.blake2b("\0".join(cells).encode(), digest_size=16).hexdigest()


def _numbered(keys: Iterable[str]) -> list[str]:
    """Each key with how often it came so far: without ids, two people may have answered alike in one second."""
    seen: Counter[str] = Counter()
    numbered = []
    for key in keys:
        seen[key] += 1
        numbered.append(f"{key} {seen[key]}")
    return numbered
