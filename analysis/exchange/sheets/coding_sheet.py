"""The sheets of comments: to each coder blind, and to those who settle what coders coded otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.cleaning.clean import clean_returns
from analysis.exchange.sheets.home import write_whole
from analysis.exchange.sheets.kind import Column, Kind, Options, Row, a_date, as_codes, some_words
from analysis.matching import normal_text
from analysis.paths import Folders
from analysis.provenance import relist_checksum
from analysis.returns import comments
from analysis.returns.invited import read_invited
from analysis.returns.read import read_returns
from analysis.study.study import Study
from analysis.texts import csv_text

ALL = "all"
Coded = dict[tuple[str, str], dict[str, list[str]]]  # (return, item) -> coder -> codes


def coding_rows(study: Study, held: Folders) -> list[Row]:
    """One row a comment and coder that it was drawn for; settled where the coder has coded it."""
    coded = _coded(comments.read_codes(study, held.raw))
    found = []
    for return_id, item, cells in _comments(study, held.raw):
        for coder in comments.coders_of(study, return_id, item):
            codes = _in_order(study, item, coded.get((return_id, item), {}).get(coder, []))
            given = {"codes": ";".join(codes)}
            found.append(Row(coder, {**cells, "coder": coder}, given, _frame(study, item), settled=bool(codes)))
    return sorted(found, key=lambda row: (row.unit, row.cells["comment"]))


def disagreement_rows(study: Study, held: Folders) -> list[Row]:
    """One row a comment that its coders coded otherwise: what they said without who; settled where it was agreed."""
    coded = _coded(comments.read_codes(study, held.raw))
    agreed = comments.read_adjudications(study, held.raw).drop_duplicates(["return", "item"])
    told = {(row["return"], row["item"]): row for row in agreed.to_dict("records")}
    found = []
    for return_id, item, cells in _comments(study, held.raw):
        by_coder = dict(coded.get((return_id, item), {}))
        settled = _in_order(study, item, by_coder.pop(comments.ADJUDICATED, []))
        sets = sorted({"; ".join(_labels(study, item, _in_order(study, item, codes))) for codes in by_coder.values()})
        if len(sets) > 1:
            why = {name: str(told.get((return_id, item), {}).get(name, "")) for name in ("reason", "agreed_by", "date")}
            answers = {"codes": ";".join(settled), **why}
            told_apart = {**cells, "coded": " | ".join(sets)}
            found.append(Row(ALL, told_apart, answers, _frame(study, item), settled=bool(settled)))
    return sorted(found, key=lambda row: row.cells["comment"])


def _comments(study: Study, raw: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Comments of kept returns: return, item, and what a sheet says; of two returns under one id the first."""
    received, notices = read_returns(study, raw)
    cleaned = clean_returns(study, received, notices, read_invited(study, raw))
    place = ["return_id", "file", "line"]
    kept = pd.concat([cleaned.answers[place], cleaned.public[place]])
    texts = received.astype(dict.fromkeys(("return_id", "file"), str)).merge(kept, on=place)
    for item in (item for item in study.items.values() if item.kind == "comment" and item.item in texts):
        said = texts[texts[item.item].astype(str) != ""].drop_duplicates("return_id")
        for return_id, words in zip(said["return_id"], said[item.item].astype(str), strict=True):
            cells = {"comment": comments.comment_name(study, return_id, item.item), "question": item.text_en}
            shown = {"words": comments.without_councils(study, words), "allowed": _shown(study, item.item)}
            yield return_id, item.item, {**cells, **shown, "return": return_id, "item": item.item}


def _coded(codes: pd.DataFrame) -> Coded:
    found: Coded = {}
    for return_id, item, code, coder in codes.itertuples(index=False, name=None):
        found.setdefault((return_id, item), {}).setdefault(coder, []).append(code)
    return found


def _labelled(study: Study, item: str) -> dict[str, str]:
    """Code -> label, in the order of the frame."""
    return {row.code: row.label_en for row in study.tables["comment_codes.csv"] if row.item == item}


