"""A study loaded from its folder: its files read, checked whole, frozen.

Nothing here knows pandas: `cyfrif check`, `status` and a run with nothing to do stay quick.
"""

from pathlib import Path
from types import MappingProxyType
from typing import Any

from analysis.errors import DefinitionError
from analysis.study import rows
from analysis.study.definition_files import read_files
from analysis.study.files import read_rows
from analysis.study.question_faults import question_faults
from analysis.study.settings import Settings
from analysis.study.stray_files import FINDINGS, SETTINGS, stray_tables, stray_texts, unread_texts
from analysis.study.strict_toml import TomlFile
from analysis.study.study import Study
from analysis.study.table_faults import table_faults
from analysis.study.wordings import read_findings, read_thresholds, read_wording

MAPPING = "mapping.csv"


def load_study(folder: Path) -> Study:
    """The study defined in a folder. Raises DefinitionError listing every fault with its file and row."""
    study, faults = _read_study(folder)
    if study is None or faults:
        raise DefinitionError(*faults)
    return study


def load_unmapped(folder: Path) -> Study:
    """The study, whatever its mapping.csv says or lacks: it is to be made. Raises DefinitionError for all else."""
    study, faults = _read_study(folder, to_be_made=(MAPPING,))
    others = [fault for fault in faults if not fault.startswith(str(folder / MAPPING))]
    if study is None or others:
        raise DefinitionError(*others)
    return study


def _read_study(folder: Path, to_be_made: tuple[str, ...] = ()) -> tuple[Study | None, list[str]]:
    """The study, none where its files cannot be read, and every fault; a file to be made counts as without rows."""
    files, faults = read_files(folder), list[str]()
    if SETTINGS not in files.contents:
        raise DefinitionError(
            f"{folder}: no study.toml; a study is a folder with one. Name a study of analysis/studies or its folder."
        )
    settings = _settings(TomlFile(folder, SETTINGS, files, faults))
    read: dict[str, tuple[Any, ...] | None] = {
        name: read_rows(folder, name, files, kind, faults) for name, (kind, _) in rows.FILES.items()
    }
    read |= {name: () for name in to_be_made if read[name] is None}
    tables: dict[str, tuple[Any, ...]] = {name: found for name, found in read.items() if found is not None}
    said = TomlFile(folder, FINDINGS, files, faults)
    findings, wording, thresholds = read_findings(said), read_wording(said), read_thresholds(said)
    faults += stray_tables(folder, list(files.contents))
    if settings is None or len(tables) < len(read):
        return None, faults
    study = Study(folder, settings, MappingProxyType(tables), findings, wording, thresholds, files)
    for found in (table_faults, question_faults, stray_texts, unread_texts):
        faults.extend(found(study))
    return study, faults


def _settings(file: TomlFile) -> Settings | None:
    """The settings; where study.toml is no TOML, that is told and no more."""
    return file.read_as(Settings, file.content) if file.is_read else None
