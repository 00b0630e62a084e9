"""Raw files as received: one row a return with its file and line, and nothing that says who replied."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.errors import RawFileError
from analysis.provenance import checksum_faults
from analysis.returns.across_tools import people_of_two_tools
from analysis.returns.invited import invited_by
from analysis.returns.moments import study_format
from analysis.returns.one_export import Notice, read_export
from analysis.returns.persons import without_shared_persons
from analysis.returns.raw_files import Export, exports_of, ordinary_files, study_exports, unread_files
from analysis.returns.supersession import mark_superseded
from analysis.returns.withdrawn import erase_withdrawn
from analysis.study.rows import GIVEN, Tool
from analysis.study.study import Study
from analysis.texts import as_categorical, stacked_texts

ABOUT = ["return_id", "file", "line", "tool", "council_found", "started", "ended", "person", "link", "mark"]
NOTICE = ["file", "line", "rule", "found", "action"]


def read_returns(study: Study, raw: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every return of every tool as received, and what reading noticed.

    First: one row a return - return_id, file (relative to raw), line, tool, council_found, started, ended (as the
    study's date_format writes them), person (a salted hash, blank if unknown), link, mark (`withdrawn`: nothing else is
    left of it; `superseded`: a later export holds it again); then a column an item with the answer as written, several
    ticked options joined by `;`. Texts that come again and again are categoricals. Second: issues - file, line, rule,
    found, action. Raises RawFileError where a file is missing or cannot be trusted.
    """
    found = study_exports(study, raw)
    notices: list[Notice] = []
    parts = []
    for export in found:
        part, noticed = read_export(study, export)
        parts.append(part)
        notices += noticed
    stacked, shared = without_shared_persons(study, _stacked(parts))
    stacked, erased = erase_withdrawn(raw, stacked)
    received, superseded = mark_superseded(stacked, study_format(study.settings.cleaning.date_format))
    notices += [*shared, *erased, *superseded, *people_of_two_tools(study, raw, received)]
    notices += [
        (name, "", "not_read", "no row of mapping.csv names it", "left out") for name in unread_files(study, raw, found)
    ]
    notices += [(name, "", "checksum", fault, "noted; the run goes on") for name, fault in checksum_faults(raw)]
    items = [item for item in study.items if item in received.columns]
    return received[ABOUT + items], pd.DataFrame(notices, columns=NOTICE, dtype=str)


def texts_written(study: Study, raw: Path) -> set[str]:
    """Every different text that stands for an answer in a raw file, of those who withdrew too; ticked ones apart."""
    found: set[str] = set()
    for export in study_exports(study, raw):
        part, _ = read_export(study, export)
        for item in study.items.keys() & set(part.columns):
            found.update(text for cell in part[item].astype(str).unique() for text in cell.split(";"))
    return found


def raw_faults(study: Study, raw: Path) -> list[str]:
    """Why each raw file that would be refused would be; empty if all can be read."""
    there, wrong = ordinary_files(raw)
    return [*wrong, *(fault for tool in study.tools.values() for fault in _faults_of(study, raw, tool, there))]


def _faults_of(study: Study, raw: Path, tool: Tool, there: list[str]) -> Iterator[str]:
    found: list[Export] = []
    try:
        found = exports_of(study, raw, tool, there)
    except RawFileError as error:
        yield str(error)
    for export in found:
        try:
            read_export(study, export)
        except RawFileError as error:
            yield str(error)
    if tool.group in study.groups:
        try:
            list(invited_by(raw, tool))
        except RawFileError as error:
            yield str(error)


def _stacked(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The exports one below the other; an item that an export does not ask is blank there."""
    names = dict.fromkeys(name for part in parts for name in part.columns)
    return pd.DataFrame({name: _column(parts, name) for name in names})


def _column(parts: list[pd.DataFrame], name: str) -> object:
    columns = [
        part[name] if name in part else pd.Series(as_categorical("" for _ in range(len(part)))) for part in parts
    ]
    texts = isinstance(columns[0].dtype, pd.CategoricalDtype)
    return stacked_texts(columns) if texts else pd.concat(columns, ignore_index=True)


def arrivals_by_file(study: Study, received: pd.DataFrame) -> pd.DataFrame:
    """One row a file: tool, returns received, first and last day."""
    ended = pd.to_datetime(received["ended"], format=study_format(study.settings.cleaning.date_format), errors="coerce")
    by_file = received.assign(day=ended.dt.strftime("%Y-%m-%d")).groupby(["file", "tool"], observed=True)
    counted = by_file.agg(received=("line", "size"), first_day=("day", "min"), last_day=("day", "max")).reset_index()
    return counted.astype({"file": str, "tool": str}).fillna("").sort_values("file", ignore_index=True)


def returns_to_clean(study: Study, received: pd.DataFrame) -> pd.DataFrame:
    """Returns as the next step reads them from data/processed: as received, but for what need not be written there.

    A comment's words stay in data/raw: `given` stands for them. Whoever replied twice has one number in `person`, and
    no hash of an address is kept; of a return that was withdrawn not even that.
    """
    people = received["person"].astype(str).mask(received["mark"] == "withdrawn", "")
    numbers = {name: str(number) for number, name in enumerate(dict.fromkeys(people[people != ""]), start=1)}
    comments = [item.item for item in study.items.values() if item.kind == "comment" and item.item in received]
    given = {item: received[item].astype(str).map(lambda text: GIVEN if text else "") for item in comments}
    return received.assign(person=people.map(numbers).fillna(""), **given)
