"""One export -> one row a return as received, and what reading it noticed."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.matching import normal_text
from analysis.returns.moments import formats_of, read_moments, turned_dates
from analysis.returns.raw_files import Export
from analysis.returns.readers.ids import is_id_as_number
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.recognition import place_of, refuse_other_platforms
from analysis.returns.readers.sheet import Column, Remark, Sheet
from analysis.returns.readers.ticked import split_ticked
from analysis.study import rows as rows
from analysis.study.study import Study
from analysis.texts import as_categorical, from_places

Notice = tuple[str, str, str, str, str]  # file, line, rule, found, action
MARKS = ["", "withdrawn", "superseded"]
MOMENTS = ("started", "ended")


def read_export(study: Study, export: Export) -> tuple[pd.DataFrame, list[Notice]]:
    """An export's returns as analysis.returns tells them, and what reading noticed.

    Beside that: survey (exports of one survey hold the same returns again), key (what makes two records of it one
    return), platform_id. Raises RawFileError where the file cannot be trusted.
    """
    platform = _platform(study, export)
    refuse_other_platforms(export.tool.platform, export.path)
    sheet = platform.read(export.path)
    for column in export.columns:
        place_of(sheet, column.column, "mapping.csv names it")
    many = len(sheet.lines)
    about, unread = _about(study, platform, sheet)
    ids, keys, no_ids = _ids(platform, sheet, about["started"])
    line = "line-{}" if platform.about.get("return_id") else "{}"  # a line among ids is never taken for one
    names = [found or line.format(number) for found, number in zip(ids, sheet.lines, strict=True)]
    prefix = _prefix(study, export)
    told: dict[str, object] = {
        "return_id": [f"{prefix}-{found}" for found in names],
        "file": as_categorical([export.name] * many),
        "line": np.array(sheet.lines, dtype="int64"),
        "tool": as_categorical([export.tool.tool] * many),
        "council_found": as_categorical([export.council.replace("_", " ")] * many),
        **{field: pd.Series(texts, dtype=str) for field, texts in about.items()},
        "mark": pd.Categorical([""] * many, categories=MARKS),
        "survey": as_categorical([f"{export.pattern} {export.council}"] * many),
        "key": pd.Series(keys, dtype=str),
        "platform_id": pd.Series(ids, dtype=str),
    }
    for item in dict.fromkeys(column.item for column in export.columns if column.item not in rows.ABOUT):
        mapped = [column for column in export.columns if column.item == item]
        told["council_found" if item == rows.COUNCIL else item] = _answers(study, platform, sheet, mapped)
    empty = [Remark("1", "no_returns", "a header alone", "nothing to keep")] if not many else []
    words = _missing_words(study, export, sheet)
    return pd.DataFrame(told), [(export.name, *remark) for remark in (*sheet.remarks, *no_ids, *empty, *unread, *words)]


def _platform(study: Study, export: Export) -> Platform:
    """The tool's platform, with what the study says of it: columns that describe a return, words for no answer."""
    platform = PLATFORMS[export.tool.platform]
    named = {column.item: column.column for column in export.columns if column.item in rows.ABOUT}
    missing = (*platform.missing, *study.settings.cleaning.missing_words)
    return replace(platform, about={**platform.about, **named}, missing=missing)


def _missing_words(study: Study, export: Export, sheet: Sheet) -> Iterator[Remark]:
    """How often each word that the study declares missing stands in the questions' columns."""
    declared, counted = set(study.settings.cleaning.missing_words), Counter[str]()
    for name in dict.fromkeys(column.column for column in export.columns if column.item in study.items):
        cells = sheet.columns[place_of(sheet, name, "mapping.csv names it")].changed(str.strip)
        if declared & set(cells.texts):
            counted += Counter(text for text in cells if text in declared)
    if counted:
        said = ", ".join(f"{word} ({many})" for word, many in sorted(counted.items()))
        yield Remark("", "missing_words", said, "read as no answer")


def _prefix(study: Study, export: Export) -> str:
    """What stands before a platform's id: the tool, which of its surveys, the council of one survey a council."""
    mapped = (column.file for column in study.tables["mapping.csv"] if column.tool == export.tool.tool)
    number = list(dict.fromkeys(mapped)).index(export.pattern)
    council = normal_text(export.council).replace(" ", "_")
    return "-".join(part for part in (export.tool.tool, str(number + 1) if number else "", council) if part)


def _about(study: Study, platform: Platform, sheet: Sheet) -> tuple[dict[str, list[str]], list[Remark]]:
    """What describes each return: started, ended, person, link; blank where the platform does not say. Unread dates."""
    found: dict[str, list[str]] = {}
    unread: list[Remark] = []
    for field in (*MOMENTS, "person", "link"):
        name = platform.about.get(field)
        place = sheet.place(name) if name else None
        if place is None:
            found[field] = [""] * len(sheet.lines)
            continue
        column = sheet.columns[place].changed(lambda text: _said(text, platform.missing))
        if field in MOMENTS:
            formats = formats_of(platform.dates, study.settings.cleaning.date_format)
            moments = _moments(study, sheet, column, formats)
            unread += _unread(sheet, field, column, moments, formats)
            column = column.changed(lambda text, moments=moments: moments[text])  # type: ignore[misc]
        elif field == "person":
            column = column.changed(lambda text: hashed_person(text, study.settings.cleaning.salt))
        found[field] = list(column)
    return found, unread


