"""The same returns as each platform exports them. Written from what the platforms do, not from the readers."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from survey import ITEMS, Record, labels
from tables import Cell, Table

TEXTS = {
    "value": "Leaders value data.",
    "averse": "We avoid risk.",
    "meetings": "How often did you meet?",
    "barriers": "What stops you?",
    "leads": "Who leads?",
    "online": "Is your service online?",
    "channel": "Where is it?",
    "comment": "What would help?",
}
COUNCIL = "Your council (such as Ynys Môn)"
OPTIONS = ("skills", "time", "money", "other")
OTHER = "Other (please say)"
Mapping = list[tuple[str, str, str]]  # column, item, option


@dataclass(frozen=True)
class Layout:
    """A platform's layout. people, times, ids: whether it says who replied, when, and under which id."""

    name: str
    platform: str
    suffix: str
    write: Callable[[list[Record]], Table]
    mapping: Mapping
    people: bool = True
    times: bool = True
    ids: bool = True


def label(record: Record, item: str, code: str) -> str:
    """An option as the person saw it."""
    return labels()[item][code][record.welsh]


def said(record: Record, item: str) -> str:
    """A single answer in one cell, a person's own words in place of the label."""
    code = next(iter(record.codes(item)), "")
    return record.words.get(item) or (label(record, item, code) if code else "")


def ticked(record: Record, item: str) -> list[str]:
    """The options of several, a person's own words in place of the last."""
    return [record.words[item] if code == "other" else label(record, item, code) for code in record.codes(item)]


def columned(record: Record, item: str, blank: str = "") -> list[str]:
    """A cell an option: its label where it is ticked, the words under `other`."""
    chosen = dict(zip(record.codes(item), ticked(record, item), strict=True))
    return [chosen.get(code, blank) for code in OPTIONS]


def asked(make: Callable[[str], list[str]]) -> list[str]:
    """Something for each item in turn, the comment last."""
    return [cell for item in (*ITEMS, "comment") for cell in make(item)]


def by_text(columns: Callable[[str], list[tuple[str, str]]], council: str = COUNCIL) -> Mapping:
    """mapping.csv's rows: columns tells an item's columns and their options."""
    pairs = [(name, item, option) for item in (*ITEMS, "comment") for name, option in columns(item)]
    return [(council, "council", ""), *pairs]


def english(option: str) -> str:
    return labels()["barriers"][option][0]


def smartsurvey(made: list[Record]) -> Table:
    about = ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link"]
    names = [name for name, _, _ in SMARTSURVEY]

    def cells(record: Record, item: str) -> list[str]:
        if item == "barriers":
            return columned(record, item, "-")
        return [(record.comment if item == "comment" else said(record, item)) or "-"]

    rows: list[list[Cell]] = [
        [str(r.number), str(r.number), "Somebody", r.person or "-", "192.0.2.1", "", r.started, r.ended]
        + ["Preview" if r.trial else "Main link", r.council, *asked(lambda item, r=r: cells(r, item))]
        for r in made
    ]
    return Table([[*about, *names]], rows)


def _smart(item: str) -> list[tuple[str, str]]:
    number = [*ITEMS, "comment"].index(item) + 1
    if item == "barriers":
        return [(f"Q{number}. {TEXTS[item]} - {english(option)}", option) for option in OPTIONS]
    return [(f"Q{number}. {TEXTS[item]}", "")]


SMARTSURVEY = by_text(_smart)


def microsoft_forms(made: list[Record]) -> Table:
    names = [name for name, _, _ in ONE_CELL]
    rows: list[list[Cell]] = [
        [r.number, r.started, r.ended, r.person or "anonymous", "", r.council]
        + asked(
            lambda item, r=r: ["".join(f"{part};" for part in ticked(r, item)) if item == "barriers" else _one(r, item)]
        )
        for r in made
    ]
    return Table([["ID", "Start time", "Completion time", "Email", "Name", *names]], rows, day="%d/%m/%Y %H:%M")


