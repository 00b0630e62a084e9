"""A study's definition: loaded from its folder, checked whole, frozen.

Nothing here knows pandas: `cyfrif check`, `status` and a run with nothing to do stay quick.
"""

import dataclasses
import datetime
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from analysis import definition as rows
from analysis.definition_files import read_rows
from analysis.errors import DefinitionError
from analysis.matching import normal
from analysis.wordings import USUAL, Finding, Thresholds, read_findings, read_thresholds

MAPPING = "mapping.csv"
RECORDS = ("clearance.csv",)  # what people said of the reports; they depend on none of it
APART = ("dont_know", "not_applicable")  # roles of answers that say nothing either way


@dataclass(frozen=True)
class Settings:
    """What study.toml says, its tables laid flat."""

    title_en: str
    title_cy: str
    date: datetime.date
    languages: tuple[str, ...]
    supplied_by: str
    welsh_approved_by: str
    notice_en: str
    notice_cy: str
    licence_en: str
    licence_cy: str
    source_en: str
    source_cy: str
    groups: tuple[str, ...]
    whole: str
    whole_name_en: str
    whole_name_cy: str
    complete_from: float
    partial_from: float
    test_marks: tuple[str, ...]
    date_format: str
    time_zone: str
    missing_words: tuple[str, ...]
    cut_off: datetime.date
    speeder_below: float
    straight_line_from: int
    masthead_seed: str
    response_seed: str
    seats_group: str
    salt: str
    break_off_is: str
    blank_is: str
    late_is: str
    silent_is: str
    eligible_share: float
    minimum_base: int
    low_base: int
    threshold: int
    confidence: float
    level_from: tuple[float, ...]
    coders: tuple[str, ...]
    coding_overlap: float
    base_holds: tuple[str, ...]
    weight_low: float
    weight_high: float
    seed: int


@dataclass(frozen=True)
class Study:
    """A checked definition. Tables hold rows in the order of their files."""

    folder: Path
    settings: Settings
    tables: Mapping[str, tuple[Any, ...]]
    findings: tuple[Finding, ...]
    wording: Mapping[str, Mapping[str, Any]]
    thresholds: Thresholds = USUAL

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def councils(self) -> dict[str, rows.Council]:
        return {row.gss_code: row for row in self.tables["councils.csv"]}

    @cached_property
    def tools(self) -> dict[str, rows.Tool]:
        return {row.tool: row for row in self.tables["tools.csv"]}

    @cached_property
    def items(self) -> dict[str, rows.Item]:
        return {row.item: row for row in self.tables["questionnaire.csv"]}

    @cached_property
    def scales(self) -> dict[str, tuple[rows.Option, ...]]:
        found: dict[str, list[rows.Option]] = {}
        for option in self.tables["answer_scales.csv"]:
            found.setdefault(option.answer_scale, []).append(option)
        return {scale: tuple(options) for scale, options in found.items()}

    @cached_property
    def themes(self) -> dict[str, rows.Theme]:
        return {row.theme: row for row in self.tables["themes.csv"]}

    @cached_property
    def characteristics(self) -> dict[str, rows.Characteristic]:
        return {row.characteristic: row for row in self.tables["characteristics.csv"]}

    @cached_property
    def named_groups(self) -> dict[str, rows.Group]:
        return {row.group: row for row in self.tables["groups.csv"]}

    @property
    def levels(self) -> tuple[rows.Level, ...]:
        return self.tables["levels.csv"]

    @property
    def level_numbers(self) -> range:
        """The levels, lowest first: one more than there are cut-points."""
        return range(1, len(self.settings.level_from) + 2)

    @property
    def groups(self) -> tuple[str, ...]:
        return self.settings.groups

    @property
    def whole(self) -> str:
        return self.settings.whole

    def group_name(self, group: str, language: str) -> str:
        """What a group is called; the total has a name too."""
        return self.text(self.named_groups[group], "name", language)

    def place(self, path: Path) -> str:
        """A file of the definition, as messages and gates name it."""
        return path.relative_to(self.folder.parent).as_posix()

    def options(self, item: str) -> tuple[rows.Option, ...]:
        """The answer scale of an item; none for a comment."""
        return self.scales.get(self.items[item].answer_scale, ())

    def roles(self, item: str, role: str) -> list[str]:
        """Codes of an item's scale that play a role (top, bottom, ...)."""
        return [option.code for option in self.options(item) if option.role == role]

    def base_options(self, item: str) -> list[str]:
        """Codes of an item's scale that count in its base: `base_holds` of study.toml says which answers apart do."""
        out = set(APART) - set(self.settings.base_holds)
        return [option.code for option in self.options(item) if option.role not in out]

    def in_base(self, item: str, said: str) -> bool:
        """Whether an answer (a code, or several with ; between) counts in the item's base; a blank never does."""
        return not set(self.base_options(item)).isdisjoint(said.split(";"))

    def asked_by(self, tool: str) -> list[rows.Item]:
        """Items that a tool asks; the public survey has items of its own."""
        everyone = ("all",) if self.tools[tool].group in self.groups else ()
        return [item for item in self.items.values() if tool in item.tools or item.tools == everyone]

    def asked_groups(self, item: str) -> list[str]:
        """Groups of respondents that are asked an item."""
        return [
            g
            for g in self.groups
            if any(t.group == g and self.items[item] in self.asked_by(t.tool) for t in self.tools.values())
        ]

    def core_items(self, theme: str) -> list[rows.Item]:
        """Items of a theme asked in all tools."""
        return [item for item in self.items.values() if item.is_core and item.theme == theme]

    def name_of(self, unit: str, language: str, *, short: bool = False) -> str:
        """A council's name, or the whole's."""
        if unit == self.whole:
            return str(getattr(self.settings, f"whole_name_{language}"))
        return str(getattr(self.councils[unit], f"name_short_{language}" if short else f"name_{language}"))

    @staticmethod
    def text(row: Any, field: str, language: str) -> str:
        """A row's text in a language."""
        return str(getattr(row, f"{field}_{language}"))

    @cached_property
    def council_names(self) -> dict[str, str]:
        """Every known way to write a council, normalised, with its code."""
        own = {normal(name): row.gss_code for row in self.councils.values() for name in _names(row)}
        known = own | {normal(row.alias): row.council for row in self.tables["aliases.csv"]}
        return {name: code for name, code in known.items() if name}

    @cached_property
    def hash(self) -> str:
        """sha256 of the definition without what people said of its reports; councils' own prose stands apart too, so
        that one council's edit moves one report."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            name = path.relative_to(self.folder)
            if "councils" not in name.parts[:-1] and name.as_posix() not in RECORDS:
                digest.update(f"{name.as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
        return digest.hexdigest()


def _names(council: rows.Council) -> tuple[str, ...]:
    """Its codes, and its names in full and in short in both languages."""
    codes = (council.gss_code, council.short_code)
    return (*codes, council.name_en, council.name_short_en, council.name_cy, council.name_short_cy)


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
    from analysis.faults import check  # it needs Study, which stands here

    return study, [*faults, *check(study)]


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
