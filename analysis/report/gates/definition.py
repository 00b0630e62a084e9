"""Texts of the definition, and messages of the toolkit, that a language of the reports lacks."""

import dataclasses
from collections.abc import Iterator
from typing import Any

from analysis.language import missing_messages
from analysis.report.gates.gate_rows import Gate
from analysis.study import translation
from analysis.study.rows import FILES
from analysis.study.stray_files import SETTINGS
from analysis.study.study import Study
from analysis.study.wordings import LANGUAGES

NAME = "missing"
MEND = "Write it in that language; `cyfrif sheet out translation` sends what is to be translated."


def missing_texts(study: Study) -> Iterator[Gate]:
    """Each text that one language of the reports has and another lacks, or has with other lines or claims."""
    for name, (kind, _) in FILES.items():
        for turn, row in enumerate(study.tables[name] if _stems(kind) else ()):
            for stem, language in _blank(study, row):
                line = study.files.line_of_row(name, turn)
                yield Gate(NAME, study.place(name), line, f"{stem} has no text in {language}", MEND)
    for name, table in study.settings.tables():
        for stem, language in _blank(study, table):
            line = study.files.line_in(SETTINGS, (*([name] if name else []), f"{stem}_{language}"))
            yield Gate(NAME, study.place(SETTINGS), line, f"{stem} has no text in {language}", MEND)
    for language in study.settings.languages:
        yield from _unwritten(study, language)
        for found in missing_messages(language):
            yield Gate(NAME, found.file, found.line, f"{found.message!r} in {language}: {found.what}", MEND)
    if set(LANGUAGES) <= set(study.settings.languages):
        for fault in translation.translation_faults(study):
            yield Gate(NAME, study.place(fault.file), fault.line, fault.what, MEND)


def _stems(kind: type) -> list[str]:
    """Names of fields that are there in several languages, without the language."""
    names = [field.name for field in dataclasses.fields(kind)]
    return [name.removesuffix("_en") for name in names if name.endswith("_en")]


def _blank(study: Study, row: Any) -> Iterator[tuple[str, str]]:
    """The texts of a row or table that a language lacks: the text's name and the language."""
    for stem in _stems(type(row)):
        said = {language: study.text(row, stem, language) for language in study.settings.languages}
        for language, text in said.items():
            if not text.strip() and any(said.values()):
                yield stem, language


def _unwritten(study: Study, language: str) -> Iterator[Gate]:
    """Texts of narrative/ that another language has, and wordings of findings."""
    names = {other: study.files.names_below(f"narrative/{other}") for other in study.settings.languages}
    every = {name.removeprefix(f"narrative/{other}/") for other, held in names.items() for name in held}
    for name in sorted(f"narrative/{language}/{own}" for own in every):
        if name not in names[language]:
            yield Gate(NAME, study.place(name), 1, f"there is no such text in {language}", MEND)