def _labels(study: Study, item: str, codes: Sequence[str]) -> list[str]:
    return [_labelled(study, item)[code] for code in codes]


def _in_order(study: Study, item: str, codes: Sequence[str]) -> list[str]:
    return [code for code in _labelled(study, item) if code in codes]


def _shown(study: Study, item: str) -> str:
    return " | ".join(_labelled(study, item).values())


def _frame(study: Study, item: str) -> Options:
    own = [row for row in study.tables["comment_codes.csv"] if row.item == item]
    kept = {normal_text(text): row.code for row in own for text in (row.label_en, row.label_cy, row.code) if text}
    return Options(tuple(row.label_en for row in own), frozenset(kept), several=True, kept=kept)


def take_codes(study: Study, held: Folders, answered: Sequence[Row]) -> None:
    """Add codes to coding/comments.csv."""
    new = [
        {**_place(row), "code": code, "coder": row.cells["coder"]}
        for row in answered
        for code in row.answers["codes"].split(";")
    ]
    codes = comments.read_codes(study, held.raw)
    _write(study, held, comments.COMMENTS, comments.CODE, codes[codes["coder"] != comments.ADJUDICATED], new)


def take_adjudicated(study: Study, held: Folders, answered: Sequence[Row]) -> None:
    """Add what was agreed to coding/adjudication.csv; what the coders said stays in comments.csv."""
    new = [{**_place(row), **row.answers, "code": code} for row in answered for code in row.answers["codes"].split(";")]
    before = comments.read_adjudications(study, held.raw)
    _write(study, held, comments.ADJUDICATIONS, comments.ADJUDICATION, before, new)


def _place(row: Row) -> dict[str, str]:
    return {"return": row.cells["return"], "item": row.cells["item"]}


def _write(
    study: Study,
    held: Folders,
    name: str,
    columns: Sequence[str],
    before: pd.DataFrame,
    new: Sequence[Mapping[str, str]],
) -> None:
    """The file with rows added, without those of returns that are there no more, and its line in SHA256SUMS."""
    received, _ = read_returns(study, held.raw)
    table = pd.concat([before, pd.DataFrame(new)], ignore_index=True)[list(columns)]
    there = table[table["return"].isin(received["return_id"].astype(str))]
    path = held.raw / name
    path.parent.mkdir(exist_ok=True)
    write_whole(path, csv_text([columns, *sorted(there.itertuples(index=False, name=None))]).encode())
    relist_checksum(held.raw, name)


COMMENT = Column("comment", "key", "The comment. Please leave it.", 16)
SHOWN = (
    Column("question", "shown", "What was asked.", 30),
    Column("words", "shown", "The comment. Councils' names and e-mail addresses are left out.", 70),
)
ALLOWED = Column("allowed", "shown", "The codes of the code frame, with | between them.", 40)
CODES = Column(
    "codes", "answer", "Each of these codes that fits, in English or Welsh, with ; between them.", 30, as_codes
)

CODING = Kind(
    name="coding",
    purpose="Comments to be coded by the code frame. Please code alone, and talk about them later.",
    columns=(Column("coder", "key", "You. Please leave it.", 12), COMMENT, *SHOWN, ALLOWED, CODES),
    rows=coding_rows,
    take=take_codes,
    of="coder",
)

ADJUDICATION = Kind(
    name="adjudication",
    purpose="Comments that coders coded otherwise. Please agree on the codes, by the code frame.",
    columns=(
        COMMENT,
        *SHOWN,
        Column("coded", "shown", "What coders said, with | between them.", 34),
        ALLOWED,
        CODES,
        Column("reason", "answer", "Why, in a few words. No e-mail address.", 28, some_words),
        Column("agreed_by", "answer", "Who agreed: names or posts. No e-mail address.", 22, some_words),
        Column("date", "answer", "The day it was agreed, written as 2018-06-01.", 13, a_date, "yyyy-mm-dd"),
    ),
    rows=disagreement_rows,
    take=take_adjudicated,
    of="disagreement",
)
