"""The toy study's returns of members as three hundred teams might send them: each file has habits of its own.

Written from what people and platforms do. What a return means (MEANT) is the toy's own file, told by hand.
"""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.places import TESTS

TOY = TESTS / "studies" / "toy"
MAPPED = TESTS / "samples" / "arrivals" / "generic-ticks-1-0" / "study" / "mapping.csv"
FILE = "returns/members.csv"
SKILLS, TRUST, OTHER = "A lack of skills", "A lack of trust", "Other (please say)"
QUESTION = "Q4. What stops better use of data?"
ITEMS = (
    "leaders_value_data", "level_leadership", "regulation_view", "know_what_to_share", "analytics_skills",
    "decisions_use_data",
)  # fmt: skip
TEXTS = (
    "Q1. Leaders here value data.", "Q2. Which level describes leadership here?",
    "Q3. Does the law stop you sharing data?", "Q5. I know what I may share.", "Q6. People here can analyse data.",
    "Q7. Decisions here rest on data.",
)  # fmt: skip
CODES = {
    "Agree": "agree", "Anghytuno": "disagree", "Disagree": "disagree", "Neither agree nor disagree": "neither",
    "Strongly agree": "strongly_agree", "Don't know": "dont_know", "Level 1": "1", "Level 2": "2", "Level 3": "3",
    "Yes": "yes", "No": "no", "": "",
}  # fmt: skip
PAIRS = {  # habit -> what a ticked column holds, what any other, and whether the file says which is which
    "labels": ("", "", True), "1/0": ("1", "0", True), "Yes/No": ("Yes", "No", True),
    "TRUE/FALSE": ("TRUE", "FALSE", True),
    "1/blank": ("1", "", True), "x/blank": ("x", "", True), "1.0/0.0": ("1.0", "0.0", True),
    "label/Not mentioned": ("", "Not mentioned", True), "numbers": ("#", "", True), "1/2": ("1", "2", False),
    "ja/nein": ("ja", "nein", False), "1/-99": ("1", "-99", False), "2/1": ("2", "1", False),
}  # fmt: skip
APOSTROPHES = ("'", "’", "‘", "´", "ʼ", "′", "`", "＇")
UNSEEN = ("", "\u200b", "\u00ad", "\ufeff", "\u2060", "\xa0")


@dataclass(frozen=True)
class Person:
    """One return: id, e-mail, day of April 2018, council, single answers as labels, options ticked."""

    number: str
    email: str
    day: int
    council: str
    answers: tuple[str, ...]
    ticks: tuple[str, ...]


MEMBERS = (
    Person("201", "m1", 9, "Alder Council", ("Agree", "Level 3", "No", "Agree", "Disagree", "Agree"), ("skills",)),
    Person("202", "m2", 9, "Alder Council", ("Anghytuno", "Level 2", "Yes", "Agree", "Disagree", "Agree"), ("other",)),
    Person("204", "m4", 10, "Birch Council", ("Agree", "", "Yes", "Agree", "Disagree", "Disagree"), ("trust",)),
    Person("205", "m5", 11, "Birch Council",
           ("Neither agree nor disagree", "Level 1", "Yes", "Agree", "Disagree", "Disagree"), ("skills", "trust")),
    Person("207", "m3", 12, "Alder Council",
           ("Don't know", "Don't know", "Don't know", "Agree", "Disagree", "Agree"), ("skills", "trust")),
    Person("208", "m7", 12, "Cedar Council",
           ("Strongly agree", "", "Don't know", "Agree", "Disagree", "Disagree"), ("trust",)),
)  # fmt: skip
BARRIERS = ("skills", "trust", "other")
MEANT = {  # a return -> its answers as codes, the options ticked last
    person.number: (*(CODES[answer] for answer in person.answers), ";".join(person.ticks)) for person in MEMBERS
}


@dataclass(frozen=True)
class Habits:
    """How one file is written, and what the team has declared of it."""

    ticks: str
    ticks_declared: bool
    dates: str
    dates_declared: bool
    late_day: bool
    apostrophe: str
    unseen: str
    numbered: bool
    decimals: bool
    trailing: int
    leading: str
    header_again: bool
    delimiter: str
    encoding: str
    ids: bool
    emails: str

    @property
    def is_clear(self) -> bool:
        """Whether declaration and file together say what all in it means, so that it is to be read right."""
        ticks = self.ticks_declared or PAIRS[self.ticks][2]
        dates = self.dates != "month_first" or self.dates_declared  # the study's date_format says day first
        return ticks and dates


def random_habits(draw: random.Random) -> Habits:
    return Habits(
        ticks=draw.choice(list(PAIRS)),
        ticks_declared=draw.random() < 0.4,
        dates=draw.choice(("iso", "day_first", "month_first")),
        dates_declared=draw.random() < 0.6,
        late_day=draw.random() < 0.5,
        apostrophe=draw.choice(APOSTROPHES),
        unseen=draw.choice(UNSEEN),
        numbered=draw.random() < 0.2,
        decimals=draw.random() < 0.2,
        trailing=draw.choice((0, 0, 1, 3)),
        leading=draw.choice(("", "", "sep", "blank", "commas")),
        header_again=draw.random() < 0.2,
        delimiter=draw.choice((",", ",", ";", "\t")),
        encoding=draw.choice(("utf-8", "utf-8-sig", "utf-16")),
        ids=draw.random() < 0.7,
        emails=draw.choice(("own", "masked", "blank")),
    )


