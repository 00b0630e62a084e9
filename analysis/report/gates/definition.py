"""Texts of the definition, and messages of the toolkit, that a language of the reports lacks."""

import dataclasses
from collections.abc import Iterator

from analysis.language import missing_messages
from analysis.report.gates.gate_rows import Gate
from analysis.study import translation
from analysis.study.lines import lines_of
from analysis.study.rows import FILES
from analysis.study.study import Study
from analysis.study.translation import LANGUAGES

NAME = "missing"
MEND = "Write it in that language; `cyfrif sheet out translation` sends what is to be translated."


def missing(study: Study) -> Iterator[Gate]:
    """Each text that one language of the reports has and another lacks, or has with other lines or claims."""
    for name, (kind, _) in FILES.items():
        stems = _stems(kind)
        rows = zip(lines_of(study.folder / name), study.tables[name], strict=True) if stems else ()
        for line, row in rows:
            yield from _blank(study, study.place(study.folder / name), line, row, stems)
    yield from _blank(study, study.place(study.folder / "study.toml"), 1, study.settings, _stems(type(study.settings)))
    for language in study.settings.languages:
        yield from _unwritten(study, language)
        for found in missing_messages(language):
            yield Gate(NAME, found.file, found.line, f"{found.message!r} in {language}: {found.what}", MEND)
    if set(LANGUAGES) <= set(study.settings.languages):
        for fault in translation.faults(study):
            yield Gate(NAME, study.place(study.folder / fault.file), fault.line, fault.what, MEND)


def _stems(kind: type) -> list[str]:
    """Names of fields that are there in several languages, without the language."""
    names = [field.name for field in dataclasses.fields(kind)]
    return [name.removesuffix("_en") for name in names if name.endswith("_en")]


def _blank(study: Study, file: str, line: int, row: object, stems: list[str]) -> Iterator[Gate]:
    for stem in stems:
        said = {language: study.text(row, stem, language) for language in study.settings.languages}
        for language, text in said.items():
            if not text.strip() and any(said.values()):
                yield Gate(NAME, file, line, f"{stem} has no text in {language}", MEND)


def _unwritten(study: Study, language: str) -> Iterator[Gate]:
    """Texts of narrative/ that another language has, and wordings of findings."""
    folder = study.folder / "narrative"
    own = {path.relative_to(folder / language) for path in (folder / language).rglob("*.md")}
    every = {
        path.relative_to(folder / other)
        for other in study.settings.languages
        for path in (folder / other).rglob("*.md")
    }
    for name in sorted(every - own):
        yield Gate(NAME, study.place(folder / language / name), 1, f"there is no such text in {language}", MEND)
