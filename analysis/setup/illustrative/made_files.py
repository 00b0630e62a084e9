"""Writes invented returns as the platforms export them, with SHA256SUMS; the same bytes on every machine."""

import csv
import datetime
import hashlib
import io
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from analysis.exchange.workbooks import workbook_bytes
from analysis.setup.illustrative.inventor import Inventor, Person, Return
from analysis.study.rows import Column
from analysis.study.study import Study

SMARTSURVEY = ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link"]
MICROSOFT_FORMS = ["ID", "Start time", "Completion time", "Email", "Name"]
MADE_FOLDERS = ("returns", "invited", "public_survey", "coding")


def write_raw(
    inventor: Inventor, invited: list[Person], returns: list[Return], public: list[dict[str, str]], raw: Path
) -> None:
    """Write every raw file, its hash in SHA256SUMS and in the definition's illustrative.sha256."""
    study = inventor.study
    for folder in MADE_FOLDERS:
        shutil.rmtree(raw / folder, ignore_errors=True)
        (raw / folder).mkdir(parents=True)
    for tool in study.tools.values():
        if tool.group not in study.groups:
            continue
        mine = [found for found in returns if found.person.tool == tool.tool]
        columns = [column for column in study.tables["mapping.csv"] if column.tool == tool.tool]
        writer = {"smartsurvey": _smartsurvey, "microsoft_forms": _microsoft_forms}[tool.platform]
        (raw / columns[0].file).write_bytes(writer(inventor, mine, columns))
        people = [(person.id, study.councils[person.council].name_en) for person in invited if person.tool == tool.tool]
        _write_csv(raw / "invited" / f"{tool.tool}.csv", [("person", "council"), *people])
    _write_csv(raw / "public_survey" / "public_survey.csv", _public(inventor, public))
    _write_csv(raw / "coding" / "comments.csv", _coding(inventor, returns))
    sums = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(raw).as_posix()}\n" for path in _made(raw)
    )
    (raw / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    (study.folder / "illustrative.sha256").write_text(sums, encoding="utf-8", newline="\n")


def _made(raw: Path) -> list[Path]:
    return sorted(path for folder in MADE_FOLDERS for path in (raw / folder).iterdir())


def _label(study: Study, item: str, code: str, language: str) -> str:
    """An option's label as platforms write it: with straight apostrophes."""
    label = next(study.text(option, "label", language) for option in study.options(item) if option.code == code)
    return label.replace("’", "'")


def _comment(inventor: Inventor, found: Return, code: str) -> str:
    return str(inventor.plan["comments"][int(code)][found.language])


def _smartsurvey(inventor: Inventor, returns: list[Return], columns: list[Column]) -> bytes:
    header = [*SMARTSURVEY, *(column.column for column in columns)]
    if columns[0].file == inventor.plan["mess_in"]["nbsp"]:
        header = [re.sub(r"^(Q\d+\.) ", "\\1\xa0", name) for name in header]
    rows = []
    for number, found in enumerate(returns, start=1):
        started = found.ended - datetime.timedelta(minutes=found.minutes or 11)
        about = [
            str(118000000 + 37 * number),
            str(number),
            f"Respondent {number}",
            found.person.email,
            f"192.0.2.{number % 250 + 1}",
        ]
        about += ["", f"{started:%d/%m/%Y %H:%M:%S}", f"{found.ended:%d/%m/%Y %H:%M:%S}", found.link or "Main link"]
        rows.append([*about, *(_smartsurvey_cell(inventor, found, column) or "-" for column in columns)])
    encoding = "cp1252" if columns[0].file == inventor.plan["mess_in"]["cp1252"] else "utf-8"
    return _csv_bytes([header, *rows], line_end="\r\n").encode(encoding)


def _smartsurvey_cell(inventor: Inventor, found: Return, column: Column) -> str:
    if column.item == "council":
        return found.council_text
    code = found.answers[column.item]
    if column.option:
        ticked = column.option in code.split(";")
        return _label(inventor.study, column.item, column.option, found.language) if ticked else ""
    return _cell(inventor, found, column.item, code)


def _cell(inventor: Inventor, found: Return, item: str, code: str) -> str:
    """What one cell says: the respondent's own words, a comment, or the option's label."""
    if item in found.written:
        return found.written[item]
    if not code:
        return ""
    if inventor.study.items[item].kind == "comment":
        return _comment(inventor, found, code)
    return _label(inventor.study, item, code, found.language)


def _microsoft_forms(inventor: Inventor, returns: list[Return], columns: list[Column]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append([*MICROSOFT_FORMS, *(column.column for column in columns)])
    for number, found in enumerate(returns, start=1):
        cells = [
            found.council_text if column.item == "council" else _forms_cell(inventor, found, column.item)
            for column in columns
        ]
        sheet.append(
            [
                number,
                found.ended - datetime.timedelta(minutes=found.minutes or 9),
                found.ended,
                found.person.email,
                f"Respondent {number}",
                *cells,
            ]
        )
    return workbook_bytes(book)


def _forms_cell(inventor: Inventor, found: Return, item: str) -> str:
    """Several ticked options stand in one cell, each ended by `;`; words in place of `other` stand among them."""
    code = found.answers[item]
    if inventor.study.items[item].kind != "multi":
        return _cell(inventor, found, item, code)
    labels = [_label(inventor.study, item, part, found.language) for part in code.split(";") if part]
    if item in found.written:
        labels.append(found.written[item])
    return "".join(f"{label};" for label in labels)


def _public(inventor: Inventor, people: list[dict[str, str]]) -> list[list[str]]:
    """The public survey with its blank returns and its respondents from nowhere."""
    study, mess = inventor.study, inventor.plan["mess_in"]
    items = [column for column in study.tables["mapping.csv"] if study.tools[column.tool].group not in study.groups]
    told = [[_label(study, column.item, person[column.item], "en") for column in items] for person in people]
    margins = [place for place, column in enumerate(items) if column.item in inventor.plan["public"]]
    measures = [place for place in range(len(items)) if place not in margins]
    blank = ["" for _ in items]
    nowhere = [told[0][place] if place in measures else "" for place in range(len(items))]
    rows = [blank] * mess["blank_public"] + [nowhere] * mess["out_of_frame_public"] + told
    inventor.random.shuffle(rows)
    return [
        ["id", *(column.column for column in items)],
        *([f"P{number:04d}", *row] for number, row in enumerate(rows, start=1)),
    ]


def _coding(inventor: Inventor, returns: list[Return]) -> list[tuple[str, str, str, str]]:
    """Each comment coded by two coders, who differ now and then."""
    study, codes = inventor.study, [row.code for row in inventor.study.tables["comment_codes.csv"]]
    rows = [("return", "item", "code", "coder")]
    counted: dict[str, int] = {}
    for found in returns:
        tool = study.tools[found.person.tool]
        counted[tool.tool] = number = counted.get(tool.tool, 0) + 1
        identity = f"{tool.tool}-{118000000 + 37 * number if tool.platform == 'smartsurvey' else number}"
        for item in (
            item.item for item in study.asked_by(tool.tool) if item.kind == "comment" and found.answers[item.item]
        ):
            first = inventor.plan["comments"][int(found.answers[item])]["code"]
            second = inventor.random.choice(codes) if inventor.random.random() < 0.12 else first
            rows += [(identity, item, first, "coder-1"), (identity, item, second, "coder-2")]
    return rows


def _csv_bytes(rows: list[list[str]], line_end: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue()


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    path.write_text(_csv_bytes([list(row) for row in rows], line_end="\n"), encoding="utf-8", newline="")
