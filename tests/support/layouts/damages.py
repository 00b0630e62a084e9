"""Damages done to a sound export of six returns: to its cells, to its bytes, or to the file where it stands."""

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.layouts.layouts import LAYOUTS
from tests.support.layouts.survey import Record
from tests.support.layouts.tables import Cell, Table, as_text, save, save_workbook, shown
from tests.support.layouts.writers import Layout
from tests.support.layouts.writers_spss import NO_ANSWER

COUNCILS = ("Isle of Anglesey County Council", "Ynys Môn", "St David's Council")
SECOND = 1  # the return that is damaged
ANSWERS: dict[str, str | tuple[str, ...]] = {
    "value": "agree", "averse": "disagree", "meetings": "some", "barriers": ("skills", "money"),
    "leads": "chief", "online": "yes", "channel": "website",
}  # fmt: skip


def sound() -> list[Record]:
    """Six whole returns of six people, in English; the first, third and last with a comment."""
    start = datetime(2019, 4, 13, 9)
    return [
        Record(
            100 + number,
            COUNCILS[number % 3],
            start + timedelta(days=number),
            start + timedelta(days=number, minutes=10),
            f"person{number}@x.example",
            answers=ANSWERS,
            comment="" if number in (2, 4, 5) else "More of all",
        )
        for number in range(1, 7)
    ]


@dataclass(frozen=True)
class Export:
    """A sound export: its layout, its cells and where it stands."""

    layout: Layout
    table: Table
    path: Path

    def place(self, item: str, option: str = "") -> int:
        """The column of an item; all mapped columns stand last."""
        columns = [(found, which) for _, found, which in self.layout.mapping]
        return len(self.table.head[0]) - len(columns) + columns.index((item, option))

    def named(self, *names: str) -> int:
        """The column with one of these names in the first header row."""
        return next(place for place, name in enumerate(self.table.head[0]) if name in names)

    @property
    def id_place(self) -> int:
        return self.named("UserID", "ID", "ResponseId", "id", "Respondent ID")

    @property
    def line(self) -> int:
        """Line of the second return."""
        return len(self.table.head) + 2

    def nothing(self, place: int) -> Cell:
        """How the platform writes no answer."""
        if isinstance(self.table.rows[SECOND][place], float):
            return NO_ANSWER
        return "-" if self.layout.platform == "smartsurvey" else "No reply" if self.layout.name == "snap" else ""


Damage = Callable[[Export], None]


def cells(change: Callable[[Export], Table]) -> Damage:
    """A damage to the cells."""
    return lambda export: save(change(export), export.path)


def text(change: Callable[[str, Export], str]) -> Damage:
    """A damage to the text, in the encoding of the export."""

    def damage(export: Export) -> None:
        changed = change(as_text(export.table), export)
        export.path.write_bytes(changed.encode(export.table.encoding, errors="replace"))

    return damage


def written_in(encoding: str) -> Damage:
    return cells(lambda export: replace(export.table, encoding=encoding))


def cell(item: str, content: Cell, option: str = "") -> Damage:
    """The second return's answer to an item (or its council) put in other words."""
    return cells(lambda export: with_row(export, {export.place(item, option): content}))


def other_number(export: Export) -> None:
    """An answer as a number that has no label."""
    cell("value", 7.0)(export)


def with_row(export: Export, changed: dict[int, Cell]) -> Table:
    rows = [list(row) for row in export.table.rows]
    rows[SECOND] = [changed.get(place, content) for place, content in enumerate(rows[SECOND])]
    return replace(export.table, rows=rows)


def with_head(export: Export, change: Callable[[list[str]], list[str]]) -> Table:
    return replace(export.table, head=[change(list(row)) for row in export.table.head])


def ragged(export: Export) -> Table:
    rows = [[*row, "extra"] if number == SECOND else row for number, row in enumerate(export.table.rows)]
    return replace(export.table, rows=rows)


def short(export: Export) -> Table:
    rows = [row[:-1] if number == SECOND else row for number, row in enumerate(export.table.rows)]
    return replace(export.table, rows=rows)


def renamed(export: Export) -> Table:
    place = export.place("value")
    return with_head(export, lambda row: [f"{name}_old" if at == place else name for at, name in enumerate(row)])


def twice(export: Export) -> Table:
    value, averse = export.place("value"), export.place("averse")
    return with_head(export, lambda row: [row[value] if at == averse else name for at, name in enumerate(row)])


def without_id(export: Export) -> Table:
    return export.table.reordered([at for at in range(len(export.table.head[0])) if at != export.id_place])


def only_first_header_row(export: Export) -> Table:
    return replace(export.table, head=export.table.head[:1])


def ids(new: Callable[[Cell, int], Cell]) -> Damage:
    """Other ids."""

    def change(export: Export) -> Table:
        rows = [
            [new(content, number) if at == export.id_place else content for at, content in enumerate(row)]
            for number, row in enumerate(export.table.rows)
        ]
        return replace(export.table, rows=rows)

    return cells(change)


