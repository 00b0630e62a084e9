"""Platforms whose columns are fields of a form, an option's each its own: Alchemer, KoboToolbox, REDCap."""

import datetime

from tests.support.layouts.survey import ITEMS, Record
from tests.support.layouts.tables import Cell, Table
from tests.support.layouts.writers import COUNCIL, OPTIONS, TEXTS, Mapping, columned, english, one, rows_of

PERSON = "email"
ISO = "%Y-%m-%d %H:%M:%S"


def _mapped(names: dict[str, list[tuple[str, str]]], council: str) -> Mapping:
    """mapping.csv's rows: the columns of each item with their options, then the person's."""
    rows = [(name, item, option) for item, columns in names.items() for name, option in columns]
    return [(council, "council", ""), *rows, (PERSON, "person", "")]


def _names(form: str, beside: str) -> dict[str, list[tuple[str, str]]]:
    """The columns of each item, by their texts. form: how an option's is headed; beside: how the words of `other`."""
    found = {item: [(TEXTS[item], "")] for item in (*ITEMS, "comment")}
    found["barriers"] = [(form.format(TEXTS["barriers"], english(option)), option) for option in OPTIONS]
    found["barriers"] += [(beside.format(TEXTS["barriers"]), "other")] if beside else []
    return found


def _headed(mapping: Mapping) -> list[str]:
    return [name for name, _, _ in mapping]


ALCHEMER = _mapped(_names("{1}:{0}", ""), COUNCIL)


def alchemer(made: list[Record]) -> Table:
    """Labels of what is ticked, the words in place of the last."""

    def cells(record: Record, item: str) -> list[str]:
        return columned(record, item) if item == "barriers" else [one(record, item)]

    def about(r: Record) -> list[Cell]:
        return [str(r.number), r.started, r.ended, "Complete", ""]

    head = ["Response ID", "Time Started", "Date Submitted", "Status", "Contact ID", *_headed(ALCHEMER)]
    return Table([head], _with_person(made, rows_of(made, about, cells)), day="%m/%d/%Y %H:%M:%S")


def _with_person(made: list[Record], rows: list[list[Cell]]) -> list[list[Cell]]:
    return [[*row, record.person] for record, row in zip(made, rows, strict=True)]


def _ticks(record: Record, yes: str, no: str, *, always: bool) -> list[str]:
    """A mark an option and the words beside the last; blank where none was ticked, unless the platform marks all."""
    codes = record.codes("barriers")
    if not codes and not always:
        return [""] * (len(OPTIONS) + 1)
    return [*(yes if option in codes else no for option in OPTIONS), record.words.get("barriers", "")]


def _kobo(item: str) -> list[tuple[str, str]]:
    if item == "barriers":
        return [*((f"survey/barriers/{option}", option) for option in OPTIONS), ("survey/barriers_say", "other")]
    return [(f"survey/{item}", "")]


KOBOTOOLBOX = _mapped({item: _kobo(item) for item in (*ITEMS, "comment")}, "survey/council")


def kobotoolbox(made: list[Record]) -> Table:
    """1 and 0 an option, moments with the offset of the device's clock."""

    def about(r: Record) -> list[Cell]:
        return [_offset(r.started), _offset(r.ended)]

    def cells(record: Record, item: str) -> list[str]:
        return _ticks(record, "1", "0", always=False) if item == "barriers" else [one(record, item)]

    behind = ["_id", "_uuid", "_submission_time"]
    rows = _with_person(made, rows_of(made, about, cells))
    ids = [[str(r.number), f"uuid-{r.number}", r.ended.strftime("%Y-%m-%dT%H:%M:%S")] for r in made]
    head = ["start", "end", *_headed(KOBOTOOLBOX), *behind]
    return Table([head], [[*row, *own] for row, own in zip(rows, ids, strict=True)])


def _offset(moment: datetime.datetime) -> str:
    """In UTC, as a device told to keep it would: an hour behind the clocks in summer."""
    is_summer = datetime.datetime(2019, 3, 31, 1) <= moment < datetime.datetime(2019, 10, 27, 2)
    return (moment - datetime.timedelta(hours=is_summer)).strftime("%Y-%m-%dT%H:%M:%S.000+00:00")


REDCAP = _mapped(_names("{0} (choice={1})", "{0} - Other, in your words"), COUNCIL)


def redcap(made: list[Record]) -> Table:
    """Labelled: Checked and Unchecked, which stand in every return."""

    def about(r: Record) -> list[Cell]:
        return [str(r.number), r.ended]

    def cells(record: Record, item: str) -> list[str]:
        return _ticks(record, "Checked", "Unchecked", always=True) if item == "barriers" else [one(record, item)]

    head = ["Record ID", "Survey Timestamp", *_headed(REDCAP), "Complete?"]
    rows = _with_person(made, rows_of(made, about, cells))
    return Table([head], [[*row, "Complete"] for row in rows], day=ISO)