def _one(record: Record, item: str) -> str:
    return record.comment if item == "comment" else said(record, item)


ONE_CELL = by_text(lambda item: [(TEXTS[item], "")])


def microsoft_forms_csv(made: list[Record]) -> Table:
    """As Excel saves it: in cp1252."""
    return replace(microsoft_forms(made), encoding="cp1252", line_end="\r\n")


def google_forms(made: list[Record]) -> Table:
    rows: list[list[Cell]] = [
        [r.ended, r.person, r.council]
        + asked(lambda item, r=r: [", ".join(ticked(r, item)) if item == "barriers" else _one(r, item)])
        for r in made
    ]
    names = [name for name, _, _ in ONE_CELL]
    return Table([["Timestamp", "Email Address", *names]], rows, day="%m/%d/%Y %H:%M:%S")


def generic(made: list[Record]) -> Table:
    rows: list[list[Cell]] = [
        [str(r.number), r.council]
        + asked(lambda item, r=r: [";".join(ticked(r, item)) if item == "barriers" else _one(r, item)])
        for r in made
    ]
    return Table([["id", *(name for name, _, _ in ONE_CELL)]], rows)


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
    rows: list[list[Cell]] = [
        [r.started, r.ended, "Survey Preview" if r.trial else "IP Address", "192.0.2.1", "100", "True"]
        + [str(r.number), "Somebody", r.person, "preview" if r.trial else "anonymous", r.council, *_qualtrics(r)]
        for r in made
    ]
    head = [names, [*ABOUT.values(), *_texts()], [_import_id(name) for name in names]]
    return Table(head, rows, day="%Y-%m-%d %H:%M:%S")


def _qualtrics(record: Record) -> list[str]:
    return asked(lambda item: columned(record, item) if item == "barriers" else [_one(record, item)])


def _texts() -> list[str]:
    own = asked(
        lambda item: [f"{TEXTS[item]} - {english(o)}" for o in OPTIONS] if item == "barriers" else [TEXTS[item]]
    )
    return [COUNCIL, *own]


def _numbered(item: str) -> list[tuple[str, str]]:
    number = [*ITEMS, "comment"].index(item) + 1
    if item == "barriers":
        return [(f"Q{number}_{n}{'_TEXT' * (o == 'other')}", o) for n, o in enumerate(OPTIONS, start=1)]
    return [(f"Q{number}", "")]


QUALTRICS = by_text(_numbered, council="Council")


def qualtrics_legacy(made: list[Record]) -> Table:
    """Two header rows, a byte order mark, and a comma at the end of each row."""
    names = [*LEGACY, *(name for name, _, _ in QUALTRICS), ""]
    rows: list[list[Cell]] = [
        [str(r.number), r.person, r.started, r.ended, "1", r.council, *_qualtrics(r), ""] for r in made
    ]
    return Table([names, [*LEGACY.values(), *_texts(), ""]], rows, day="%Y-%m-%d %H:%M:%S", encoding="utf-8-sig")


SURVEY = {
    "id": "Response ID", "submitdate": "Date submitted", "lastpage": "Last page", "startlanguage": "Start language",
    "startdate": "Date started", "ipaddr": "IP address", "email": "Email address",
}  # fmt: skip


def _lime(made: list[Record], head: list[str], answers: Callable[[Record, str], list[str]], delimiter: str) -> Table:
    rows: list[list[Cell]] = [
        [str(r.number), r.ended, "8", "cy" if r.welsh else "en", r.started, "192.0.2.1", r.person, r.council]
        + asked(lambda item, r=r: answers(r, item))
        for r in made
    ]
    return Table([head], rows, delimiter, csv.QUOTE_ALL, "\r\n", "utf-8-sig", trailing="\r\n", day="%Y-%m-%d %H:%M:%S")


