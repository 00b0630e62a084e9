"""Platforms that write codes or several header rows: Qualtrics, LimeSurvey, SurveyMonkey."""

import csv
import json
from collections.abc import Callable

from tests.support.layouts.survey import ITEMS, Record
from tests.support.layouts.tables import Cell, Table
from tests.support.layouts.writers import (
    COUNCIL,
    OPTIONS,
    OTHER,
    TEXTS,
    by_text,
    columned,
    english,
    label,
    one,
    rows_of,
)

ABOUT = {
    "StartDate": "Start Date", "EndDate": "End Date", "Status": "Response Type", "IPAddress": "IP Address",
    "Progress": "Progress", "Finished": "Finished", "ResponseId": "Response ID", "RecipientLastName": "Last Name",
    "RecipientEmail": "Recipient Email", "DistributionChannel": "Distribution Channel",
}  # fmt: skip
LEGACY = {"V1": "ResponseID", "V2": "RecipientEmail", "V8": "StartDate", "V9": "EndDate", "V10": "Finished"}


def _import_id(name: str) -> str:
    return json.dumps({"ImportId": name, "timeZone": "Europe/London"}, separators=(",", ":"))


def qualtrics(made: list[Record]) -> Table:
    names = [*ABOUT, *(name for name, _, _ in QUALTRICS)]

    def told(r: Record) -> list[Cell]:
        status, channel = ("Survey Preview", "preview") if r.trial else ("IP Address", "anonymous")
        number = str(r.number)
        return [r.started, r.ended, status, "192.0.2.1", "100", "True", number, "Somebody", r.person, channel]

    head = [names, [*ABOUT.values(), *_texts()], [_import_id(name) for name in names]]
    return Table(head, rows_of(made, told, _qualtrics), day="%Y-%m-%d %H:%M:%S")


def _qualtrics(record: Record, item: str) -> list[str]:
    """A column an option; a person's own words in one more, beside the option they stand for."""
    if item == "barriers":
        chosen = [label(record, item, option) if option in record.codes(item) else "" for option in OPTIONS]
        return [*chosen, record.words.get(item, "")]
    if item == "leads":
        return [next((label(record, item, code) for code in record.codes(item)), ""), record.words.get(item, "")]
    return [one(record, item)]


def _texts() -> list[str]:
    """The second header row, from the council on."""
    found = [COUNCIL]
    for item in (*ITEMS, "comment"):
        found += [f"{TEXTS[item]} - {english(o)}" for o in OPTIONS] if item == "barriers" else [TEXTS[item]]
        found += [f"{TEXTS[item]} - {OTHER} - Text"] if item in ("barriers", "leads") else []
    return found


def _numbered(item: str) -> list[tuple[str, str]]:
    number = [*ITEMS, "comment"].index(item) + 1
    if item == "barriers":
        return [*((f"Q{number}_{n}", o) for n, o in enumerate(OPTIONS, start=1)), (f"Q{number}_4_TEXT", "other")]
    return [(f"Q{number}", ""), *([(f"Q{number}_4_TEXT", "other")] if item == "leads" else [])]


QUALTRICS = by_text(_numbered, council="Council")


def qualtrics_legacy(made: list[Record]) -> Table:
    """Two header rows, a byte order mark, and a comma at the end of each row."""
    names = [*LEGACY, *(name for name, _, _ in QUALTRICS), ""]
    rows = rows_of(made, lambda r: [str(r.number), r.person, r.started, r.ended, "1"], _qualtrics)
    ended = [[*row, ""] for row in rows]
    return Table([names, [*LEGACY.values(), *_texts(), ""]], ended, day="%Y-%m-%d %H:%M:%S", encoding="utf-8-sig")


SURVEY = {
    "id": "Response ID", "submitdate": "Date submitted", "lastpage": "Last page", "startlanguage": "Start language",
    "startdate": "Date started", "ipaddr": "IP address", "email": "Email address",
}  # fmt: skip


