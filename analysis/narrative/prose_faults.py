"""What is wrong with the claims of a study's prose, in all its languages, whatever the evidence: file, line, which."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.narrative.claims.prose_tree import complete_wording, faults_of, read_prose
from analysis.study.lines import line_of_words, lines_of
from analysis.study.study import Study

AS_WRITTEN = ("topic", "ask")  # wordings of a finding that name no question of their own
BESIDE = ("higher", "lower", "close", "above", "below")  # wordings of all findings that are said of each
TEXTS_OF_ROWS = ("recommendations.csv", "good_practice.csv")  # whose text_<language> may hold claims


def prose_faults(study: Study) -> list[str]:
    """Every claim that is not understood and every construct that is not closed, file by file."""
    return list(dict.fromkeys([*_files(study), *_wordings(study), *_rows(study)]))


def _told(path: Path, prose: str, study: Study, line: int) -> Iterator[str]:
    for at, fault in faults_of(read_prose(prose, study, line)):
        yield f"{path}, line {at}: {fault.rstrip('.')}. Mend the claim; docs/methods.md lists them."


def _files(study: Study) -> Iterator[str]:
    """Of narrative/<language>/, with its pages of the whole and of councils."""
    for path in sorted((study.folder / "narrative").glob("*/**/*.md")):
        try:
            prose = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            yield f"{path}: {error}; text in UTF-8 is expected. Save it as that."
        else:
            yield from _told(path, prose, study, 1)


def _wordings(study: Study) -> Iterator[str]:
    """Of findings.toml, each wording completed by every finding that it is said of."""
    path = study.folder / "findings.toml"
    for finding in study.findings:
        for name, words in _sentences(finding.wording):
            said = words if name in AS_WRITTEN else complete_wording(finding, words)
            yield from _told(path, said, study, line_of_words(path, words))
    for name, words in _sentences(study.wording):
        findings = study.findings if name in BESIDE else ()
        for said in [complete_wording(finding, words) for finding in findings] or [words]:
            yield from _told(path, said, study, line_of_words(path, words))


def _sentences(wording: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each wording of all languages with its name; those that take turns share one, those of themes have tables."""
    if isinstance(wording, str):
        yield name, wording
    elif isinstance(wording, Mapping):
        for key, part in wording.items():
            yield from _sentences(part, key)
    else:
        for part in wording:
            yield from _sentences(part, name)


def _rows(study: Study) -> Iterator[str]:
    for file in TEXTS_OF_ROWS:
        path = study.folder / file
        for line, row in zip(lines_of(path), study.tables[file], strict=True):
            for field, text in vars(row).items():
                if field.startswith("text_"):
                    yield from _told(path, text, study, line)