def limesurvey_codes(made: list[Record]) -> Table:
    def answers(record: Record, item: str) -> list[str]:
        if item == "barriers":
            return [record.words.get(item, "") if o == "other" else "Y" * (o in record.codes(item)) for o in OPTIONS]
        if item == "comment":
            return [record.comment]
        code = next(iter(record.codes(item)), "")
        return [record.words.get(item) or code]

    return _lime(made, [*SURVEY, *(name for name, _, _ in LIME_CODES)], answers, ",")


def limesurvey_labels(made: list[Record]) -> Table:
    """Headings by code and text, answers as labels, `;` between columns."""

    def answers(record: Record, item: str) -> list[str]:
        if item == "barriers":
            marks = ["Yes" if option in record.codes(item) else "No" for option in OPTIONS]
            return [*marks[:-1], record.words.get(item, "")] if record.codes(item) else [""] * 4
        return [_one(record, item)]

    about = [f"{code}. {text}" for code, text in SURVEY.items()]
    head = [f"{name}. {text}" for (name, _, _), text in zip(LIME_CODES, _texts(), strict=True)]
    return _lime(made, [*about, *head], answers, ";")


def _lime_columns(item: str) -> list[tuple[str, str]]:
    code = f"Q{[*ITEMS, 'comment'].index(item) + 1:02}"
    if item == "barriers":
        return [*((f"{code}[SQ00{n}]", o) for n, o in enumerate(OPTIONS[:-1], start=1)), (f"{code}[other]", "other")]
    return [(code, "")]


LIME_CODES = by_text(_lime_columns, council="Council")


def surveymonkey(made: list[Record]) -> Table:
    about = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name"]
    first = [*about, COUNCIL]
    second = [""] * len(about) + ["Response"]
    for item in (*ITEMS, "comment"):
        options = [english(o) for o in OPTIONS] if item == "barriers" else ["Response"]
        first += [TEXTS[item], *[""] * (len(options) - 1)]
        second += ["Open-Ended Response"] if item == "comment" else options
    rows: list[list[Cell]] = [
        [str(r.number), "9001", r.started, r.ended, "192.0.2.1", r.person, "", r.council, *_qualtrics(r)] for r in made
    ]
    return Table([first, second], rows, day="%m/%d/%Y %H:%M:%S")


def _monkey(item: str) -> list[tuple[str, str]]:
    if item == "barriers":
        return [(f"{TEXTS[item]} - {english(o)}", o) for o in OPTIONS]
    return [(TEXTS[item], "")]


SURVEYMONKEY = by_text(_monkey)

LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("smartsurvey", "smartsurvey", ".csv", smartsurvey, SMARTSURVEY),
        Layout("microsoft_forms_xlsx", "microsoft_forms", ".xlsx", microsoft_forms, ONE_CELL),
        Layout("microsoft_forms_csv", "microsoft_forms", ".csv", microsoft_forms_csv, ONE_CELL),
        Layout("qualtrics", "qualtrics", ".csv", qualtrics, QUALTRICS),
        Layout("qualtrics_legacy", "qualtrics", ".csv", qualtrics_legacy, QUALTRICS),
        Layout("qualtrics_xlsx", "qualtrics", ".xlsx", qualtrics, QUALTRICS),
        Layout("limesurvey_codes", "limesurvey", ".csv", limesurvey_codes, LIME_CODES),
        Layout("limesurvey_labels", "limesurvey", ".csv", limesurvey_labels, LIME_CODES),
        Layout("surveymonkey", "surveymonkey", ".csv", surveymonkey, SURVEYMONKEY),
        Layout("surveymonkey_xlsx", "surveymonkey", ".xlsx", surveymonkey, SURVEYMONKEY),
        Layout("google_forms", "google_forms", ".csv", google_forms, ONE_CELL, ids=False),
        Layout("generic", "generic", ".csv", generic, ONE_CELL, people=False, times=False),
    )
}
