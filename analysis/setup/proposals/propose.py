"""New exports against a definition: rows of mapping.csv for what is known, and what to do about the rest."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import RawFileError
from analysis.matching import normal_text
from analysis.setup.proposals.about_columns import ID
from analysis.setup.proposals.additions import Addition, proposed_additions
from analysis.setup.proposals.export_files import Named, file_patterns, fits_file
from analysis.setup.proposals.headings import Declared, Export, Unread, read_exports
from analysis.setup.proposals.placed_columns import Placing
from analysis.setup.proposals.placing import certain_columns, place_columns
from analysis.setup.proposals.proposed_rows import proposed_rows
from analysis.study.files import columns_of, optional_columns
from analysis.study.loading import MAPPING
from analysis.study.rows import ENCODING, Column
from analysis.study.study import Study

RETURNS, PUBLIC = "returns", "public_survey"  # folders below a study's raw folder
WELL = 1 / 3  # of what a tool asks


@dataclass(frozen=True)
class File:
    """An export with the tool that fits it. name: as it will stand below the raw folder; pattern: for mapping.csv.

    rivals: tools that fit as well. rows: what mapping.csv should say of it. fits: whether they are proposed.
    """

    export: Export
    placing: Placing
    name: str
    pattern: str
    rivals: tuple[str, ...]
    rows: tuple[Column, ...] = ()

    @property
    def fits(self) -> bool:
        return not self.rivals and self.placing.share >= WELL

    @property
    def lacks_id(self) -> bool:
        """Whether no column says which return a record is, though the platform writes one."""
        return bool(self.export.lacking) and not any(row.item == ID for row in self.rows)


@dataclass(frozen=True)
class Proposal:
    """What a folder of exports comes to. rows: of mapping.csv; additions: rows that would place more columns."""

    rows: tuple[Column, ...]
    files: tuple[File, ...]
    unread: tuple[Unread, ...]
    additions: tuple[Addition, ...]

    @property
    def refused(self) -> bool:
        return any(file.refused for file in self.unread)


def propose_mapping(study: Study, folder: Path, raw: Path) -> Proposal:
    """What mapping.csv should say of every export below a folder. raw: the study's raw folder; nothing is written.

    Raises RawFileError where the folder holds no file.
    """
    folder = folder.resolve()
    missing = study.settings.cleaning.missing_words
    found = list(read_exports(folder, lambda name: _declared(study, _placed_name(folder, raw, name)), missing))
    if not found:
        raise RawFileError(f"{folder}: no file; exports as downloaded are expected. Put them there.")
    unread = tuple(file for file in found if isinstance(file, Unread))
    files = [_file(study, folder, raw, file) for file in found if isinstance(file, Export)]
    files = _with_patterns(study, files, [_placed_name(folder, raw, file.name) for file in unread])
    known = [file for file in files if file.fits]
    return Proposal(
        rows=tuple(_rows(study, known)),
        files=tuple(files),
        unread=unread,
        additions=tuple(
            proposed_additions(
                study, [(file.placing.tool, file.export.platform, file.placing.unplaced) for file in known]
            )
        ),
    )


def _placed_name(folder: Path, raw: Path, name: str) -> str:
    """A file's name below the raw folder: where it stands if it does, else where exports are put."""
    here = folder / name
    return here.relative_to(raw).as_posix() if here.is_relative_to(raw) else f"{RETURNS}/{name}"


def _declared(study: Study, name: str) -> Declared:
    """The platform that tools.csv names for the tool a file is called after, or whose file mapping.csv says it is.

    And the encoding that mapping.csv declares for the file.
    """
    tools = [tool for tool in study.tools if _is_called(study, name, tool)]
    last = name.rpartition("/")[2]  # whether it will stand in `returns` or `public_survey` is not known yet
    encodings = (row for row in study.tables[MAPPING] if row.item == ENCODING)
    rows = (row for row in encodings if fits_file(row.file.rpartition("/")[2], last))
    return Declared(study.tools[tools[0]].platform if len(tools) == 1 else "", next((row.column for row in rows), ""))


def _is_called(study: Study, name: str, tool: str) -> bool:
    """Whether a file bears a tool's name, or mapping.csv says that it is the tool's."""
    if any(row.tool == tool and fits_file(row.file, name) for row in study.tables[MAPPING]):
        return True
    words = normal_text(name.rpartition("/")[2].rpartition(".")[0].replace("_", " ").replace("-", " "))
    return f" {normal_text(tool.replace('_', ' ').replace('-', ' '))} " in f" {words} "


def _file(study: Study, folder: Path, raw: Path, export: Export) -> File:
    """An export with the tool most of its columns are of; of two, the one its name says; else the one it fills."""
    name = _placed_name(folder, raw, export.name)

    def rank(placing: Placing) -> tuple[bool, int, float]:
        return _is_called(study, name, placing.tool), len(placing.near), placing.share

    sure = {tool: certain_columns(study, tool, export.headings) for tool in study.tools}
    placings = [place_columns(study, tool, export) for tool in study.tools if sure[tool] == max(sure.values())]
    best = max(placings, key=rank)
    alike = [one.tool for one in placings if rank(one) == rank(best) and one.tool != best.tool]
    if study.tools[best.tool].group not in study.groups and name == f"{RETURNS}/{export.name}":
        name = f"{PUBLIC}/{export.name}"
    return File(export, best, name, name, tuple(alike) if best.share >= WELL else ())


def _with_patterns(study: Study, files: Sequence[File], others: Iterable[str]) -> list[File]:
    known = [Named(file.name, file.placing) for file in files if file.fits]
    strangers = [*others, *(file.name for file in files if not file.fits)]
    named = file_patterns(known, strangers, study.council_names)
    patterns = [named.get(file.name, file.name) for file in files]
    return [
        replace(file, pattern=pattern, rows=tuple(proposed_rows(study, file.name, pattern, file.placing)))
        for file, pattern in zip(files, patterns, strict=True)
    ]


def _rows(study: Study, files: Iterable[File]) -> list[Column]:
    """Rows of mapping.csv, tools in the study's order; files of one pattern give theirs once."""
    order = {tool: number for number, tool in enumerate(study.tools)}
    rows: dict[tuple[str, str], Column] = {}
    for file in sorted(files, key=lambda file: (order[file.placing.tool], file.pattern)):
        for row in file.rows:
            rows.setdefault((file.pattern, normal_text(row.column)), row)
    return list(rows.values())


def as_csv(rows: Iterable[Column]) -> str:
    """Rows as mapping.csv holds them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    held = list(rows)
    spare = [name for name in optional_columns(Column) if not any(getattr(row, name) for row in held)]
    columns = [name for name in columns_of(Column) if name not in spare]
    writer.writerow(columns)
    writer.writerows([getattr(row, name) for name in columns] for row in held)
    return text.getvalue()
