"""What is wrong with the claims of a study's prose, in all its languages, whatever the evidence: file, line, which."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.narrative.claims.prose_tree import complete_wording, faults_of, read_prose
from analysis.study.study import Study
from analysis.study.wordings import Wording

FINDINGS = "findings.toml"
AS_WRITTEN = ("topic", "ask")  # wordings of a finding that name no question of their own
BESIDE = ("higher", "lower", "close", "above", "below")  # wordings of all findings that are said of each
TEXTS_OF_ROWS = ("recommendations.csv", "good_practice.csv")  # whose text_<language> may hold claims


def prose_faults(study: Study) -> list[str]:
    """Every claim that is not understood and every construct that is not closed, file by file."""
    return list(dict.fromkeys([*_files(study), *_wordings(study), *_rows(study)]))


def _told(study: Study, file: str, prose: Wording) -> Iterator[str]:
    for at, fault in faults_of(read_prose(prose.text, study, prose.line)):
        yield f"{study.folder / file}, line {at}: {fault.rstrip('.')}. Mend the claim; docs/methods.md lists them."


def _files(study: Study) -> Iterator[str]:
    """Of narrative/<language>/, with its pages of the whole and of councils."""
    for file in study.files.names_below("narrative"):
        yield from _told(study, file, Wording(study.files.text_of(file)))


def _wordings(study: Study) -> Iterator[str]:
    """Of findings.toml, each wording completed by every finding that it is said of."""
    for finding in study.findings:
        for name, words in _sentences(finding.wording):
            yield from _told(study, FINDINGS, words if name in AS_WRITTEN else complete_wording(finding, words))
    for name, words in _sentences(study.wording):
        findings = study.findings if name in BESIDE else ()
        for said in [complete_wording(finding, words) for finding in findings] or [words]:
            yield from _told(study, FINDINGS, said)


def _sentences(wording: Any, name: str = "") -> Iterator[tuple[str, Wording]]:
    """Each wording of all languages with its name; those that take turns share one, those of themes have tables."""
    if isinstance(wording, Wording):
        yield name, wording
    elif isinstance(wording, Mapping):
        for key, part in wording.items():
            yield from _sentences(part, key)
    else:
        for part in wording:
            yield from _sentences(part, name)


def _rows(study: Study) -> Iterator[str]:
    for file in TEXTS_OF_ROWS:
        for row in study.tables[file]:
            for field, text in vars(row).items():
                if field.startswith("text_"):
                    yield from _told(study, file, Wording(text, study.line_of(file, row, field)))
