"""Returns as a file that SPSS, R and Stata open with its labels; the same bytes on every machine."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.study.rows import Item
from analysis.study.study import Study

ABOUT = {
    "return_id": "Return",
    "file": "Raw file",
    "line": "Line of the raw file where the return begins",
    "weight": "Weight",
}
STATUSES = {"complete": "Complete", "partial": "Partial"}
GIVEN = {"given": "Given; its words stay in the raw files"}
PRODUCT = (4, 64, b"@(#) SPSS DATA FILE - Cyfrif")  # place in the header, and what stands there on every run
MADE = (92, 109, b"01 Jan 8000:00:00")  # day and time
LABEL, VALUE_LABEL = 250, 118  # characters that the format has room for


@dataclass(frozen=True)
class Variable:
    """A column of the file. codes: text code -> label, in the order of their numbers from 1; none: as it is."""

    name: str
    label: str
    column: pd.Series
    codes: Mapping[str, str] | None = None
    measure: str = "nominal"


def sav_bytes(study: Study, answers: pd.DataFrame) -> bytes:
    """Returns as an SPSS system file (.sav), labels in English.

    A code is its option's number in the order of the answer scale, from 1; no answer is system-missing. A multi-select
    item is a variable an option (`item_1`, ...): 1 ticked, 0 not, missing where none was. The text codes of returns.csv
    stand in the file's documents, a line a number: `item 1 = code`. The header's program, day and time are always
    the same.
    """
    import pyreadstat

    found = list(_variables(study, answers))
    values: dict[str, dict[int | float, str]]
    values = {one.name: dict(enumerate((label[:VALUE_LABEL] for label in one.codes.values()), 1))
              for one in found if one.codes is not None}  # fmt: skip
    values |= {one.name: {0: "Not ticked", 1: "Ticked"} for one in found if one.measure == "ticked"}
    with tempfile.TemporaryDirectory() as held:
        path = Path(held) / "returns.sav"
        pyreadstat.write_sav(
            pd.DataFrame({one.name: _numbered(one) for one in found}),
            path,
            file_label=study.settings.title_en[:60],
            column_labels={one.name: one.label[:LABEL] for one in found},
            variable_value_labels=values,
            note=[f"{one.name} {place} = {code}" for one in found for place, code in enumerate(one.codes or (), 1)],
            variable_measure={one.name: "nominal" if one.measure == "ticked" else one.measure for one in found},
            variable_format={one.name: "F8.0" for one in found if pd.api.types.is_numeric_dtype(_numbered(one))},
        )
        return _without_clock(path.read_bytes())


def _variables(study: Study, answers: pd.DataFrame) -> Iterator[Variable]:
    """The file's columns, in the order of the table's."""
    settled = {
        "council": ("Council", {code: council.name_en for code, council in study.councils.items()}),
        "tool": ("Data tool", {code: tool.name_en for code, tool in study.tools.items()}),
        "group": ("Group", {group: group.replace("_", " ") for group in study.groups}),
        "status": ("Status of the return", STATUSES),
    }
    for name in answers.columns:
        if name in settled:
            yield Variable(name, settled[name][0], answers[name], settled[name][1])
        elif name in study.items:
            yield from _of_item(study, study.items[name], answers[name])
        else:
            measure = "scale" if pd.api.types.is_numeric_dtype(answers[name]) else "nominal"
            yield Variable(name, ABOUT.get(name, name), answers[name], measure=measure)


def _of_item(study: Study, item: Item, column: pd.Series) -> Iterator[Variable]:
    """An item's variable; of a multi-select item one an option."""
    options = {option.code: option.label_en for option in study.options(item.item)} or GIVEN
    if item.kind != "multi":
        measure = "ordinal" if item.kind in ("scale", "level") else "nominal"
        yield Variable(item.item, item.text_en, column, options, measure)
        return
    ticked = column.astype(str).str.split(";")
    for place, (code, label) in enumerate(options.items(), start=1):
        chosen = ticked.map(lambda codes, code=code: code in codes).astype(float)
        yield Variable(
            f"{item.item}_{place}", f"{label} ({code}): {item.text_en}", chosen.where(column != ""), None, "ticked"
        )


def _numbered(variable: Variable) -> pd.Series:
    if variable.codes is None:
        numeric = pd.api.types.is_numeric_dtype(variable.column)
        return variable.column.astype(float if numeric else object)
    places = {code: float(place) for place, code in enumerate(variable.codes, start=1)}
    return variable.column.astype(str).map(places).astype(float)


def _without_clock(content: bytes) -> bytes:
    """The file with what the header says of program, day and time always the same.

    Source: the system file format as PSPP documents it, file header record: prod_name at byte 4, creation_date at 92.
    """
    for start, end, said in (PRODUCT, MADE):
        content = content[:start] + said.ljust(end - start) + content[end:]
    return content
