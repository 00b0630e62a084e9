"""The same 200 returns in every platform's layout come out as the same answers, and none is lost on the way."""

import csv
import io
import random
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis.cleaning import clean
from analysis.cleaning.clean import Cleaned
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from tests.support.layouts import writers_spss
from tests.support.layouts.layouts import LAYOUTS
from tests.support.layouts.scene import cleaned, define, place, written
from tests.support.layouts.survey import NAMES, answers_csv, as_text, records
from tests.support.layouts.tables import Table
from tests.support.layouts.writers import Layout

MADE = records()
ALL = {**LAYOUTS, "spss": writers_spss.LAYOUT}
TEXT = {name: layout for name, layout in LAYOUTS.items() if layout.suffix == ".csv"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def skip_unread(layout: Layout) -> None:
    if layout.suffix == ".sav":
        pytest.importorskip("pyreadstat", reason="pyreadstat, of the optional `spss`, is not installed")


def account_of(folder: Path, layout: Layout, table: Table) -> Cleaned:
    """What becomes of an export."""
    study = define(folder / "study", {"members": layout})
    place(folder / "raw", layout, table)
    return cleaned(study, folder / "raw")


def found_in(folder: Path, layout: Layout, table: Table) -> str:
    """answers.csv but for file and line; and for the id where it is the line."""
    found = written(folder / "answers.csv", account_of(folder, layout, table), "file", "line")
    if layout.ids:
        return as_text(found)
    return as_text([found[0], *sorted((["", *row[1:]] for row in found[1:]), key=lambda row: (row[1], row[2], row))])


def expected_of(layout: Layout) -> str:
    return as_text(answers_csv(MADE, people=layout.people, times=layout.times, ids=layout.ids))


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL)
def test_the_same_returns_come_out_of_every_layout(tmp_path: Path, layout: Layout) -> None:
    skip_unread(layout)
    assert found_in(tmp_path, layout, layout.write(MADE)) == expected_of(layout)


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL)
def test_words_in_place_of_an_option_come_out_of_every_layout(tmp_path: Path, layout: Layout) -> None:
    skip_unread(layout)
    table = account_of(tmp_path, layout, layout.write(MADE)).other_texts
    kept = answers_csv(MADE, people=layout.people, times=layout.times)
    numbers = {int(row[0].removeprefix("members-")) for row in kept[1:]}
    expected = Counter(
        (NAMES[record.council], item, "other", text)
        for record in MADE
        if record.number in numbers
        for item, text in record.words.items()
    )
    assert Counter(table[["council", "item", "code", "text"]].itertuples(index=False, name=None)) == expected


def shuffled(table: Table) -> Table:
    rows = list(table.rows)
    random.Random(3).shuffle(rows)
    return replace(table, rows=rows)


def columns_reordered(table: Table) -> Table:
    """Questions in another order, the columns of one question still side by side."""
    blocks: list[list[int]] = []
    for place_, name in enumerate(table.head[0]):
        blocks += [[place_]] if name or not blocks else []
        blocks[-1] += [] if name or place_ in blocks[-1] else [place_]
    random.Random(4).shuffle(blocks)
    return table.reordered([place_ for block in blocks for place_ in block])


def other_line_ends(table: Table) -> Table:
    return replace(table, line_end="\n" if table.line_end == "\r\n" else "\r\n")


def decomposed(table: Table) -> Table:
    """Each accent a character of its own; in UTF-8, since cp1252 has no such characters."""

    def apart(row: list) -> list:  # type: ignore[type-arg]
        return [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]

    encoding = "utf-8" if table.encoding == "cp1252" else table.encoding
    return replace(table, head=list(map(apart, table.head)), rows=list(map(apart, table.rows)), encoding=encoding)


def with_mark(table: Table) -> Table:
    return replace(table, encoding="utf-8-sig")


def utf_16(table: Table) -> Table:
    return replace(table, encoding="utf-16")


@pytest.mark.parametrize("change", [shuffled, columns_reordered, other_line_ends, decomposed, with_mark, utf_16])
@pytest.mark.parametrize("layout", TEXT.values(), ids=TEXT)
def test_how_a_file_is_written_changes_no_byte(
    tmp_path: Path, layout: Layout, change: Callable[[Table], Table]
) -> None:
    table = layout.write(MADE)
    assert change(table) != table or change is with_mark
    assert found_in(tmp_path, layout, change(table)) == expected_of(layout)


@pytest.mark.parametrize("layout", TEXT.values(), ids=TEXT)
def test_a_workbook_for_a_text_file_changes_no_byte(tmp_path: Path, layout: Layout) -> None:
    as_workbook = replace(layout, suffix=".xlsx")
    assert found_in(tmp_path, as_workbook, layout.write(MADE)) == expected_of(layout)


def lines_of_text(content: bytes, table: Table) -> list[int]:
    """Physical lines where a record below the header begins, counted by the standard library alone."""
    reader = csv.reader(io.StringIO(content.decode(table.encoding), newline=""), delimiter=table.delimiter)
    begins, lines = 1, []
    for cells in reader:
        lines += [begins] if cells else []
        begins = reader.line_num + 1
    return lines[len(table.head) :]


def lines_of_workbook(content: bytes, table: Table) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    held = [row for row in sheet.iter(f"{SHEET}row") if any(len(cell) for cell in row)]
    return [int(row.attrib.get("r", place)) for place, row in enumerate(held, start=1)][len(table.head) :]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_every_record_is_kept_or_dropped_once_by_a_named_rule(tmp_path: Path, layout: Layout) -> None:
    table = layout.write(MADE)
    study = define(tmp_path / "study", {"members": layout})
    content = place(tmp_path / "raw", layout, table).read_bytes()
    raw = tmp_path / "raw"
    account = clean.clean_returns(study, *read_returns(study, raw), read_invited(study, raw))
    lines = (lines_of_workbook if layout.suffix == ".xlsx" else lines_of_text)(content, table)
    dropped = account.issues[account.issues["rule"].isin(clean.RULES)]
    outcome = pd.concat([account.answers, account.public, dropped])
    assert len(lines) == 200
    assert Counter(outcome["line"]) == dict.fromkeys(lines, 1)
    row = account.reconciliation.iloc[0]
    assert [row["received"], row["kept"]] == [200, len(account.answers)]
    assert {rule: row[f"dropped_{rule}"] for rule in clean.RULES} == {
        rule: (dropped["rule"] == rule).sum() for rule in clean.RULES
    }
