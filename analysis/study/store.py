"""Names and content of what goes to data/processed and outputs. The engine makes it appear whole or not at all."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.paths import folders
from analysis.provenance import is_illustrative
from analysis.study.labelled import sav_bytes
from analysis.study.loading import load_study
from analysis.study.study import Study
from analysis.texts import csv_text

WHOLE_NUMBERS = ("line", "invited", "returned", "base", "count")
PRINTED = ("percent",)  # blank where nothing is printed
FRACTIONS = ("rate", "value", "low", "high", "weight", "effective_base")
SUMS = ("frame", "points", "scored", "unsettled")  # of tables that a release keeps inside


def open_study() -> Study:
    """The study in force, checked."""
    return load_study(folders().definition)


def raw_folder() -> Path:
    """Folder of the study's raw files."""
    return folders().raw


def holds_invented(study: Study) -> bool:
    """Whether the returns are (in part) the shipped, invented ones."""
    return is_illustrative(raw_folder(), study.folder, supplied_by=study.settings.supplied_by)


def save_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Write a table to data/processed/<study>/<name>.csv; gives it back, to be shown."""
    return _write(folders().write_to("processed") / f"{name}.csv", table)


def save_labelled(study: Study, name: str, answers: pd.DataFrame) -> Path:
    """Write returns with variable and value labels to data/processed/<study>/<name>.sav; gives its path."""
    path = folders().write_to("processed") / f"{name}.sav"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sav_bytes(study, answers))
    return path


def publish_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Write a table that has passed the disclosure gate to public/tables/<name>.csv; gives it back."""
    return _write(folders().write_to("public") / "tables" / f"{name}.csv", table)


def keep_internal(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Write working evidence to internal/<name>.csv; gives it back."""
    return _write(folders().write_to("internal") / f"{name}.csv", table)


def load_table(name: str) -> pd.DataFrame:
    """A table of data/processed: text as text (blank where nothing), numbers as numbers."""
    table = load_texts(name)
    kinds = {
        name: kind
        for names, kind in ((WHOLE_NUMBERS, "int64"), (FRACTIONS, "float64"), (PRINTED, "Int64"))
        for name in table.columns.intersection([*names])
    }
    return table.assign(**{name: pd.to_numeric(table[name]) for name in kinds}).astype(kinds)


def load_texts(name: str) -> pd.DataFrame:
    """A table of data/processed, every column as text."""
    return pd.read_csv(folders().processed / f"{name}.csv", dtype=str, keep_default_na=False)


def read_csv(path: Path) -> pd.DataFrame:
    """A table that was written here: text as text, whole numbers and fractions as numbers (missing where blank)."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    counted = table.columns.intersection([*WHOLE_NUMBERS, *PRINTED, *FRACTIONS, *SUMS])
    return table.assign(**{name: pd.to_numeric(table[name]) for name in counted})


def save_evidence(unit: str, content: dict[str, Any]) -> None:
    """Write all that one report may say to data/processed/<study>/evidence/<unit>.json."""
    path = folders().write_to("processed") / "evidence" / f"{unit}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )


def evidence_path(unit: str) -> Path:
    """Where a report's evidence is read from."""
    return folders().processed / "evidence" / f"{unit}.json"


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """UTF-8, LF, floats with ten significant digits, nothing as a blank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = [_shown(table[name]).tolist() for name in table.columns]
    text = csv_text([list(table.columns), *zip(*shown, strict=True)])
    path.write_text(text, encoding="utf-8", newline="\n")


def _write(path: Path, table: pd.DataFrame) -> pd.DataFrame:
    write_csv(path, table)
    return table


def _shown(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column):
        return column.map(lambda number: "" if pd.isna(number) else f"{number:.10g}").astype(object)
    return column.astype(object).where(column.notna(), "")
