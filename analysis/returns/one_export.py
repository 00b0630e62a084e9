"""One export -> one row a return as received, and what reading it noticed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.matching import letters_mended, normal_text
from analysis.returns.date_order import date_order, ways_to_read
from analysis.returns.moments import formats_of, read_moments
from analysis.returns.persons import known_persons
from analysis.returns.raw_files import Export
from analysis.returns.readers.platform import Platform
from analysis.returns.readers.platforms import PLATFORMS
from analysis.returns.readers.recognition import place_of, refuse_other_platforms
from analysis.returns.readers.sheet import Column, Remark, Sheet, column_of
from analysis.returns.record_ids import record_ids
from analysis.returns.written_answers import said_text, written_answers
from analysis.study import rows
from analysis.study.study import Study
from analysis.texts import as_categorical

Notice = tuple[str, str, str, str, str]  # file, line, rule, found, action
MARKS = ["", "withdrawn", "superseded"]
MOMENTS = ("started", "ended")


def read_export(study: Study, export: Export) -> tuple[pd.DataFrame, list[Notice]]:
    """An export's returns as analysis.returns tells them, and what reading noticed.

    Beside that: survey (exports of one survey hold the same returns again), key (what makes two records of it one
    return), platform_id. Raises RawFileError where the file cannot be trusted.
    """
    platform = _platform(study, export)
    refuse_other_platforms(export.tool.platform, export.path, export.encoding)
    sheet = platform.read(export.path, export.encoding)
    for column in (column for column in export.columns if column.column != rows.LINE):
        place_of(sheet, column.column, "mapping.csv names it")
    many = len(sheet.lines)
    about, noticed = _about(study, export, platform, sheet)
    ids, keys, no_ids = record_ids(platform, sheet, about["started"], export)
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
    ticks: list[Remark] = []
    for item in dict.fromkeys(column.item for column in export.columns if column.item not in rows.ABOUT):
        mapped = [column for column in export.columns if column.item == item]
        answers, found = written_answers(study, platform, sheet, mapped)
        told["council_found" if item == rows.COUNCIL else item] = answers
        ticks += found
    empty = [Remark("1", "no_returns", "a header alone", "nothing to keep")] if not many else []
    more = (*_mended_headings(export, sheet), *_missing_words(study, export, sheet), *ticks)
    return pd.DataFrame(told), [(export.name, *remark) for remark in (*sheet.remarks, *no_ids, *empty, *noticed, *more)]


def _platform(study: Study, export: Export) -> Platform:
    """The tool's platform, with what the study says of it: columns that describe a return, words for no answer."""
    platform = PLATFORMS[export.tool.platform]
    named = {column.item: column.column for column in export.columns if column.item in rows.ABOUT}
    about = {field: column for field, column in {**platform.about, **named}.items() if column != rows.LINE}
    missing = (*platform.missing, *study.settings.cleaning.missing_words)
    return replace(platform, about=about, missing=missing)


def _mended_headings(export: Export, sheet: Sheet) -> Iterator[Remark]:
    """Headings that are those of mapping.csv only once their letters are mended."""
    for name in dict.fromkeys(column.column for column in export.columns if column.column != rows.LINE):
        heading = sheet.header[place_of(sheet, name, "mapping.csv names it")]
        if mends := letters_mended(heading, name):
            yield Remark("1", "mended_text", heading, f"heading read as {name}: {', '.join(mends)} mended")


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


def _about(study: Study, export: Export, platform: Platform, sheet: Sheet) -> tuple[dict[str, list[str]], list[Remark]]:
    """What describes each return: started, ended, person, link; blank where the platform does not say. What to tell."""
    columns = {field: _described(platform, sheet, field) for field in (*MOMENTS, "person", "link")}
    order, remarks = date_order(study, export.tool, sheet, [columns[field] for field in MOMENTS])
    for field in MOMENTS:
        moments = _moments(study, platform, sheet, columns[field], order)
        remarks += _unread(sheet, field, columns[field], moments, order)
        columns[field] = columns[field].changed(moments.__getitem__)
    mapped = any(column.item == "person" for column in export.columns)
    heading = "" if mapped else platform.about.get("person", "")
    columns["person"], nobody = known_persons(columns["person"], heading, study.settings.cleaning.salt)
    return {field: list(column) for field, column in columns.items()}, [*remarks, *nobody]


def _described(platform: Platform, sheet: Sheet, field: str) -> Column:
    """The column that describes returns in a way, without words for no answer; blank where the sheet has none."""
    name = platform.about.get(field)
    place = sheet.place(name) if name else None
    if place is None:
        return column_of([""] * len(sheet.lines))
    return sheet.columns[place].changed(lambda text: said_text(text, platform.missing))


def _moments(study: Study, platform: Platform, sheet: Sheet, column: Column, order: str) -> dict[str, str]:
    """Each date as the study writes it; blank for one that cannot be read."""
    said = [text for text in column.texts if text]
    form, home = study.settings.cleaning.date_format, study.settings.cleaning.time_zone
    formats = formats_of(order, form if platform.dates_by_study else "")
    read = read_moments(said, formats, form, zone=sheet.time_zone, home=home) if said else {}
    return {"": "", **read}


def _unread(sheet: Sheet, field: str, column: Column, moments: dict[str, str], order: str) -> Iterator[Remark]:
    """Dates that cannot be read; where one is the other way round, more of the file may be."""
    unread = {text for text in column.texts if text and not moments[text]}
    for line, text in zip(sheet.lines, column, strict=True) if unread else ():
        if text in unread:
            turned = ways_to_read(text) and order not in ways_to_read(text)
            why = "; day and month stand the other way round, and may in the whole file" if turned else ""
            yield Remark(str(line), "unread_date", text, f"{field}: counted as unknown{why}")