def write_export(habits: Habits, raw: Path) -> None:
    """The members' export in the raw folder, in those habits."""
    header = [*(["id"] if habits.ids else []), "Email", "Started", "Ended", "Tracking Link", "Council"]
    header += [*TEXTS[:3], *(f"{QUESTION} - {label}" for label in (SKILLS, TRUST, OTHER)), *TEXTS[3:]]
    people = [*MEMBERS, *([replace(MEMBERS[0], number="209", email="m9", day=23)] if habits.late_day else [])]
    rows = [_row(habits, person) for person in people]
    if habits.header_again:
        rows.insert(3, header)
    rows += [[""] * len(header)] * habits.trailing
    first = {"sep": [[f"sep={habits.delimiter}"]], "blank": [[""]], "commas": [[""] * len(header)]}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=habits.delimiter, lineterminator="\r\n")
    writer.writerows(cells for cells in first.get(habits.leading, []) if habits.leading == "commas")
    text = {"sep": f"sep={habits.delimiter}\r\n", "blank": "\r\n"}.get(habits.leading, "") + out.getvalue()
    body = io.StringIO()
    csv.writer(body, delimiter=habits.delimiter, lineterminator="\r\n").writerows([header, *rows])
    (raw / FILE).write_bytes((text + body.getvalue()).encode(habits.encoding))


def _row(habits: Habits, person: Person) -> list[str]:
    email = {"own": f"{person.email}@toy.example", "masked": "REDACTED", "blank": ""}[habits.emails]
    about = [email, _moment(habits, person.day, 0), _moment(habits, person.day, 10), "Main link"]
    answers = [_answer(habits, answer) for answer in person.answers]
    ticks = [_tick(habits, person, place) for place in range(len(BARRIERS))]
    own = [person.number] if habits.ids else []
    return [*own, *about, _spoiled(habits, person.council), *answers[:3], *ticks, *answers[3:]]


def _moment(habits: Habits, day: int, minute: int) -> str:
    form: Callable[[int], str] = {
        "iso": lambda day: f"2018-04-{day:02}", "day_first": lambda day: f"{day:02}/04/2018",
        "month_first": lambda day: f"04/{day:02}/2018",
    }[habits.dates]  # fmt: skip
    return f"{form(day)} 09:{minute:02}:00"


def _answer(habits: Habits, answer: str) -> str:
    if habits.decimals and answer.startswith("Level"):
        return f"{answer[-1]}.0"
    numbered = f"{list(CODES).index(answer) % 4 + 1}. " if habits.numbered and answer and answer[:5] != "Level" else ""
    return numbered + _spoiled(habits, answer)


def _spoiled(habits: Habits, text: str) -> str:
    """A text with the file's apostrophe, and a letter that cannot be seen in it and behind it."""
    own = text.replace("'", habits.apostrophe)
    return f"{own[:2]}{habits.unseen if habits.unseen != chr(0xA0) else ''}{own[2:]}{habits.unseen}" if own else ""


def _tick(habits: Habits, person: Person, place: int) -> str:
    tick, none, _ = PAIRS[habits.ticks]
    label = (SKILLS, TRUST, OTHER)[place]
    mark = {"": label, "#": str(place + 1)}.get(tick, tick)
    return mark if BARRIERS[place] in person.ticks else none


def write_definition(habits: Habits, study: Path) -> None:
    """What the team declares: rows of mapping.csv and tools.csv of a copy of the toy study."""
    with (study / "tools.csv").open(encoding="utf-8", newline="") as file:
        tools = list(csv.DictReader(file))
    for tool in tools:
        if tool["tool"] == "members":
            tool["platform"] = "generic"
            tool["dates"] = habits.dates if habits.dates_declared and habits.dates != "iso" else ""
    _write(study / "tools.csv", tools)
    with MAPPED.open(encoding="utf-8", newline="") as file:
        rows = [row | {"ticked": "", "not_ticked": ""} for row in csv.DictReader(file)]
    tick, none, _ = PAIRS[habits.ticks]
    for row in rows:
        if habits.ticks_declared and row["tool"] == "members" and row["option"]:
            place = BARRIERS.index(row["option"])
            row["ticked"] = {"": (SKILLS, TRUST, OTHER)[place], "#": str(place + 1)}.get(tick, tick)
            row["not_ticked"] = none
    if not habits.ids:
        by_line = {"file": FILE, "column": "(line)", "tool": "members", "item": "return_id"}
        rows.append(dict.fromkeys(rows[0], "") | by_line)
    _write(study / "mapping.csv", rows)


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
