"""Files in a definition's folder that nothing reads: a table, settings or a text whose author thinks it is read."""

from collections.abc import Iterator
from pathlib import Path

from analysis.study.definition_files import COUNCILS, RECORDS
from analysis.study.nearest import nearest_listed
from analysis.study.rows import FILES
from analysis.study.study import Study
from analysis.study.wordings import LANGUAGES

SETTINGS, FINDINGS, APPROVED = "study.toml", "findings.toml", "narrative/cy/approved.csv"
KNOWN = (SETTINGS, FINDINGS, "illustrative.toml", *FILES, *RECORDS, APPROVED)
TABLES, TEXT = (".csv", ".toml"), ".md"
ABOUT = "README.md"
WHOLE = "whole"  # the folder of texts of the national report alone
MEND = "Rename it, or take it away."


def stray_tables(folder: Path, names: list[str]) -> Iterator[str]:
    """Tables and settings that are no file of a definition."""
    for name in names:
        if name.lower().endswith(TABLES) and name not in KNOWN and not _is_hidden(name):
            yield f"{folder / name}: no file of a definition; {nearest_listed(KNOWN, name)} are read. {MEND}"


def stray_texts(study: Study) -> Iterator[str]:
    """Texts in no language, in no folder that is looked into, or of no council."""
    languages = [f"narrative/{language}" for language in LANGUAGES]
    for name in study.files.contents:
        if not name.lower().endswith(TEXT) or name == ABOUT or _is_hidden(name):
            continue
        folder, _, file = name.rpartition("/")
        base, _, inner = folder.rpartition("/") if folder not in languages else (folder, "", "")
        if base not in languages or inner not in ("", COUNCILS, WHOLE):
            folders = [f"{language}{end}" for language in languages for end in ("", f"/{COUNCILS}", f"/{WHOLE}")]
            yield f"{study.folder / name}: no text of a report; {nearest_listed(folders, folder)} hold them. {MEND}"
        elif inner == COUNCILS and file.removesuffix(TEXT) not in study.councils:
            codes = nearest_listed(study.councils, file.removesuffix(TEXT))
            yield f"{study.folder / name}: the text of no council; councils.csv has {codes}. {MEND}"


def unread_texts(study: Study) -> Iterator[str]:
    """Texts of all reports that are not in UTF-8. A council's own stops its own report alone, and is told there."""
    for name in study.files.names_below("narrative"):
        try:
            study.files.text_of(name)
        except UnicodeDecodeError as error:
            if COUNCILS not in name.split("/"):
                line = study.files.contents[name][: error.start].count(b"\n") + 1
                yield f"{study.folder / name}, line {line}: {error}; text in UTF-8 is expected. Save it as that."


def _is_hidden(name: str) -> bool:
    """What an editor or system keeps for itself."""
    return any(part.startswith(".") for part in name.split("/"))
