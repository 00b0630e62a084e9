"""Sheets of words: Welsh for its translator, English for its author. What is said in several places is one row."""

from collections.abc import Sequence
from functools import partial

from analysis.exchange.sheets.kind import Column, Kind, Row, in_one_line
from analysis.exchange.sheets.rewriting_sheet import Edit, rewrite_texts
from analysis.paths import Folders
from analysis.study.study import Study
from analysis.study.translation import (
    APPROVED,
    APPROVED_FILE,
    DRAFT,
    MISSING,
    Text,
    approved_texts,
    claim_difference,
    definition_texts,
    study_texts,
    text_digest,
    welsh_state,
)
from analysis.texts import csv_text

PLACES = 4  # so many are named where a text stands in more
STAYS = "Claims in braces, # at the start of a heading, > and - at the start of a line, * and “ ” stay."


def translation_rows(study: Study, _held: Folders) -> list[Row]:
    """One row for each English text with its Welsh: those that say the same in both are one row."""
    held = approved_texts(study)
    return [
        _row(
            found, "cy", {"english": found[0].english}, {"welsh": found[0].welsh, "state": welsh_state(found[0], held)}
        )
        for found in _together(study_texts(study))
    ]


def prose_rows(study: Study, _held: Folders) -> list[Row]:
    """One row for each text of the definition, with its Welsh beside it; the toolkit's own messages are code."""
    return [
        _row(found, "en", {"welsh": found[0].welsh}, {"english": found[0].english})
        for found in _together(definition_texts(study))
    ]


def _together(found: list[Text]) -> list[list[Text]]:
    held: dict[tuple[str, str], list[Text]] = {}
    for text in found:
        held.setdefault(text.pair, []).append(text)
    return list(held.values())


def _row(found: list[Text], unit: str, shown: dict[str, str], answers: dict[str, str]) -> Row:
    named = [text.key for text in found]
    more = [f"and {len(named) - PLACES} more"] * (len(named) > PLACES)
    sent = found[0].welsh if unit == "cy" else found[0].english
    cells = {"key": named[0], "sent": text_digest(sent), "context": "; ".join([*named[:PLACES], *more])}
    return Row(unit, cells | shown, answers)


def some_text(row: Row, text: str, *, against: str) -> str:
    """A text in one line that asks for the same claims as the one it stands for."""
    words = in_one_line(text)
    if not words:
        raise ValueError("a text is expected; to leave it as it is, leave it as it came")
    if not words.isprintable():
        raise ValueError("letters and signs that can be printed are expected")
    if how := claim_difference({**row.cells, **row.answers}[against], words):
        raise ValueError(f"it is {how}; what stands in braces stays as it is, in any order")
    return words


def a_state(_row: Row, text: str) -> str:
    """draft or approved; a text that is written now is a draft at least."""
    said = text.strip().casefold()
    if said not in (DRAFT, APPROVED, MISSING):
        raise ValueError(f"{DRAFT} or {APPROVED} is expected")
    return DRAFT if said == MISSING else said


def take_translations(study: Study, _held: Folders, answered: Sequence[Row]) -> None:
    """Write the Welsh that changed, everywhere it stands, and which texts are approved as they stand now."""
    found = {texts_[0].key: texts_ for texts_ in _together(study_texts(study))}
    edits, held = [], approved_texts(study)
    for row in answered:
        first, welsh = found[row.cells["key"]][0], row.answers["welsh"]
        edits += [Edit(text, "cy", welsh) for text in found[row.cells["key"]] if text.welsh != welsh]
        held -= {(text_digest(first.english), text_digest(first.welsh))}
        held |= {(text_digest(first.english), text_digest(welsh))} if row.answers["state"] == APPROVED else set()
    others = {APPROVED_FILE: csv_text([["english", "welsh"], *sorted(held)])} if held != approved_texts(study) else {}
    rewrite_texts(study, edits, others)


def take_prose(study: Study, _held: Folders, answered: Sequence[Row]) -> None:
    """Write the English that changed, everywhere it stands; its Welsh is a draft again where it was approved."""
    found = {texts_[0].key: texts_ for texts_ in _together(definition_texts(study))}
    changed = [(text, row.answers["english"]) for row in answered for text in found[row.cells["key"]]]
    rewrite_texts(study, [Edit(text, "en", words) for text, words in changed])


KEY = Column("key", "key", "Where the text stands first. Please leave it.", 26)
SENT = Column("sent", "key", "Which wording went out. Please leave it.", 18)
CONTEXT = Column("context", "moving", "Everywhere it stands: a change is made in all these places.", 30)

TRANSLATION = Kind(
    name="translation",
    purpose=f"Every text of the reports, English and Welsh, one row each. Mend the Welsh where it needs it. {STAYS}",
    columns=(
        KEY,
        SENT,
        Column("english", "shown", "The English. Please leave it.", 60),
        Column("welsh", "answer", f"The Welsh. {STAYS}", 60, partial(some_text, against="english")),
        CONTEXT,
        Column("state", "answer", "draft, or approved when the Welsh may be published as it stands.", 12, a_state),
    ),
    rows=translation_rows,
    take=take_translations,
    of="language",
)
PROSE = Kind(
    name="prose",
    purpose=f"Every English text of the study, one row each. Mend it where it needs it. {STAYS}",
    columns=(
        KEY,
        SENT,
        Column("english", "answer", f"The English. {STAYS}", 60, partial(some_text, against="english")),
        Column("welsh", "shown", "The Welsh beside it. It will want the same change: tell its translator.", 60),
        CONTEXT,
    ),
    rows=prose_rows,
    take=take_prose,
    of="language",
)
