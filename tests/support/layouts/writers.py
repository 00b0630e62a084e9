"""The same returns as each platform exports them. Written from what the platforms do, not from the readers."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.support.layouts.survey import ITEMS, Record, labels
from tests.support.layouts.tables import Cell, Table

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
    """A platform's layout. people, times, ids: whether it says who replied, when, and under which id.

    missing: words for no answer that the study has to declare.
    """

    name: str
    platform: str
    suffix: str
    write: Callable[[list[Record]], Table]
    mapping: Mapping
    people: bool = True
    times: bool = True
    ids: bool = True
    missing: tuple[str, ...] = ()


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


def rows_of(
    made: list[Record], about: Callable[[Record], list[Cell]], answers: Callable[[Record, str], list[str]]
) -> list[list[Cell]]:
    """What describes each return, its council, its answers."""
    return [[*about(r), r.council, *(cell for item in (*ITEMS, "comment") for cell in answers(r, item))] for r in made]


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

    def told(r: Record) -> list[Cell]:
        link = "Preview" if r.trial else "Main link"
        return [str(r.number), str(r.number), "Somebody", r.person or "-", "192.0.2.1", "", r.started, r.ended, link]

    return Table([[*about, *names]], rows_of(made, told, cells))


def _smart(item: str) -> list[tuple[str, str]]:
    number = [*ITEMS, "comment"].index(item) + 1
    if item == "barriers":
        return [(f"Q{number}. {TEXTS[item]} - {english(option)}", option) for option in OPTIONS]
    return [(f"Q{number}. {TEXTS[item]}", "")]


SMARTSURVEY = by_text(_smart)


def microsoft_forms(made: list[Record]) -> Table:
    names = [name for name, _, _ in ONE_CELL]
    rows = rows_of(
        made,
        lambda r: [r.number, r.started, r.ended, r.person or "anonymous", ""],
        lambda r, item: ["".join(f"{part};" for part in ticked(r, item)) if item == "barriers" else one(r, item)],
    )
    return Table([["ID", "Start time", "Completion time", "Email", "Name", *names]], rows, day="%d/%m/%Y %H:%M")


def one(record: Record, item: str) -> str:
    return record.comment if item == "comment" else said(record, item)


ONE_CELL = by_text(lambda item: [(TEXTS[item], "")])


def microsoft_forms_csv(made: list[Record]) -> Table:
    """As Excel saves it: in cp1252."""
    return replace(microsoft_forms(made), encoding="cp1252", line_end="\r\n")


def google_forms(made: list[Record]) -> Table:
    rows = rows_of(
        made,
        lambda r: [r.ended, r.person],
        lambda r, item: [", ".join(ticked(r, item)) if item == "barriers" else one(r, item)],
    )
    names = [name for name, _, _ in ONE_CELL]
    return Table([["Timestamp", "Email Address", *names]], rows, day="%m/%d/%Y %H:%M:%S")


def generic(made: list[Record]) -> Table:
    rows = rows_of(
        made,
        lambda r: [str(r.number)],
        lambda r, item: [";".join(ticked(r, item)) if item == "barriers" else one(r, item)],
    )
    return Table([["id", *(name for name, _, _ in ONE_CELL)]], rows)


NO_REPLY, NOT_ASKED, ERROR = "No reply", "Not asked", "Error"  # three kinds of missing, by Snap's specification


def snap(made: list[Record]) -> Table:
    """Tab-delimited UTF-16, labels for answers, a word in each cell without one."""

    def cells(record: Record, item: str) -> list[str]:
        if item == "barriers":
            return columned(record, item) if record.codes(item) else [NO_REPLY] * len(OPTIONS)
        is_routed_out = item == "channel" and record.codes("online") == ("no",)
        return [one(record, item) or (NOT_ASKED if is_routed_out else NO_REPLY)]

    names = [name for name, _, _ in SNAP]
    rows = rows_of(made, lambda r: [str(r.number)], cells)
    return Table([["id", *names]], rows, delimiter="\t", line_end="\r\n", encoding="utf-16")


def _snap(item: str) -> list[tuple[str, str]]:
    if item == "barriers":
        return [(f"{TEXTS[item]} - {english(option)}", option) for option in OPTIONS]
    return [(TEXTS[item], "")]


SNAP = by_text(_snap)