def _lime(made: list[Record], head: list[str], answers: Callable[[Record, str], list[str]], delimiter: str) -> Table:
    def told(r: Record) -> list[Cell]:
        return [str(r.number), r.ended, "8", "cy" if r.welsh else "en", r.started, "192.0.2.1", r.person]

    rows = rows_of(made, told, answers)
    return Table([head], rows, delimiter, csv.QUOTE_ALL, "\r\n", "utf-8-sig", trailing="\r\n", day="%Y-%m-%d %H:%M:%S")


def limesurvey_codes(made: list[Record]) -> Table:
    def answers(record: Record, item: str) -> list[str]:
        if item == "barriers":
            return [record.words.get(item, "") if o == "other" else "Y" * (o in record.codes(item)) for o in OPTIONS]
        if item == "comment":
            return [record.comment]
        code = next(iter(record.codes(item)), "")
        if item == "leads":
            return ["-oth-" if code == "other" else code, record.words.get(item, "")]
        return [code]

    return _lime(made, [*SURVEY, *(name for name, _, _ in LIME_CODES)], answers, ",")


def limesurvey_labels(made: list[Record]) -> Table:
    """Headings by code and text, answers as labels, `;` between columns."""

    def answers(record: Record, item: str) -> list[str]:
        if item == "barriers":
            marks = ["Yes" if option in record.codes(item) else "No" for option in OPTIONS]
            return [*marks[:-1], record.words.get(item, "")] if record.codes(item) else [""] * 4
        if item == "leads":
            other = record.codes(item) == ("other",)
            return ["Other" if other else one(record, item), record.words.get(item, "")]
        return [one(record, item)]

    about = [f"{code}. {text}" for code, text in SURVEY.items()]
    head = [f"{name}. {text}" for (name, _, _), text in zip(LIME_CODES, _lime_texts(), strict=True)]
    return _lime(made, [*about, *head], answers, ";")


def _lime_texts() -> list[str]:
    return [f"{TEXTS[item]} [{english(o)}]" if item == "barriers" else TEXTS.get(item, COUNCIL) + " [Other]" * bool(o)
            for _, item, o in LIME_CODES]  # fmt: skip


def _lime_columns(item: str) -> list[tuple[str, str]]:
    code = f"Q{[*ITEMS, 'comment'].index(item) + 1:02}"
    if item == "barriers":
        return [*((f"{code}[SQ00{n}]", o) for n, o in enumerate(OPTIONS[:-1], start=1)), (f"{code}[other]", "other")]
    return [(code, ""), *([(f"{code}[other]", "other")] if item == "leads" else [])]


LIME_CODES = by_text(_lime_columns, council="Council")


def surveymonkey(made: list[Record]) -> Table:
    about = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    first = [*about, COUNCIL]
    second = [""] * len(about) + ["Response"]
    for item in (*ITEMS, "comment"):
        options = [english(o) for o in OPTIONS] if item == "barriers" else ["Response"]
        options += [OTHER] if item == "leads" else []
        first += [TEXTS[item], *[""] * (len(options) - 1)]
        second += ["Open-Ended Response"] if item == "comment" else options

    def told(r: Record) -> list[Cell]:
        return [str(r.number), "9001", r.started, r.ended, "192.0.2.1", r.person, ""]

    return Table([first, second], rows_of(made, told, _monkey_cells), day="%m/%d/%Y %H:%M:%S")


def _monkey_cells(record: Record, item: str) -> list[str]:
    """Own words stand under `Other`; what is then under `Response` is empty."""
    if item == "barriers":
        return columned(record, item)
    if item == "leads":
        other = record.words.get(item, "")
        return ["" if other else one(record, item), other]
    return [one(record, item)]


def _monkey(item: str) -> list[tuple[str, str]]:
    if item == "barriers":
        return [(f"{TEXTS[item]} - {english(o)}", o) for o in OPTIONS]
    return [(TEXTS[item], ""), *([(f"{TEXTS[item]} - {OTHER}", "other")] if item == "leads" else [])]


SURVEYMONKEY = by_text(_monkey)