def answered(many: int) -> Damage:
    """The second return with the first so many columns answered."""

    def change(export: Export) -> Table:
        columns = range(export.place("value"), len(export.table.head[0]))
        return with_row(export, {place: export.nothing(place) for place in list(columns)[many:]})

    return cells(change)


def dates(form: str) -> Damage:
    """Every date written in another way."""

    def change(export: Export) -> Table:
        rows = [
            [shown(content, form) if isinstance(content, datetime) else content for content in row]
            for row in export.table.rows
        ]
        return replace(export.table, rows=rows)

    return cells(change)


def month_or_day_first(export: Export) -> None:
    day_first = export.layout.platform in ("smartsurvey", "microsoft_forms")
    dates("%m/%d/%Y %H:%M:%S" if day_first else "%d/%m/%Y %H:%M:%S")(export)


def same_person(export: Export) -> Table:
    place = export.named("Email", "Email Address", "RecipientEmail", "email")
    return with_row(export, {place: "PERSON1@x.example", export.place("council"): COUNCILS[0]})


def preview(export: Export) -> Table:
    place = export.named("Tracking Link", "Status")
    return with_row(export, {place: "Preview" if export.layout.platform == "smartsurvey" else "Survey Preview"})


def one_line_in_utf_8(export: Export) -> None:
    """Of an export in cp1252, or one line in cp1252 of an export in UTF-8."""
    own = export.table.encoding
    other = "utf-8" if own == "cp1252" else "cp1252"
    lines = as_text(with_row(export, {export.place("council"): "Ynys Môn"})).splitlines(keepends=True)
    first, *rest = [line.encode(other if at == export.line - 1 else "utf-8" if own == "utf-8-sig" else own)
                    for at, line in enumerate(lines)]  # fmt: skip
    export.path.write_bytes(b"".join([first, *rest]))


def opened_quote(whole: str, export: Export) -> str:
    lines = whole.splitlines(keepends=True)
    lines[export.line - 1] = '"' + lines[export.line - 1]
    return "".join(lines)


def nul(whole: str, export: Export) -> str:
    lines = whole.splitlines(keepends=True)
    lines[export.line - 1] = lines[export.line - 1].replace("a", "\0", 1)
    return "".join(lines)


def blank_line(whole: str, export: Export) -> str:
    lines = whole.splitlines(keepends=True)
    return "".join([*lines[: export.line], export.table.line_end, *lines[export.line :]])


def cut(content: bytes, export: Export) -> bytes:
    """Without the second half of the last return; of a workbook or an SPSS file, without its second half."""
    if export.path.suffix in (".xlsx", ".sav"):
        return content[: len(content) // 2]
    lines = content.rstrip(b"\r\n").splitlines(keepends=True)
    return b"".join([*lines[:-1], lines[-1][: len(lines[-1]) // 2]])


def of_bytes(change: Callable[[bytes, Export], bytes]) -> Damage:
    return lambda export: _rewrite(export.path, change(export.path.read_bytes(), export))


def _rewrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def without_last_return(export: Export) -> Table:
    return replace(export.table, rows=export.table.rows[:-1], trailing="")


def other_platform(export: Export) -> None:
    other = LAYOUTS["surveymonkey" if export.layout.platform == "smartsurvey" else "smartsurvey"]
    save(other.write(sound()), export.path)


def linked(export: Export) -> None:
    elsewhere = export.path.parent.parent.parent / "elsewhere"
    export.path.rename(elsewhere)
    export.path.symlink_to(elsewhere)


def piped(export: Export) -> None:
    export.path.unlink()
    os.mkfifo(export.path)


def beside(export: Export) -> None:
    (export.path.parent / "members (1).csv").write_text("id\n1\n", encoding="utf-8")


def other_end(export: Export) -> None:
    export.path.rename(export.path.with_suffix(".ods"))


def decomposed(export: Export) -> Table:
    encoding = "utf-8" if export.table.encoding == "cp1252" else export.table.encoding
    table = with_head(export, lambda row: [unicodedata.normalize("NFD", name) for name in row])
    return replace(table, encoding=encoding)


def hard_spaces(export: Export) -> Table:
    return with_head(export, lambda row: [f"{name.replace(' ', chr(160))}\xa0" if name else name for name in row])


def turned_into_date(export: Export) -> Table:
    """A workbook holds a date then; text what the spreadsheet showed."""
    as_date: Cell = datetime(2019, 4, 3) if export.path.suffix == ".xlsx" else "04-Mar"
    return with_row(export, {export.place("meetings"): as_date})


def as_workbook(export: Export) -> None:
    """A workbook under the name of a text file."""
    save_workbook(export.table, export.path)
