"""A process of its own that prints the cells of one .sav file as JSON: its reader, in C, may die of a damaged file.

Run as `python -m analysis.returns.readers.sav_cells FILE`; readers.sav starts it and judges what it says.
"""

import contextlib
import datetime
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

MEMORY = 3 << 30  # bytes of address space; libraries reserve one
BEGINNING = datetime.datetime(1582, 10, 14)  # SPSS counts seconds from it
DATES = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "MOYR", "QYR", "WKYR")
MOMENTS = ("DATETIME", "YMDHMS")
DURATIONS = ("TIME", "DTIME", "MTIME")


def main(path: str, encoding: str | None = None) -> dict[str, Any]:
    """Header, columns (texts, and a place among them for each case), encoding, user-missing values by variable.

    encoding: in place of the one that the file says.
    """
    try:
        import pyreadstat
    except ImportError as error:
        return {"error": f"{error}; .sav files need it"}
    try:
        cells, about = pyreadstat.read_sav(
            path, encoding=encoding, user_missing=True, disable_datetime_conversion=True, output_format="dict"
        )
    except Exception as error:  # pyreadstat raises Exception's own children, UnicodeDecodeError and MemoryError
        return {"error": str(error) or type(error).__name__}
    missing: dict[str, Counter[str]] = {}
    columns = [_column(about, name, list(cells[name]), missing) for name in about.column_names]
    if (
        not all(isinstance(name, str) for name in about.column_names)
        or len({len(column["codes"]) for column in columns}) > 1
    ):
        return {"error": "a variable without a name, or of another length"}
    return {
        "header": list(about.column_names),
        "texts": [text or "" for text in about.column_labels],
        "columns": columns,
        "encoding": encoding or about.file_encoding or "",
        "missing": missing,
    }


def _column(about: Any, name: str, values: Sequence[Any], missing: dict[str, Counter[str]]) -> dict[str, Any]:
    """Each value's text stands once; what the file declares missing is blank, and counted."""
    said = _said(about, name)
    labels = about.variable_value_labels.get(name, {})
    declared = about.missing_ranges.get(name, [])
    texts: dict[str, int] = {}
    places: dict[Any, int] = {}
    kinds = Counter[str]()
    for value, many in Counter(values).items():
        blank = value is None or value != value  # system-missing
        if not blank and _is_missing(value, declared):
            kinds[str(labels.get(value, _plain(value)))] += many
            blank = True
        places[value] = texts.setdefault("" if blank else said(value), len(texts))
    if kinds:
        missing[name] = kinds
    return {"texts": list(texts), "codes": list(map(places.__getitem__, values))}


def _is_missing(value: Any, declared: Sequence[Any]) -> bool:
    for span in declared:
        low, high = (span["lo"], span["hi"]) if isinstance(span, Mapping) else (span, span)
        if isinstance(value, str) is isinstance(low, str) and low <= value <= high:
            return True
    return False


def _said(about: Any, name: str) -> Callable[[Any], str]:
    """How a variable's values are written: tick, label, date, number or text."""
    counted = [
        found["counted_value"]
        for found in about.mr_sets.values()
        if name in found["variable_list"] and found["is_dichotomy"]
    ]
    if counted:
        return lambda value: "1" if _plain(value) == _plain(counted[0]) else "0"
    labels = about.variable_value_labels.get(name, {})
    ended = ";" if any(name in found["variable_list"] for found in about.mr_sets.values()) else ""
    form = (about.original_variable_types.get(name) or "").rstrip("0123456789.")
    return lambda value: f"{labels[value] if value in labels else _written(value, form)}{ended}"


def _written(value: Any, form: str) -> str:
    if isinstance(value, str) or form not in (*DATES, *MOMENTS, *DURATIONS):
        return _plain(value)
    with contextlib.suppress(OverflowError, ValueError):
        if form in DURATIONS:
            return str(datetime.timedelta(seconds=round(value)))
        moment = BEGINNING + datetime.timedelta(seconds=round(value))
        return moment.strftime("%Y-%m-%d" if form in DATES else "%Y-%m-%d %H:%M:%S")
    return _plain(value)


def _plain(value: Any) -> str:
    return value.strip() if isinstance(value, str) else f"{value:.15g}"


def _within_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _within_memory()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(json.dumps(main(*sys.argv[1:3])))  # json.dump is ten times slower
