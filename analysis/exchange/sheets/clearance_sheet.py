"""The sheets of clearance: to each council the statements of its report, and to the team what councils said of them.

What goes out is the latest release for clearance, which never changes. What comes back stands in the study's
clearance.csv: the log of who said what of which statement, what was changed, and why. No report depends on it.
"""

import csv
import datetime
import json
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from analysis.errors import SheetError
from analysis.exchange.sheets.home import write_whole
from analysis.exchange.sheets.kind import Column, Kind, Options, Row, a_date, some_words
from analysis.paths import Folders
from analysis.report.sentences import page_sentences, plain_sentence
from analysis.study.study import Study
from analysis.texts import csv_text

LOG = "clearance.csv"
COLUMNS = (
    "statement", "council", "text", "comment", "said_by", "date", "answer", "why", "answered_by", "answered_on", "now",
)  # fmt: skip
CHANGED, KEPT = "changed", "kept"
SHORTEST = 4  # words of a statement
ALIKE = 0.6  # from so much in common a sentence is the same statement in other words
ALL = "all"


def statement_rows(study: Study, held: Folders) -> list[Row]:
    """One row a statement of each council's report; settled where somebody has commented on it."""
    said = {row["statement"]: row for row in read_log(study)}
    found = []
    for council in study.councils:
        for statement, words in _statements(study, held, council):
            before = said.get(statement, {})
            answers = {name: before.get(name, "") for name in ("comment", "said_by", "date")}
            cells = {"statement": statement, "text": words}
            found.append(Row(council, cells, answers, settled=bool(before)))
    return found


def _statements(study: Study, held: Folders, council: str) -> Iterator[tuple[str, str]]:
    """Each statement of a council's report as it was sent out: its name, and its words."""
    release = _sent(held)
    page = release / "public" / "reports" / council / f"report.{study.settings.languages[0]}.html"
    for number, sentence in enumerate(page_sentences(page), start=1):
        if len(sentence.split()) >= SHORTEST:
            yield f"{release.name}/{council}/{number}", plain_sentence(sentence)


def _sent(held: Folders) -> Path:
    """The latest release for clearance. Raises SheetError where there is none."""
    found = []
    for manifest in sorted((held.outputs / "releases").glob("*/manifest.json")):
        about = json.loads(manifest.read_text(encoding="utf-8"))
        if about["state"] == "for-clearance":
            found.append((datetime.date.fromisoformat(about["date"]), manifest.parent))
    if not found:
        raise SheetError(
            f"{held.outputs / 'releases'}: no release for clearance. "
            "Make one: cyfrif release NAME --date YYYY-MM-DD --state for-clearance."
        )
    return max(found)[1]


def comment_rows(study: Study, held: Folders) -> list[Row]:
    """One row a comment, with the statement as it was sent and as it stands now; settled where it is answered."""
    found = []
    for row in read_log(study):
        cells = {name: row[name] for name in ("statement", "council", "text", "comment", "said_by")}
        cells["now"] = row["now"] if row["answer"] else _now(study, held, row["council"], row["text"])
        answers = {name: row[name] for name in ("answer", "why", "answered_by", "answered_on")}
        options = Options((CHANGED, KEPT), frozenset((CHANGED, KEPT)))
        found.append(Row(ALL, cells, answers, options, settled=bool(row["answer"])))
    return found


def _now(study: Study, held: Folders, council: str, text: str) -> str:
    """The statement as it stands in public now, in the same or other words; blank where nothing is like it."""
    page = held.public / "reports" / council / f"report.{study.settings.languages[0]}.html"
    said = [plain_sentence(sentence) for sentence in page_sentences(page)]
    alike = [text] if text in said else get_close_matches(text, said, 1, ALIKE)
    return alike[0] if alike else ""


def an_answer(row: Row, text: str) -> str:
    """`changed` or `kept`, and true of the report as it stands."""
    answer = text.strip().casefold()
    if answer not in row.options.known:
        raise ValueError(f"'{CHANGED}' and '{KEPT}' are allowed")
    if (answer == CHANGED) == (row.cells["now"] == row.cells["text"]):
        stands = "still stands as it was sent" if answer == CHANGED else "does not stand as it was sent"
        raise ValueError(f"the statement {stands}; run the report first, or give the other answer")
    return answer


def take_comments(study: Study, _held: Folders, answered: Sequence[Row]) -> None:
    """Add comments to the log."""
    blank = dict.fromkeys(COLUMNS, "")
    new = [blank | dict(row.cells) | dict(row.answers) | {"council": row.unit} for row in answered]
    _write(study, [*read_log(study), *new])


def take_answers(study: Study, _held: Folders, answered: Sequence[Row]) -> None:
    """Add what became of comments to the log."""
    told = {row.cells["statement"]: {**row.answers, "now": row.cells["now"]} for row in answered}
    _write(study, [row | told.get(row["statement"], {}) for row in read_log(study)])


def read_log(study: Study) -> list[dict[str, str]]:
    """The log's rows; none before the first comment."""
    path = study.folder / LOG
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(study: Study, log: Sequence[dict[str, str]]) -> None:
    table = sorted([row[name] for name in COLUMNS] for row in log)
    write_whole(study.folder / LOG, csv_text([COLUMNS, *table]).encode())


STATEMENT = Column("statement", "key", "The statement: release, council, place. Please leave it.", 24)
TEXT = Column("text", "shown", "What the draft says.", 70)

CLEARANCE = Kind(
    name="clearance",
    purpose="Statements of the draft report on your council. Please say what is wrong, and how you know.",
    columns=(
        STATEMENT,
        TEXT,
        Column("comment", "answer", "What is wrong with it, and how you know. Blank if right.", 50, some_words),
        Column("said_by", "answer", "Who says so: a name or a post. No e-mail address.", 22, some_words),
        Column("date", "answer", "The day, written as 2018-06-01.", 13, a_date, "yyyy-mm-dd"),
    ),
    rows=statement_rows,
    take=take_comments,
)

ANSWERS = Kind(
    name="answers",
    purpose="What councils said of their drafts. Please say what became of it, and why.",
    columns=(
        STATEMENT,
        Column("council", "shown", "Whose report it is.", 12),
        TEXT,
        Column("comment", "shown", "What the council said of it.", 50),
        Column("said_by", "shown", "Who said so.", 22),
        Column("now", "shown", "What the report says now; blank where nothing is like it any more.", 70),
        Column("answer", "answer", f"{CHANGED} or {KEPT}; it must be true of the report as it stands.", 12, an_answer),
        Column("why", "answer", "Why, in a few words. No e-mail address.", 40, some_words),
        Column("answered_by", "answer", "Who decided: a name or a post. No e-mail address.", 22, some_words),
        Column("answered_on", "answer", "The day, written as 2018-06-01.", 13, a_date, "yyyy-mm-dd"),
    ),
    rows=comment_rows,
    take=take_answers,
    of="comment",
)
