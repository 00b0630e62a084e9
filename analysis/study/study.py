"""A study's definition, checked and frozen.

Nothing here knows pandas: `cyfrif check`, `status` and a run with nothing to do stay quick.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.matching import normal_text
from analysis.study import rows
from analysis.study.definition_files import DefinitionFiles
from analysis.study.settings import Settings
from analysis.study.wordings import USUAL, Finding, Thresholds

APART = ("dont_know", "not_applicable")  # roles of answers that say nothing either way


@dataclass(frozen=True)
class Study:
    """A checked definition. Tables hold rows in the order of their files; files: what was read, byte for byte."""

    folder: Path
    settings: Settings
    tables: Mapping[str, tuple[Any, ...]]
    findings: tuple[Finding, ...]
    wording: Mapping[str, Mapping[str, Any]]
    thresholds: Thresholds = USUAL
    files: DefinitionFiles = field(default_factory=DefinitionFiles)

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
        return range(1, len(self.settings.maturity.level_from) + 2)

    @property
    def groups(self) -> tuple[str, ...]:
        return self.settings.groups

    @property
    def whole(self) -> str:
        return self.settings.whole.whole

    def group_name(self, group: str, language: str) -> str:
        """What a group is called; the total has a name too."""
        return self.text(self.named_groups[group], "name", language)

    def place(self, file: str) -> str:
        """A file of the definition, as messages and gates name it."""
        return f"{self.name}/{file}"

    def lines_of(self, place: str) -> list[str]:
        """The lines of a file of the definition, by its place; none of any other file."""
        name = place.removeprefix(f"{self.name}/")
        return self.files.text_of(name, errors="replace").splitlines() if name in self.files.contents else []

    def line_of(self, file: str, row: Any, column: str) -> int:
        """The line of its file on which a cell of a row begins."""
        return self.files.line_of_cell(file, self.tables[file].index(row), column)

    def options(self, item: str) -> tuple[rows.Option, ...]:
        """The answer scale of an item; none for a comment."""
        return self.scales.get(self.items[item].answer_scale, ())

    def roles(self, item: str, role: str) -> list[str]:
        """Codes of an item's scale that play a role (top, bottom, ...)."""
        return [option.code for option in self.options(item) if option.role == role]

    def base_options(self, item: str) -> list[str]:
        """Codes of an item's scale that count in its base: `base_holds` of study.toml says which answers apart do."""
        out = set(APART) - set(self.settings.statistics.base_holds)
        return [option.code for option in self.options(item) if option.role not in out]

    def sides(self, item: str) -> list[str]:
        """Ends of an item's scale that two options make up, which have a share of their own."""
        return [side for side, role in (("top2", "top"), ("bottom2", "bottom")) if len(self.roles(item, role)) == 2]

    def counted_options(self, item: str) -> list[str]:
        """What a share of an item is worked out for: the codes of its base, and its sides."""
        return self.base_options(item) + self.sides(item)

    def compared_options(self, item: str) -> list[str]:
        """Answers of an item on which councils are compared: those of its findings; else one end of its scale.

        Of a level the lowest, where answers are most; of other scales the top. Without such an end, every answer.
        """
        found = [finding.option for finding in self.findings if finding.item == item]
        ends = self.roles(item, "bottom" if self.items[item].kind == "level" else "top")
        side = [name for name in self.sides(item) if name == "top2" and len(ends) > 1]
        return found or side or (ends if len(ends) == 1 else self.base_options(item))

    @property
    def compared_answers(self) -> list[tuple[str, str]]:
        """Item and option of all that councils are compared on: what everybody was asked, and findings."""
        asked = [row.item for row in self.counted_items(public=False) if row.is_core]
        pairs = [(item, option) for item in asked for option in self.compared_options(item)]
        return list(dict.fromkeys([*pairs, *((each.item, each.option) for each in self.findings)]))

    def counted_items(self, *, public: bool) -> list[rows.Item]:
        """Items with answers to count, of the public's or of the councils' own tools; margins are weighted to.

        The public's are told by the share of their `top` options; an item without one has none to tell.
        """
        outside = {tool.tool for tool in self.tools.values() if tool.group not in self.groups}
        margins = {row.margin for row in self.tables["population.csv"]}
        asked = [row for row in self.items.values() if (outside >= set(row.tools)) == public]
        counted = [row for row in asked if row.answer_scale and row.item not in margins]
        return [row for row in counted if not public or self.roles(row.item, "top")]

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
            return str(getattr(self.settings.whole, f"whole_name_{language}"))
        return str(getattr(self.councils[unit], f"name_short_{language}" if short else f"name_{language}"))

    @staticmethod
    def text(row: Any, field: str, language: str) -> str:
        """A row's text in a language."""
        return str(getattr(row, f"{field}_{language}"))

    @cached_property
    def council_names(self) -> dict[str, str]:
        """Every known way to write a council, normalised, with its code."""
        own = {normal_text(name): row.gss_code for row in self.councils.values() for name in _names(row)}
        known = own | {normal_text(row.alias): row.council for row in self.tables["aliases.csv"]}
        return {name: code for name, code in known.items() if name}

    @property
    def hash(self) -> str:
        """sha256 of the definition as it was loaded."""
        return self.files.hash


def _names(council: rows.Council) -> tuple[str, ...]:
    """Its codes, and its names in full and in short in both languages."""
    codes = (council.gss_code, council.short_code)
    return (*codes, council.name_en, council.name_short_en, council.name_cy, council.name_short_cy)
