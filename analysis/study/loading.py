"""A study loaded from its folder: its files read, checked whole, frozen.

Nothing here knows pandas: `cyfrif check`, `status` and a run with nothing to do stay quick.
"""

import dataclasses
import datetime
import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from analysis.errors import DefinitionError
from analysis.study import rows
from analysis.study.files import read_rows
from analysis.study.question_faults import question_faults
from analysis.study.settings import Settings
from analysis.study.study import Study
from analysis.study.table_faults import table_faults
from analysis.study.wordings import read_findings, read_thresholds

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
    faults: list[str] = []
    if not (folder / "study.toml").is_file():
        raise DefinitionError(
            f"{folder}: no study.toml; a study is a folder with one. Name a study of analysis/studies or its folder."
        )
    settings = _settings(folder / "study.toml", faults)
    read: dict[str, tuple[Any, ...] | None] = {
        name: read_rows(folder / name, kind, faults) for name, (kind, _) in rows.FILES.items()
    }
    read |= {name: () for name in to_be_made if read[name] is None}
    tables: dict[str, tuple[Any, ...]] = {name: found for name, found in read.items() if found is not None}
    said = folder / "findings.toml"
    content = _toml(said, faults)
    findings, thresholds = read_findings(content, str(said), faults), read_thresholds(content, str(said), faults)
    if settings is None or len(tables) < len(read):
        return None, faults
    study = Study(folder, settings, MappingProxyType(tables), findings, content.get("wording", {}), thresholds)
    return study, [*faults, *table_faults(study), *question_faults(study)]


def _toml(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{path}: {error}; a TOML file is expected. Correct it.")
        return {}


def _settings(path: Path, faults: list[str]) -> Settings | None:
    flat: dict[str, Any] = {}
    for key, value in _toml(path, faults).items():
        flat.update(value if isinstance(value, dict) else {key: value})
    fields = {field.name: field.type for field in dataclasses.fields(Settings)}
    for name in sorted(set(fields) ^ set(flat)):
        what = "is missing" if name in fields else "is not a setting"
        faults.append(f"{path}: {name} {what}; expected {', '.join(sorted(fields))}. Correct it.")
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in flat.items()}
    wrong = [name for name, kind in fields.items() if name in values and not _is_a(values[name], kind)]
    for name in wrong:
        faults.append(f"{path}: {name} is {flat[name]!r}; {SETTING_KINDS[fields[name]]} is expected. Correct it.")
    return None if wrong or set(fields) != set(flat) else Settings(**values)


SETTING_KINDS: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number with a decimal point",
    datetime.date: "a date",
    tuple[str, ...]: "a list of texts",
    tuple[float, ...]: "a list of numbers with a decimal point",
}


def _is_a(value: Any, kind: Any) -> bool:
    if kind in (tuple[str, ...], tuple[float, ...]):
        return isinstance(value, tuple) and all(type(part) is get_args(kind)[0] for part in value)
    return type(value) is kind
