"""200 returns of a small study, and their answers as they must come out, whatever platform held them.

Nothing here knows a platform, and nothing is taken from the code under test: the expectation is counted by hand rules.
"""

import csv
import datetime
import io
import random
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

STUDY = Path(__file__).parent / "study"
RETURNS = 200
LATE = datetime.datetime(2020, 2, 3, 9)  # the small study's cut_off is 31 January 2020
# how a council is written -> its code
NAMES = {
    "Isle of Anglesey County Council": "C1",
    "Ynys Môn": "C1",
    "Anglesey": "C1",
    "Cyngor Sir Ynys Môn": "C1",
    "St David's Council": "C2",
    "ST DAVID’S COUNCIL": "C2",
    "Vale, Hill and Marsh Council": "C3",
    "Bro": "C3",
}
ITEMS = ("value", "averse", "meetings", "barriers", "leads", "online", "channel")
SCALES = {
    "value": "agree5", "averse": "agree5", "meetings": "meetings", "barriers": "barriers",
    "leads": "leads", "online": "yes_no", "channel": "channels",
}  # fmt: skip
COMMENTS = (
    'She said "more data", twice; and\nthen: money, money, money',
    "=1+1",
    "None",
    "Mwy o arian i'r tŷ, os gwelwch yn dda",
    "A line\r\nand another; 50% \\ 1/2",
    '"',
    "N/A",
)
WORDS = ("Old, slow systems", "Nid oes amser", "My manager (the new one)", "3 reasons")


@dataclass(frozen=True)
class Record:
    """One return. answers: item -> code, or codes of a multi-select item; words: what stands for an item's `other`."""

    number: int
    council: str
    started: datetime.datetime
    ended: datetime.datetime
    person: str
    welsh: bool = False
    trial: bool = False
    answers: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    comment: str = ""

    def codes(self, item: str) -> tuple[str, ...]:
        """The options chosen, in the order of the scale."""
        said = self.answers.get(item, ())
        return (said,) if isinstance(said, str) else said


def labels() -> dict[str, dict[str, tuple[str, str]]]:
    """Item -> code -> label in English and Welsh, as answer_scales.csv has them."""
    with (STUDY / "answer_scales.csv").open(encoding="utf-8", newline="") as lines:
        options = list(csv.DictReader(lines))
    return {
        item: {o["code"]: (o["label_en"], o["label_cy"]) for o in options if o["answer_scale"] == scale}
        for item, scale in SCALES.items()
    }


def records(many: int = RETURNS) -> list[Record]:
    """The returns: most whole; some partial, broken off, blank, trials, late, in Welsh, or of a person once more."""
    rng = random.Random(20_190_401)
    kinds = ["whole"] * 130 + ["partial"] * 24 + ["break_off"] * 12 + ["blank"] * 10
    kinds += ["trial"] * 6 + ["late"] * 3 + ["again"] * 15
    rng.shuffle(kinds)
    made: list[Record] = []
    for number, kind in enumerate(kinds[:many], start=1):
        made.append(_record(rng, number, kind, made))
    return made


def _record(rng: random.Random, number: int, kind: str, before: list[Record]) -> Record:
    started = datetime.datetime(2019, 4, 1, 8) + datetime.timedelta(minutes=rng.randrange(40_000))
    started = LATE if kind == "late" else started
    person = f"person{number}@x.example" if rng.random() < 0.9 else ""
    again = [record for record in before if record.person and not record.trial] if kind == "again" else []
    first = rng.choice(again) if again else None
    council = rng.choice(list(NAMES))
    if first:  # of the same council: an address that stands in several is no one person's
        person, council = first.person.title(), first.council
    record = Record(number, council, started, started + datetime.timedelta(minutes=rng.randrange(3, 30)), person)
    record = replace(record, welsh=rng.random() < 0.25, comment=rng.choice(COMMENTS) if rng.random() < 0.5 else "")
    record = _answered(rng, record, {"partial": 3, "break_off": 1, "blank": 0}.get(kind, len(ITEMS)))
    return replace(record, council="TEST", trial=True) if kind == "trial" else record


def _answered(rng: random.Random, record: Record, many: int) -> Record:
    """The return with its first so many questions answered; the last one is asked after a yes alone."""
    answers: dict[str, str | tuple[str, ...]] = {}
    words = {}
    for item in ITEMS[:many]:
        if item == "channel" and answers["online"] != "yes":
            continue
        codes = list(labels()[item])
        answers[item] = rng.choice(codes)
        if item == "barriers":
            chosen = rng.sample(codes, rng.randint(1, len(codes)))
            answers[item] = tuple(code for code in codes if code in chosen)
        if "other" in (answers[item] if item == "barriers" else (answers[item],)):
            words[item] = rng.choice(WORDS)
    return replace(record, answers=answers, words=words)


def answers_csv(made: list[Record], *, people: bool = True, times: bool = True, ids: bool = True) -> list[list[str]]:
    """The kept returns as answers.csv would hold them but for file and line; header first, then sorted.

    people, times: whether the platform says who replied and when; ids: whether it gives a return an id.
    """
    kept = [record for record in made if _status(record) in ("complete", "partial") and record.council in NAMES]
    kept = [record for record in kept if not (times and record.ended >= LATE)]
    kept = _once(kept) if people else kept
    header = ["return_id", "council", "tool", "group", "status", "weight", *ITEMS, "comment"]
    rows = [_row(record, ids) for record in kept]
    return [header, *sorted(rows, key=lambda row: (row[1], row[2], row[0], row))]


def _row(record: Record, ids: bool) -> list[str]:
    name = f"members-{record.number}" if ids else ""
    about = [name, NAMES[record.council], "members", "members", _status(record), "1"]
    return [*about, *(";".join(record.codes(item)) for item in ITEMS), "given" if record.comment else ""]


def _status(record: Record) -> str:
    """complete from 80% of the questions put to a person, partial from 40%; the comment does not count."""
    asked = len(ITEMS) if record.answers.get("online") == "yes" else len(ITEMS) - 1
    share = len(record.answers) / asked
    return "complete" if share >= 0.8 else "partial" if share >= 0.4 else "break_off" if share else "blank"


def _once(kept: list[Record]) -> list[Record]:
    """One return a person: the latest complete, else the latest."""
    by_person: dict[str, list[Record]] = defaultdict(list)
    for record in kept:
        by_person[record.person.casefold() or f"nobody {record.number}"].append(record)
    return [max(mine, key=lambda record: (_status(record) == "complete", record.ended)) for mine in by_person.values()]


def as_text(rows: list[list[str]]) -> str:
    """Rows as the CSV text that the store writes."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
