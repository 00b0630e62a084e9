"""The sheet of corrections: what a council can mend in its returns, to be answered and added to corrections.csv."""

import dataclasses
from collections.abc import Iterator, Sequence

import pandas as pd

from analysis.cleaning.clean import clean_returns
from analysis.exchange.sheets.home import replace_file
from analysis.exchange.sheets.kind import UNPLACED, Column, Kind, Options, Row, a_choice, a_date, some_words
from analysis.matching import normal_text, without_accents
from analysis.paths import Folders
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.rows import COUNCIL, Correction
from analysis.study.study import Study
from analysis.texts import csv_text

FILE = "corrections.csv"
MENDED = ("not_on_scale", "turned_into_date", "out_of_frame")  # rules whose issues a council can mend
PAST = ("withdrawn", "superseded", "test", "late", "repeat")  # rules that drop a return whatever it says
ANSWERS = ("corrected", "reason", "agreed_by", "date")


def correction_rows(study: Study, held: Folders) -> list[Row]:
    """One row an answer, or a council's name, that nothing fits; settled where corrections.csv has it already."""
    tables = {**study.tables, FILE: ()}  # as if nothing was corrected: a sheet's rows stay where they are
    received, notices = read_returns(study, held.raw)
    issues = clean_returns(
        dataclasses.replace(study, tables=tables), received, notices, read_invited(study, held.raw)
    ).issues
    past = set(issues.loc[issues["rule"].isin(PAST), "return_id"])
    wanted = issues[issues["rule"].isin(MENDED) & ~issues["return_id"].isin(past)]
    returns = received[received["return_id"].isin(wanted["return_id"])]
    places = {place: at for at, place in zip(returns.index, _places(returns), strict=True)}
    found: dict[tuple[str, str, str], Row] = {}
    for place, council, item in zip(_places(wanted), wanted["council"], wanted["item"], strict=True):
        if place in places:
            one = returns.loc[places[place]]
            for row in _row(study, one, str(item) or COUNCIL, str(council)):
                found.setdefault((row.cells["file"], row.cells["return_id"], row.cells["item"]), row)
    return sorted(found.values(), key=lambda row: (row.cells["file"], int(row.cells["line"]), row.cells["item"]))


def _places(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Where each return stands: file, line, id."""
    return [(str(file), str(line), str(id_)) for file, line, id_ in table[["file", "line", "return_id"]].to_numpy()]


def _row(study: Study, one: pd.Series, item: str, council: str) -> Iterator[Row]:
    """The row of one return's item; none for a comment, or for the council of somebody who was not asked for one."""
    asked = study.items.get(item)
    spoken = asked is not None and asked.kind == "comment"
    if spoken or (asked is None and study.tools[one["tool"]].group not in study.groups):
        return
    cells = {name: str(one[name]) for name in ("file", "line", "return_id")} | {"item": item}
    cells["question"] = asked.text_en if asked else "Council"
    cells["found"] = str(one[item if asked else "council_found"])
    options = _options(study, item) if asked else _councils(study)
    cells["allowed"] = " | ".join(options.labels)
    home = next((row for row in study.tables[FILE] if _is_of(row, cells)), None)
    answers = {name: str(getattr(home, name, "")) for name in ANSWERS}
    yield Row(council or UNPLACED, cells, answers, options, settled=home is not None)


def _is_of(row: Correction, cells: dict[str, str]) -> bool:
    return all(getattr(row, name) == cells[name] for name in ("file", "return_id", "item", "found"))


def _options(study: Study, item: str) -> Options:
    options = study.options(item)
    known = {
        normal_text(text) for option in options for text in (option.label_en, option.label_cy, option.code) if text
    }
    labels = tuple(option.label_en for option in options)
    return Options(labels, frozenset(known), several=study.items[item].kind == "multi")


def _councils(study: Study) -> Options:
    known = {*study.council_names, *map(without_accents, study.council_names)}
    return Options(tuple(council.name_en for council in study.councils.values()), frozenset(known))


def take_corrections(study: Study, _held: Folders, answered: Sequence[Row]) -> None:
    """Add rows to the study's corrections.csv; one there that no longer matches what was found gives way."""
    columns = [field.name for field in dataclasses.fields(Correction)]
    new = [Correction(**{name: {**row.cells, **row.answers}[name] for name in columns}) for row in answered]
    kept = {(row.file, row.return_id, row.item): row for row in (*study.tables[FILE], *new)}
    content = csv_text([columns, *(dataclasses.astuple(kept[key]) for key in sorted(kept))])
    replace_file(study, FILE, content)


CORRECTIONS = Kind(
    name="corrections",
    purpose="Answers that fit none of the options, and councils that nobody is known by. Please say what was meant.",
    columns=(
        Column("file", "key", "The export that the return came in. Please leave it."),
        Column("line", "moving", "The line of that export where the return begins.", 7),
        Column("return_id", "key", "The return. Please leave it."),
        Column("item", "key", "The question's short name. Please leave it."),
        Column("question", "shown", "What was asked.", 34),
        Column("found", "shown", "What stands there now. Please leave it.", 28),
        Column("allowed", "shown", "The answers that can be counted, with | between them.", 34),
        Column("corrected", "answer", "One of the answers allowed, in English or Welsh. Where several may be ticked, "
               "write ; between them. Leave it blank if nobody knows.", 24, a_choice),
        Column("reason", "answer", "Why, in a few words. No e-mail address.", 28, some_words),
        Column("agreed_by", "answer", "Who agreed to it: a name or a post. No e-mail address.", 22, some_words),
        Column("date", "answer", "The day it was agreed, written as 2018-06-01.", 13, a_date, "yyyy-mm-dd"),
    ),
    rows=correction_rows,
    take=take_corrections,
)  # fmt: skip