def _moments(study: Study, sheet: Sheet, column: Column, formats: tuple[str, ...]) -> dict[str, str]:
    """Each date as the study writes it; blank for one that cannot be read."""
    said = [text for text in column.texts if text]
    form, home = study.settings.cleaning.date_format, study.settings.cleaning.time_zone
    read = read_moments(said, formats, form, zone=sheet.time_zone, home=home) if said else {}
    return {"": "", **read}


def _unread(
    sheet: Sheet, field: str, column: Column, moments: dict[str, str], formats: tuple[str, ...]
) -> Iterator[Remark]:
    """Dates that cannot be read; where one is the other way round, all of the file may be."""
    unread = {text for text in column.texts if text and not moments[text]}
    other_way = turned_dates(unread, formats)
    for line, text in zip(sheet.lines, column, strict=True) if unread else ():
        if text in unread:
            why = "; day and month stand the other way round, and may in the whole file" if text in other_way else ""
            yield Remark(str(line), "unread_date", text, f"{field}: counted as unknown{why}")


def _ids(platform: Platform, sheet: Sheet, started: list[str]) -> tuple[list[str], list[str], list[Remark]]:
    """The platform's ids, blank where it writes none; keys; what is to be told.

    A key is what makes two records of one survey the same return: the id; where ids are counted in each form, the
    moment it began too; where there is none, or a file has it twice, all that stands in the record. An id that lost
    its digits says nothing: people who answered alike stay apart.
    """
    name = platform.about.get("return_id")
    if name is None:
        remark = Remark("1", "no_id", "the platform writes no id", "a return's line is its id")
        return [""] * len(sheet.lines), _numbered(_contents(sheet)), [remark]
    ids = [found.strip() for found in sheet.columns[place_of(sheet, name, "the platform writes one")]]
    keys = [found or f"line {line}" for line, found in zip(sheet.lines, ids, strict=True)]
    if platform.counted:
        keys = [f"{key} {began}" for key, began in zip(keys, started, strict=True)]
    twice = {key for key, many in Counter(keys).items() if many > 1}
    if twice:
        contents = zip(_contents(sheet), _numbered(_contents(sheet)), strict=True)
        cells = (each if is_id_as_number(found) else alike for found, (alike, each) in zip(ids, contents, strict=True))
        keys = [f"{key} {content}" if key in twice else key for key, content in zip(keys, cells, strict=True)]
    return ids, keys, [*_faulty_ids(sheet, ids)]


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


def _answers(study: Study, platform: Platform, sheet: Sheet, columns: list[rows.Column]) -> "pd.Categorical[str]":
    """An item's answers as written; several ticked options joined by `;`, whatever the platform's layout."""
    found = [_answer(study, platform, sheet, column) for column in columns]
    if len(found) == 1:
        return from_places(found[0].texts, np.array(found[0].codes, dtype="int64"))
    if columns[0].item in study.items and study.items[columns[0].item].kind != "multi":
        # a person's own words stand in a column of their own, after the option that they explain
        last = (next((cell for cell in reversed(cells) if cell), "") for cells in zip(*found, strict=True))
        return as_categorical(cell.removesuffix(";") for cell in last)
    return as_categorical("".join(cells) for cells in zip(*found, strict=True))


def _answer(study: Study, platform: Platform, sheet: Sheet, column: rows.Column) -> Column:
    """One column's cells as answers."""
    place = place_of(sheet, column.column, "mapping.csv names it")
    cells = sheet.columns[place].changed(lambda text: _said(text, platform.missing))
    if column.option:
        label = next(option.label_en for option in study.options(column.item) if option.code == column.option)
        return cells.changed(lambda text: _ticked(text, label, platform))
    if platform.separator == ";" or column.item not in study.items or study.items[column.item].kind != "multi":
        return cells
    options = study.options(column.item)
    labels = [text for option in options for text in (option.label_en, option.label_cy, option.code) if text]
    return cells.changed(lambda text: "".join(f"{part.replace(';', ',')};" for part in split_ticked(text, labels)))


def _said(text: str, missing: tuple[str, ...]) -> str:
    """A cell without the spaces around it; blank where it stands for no answer."""
    said = text.replace("\xa0", " ").strip()
    return "" if said in missing else said


def _ticked(text: str, label: str, platform: Platform) -> str:
    """A cell of one option's column: its label, or the words beside it, ended by `;`; blank where it is not ticked."""
    if text == "" or text in platform.not_ticked:
        return ""
    return f"{label};" if text in platform.ticked else f"{text};"


def hashed_person(person: str, salt: str) -> str:
    """Who replied, as a hash that finds repeats and nobody."""
    if person.casefold() in ("", "-", "anonymous"):
        return ""
    return hashlib.sha256(f"{salt}\0{person.casefold()}".encode()).hexdigest()[:16]
