"""What would take minutes or gigabytes to read, or unfolds in reading, is refused at once: 5 s and 1 GB."""

import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from analysis.errors import RawFileError
from analysis.returns.readers import workbook, workbook_checks
from tests.support.reading import read_file

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = f'xmlns="{SPACE}" xmlns:x="{SPACE}"'
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
NUMBERS = random.Random(1)


def numbers() -> Iterator[int]:
    """Numbers that hardly compress, so that an entry does not grow too much to be read."""
    while True:
        yield NUMBERS.randrange(10**9)


def sheet(rows: str, after: str = "") -> str:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"


def cells(many: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>{number}</v></c></row>' for n, number in numbered(many))


def numbered(many: int) -> Iterator[tuple[int, int]]:
    return zip(range(1, many + 1), numbers(), strict=False)


def runs(many: int, each: str) -> str:
    return "".join(each.format(number) for number in islice(numbers(), many))


def save(path: Path, entry: str, content: str | bytes) -> None:
    """A sound workbook but for one entry."""
    book = io.BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book) as sound, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sound.namelist():
            if name != entry:
                made.writestr(name, sound.read(name))
        made.writestr(entry, content)


# each just over a limit, which is put low, so that the test is quick: the limit itself is held below
WORKBOOKS: dict[str, tuple[str, str, str]] = {
    "cells": (SHEET, sheet(cells(301)), "more than 300 cells"),
    "cells_with_a_prefix": (
        SHEET,
        sheet(cells(301).replace("<c ", "<x:c ").replace("</c", "</x:c")),
        "more than 300 cells",
    ),
    "elements_beside_cells": (SHEET, sheet(cells(1), runs(901, "<x a='{}'/>")), "more than 300 cells, or as much"),
    "texts": (TEXTS, f"<sst {MAIN}>{runs(301, '<si><t>{}</t></si>')}</sst>", "more than 300 different texts"),
    "runs_of_one_text": (TEXTS, f"<sst {MAIN}><si>{runs(901, '<r/>{}')}</si></sst>", "more than 300 different texts"),
    "styles": (STYLES, f"<styleSheet {MAIN}>{runs(5_000, '<xf a={}/>')}</styleSheet>", "entry xl/styles.xml of"),
    "empty_cells_between": (
        SHEET,
        sheet("".join(f'<row r="{n}"><c r="SZ{n}"><v>{n}</v></c></row>' for n in range(1, 60))),
        "at most 2000 columns",
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(workbook_checks, "CELLS", 300)
    monkeypatch.setattr(workbook_checks, "TEXTS", 300)
    monkeypatch.setattr(workbook_checks, "PART", 50_000)
    monkeypatch.setattr(workbook, "AREA", 30_000)
    entry, content, told = WORKBOOKS[name]
    save(tmp_path / f"{name}.xlsx", entry, content)
    with pytest.raises(RawFileError, match=told):
        read_file("generic", tmp_path / f"{name}.xlsx")


def wide(path: Path) -> None:
    path.write_text(",".join(f"Question {n}" for n in range(2_001)) + "\n", encoding="utf-8")


def long_line(path: Path) -> None:
    path.write_text("id,Answer\n1,Yes\n" + "," * (5 << 20), encoding="utf-8")


def long_record(path: Path) -> None:
    path.write_text("id,Answer\n1,Yes\n" + '"\n",' * 60_000, encoding="utf-8")


def blank_lines(path: Path) -> None:
    path.write_text("id,Answer\n1,Yes\n" + "\n" * 60_000 + "2,Yes\n", encoding="utf-8")


FILES: dict[Callable[[Path], None], str] = {
    wide: "row 1: 2001 columns; at most 2000 are read",
    long_line: "line 3: a line of over 4194304 characters",
    long_record: "line 3: 50000 lines and no end of a record",
    blank_lines: "line 3: 50000 lines and no end of a record",
}


@pytest.mark.parametrize(("make", "told"), FILES.items(), ids=lambda found: getattr(found, "__name__", ""))
def test_a_text_file_that_takes_too_long_is_refused_with_its_line(
    tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    make(tmp_path / "members.csv")
    begun = time.process_time()
    with pytest.raises(RawFileError, match=told):
        read_file("generic", tmp_path / "members.csv")
    assert time.process_time() - begun < 5


def test_what_is_read_at_most_is_what_a_survey_has() -> None:
    # 10,000 returns of 50 questions; 64 MB unpacked; 3 MB of styles
    assert workbook_checks.CELLS == 500_000
    assert workbook_checks.LARGEST <= 100_000_000
    assert workbook_checks.PART <= 5_000_000
    assert workbook.AREA <= 20_000_000


PLAIN = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
XML = {"document_type": "<!DOCTYPE worksheet>" + PLAIN, "utf_16": '<?xml version="1.0" encoding="UTF-16"?>' + PLAIN}


@pytest.mark.parametrize("name", XML)
def test_a_sheet_that_is_no_plain_xml_is_refused(tmp_path: Path, name: str) -> None:
    # what its checks look for may stand there in another guise: an entity, or two bytes a letter
    content = XML[name].encode("utf-16" if name == "utf_16" else "utf-8")
    save(tmp_path / f"{name}.xlsx", SHEET, content)
    with pytest.raises(RawFileError, match="sheet Sheet is no plain UTF-8 XML"):
        read_file("generic", tmp_path / f"{name}.xlsx")


def test_entities_of_other_parts_are_not_unfolded() -> None:
    assert openpyxl.DEFUSEDXML
